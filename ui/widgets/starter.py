# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A starter as a big button: icon on a soft tile, a question, one line more, and an arrow."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.wording import t
from ui import theme
from ui.widgets.plain import ValueButton

TILE = 38
PAD = 15
GAP = 14
HEIGHT = 66
ARROW = 18


@dataclass(frozen=True, slots=True)
class Starter:
    """A way to begin: its id (words `starter.<id>` and `starter.<id>.more`), icon and colour token."""

    id: str
    icon: str
    colour: str


STARTERS = (
    Starter("learned", "feather", "me"),
    Starter("thanks", "heart-handshake", "calm"),
    Starter("reply", "message-circle", "accent"),
)


class StarterButton(ValueButton):
    """A real button (focus, Enter, role) that paints itself."""

    def __init__(self, starter: Starter, parent: QWidget | None = None) -> None:
        """Take words and colours of `starter`."""
        super().__init__("", starter.id, parent)
        self._starter = starter
        self.question = t(f"starter.{starter.id}")
        self.more = t(f"starter.{starter.id}.more")
        self.setAccessibleName(self.question)
        self.setAccessibleDescription(self.more)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return room for two lines of words."""
        lines = QFontMetrics(theme.font("body_bold")).height() + QFontMetrics(theme.font("small")).height()
        return QSize(480, max(HEIGHT, lines + 26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint card, tile, words and arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._card(painter)
        middle = self.height() // 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{self._starter.colour}_soft"))
        tile = QRect(PAD, middle - TILE // 2, TILE, TILE)
        painter.drawRoundedRect(tile, theme.px("radius.control"), theme.px("radius.control"))
        size = theme.px("icon")
        inset = (TILE - size) // 2
        theme.icon(self._starter.icon, self._starter.colour).paint(painter, tile.adjusted(inset, inset, -inset, -inset))
        self._words(painter, middle)
        theme.icon("chevron-right", "ink_soft").paint(
            painter, QRect(self.width() - PAD - ARROW, middle - ARROW // 2, ARROW, ARROW)
        )
        painter.end()

    def _card(self, painter: QPainter) -> None:
        focused = self.hasFocus()
        pen = painter.pen()
        pen.setColor(theme.color("focus" if focused else "line_strong"))
        pen.setWidth(theme.px("border.focus") if focused else 1)
        painter.setPen(pen)
        painter.setBrush(theme.color("hover" if self.underMouse() or self.isDown() else "raised"))
        edge = 1.0 if focused else 0.5
        box = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(box, theme.px("radius.card"), theme.px("radius.card"))

    def _words(self, painter: QPainter, middle: int) -> None:
        left = PAD + TILE + GAP
        width = self.width() - left - PAD - ARROW - GAP
        for role, token, text, top in (
            ("body_bold", "ink", self.question, middle - 20),
            ("small", "ink_faint", self.more, middle + 1),
        ):
            painter.setFont(theme.font(role))
            painter.setPen(theme.color(token))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, top, width, 20), Qt.AlignmentFlag.AlignVCenter, shown)
