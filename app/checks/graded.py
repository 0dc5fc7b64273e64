# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Weak signs that say little alone and enough together: "apparently" and "divorce", "we" and "oppose", three buzzwords.

Not a check itself: it joins the finder of every data file that holds `[[graded]]` tables. One table:

    need = 4                                 so much must come together
    within = 14                              in so many tokens (default 14)
    ends = 1                                 across so many ends of sentences (default 0)
    counts = { hearsay = 2, matter = 2 }     sets of the file and what each counts, once however many words there are
    piling = ["buzz"]                        of these every different word counts
    must = ["hearsay"]                       one of each of these must be there (`a|b`: one of either)
    less = { praise = 2 }                    what these take away when they stand in the same sentences
    never = ["self"]                         none of these may stand in the same sentences
    languages = ["sv"]                       read in these languages only (default: all)
    level = "nudge"                          the check's own level if not said

A sign is a word of `[words.<language>.sets]`, a phrase of `[words.<language>.phrases]` under the same names, or one
that needs no list: `name` a known first name, `fullname` two words with capitals, `figure` a number, `scare` a word or
two in quotation marks nobody said. A check tells its strongest stretch alone, and marks the few words that say most.
`borrows = ["person_health"]` at the head of a file lets its tables use the signs of another one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from app import languages
from app.checks import Data, Find, all_checks
from app.languages import Analysis, Names
from app.languages.settling import STRENGTH
from app.model import Finding, Level

_WITHIN = 14
_LONGEST = 6  # tokens that are marked of a stretch
_STOPS = frozenset(".!?…\n\r")
_SCARE = re.compile(r"[\"“”„»«](\w[^\"“”„»«\n.!?,]{2,30}\w)[\"“”„»«]")
_FULL_NAME = re.compile(
    r"(?<=[a-zåäö,] )([A-ZÅÄÖ][a-zåäöé]{2,20}(?:-[A-ZÅÄÖ][a-zåäöé]{2,20})?) [A-ZÅÄÖ][a-zåäöé]{2,20}"
)
_UNLISTED = ("name", "fullname", "figure", "scare")
Sets = tuple[str, ...]
Marks = Sequence[tuple[int, Sets]]
Sign = tuple[int, str]
"""A token and the set it is of."""


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of a data file, made ready."""

    rule: str
    level: Level
    need: int
    within: int
    ends: int
    counts: Mapping[str, int]
    piling: frozenset[str]
    must: tuple[frozenset[str], ...]
    less: Mapping[str, int]
    never: frozenset[str]
    languages: frozenset[str]

    def may_reach(self, present: set[str], language: str) -> bool:
        """Whether the sets that stand in a text could be enough at all."""
        if self.languages and language not in self.languages:
            return False
        if any(wanted.isdisjoint(present) for wanted in self.must):
            return False
        most = sum(self.need if name in self.piling else self.counts[name] for name in present if name in self.counts)
        return most >= self.need


def _table(number: int, raw: Mapping[str, Any], usual: Level) -> _Table:
    return _Table(
        rule=f"together {number}",
        level=Level(raw.get("level", usual)),
        need=raw["need"],
        within=raw.get("within", _WITHIN),
        ends=raw.get("ends", 0),
        counts=raw["counts"],
        piling=frozenset(raw.get("piling", ())),
        must=tuple(frozenset(wanted.split("|")) for wanted in raw.get("must", ())),
        less=raw.get("less", {}),
        never=frozenset(raw.get("never", ())),
        languages=frozenset(raw.get("languages", ())),
    )


def with_signs(find: Find) -> Find:
    """Return a finder that finds what `find` does, and what comes together where that found nothing."""
    tables: list[_Table] = []

    def both(analysis: Analysis, data: Data) -> Iterable[Finding]:
        if not tables:
            tables.extend(_table(number, raw, data.level) for number, raw in enumerate(data.raw["graded"], 1))
        found = list(find(analysis, data))
        yield from found
        yield from _together(analysis, data, tables, {one.level for one in found})

    return both


def _together(analysis: Analysis, data: Data, tables: Sequence[_Table], told: Collection[Level]) -> Iterator[Finding]:
    """Find the first signs that come together and say more than what the check has told already."""
    marks = _marked(analysis, data)
    present = {name for _, names in marks for name in names}
    present.update(_UNLISTED)
    reaching = [table for table in tables if table.may_reach(present, analysis.language)]
    if not reaching:
        return
    signs = _without_excepted(analysis, data, sorted((*marks, *_unlisted(analysis, data, marks))))
    phrases = _phrases(_owned(analysis, data))
    loudest = len(STRENGTH)
    for table in reaching:
        strength = STRENGTH.index(table.level)
        if strength >= loudest or any(STRENGTH.index(level) <= strength for level in told):
            continue
        stretch = next(_gathered(analysis, signs, table), None)
        if stretch is not None:
            first, last = _densest(stretch, table)
            start, end = analysis.starts[first], analysis.end(phrases.get(last, last))
            loudest = strength
            yield data.finding(analysis, start, end, level=table.level, rule=table.rule)


def _densest(stretch: Sequence[Sign], table: _Table) -> tuple[int, int]:
    """The first and the last token of the few words of a stretch that say most: those are marked."""
    best, weight = (stretch[-1][0], stretch[-1][0]), 0
    for at, (first, _) in enumerate(stretch):
        near = [one for one in stretch[at:] if one[0] - first < _LONGEST and one[1] in table.counts]
        here = sum(table.counts[name] for name in {name for _, name in near})
        if here > weight:
            best, weight = (first, near[-1][0]), here
    return best


def _marked(analysis: Analysis, data: Data) -> list[tuple[int, Sets]]:
    """The tokens that are of a set or begin a phrase of one, in this file and in those it borrows from."""
    return [(token, sets) for token, names in _owned(analysis, data) if (sets := _sets(names))]


def _owned(analysis: Analysis, data: Data) -> Marks:
    """The marks of this file and of those it borrows from."""
    borrows = data.raw.get("borrows", ())
    return [*data.marks(analysis), *(mark for other in borrows for mark in all_checks()[other].marks(analysis))]


def _phrases(marks: Marks) -> dict[int, int]:
    """The last token of a phrase that begins at a token, of those that are a sign."""
    begun = ((token, name) for token, names in marks for name in names if name[0] == "<" and "\t" in name)
    return {token: int(name.partition("\t")[2]) - 1 for token, name in begun}


@lru_cache(maxsize=20_000)
def _sets(names: Sets) -> Sets:
    """The names of sets among a token's tags."""
    return tuple(name[1 : name.index(">")] for name in names if name[0] == "<")


def _unlisted(analysis: Analysis, data: Data, marks: Marks) -> Iterator[tuple[int, Sets]]:
    """The signs that need no list: names with a capital letter and no other mark, numbers, scare quotes."""
    marked = {token for token, _ in marks}
    yield from _named(analysis, marked, data.tokens(analysis, "name"))
    if analysis.has_digits:
        numbers = (token for token, start in enumerate(analysis.starts) if analysis.plain[start].isdigit())
        yield from ((token, ("figure",)) for token in numbers)
    for quote in _SCARE.finditer(analysis.plain):
        if not any(start <= quote.start(1) < end for start, end in analysis.reported):
            yield bisect_right(analysis.starts, quote.start(1)) - 1, ("scare",)


def _named(analysis: Analysis, marked: Collection[int], known: Collection[int]) -> Iterator[tuple[int, Sets]]:
    for token, start in enumerate(analysis.starts):
        if token in marked or not analysis.plain[start].isupper():
            continue
        if token in known or _is_inflected(analysis, token):
            yield token, ("name",)
    for full in _FULL_NAME.finditer(analysis.plain):
        token = bisect_right(analysis.starts, full.start(1)) - 1
        if token not in marked:
            yield token, ("fullname",)


def _is_inflected(analysis: Analysis, token: int) -> bool:
    """Whether a word of a Finnish text is a form of a first name: Hannalle, Pertin."""
    return analysis.language == "fi" and _is_first_name(analysis.form(token))


@lru_cache(maxsize=20_000)
def _is_first_name(word: str) -> bool:
    return bool(_first_names().find(word))


@cache
def _first_names() -> Names:
    return Names("fi", [(name, 0) for name in languages.facts("fi")["first_names"] if len(name) > 3])


def _without_excepted(analysis: Analysis, data: Data, signs: Marks) -> Marks:
    """Without the tokens of phrases that are fine as they are, and without what somebody else said."""
    left = {
        token
        for first, names in data.marks(analysis)
        for name in names
        if name.startswith("except#")
        for token in range(first, int(name.partition("\t")[2] or first + 1))
    }
    for start, end in analysis.reported:
        left |= {token for token, _ in signs if start <= analysis.starts[token] < end}
    return [sign for sign in signs if sign[0] not in left] if left else signs


def _gathered(analysis: Analysis, marks: Marks, table: _Table) -> Iterator[Sequence[Sign]]:
    """The signs of each shortest stretch that weighs enough."""
    signs = list(_signs(marks, table))
    behind = -1
    for at, (token, name) in enumerate(signs):
        if token > behind and name in table.counts:
            end = _enough(analysis, signs, at, table)
            if end is not None:
                behind = signs[end][0]
                yield [sign for sign in signs[at : end + 1] if sign[1] in table.counts]


def _signs(marks: Marks, table: _Table) -> Iterator[Sign]:
    """The tokens of the wanted sets, each as the one set that counts most; one that speaks against goes before all."""
    counts = table.counts
    for token, names in marks:
        sets = [name for name in names if name in counts or name in table.less or name in table.never]
        if sets:
            yield token, max(sets, key=lambda name: (name not in counts, counts.get(name, 0)))


def _enough(analysis: Analysis, signs: Sequence[Sign], at: int, table: _Table) -> int | None:
    """The sign at which those from `at` on weigh enough, None if they never do."""
    stops, start = _stops(analysis), signs[at][0]
    last, ends = start + table.within, stops[start] + table.ends
    seen: set[str] = set()
    total = 0
    for here in range(at, len(signs)):
        token, name = signs[here]
        if token > last or stops[token] > ends:
            return None
        if name in table.counts:
            key = analysis.form(token) if name in table.piling else name
            total += 0 if key in seen else table.counts[name]
            seen |= {key, name}
            if total >= table.need and not any(wanted.isdisjoint(seen) for wanted in table.must):
                taken = _taken_away(stops, signs, (at, here), table)
                if taken is None:
                    return None
                if total - taken >= table.need:
                    return here
    return None


def _taken_away(stops: Sequence[int], signs: Sequence[Sign], found: tuple[int, int], table: _Table) -> int | None:
    """What speaks against the signs found in their own sentences, None if it must not be there beside them."""
    if not table.never and not table.less:
        return 0
    first, last = stops[signs[found[0]][0]], stops[signs[found[1]][0]]
    here = {name for token, name in signs if first <= stops[token] <= last}
    return sum(table.less[name] for name in here if name in table.less) if here.isdisjoint(table.never) else None


def _stops(analysis: Analysis) -> list[int]:
    """How many sentences have ended before each token; a row of marks ends one."""
    known: list[int] | None = analysis.notes.get("sentences ended")
    if known is None:
        stops = [analysis.plain[start] in _STOPS for start in analysis.starts]
        ended = accumulate(stop and not before for before, stop in zip([False, *stops], stops, strict=False))
        known = analysis.notes["sentences ended"] = list(ended)
    return known
