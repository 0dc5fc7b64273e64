# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Thanks with a name: a word of thanks and, right after it, somebody's name."""

from __future__ import annotations

from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding

_BETWEEN = 3  # "thank you so much Sari"
_LONGEST_NAME = 3


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find thanks that name a person or a group."""
    last = -1
    marks = dict(data.marks(analysis))
    for token, names in marks.items():
        if "<thanks>" not in names or token < last:
            continue
        name = _name_after(analysis, token, marks)
        if name:
            last = name[1]
            yield data.finding(analysis, analysis.starts[token], analysis.end(last - 1), rule="thanks")


def _name_after(analysis: Analysis, token: int, marks: dict[int, tuple[str, ...]]) -> tuple[int, int] | None:
    """First and last token (exclusive) of the name after the thanks, None if there is none."""
    first = token + 1
    while first < len(analysis.starts) and first <= token + _BETWEEN and "<between>" in marks.get(first, ()):
        first += 1
    end = first
    while end < len(analysis.starts) and end < first + _LONGEST_NAME and _is_capital(analysis, end):
        end += 1
    if end == first or "<nobody>" in marks.get(first, ()):
        return None
    return first, end


def _is_capital(analysis: Analysis, token: int) -> bool:
    word = analysis.plain[analysis.starts[token] : analysis.end(token)]
    return len(word) > 1 and word[0].isupper() and word[1:].islower()
