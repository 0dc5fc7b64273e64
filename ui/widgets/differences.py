# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Which words of an earlier text are not in the present one; pure, meant for a worker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\w+|[^\w\s]")
MOST = 8_000
"""Words compared one by one; a longer text is compared line by line, which is quick and good enough to look at."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Code point spans of the earlier text that are not in the present one, and how many words would come and go."""

    spans: tuple[tuple[int, int], ...]
    back: int
    away: int


def differences(earlier: str, present: str) -> Differences:
    """Compare two texts word by word."""
    pattern = WORDS
    if len(earlier) + len(present) > MOST * 8:
        pattern = re.compile(r"[^\n]+")
    old, new = list(pattern.finditer(earlier)), list(pattern.finditer(present))
    matcher = SequenceMatcher(None, [one[0] for one in old], [one[0] for one in new], autojunk=False)
    spans: list[tuple[int, int]] = []
    back = away = 0
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        back += sum(one[0][0].isalnum() for one in old[a1:a2])
        away += sum(one[0][0].isalnum() for one in new[b1:b2])
        if a2 > a1:
            spans.append((old[a1].start(), old[a2 - 1].end()))
    return Differences(tuple(spans), back, away)
