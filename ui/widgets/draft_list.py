# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The drafts in the sidebar: title and when. Shows rows it is given, tells which one is wanted."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.model import DraftRow
from app.wording import t
from ui import theme
from ui.widgets import when

Index = QModelIndex | QPersistentModelIndex
ROW = 43
GAP = 2
ID = Qt.ItemDataRole.UserRole
WHEN = Qt.ItemDataRole.UserRole + 1


class Drafts(QAbstractListModel):
    """The rows, last saved first."""

    def __init__(self, parent: QObject) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.rows: tuple[DraftRow, ...] = ()

    def set_rows(self, rows: tuple[DraftRow, ...]) -> None:
        """Show these rows; keeps the view's place when only titles and times changed."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many drafts there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title, when it was saved, its id, or both in words for a screen reader."""
        row = self.rows[index.row()]
        title = row.title or t("sidebar.untitled")
        moment = when.short(row.saved_at)
        answers = {
            int(Qt.ItemDataRole.DisplayRole): title,
            int(Qt.ItemDataRole.AccessibleTextRole): f"{title}, {moment}",
            int(ID): row.id,
            int(WHEN): moment[:1].upper() + moment[1:],
        }
        return answers.get(int(role))


class _Painter(QStyledItemDelegate):
    """Two lines a row, as in the pictures."""

    def __init__(self, parent: DraftList) -> None:
        super().__init__(parent)
        self._list = parent
        self._title = theme.font("small")
        self._title.setWeight(self._title.Weight.Medium)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect.adjusted(0, 0, 0, -GAP)
        state: QStyle.StateFlag = option.state
        current = index.data(ID) == self._list.current
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color("hover"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(rect), theme.px("radius.control"), theme.px("radius.control"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), theme.px("border.focus")))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)
        self._paint_words(painter, rect, index)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, index: Index) -> None:
        width = rect.width() - 20
        painter.setFont(self._title)
        painter.setPen(theme.color("ink"))
        title = QFontMetrics(self._title).elidedText(index.data(), Qt.TextElideMode.ElideRight, width)
        painter.drawText(rect.topLeft() + QPoint(10, 17), title)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink_faint"))
        painter.drawText(rect.topLeft() + QPoint(10, 32), index.data(WHEN))


class DraftList(QListView):
    """A click or Enter tells `draft_wanted`, Delete tells `removal_wanted`; both carry the draft's id."""

    draft_wanted = Signal(str)
    removal_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.current = ""
        self._drafts = Drafts(self)
        self.setModel(self._drafts)
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(t("sidebar.drafts"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        theme.set_role(self, "clear")
        self.clicked.connect(self._wanted)

    def set_rows(self, rows: tuple[DraftRow, ...]) -> None:
        """Show these drafts."""
        self._drafts.set_rows(rows)

    def set_current(self, draft: str) -> None:
        """Mark the draft that is open."""
        self.current = draft
        self.viewport().update()

    @Slot(QModelIndex)
    def _wanted(self, index: Index) -> None:
        if index.isValid():
            self.draft_wanted.emit(str(index.data(ID)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete puts into the trash."""
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._wanted(index)
        elif index.isValid() and event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit(str(index.data(ID)))
        else:
            super().keyPressEvent(event)
