# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Where the cards of one day stand so that each can be read: lower ones first, a second lane only in a crowd. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

CARD = 78
"""How high a card is with nothing below it, in px."""
LINE = 22
"""The least height: time and title on one line."""
GAP = 2
DRIFT = 40
"""So many px below its time a card may stand before the crowd gets a second lane."""
LANES = 2


@dataclass(frozen=True, slots=True)
class Room:
    """The place of one card: `top` and `high` in px, the `lane` from the left, one of `lanes`."""

    top: int
    high: int
    lane: int = 0
    lanes: int = 1


def rooms(tops: Sequence[int], bottom: int) -> tuple[Room, ...]:
    """Return the rooms of one day's cards, whose times stand at `tops` (rising); none ends below `bottom`."""
    settled: list[tuple[list[int], list[Room]]] = []
    for times in _crowds(tops):
        crowd, made = times, _settled(times, bottom)
        while settled and _end(settled[-1][1]) > made[0].top:  # what spread reaches into the crowd before
            crowd = settled.pop()[0] + crowd
            made = _settled(crowd, bottom)
        settled.append((crowd, made))
    found: list[Room] = []
    for number, (_, made) in enumerate(settled):
        until = settled[number + 1][1][0].top - GAP if number + 1 < len(settled) else bottom
        found += [replace(one, high=max(LINE, min(one.high, until - one.top))) for one in made]
    return tuple(found)


def _settled(crowd: list[int], bottom: int) -> list[Room]:
    """Place a crowd in one lane, or in more where its last cards would stand too far from their time."""
    for lanes in range(1, LANES):
        made = _stacked(crowd, lanes, bottom)
        if all(one.top - top <= DRIFT for one, top in zip(made, crowd, strict=True)):
            return made
    return _stacked(crowd, LANES, bottom)


def _end(made: list[Room]) -> int:
    """Return from where on the next crowd has room: below the least of the lowest card."""
    return max(one.top for one in made) + LINE + GAP


def _crowds(tops: Sequence[int]) -> list[list[int]]:
    """Return the times in groups whose full cards would cover one another."""
    crowds: list[list[int]] = []
    for top in tops:
        if crowds and top - crowds[-1][-1] < CARD + GAP:
            crowds[-1].append(top)
        else:
            crowds.append([top])
    return crowds


def _stacked(crowd: list[int], lanes: int, bottom: int) -> list[Room]:
    """Place a crowd in so many lanes, each card at its time or right below the line of the one before."""
    columns: list[list[int]] = [[] for _ in range(lanes)]
    places: list[tuple[int, int]] = []
    for top in crowd:
        ends = [column[-1] + LINE + GAP if column else top for column in columns]
        lane = next((number for number, end in enumerate(ends) if end <= top), ends.index(min(ends)))
        columns[lane].append(max(top, ends[lane]))
        places.append((lane, len(columns[lane]) - 1))
    lifted = [_lifted(column, bottom) for column in columns]
    return [_room(lifted[lane], number, lane, lanes, bottom) for lane, number in places]


def _lifted(column: list[int], bottom: int) -> list[int]:
    """Move what would end below `bottom` up, and what stands in its way."""
    limit = bottom
    lifted = []
    for top in reversed(column):
        lifted.append(max(0, min(top, limit - LINE)))
        limit = lifted[-1] - GAP
    return lifted[::-1]


def _room(column: list[int], number: int, lane: int, lanes: int, bottom: int) -> Room:
    top = column[number]
    end = column[number + 1] - GAP if number + 1 < len(column) else bottom
    return Room(top, max(LINE, min(CARD, end - top)), lane, lanes)
