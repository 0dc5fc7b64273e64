# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The trash: removed drafts rest here for 30 days and come back with one press."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Draft, DraftRow
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets import when
from ui.widgets.empty import EmptyPlace
from ui.widgets.plain import button, label, rule
from ui.widgets.sheet import Sheet
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.desk import Desk

TITLE = 46


class TrashSheet(Sheet):
    """`restored` carries the id of the draft that came back; the sheet closes then.

    Emptying can be undone while its toast stands; only then the drafts go for good.
    """

    restored = Signal(str)

    def __init__(self, bridge: Bridge, host: QWidget) -> None:
        """Ask for what rests here."""
        super().__init__(host, t("trash.title"))
        self._bridge = bridge
        self.body.addWidget(label(t("trash.days"), "small faint", wrap=True, parent=self))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.clear = button(t("trash.clear"), parent=self)
        self.clear.clicked.connect(self._clear)
        self.clear.hide()
        self.add_button(self.clear)
        close = button(t("sheet.close"), parent=self)
        close.clicked.connect(self.close)
        self.add_button(close)
        self.buttons: list[QWidget] = []
        self._ids: frozenset[str] = frozenset()
        bridge.ask(lambda desk: desk.drafts.trash(), self._show, self._trouble, Lane.STORE)

    def _show(self, rows: tuple[DraftRow, ...]) -> None:
        if not rows:
            self._rows.addWidget(EmptyPlace(t("trash.empty"), self))
        for number, row in enumerate(rows):
            if number:
                self._rows.addWidget(rule(self))
            self._rows.addWidget(self._row(row))
        self._ids = frozenset(row.id for row in rows)
        self.clear.setVisible(bool(rows))
        self.fit()
        self.focus_soon()

    def _row(self, row: DraftRow) -> QWidget:
        made = QWidget(self)
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 9, 0, 9)
        line.setSpacing(theme.px("m"))
        words = QVBoxLayout()
        words.setSpacing(1)
        title = " ".join(row.title.split()) or t("trash.untitled")
        words.addWidget(label(title if len(title) <= TITLE else f"{title[:TITLE].rstrip()}…", "body ink", wrap=True))
        removed = when.short(row.removed_at) if row.removed_at else ""
        words.addWidget(label(t("trash.removed", when=removed), "small faint"))
        line.addLayout(words, 1)
        press = button(t("trash.restore"), "small_button", value=row.id, parent=made)
        press.setAccessibleName(f"{t('trash.restore')}: {title}")
        press.chosen.connect(self._restore)
        line.addWidget(press)
        self.buttons.append(press)
        return made

    def _restore(self, draft: str) -> None:
        self._bridge.ask(lambda desk: desk.drafts.restore(draft), self._restored, self._trouble, Lane.STORE)

    def _restored(self, draft: Draft) -> None:
        self.restored.emit(draft.id)
        self.close()

    def _clear(self) -> None:
        bridge, going, host = self._bridge, self._ids, self.parentWidget() or self.window()
        toast = Toast(host, t("trash.cleared", n=len(going)), _nothing)
        toast.meant.connect(lambda: bridge.ask(partial(_let_go, going), lane=Lane.STORE))
        self.close()

    def _trouble(self, error: AppError) -> None:
        self._rows.addWidget(label(t(error.code, **error.facts), wrap=True, parent=self))
        self.fit()


def _nothing() -> None:
    """Undo: the drafts have not gone anywhere yet."""


def _let_go(drafts: frozenset[str], desk: Desk) -> None:
    """Let drafts go for good, but those that were restored meanwhile."""
    for row in desk.drafts.trash():
        if row.id in drafts:
            desk.drafts.remove(row.id, for_good=True)
