# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Weak signs that say little alone and enough together: "apparently" and "divorce", "we" and "oppose", three buzzwords.

Not a check itself: it joins the finder of every data file that holds `[[graded]]` tables. One table:

    need = 4                                 so much must come together
    within = 14                              in so many tokens (default 14)
    ends = 1                                 across so many ends of sentences (default 0)
    counts = { hearsay = 2, matter = 2 }     sets of the file and what each counts, once however many words there are;
                                             `name` is a known first name
    piling = ["buzz"]                        of these every different word counts
    must = ["hearsay"]                       one of each of these must be there (`a|b`: one of either)
    never = ["self"]                         none of these may stand in the same sentence
    languages = ["sv"]                       read in these languages only (default: all)
    level = "nudge"                          the check's own level if not said
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from app.checks import Data, Find
from app.languages import Analysis
from app.model import Finding, Level

_WITHIN = 14
_LONGEST = 6  # tokens of a stretch that are marked whole; of a longer one the last sign alone
_STOPS = frozenset(".!?…\n\r")
Marks = Sequence[tuple[int, tuple[str, ...]]]
Sign = tuple[int, str]
"""A token and the set it is of."""


def with_signs(find: Find) -> Find:
    """Return a finder that finds what `find` does, and what comes together where that found nothing."""

    def both(analysis: Analysis, data: Data) -> Iterable[Finding]:
        found = list(find(analysis, data))
        yield from found
        yield from together(analysis, data, [(one.start, one.end) for one in found])

    return both


def together(analysis: Analysis, data: Data, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Finding]:
    """Find the signs that come together, leaving out what lies over the stretches already taken."""
    stretches = list(taken)
    marks = data.marks(analysis)
    present = {name[1:-1] for _, names in marks for name in names if name[0] == "<"}
    if not present:
        return
    excepted: set[int] | None = None
    for number, table in enumerate(data.raw["graded"]):
        if not _may_reach(table, present, analysis.language):
            continue
        if excepted is None:
            excepted = _left_out(analysis, marks)
            marks = sorted((*marks, *_names(analysis, data, marks)))
        for first, last in _gathered(analysis, marks, table, excepted):
            start, end = analysis.starts[first], analysis.end(last)
            level = Level(table.get("level", data.level))
            finding = data.finding(analysis, start, end, level=level, rule=f"together {number + 1}")
            if all(finding.end <= other or until <= finding.start for other, until in stretches):
                stretches.append((finding.start, finding.end))
                yield finding


def _may_reach(table: Mapping[str, Any], present: set[str], language: str) -> bool:
    """Whether the sets that stand in the text could be enough at all; first names are not counted here."""
    if language not in table.get("languages", (language,)):
        return False
    counts, piling = table["counts"], table.get("piling", ())
    here = present | ({"name"} if "name" in counts else set())
    most = sum(table["need"] if name in piling else counts[name] for name in here if name in counts)
    return most >= table["need"] and all(_has(here, wanted) for wanted in table.get("must", ()))


def _left_out(analysis: Analysis, marks: Marks) -> set[int]:
    """The tokens of phrases that are fine as they are, and those somebody else said."""
    left = {
        token
        for first, names in marks
        for name in names
        if name.startswith("except#")
        for token in range(first, int(name.partition("\t")[2] or first + 1))
    }
    for start, end in analysis.reported:
        left |= {token for token, _ in marks if start <= analysis.starts[token] < end}
    return left


def _names(analysis: Analysis, data: Data, marks: Marks) -> Iterator[tuple[int, tuple[str, ...]]]:
    """First names with a capital letter that carry no mark of the check themselves."""
    marked = {token for token, _ in marks}
    for token in data.tokens(analysis, "name") - marked:
        if analysis.plain[analysis.starts[token]].isupper():
            yield token, ("<name>",)


def _gathered(
    analysis: Analysis, marks: Marks, table: Mapping[str, Any], excepted: set[int]
) -> Iterator[tuple[int, int]]:
    """The first and the last token to be marked of each shortest stretch whose signs weigh enough."""
    counts: Mapping[str, int] = table["counts"]
    never = table.get("never", ())
    signs = list(_signs(marks, {*counts, *never}, counts, excepted))
    behind = -1
    for at, (token, name) in enumerate(signs):
        if token > behind and name in counts:
            end = _enough(analysis, signs, at, table)
            if end is not None and not _spoilt(analysis, signs, (at, end), never):
                behind = signs[end][0]
                yield token if behind - token < _LONGEST else behind, behind


def _signs(marks: Marks, wanted: set[str], counts: Mapping[str, int], excepted: set[int]) -> Iterator[Sign]:
    """The tokens of the wanted sets, each as the one set that counts most; one that spoils goes before all."""
    for token, names in marks:
        sets = [name[1:-1] for name in names if name[0] == "<" and name[1:-1] in wanted]
        if sets and token not in excepted:
            yield token, max(sets, key=lambda name: (name not in counts, counts.get(name, 0)))


def _enough(analysis: Analysis, signs: Sequence[Sign], at: int, table: Mapping[str, Any]) -> int | None:
    """The sign at which those from `at` on weigh enough, None if they never do."""
    counts, piling = table["counts"], table.get("piling", ())
    stops, start = _stops(analysis), signs[at][0]
    last, ends = start + table.get("within", _WITHIN), stops[start] + table.get("ends", 0)
    seen: set[str] = set()
    total = 0
    for here in range(at, len(signs)):
        token, name = signs[here]
        if token > last or stops[token] > ends:
            return None
        if name in counts:
            key = analysis.form(token) if name in piling else name
            total += 0 if key in seen else counts[name]
            seen |= {key, name}
            if total >= table["need"] and all(_has(seen, wanted) for wanted in table.get("must", ())):
                return here
    return None


def _spoilt(analysis: Analysis, signs: Sequence[Sign], found: tuple[int, int], never: Sequence[str]) -> bool:
    """Whether one of the sets that must not be there stands in the same sentences."""
    stops = _stops(analysis)
    first, last = stops[signs[found[0]][0]], stops[signs[found[1]][0]]
    return any(name in never and first <= stops[token] <= last for token, name in signs)


def _has(seen: set[str], wanted: str) -> bool:
    return any(name in seen for name in wanted.split("|"))


def _stops(analysis: Analysis) -> list[int]:
    """How many sentences have ended before each token; a row of marks ends one."""
    known: list[int] | None = analysis.notes.get("sentences ended")
    if known is None:
        stops = [analysis.plain[start] in _STOPS for start in analysis.starts]
        ended = accumulate(stop and not before for before, stop in zip([False, *stops], stops, strict=False))
        known = analysis.notes["sentences ended"] = list(ended)
    return known
