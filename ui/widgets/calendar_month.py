# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The month: six weeks of days with at most three chips each; the rest is a number that leads to the week."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.wording import t
from ui import theme
from ui.widgets.calendar_card import Card
from ui.widgets.calendar_facts import DAYS, WEEKS, Span
from ui.widgets.calendar_week import entries_by_day
from ui.widgets.kinds import Looks
from ui.widgets.plain import ValueButton, button

if TYPE_CHECKING:
    from app.desk.schedule import Entry

HEAD = 28
CHIP = 22
MOST = 3
NUMBER = 26


class MonthGrid(QWidget):
    """One page of days.

    Signals
        card_made: a card whose wishes nobody has connected yet.
        day_wanted: a day whose week shall be shown.
    """

    card_made = Signal(object)
    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._span: Span | None = None
        self._month = 0
        self.cards: list[Card] = []
        self._more: list[ValueButton] = []
        self._target: date | None = None
        self.setAccessibleName(t("calendar.month"))
        self.setMinimumHeight(HEAD + WEEKS * (NUMBER + MOST * CHIP + CHIP))

    def sizeHint(self) -> QSize:
        """Be six weeks high."""
        return QSize(DAYS * 100, HEAD + WEEKS * 116)

    def show_span(self, span: Span, month: int) -> None:
        """Show other days or other posts; `month` is the one in full ink."""
        focused = next((card.entry.id for card in self.cards if card.hasFocus()), "")
        self._span, self._month = span, month
        days = entries_by_day(span.entries)
        shown = [entry for entries in days.values() for entry in entries[:MOST]]
        more = [(day, len(entries) - MOST) for day, entries in days.items() if len(entries) > MOST]
        self._show_cards(shown, span.looks)
        self._show_more(more)
        for card in self.cards:
            if card.entry.id == focused:
                card.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrange()
        self.update()

    def _show_cards(self, entries: list[Entry], looks: Looks) -> None:
        """Put posts on the cards there are, in order; make the ones that are missing, drop the ones left over."""
        for card, entry in zip(self.cards, entries, strict=False):
            if card.entry != entry:
                card.show_entry(entry, looks)
        for entry in entries[len(self.cards) :]:
            card = Card(entry, looks, compact=True, parent=self)
            self.card_made.emit(card)
            self.cards.append(card)
            card.show()
        for old in self.cards[len(entries) :]:
            old.hide()
            old.deleteLater()
        del self.cards[len(entries) :]

    def _show_more(self, counts: list[tuple[date, int]]) -> None:
        for more, (day, count) in zip(self._more, counts, strict=False):
            more.value = day
            more.setText(t("calendar.more", n=count))
        for day, count in counts[len(self._more) :]:
            more = button(t("calendar.more", n=count), "link", value=day, parent=self)
            more.chosen.connect(self.day_wanted)
            self._more.append(more)
            more.show()
        for old in self._more[len(counts) :]:
            old.hide()
            old.deleteLater()
        del self._more[len(counts) :]

    # ------------------------------------------------------------ places

    @property
    def shows(self) -> date | None:
        """The first day of the page."""
        return self._span.first if self._span is not None else None

    def place_of(self, day: date) -> QRect:
        """Return where a day stands."""
        first = self._span.first if self._span is not None else day
        number = (day - first).days
        wide, high = self.width() / DAYS, (self.height() - HEAD) / WEEKS
        left, top = number % DAYS * wide, HEAD + number // DAYS * high
        return QRect(round(left), round(top), round(wide), round(high))

    def time_at(self, place: QPoint, like: datetime | None = None) -> datetime | None:
        """Return the day at a place, with the time of day of `like` (nine o'clock without)."""
        if self._span is None or not self.rect().contains(place) or place.y() < HEAD:
            return None
        column = min(int(place.x() / (self.width() / DAYS)), DAYS - 1)
        row = min(int((place.y() - HEAD) / ((self.height() - HEAD) / WEEKS)), WEEKS - 1)
        day = self._span.first + timedelta(days=row * DAYS + column)
        hour, minute = (like.hour, like.minute) if like is not None else (9, 0)
        return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 wall time

    def show_target(self, here: datetime | None) -> None:
        """Mark the day a dragged card would land on."""
        day = here.date() if here is not None else None
        if day != self._target:
            self._target = day
            self.update()

    def _arrange(self) -> None:
        used: dict[date, int] = {}
        for card in self.cards:
            day = card.entry.here.date()
            cell, number = self.place_of(day), used.get(day, 0)
            used[day] = number + 1
            card.setGeometry(cell.x() + 4, cell.y() + NUMBER + number * CHIP, cell.width() - 9, CHIP - 2)
        for more in self._more:
            day = more.value if isinstance(more.value, date) else date.min
            cell = self.place_of(day)
            more.setGeometry(cell.x() + 4, cell.y() + NUMBER + MOST * CHIP, cell.width() - 9, CHIP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self._arrange()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the week of a day."""
        here = self.time_at(event.position().toPoint())
        if here is not None:
            self.day_wanted.emit(here.date())

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names of the days, the lines, the numbers."""
        if self._span is None:
            return
        painter = QPainter(self)
        painter.setFont(theme.font("caption"))
        for number in range(DAYS):
            painter.setPen(theme.color("ink_soft"))
            left = round(number * self.width() / DAYS)
            painter.drawText(QPoint(left + 8, 19), t(f"calendar.weekday.{number}"))
        for number in range(DAYS * WEEKS):
            self._paint_day(painter, self._span, self._span.first + timedelta(days=number))
        painter.end()

    def _paint_day(self, painter: QPainter, span: Span, day: date) -> None:
        cell = self.place_of(day)
        if day == span.now.date():
            painter.fillRect(cell, theme.color("accent_soft"))
        elif day.weekday() >= DAYS - 2:
            painter.fillRect(cell, theme.color("panel"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawRect(cell)
        if day == self._target:
            painter.setPen(QPen(theme.color("me"), 1.6, Qt.PenStyle.DashLine))
            painter.drawRect(cell.adjusted(2, 2, -2, -2))
        tone = "accent" if day == span.now.date() else "ink" if day.month == self._month else "ink_faint"
        painter.setPen(theme.color(tone))
        painter.setFont(theme.font("body_bold" if day.month == self._month else "body"))
        painter.drawText(QPoint(cell.x() + 8, cell.y() + 18), str(day.day))
