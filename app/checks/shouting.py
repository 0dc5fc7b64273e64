# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Shouting: three or more words in capitals in a row, or a row of exclamation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding, Level

_CAPITALS = re.compile(r"(?<![\w#@])[A-ZÅÄÖ]{2,30}(?:[ ,.!?:;]{1,4}(?:[A-ZÅÄÖ]{1,30}|\d{1,8})){2,60}(?![\w])[.!?]{0,5}")
_SENTENCE = re.compile(r"(?:\A|[.!?] )\w")
_END = re.compile(r"([.!?])[.!?]+")
_WORD = re.compile(r"[A-ZÅÄÖ]+")
_LOUD_WORD = 4  # abbreviations are shorter: a shout holds at least one longer word
_MARKS = re.compile(r"[!！?]{0,3}[!！]{2}[!！?1]{1,40}")
_MOST = 0.6


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find capitals and exclamation marks; when most of the text shouts at somebody it is more than a nudge."""
    for match in _CAPITALS.finditer(analysis.plain) if analysis.has_capitals else ():
        words = _WORD.findall(match[0])
        if sum(len(word) >= _LOUD_WORD for word in words) >= 2:
            lower = {word.lower() for word in words}
            table = data.words(analysis.language)
            at_somebody = not lower.isdisjoint(table["you"]) and lower.isdisjoint(table["kind"])
            most = sum(map(len, words)) > _MOST * sum(sign.isalpha() for sign in analysis.plain)
            level = Level.EYEBROW if most and at_somebody else data.level
            yield data.finding(
                analysis, *match.span(), level=level, rule="capitals", replacement=_said_quietly(match[0])
            )
    for match in _MARKS.finditer(analysis.plain) if "!!" in analysis.plain else ():
        yield data.finding(analysis, *match.span(), rule="exclamation marks", replacement="!")


def _said_quietly(shout: str) -> str:
    """The same in small letters, a capital where a sentence begins and one mark where it ends."""
    return _SENTENCE.sub(lambda begins: begins[0].upper(), _END.sub(r"\1", shout.lower()))
