# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A switch that acts at once: a check box by role and keys, painted as a sliding knob."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from ui import theme

WIDE, HIGH, KNOB, RING = 32, 18, 12, 4


class Switch(QCheckBox):
    """On is the accent with the knob at the right; it never slides, so reduced motion needs nothing."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start off; `name` is what a screen reader says."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedSize(WIDE + 2 * RING, HIGH + 2 * RING)

    def sizeHint(self) -> QSize:
        """Return room for the switch and its focus ring."""
        return QSize(WIDE + 2 * RING, HIGH + 2 * RING)

    def hitButton(self, pos: QPoint) -> bool:
        """Take a press anywhere in the room."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the groove, the knob, and the ring when focused."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        groove = QRectF(RING, RING, WIDE, HIGH)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), theme.px("border.focus")))
            painter.drawRoundedRect(groove.adjusted(-3, -3, 3, 3), HIGH / 2 + 3, HIGH / 2 + 3)
        ground = "line_strong" if not self.isEnabled() else "accent" if self.isChecked() else "control"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(groove, HIGH / 2, HIGH / 2)
        gap = (HIGH - KNOB) / 2
        left = groove.right() - gap - KNOB if self.isChecked() else groove.left() + gap
        painter.setBrush(theme.color("on_accent" if self.isChecked() else "paper"))
        painter.drawEllipse(QRectF(left, groove.top() + gap, KNOB, KNOB))
        painter.end()
