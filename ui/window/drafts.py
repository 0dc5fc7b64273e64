# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Keeps the sidebar's drafts without a time and the count of planned ones; takes a draft out, undo brings it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.wording import t
from ui.bridge import Bridge
from ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from app.desk import Desk
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
        self._day = date.today()  # noqa: DTZ011 the writer's own day
        bridge.minute.connect(self._look_at_day)
        sidebar.removal_wanted.connect(self.remove)

    def refresh(self) -> None:
        """Ask for the rows; wishes that come meanwhile are one more question."""
        if self._listing:
            self._again = True
            return
        self._listing = True
        shown = self._sidebar.current_draft
        self._bridge.ask(lambda desk: (_rows(desk, shown), desk.schedule.planned()), self._listed, self._not_listed)

    @Slot()
    def _look_at_day(self) -> None:
        """Let "today" become "yesterday" when the day has changed."""
        day, self._day = self._day, date.today()  # noqa: DTZ011 the writer's own day
        if day != self._day:
            self.refresh()

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


def _rows(desk: Desk, shown: str) -> tuple[DraftRow, ...]:
    """Return the drafts without a time, and the one on the paper: the calendar has the others."""
    free = {row.id for row in desk.schedule.drafts()}
    return tuple(row for row in desk.drafts.rows() if row.id in free or row.id == shown)
