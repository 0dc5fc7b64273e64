# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Wall time and zone to UTC and back, with the hours that do not exist and those that come twice; no clock is read."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.errors import Fixable

PLAIN, GAP, TWICE = "plain", "gap", "twice"


@dataclass(frozen=True, slots=True)
class Moment:
    """What a wall time in a zone means. `utc` is the first of `choices` (UTC, earliest first).

    `kind`: "plain" (one choice), "gap" (clocks jump over it: the one choice is the moment right after the gap) or
    "twice" (clocks are set back over it: two choices).
    """

    utc: datetime
    kind: str
    choices: tuple[datetime, ...]


def resolve(wall: str, zone: str) -> Moment:
    """Return what the wall time (ISO 8601 without offset) means in a zone.

    Raises Fixable("time.not_a_time" or "time.unknown_zone").
    """
    naive = _naive(wall)
    place = _zone(zone)
    try:
        first, second = (naive.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
        if first == second:
            return Moment(first, PLAIN, (first,))
        if first < second:
            return Moment(first, TWICE, (first, second))
        after = _jump(second, first, place)
    except (OverflowError, ValueError) as error:
        raise Fixable("time.not_a_time", given=wall) from error
    return Moment(after, GAP, (after,))


def again(wall: str, zone: str, was: datetime) -> datetime:
    """Return the UTC of a stored wall time by the zone's rules of today; of an hour that comes twice the one meant."""
    return min(resolve(wall, zone).choices, key=lambda choice: abs(choice - was))


def wall_of(utc: datetime, zone: str) -> str:
    """Return the wall time of a moment in a zone: ISO 8601 to the minute (to the second where it has some)."""
    naive = naive_of(utc, zone)
    return naive.isoformat(timespec="seconds" if naive.second else "minutes")


def naive_of(utc: datetime, zone: str) -> datetime:
    """Return a moment as a zone's wall clock shows it, to the second, without its zone."""
    return utc.astimezone(_zone(zone)).replace(tzinfo=None, microsecond=0, fold=0)


def offset_of(utc: datetime, zone: str) -> str:
    """Return the offset of a zone at a moment as people write it: +02:00."""
    return utc.astimezone(_zone(zone)).isoformat()[-6:]


def read_time(text: str, zone: str) -> tuple[datetime, str, str]:
    """Return (UTC, wall time, zone) of a time as a person typed it: ISO 8601, local to `zone` or with an offset.

    Raises Fixable: "time.gap" names the moment after, "time.twice" asks for an offset, "time.not_a_time".
    """
    try:
        given = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Fixable("time.not_a_time", given=text) from error
    if len(text.strip()) <= len("2026-11-24"):
        raise Fixable("time.not_a_time", given=text)
    given = given.replace(microsecond=0)
    if given.tzinfo is not None:
        try:
            utc = given.astimezone(UTC)
            return utc, wall_of(utc, zone), zone
        except OverflowError as error:
            raise Fixable("time.not_a_time", given=text) from error
    wall = given.isoformat(timespec="seconds" if given.second else "minutes")
    moment = resolve(wall, zone)
    if moment.kind == GAP:
        raise Fixable("time.gap", given=wall, zone=zone, instead=wall_of(moment.utc, zone))
    if moment.kind == TWICE:
        first, second = (offset_of(choice, zone) for choice in moment.choices)
        raise Fixable("time.twice", given=wall, zone=zone, first=wall + first, second=wall + second)
    return moment.utc, wall, zone


def known(zone: str) -> str:
    """Return `zone` if there is one of that name. Raises Fixable("time.unknown_zone")."""
    _zone(zone)
    return zone


def refresh() -> None:
    """Read the zones' rules anew: a program that runs for weeks outlives an update of them."""
    ZoneInfo.clear_cache()


def system_zone(environ: Mapping[str, str] = os.environ, etc: Path = Path("/etc")) -> str:
    """Return the IANA name of this machine's zone, read anew at each call (people travel); "UTC" if it has none."""
    wished = environ.get("TZ", "").removeprefix(":")
    candidates = [wished.partition("zoneinfo/")[2] or wished]
    if sys.platform == "win32":
        import tzlocal  # late: Windows has names of its own for zones

        candidates.append(tzlocal.get_localzone_name())
    else:
        candidates.append(str((etc / "localtime").resolve()).rpartition("zoneinfo/")[2])
        candidates.append(_text(etc / "timezone"))
    for name in candidates:
        if name and not name.startswith("/") and _exists(name):
            return name
    return "UTC"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def _exists(zone: str) -> bool:
    try:
        _zone(zone)
    except Fixable:
        return False
    return True


def _zone(zone: str) -> tzinfo:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Fixable("time.unknown_zone", zone=zone) from error


def _naive(wall: str) -> datetime:
    try:
        return datetime.fromisoformat(wall).replace(tzinfo=None, microsecond=0, fold=0)
    except ValueError as error:
        raise Fixable("time.not_a_time", given=wall) from error


def _jump(low: datetime, high: datetime, place: tzinfo) -> datetime:
    """Return the second at which the clocks jump, between two moments on either side of it."""
    before = low.astimezone(place).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if middle.astimezone(place).utcoffset() == before else (low, middle)
    return high
