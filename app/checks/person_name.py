# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A full name: a first name that is known, and a capitalised word after it. Each name is pointed at once."""

from __future__ import annotations

from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find first name and surname side by side."""
    seen: set[str] = set()
    tokens = len(analysis.starts)
    for token in sorted(data.tokens(analysis, "name")):
        last = token + 1
        if last < tokens and _capital(analysis, token) and _capital(analysis, last):
            name = analysis.plain[analysis.starts[token] : analysis.end(last)]
            if name not in seen and analysis.form(last) not in data.raw["no_surname"]:
                seen.add(name)
                yield data.finding(analysis, analysis.starts[token], analysis.end(last), rule="first name and surname")


def _capital(analysis: Analysis, token: int) -> bool:
    word = analysis.plain[analysis.starts[token] : analysis.end(token)]
    return len(word) > 2 and word[0].isupper() and word.replace("-", "").isalpha() and not word.isupper()
