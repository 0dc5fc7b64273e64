# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A wrapping label with the line height of its type role; QLabel would use the font's own, which is too tight."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.widgets.plain import plain_tip

NATURAL_WIDTH = 460


def line_height(role: str) -> int:
    """Return the height of a line of a type role in px: size x line of tokens.toml."""
    kind = theme.tokens()["type"][role]
    return round(float(kind["size"]) * float(kind["line"]))


class Sentence(QLabel):
    """Plain text in a type role and a colour token; wraps, and asks for as much height as its width makes it need."""

    def __init__(self, text: str = "", role: str = "body", colour: str = "ink", parent: QWidget | None = None) -> None:
        """Show `text` exactly as it stands; nothing in it is markup."""
        super().__init__(parent)
        self._line = line_height(role)
        self._colour = colour
        self.lead = ("", "")  # a first word in another colour token: text and token
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        self.setWordWrap(True)
        self.setText(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the text needs in `width` px."""
        return max(1, self._laid_out(width).lineCount()) * self._line

    def sizeHint(self) -> QSize:
        """Return the size on one line, or of a comfortable column if that is too long."""
        width = min(NATURAL_WIDTH, math.ceil(self.fontMetrics().horizontalAdvance(self.text())) + 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return a size that always fits one line."""
        return QSize(40, self._line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines at their height, the text in the token's colour."""
        painter = QPainter(self)
        painter.setPen(QPen(theme.color(self._colour)))
        layout = self._laid_out(self.width())
        layout.draw(painter, QPointF(0, 0), self._lead_colours())

    def line_rects(self, width: int) -> list[QRectF]:
        """Return where the words of each line stand, for highlights behind them."""
        layout = self._laid_out(width)
        return [layout.lineAt(number).naturalTextRect() for number in range(layout.lineCount())]

    def _lead_colours(self) -> list[QTextLayout.FormatRange]:
        words, token = self.lead
        if not words or not self.text().startswith(words):
            return []
        part = QTextLayout.FormatRange()
        part.start, part.length = 0, len(words)
        look = part.format
        look.setForeground(theme.color(token))
        part.format = look
        return [part]

    def _laid_out(self, width: int) -> QTextLayout:
        """Return the text broken into lines of `width` px, each centred in its line height."""
        layout = QTextLayout(self.text(), QFont(self.font()))
        layout.beginLayout()
        number = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, number * self._line + (self._line - line.height()) / 2))
            number += 1
        layout.endLayout()
        return layout


class OneLine(QLabel):
    """Plain text on one line, shortened with an ellipsis to whatever room there is; its tooltip has the whole."""

    def __init__(self, role: str = "small", colour: str = "ink_soft", parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._colour = colour
        self._shown = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_shown(self, shown: bool) -> None:
        """Draw the text or only keep its room."""
        self._shown = shown
        self.update()

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setToolTip(plain_tip(text))

    def minimumSizeHint(self) -> QSize:
        """It can always be shortened further."""
        return QSize(0, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        if not self._shown:
            return
        painter = QPainter(self)
        painter.setPen(theme.color(self._colour))
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
