# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Whose account this is, at a glance: initials on a colour that stays its own. Words beside it say the same."""

from __future__ import annotations

from zlib import crc32

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.model import Account, Hat
from ui import theme

SIDE = 24
COLOURS = ("me", "work", "calm", "accent", "brow")
"""Tokens of tokens.toml; an account with a hat has that hat's colour."""


def colour_of(account: Account) -> str:
    """Return the colour token of an account: its hat's, else one that follows from its id."""
    if account.hat is not None:
        return "me" if account.hat is Hat.ME else "work"
    return COLOURS[crc32(account.id.encode()) % len(COLOURS)]


def initials_of(account: Account) -> str:
    """Return one or two letters of an account's name."""
    words = [word for word in (account.name or account.network).replace("@", " ").replace(".", " ").split() if word]
    return "".join(word[0] for word in words[:2]).upper()


def draw(painter: QPainter, room: QRectF, account: Account) -> None:
    """Draw the mark into a square."""
    colour = colour_of(account)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(colour))
    painter.drawEllipse(room.adjusted(0.5, 0.5, -0.5, -0.5))
    font = theme.font("caption")
    font.setPixelSize(round(room.height() * 0.42))
    painter.setFont(font)
    painter.setPen(theme.color("paper"))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, initials_of(account))


def icon_of(account: Account, side: int, dpr: float) -> QIcon:
    """Return the mark as an icon, `side` px at 100 %."""
    picture = QPixmap(round(side * dpr), round(side * dpr))
    picture.setDevicePixelRatio(dpr)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw(painter, QRectF(0, 0, side, side), account)
    painter.end()
    return QIcon(picture)


class AccountMark(QWidget):
    """The mark beside an account's name; screen readers are told by the words."""

    def __init__(self, account: Account, parent: QWidget | None = None) -> None:
        """Show one account."""
        super().__init__(parent)
        self._account = account
        self.setFixedSize(SIDE, SIDE)

    def sizeHint(self) -> QSize:
        """Return the size of the mark."""
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark in the colours in force."""
        painter = QPainter(self)
        draw(painter, QRectF(self.rect()), self._account)
        painter.end()
