# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for the history view and the practice feed. Only delegates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model import Draft, Page, Post

if TYPE_CHECKING:
    from app.desk import Desk


class HistoryDesk:
    """What the history view may ask. Unknown ids raise Fixable("post.unknown", id=…)."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def search(self, words: str = "", network: str = "", limit: int = 50, offset: int = 0) -> Page:
        """Return posts newest first; with `words`, those that hold every word in any inflection (`hits`: code points)."""
        raise NotImplementedError

    def get(self, post: str) -> Post:
        """Return one post."""
        raise NotImplementedError

    def as_base(self, post: str) -> Draft:
        """Make a new draft from an old post, marked with what it is based on; the original never changes."""
        raise NotImplementedError

    def feed(self, limit: int = 50) -> tuple[Post, ...]:
        """Return what was published on the practice network, newest first."""
        raise NotImplementedError
