# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for Mummo's panel: the check, the counters and what was fine by the writer. Only delegates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model import Finding, Hat, Measure, Report, Waiver
from app.networks import Network

if TYPE_CHECKING:
    from app.desk import Desk


class ReadingDesk:
    """What the panel and the chips may ask."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def warm_up(self) -> None:
        """Load spaCy, the language data and the checks (0.5 to 1 s); call it on a worker after the first paint."""
        raise NotImplementedError

    def check(self, text: str, language: str = "", account_hat: Hat | None = None, draft: str = "") -> Report:
        """Read a text. Offsets are code points of `text` as given. Never raises for any string.

        `language` is fi, sv, en or "" (recognised). With `draft`, what was fine by the writer there is left out.
        """
        raise NotImplementedError

    def networks(self) -> tuple[Network, ...]:
        """Return every network this build knows, in the order of resources/networks."""
        raise NotImplementedError

    def measure(self, text: str, network: str, warning: str = "") -> Measure:
        """Count a text as `network` (an id of resources/networks) does. Raises Fixable("network.unknown")."""
        raise NotImplementedError

    def fine_by_me(self, draft: str, finding: Finding) -> Waiver:
        """Remember that these words are fine in this draft (letter case and inflection ignored)."""
        raise NotImplementedError

    def never_again(self, finding: Finding) -> Waiver:
        """Remember that this category is fine everywhere."""
        raise NotImplementedError

    def waivers(self) -> tuple[Waiver, ...]:
        """Return all that was fine by the writer, newest first."""
        raise NotImplementedError

    def forget(self, waiver: str) -> None:
        """Take a waiver back (undo, or from the list)."""
        raise NotImplementedError
