# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Cuts a text into the parts of a thread where a writer would: paragraph, sentence, clause, word.

Never inside a link, mention, hashtag or character, nor inside a quotation unless that alone is too long.
Every part is counted again by itself before it is taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.measure.meters import meters_of, whole_meters
from app.model import Part
from app.networks import Network
from app.text import find
from app.text.characters import joined
from app.text.found import Span
from app.text.late import Late
from app.text.sentences import Rank, cuts, quotations

LONELY = 40
"""A last part shorter than this borrows a sentence."""

FULL_ENOUGH = {Rank.PARAGRAPH: 4, Rank.SENTENCE: 3, Rank.CLAUSE: 2, Rank.WORD: 2}
"""A cut is taken when the part it ends is at least a fourth (a third, half) full; else the next rank is asked."""

_NEAR = 40
"""A cut goes to a gap between words if one is this near, else between two characters (writing without gaps)."""

_TRIES = 20
_SPACE = Late(r"\s*")


def parts_of(
    text: str, network: Network, warning: int, numbering: bool, chosen: Sequence[int] = ()
) -> tuple[Part, ...]:
    """Cut `text` so that each part fits; `warning` is what a content warning costs in each part.

    `chosen`: where the writer wants the next part to begin, sorted. Such a place is kept while the part before it fits.
    """
    cutter = _Cutter(text, network, warning, chosen)
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

    def __init__(self, text: str, network: Network, warning: int, chosen: Sequence[int] = ()) -> None:
        self.text = text
        self.network = network
        self.warning = warning
        self.meters = whole_meters(text, network)
        self.whole = _merged([*find(text, network.find).spans(), *_clusters(text)])
        self.quotes = _merged(span for span in quotations(text) if self._room(*span, 0))
        self.ends, self.starts, self.ranks = cuts(text)
        never = _inside(self.whole, self.ends, self.starts)
        self.quoted = sorted(_inside(self.quotes, self.ends, self.starts) - never)
        self.barred = never.union(self.quoted)
        self._counted: dict[str, tuple[int, bool]] = {}
        self.chosen = [place for place in chosen if 0 < place < len(text) and not self.whole.around(place)]

    def part(self, start: int, end: int, number: str = "") -> Part:
        """Return the part with what it costs, content warning included."""
        words = self.text[start:end] + number
        return Part(words, self._count(words)[0], number)

    def _count(self, words: str) -> tuple[int, bool]:
        """Return what some words cost by themselves, and whether the other meters have room for them."""
        if words not in self._counted:
            first, *others = meters_of(words, self.network)
            self._counted[words] = (first.all + self.warning, all(meter.all <= meter.limit for meter in others))
        return self._counted[words]

    def _fits(self, start: int, end: int, spare: int) -> bool:
        """Whether a stretch fits when counted by itself."""
        used, room = self._count(self.text[start:end].rstrip() + _placeholder(spare))
        return room and used <= self.network.limit

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
        wanted, by_hand = [one for one in self.chosen if place < one < stop], True
        while place < stop:
            chosen, by_hand = self._chosen(place, stop, spare, wanted, by_hand)
            end, following = (chosen, chosen) if by_hand else self._next(place, stop, spare)
            found.append((place, place + len(self.text[place:end].rstrip())))
            place = self._skip(following, stop)
        if not found:
            return [(0, 0)]
        return found if self.chosen and found[-1][0] in self.chosen else self._company(found, spare)

    def _chosen(self, start: int, stop: int, spare: int, wanted: list[int], fresh: bool) -> tuple[int, bool]:
        """Take the writer's next cut out of `wanted` if the part from `start` to it fits; tell whether it does.

        Behind an automatic cut (not `fresh`) what is left before it must also be worth a part, as before a paragraph.
        """
        while wanted and wanted[0] <= start:
            del wanted[0]
        if not wanted:
            return stop, False
        end = start + len(self.text[start : wanted[0]].rstrip())
        used, room = self._count(self.text[start:end] + _placeholder(spare))
        if not room or used > self.network.limit:
            return stop, False
        place = wanted.pop(0)
        return place, fresh or used * FULL_ENOUGH[Rank.PARAGRAPH] >= self.network.limit

    def _skip(self, place: int, stop: int) -> int:
        space = _SPACE.re.match(self.text, place, stop)
        return space.end() if space else place

    def _next(self, start: int, stop: int, spare: int) -> Span:
        """Return where the part from `start` on ends and the next begins."""
        if self._room(start, stop, spare) and self._fits(start, stop, spare):
            return stop, stop
        first = bisect_right(self.ends, start)
        last = self._last_cut(first, start, spare)
        for _ in range(_TRIES):
            if last == first:
                break
            place = self._best(first, last, start)
            if place < first:
                break
            if self._fits(start, self.ends[place], spare):
                return self.ends[place], self.starts[place]
            last = place
        return self._without_a_gap(start, stop, spare)

    def _last_cut(self, first: int, start: int, spare: int) -> int:
        """Return the number of the cut behind the last one the meters leave room for."""
        low = first
        step = 64
        while low + step < len(self.ends) and self._room(start, self.ends[low + step], spare):
            low += step
            step *= 2
        high = min(low + step, len(self.ends))
        while low < high:
            middle = (low + high) // 2
            if self._room(start, self.ends[middle], spare):
                low = middle + 1
            else:
                high = middle
        return low

    def _best(self, first: int, last: int, start: int) -> int:
        """Return the best of the cuts from `first` up to `last`, by rank if the part is full enough; -1 for none."""
        full = self.ends[last - 1] - start
        for rank in Rank:
            least = start + full // FULL_ENOUGH[rank]
            for place in range(last - 1, first - 1, -1):
                if self.ends[place] < least:
                    break
                if self.ranks[place] <= rank and place not in self.barred:
                    return place
        return max((place for place in range(first, last) if place not in self.barred), default=-1)

    def _without_a_gap(self, start: int, stop: int, spare: int) -> Span:
        """Without a gap to cut at: break a word (never what stays whole), then a quotation, at last nothing at all."""
        limit = place = self._reach(start, stop, spare)
        for _ in range(_TRIES):
            while inside := self.quotes.around(place) or self.whole.around(place):
                place = inside[0]
            if place <= start:
                break
            if self._fits(start, place, spare):
                return place, place
            place -= 1
        for number in reversed(self.quoted):
            if start < self.ends[number] <= limit:
                return self.ends[number], self.starts[number]
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

    def _company(self, spans: list[Span], spare: int) -> list[Span]:
        """Give a lonely last part the last sentence (or clause) of the one before it."""
        if len(spans) < 2 or spans[-1][1] - spans[-1][0] >= LONELY:
            return spans
        (start, end), (_, stop) = spans[-2:]
        numbers = range(bisect_left(self.ends, end) - 1, bisect_right(self.ends, start) - 1, -1)
        before = [number for number in numbers if number not in self.barred]
        for rank in (Rank.SENTENCE, Rank.CLAUSE):
            number = next((number for number in before if self.ranks[number] <= rank), -1)
            if (
                number >= 0
                and self._fits(start, self.ends[number], spare)
                and self._fits(self.starts[number], stop, spare)
            ):
                return [*spans[:-2], (start, self.ends[number]), (self.starts[number], stop)]
        return spans


def places(text: str, network: Network, rank: Rank = Rank.SENTENCE) -> tuple[int, ...]:
    """Return where a part may begin: behind every gap as good as `rank`, never inside of what stays whole."""
    cutter = _Cutter(text, network, 0)
    never = cutter.barred.difference(cutter.quoted)
    first, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    return tuple(
        start
        for number, start in enumerate(cutter.starts)
        if first < start < stop and cutter.ranks[number] <= rank and number not in never
    )


def gaps(text: str, network: Network) -> tuple[int, ...]:
    """Return every place between two words where a part may begin."""
    return places(text, network, Rank.WORD)


def nearest_place(text: str, network: Network, offset: int) -> int:
    """Return the place nearest to `offset` where a part may begin; in writing without gaps, between two characters."""
    free = gaps(text, network)
    gap = min(free, key=lambda place: abs(place - offset), default=-1)
    if gap >= 0 and abs(gap - offset) <= _NEAR:
        return gap
    offset = min(max(offset, 0), len(text))
    inside = _Cutter(text, network, 0).whole.around(offset)
    return offset if inside is None else min(inside, key=lambda place: abs(place - offset))


def _placeholder(spare: int) -> str:
    """Return what costs as much as the number that will stand behind a part, on every meter."""
    return f" {'0' * (spare - 1)}" if spare else ""


def _inside(whole: _Whole, ends: list[int], starts: list[int]) -> set[int]:
    """Return the numbers of the cuts inside of what stays whole."""
    found: set[int] = set()
    for start, end in zip(whole.starts, whole.ends, strict=True):
        found.update(range(bisect_right(starts, start), bisect_left(ends, end)))
    return found


@lru_cache(maxsize=4)
def _clusters(text: str) -> list[Span]:
    return [(start, start + length) for start, length in joined(text)]


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
