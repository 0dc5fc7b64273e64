# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A button shaped like a pill: icon, name, and how much room is left; a round one with the icon only when it is off."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.wording import t
from ui import theme
from ui.widgets.plain import plain_tip

if TYPE_CHECKING:
    from app.model import Measure

NEAR = 20
"""From this many left on, the counter is amber (ux.md 7)."""
HEIGHT = 28
RING = 4
"""Room around the chip for the focus ring: 2 px ring and 2 px gap."""
PAD = 10
GAP = 7
FORK = 13
DOT = 8
ICON_ONLY = 36


class Counter(NamedTuple):
    """What a chip says of the room on its network: short for the eye, whole for the ear, amber when `near`."""

    text: str = ""
    spoken: str = ""
    near: bool = False


def counter(measure: Measure) -> Counter:
    """Return the counter of a measured text: parts of a thread, too many, or left."""
    left = measure.limit - measure.used
    if len(measure.parts) > 1:
        words = t("chip.thread", parts=len(measure.parts))
        return Counter(words, words)
    if left < 0:
        words = t("chip.over", count=-left)
        return Counter(words, words, near=True)
    return Counter(str(left), t("chip.left", count=left), near=left <= NEAR)


class PillButton(QAbstractButton):
    """A button shaped like a pill: icon, words and a fainter note; a round one with the icon only when it is off."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        """Show the icon only; `name` is the accessible name and the tooltip."""
        super().__init__(parent)
        self._icon = icon
        self._counter = Counter()
        self._forked = False
        self._ends = ""
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_counter(self, value: Counter) -> None:
        """Say how much room is left."""
        if value == self._counter:
            return
        wider = len(value.text) != len(self._counter.text)
        self._counter = value
        self.setAccessibleDescription(self._described())
        if wider:
            self.updateGeometry()
        self.update()

    def set_forked(self, on: bool) -> None:
        """Show a fork behind the name: this place gets a text of its own."""
        if on == self._forked:
            return
        self._forked = on
        self.setAccessibleDescription(self._described())
        self.updateGeometry()
        self.update()

    def is_forked(self) -> bool:
        """Whether the chip says that its place has a text of its own."""
        return self._forked

    def set_ends(self, words: str) -> None:
        """Show an amber mark and say why: the sign-in of this place ends soon or has ended; "" takes it away."""
        if words == self._ends:
            return
        self._ends = words
        self.setToolTip(plain_tip(f"{self.text()}\n{words}" if words else self.text()))
        self.setAccessibleDescription(self._described())
        self.updateGeometry()
        self.update()

    def ends_in_words(self) -> str:
        """Return what the amber mark says, "" without one."""
        return self._ends

    def _described(self) -> str:
        own = t("chip.own_text") if self._forked else ""
        return ", ".join(filter(None, (own, self._ends, self._counter.spoken)))

    def counter_text(self) -> str:
        """Return what the chip shows beside its name."""
        return self._counter.text

    def is_near(self) -> bool:
        """Whether the counter is amber."""
        return self._counter.near

    def sizeHint(self) -> QSize:
        """Return the pill and the room for its focus ring."""
        width = ICON_ONLY
        if self.isChecked():
            width = 2 * PAD + theme.px("icon_small") + GAP + QFontMetrics(_name_font()).horizontalAdvance(self.text())
            width += FORK + GAP if self._forked else 0
            width += FORK + GAP if self._ends else 0
            if self._counter.text:
                width += GAP + QFontMetrics(theme.font("caption")).horizontalAdvance(self._counter.text)
        return QSize(width + 2 * RING, HEIGHT + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        """A chip is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses like Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill, its content and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(self.rect()).adjusted(RING + 0.5, RING + 0.5, -RING - 0.5, -RING - 0.5)
        on = self.isChecked()
        painter.setPen(QPen(theme.color("line_strong" if on else "line"), 1))
        painter.setBrush(theme.color("hover" if self.underMouse() else "raised" if on else "paper"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        self._draw_content(painter, on)

    def _draw_content(self, painter: QPainter, on: bool) -> None:
        side = theme.px("icon_small")
        picture = theme.pixmap(self._icon, "ink" if on else "ink_faint", side, self.devicePixelRatioF())
        top = (self.height() - side) // 2
        if not on:
            painter.drawPixmap((self.width() - side) // 2, top, picture)
            if self._ends:
                self._draw_dot(painter)
            return
        painter.drawPixmap(RING + PAD, top, picture)
        x = RING + PAD + side + GAP
        painter.setFont(_name_font())
        painter.setPen(theme.color("ink"))
        width = QFontMetrics(_name_font()).horizontalAdvance(self.text())
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(x, 0, width + 2, self.height()), middle, self.text())
        if self._forked:
            fork = theme.pixmap("git-fork", "accent", FORK, self.devicePixelRatioF())
            painter.drawPixmap(x + width + GAP, (self.height() - FORK) // 2, fork)
            width += FORK + GAP
        if self._ends:
            mark = theme.pixmap("refresh", "brow", FORK, self.devicePixelRatioF())
            painter.drawPixmap(x + width + GAP, (self.height() - FORK) // 2, mark)
            width += FORK + GAP
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("brow" if self._counter.near else "ink_faint"))
        painter.drawText(QRect(x + width + GAP, 0, self.width(), self.height()), middle, self._counter.text)

    def _draw_dot(self, painter: QPainter) -> None:
        """Mark a chip that has room for its icon alone; the tooltip and the description say it in words."""
        painter.setPen(QPen(theme.color("paper"), 1.5))
        painter.setBrush(theme.color("brow"))
        painter.drawEllipse(QRectF(self.width() - RING - DOT - 2, RING + 1, DOT, DOT))


def _name_font() -> QFont:
    made = theme.font("body")
    made.setWeight(QFont.Weight.Medium)
    return made
