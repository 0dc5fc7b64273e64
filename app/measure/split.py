# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Cuts a text into the parts of a thread where a writer would: paragraph, sentence, clause, word.

Never inside a link, mention, hashtag or character, nor inside a quotation unless that alone is too long.
Every part is counted again by itself before it is taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from app.measure.meters import meters_of
from app.model import Part
from app.networks import Network
from app.text import find
from app.text.characters import joined
from app.text.found import Span
from app.text.late import Late
from app.text.sentences import Cut, Rank, cuts, quotations

LONELY = 40
"""A last part shorter than this borrows a sentence."""

FULL_ENOUGH = {Rank.PARAGRAPH: 4, Rank.SENTENCE: 3, Rank.CLAUSE: 2, Rank.WORD: 2}
"""A cut is taken when the part it ends is at least a fourth (a third, half) full; else the next rank is asked."""

_TRIES = 20
_SPACE = Late(r"\s*")


def parts_of(text: str, network: Network, warning: int, numbering: bool) -> tuple[Part, ...]:
    """Cut `text` so that each part fits; `warning` is what a content warning costs in each part."""
    cutter = _Cutter(text, network, warning)
    spans = cutter.spans(0)
    if not numbering or len(spans) == 1:
        return tuple(cutter.part(*span) for span in spans)
    digits = len(str(len(spans)))
    while len(str(len(spans := cutter.spans(2 * digits + len(" /"))))) > digits:
        digits += 1
    return tuple(cutter.part(*span, f" {place}/{len(spans)}") for place, span in enumerate(spans, 1))


@dataclass(slots=True)
class _Whole:
    """What stays in one piece: sorted spans that do not overlap."""

    starts: list[int]
    ends: list[int]

    def around(self, place: int) -> Span | None:
        """Return the span that `place` lies strictly inside of."""
        at = bisect_left(self.starts, place) - 1
        return (self.starts[at], self.ends[at]) if at >= 0 and place < self.ends[at] else None


class _Cutter:
    """One text being cut for one network."""

    def __init__(self, text: str, network: Network, warning: int) -> None:
        self.text = text
        self.network = network
        self.warning = warning
        self.meters = meters_of(text, network)
        clusters = ((start, start + length) for start, length in joined(text))
        self.whole = _merged([*find(text, network.find).spans(), *clusters])
        self.quotes = _merged(span for span in quotations(text) if self._room(*span, 0))
        allowed, _ = _parted(cuts(text), self.whole)
        self.cuts, self.quoted = _parted(allowed, self.quotes)
        self.ends = [cut.end for cut in self.cuts]
        self._counted: dict[str, tuple[int, bool]] = {}

    def part(self, start: int, end: int, number: str = "") -> Part:
        """Return the part with what it costs, content warning included."""
        words = self.text[start:end] + number
        return Part(words, self._count(words)[0])

    def _count(self, words: str) -> tuple[int, bool]:
        """Return what some words cost by themselves, and whether the other meters have room for them."""
        if words not in self._counted:
            first, *others = meters_of(words, self.network)
            self._counted[words] = (first.all + self.warning, all(meter.all <= meter.limit for meter in others))
        return self._counted[words]

    def _fits(self, start: int, end: int, spare: int) -> bool:
        """Whether a stretch fits when counted by itself."""
        used, room = self._count(self.text[start:end].rstrip())
        return room and used + spare <= self.network.limit

    def _room(self, start: int, end: int, spare: int) -> bool:
        """Whether a stretch fits by the meters of the whole text; quick."""
        first, *others = self.meters
        if first.cost(start, end) + spare + self.warning > first.limit:
            return False
        return all(meter.cost(start, end) <= meter.limit for meter in others)

    def spans(self, spare: int) -> list[Span]:
        """Return the parts' places, white space at their edges left out; `spare` is kept free in each."""
        found: list[Span] = []
        stop = len(self.text.rstrip())
        place = self._skip(0, stop)
        while place < stop:
            end, following = self._next(place, stop, spare)
            found.append((place, place + len(self.text[place:end].rstrip())))
            place = self._skip(following, stop)
        return self._company(found, spare) if found else [(0, 0)]

    def _skip(self, place: int, stop: int) -> int:
        space = _SPACE.re.match(self.text, place, stop)
        return space.end() if space else place

    def _next(self, start: int, stop: int, spare: int) -> Span:
        """Return where the part from `start` on ends and the next begins."""
        if self._room(start, stop, spare) and self._fits(start, stop, spare):
            return stop, stop
        limit = self._reach(start, stop, spare)
        for _ in range(_TRIES):
            end, following = self._best(start, limit)
            if end <= start:
                break
            if self._fits(start, end, spare):
                return end, following
            limit = end - 1
        inside = self.whole.around(start + 1)
        end = min(inside[1] if inside else start + 1, stop)
        return end, end  # what stays whole is longer than a part may be: it gets a part of its own

    def _reach(self, start: int, stop: int, spare: int) -> int:
        """Return the furthest place the meters leave room for; inside a whole thing, its end counts."""
        low = start
        high = stop
        while low < high:
            middle = (low + high + 1) // 2
            inside = self.whole.around(middle)
            if self._room(start, inside[1] if inside else middle, spare):
                low = middle
            else:
                high = middle - 1
        return low

    def _best(self, start: int, limit: int) -> Span:
        """Return the best cut after `start` and up to `limit`; (start, start) when there is none."""
        first = bisect_right(self.ends, start)
        last = bisect_right(self.ends, limit)
        for rank in Rank:
            least = start + (limit - start) // FULL_ENOUGH[rank]
            for place in range(last - 1, first - 1, -1):
                cut = self.cuts[place]
                if cut.end < least:
                    break
                if cut.rank <= rank:
                    return cut.end, cut.start
        if last > first:
            return self.cuts[last - 1].end, self.cuts[last - 1].start
        return self._without_a_gap(start, limit)

    def _without_a_gap(self, start: int, limit: int) -> Span:
        """Without a gap to cut at: break a word (never what stays whole), and only then a quotation."""
        place = limit
        while place > start:
            inside = self.quotes.around(place) or self.whole.around(place)
            if not inside:
                return place, place
            place = inside[0]
        for cut in reversed(self.quoted):
            if start < cut.end <= limit:
                return cut.end, cut.start
        return start, start

    def _company(self, spans: list[Span], spare: int) -> list[Span]:
        """Give a lonely last part the last sentence (or clause) of the one before it."""
        if len(spans) < 2 or spans[-1][1] - spans[-1][0] >= LONELY:
            return spans
        (start, end), (_, stop) = spans[-2:]
        before = self.cuts[bisect_right(self.ends, start) : bisect_left(self.ends, end)]
        for rank in (Rank.SENTENCE, Rank.CLAUSE):
            cut = next((cut for cut in reversed(before) if cut.rank <= rank), None)
            if cut and self._fits(start, cut.end, spare) and self._fits(cut.start, stop, spare):
                return [*spans[:-2], (start, cut.end), (cut.start, stop)]
        return spans


def _parted(cuts: Iterable[Cut], whole: _Whole) -> tuple[list[Cut], list[Cut]]:
    """Return the cuts outside of what stays whole, and those inside."""
    outside: list[Cut] = []
    inside: list[Cut] = []
    place = 0
    starts, ends = [*whole.starts, _NEVER], [*whole.ends, _NEVER]
    for cut in cuts:
        while ends[place] <= cut.end and (ends[place] <= cut.start or starts[place + 1] < cut.start):
            place += 1
        (inside if starts[place] < cut.start and cut.end < ends[place] else outside).append(cut)
    return outside, inside


_NEVER = 1 << 60


def _merged(spans: Iterable[Span]) -> _Whole:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return _Whole(starts, ends)
