# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The caret of the paper, in the accent colour: Qt's own is the inverse of what lies under it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QRectF, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QTextEdit

from ui import theme

WIDTH = 2


class Caret(QObject):
    """Blinks as the system says; stands still for a moment after each move."""

    def __init__(self, editor: QTextEdit) -> None:
        """Replace Qt's caret of `editor`; the editor calls `paint`, `wake` and `sleep`."""
        super().__init__(editor)
        self._editor = editor
        self._shown = False
        self._place = QRect()
        self._blink = QTimer(self, interval=max(QGuiApplication.styleHints().cursorFlashTime() // 2, 0))
        self._blink.timeout.connect(self._turn)
        self._blinks = self._blink.interval() > 0
        editor.setCursorWidth(0)
        editor.cursorPositionChanged.connect(self.wake)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint the caret if it is its moment and it lies in `area` (px of the viewport)."""
        if not self._shown:
            return
        self._place = self._rect()
        if area.intersects(QRectF(self._place)):
            painter.fillRect(self._place, theme.color("accent"))

    @Slot()
    def wake(self) -> None:
        """Show the caret and begin blinking anew; Qt itself repaints where it stood and where it stands now."""
        if not self._editor.hasFocus():
            return
        self._shown = True
        if self._blinks:
            self._blink.start()

    def sleep(self) -> None:
        """Hide the caret."""
        self._blink.stop()
        self._shown = False
        self._update()

    @Slot()
    def _turn(self) -> None:
        self._shown = not self._shown
        self._update()

    def _rect(self) -> QRect:
        place = self._editor.cursorRect()
        return QRect(place.left(), place.top(), WIDTH, place.height())

    def _update(self) -> None:
        self._editor.viewport().update(self._place)
        self._editor.viewport().update(self._rect())
