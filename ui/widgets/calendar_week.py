# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The week: an hour grid with quiet hours shaded, own times marked, the present line, cards as child widgets."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.wording import t
from ui import theme
from ui.widgets import when
from ui.widgets.calendar_card import STEP, Card
from ui.widgets.calendar_facts import DAYS, Span
from ui.widgets.calendar_rooms import CARD, rooms

if TYPE_CHECKING:
    from app.desk.schedule import Entry

GUTTER = 52
HOUR = 53
HEAD = 55
MINUTES = 60


class WeekHead(QWidget):
    """The names and numbers of the days, above the scrolled grid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._span: Span | None = None
        self._left_out = 0
        self.setFixedHeight(HEAD)

    def show_span(self, span: Span) -> None:
        """Show other days."""
        self._span = span
        self.update()

    def leave(self, pixels: int) -> None:
        """Leave room at the right, where the grid has its scroll bar."""
        self._left_out = pixels

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the days; today is blue, the weekend fainter."""
        span = self._span
        if span is None:
            return
        painter = QPainter(self)
        wide = (self.width() - self._left_out - GUTTER) / DAYS
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(0, HEAD - 1, self.width(), HEAD - 1)
        for number in range(DAYS):
            day = span.first + timedelta(days=number)
            left = round(GUTTER + number * wide)
            rest = day.weekday() >= DAYS - 2
            tone = "accent" if day == span.now.date() else "ink_faint" if rest else "ink"
            if day == span.now.date():
                ground = theme.color("accent_soft")
                ground.setAlphaF(0.4)
                painter.fillRect(QRect(left, 0, round(wide), HEAD - 1), ground)
            painter.setPen(theme.color("line"))
            painter.drawLine(left, 0, left, HEAD)
            painter.setPen(theme.color(tone if tone != "ink" else "ink_soft"))
            painter.setFont(theme.font("caption"))
            painter.drawText(QPoint(left + 12, 22), t(f"calendar.weekday.{day.weekday()}"))
            painter.setPen(theme.color(tone))
            painter.setFont(theme.font("heading"))
            painter.drawText(QPoint(left + 12, 44), str(day.day))
        painter.end()


class WeekGrid(QWidget):
    """All 24 hours; the view scrolls to the morning.

    Signals
        card_made: a card whose wishes nobody has connected yet.
        time_wanted: an empty place was double-clicked (naive).
    """

    card_made = Signal(object)
    time_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._span: Span | None = None
        self.cards: list[Card] = []
        self._target: datetime | None = None
        self.setFixedHeight(24 * HOUR)
        self.setAccessibleName(t("calendar.week"))

    def sizeHint(self) -> QSize:
        """Be as high as a day."""
        return QSize(GUTTER + DAYS * 108, 24 * HOUR)

    def show_span(self, span: Span) -> None:
        """Show other days or other posts; the card in focus keeps it."""
        focused = next((card.entry.id for card in self.cards if card.hasFocus()), "")
        before = {card.entry: card for card in self.cards}
        self._span = span
        self.cards = []
        for entry in span.entries:
            card = before.pop(entry, None)
            if card is None:
                card = Card(entry, span.looks, parent=self)
                self.card_made.emit(card)
            self.cards.append(card)
        for old in before.values():
            old.hide()
            old.deleteLater()
        self._arrange()
        for card in self.cards:
            card.show()
            if card.entry.id == focused:
                card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    # ------------------------------------------------------------ places

    def _column(self) -> float:
        return (self.width() - GUTTER) / DAYS

    def time_at(self, place: QPoint) -> datetime | None:
        """Return the quarter of an hour at a place, None outside of the days."""
        if self._span is None or place.x() < GUTTER or not self.rect().contains(place):
            return None
        day = min(int((place.x() - GUTTER) / self._column()), DAYS - 1)
        minutes = round(place.y() / HOUR * MINUTES / STEP) * STEP
        last = 24 * MINUTES - STEP
        start = datetime.combine(self._span.first + timedelta(days=day), time())
        return start + timedelta(minutes=max(0, min(minutes, last)))

    def place_of(self, here: datetime) -> QRect:
        """Return where a card of a time stands when it is alone."""
        first = self._span.first if self._span is not None else here.date()
        left = GUTTER + (here.date() - first).days * self._column()
        top = round((here.hour * MINUTES + here.minute) / MINUTES * HOUR)
        return QRect(round(left) + 4, top + 1, round(self._column()) - 9, CARD)

    def show_target(self, here: datetime | None) -> None:
        """Mark where a dragged card would land."""
        if here != self._target:
            self._target = here
            self.update()

    def _arrange(self) -> None:
        """Place the cards; those that would cover one another share the room."""
        days: dict[date, list[Card]] = {}
        for card in sorted(self.cards, key=lambda one: one.entry.here):
            days.setdefault(card.entry.here.date(), []).append(card)
        for cards in days.values():
            places = [self.place_of(card.entry.here) for card in cards]
            for card, place, room in zip(
                cards, places, rooms([place.y() for place in places], self.height()), strict=True
            ):
                wide = place.width() // room.lanes
                card.setGeometry(place.x() + room.lane * wide, room.top, wide - (room.lanes > 1) * 2, room.high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards anew."""
        super().resizeEvent(event)
        self._arrange()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Wish for a post at this time."""
        here = self.time_at(event.position().toPoint())
        if here is not None:
            self.time_wanted.emit(here)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint shades, lines, hours, own times, now, and the place a dragged card would land."""
        if self._span is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_shades(painter, self._span)
        self._paint_lines(painter)
        self._paint_own(painter, self._span)
        self._paint_now(painter, self._span)
        if self._target is not None:
            self._paint_target(painter, self._target)
        painter.end()

    def _paint_shades(self, painter: QPainter, span: Span) -> None:
        column = self._column()
        days = (span.now.date() - span.first).days
        if 0 <= days < DAYS:
            ground = theme.color("accent_soft")
            ground.setAlphaF(0.4)
            painter.fillRect(QRectF(GUTTER + days * column, 0, column, self.height()), ground)
        quiet = theme.color("panel")
        for begin, end in span.quiet:
            at = begin
            while at < end:
                until = min(end, datetime.combine(at.date() + timedelta(days=1), time()))
                number = (at.date() - span.first).days
                top = (at.hour * MINUTES + at.minute) / MINUTES * HOUR
                high = (until - at).total_seconds() / 3600 * HOUR
                painter.fillRect(QRectF(GUTTER + number * column, top, column, high), quiet)
                at = until

    def _paint_lines(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.color("line"), 1))
        for hour in range(1, 24):
            painter.drawLine(GUTTER - 6, hour * HOUR, self.width(), hour * HOUR)
        for day in range(DAYS):
            left = round(GUTTER + day * self._column())
            painter.drawLine(left, 0, left, self.height())
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink_faint"))
        for hour in range(1, 24):
            words = when.clock(datetime.combine(date(2026, 1, 1), time(hour)))
            room = QRect(0, hour * HOUR - 9, GUTTER - 10, 18)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_own(self, painter: QPainter, span: Span) -> None:
        """Mark free own times with a dashed outline."""
        taken = {card.entry.here for card in self.cards}
        painter.setPen(QPen(theme.color("line_strong"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for here in span.own:
            if here not in taken and here > span.now:
                place = QRectF(self.place_of(here)).adjusted(0.5, 0.5, -0.5, -CARD * 0.6)
                painter.drawRoundedRect(place, 7, 7)

    def _paint_now(self, painter: QPainter, span: Span) -> None:
        number = (span.now.date() - span.first).days
        if not 0 <= number < DAYS:
            return
        y = (span.now.hour * MINUTES + span.now.minute) / MINUTES * HOUR
        left = GUTTER + number * self._column()
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.drawLine(round(left), round(y), round(left + self._column()), round(y))
        painter.setBrush(theme.color("accent"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(left - 4, y - 4, 8, 8))

    def _paint_target(self, painter: QPainter, here: datetime) -> None:
        place = QRectF(self.place_of(here)).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("me"), 1.6, Qt.PenStyle.DashLine))
        painter.setBrush(theme.color("paper"))
        painter.drawRoundedRect(place, 7, 7)
        painter.setPen(theme.color("me"))
        painter.setFont(theme.font("caption"))
        words = f"{t(f'calendar.weekday.{here.weekday()}')} {when.clock(here)}"
        painter.drawText(place.adjusted(9, 6, -4, 0), Qt.AlignmentFlag.AlignTop, words)


def entries_by_day(entries: tuple[Entry, ...]) -> dict[date, list[Entry]]:
    """Return posts by the day they stand on, each day in order."""
    found: dict[date, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: one.here):
        found.setdefault(entry.here.date(), []).append(entry)
    return found
