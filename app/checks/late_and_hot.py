# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A hot text in the small hours: both are needed, a dark tone and hard words; neither alone is anybody's business."""

from __future__ import annotations

from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Around, Finding, Level

EVENING, MORNING = 22, 5
"""From this hour, and until that one, it is late."""
_HOT = frozenset({"crude", "slur", "threat", "hostile.person", "hostile.group", "hostile.employer", "tone.shouting"})


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Point at the last word that has no remark of its own: the place where the text would be sent from."""
    around = analysis.notes["around"]
    late = isinstance(around, Around) and around.hour is not None and not MORNING <= around.hour < EVENING
    if not late or analysis.notes["tone"] >= 0:
        return
    found = [one for one in analysis.notes["found"] if one.level in (Level.STARTLED, Level.EYEBROW)]
    if any(one.category in _HOT for one in found):
        free = (
            span
            for span in _words_from_the_end(analysis)
            if not any(_meet(analysis.origin(*span), one) for one in found)
        )
        last = next(free, None)
        if last is not None:
            yield data.finding(analysis, *last, rule=f"{around.hour} h")


def _words_from_the_end(analysis: Analysis) -> Iterable[tuple[int, int]]:
    for token in range(len(analysis.starts) - 1, -1, -1):
        if analysis.form(token)[0].isalpha():
            yield analysis.starts[token], analysis.end(token)


def _meet(span: tuple[int, int], one: Finding) -> bool:
    return span[0] < one.end and one.start < span[1]
