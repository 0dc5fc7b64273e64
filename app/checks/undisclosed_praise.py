# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Praise of the writer's own employer or its products, when nothing in the text tells that the writer works there."""

from __future__ import annotations

from collections.abc import Iterable

from app import languages
from app.checks import Data
from app.languages import Analysis
from app.model import Around, Finding

_NEAR = 120  # characters between the name and the praise


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Point at the first name that has praise near it."""
    around = analysis.notes["around"]
    if not isinstance(around, Around) or not around.employer:
        return
    marks = data.marks(analysis)
    if any("<told>" in name for _, names in marks for name in names):
        return
    praise = [analysis.starts[token] for token, names in marks if any("<praise>" in name for name in names)]
    for start, end, _ in languages.names(analysis.language, around.employer).find(analysis.plain) if praise else ():
        if any(abs(place - start) <= _NEAR for place in praise):
            yield data.finding(analysis, start, end, rule="praise")
            return
