# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A post that is a link and hardly a word of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding

_LINK = re.compile(r"https?://\S{3,2000}|(?<![\w.@/-])www\.[\w-]{1,63}\.\S{2,2000}", re.IGNORECASE)
_OWN = re.compile(r"(?<![#@\w])[^\W\d_]{2,}")
_ENOUGH = 5


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find the first link of a text that has fewer than five words beside links, tags and mentions."""
    plain = analysis.plain
    if "://" not in plain and "www." not in analysis.lower:
        return
    first = _LINK.search(plain)
    if first is not None and len(plain) < 2_000 and len(_OWN.findall(_LINK.sub(" ", plain))) < _ENOUGH:
        yield data.finding(analysis, *first.span(), rule="link only")
