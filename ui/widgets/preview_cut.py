# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The handle between two posts of a thread: what was cut here; dragged, or moved by sentences with Alt+arrows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QSizePolicy, QWidget

from app.wording import t
from ui import theme
from ui.widgets.preview_shade import Shade

HEIGHT = 28
WORDS = 5
"""So many words of the next part a screen reader hears when the cut moves."""
LINE_X = 33
SCISSORS_X, WORDS_X, GRIP_FROM_RIGHT = 47, 69, 27


class CutHandle(QAbstractButton):
    """Signals, each with the number of the cut.

    moved: and by how many sentences. dragged, dropped: and the mouse's place (global). let_go: a drag came to nothing.
    reset_wanted: all cuts of the column as Mummo would make them.
    """

    moved = Signal(int, int)
    dragged = Signal(int, QPoint)
    dropped = Signal(int, QPoint)
    let_go = Signal(int)
    reset_wanted = Signal()

    def __init__(self, shade: Shade, number: int, parent: QWidget) -> None:
        """Stand behind part `number`, counted from 0."""
        super().__init__(parent)
        self._shade, self._number = shade, number
        self._from: QPoint | None = None
        self._dragging = False
        self._may_reset = self._alt_used = False
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font("caption"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SplitVCursor)
        self.setToolTip(t("preview.cut_keys"))
        self.setAccessibleDescription(t("preview.cut_keys"))
        self.clicked.connect(self.offer)

    def show_cut(self, rank: str, following: str, may_reset: bool) -> None:
        """Say what was cut here and how the next part begins; `may_reset`: the writer moved a cut of this column."""
        self._may_reset = may_reset
        self.setText(t(f"preview.cut.{rank}"))
        first, start = self._number + 1, " ".join(following.split(maxsplit=WORDS)[:WORDS])
        self.setAccessibleName(t("preview.cut_name", first=first, second=first + 1, where=self.text(), start=start))
        self.update()

    def offer(self) -> None:
        """Open the menu of what can be done here, for those who neither drag nor know the keys."""
        self.choices().popup(self.mapToGlobal(QPoint(WORDS_X, self.height())))

    def choices(self) -> QMenu:
        """Return a new menu of what can be done here."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, keys, calls in (
            (t("preview.cut_up"), "Alt+Up", self.up),
            (t("preview.cut_down"), "Alt+Down", self.down),
            (t("preview.cut_reset"), "", self.reset_wanted.emit),
        ):
            action = QAction(f"{words}\t{keys}" if keys else words, menu)
            action.triggered.connect(calls)
            action.setEnabled(bool(keys) or self._may_reset)
            menu.addAction(action)
        return menu

    def up(self) -> None:
        """Let the next post begin a sentence earlier."""
        self.moved.emit(self._number, -1)

    def down(self) -> None:
        """Let the next post begin a sentence later."""
        self.moved.emit(self._number, 1)

    # ------------------------------------------------------------ keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move the cut, Esc ends a drag, Enter opens the menu."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._alt_used = True
            (self.up if key == Qt.Key.Key_Up else self.down)()
        elif self._dragging and key == Qt.Key.Key_Escape:
            self._end()
            self.let_go.emit(self._number)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """An Alt that moved a cut is not the Alt that opens the menus."""
        if event.key() == Qt.Key.Key_Alt and self._alt_used:
            self._alt_used = False
            event.accept()
        else:
            super().keyReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press may become a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the cut is dragged to."""
        here = event.globalPosition().toPoint()
        if self._from is not None and not self._dragging:
            self._dragging = (here - self._from).manhattanLength() >= QApplication.startDragDistance()
        if self._dragging:
            self.dragged.emit(self._number, here)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop the cut; a press that was no drag opens the menu."""
        if self._dragging:
            self._end()
            self.dropped.emit(self._number, event.globalPosition().toPoint())
        else:
            self._from = None
            super().mouseReleaseEvent(event)

    def _end(self) -> None:
        self._from, self._dragging = None, False
        self.setDown(False)
        self.update()

    # ------------------------------------------------------------ looks

    def sizeHint(self) -> QSize:
        """Return room for the words."""
        return QSize(WORDS_X + self.fontMetrics().horizontalAdvance(self.text()) + 36, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the thread, the scissors, the words and the grip."""
        with self._shade.on():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        marked = self.hasFocus() or self.underMouse() or self._dragging
        side, dpr = theme.px("icon_small"), self.devicePixelRatioF()
        top = (self.height() - side) // 2
        painter.setPen(QPen(theme.color("line_strong"), 1.5))
        painter.drawLine(QPointF(LINE_X + 0.5, 0), QPointF(LINE_X + 0.5, self.height()))
        token = "accent" if marked else "ink_faint"
        painter.drawPixmap(SCISSORS_X, top, theme.pixmap("scissors", token, side, dpr))
        grip = self.width() - GRIP_FROM_RIGHT
        painter.drawPixmap(grip, top, theme.pixmap("grip-vertical", token, side, dpr))
        painter.setFont(self.font())
        painter.setPen(theme.color("accent" if marked else "ink_faint"))
        room = QRect(WORDS_X, 0, grip - WORDS_X - 6, self.height())
        words = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(LINE_X + 5, 2, -4, -2), 5, 5)
