# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""An answer as a wide row: a radio button by role and keys, painted with its words and what they mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui import theme

HIGH = 54


class Choice(QAbstractButton):
    """One answer as a wide row: a radio button by role and keys, its words and what they mean."""

    def __init__(self, words: str, more: str, parent: QWidget | None = None) -> None:
        """Begin unchosen."""
        super().__init__(parent)
        self._more = more
        self.setText(words)
        self.setAccessibleName(f"{words}. {more}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedHeight(HIGH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, ring and both lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, radius = self.isChecked(), theme.px("radius.control")
        edge = "focus" if self.hasFocus() or on else "line_strong"
        painter.setPen(QPen(theme.color(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.color("accent_soft" if on else "hover" if self.underMouse() else "paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        ring = QRectF(16, HIGH / 2 - 9, 18, 18)
        painter.setPen(QPen(theme.color("accent" if on else "control"), 1.6))
        painter.setBrush(theme.color("paper"))
        painter.drawEllipse(ring)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(ring.adjusted(4.5, 4.5, -4.5, -4.5))
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font("body_bold"))
        painter.drawText(self.rect().adjusted(47, 8, -10, -HIGH // 2 + 1), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setPen(theme.color("ink_soft"))
        painter.setFont(theme.font("small"))
        painter.drawText(self.rect().adjusted(47, HIGH // 2 - 2, -10, -7), Qt.AlignmentFlag.AlignVCenter, self._more)
        painter.end()
