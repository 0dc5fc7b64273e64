# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Wishes that must not meet an older text than the writer sees: the paper is saved first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.wording import t
from ui.views.write_saving import Saving, born
from ui.widgets.write_status import Saved

if TYPE_CHECKING:
    from ui.bridge import Bridge
    from ui.editor import Paper


class Safely(QObject):
    """Signals
    toast_wanted: why a wish could not be followed, and None.
    """

    toast_wanted = Signal(str, object)

    def __init__(self, bridge: Bridge, paper: Paper, saving: Saving) -> None:
        """Belong to the paper."""
        super().__init__(paper)
        self._bridge, self._paper, self._saving = bridge, paper, saving
        self._waiting: Callable[[str], None] | None = None

    def with_words(self, then: Callable[[str], None]) -> None:
        """Go on with the draft's id once its words are safe; without any words say so."""
        if self._paper.text().strip():
            self.then(then)
        else:
            self.toast_wanted.emit(t("write.nothing_to_publish"), None)

    def then(self, then: Callable[[str], None]) -> None:
        """Save, and go on with the draft's id once the store's lane has come that far."""
        self._paper.flush()
        sheet = self._saving.sheet
        self._waiting = then
        self._bridge.ask(lambda desk: born(desk, sheet), self._safe)

    def _safe(self, draft: str) -> None:
        then, self._waiting = self._waiting, None
        if self._saving.state is Saved.NOT_SAVED:
            self.toast_wanted.emit(t("write.not_saved"), None)
        elif then is not None and draft == self._saving.sheet.id:
            then(draft)
