# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Somebody else's health: a first name or a colleague, and in the same sentence a word of illness or leave."""

from __future__ import annotations

from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding

_BEFORE = 6
_AFTER = 5


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find "Pertti is on sick leave again": from the person to the end of the clause."""
    marks = dict(data.marks(analysis))
    fine = set(_excepted(marks))
    last = -1
    for token, names in marks.items():
        if token <= last or token in fine or not ({"<leave>", "<ill>"} & set(names)):
            continue
        who = _who(analysis, token, marks, data.tokens(analysis, "name"), bare="<leave>" not in names)
        if who is not None:
            last = _clause_end(analysis, token, marks)
            start, end = analysis.starts[who], analysis.end(last)
            name = analysis.plain[start : analysis.end(who)]
            away = data.words(analysis.language)["away"].format(name=name)
            yield data.finding(analysis, start, end, rule=analysis.form(token), replacement=away)


def _excepted(marks: dict[int, tuple[str, ...]]) -> Iterable[int]:
    """The tokens of phrases that are fine as they are: "pregnant with ideas"."""
    for token, names in marks.items():
        for name in names:
            if name.startswith("except#"):
                yield from range(token, int(name.partition("\t")[2] or token + 1))


def _who(
    analysis: Analysis, token: int, marks: dict[int, tuple[str, ...]], known: frozenset[int], bare: bool
) -> int | None:
    """The person's token, looked for backwards within the clause; with `bare`, somebody with a surname is news."""
    for other in range(token - 1, max(-1, token - 1 - _BEFORE), -1):
        if _ends_clause(analysis, other):
            return None
        names = marks.get(other, ())
        if "<own>" in names:
            return None
        if "<colleague>" in names:
            return other
        if other in known and _capital(analysis, other):
            return None if bare and _capital(analysis, other + 1) else other
    return None


def _clause_end(analysis: Analysis, token: int, marks: dict[int, tuple[str, ...]]) -> int:
    """The last token of the clause: the next "and" begins another, which stays as it is written."""
    last = token
    for other in range(token + 1, min(token + 1 + _AFTER, len(analysis.starts))):
        if _ends_clause(analysis, other) or "<joins>" in marks.get(other, ()):
            break
        last = other
    return last


def _ends_clause(analysis: Analysis, token: int) -> bool:
    return analysis.ends_sentence(token) or analysis.plain[analysis.starts[token]] == ","


def _capital(analysis: Analysis, token: int) -> bool:
    return token < len(analysis.starts) and analysis.plain[analysis.starts[token]].isupper()
