# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Earlier states of a draft: a list with time and length, the text with its differences, bringing one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Revision
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.models.revisions import REVISION, RevisionsModel
from ui.widgets import when
from ui.widgets.differences import Differences, differences
from ui.widgets.empty import EmptyPlace
from ui.widgets.plain import button, label
from ui.widgets.post_text import PostText
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from app.desk import Desk

WIDTH = 820
HEIGHT = 420
LEAST = 300
LIST = 250
UNDO_MS = 9_000


class RevisionsSheet(Sheet):
    """`restored` carries the draft's id after a state came back, and again after that was undone.

    For the undo's sake the sheet stays some seconds, hidden, before it closes.
    """

    restored = Signal(str)

    def __init__(self, bridge: Bridge, host: QWidget, draft: str) -> None:
        """Ask for the draft's revisions and its present text."""
        super().__init__(host, t("revisions.title"), width=WIDTH)
        self._bridge, self._draft = bridge, draft
        self._present = ""
        self.body.addLayout(self._halves())
        self.empty = EmptyPlace(t("revisions.none"), self)
        self.empty.hide()
        self.body.addWidget(self.empty)
        close = button(t("sheet.close"), parent=self)
        close.clicked.connect(self.close)
        self.restore = button(t("revisions.restore"), "primary", "arrow-back-up", parent=self)
        self.restore.setEnabled(False)
        self.restore.clicked.connect(self._restore)
        self.add_button(close)
        self.add_button(self.restore)
        self.default = self.restore
        bridge.ask(lambda desk: _gather(desk, draft), self._show, self._trouble, Lane.STORE)

    def _halves(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px("l"))
        self.model = RevisionsModel(when.short, self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        theme.set_role(self.list, "rows")
        self.list.setFixedWidth(LIST)
        self.list.setMinimumHeight(LEAST)
        self.list.setMaximumHeight(HEIGHT)
        self.list.setAccessibleName(t("revisions.list"))
        self.list.selectionModel().currentChanged.connect(self._chosen)
        right = QVBoxLayout()
        self.summary = label("", "small soft_ink", wrap=True, parent=self)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setAccessibleName(t("revisions.text"))  # a stop of its own, so that the arrows scroll a long text
        area.setMinimumSize(QSize(200, 120))
        self.text = PostText("writing_preview", area)
        self.text.setAccessibleName(t("revisions.text"))
        area.setWidget(self.text)
        right.addWidget(self.summary)
        right.addWidget(area, 1)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        return row

    def _show(self, found: tuple[str, tuple[Revision, ...]]) -> None:
        self._present, revisions = found
        self.model.show_rows(revisions)
        if revisions:
            self.list.setCurrentIndex(self.model.index(0))
            self.focus_soon()
        for widget in (self.list, self.summary, self.text):
            widget.setVisible(bool(revisions))
        self.empty.setVisible(not revisions)
        self.fit()

    def _trouble(self, error: AppError) -> None:
        self.empty.say(t(error.code, **error.facts))
        self.empty.show()

    def _chosen(self, index: QModelIndex) -> None:
        revision = index.data(REVISION)
        if not isinstance(revision, Revision):
            return
        self.text.show_text(revision.text)
        self.restore.setEnabled(revision.text != self._present)
        present = self._present
        self._bridge.ask(lambda _desk: (revision.id, differences(revision.text, present)), self._mark, lane=Lane.READ)

    def _mark(self, answer: tuple[str, Differences]) -> None:
        revision = self.list.currentIndex().data(REVISION)
        if not isinstance(revision, Revision) or revision.id != answer[0]:
            return
        found = answer[1]
        self.text.show_text(revision.text, found.spans, "calm_mark")
        same = not (found.back or found.away or found.spans)
        words = t("revisions.same") if same else t("revisions.change", back=found.back, away=found.away)
        self.summary.setText(words)

    def _restore(self) -> None:
        revision = self.list.currentIndex().data(REVISION)
        if isinstance(revision, Revision):
            draft, id = self._draft, revision.id
            self.restore.setEnabled(False)
            self._bridge.ask(lambda desk: _go_back(desk, draft, id), self._restored, self._trouble, Lane.STORE)

    def _restored(self, before: str) -> None:
        self.hide()
        self.restored.emit(self._draft)
        self._before_id = before
        self._bridge.toast_wanted.emit(t("revisions.restored"), self._undo if before else None)
        QTimer.singleShot(UNDO_MS, self.close)

    def _undo(self) -> None:
        draft, before = self._draft, self._before_id
        self._bridge.ask(lambda desk: _go_back(desk, draft, before), self._undone, lane=Lane.STORE)

    def _undone(self, _before: str) -> None:
        self.restored.emit(self._draft)
        self.close()


def _gather(desk: Desk, draft: str) -> tuple[str, tuple[Revision, ...]]:
    return desk.drafts.get(draft).text, desk.drafts.revisions(draft)


def _go_back(desk: Desk, draft: str, revision: str) -> str:
    """Go back and return the id of the revision that holds what was there, "" if there is none."""
    before = desk.drafts.get(draft).text
    desk.drafts.go_back(draft, revision)
    return next((one.id for one in desk.drafts.revisions(draft) if one.text == before), "")
