# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the writer changes in the calendar. Each wish goes to the desk, is told in a toast, and can be undone there."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from app.errors import AppError
from app.wording import t
from ui.bridge import Bridge
from ui.widgets.calendar_card import Card
from ui.widgets.calendar_facts import at_words, said_of
from ui.widgets.calendar_side import DraftCard
from ui.widgets.planning import Planner

if TYPE_CHECKING:
    from app.desk import Desk
    from app.desk.schedule import Entry
    from ui.views.calendar import CalendarView


OFFERED = 8
"""Drafts named in the menu of an empty place."""


class CalendarWishes(QObject):
    """Belongs to one calendar."""

    def __init__(self, bridge: Bridge, view: CalendarView) -> None:
        """Wait for wishes."""
        super().__init__(view)
        self._bridge, self._view = bridge, view
        self.planner = Planner(bridge, self)
        self.planner.toast_wanted.connect(view.toast_wanted)
        self.planner.failed.connect(view.refresh)

    def move(self, entry: Entry, here: datetime) -> None:
        """Give a post another time."""
        self.planner.move(entry.deliveries, here.isoformat(timespec="minutes"))

    def nudge(self, card: Card, minutes: int, days: int) -> None:
        """Move a post by keys; one that can't be moved says so."""
        if not card.entry.movable:
            self._view.toast_wanted.emit(t("calendar.stays"), None)
            return
        self.move(card.entry, card.entry.here + timedelta(minutes=minutes, days=days))

    def copy(self, card: Card, here: datetime) -> None:
        """Plan the same text once more."""
        wall = here.isoformat(timespec="minutes")

        def done(copied: tuple[str, ...]) -> None:
            words = t("calendar.copied", when=at_words(here))
            self._view.toast_wanted.emit(words, lambda: self.planner.quietly(lambda desk: _uncopy(desk, copied)))

        self._bridge.ask(
            lambda desk: tuple(one.id for one in desk.schedule.copy(card.entry.deliveries, wall)), done, self._failed
        )

    def take_back(self, card: Card) -> None:
        """Take a post off the calendar; its draft is there as before."""
        if not card.entry.movable:
            self._view.toast_wanted.emit(t("calendar.stays"), None)
            return
        ids = card.entry.deliveries
        self.planner.do(lambda desk: desk.schedule.back_to_drafts(ids), t("calendar.taken_back"))

    def edit(self, entry: Entry) -> None:
        """Take a post back and open its text: what goes out is what was planned, so a change plans it anew."""

        def work(desk: Desk) -> Any:  # noqa: ANN401 what undo takes is the desk's own
            return desk.schedule.back_to_drafts(entry.deliveries)

        def done(before: Any) -> None:  # noqa: ANN401 as above
            self._view.draft_wanted.emit(entry.draft)

            def undo() -> None:
                self.planner.quietly(lambda desk: desk.schedule.undo(before))

            self._view.toast_wanted.emit(t("calendar.taken_back"), undo)

        self._bridge.ask(work, done, self._failed)

    def plan(self, draft: str, here: datetime) -> None:
        """Plan a draft for a time, at the places it was meant for."""
        self.planner.plan(draft, here.isoformat(timespec="minutes"))

    def plan_next(self, card: DraftCard) -> None:
        """Plan a draft for the next own time."""
        self.planner.plan_next(card.row.id)

    def offer_drafts(self, here: datetime) -> None:
        """Offer the drafts without a time for an empty place of the grid."""
        menu = QMenu(self._view)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(at_words(here)).setEnabled(False)
        for row in (self._view.span.drafts if self._view.span is not None else ())[:OFFERED]:
            title = row.title.replace("&", "&&") or t("sidebar.untitled")
            menu.addAction(title, partial(self.plan, row.id, here))
        menu.addSeparator()
        menu.addAction(t("action.new_post"), self._view.post_wanted.emit)
        menu.popup(QCursor.pos())

    # ------------------------------------------------------------ the menu of a card

    def offer(self, card: Card, place: QPoint | None = None) -> None:
        """Offer what can be done with a post."""
        entry = card.entry
        menu = QMenu(self._view)
        menu.aboutToHide.connect(menu.deleteLater)
        if entry.past:
            menu.addAction(t("calendar.menu.out")).setEnabled(False)
        if entry.movable:
            menu.addAction(t("calendar.menu.edit"), lambda: self.edit(entry))
            menu.addAction(t("calendar.menu.move"), lambda: self._pick(entry))
            menu.addAction(t("calendar.menu.now"), lambda: self._now(entry))
            menu.addAction(t("calendar.menu.back"), lambda: self.take_back(card))
        elif not entry.past:
            menu.addAction(said_of(entry) or t("calendar.stays")).setEnabled(False)
        menu.popup(place if place is not None else card.mapToGlobal(card.rect().bottomLeft()))

    def _pick(self, entry: Entry) -> None:
        self._view.time_wanted.emit(entry.deliveries, entry.here)

    def _now(self, entry: Entry) -> None:
        def work(desk: Desk) -> Any:  # noqa: ANN401 what undo takes is the desk's own
            from app.desk.times import naive_here

            now = naive_here(desk.clock(), desk.schedule.zone())
            return desk.schedule.move(entry.deliveries, now.isoformat(timespec="minutes"))

        self._bridge.ask(work, lambda _done: self._view.toast_wanted.emit(t("calendar.goes_now"), None), self._failed)

    # ------------------------------------------------------------ asking

    def _failed(self, error: AppError) -> None:
        self._view.toast_wanted.emit(t(error.code, **error.facts), None)
        self._view.refresh()


def _uncopy(desk: Desk, copied: tuple[str, ...]) -> None:
    """Take a copy off the calendar, and its draft too: the original is still there."""
    drafts = {desk.sending.get(one).draft for one in copied}
    desk.schedule.back_to_drafts(copied)
    for draft in drafts:
        desk.drafts.remove(draft)
