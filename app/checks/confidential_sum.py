# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Sums of money from a thousand up; a word for an own offer or for secrecy raises an eyebrow, a public source none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding, Level

_NUMBER = r"\d{1,3}(?:[ .,]\d{3}){0,4}(?:[.,]\d{1,2})?|\d{4,12}(?:[.,]\d{1,2})?"
_MANY = (
    r"(?:miljoon\w{0,4}|miljard\w{0,4}|tuhat\w{0,4}|milj\.?|mrd\.?|miljoner|miljarder|tusen|mkr|million|billion|thousand"
    r"|m|k|t|M|K)"
)
_COIN = r"(?:euro(?:a|n|lla|ja|s)?|eur|EUR|€|kronor|kr|sek|SEK|dollar(?:ia|s)?|punta\w{0,2}|pounds?|£|\$)"
_SUM = re.compile(rf"(?<![\w.,])(?:(?:{_NUMBER}) ?(?:{_MANY} ?)?{_COIN}(?!\w)|[€£$] ?(?:{_NUMBER})(?: ?{_MANY}\b)?)")

_IS_MANY = re.compile(rf"\d ?{_MANY}(?![\w])")
_CENTS = re.compile(r"(?<=\d)[.,]\d{1,2}(?!\d)")


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find the sums."""
    cued = any("<cue>" in name for _, names in data.marks(analysis) for name in names)
    cued = cued or _phrased(analysis, data, "cue_phrases")
    if not cued and _phrased(analysis, data, "public_phrases"):
        return
    for match in _SUM.finditer(analysis.plain):
        digits = sum(sign.isdigit() for sign in _CENTS.sub("", match[0]))
        if (
            digits >= 4
            or re.search(_MANY.replace("|m|k|t|M|K", ""), match[0])
            or re.search(r"\d ?[kmtMK] ?€", match[0])
        ):
            level = Level.EYEBROW if cued else data.level
            yield data.finding(analysis, *match.span(), level=level, rule="cue" if cued else "sum")


def _phrased(analysis: Analysis, data: Data, kind: str) -> bool:
    return any(phrase in analysis.lower for phrase in data.words(analysis.language).get(kind, ()))
