# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Cuts a text into the parts of a thread where a writer would: paragraph, sentence, clause, word.

Never inside a link, mention, hashtag or character, nor inside a quotation unless that alone is too long.
Every part is counted again by itself before it is taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from app.measure.meters import Meter, meters_of
from app.model import Part
from app.networks import Network
from app.text import Found, find
from app.text.characters import joined
from app.text.found import Span
from app.text.sentences import Cut, Rank, cuts, quotations

LONELY = 40
"""A last part shorter than this borrows a sentence."""

FULL_ENOUGH = (4, 3, 2, 2)
"""By rank: a cut there is taken when it leaves a part at least a fourth (a third …) full; else the next rank is asked."""


def parts_of(text: str, network: Network, warning: int, numbering: bool) -> tuple[Part, ...]:
    """Cut `text` so that each part fits; `warning` is what a content warning costs in each part."""
    cutter = _Cutter(text, network, warning)
    if not numbering:
        return tuple(cutter.part(*span) for span in cutter.spans(0))
    digits = 1
    while True:
        spans = cutter.spans(2 * digits + len(" /"))
        if len(str(len(spans))) <= digits:
            break
        digits += 1
    if len(spans) == 1:
        return tuple(cutter.part(*span) for span in cutter.spans(0))
    return tuple(cutter.part(*span, f" {place}/{len(spans)}") for place, span in enumerate(spans, 1))


@dataclass(slots=True)
class _Whole:
    """What stays in one piece, as sorted spans that do not overlap."""

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
        found = find(text, network.find)
        self.meters = meters_of(text, found, network)
        self.whole = _merged([*found.spans(), *((start, start + length) for start, length in joined(text))])
        quotes = _merged([span for span in quotations(text) if self._room(*span, 0)])
        allowed = [cut for cut in cuts(text) if not self.whole.around(cut.end) and not self.whole.around(cut.start)]
        self.cuts = [cut for cut in allowed if not quotes.around(cut.end)]
        self.quoted = [cut for cut in allowed if quotes.around(cut.end)]
        self.quotes = quotes
        self.ends = [cut.end for cut in self.cuts]

    def part(self, start: int, end: int, number: str = "") -> Part:
        words = self.text[start:end] + number
        return Part(words, self._count(words))

    def _count(self, words: str) -> int:
        return meters_of(words, find(words, self.network.find), self.network)[0].all + self.warning

    def _room(self, start: int, end: int, spare: int) -> bool:
        """Whether a stretch fits by the meters of the whole text."""
        spare += self.warning
        first, *others = self.meters
        if first.cost(start, end) + spare > first.limit:
            return False
        return all(meter.cost(start, end) <= meter.limit for meter in others)

    def _fits(self, start: int, end: int, spare: int) -> bool:
        """Whether a stretch fits when counted by itself."""
        words = self.text[start:end]
        first, *others = meters_of(words, find(words, self.network.find), self.network)
        return first.all + self.warning + spare <= first.limit and all(meter.all <= meter.limit for meter in others)

    def spans(self, spare: int) -> list[Span]:
        """Return the parts' places, white space at their edges left out; `spare` is kept free in each."""
        found: list[Span] = []
        place, stop = _stripped(self.text, 0, len(self.text))
        while place < stop:
            end, following = self._next(place, stop, spare)
            found.append(_stripped(self.text, place, end))
            place = _stripped(self.text, following, stop)[0]
        found = [span for span in found if span[0] < span[1]] or [(place, place)]
        return self._company(found, spare)

    def _next(self, start: int, stop: int, spare: int) -> Span:
        """Return where the part from `start` on ends and the next begins."""
        if self._room(start, stop, spare) and self._fits(start, stop, spare):
            return stop, stop
        reach = self._reach(start, stop, spare)
        limit = reach
        for _ in range(8):
            end, following = self._best(start, limit, stop, spare)
            if end <= start or self._fits(start, end, spare):
                break
            limit = start + (end - start) * 7 // 8
        if end > start:
            return end, following
        return self._at_any_cost(start, stop)

    def _reach(self, start: int, stop: int, spare: int) -> int:
        """Return the furthest place up to which the meters leave room (a place inside a whole thing is no answer)."""
        low, high = start, stop
        while low < high:
            middle = (low + high + 1) // 2
            inside = self.whole.around(middle)
            if self._room(start, inside[1] if inside else middle, spare):
                low = middle
            else:
                high = middle - 1
        return low

    def _best(self, start: int, limit: int, stop: int, spare: int) -> Span:
        """Return the best cut after `start` and up to `limit`: by rank, if the part is full enough; else any."""
        first = bisect_right(self.ends, start)
        last = bisect_right(self.ends, limit)
        for rank in Rank:
            for place in range(last - 1, first - 1, -1):
                cut = self.cuts[place]
                if cut.end <= start + (limit - start) // FULL_ENOUGH[rank]:
                    break
                if cut.rank <= rank:
                    return cut.end, cut.start
        if last > first and not self._long_word(last, limit, stop):
            return self.cuts[last - 1].end, self.cuts[last - 1].start
        return self._inside_word(start, limit)

    def _long_word(self, last: int, limit: int, stop: int) -> bool:
        """Whether what follows the last cut is a word too long for any part, so that it must be broken anyway."""
        return False

    def _inside_word(self, start: int, limit: int) -> Span:
        """Without a cut between words: break the word, but nothing that stays whole."""
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

    def _at_any_cost(self, start: int, stop: int) -> Span:
        """Something that stays whole is longer than a part may be: it gets a part of its own."""
        inside = self.whole.around(start + 1)
        end = inside[1] if inside else start + 1
        return min(end, stop), min(end, stop)

    def _company(self, spans: list[Span], spare: int) -> list[Span]:
        """Give a lonely last part the last sentence (or clause) of the one before it."""
        if len(spans) < 2 or spans[-1][1] - spans[-1][0] >= LONELY:
            return spans
        (start, end), (_, stop) = spans[-2:]
        first = bisect_right(self.ends, start)
        last = bisect_left(self.ends, end)
        for rank in (Rank.SENTENCE, Rank.CLAUSE):
            for place in range(last - 1, first - 1, -1):
                cut = self.cuts[place]
                if cut.rank <= rank:
                    if self._fits(cut.start, stop, spare):
                        return [*spans[:-2], (start, cut.end), (cut.start, stop)]
                    break
        return spans


def _merged(spans: list[Span]) -> _Whole:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return _Whole(starts, ends)


def _stripped(text: str, start: int, end: int) -> Span:
    """Return the span without white space at its edges."""
    words = text[start:end]
    after = start + len(words) - len(words.lstrip())
    return (after, max(after, end - (len(words) - len(words.rstrip()))))
