# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A small painted ring that fills up: room used on a network, seconds gone before a post leaves."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar, QWidget

from ui import theme
from ui.widgets.plain import plain_tip

STEPS = 1000
FULL_TURN = 360 * 16
TOP = 90 * 16


class Ring(QProgressBar):
    """A progress bar by role, a ring by looks. Its words are its accessible name."""

    def __init__(self, parent: QWidget | None = None, size: int = 18, colour: str = "accent") -> None:
        """Begin empty; `size` in px, `colour` a token."""
        super().__init__(parent)
        self._side = size
        self._colour = colour
        self.setRange(0, STEPS)
        self.setTextVisible(False)
        self.setFixedSize(size, size)

    def set_share(self, share: float) -> None:
        """Fill this much of the ring, 0 to 1; more counts as full."""
        self.setValue(round(min(1.0, max(0.0, share)) * STEPS))

    def set_label(self, words: str) -> None:
        """Say in words what the ring shows."""
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))

    def set_colour(self, token: str) -> None:
        """Paint the filled part in another token's colour."""
        self._colour = token
        self.update()

    def sizeHint(self) -> QSize:
        """Return the ring's size."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the whole ring faintly and the filled part over it, from the top clockwise."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(2.0, self._side / 8)
        box = QRectF(self.rect()).adjusted(width / 2 + 0.5, width / 2 + 0.5, -width / 2 - 0.5, -width / 2 - 0.5)
        painter.setPen(QPen(theme.color("line_strong"), width))
        painter.drawEllipse(box)
        if self.value():
            painter.setPen(QPen(theme.color(self._colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawArc(box, TOP, -round(FULL_TURN * self.value() / STEPS))
