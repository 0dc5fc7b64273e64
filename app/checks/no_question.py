# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A long post that asks the reader nothing."""

from __future__ import annotations

from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding

_LONG = 120  # words


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Point at the last character of a long text without a question mark."""
    plain = analysis.plain
    if "?" in plain or len(plain) < 3 * _LONG or len(plain.split()) < _LONG:
        return
    end = len(plain.rstrip())
    yield data.finding(analysis, end - 1, end, rule="no question")
