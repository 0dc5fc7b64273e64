# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Shouting: three or more words in capitals in a row, or a row of exclamation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding, Level

_CAPITALS = re.compile(r"(?<![\w#@])[A-ZÅÄÖ]{2,30}(?:[ ,]{1,2}[A-ZÅÄÖ]{1,30}){2,60}(?![\w])")
_LOUD_WORD = 4  # abbreviations are shorter: a shout holds at least one longer word
_MARKS = re.compile(r"[!！?]{0,3}[!！]{2}[!！?1]{1,40}")
_MOST = 0.6


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find capitals and exclamation marks; when most of the text shouts at somebody it is more than a nudge."""
    for match in _CAPITALS.finditer(analysis.plain):
        words = match[0].replace(",", " ").split()
        if sum(len(word) >= _LOUD_WORD for word in words) >= 2:
            lower = {word.lower() for word in words}
            table = data.words(analysis.language)
            at_somebody = not lower.isdisjoint(table["you"]) and lower.isdisjoint(table["kind"])
            most = sum(map(len, words)) > _MOST * sum(sign.isalpha() for sign in analysis.plain)
            level = Level.EYEBROW if most and at_somebody else data.level
            quiet = analysis.plain[match.start()] + match[0][1:].lower()
            yield data.finding(analysis, *match.span(), level=level, rule="capitals", replacement=quiet)
    for match in _MARKS.finditer(analysis.plain) if "!!" in analysis.plain else ():
        yield data.finding(analysis, *match.span(), rule="exclamation marks", replacement="!")
