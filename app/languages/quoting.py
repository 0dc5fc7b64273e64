# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Words somebody else said: stretches in quotation marks after a word of saying are reported, not meant."""

from __future__ import annotations

import re
from collections.abc import Collection

_QUOTE = re.compile(r"[\"“”„»«]([^\"“”„»«\n]{1,300})[\"“”„»«]|(?<!\w)'([^'\n]{1,200})'(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 122
_BEFORE = 40  # characters before the mark, and of them the last words
_WORDS = 4
_ANNOUNCED = re.compile(r"([^.!?:\n]{1,120}):\s*\Z")  # the clause before a colon: "he shouted at the door that day:"


def reported(lower: str, saying: Collection[str]) -> tuple[tuple[int, int], ...]:
    """Return the quoted stretches of a lower-case text that follow one of the words of saying."""
    if '"' not in lower and "'" not in lower and not any(mark in lower for mark in "“”„»«"):
        return ()
    found = []
    for quote in _QUOTE.finditer(lower):
        until = lower[max(0, quote.start() - _LONGEST) : quote.start()]
        clause = _ANNOUNCED.search(until)
        before = _WORD.findall(clause[1]) if clause else _WORD.findall(until[-_BEFORE:])[-_WORDS:]
        if any(word in saying for word in before):
            found.append(quote.span())
    return tuple(found)
