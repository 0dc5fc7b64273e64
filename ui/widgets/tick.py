# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A check box drawn with the theme's colours; role, keys and states are Qt's own."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from ui import theme

SIDE = 18
ROOM = 28
GAP = 4


class Tick(QCheckBox):
    """Without words of its own: give it an accessible name."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start empty; `name` is what a screen reader says."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedSize(ROOM, ROOM)

    def sizeHint(self) -> QSize:
        """Return room for the box and its focus ring."""
        return QSize(ROOM, ROOM)

    def hitButton(self, pos: QPoint) -> bool:
        """Take a press anywhere in the room."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, the tick, and the ring when focused."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = (ROOM - SIDE) / 2
        box = QRectF(0, 0, ROOM, ROOM).adjusted(inset, inset, -inset, -inset)
        on, usable = self.isChecked(), self.isEnabled()
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), theme.px("border.focus")))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 6, 6)
        edge = "line_strong" if not usable else ("accent" if on else "control")
        painter.setPen(QPen(theme.color(edge), 1))
        painter.setBrush(theme.color("accent" if on and usable else "paper" if usable else "hover"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self.checkState() == Qt.CheckState.Checked:
            place = QRect(round(box.x()) + 2, round(box.y()) + 2, SIDE - 4, SIDE - 4)
            theme.icon("check", "on_accent" if usable else "ink_disabled", SIDE - 4).paint(painter, place)
        painter.end()


class WordedTick(Tick):
    """A check box with its words behind it; a press on either turns it."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """Start empty; a screen reader says the same words."""
        super().__init__(words, parent)
        self._words = words
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return room for the box and the words."""
        return QSize(ROOM + QFontMetrics(theme.font("caption")).horizontalAdvance(self._words) + GAP, ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and the words."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink_soft"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect().adjusted(ROOM + GAP // 2, 0, 0, 0), middle, self._words)
        painter.end()
