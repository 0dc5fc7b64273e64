# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The preview may show its cards in the other theme: a shade they share, and the small things painted in it."""

from __future__ import annotations

from contextlib import AbstractContextManager

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from ui import theme
from ui.widgets.plain import IconLabel, plain_tip
from ui.widgets.ring import Ring

AVATAR = 34
RING = 22


class Shade:
    """Light or dark as the cards are painted now; `other` is the one the program is not in."""

    def __init__(self) -> None:
        """Begin as the program."""
        self.other = False

    def on(self) -> AbstractContextManager[None]:
        """Make theme.color and its pictures speak of this shade, inside a with block."""
        return theme.shown_as(theme.is_dark() != self.other)


class ShadedIcon(IconLabel):
    """An icon in the shade's colours."""

    def __init__(self, shade: Shade, icon: str, colour: str, size: int, parent: QWidget) -> None:
        """Show resources/icons/<icon>.svg."""
        super().__init__(icon, colour, size, parent)
        self._shade = shade

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the shade."""
        with self._shade.on():
            super().paintEvent(event)


class ShadedRing(Ring):
    """A counter ring in the shade's colours."""

    def __init__(self, shade: Shade, parent: QWidget) -> None:
        """Begin empty, which is also how it looks while nothing is counted."""
        super().__init__(parent, RING)
        self._shade = shade

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the shade."""
        with self._shade.on():
            super().paintEvent(event)


class ShadedTool(QToolButton):
    """A small button with a picture only, in the shade's colours."""

    def __init__(self, shade: Shade, icon: str, name: str, parent: QWidget) -> None:
        """Show an icon; `name` is the accessible name and the tooltip."""
        super().__init__(parent)
        self._shade = shade
        self.setIcon(theme.icon(icon, "ink_soft", theme.px("icon_small")))
        self.setIconSize(QSize(theme.px("icon_small"), theme.px("icon_small")))
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        theme.set_role(self, "icon")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the shade."""
        with self._shade.on():
            super().paintEvent(event)


class Avatar(QLabel):
    """Initials on a soft round ground; the name beside it says who it is."""

    def __init__(self, shade: Shade, parent: QWidget) -> None:
        """Begin without letters."""
        super().__init__(parent)
        self._shade = shade
        self.setFixedSize(AVATAR, AVATAR)
        self.setFont(theme.font("body_bold"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the letters."""
        with self._shade.on():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("me_soft"))
            painter.drawEllipse(QRectF(self.rect()))
            painter.setPen(theme.color("me"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
            painter.end()
