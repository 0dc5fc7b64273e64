# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A day in the calendar in the same sentence as a launch, a signing or lay-offs to come."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding

_MONTH = (
    r"(?:(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu(?:ta|n|ssa)?"
    r"|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|january|february|march|may|june|july|august|october)"
)
_DAY = r"(?:[12]?\d|3[01])"
_DATE = re.compile(
    rf"(?<![\w.])(?:{_DAY}\.(?:1[0-2]|0?[1-9])\.(?:20\d\d|(?!\d))|20\d\d-[01]\d-[0-3]\d(?!\d)"
    rf"|{_DAY}(?:\.|st|nd|rd|th)? {_MONTH}\b(?: 20\d\d)?|{_MONTH} {_DAY}(?:st|nd|rd|th)?(?!\w)(?:,? 20\d\d)?)"
)


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find days that have a cue in their own sentence."""
    cues = [token for token, names in data.marks(analysis) if any("<cue>" in name for name in names)]
    if not cues:
        return
    sentences = _sentences(analysis)
    told = {_number(sentences, analysis.starts[token]) for token in cues}
    for match in _DATE.finditer(analysis.lower):
        if _number(sentences, match.start()) in told:
            yield data.finding(analysis, *match.span(), rule="day beside a cue")


def _sentences(analysis: Analysis) -> list[int]:
    """Where sentences end: a mark of the text's, but not the stop of "3. helmikuuta"."""
    return [one.end() for one in re.finditer(r"[!?\n]|(?<!\d)\.(?=\s)|\.(?=\s+[A-ZÅÄÖ])", analysis.plain)]


def _number(ends: list[int], place: int) -> int:
    return sum(end <= place for end in ends)
