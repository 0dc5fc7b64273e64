# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Times as the desk knows them: this machine's zone, own times and quiet hours as set, what can be planned."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app import zones
from app.errors import Fixable
from app.rhythm import OwnTime, Rhythm, read_hour, read_own_times, write_own_times

if TYPE_CHECKING:
    from app.desk import Desk
    from app.zones import Moment


class Times:
    """The half of `desk.schedule` that knows times and no posts. Walls are ISO 8601 texts without offset."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def zone(self) -> str:
        """Return the IANA name of this machine's zone, as it is now."""
        return zones.system_zone()

    def resolve(self, wall: str, zone: str = "") -> Moment:
        """Return what a wall time means: plain, in a gap, or twice."""
        return zones.resolve(wall, zone or self.zone())

    def due(self, wall: str, zone: str, at: datetime | None = None) -> datetime:
        """Return the UTC of a wall time that can be planned. Raises Fixable("time.gap", "time.twice", "time.past")."""
        choices = zones.resolve(wall, zone).choices
        utc = at.astimezone(UTC) if at in choices and at else zones.read_time(wall, zone)[0]
        if utc < self._desk.clock() - timedelta(minutes=15):
            raise Fixable("time.past", given=wall)
        return utc

    def next_own_time(self, after: str = "", draft: str = "") -> str:
        """Return the wall time of the next own time with nothing planned, here; "" without any own time.

        What stands there of `draft` itself does not count: asked twice, the same post keeps its time.
        """
        zone, now = self.zone(), self._desk.clock()
        start = datetime.fromisoformat(after) if after else naive_here(now, zone)
        taken = {naive_here(one, zone) for one in self._desk.store.calendar.taken(now, draft)}
        while (found := self.rhythm().next_own_time(start, taken)) is not None:
            wall = found.isoformat(timespec="minutes")
            if zones.resolve(wall, zone).kind != zones.GAP:
                return wall
            taken.add(found)
        return ""

    def rhythm(self) -> Rhythm:
        """Return own times and quiet hours as set; a setting that can't be read counts as its default."""
        chosen = self._desk.settings
        rhythm = Rhythm(quiet_weekends=chosen["quiet_weekends"])
        with suppress(Fixable):
            rhythm = replace(rhythm, own=read_own_times(chosen["own_times"]))
        with suppress(Fixable):
            start, end = read_hour(chosen["quiet_from"]), read_hour(chosen["quiet_until"])
            rhythm = replace(rhythm, quiet_from=start, quiet_until=end)
        return rhythm

    def own_times(self) -> tuple[OwnTime, ...]:
        """Return the writer's own times, through the week."""
        return self.rhythm().own

    def set_own_times(self, own: Iterable[OwnTime]) -> None:
        """Choose the own times."""
        self._desk.settings.set("own_times", write_own_times(tuple(own)))
        self._desk.announce("rhythm")

    def quiet(self, start: datetime, end: datetime) -> tuple[tuple[datetime, datetime], ...]:
        """Return the quiet stretches between two wall times (naive), to shade: a reminder, not a ban."""
        rhythm, step = self.rhythm(), timedelta(minutes=15)
        found: list[tuple[datetime, datetime]] = []
        wall = start
        while wall < end:
            if rhythm.is_quiet(wall):
                begun = found.pop()[0] if found and found[-1][1] == wall else wall
                found.append((begun, wall + step))
            wall += step
        return tuple(found)


def naive_here(utc: datetime, zone: str) -> datetime:
    """Return a moment as a zone's wall clock shows it, without its zone."""
    return zones.naive_of(utc, zone)
