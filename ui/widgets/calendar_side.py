# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Beside the calendar: drafts without a time to drag in, what the colours mean, the week's rhythm."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.model import DraftRow, Kind
from app.wording import t
from ui import theme
from ui.widgets.calendar_card import draw_lines
from ui.widgets.calendar_facts import Span
from ui.widgets.kinds import KIND_COLOURS, KIND_ICONS, Looks
from ui.widgets.plain import label, picture
from ui.widgets.scrolled import scrolled
from ui.widgets.sentence import Sentence

WIDTH = 250
FEW = 4
"""So many words are only a title yet."""
KINDS = (Kind.OWN, Kind.REPLY, Kind.THANKS, Kind.NEWS)


class DraftCard(QAbstractButton):
    """A draft without a time. Tells the same wishes as a card of the grid, so that one view serves both.

    Signals
        opened: the writer pressed the card (Enter or a click).
        next_wanted: the next own time shall be taken.
        dragged, dropped, let_go: as a card of the grid.
    """

    opened = Signal(object)
    next_wanted = Signal(object)
    dragged = Signal(object, QPoint)
    dropped = Signal(object, QPoint, bool)
    let_go = Signal(object)

    def __init__(self, row: DraftRow, looks: Looks, parent: QWidget | None = None) -> None:
        """Show one draft: where it is meant to go, and how much of it there is."""
        super().__init__(parent)
        self.row = row
        self._pressed_at: QPoint | None = None
        self.lifted = False
        self._title = row.title or t("sidebar.untitled")
        self._hint = _hint(row, looks)
        self.setAccessibleName(f"{self._title}, {self._hint}")
        self.setToolTip(t("calendar.draft_tip"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(56)
        self.clicked.connect(lambda: self.opened.emit(self))

    def sizeHint(self) -> QSize:
        """Return room for two lines."""
        return QSize(WIDTH - 36, 56)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+T plans, Esc gives a drag up."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_T:
            self.next_wanted.emit(self)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self)
        elif event.key() == Qt.Key.Key_Escape and self.lifted:
            self.lifted, self._pressed_at = False, None
            self.let_go.emit(self)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where, for a drag."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lift the card once the mouse has gone far enough."""
        if self._pressed_at is None:
            return
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if way >= QApplication.startDragDistance():
            self.lifted = True
            self.setDown(False)
        if self.lifted:
            self.dragged.emit(self, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the card down where the mouse is."""
        self._pressed_at = None
        if self.lifted:
            self.lifted = False
            self.update()
            self.dropped.emit(self, event.globalPosition().toPoint(), False)
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card with title and hint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dashed = Qt.PenStyle.DashLine if self.lifted else Qt.PenStyle.SolidLine
        edge = "focus" if self.hasFocus() else "control" if self.underMouse() else "line_strong"
        painter.setPen(QPen(theme.color(edge), 2 if self.hasFocus() else 1, dashed))
        painter.setBrush(theme.color("raised" if not self.lifted else "panel"))
        painter.drawRoundedRect(
            self.rect().adjusted(1, 1, -1, -1), theme.px("radius.control"), theme.px("radius.control")
        )
        painter.setPen(theme.color("ink" if not self.lifted else "ink_faint"))
        draw_lines(painter, self.rect().adjusted(13, 9, -12, -28), self._title, "small")
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink_faint"))
        painter.drawText(self.rect().adjusted(13, 30, -10, -8), Qt.AlignmentFlag.AlignVCenter, self._hint)
        painter.end()


class CalendarSide(QFrame):
    """Signals
    card_made: a draft's card whose wishes nobody has connected yet.
    """

    card_made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without drafts."""
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(t("calendar.without_time"))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 18)
        column.setSpacing(0)
        column.addWidget(label(t("calendar.without_time"), "heading", parent=self))
        column.addSpacing(4)
        column.addWidget(Sentence(t("calendar.drag_hint"), "small", "ink_soft", self))
        column.addSpacing(8)
        column.addWidget(self._list(), 1)
        column.addSpacing(12)
        for kind in KINDS:
            column.addLayout(self._legend(kind))
        column.addSpacing(12)
        column.addWidget(self._rhythm())
        self.cards: list[DraftCard] = []
        self._shown: tuple[tuple[DraftRow, ...], Looks] = ((), Looks())

    def _list(self) -> QWidget:
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        return scrolled(self._inner, self)

    def _legend(self, kind: Kind) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(8)
        row.addWidget(picture(KIND_ICONS[kind], KIND_COLOURS[kind], theme.px("icon_small"), self))
        row.addWidget(label(t(f"calendar.legend.{kind.value}"), "caption", parent=self), 1)
        return row

    def _rhythm(self) -> QFrame:
        card = QFrame(self)
        theme.set_role(card, "calm_card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 11, 14, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(theme.px("s"))
        head.addWidget(picture("sprout", "calm", theme.px("icon_small"), card))
        head.addWidget(label(t("calendar.rhythm"), "body_bold ink", parent=card), 1)
        self._often = label("", "caption", parent=card)
        head.addWidget(self._often)
        column.addLayout(head)
        self._told = Sentence("", "small", "ink_soft", card)
        column.addWidget(self._told)
        return card

    def show_span(self, span: Span) -> None:
        """Show the drafts and the rhythm of the present week."""
        self._often.setText(t("calendar.often", n=span.rhythm) if span.rhythm else "")
        self._told.setText(told_of(span))
        if (span.drafts, span.looks) == self._shown:
            return
        self._shown = (span.drafts, span.looks)
        for old in self.cards:
            old.hide()
            old.deleteLater()
        self.cards = []
        for number, row in enumerate(span.drafts):
            card = DraftCard(row, span.looks, self._inner)
            self.card_made.emit(card)
            self._column.insertWidget(number, card)
            self.cards.append(card)


def told_of(span: Span) -> str:
    """Say how the week goes; less than one's own rhythm is not worth a word."""
    if not span.out and not span.coming:
        return t("calendar.week_empty")
    words = t("calendar.week_told", out=span.out, coming=span.coming)
    more = span.out + span.coming - span.rhythm
    if not span.rhythm or more < 0:
        return words
    return f"{words} {t('calendar.week_more' if more else 'calendar.week_just')}"


def _hint(row: DraftRow, looks: Looks) -> str:
    """Return where a draft is meant to go and how far it is: LinkedIn, Mastodon · 48 sanaa."""
    far = t("calendar.only_title") if row.words <= FEW else t("calendar.words", n=row.words)
    return " · ".join(filter(None, (", ".join(looks.of(one).name for one in row.networks), far)))
