# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A writer's rhythm: own times, quiet hours, what is late and what to offer then. Pure; `now` is an argument.

All times here are wall times of the writer's zone (naive); which moments they are is app/zones.py's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.errors import Fixable

QUIETLY = timedelta(minutes=15)
"""So much late a post still goes without asking (design: journey D)."""
TWO_HOURS = timedelta(hours=2)
APART = timedelta(hours=2)
"""Two posts that were missed on one day never go out closer together."""
HALF_DAY = 12
_SATURDAY = 5
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SLOT = re.compile(rf"({'|'.join(DAYS)}) ([01]?\d|2[0-3])[:.]([0-5]\d)")
_HOUR = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class Late(StrEnum):
    """What a writer wants of a post whose time has passed while nothing could be sent."""

    ASK = "ask"
    TWO_HOURS = "two_hours"
    NEXT_OWN_TIME = "next_own_time"


class Verdict(StrEnum):
    """What happens to a late post."""

    SEND = "send"
    ASK = "ask"
    MOVE = "move"


@dataclass(frozen=True, slots=True, order=True)
class OwnTime:
    """A time of the week at which a writer likes to publish; `day` 0 is Monday."""

    day: int
    at: time


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Own times and quiet hours. Quiet from `quiet_from` to `quiet_until` (past midnight too); equal means never."""

    own: tuple[OwnTime, ...] = ()
    quiet_from: time = time(18)
    quiet_until: time = time(7)
    quiet_weekends: bool = True

    def is_quiet(self, wall: datetime) -> bool:
        """Tell whether a wall time is in the quiet hours or on a quiet weekend."""
        if self.quiet_weekends and wall.weekday() >= _SATURDAY:
            return True
        start, end, at = self.quiet_from, self.quiet_until, wall.time()
        return start <= at < end if start <= end else at >= start or at < end

    def on(self, day: date) -> tuple[datetime, ...]:
        """Return the own times of one day, earliest first."""
        return tuple(datetime.combine(day, one.at) for one in sorted(self.own) if one.day == day.weekday())

    def next_own_time(self, after: datetime, taken: Collection[datetime] = ()) -> datetime | None:
        """Return the first own time after a wall time that nothing is planned for; None without any in ten weeks."""
        for days in range(71):
            for wall in self.on(after.date() + timedelta(days=days)):
                if wall > after and wall not in taken:
                    return wall
        return None


def judge(late: timedelta, rule: Late, in_company: bool = False) -> Verdict:
    """Return what happens to a post that is late by so much.

    `in_company`: another late post has gone out on that account just before; a burst is never sent.
    """
    if late < QUIETLY or (rule is Late.TWO_HOURS and late < TWO_HOURS):
        return Verdict.ASK if in_company else Verdict.SEND
    return Verdict.MOVE if rule is Late.NEXT_OWN_TIME else Verdict.ASK


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to do with a missed post: "now", "today", "workday" (at the wall time) or "drafts" (no time)."""

    what: str
    wall: datetime | None = None


def offers(missed: datetime, now: datetime, rhythm: Rhythm) -> tuple[Offer, ...]:
    """Return what can be done with a post whose wall time passed, best kind first; no later time is a quiet one."""
    soon, morning = _round_up(now + APART), datetime.combine(now.date(), rhythm.quiet_until)
    today = max(soon, morning) if rhythm.is_quiet(soon) else soon
    later = () if today.date() != now.date() or rhythm.is_quiet(today) else (Offer("today", today),)
    wall = _apart(Offer("workday", _same_hour(missed, now)), missed, [], now, rhythm).wall
    workday = (Offer("workday", wall),) if wall and wall not in [one.wall for one in later] else ()
    return (Offer("now", now), *later, *workday, Offer("drafts"))


def preselect(missed: Sequence[datetime], now: datetime, rhythm: Rhythm) -> tuple[Offer, ...]:
    """Return the offer to preselect for each missed post, in their order: now if it was the same half-day.

    Never quiet hours or a weekend, and never two at once: each later one of a day comes two hours after the one before.
    """
    chosen: list[Offer] = []
    for one in missed:
        same = one.date() == now.date() and (one.hour < HALF_DAY) == (now.hour < HALF_DAY)
        wish = Offer("now", now) if same and not rhythm.is_quiet(now) else Offer("workday", _same_hour(one, now))
        chosen.append(_apart(wish, one, chosen, now, rhythm))
    return tuple(chosen)


def _apart(wish: Offer, missed: datetime, chosen: list[Offer], now: datetime, rhythm: Rhythm) -> Offer:
    """Return the first time from a wish on that is not quiet and two hours from all chosen before."""
    for wall in _candidates(wish.wall or now, now, missed, rhythm):
        near = any(abs(wall - other.wall) < APART for other in chosen if other.wall)
        if not near and not rhythm.is_quiet(wall):
            if wall == now:
                return Offer("now", now)
            return Offer("today" if wall.date() == now.date() else "workday", wall)
    return Offer("drafts")  # sixty days are full


def _candidates(first: datetime, now: datetime, missed: datetime, rhythm: Rhythm) -> Iterator[datetime]:
    """Yield times two hours apart, day by day: from the post's own hour on, and from the end of the quiet hours.

    If that hour is a quiet one, what follows it begins with the end of the quiet hours.
    """
    day = first
    for _ in range(60):
        morning = datetime.combine(day.date(), rhythm.quiet_until)
        starts = [day, morning] if morning > now else [day]
        for start in reversed(starts) if rhythm.is_quiet(day) else starts:
            wall = start
            while wall.date() == day.date():
                yield wall
                wall = _round_up(wall + APART)
        day = _next_workday(missed, day)


def _same_hour(missed: datetime, now: datetime) -> datetime:
    """Return the post's own hour on the first workday after its day: today, if that hour is still to come."""
    today = datetime.combine(now.date(), missed.time())
    if missed.date() < now.date() and today > now and today.weekday() < _SATURDAY:
        return today
    return _next_workday(missed, now)


def _next_workday(missed: datetime, now: datetime) -> datetime:
    day = now.date() + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, missed.time())


def _round_up(wall: datetime) -> datetime:
    """Return the next full five minutes."""
    over = timedelta(minutes=wall.minute % 5, seconds=wall.second, microseconds=wall.microsecond)
    return wall + timedelta(minutes=5) - over if over else wall


def read_own_times(text: str) -> tuple[OwnTime, ...]:
    """Return the own times in a setting's text ("mon 09:00, wed 14:30"). Raises Fixable("rhythm.bad_time")."""
    return tuple(sorted(set(_read(text))))


def _read(text: str) -> Iterator[OwnTime]:
    for piece in text.lower().split(","):
        if not piece.strip():
            continue
        found = _SLOT.fullmatch(" ".join(piece.split()))
        if found is None:
            raise Fixable("rhythm.bad_time", given=piece.strip()[:40])
        yield OwnTime(DAYS.index(found[1]), time(int(found[2]), int(found[3])))


def write_own_times(own: Collection[OwnTime]) -> str:
    """Return the text that `read_own_times` reads."""
    return ", ".join(f"{DAYS[one.day]} {one.at:%H:%M}" for one in sorted(set(own)))


def read_hour(text: str) -> time:
    """Return the time of day in "18:00". Raises Fixable("rhythm.bad_time")."""
    found = _HOUR.fullmatch(text.strip())
    if found is None:
        raise Fixable("rhythm.bad_time", given=text.strip()[:40])
    return time(int(found[1]), int(found[2]))
