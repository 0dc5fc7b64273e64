# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a network's rules find in a text, as one value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from app.model import Mark

Span = tuple[int, int]


class Found(NamedTuple):
    """Links, mentions (with @), hashtags (with #) and cashtags (with $), each kind in the order of the text."""

    urls: tuple[Mark, ...] = ()
    mentions: tuple[Mark, ...] = ()
    hashtags: tuple[Mark, ...] = ()
    cashtags: tuple[Mark, ...] = ()

    def spans(self) -> list[Span]:
        """Return where anything stands, by place; kinds may overlap."""
        kinds = (self.urls, self.mentions, self.hashtags, self.cashtags)
        return sorted((mark.start, mark.end) for marks in kinds for mark in marks)


def marks(text: str, spans: Iterable[Span]) -> tuple[Mark, ...]:
    """Return each span with its words."""
    return tuple(Mark(text[start:end], start, end) for start, end in spans)


def without_overlaps(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Return those of `spans` that win their place: of two that overlap, the one that begins first stays.

    Of two that begin together, the one from `spans` stays (as twitter-text's stable sorting has it).
    """
    rows = [(start, end, True) for start, end in spans] + [(start, end, False) for start, end in others]
    rows.sort(key=lambda row: row[0])
    kept: list[Span] = []
    reached = 0
    for start, end, ours in rows:
        if start < reached:
            continue
        reached = end
        if ours:
            kept.append((start, end))
    return kept
