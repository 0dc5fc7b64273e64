# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Completes @people and #hashtags on the paper: asked when the hands rest, on the reading lane; no key ever waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.views.write_reading import Newest
from ui.views.write_saving import Saving, born
from ui.widgets.completion import Completion

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.desk import Desk
    from app.desk.people import Suggestion
    from ui.bridge import Bridge
    from ui.editor import Paper
    from ui.widgets.chips import DestinationRow


@dataclass(frozen=True, slots=True)
class _Offer:
    """What a word may become."""

    typed: str
    suggestions: tuple[Suggestion, ...]


class Completing(QObject):
    """Brings the suggestions to the paper of one view."""

    def __init__(self, bridge: Bridge, paper: Paper, host: QWidget, row: DestinationRow, saving: Saving) -> None:
        """Listen to the paper; it owns this, the list stands over `host`, the paper's neighbourhood."""
        super().__init__(paper)
        self._bridge, self._row, self._saving = bridge, row, saving
        self.list = Completion(paper, host)
        self._newest = Newest(bridge, self)
        self._newest.answered.connect(self._answered)
        paper.settled.connect(self._settled)
        self.list.taken.connect(self._taken)

    def _settled(self) -> None:
        if typed := self.list.wanted():
            first = (self._saving.sheet.network,) if self._saving.sheet.network else ()
            self._newest.ask(offer_of(typed, (*first, *(account.network for account in self._row.on()))))
        else:
            self._newest.drop()

    def _answered(self, offer: _Offer) -> None:
        self.list.offer(offer.typed, offer.suggestions)

    def _taken(self, suggestion: Suggestion) -> None:
        """Remember whom the words mean, so that each network gets its own handle."""
        if not suggestion.person:
            return
        sheet = self._saving.sheet

        def work(desk: Desk) -> None:
            desk.people.use(born(desk, sheet), suggestion)

        self._bridge.ask(work)


def offer_of(typed: str, networks: tuple[str, ...]) -> Callable[[Desk], _Offer]:
    """Return the work that looks for suggestions."""

    def work(desk: Desk) -> _Offer:
        found = desk.people.complete(typed, networks) if typed.startswith("@") else desk.people.hashtags(typed)
        return _Offer(typed, tuple(one for one in found if one.words != typed))

    return work
