# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""An abbreviation in capitals that nobody explains; the ones everybody knows are in the data file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding

_CAPITALS = re.compile(r"(?<![\w#@./-])[A-ZÅÄÖ]{2,6}\d{0,2}(?![\w/.-]*\w)")
_EXPLAINED = re.compile(r"\s?[(=–-]")


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find each such abbreviation once; one in brackets, or with brackets after it, is explained."""
    plain = analysis.plain
    if plain.isupper():
        return
    known = _known(data)
    seen: set[str] = set()
    for match in _CAPITALS.finditer(plain):
        word = match[0]
        before = plain[match.start() - 1 : match.start()]
        shouted = _is_capital_word(plain, match.end())
        if word in seen or word in known or before == "(" or shouted or _EXPLAINED.match(plain, match.end()):
            seen.add(word)
            continue
        seen.add(word)
        yield data.finding(analysis, *match.span(), rule="abbreviation")


def _known(data: Data) -> frozenset[str]:
    return frozenset(data.raw["known"])


def _is_capital_word(plain: str, end: int) -> bool:
    """Whether the next word is in capitals too: then it is a shout or a heading."""
    following = re.match(r"\s+([A-ZÅÄÖ]{4,})\b", plain[end : end + 40])
    return following is not None
