# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Places in a text that are found again after edits around them: by the words on both sides, and about where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

REACH = 24
"""Characters remembered on each side of a place."""

LEAST = 12
"""With one side edited away, this many characters on the other must be as they were."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place between two words: the characters before and after without the white space between them.

    `offset` counts code points from the beginning, `rest` those from the place to the end: an edit before the place
    leaves `rest` as it was, one behind it `offset`.
    """

    before: str
    after: str
    offset: int
    rest: int


def anchored(text: str, offset: int) -> Anchor:
    """Return the anchor of a place."""
    before = text[:offset].rstrip()[-REACH:]
    after = text[offset:].lstrip()[:REACH]
    return Anchor(before, after, offset, len(text) - offset)


def located(text: str, anchor: Anchor) -> int | None:
    """Return where the place is now (where the words after it begin), None when it is gone.

    Both sides as they were; else more than half of what is remembered; else one side near the place. Of several places
    the one nearest to where it was, seen from either end of the text.
    """
    far, near = (anchor.before, anchor.after), (anchor.before[-LEAST:].lstrip(), anchor.after[:LEAST].rstrip())
    for places in (
        lambda: _between(text, *far),
        lambda: [*_between(text, *near), *_beside(text, *far)],
        lambda: _beside(text, *near),
    ):
        if found := [place for place in places() if 0 < place < len(text)]:
            return _nearest(text, anchor, found)
    return None


def _beside(text: str, before: str, after: str) -> Iterator[int]:
    """Yield where only the words before the place, or only those after it, stand; a few letters are too little."""
    if len(before) >= LEAST // 2:
        yield from (_skip(text, place + len(before)) for place in _all(text, before))
    if len(after) >= LEAST // 2:
        yield from _all(text, after)


def _nearest(text: str, anchor: Anchor, places: list[int]) -> int:
    def distance(place: int) -> int:
        return min(abs(place - anchor.offset), abs(len(text) - place - anchor.rest))

    return min(places, key=distance)


def _between(text: str, before: str, after: str) -> Iterator[int]:
    """Yield where `after` begins with nothing but white space between it and `before`."""
    if not before or not after:
        return
    for place in _all(text, after):
        if text.endswith(before, 0, _back(text, place)):
            yield place


def _all(text: str, words: str) -> Iterator[int]:
    place = text.find(words) if words else -1
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _back(text: str, place: int) -> int:
    while place > 0 and text[place - 1].isspace():
        place -= 1
    return place
