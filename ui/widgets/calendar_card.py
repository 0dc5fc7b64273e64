# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A card of the calendar: one post, dragged with the mouse or moved by keys. Tells wishes, moves nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.wording import t
from ui import theme
from ui.widgets import when
from ui.widgets.calendar_facts import asks, at_words, said_of
from ui.widgets.kinds import KIND_COLOURS, KIND_ICONS, Looks
from ui.widgets.plain import plain_tip

if TYPE_CHECKING:
    from app.desk.schedule import Entry

PAD = 9
LOW = 40
"""Below this height a card is one line."""
NARROW = 70
"""Below this width a card leaves its icon out: the time is what one looks for."""
LINE = 15
"""How high a line of a card's words is."""
FAINT = 0.45
"""How much is seen of a card in its old place while it travels."""
STEP = 15
NUDGES = {
    Qt.Key.Key_Up: (-STEP, 0),
    Qt.Key.Key_Down: (STEP, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
"""Minutes and days of Alt and an arrow."""


class Card(QAbstractButton):
    """`compact` is the chip of the month: one line.

    Signals
        opened: the writer pressed the card.
        menu_wanted: the card and a place on the screen.
        nudged: the card, minutes, days.
        back_wanted: the post shall go back to the drafts.
        dragged, dropped: the card and a place on the screen; `dropped` with whether a copy is meant.
        let_go: the drag was given up.
    """

    opened = Signal(object)
    menu_wanted = Signal(object, QPoint)
    nudged = Signal(object, int, int)
    back_wanted = Signal(object)
    dragged = Signal(object, QPoint)
    dropped = Signal(object, QPoint, bool)
    let_go = Signal(object)

    def __init__(self, entry: Entry, looks: Looks, compact: bool = False, parent: QWidget | None = None) -> None:
        """Show one post."""
        super().__init__(parent)
        self.compact = compact
        self._pressed_at: QPoint | None = None
        self.lifted = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._open)
        self.show_entry(entry, looks)

    def show_entry(self, entry: Entry, looks: Looks) -> None:
        """Show another post: a page turned needs no new widgets."""
        self.entry, self.looks = entry, looks
        names = ", ".join(looks.of(network).name for network in dict.fromkeys(entry.networks))
        state = said_of(entry)
        words = [at_words(entry.here), t(f"kind.{entry.kind.value}"), entry.title, names, state]
        self.setAccessibleName(", ".join(word for word in words if word))
        self.setToolTip(plain_tip(". ".join(word for word in (entry.title, names, state) if word)))
        self.update()

    def _open(self) -> None:
        self.opened.emit(self)

    def sizeHint(self) -> QSize:
        """Return room for two lines, or for one."""
        return QSize(96, 22 if self.compact else 78)

    # ------------------------------------------------------------ keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and arrows move the post, Delete takes it back, Enter opens it, Esc gives a drag up."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        key = Qt.Key(event.key())
        if alt and key in NUDGES:
            self.nudged.emit(self, *NUDGES[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.back_wanted.emit(self)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key == Qt.Key.Key_Escape and self.lifted:
            self._drop()
            self.let_go.emit(self)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where, for a drag."""
        self._pressed_at = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lift the card once the mouse has gone far enough."""
        if self._pressed_at is None or not self.entry.movable:
            return
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if not self.lifted and way >= QApplication.startDragDistance():
            self.lifted = True
            self.setDown(False)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.lifted:
            self.dragged.emit(self, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the card down where the mouse is; Alt means a copy, and Ctrl, as some desktops keep Alt."""
        if not self.lifted:
            self._pressed_at = None
            super().mouseReleaseEvent(event)
            return
        self._drop()
        copy = bool(event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier))
        self.dropped.emit(self, event.globalPosition().toPoint(), copy)

    def _drop(self) -> None:
        self.lifted, self._pressed_at = False, None
        self.unsetCursor()
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done."""
        self.menu_wanted.emit(self, event.globalPos())

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, time, networks and title."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(FAINT if self.lifted else 1)
        self._paint_ground(painter)
        if self._is_line():
            self._paint_line(painter)
        else:
            self._paint_full(painter)
        painter.end()

    def _is_line(self) -> bool:
        return self.compact or self.height() < LOW

    def _tone(self) -> str:
        entry = self.entry
        return "brow" if asks(entry) else "ink_soft" if entry.past else KIND_COLOURS[entry.kind]

    def _paint_ground(self, painter: QPainter) -> None:
        entry, radius = self.entry, theme.px("radius.control" if not self._is_line() else "radius.small")
        ground = theme.color("paper" if entry.past else f"{self._tone()}_soft")
        edge = QPen(Qt.PenStyle.NoPen)
        if entry.past or asks(entry):
            edge = QPen(theme.color("line_strong" if entry.past else "brow"), 1)
        if self.lifted or (self.underMouse() and entry.movable):
            edge = QPen(theme.color(self._tone()), 1.6 if self.lifted else 1)
        painter.setPen(edge)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.8, 0.8, -0.8, -0.8), radius, radius)
        if self.hasFocus() and not self.lifted:
            painter.setPen(QPen(theme.color("focus"), theme.px("border.focus")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _paint_head(self, painter: QPainter, y: int, left: int) -> int:
        """Paint icon and time; return where the time ends."""
        side = theme.px("icon_small") - 2 if self.width() >= NARROW else -4
        icon = "check" if self.entry.past else KIND_ICONS[self.entry.kind]
        token = "calm" if self.entry.past else self._tone()
        if side > 0:
            painter.drawPixmap(QPoint(left, y), theme.pixmap(icon, token, side, self.devicePixelRatioF()))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink_soft" if self.entry.past else self._tone()))
        clock = when.clock(self.entry.here)
        wide = QFontMetrics(theme.font("caption")).horizontalAdvance(clock)
        painter.drawText(QRect(left + side + 4, y - 3, wide + 2, 19), Qt.AlignmentFlag.AlignVCenter, clock)
        return left + side + 4 + wide

    def _paint_full(self, painter: QPainter) -> None:
        used = self._paint_head(painter, PAD, PAD)
        side = theme.px("icon_small") - 3
        x = self.width() - PAD
        for network in reversed(tuple(dict.fromkeys(self.entry.networks))[:4]):
            x -= side
            if x < used + 4:
                break
            tone = "ink_soft" if self.entry.past else self._tone()
            icon = self.looks.of(network).icon
            painter.drawPixmap(QPoint(x, PAD), theme.pixmap(icon, tone, side, self.devicePixelRatioF()))
            x -= 4
        room = QRect(PAD, PAD + 17, self.width() - 2 * PAD, self.height() - PAD - 20)
        painter.setPen(theme.color("ink_soft" if self.entry.past else "ink"))
        said = said_of(self.entry)
        if said and room.height() >= 2 * LINE:
            draw_lines(painter, QRect(room.topLeft(), QSize(room.width(), LINE)), self.entry.title, "small")
            painter.setPen(theme.color(self._tone()))
            room.setTop(room.top() + LINE)
        draw_lines(painter, room, said or self.entry.title, "small")

    def _paint_line(self, painter: QPainter) -> None:
        side = theme.px("icon_small") - 2
        used = self._paint_head(painter, (self.height() - side) // 2, 5)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink_soft" if self.entry.past else "ink"))
        room = QRect(used + 6, 0, self.width() - used - 10, self.height())
        words = QFontMetrics(painter.font()).elidedText(self.entry.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


def draw_lines(painter: QPainter, room: QRect, text: str, role: str) -> None:
    """Draw as many lines of plain text as fit, the last one with an ellipsis."""
    font = theme.font(role)
    font.setWeight(font.Weight.Medium)
    painter.setFont(font)
    metrics = QFontMetrics(font)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room.width())
        starts.append((line.textStart(), line.textLength()))
    layout.endLayout()
    fits = max(1, room.height() // metrics.lineSpacing())
    for number, (start, length) in enumerate(starts[:fits]):
        last = number == fits - 1 and len(starts) > fits
        words = text[start:] if last else text[start : start + length]
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width()) if last else words
        painter.drawText(QPoint(room.x(), room.y() + metrics.ascent() + number * metrics.lineSpacing()), shown.rstrip())
