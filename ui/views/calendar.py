# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The calendar: what goes out when. Drag and drop or keys move it; every move can be undone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.model import Event
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.views.calendar_wishes import CalendarWishes
from ui.views.write_reading import Newest
from ui.widgets.calendar_bar import CalendarBar, Mode
from ui.widgets.calendar_card import Card
from ui.widgets.calendar_facts import DAYS, WEEKS, Span, monday, page_of_month, span_of
from ui.widgets.calendar_ghost import Ghost
from ui.widgets.calendar_month import MonthGrid
from ui.widgets.calendar_side import CalendarSide, DraftCard
from ui.widgets.calendar_week import HOUR, WeekGrid, WeekHead
from ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from app.desk import Desk

HEARD = ("deliveries", "drafts", "history", "accounts", "rhythm", "settings")
MORNING = 7
GRASP = QPoint(16, -12)
"""Where the travelling card is held: it hangs below the pointer, so that day and time of the target stay readable."""
SIDE_FROM = 860
"""The view's width from which the drafts stand beside the grid."""


class CalendarView(QFrame):
    """Signals
    draft_wanted: a draft to write on.
    toast_wanted: a sentence, and what undoes it or None.
    time_wanted: deliveries, and the time they have (naive): a picker shall ask for another.
    post_wanted: a new post.
    network_wanted, hand_over_wanted, send_due_wanted: as of `Answering`.
    """

    draft_wanted = Signal(str)
    toast_wanted = Signal(str, object)
    time_wanted = Signal(object, object)
    post_wanted = Signal()
    network_wanted = Signal(str)
    hand_over_wanted = Signal(str)
    send_due_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Build the frame; `shown` fills it."""
        super().__init__(parent)
        self._bridge = bridge
        self.mode = Mode.WEEK
        self.day: date | None = None
        self.span: Span | None = None
        theme.set_role(self, "paper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(t("view.calendar"))
        self.wishes = self._made_wishes()
        self._asking = Newest(bridge, self, Lane.STORE)  # the reading lane may be loading its languages
        self._asking.answered.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._work(), 1)
        self.side = CalendarSide(self)
        self.side.card_made.connect(self._connect_draft)
        row.addWidget(self.side)
        self._ghost: QWidget | None = None
        bridge.announced.connect(self._heard)
        bridge.minute.connect(self.refresh)

    def _made_wishes(self) -> CalendarWishes:
        wishes = CalendarWishes(self._bridge, self)
        for wish in ("toast_wanted", "draft_wanted", "time_wanted", "post_wanted"):
            getattr(wishes, wish).connect(getattr(self, wish))
        for wish in ("network_wanted", "hand_over_wanted", "send_due_wanted"):
            getattr(wishes.answering, wish).connect(getattr(self, wish))
        wishes.stayed.connect(self.refresh)
        return wishes

    def _work(self) -> QWidget:
        work = QWidget(self)
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar = CalendarBar(work)
        self.bar.stepped.connect(self.step)
        self.bar.today_wanted.connect(self.today)
        self.bar.mode_wanted.connect(self.show_mode)
        column.addWidget(self.bar)
        self._stack = QStackedWidget(work)
        self._stack.addWidget(self._week())
        self._stack.addWidget(self._month())
        column.addWidget(self._stack, 1)
        return work

    def _week(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = WeekHead(page)
        column.addWidget(self._head)
        self.grid = WeekGrid()
        theme.set_role(self.grid, "paper")
        self.area = scrolled(self.grid, page, clear=False)
        self.grid.card_made.connect(self._connect_card)
        self.grid.time_wanted.connect(self._new_at)
        column.addWidget(self.area, 1)
        self._head.leave(self.area.verticalScrollBar().sizeHint().width())
        return page

    def _month(self) -> QWidget:
        self.month = MonthGrid()
        theme.set_role(self.month, "paper")
        self.month.card_made.connect(self._connect_card)
        self.month.day_wanted.connect(self.show_week)
        self.month_area = scrolled(self.month, self, clear=False)
        return self.month_area

    # ------------------------------------------------------------ what the window asks

    def shown(self) -> None:
        """Show what there is; the first time at this week's morning."""
        first = self.day is None
        self.refresh()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if first:
            QTimer.singleShot(0, self, self._to_morning)

    def panes(self) -> list[QWidget]:
        """Return what F6 goes through."""
        return [self.bar, self._stack, self.side]

    def actions(self) -> list[QAction]:
        """Return the view's actions for the menus."""
        return self.bar.actions()

    def _to_morning(self) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(MORNING * HOUR + 8)  # the first whole hour in sight is the next one

    def _to_day(self) -> None:
        """Bring the week of the page's day into sight where the window is low."""
        if self.day is not None:
            place = self.month.place_of(self.day)
            self.month_area.ensureVisible(0, place.center().y(), 0, place.height() // 2 + 1)

    @Slot()
    def refresh(self) -> None:
        """Ask for the days in sight."""
        if not self.isVisible() and self.span is not None:
            return
        mode, day = self.mode, self.day

        def work(desk: Desk) -> tuple[Mode, date, Span]:
            from app.desk.times import naive_here

            anchor = day or naive_here(desk.clock(), desk.schedule.zone()).date()
            if mode is Mode.WEEK:
                return mode, anchor, span_of(desk, monday(anchor), DAYS)
            return mode, anchor, span_of(desk, page_of_month(anchor), DAYS * WEEKS)

        self._asking.ask(work)

    def _show(self, answer: tuple[Mode, date, Span]) -> None:
        mode, anchor, span = answer
        if mode is not self.mode or (self.day is not None and anchor != self.day) or self._ghost is not None:
            return
        self.day, self.span = anchor, span
        self.bar.show_days(mode, anchor)
        self.side.show_span(span)
        if mode is Mode.WEEK:
            self._head.show_span(span)
            self.grid.show_span(span)
        else:
            turned = self.month.shows != span.first
            self.month.show_span(span, anchor.month)
            if turned:
                QTimer.singleShot(0, self, self._to_day)
        self._stack.setCurrentIndex(0 if mode is Mode.WEEK else 1)

    def _heard(self, event: Event) -> None:
        if event.what in HEARD and self.isVisible():
            self.refresh()

    # ------------------------------------------------------------ going about

    @Slot(int)
    def step(self, steps: int) -> None:
        """Go some weeks or months on."""
        day = self.day or date.today()  # noqa: DTZ011 wall time
        if self.mode is Mode.WEEK:
            self.day = day + timedelta(days=DAYS * steps)
        else:
            months = day.year * 12 + day.month - 1 + steps
            self.day = date(months // 12, months % 12 + 1, 1)
        self.refresh()

    @Slot()
    def today(self) -> None:
        """Go back to today."""
        self.day = None
        self.refresh()

    @Slot(object)
    def show_mode(self, mode: Mode) -> None:
        """Show weeks or months."""
        self.mode = mode
        self.refresh()

    @Slot(object)
    def show_week(self, day: date) -> None:
        """Show the week of a day."""
        self.mode, self.day = Mode.WEEK, day
        self.refresh()

    def _new_at(self, here: datetime) -> None:
        self.wishes.offer_drafts(here, self.span.drafts if self.span is not None else ())

    # ------------------------------------------------------------ cards

    @Slot(object)
    def _connect_card(self, card: Card) -> None:
        self._connect_drag(card)
        card.opened.connect(self.wishes.offer)
        card.menu_wanted.connect(self.wishes.offer)
        card.nudged.connect(self.wishes.nudge)
        card.back_wanted.connect(lambda one: self.wishes.take_back(one.entry))

    @Slot(object)
    def _connect_draft(self, card: DraftCard) -> None:
        self._connect_drag(card)
        card.opened.connect(lambda one: self.draft_wanted.emit(one.row.id))
        card.next_wanted.connect(self.wishes.plan_next)

    def _connect_drag(self, card: Card | DraftCard) -> None:
        card.dragged.connect(self._dragged)
        card.dropped.connect(self._dropped)
        card.let_go.connect(self._let_go)

    def _place(self, card: Card | DraftCard, place: QPoint) -> datetime | None:
        """Return the time under a place of the screen."""
        if self.mode is Mode.WEEK:
            inside = self.area.rect().contains(self.area.mapFromGlobal(place))
            top = QPoint(0, 12) if isinstance(card, Card) else QPoint()
            return self.grid.time_at(self.grid.mapFromGlobal(place) - top) if inside else None
        like = card.entry.here if isinstance(card, Card) else None
        return self.month.time_at(self.month.mapFromGlobal(place), like)

    def _dragged(self, card: Card | DraftCard, place: QPoint) -> None:
        if self._ghost is None:
            self._ghost = Ghost(card, self)
        self._ghost.move(self.mapFromGlobal(place) - GRASP)
        here = self._place(card, place)
        (self.grid if self.mode is Mode.WEEK else self.month).show_target(here)

    def _dropped(self, card: Card | DraftCard, place: QPoint, copy: bool) -> None:
        here = self._place(card, place)
        self._let_go(card)
        if here is None:
            return
        if isinstance(card, DraftCard):
            self.wishes.plan(card.row.id, here)
        elif copy:
            self.wishes.copy(card, here)
        elif here != card.entry.here:
            self.wishes.move(card.entry, here)

    def _let_go(self, _card: Card | DraftCard) -> None:
        if self._ghost is not None:
            self._ghost.hide()
            self._ghost.deleteLater()
            self._ghost = None
        self.grid.show_target(None)
        self.month.show_target(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the pages with the arrows while no card has the focus."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.key() in steps and self.hasFocus():
            self.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the drafts out where there is no room."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= SIDE_FROM)
