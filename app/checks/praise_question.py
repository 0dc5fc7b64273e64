# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A question to the reader: one that ends the post, or one that is announced ("a question to you")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding

_LAST = re.compile(r"[\w\"'”’)] ?(\?)[?!]{0,3}[\"'”’)]?(?:\s|#\w{1,80}|[^\w.!?]){0,300}\Z")
_SHOUTED = re.compile(r"\?[?!]|[A-ZÅÄÖ]{4,}\W{1,3}[A-ZÅÄÖ]{4,}\W{0,3}\?")  # that is no invitation
_NEAR = 40
_BEFORE = 5  # further before the last mark a row of marks, with the word before it, can't begin
_TAIL = 400  # hashtags and emoji may follow the question


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find the question mark at the end, or the words that announce a question."""
    tail = max(0, len(analysis.plain) - _TAIL)
    last = analysis.plain.rfind("?", tail)
    match = _LAST.search(analysis.plain, max(tail, last - _BEFORE)) if last >= 0 else None
    if match is None or _SHOUTED.search(analysis.plain, max(tail, match.start() - _NEAR)):
        return
    opening = _announced(analysis, data)
    start, end = opening or match.span(1)
    said = (("say", "asked"),) if opening else ()
    yield data.finding(analysis, start, end, rule="asked" if opening else "last sentence", facts=said)


def _announced(analysis: Analysis, data: Data) -> tuple[int, int] | None:
    for phrase in data.words(analysis.language).get("announced", ()):
        at = analysis.lower.find(phrase)
        if at >= 0:
            return at, at + len(phrase)
    return None
