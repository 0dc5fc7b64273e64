# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""An abbreviation in capitals that nobody explains; the ones everybody knows are in the data file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding

_CAPITALS = re.compile(r"(?<![\w#@./-])[A-ZÅÄÖ]{3,6}\d{0,2}(?![\w/.-]*\w)")
_BEFORE = re.compile(r"\b[A-ZÅÄÖ]{2,}\W{1,3}$")
_AFTER = re.compile(r"\W{1,3}[A-ZÅÄÖ]{2,}\b")
_EXPLAINED = re.compile(r"\s?[(=–-]")


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find the first such abbreviation; one in brackets, or with brackets after it, is explained."""
    if not analysis.has_capitals:
        return
    plain = analysis.plain
    known = frozenset(data.raw["known"])
    for match in _CAPITALS.finditer(plain):
        bracketed = plain[match.start() - 1 : match.start()] == "(" or _EXPLAINED.match(plain, match.end())
        if match[0] not in known and not bracketed and not _shouted(plain, match.start(), match.end()):
            yield data.finding(analysis, *match.span(), rule="abbreviation")
            return


def _shouted(plain: str, start: int, end: int) -> bool:
    """Whether a neighbour is in capitals too: then it is a shout, a heading or a name."""
    return _BEFORE.search(plain[max(0, start - 40) : start]) is not None or _AFTER.match(plain, end) is not None
