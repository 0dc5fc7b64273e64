# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A row of the sidebar: icon, words, a hint at the right. A real button, only painted by hand."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui import theme
from ui.widgets.plain import plain_tip

ICON_X, WORDS_X, WORDS_X_FRAMED = 10, 38, 36


class NavRow(QAbstractButton):
    """`framed` draws the quiet outlined button of a new post; `narrow` leaves only the icon."""

    def __init__(
        self, words: str, icon: str, hint: str = "", framed: bool = False, parent: QWidget | None = None
    ) -> None:
        """Make a row; the accessible name is its words."""
        super().__init__(parent)
        self._icon, self._hint, self._framed, self._narrow = icon, hint, framed, False
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip("")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(theme.px("row") + (4 if framed else 0))

    def set_hint(self, hint: str, name: str = "") -> None:
        """Show another hint at the right; `name` is what a screen reader says of row and hint together."""
        self._hint = hint
        self.setAccessibleName(name or self.text())
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone; the words become the tooltip."""
        self._narrow = narrow
        self.setToolTip(plain_tip(self.text() if narrow else ""))
        self.update()

    def sizeHint(self) -> QSize:
        """Be as wide as the sidebar lets it."""
        return QSize(theme.px("sidebar_least"), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, words and hint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        size = theme.px("icon")
        accent = self.isChecked() or self._framed
        x = (self.width() - size) // 2 if self._narrow else ICON_X
        picture = theme.pixmap(self._icon, "accent" if accent else "ink_soft", size, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(x, (self.height() - size) // 2), picture)
        if not self._narrow:
            self._paint_words(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        ground = "paper" if self._framed else "selected" if self.isChecked() else ""
        if self.underMouse() and not self.isChecked():
            ground = "hover"
        edge = theme.color("line_strong") if self._framed else None
        radius = theme.px("radius.control")
        painter.setPen(QPen(edge, 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), theme.px("border.focus")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _paint_words(self, painter: QPainter) -> None:
        strong = self.isChecked() or self._framed
        font = theme.font("body_bold" if strong else "body")
        if not strong:
            font.setWeight(font.Weight.Medium)
        painter.setFont(font)
        painter.setPen(theme.color("ink" if strong else "ink_soft"))
        left = WORDS_X_FRAMED if self._framed else WORDS_X
        room = QRect(left, 0, self.width() - left - 10, self.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink_faint"))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, self._hint)
