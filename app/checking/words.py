# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Finds what the word tables of a data file hold: the finder of every check that needs no code of its own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from app import languages
from app.checking.data import EXCEPT, Data
from app.languages import Analysis, Marks
from app.languages.settling import STRENGTH
from app.model import Finding, Level

_NAMED = 3  # tokens after "the word" that are spoken of as words; twice as many after "words such as"


def find_words(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find what the word tables of a check hold: the finder of every check without a code file."""
    marks = data.marks(analysis)
    ranked = [(token, names, best) for token, names in marks if (best := _strongest(names)) is not None]
    if not ranked:
        return ()
    found: list[tuple[int, int, Finding]] = []
    excepted = set(_excepted(marks))
    for token, names, (level, rule, last) in ranked:
        end = last or token + 1
        if "lowercase" in names and _is_name(analysis, token):
            continue
        if not excepted.isdisjoint(range(token, end)) or _is_reported(analysis, token):
            continue
        instead = _instead(analysis, marks, token, names) if end == token + 1 else None
        finding = data.finding(
            analysis, analysis.starts[token], analysis.end(end - 1), level=level, rule=rule, replacement=instead
        )
        found.append((token, end, finding))
    return _without_overlaps(found)


def _instead(analysis: Analysis, marks: Marks, token: int, names: tuple[str, ...]) -> str | None:
    """What "try this" puts there; of `a|b` the first before a word of degree ("kovin hyvä"), else the second."""
    instead = next((name[1:] for name in names if name[0] == ">"), None)
    if instead and "|" in instead:
        first, _, other = instead.partition("|")
        graded = any(place == token + 1 and "<degree>" in tags for place, tags in marks)
        instead = first if graded else other
    return instead.capitalize() if instead and analysis.plain[analysis.starts[token]].isupper() else instead


@lru_cache(maxsize=20_000)
def _strongest(names: tuple[str, ...]) -> tuple[Level, str, int] | None:
    """The strongest, then longest of a token's tags that is a find: its level, entry and the token after (0: next)."""
    best: tuple[Level, str, int] | None = None
    for name in names:
        level, _, rest = name.partition("#")
        if rest and level != EXCEPT:
            rule, _, last = rest.partition("\t")
            found = (Level(level), rule, int(last) if last else 0)
            if best is None or (STRENGTH.index(found[0]), -found[2]) < (STRENGTH.index(best[0]), -best[2]):
                best = found
    return best


def _is_reported(analysis: Analysis, token: int) -> bool:
    """Whether somebody else said the word, or the text speaks of it as a word ("the word X")."""
    if any(start <= analysis.starts[token] < end for start, end in analysis.reported):
        return True
    facts = languages.facts(analysis.language)
    for other in range(max(0, token - 2 * _NAMED), token):
        if analysis.form(other) in facts["naming"]:
            return token - other <= _NAMED or analysis.form(other + 1) in facts["such_as"]
    return False


def _excepted(marks: Marks) -> Iterable[int]:
    """The tokens of phrases that are fine as they are (`except` in the data file)."""
    for token, names in marks:
        for name in names:
            level, _, rest = name.partition("#")
            if level == EXCEPT:
                yield from range(token, int(rest.partition("\t")[2] or token + 1))


def _is_name(analysis: Analysis, token: int) -> bool:
    start = analysis.starts[token]
    word = analysis.plain[start : analysis.end(token)]
    return word[:1].isupper() and not word.isupper()


def _without_overlaps(found: list[tuple[int, int, Finding]]) -> Iterable[Finding]:
    """Of findings that overlap keep the stronger, then the longer one."""
    taken: set[int] = set()
    kept = []
    for token, end, finding in sorted(found, key=lambda one: (STRENGTH.index(one[2].level), one[0] - one[1], one[0])):
        if taken.isdisjoint(range(token, end)):
            taken.update(range(token, end))
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)
