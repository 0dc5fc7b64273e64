# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Keeps the sidebar's drafts and its count of planned posts; takes a draft out by wish, undo brings it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.wording import t
from ui.bridge import Bridge
from ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from app.errors import AppError
    from app.model import DraftRow


class DraftRows(QObject):
    """Signals: open_wanted (a draft brought back), new_wanted (the open one went), toast_wanted (words, undo)."""

    open_wanted = Signal(str)
    new_wanted = Signal()
    toast_wanted = Signal(str, object)

    def __init__(self, sidebar: Sidebar, bridge: Bridge, parent: QObject) -> None:
        """List nothing yet."""
        super().__init__(parent)
        self._sidebar, self._bridge = sidebar, bridge
        self._listing = self._again = False
        sidebar.removal_wanted.connect(self.remove)

    def refresh(self) -> None:
        """Ask for the rows; wishes that come meanwhile are one more question."""
        if self._listing:
            self._again = True
            return
        self._listing = True
        self._bridge.ask(lambda desk: (desk.drafts.rows(), desk.schedule.planned()), self._listed, self._not_listed)

    def _listed(self, found: tuple[tuple[DraftRow, ...], int]) -> None:
        rows, planned = found
        self._sidebar.set_drafts(rows)
        self._sidebar.set_planned(planned)
        self._done()

    def _not_listed(self, error: AppError) -> None:
        self.toast_wanted.emit(t(error.code, **error.facts), None)
        self._done()

    def _done(self) -> None:
        self._listing = False
        if self._again:
            self._again = False
            self.refresh()

    @Slot(str)
    def remove(self, draft: str) -> None:
        """Put a draft into the trash and say how to get it back."""

        def removed(_nothing: None) -> None:
            self.toast_wanted.emit(t("window.draft_removed"), self._undo(draft))
            if self._sidebar.current_draft == draft:
                self.new_wanted.emit()

        self._bridge.ask(lambda desk: desk.drafts.remove(draft), removed)

    def _undo(self, draft: str) -> Callable[[], None]:
        return lambda: self._bridge.ask(
            lambda desk: desk.drafts.restore(draft), lambda _back: self.open_wanted.emit(draft)
        )
