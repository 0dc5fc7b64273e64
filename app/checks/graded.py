# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Weak signs that say little alone and enough together: "apparently" and "divorce", "we" and "oppose", three buzzwords.

Not a check itself: the finder of the data files that hold `[[graded]]` tables. One table:

    need = 4                                 so much must come together
    within = 14                              in so many tokens (default 14)
    ends = 1                                 across so many ends of sentences (default 0)
    counts = { hearsay = 2, matter = 2 }     sets of the file and what each counts, once however many words there are
    piling = ["buzz"]                        of these every different word counts
    must = ["hearsay"]                       one of each of these must be there (`a|b`: one of either)
    never = ["self"]                         none of these may stand in the same sentence
    languages = ["sv"]                       read in these languages only (default: all)
    level = "nudge"                          the check's own level if not said
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.checks import Data, find_words
from app.languages import Analysis
from app.model import Finding, Level

_WITHIN = 14
_STOPS = frozenset(".!?…\n\r")
Sign = tuple[int, str]
"""A token and the set it is of."""


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find the words of the tables, then what comes together where no word was found."""
    found = list(find_words(analysis, data))
    taken = [analysis_span(one) for one in found]
    yield from found
    yield from together(analysis, data, taken)


def analysis_span(finding: Finding) -> tuple[int, int]:
    """Return where a finding stands in the text as written."""
    return finding.start, finding.end


def together(analysis: Analysis, data: Data, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Finding]:
    """Find the signs that come together, leaving out what lies over the stretches already taken."""
    stretches = list(taken)
    marks = data.marks(analysis)
    if not any(name[0] == "<" for _, names in marks for name in names):
        return
    for number, table in enumerate(data.raw["graded"]):
        if analysis.language not in table.get("languages", (analysis.language,)):
            continue
        for first, last in _gathered(analysis, marks, table):
            level = Level(table.get("level", data.level))
            start, end = analysis.starts[first], analysis.end(last)
            finding = data.finding(analysis, start, end, level=level, rule=f"together {number + 1}")
            if all(finding.end <= other or until <= finding.start for other, until in stretches):
                stretches.append((finding.start, finding.end))
                yield finding


def _gathered(
    analysis: Analysis, marks: Sequence[tuple[int, tuple[str, ...]]], table: Mapping[str, Any]
) -> Iterator[tuple[int, int]]:
    """The first and the last token of each shortest stretch whose signs weigh enough."""
    counts: Mapping[str, int] = table["counts"]
    never = table.get("never", ())
    signs = list(_signs(analysis, marks, {*counts, *never}, counts))
    behind = -1
    for at, (token, name) in enumerate(signs):
        if token > behind and name in counts:
            end = _enough(analysis, signs, at, table)
            if end is not None and not _spoilt(analysis, signs, (at, end), never):
                behind = signs[end][0]
                yield token, behind


def _signs(
    analysis: Analysis, marks: Sequence[tuple[int, tuple[str, ...]]], wanted: set[str], counts: Mapping[str, int]
) -> Iterator[Sign]:
    """The tokens of the wanted sets, each as the one set that counts most; what is excepted or reported is left out."""
    excepted = {
        token
        for first, names in marks
        for name in names
        if name.startswith("except#")
        for token in range(first, int(name.partition("\t")[2] or first + 1))
    }
    for token, names in marks:
        sets = [name[1:-1] for name in names if name[0] == "<" and name[1:-1] in wanted]
        if sets and token not in excepted and not _is_reported(analysis, token):
            yield token, max(sets, key=lambda name: (name not in counts, counts.get(name, 0)))


def _is_reported(analysis: Analysis, token: int) -> bool:
    return any(start <= analysis.starts[token] < end for start, end in analysis.reported)


def _enough(analysis: Analysis, signs: Sequence[Sign], at: int, table: Mapping[str, Any]) -> int | None:
    """The sign at which those from `at` on weigh enough, None if they never do."""
    counts, piling = table["counts"], table.get("piling", ())
    start = signs[at][0]
    seen: set[str] = set()
    total, ends, read = 0, table.get("ends", 0), start
    for here in range(at, len(signs)):
        token, name = signs[here]
        ends -= _stops(analysis, read, token)
        read = token
        if ends < 0 or token - start > table.get("within", _WITHIN):
            return None
        if name not in counts:
            continue
        key = analysis.form(token) if name in piling else name
        total += 0 if key in seen else counts[name]
        seen |= {key, name}
        if total >= table["need"] and all(_has(seen, wanted) for wanted in table.get("must", ())):
            return here
    return None


def _spoilt(
    analysis: Analysis, signs: Sequence[Sign], found: tuple[int, int], never: Sequence[str]
) -> bool:
    """Whether one of the sets that must not be there stands in the same sentence."""
    first, last = signs[found[0]][0], signs[found[1]][0]
    return any(
        name in never and not _stops(analysis, min(token, last), max(token, first)) for token, name in signs
    )


def _has(seen: set[str], wanted: str) -> bool:
    return any(name in seen for name in wanted.split("|"))


def _stops(analysis: Analysis, first: int, last: int) -> int:
    """How many ends of sentences stand between two tokens; a row of marks is one."""
    ends, before = 0, False
    for token in range(first, last):
        stop = analysis.plain[analysis.starts[token]] in _STOPS
        ends += stop and not before
        before = stop
    return ends
