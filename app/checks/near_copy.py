# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A text that is mostly an earlier post of the writer's own, or the text it answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from app.checks import Data
from app.languages import Analysis
from app.model import Around, Finding

_RUN = 4  # so many words in a row must be the same to count
_FEWEST = 8  # runs: a text of under eleven words may be a greeting
_SHARE = 0.6
_WORD = re.compile(r"\w+")


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Mark from the first to the last repeated word if enough runs of words stand in one earlier text."""
    around = analysis.notes["around"]
    if not isinstance(around, Around) or not around.earlier:
        return
    words = list(_WORD.finditer(analysis.lower))
    runs = _runs([word.group() for word in words])
    if len(runs) < _FEWEST:
        return
    index = _index(around.earlier)
    shared = Counter(text for run in runs for text in index.get(run, ()))
    text, most = max(shared.items(), key=lambda one: one[1], default=(-1, 0))
    if most >= _SHARE * len(runs):
        same = [place for place, run in enumerate(runs) if text in index.get(run, ())]
        start, end = words[same[0]].start(), words[same[-1] + _RUN - 1].end()
        yield data.finding(analysis, start, end, rule=f"{round(100 * most / len(runs))} %")


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1)]


@lru_cache(maxsize=2)
def _index(earlier: tuple[str, ...]) -> Mapping[tuple[str, ...], set[int]]:
    """Which of the earlier texts hold a run of words."""
    found: dict[tuple[str, ...], set[int]] = {}
    for number, text in enumerate(earlier):
        for run in _runs(_WORD.findall(text.lower())):
            found.setdefault(run, set()).add(number)
    return found
