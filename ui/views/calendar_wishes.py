# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the writer changes in the calendar. Each wish goes to the desk, is told in a toast, and can be undone there."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from app.errors import AppError
from app.model import Delivery, DraftRow
from app.wording import t
from ui.bridge import Bridge
from ui.widgets.answering import Answering
from ui.widgets.asking import wishes
from ui.widgets.calendar_card import Card
from ui.widgets.calendar_facts import ASKING, asks, at_words, said_of
from ui.widgets.calendar_side import DraftCard
from ui.widgets.planning import Planner

if TYPE_CHECKING:
    from app.desk import Desk
    from app.desk.schedule import Entry


OFFERED = 8
"""Drafts named in the menu of an empty place."""


class CalendarWishes(QObject):
    """Belongs to one calendar. What its `answering` tells is for the calendar to connect.

    Signals
        toast_wanted: what was done, and what undoes it or None.
        draft_wanted: a draft whose text shall be opened.
        time_wanted: deliveries and the time they have (naive): another shall be picked.
        post_wanted: a new post.
        stayed: nothing was changed; what is shown may be older than what is.
    """

    toast_wanted = Signal(str, object)
    draft_wanted = Signal(str)
    time_wanted = Signal(object, object)
    post_wanted = Signal()
    stayed = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        """Wait for wishes; menus open over `parent`."""
        super().__init__(parent)
        self._bridge, self._over = bridge, parent
        self.planner = Planner(bridge, self)
        self.planner.toast_wanted.connect(self.toast_wanted)
        self.planner.failed.connect(self.stayed)
        self.answering = Answering(bridge, self)
        self.answering.failed.connect(self._failed)
        self.answering.draft_wanted.connect(self.draft_wanted)

    def move(self, entry: Entry, here: datetime) -> None:
        """Give a post another time."""
        self.planner.move(entry.deliveries, here.isoformat(timespec="minutes"))

    def nudge(self, card: Card, minutes: int, days: int) -> None:
        """Move a post by keys; one that can't be moved says so."""
        if not card.entry.movable:
            self.toast_wanted.emit(t("calendar.stays"), None)
            return
        self.move(card.entry, card.entry.here + timedelta(minutes=minutes, days=days))

    def copy(self, card: Card, here: datetime) -> None:
        """Plan the same text once more."""
        wall = here.isoformat(timespec="minutes")

        def done(copied: tuple[str, ...]) -> None:
            words = t("calendar.copied", when=at_words(here))
            self.toast_wanted.emit(words, lambda: self.planner.quietly(lambda desk: _uncopy(desk, copied)))

        self._bridge.ask(
            lambda desk: tuple(one.id for one in desk.schedule.copy(card.entry.deliveries, wall)), done, self._failed
        )

    def take_back(self, entry: Entry) -> None:
        """Take a post off the calendar; its draft is there as before."""
        if not entry.movable:
            self.toast_wanted.emit(t("calendar.stays"), None)
            return
        ids = entry.deliveries
        self.planner.do(lambda desk: desk.schedule.back_to_drafts(ids), t("calendar.taken_back"))

    def edit(self, entry: Entry) -> None:
        """Open the text; the post keeps its place, and the paper asks which text shall go once it says another."""
        self.draft_wanted.emit(entry.draft)

    def plan(self, draft: str, here: datetime) -> None:
        """Plan a draft for a time, at the places it was meant for."""
        self.planner.plan(draft, here.isoformat(timespec="minutes"))

    def plan_next(self, card: DraftCard) -> None:
        """Plan a draft for the next own time."""
        self.planner.plan_next(card.row.id)

    def offer_drafts(self, here: datetime, drafts: tuple[DraftRow, ...]) -> None:
        """Offer the drafts without a time for an empty place of the grid."""
        menu = self._menu()
        menu.addAction(at_words(here)).setEnabled(False)
        for row in drafts[:OFFERED]:
            title = row.title.replace("&", "&&") or t("sidebar.untitled")
            menu.addAction(title, partial(self.plan, row.id, here))
        menu.addSeparator()
        menu.addAction(t("action.new_post"), self.post_wanted.emit)
        menu.popup(QCursor.pos())

    # ------------------------------------------------------------ the menu of a card

    def offer(self, card: Card, place: QPoint | None = None) -> None:
        """Offer what can be done with a post; one that asks for the writer says why, and what answers it."""
        entry = card.entry
        there = place if place is not None else card.mapToGlobal(card.rect().bottomLeft())
        if not asks(entry):
            self._show_menu(card, (), there)
            return

        def work(desk: Desk) -> tuple[Delivery, ...]:
            return tuple(map(desk.sending.get, entry.deliveries))

        self._bridge.ask(work, lambda found: self._show_menu(card, found, there), self._failed)

    def _menu(self) -> QMenu:
        menu = QMenu(self._over)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _show_menu(self, card: Card, deliveries: tuple[Delivery, ...], there: QPoint) -> None:
        entry, menu = card.entry, self._menu()
        asked = [one for one in deliveries if one.state in ASKING]
        if entry.past:
            menu.addAction(t("calendar.menu.out")).setEnabled(False)
        elif said_of(entry) or not entry.movable:
            menu.addAction(said_of(entry) or t("calendar.stays")).setEnabled(False)
        for one in asked:
            self._add_answers(menu.addMenu(card.looks.of(one.account.network).name) if len(asked) > 1 else menu, one)
        if entry.movable:
            if asked:
                menu.addSeparator()
            menu.addAction(t("calendar.menu.edit"), lambda: self.edit(entry))
            menu.addAction(t("calendar.menu.move"), lambda: self._pick(entry))
            if not asked:
                menu.addAction(t("calendar.menu.now"), lambda: self._now(entry))
                menu.addAction(t("calendar.menu.back"), lambda: self.take_back(entry))
        menu.popup(there)

    def _add_answers(self, menu: QMenu, delivery: Delivery) -> None:
        for wish in wishes(delivery):
            if wish not in ("later", "open_text"):  # closing the menu, and what the menu offers anyway
                menu.addAction(t(f"wish.{wish}"), partial(self.answering.answer, wish, delivery))

    def _pick(self, entry: Entry) -> None:
        self.time_wanted.emit(entry.deliveries, entry.here)

    def _now(self, entry: Entry) -> None:
        def work(desk: Desk) -> Any:  # noqa: ANN401 what undo takes is the desk's own
            from app.desk.times import naive_here

            now = naive_here(desk.clock(), desk.schedule.zone())
            return desk.schedule.move(entry.deliveries, now.isoformat(timespec="minutes"))

        self._bridge.ask(work, lambda _done: self.toast_wanted.emit(t("calendar.goes_now"), None), self._failed)

    # ------------------------------------------------------------ asking

    def _failed(self, error: AppError) -> None:
        self.toast_wanted.emit(t(error.code, **error.facts), None)
        self.stayed.emit()


def _uncopy(desk: Desk, copied: tuple[str, ...]) -> None:
    """Take a copy off the calendar, and its draft too: the original is still there."""
    drafts = {desk.sending.get(one).draft for one in copied}
    desk.schedule.back_to_drafts(copied)
    for draft in drafts:
        desk.drafts.remove(draft)
