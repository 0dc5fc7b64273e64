# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the writer changes in the calendar. Each wish goes to the desk, is told in a toast, and can be undone there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from app.errors import AppError, Fixable
from app.wording import t
from ui.bridge import Bridge
from ui.widgets.calendar_card import Card
from ui.widgets.calendar_facts import Slip, at_words
from ui.widgets.calendar_side import DraftCard

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.views.calendar import CalendarView


class CalendarWishes(QObject):
    """Belongs to one calendar."""

    def __init__(self, bridge: Bridge, view: CalendarView) -> None:
        """Wait for wishes."""
        super().__init__(view)
        self._bridge, self._view = bridge, view

    def move(self, slip: Slip, here: datetime) -> None:
        """Give a post another time."""
        wall = here.isoformat(timespec="minutes")
        self._ask(lambda desk: desk.schedule.move(slip.deliveries, wall), t("calendar.moved", when=at_words(here)))

    def nudge(self, card: Card, minutes: int, days: int) -> None:
        """Move a post by keys; one that can't be moved says so."""
        if not card.slip.movable:
            self._view.toast_wanted.emit(t("calendar.stays"), None)
            return
        self.move(card.slip, card.slip.here + timedelta(minutes=minutes, days=days))

    def copy(self, card: Card, here: datetime) -> None:
        """Plan the same text once more."""
        wall = here.isoformat(timespec="minutes")

        def work(desk: Desk) -> Callable[[Desk], object]:
            copied = tuple(one.id for one in desk.schedule.copy(card.slip.deliveries, wall))
            return lambda later: later.schedule.back_to_drafts(copied)

        self._ask_undoable(work, t("calendar.copied", when=at_words(here)))

    def take_back(self, card: Card) -> None:
        """Take a post off the calendar; its draft is there as before."""
        if not card.slip.movable:
            self._view.toast_wanted.emit(t("calendar.stays"), None)
            return
        ids = card.slip.deliveries
        self._ask(lambda desk: desk.schedule.back_to_drafts(ids), t("calendar.taken_back"))

    def edit(self, slip: Slip) -> None:
        """Take a post back and open its text: what goes out is what was planned, so a change plans it anew."""

        def work(desk: Desk) -> Any:  # noqa: ANN401 what undo takes is the desk's own
            return desk.schedule.back_to_drafts(slip.deliveries)

        def done(before: Any) -> None:  # noqa: ANN401 as above
            self._view.draft_wanted.emit(slip.draft)
            self._view.toast_wanted.emit(t("calendar.taken_back"), self._undo(before))

        self._bridge.ask(work, done, self._failed)

    def plan(self, draft: str, here: datetime) -> None:
        """Plan a draft for a time, at the places it was meant for."""
        self._plan(draft, lambda desk: here.isoformat(timespec="minutes"))

    def plan_next(self, card: DraftCard) -> None:
        """Plan a draft for the next own time."""

        def wall(desk: Desk) -> str:
            found = desk.schedule.next_own_time()
            if not found:
                raise Fixable("calendar.no_own_time")
            return found

        self._plan(card.row.id, wall)

    def _plan(self, draft: str, wall_of: Callable[[Desk], str]) -> None:
        def work(desk: Desk) -> tuple[str, tuple[str, ...]]:
            accounts = desk.drafts.get(draft).to
            if not accounts:
                raise Fixable("sending.nowhere")
            wall = wall_of(desk)
            queued = desk.sending.queue(draft, accounts, wall=wall, zone=desk.schedule.zone())
            return wall, tuple(one.id for one in queued)

        def done(answer: tuple[str, tuple[str, ...]]) -> None:
            wall, ids = answer
            words = t("calendar.planned", when=at_words(datetime.fromisoformat(wall)))
            self._view.toast_wanted.emit(words, lambda: self._quietly(lambda desk: desk.sending.cancel(ids)))

        self._bridge.ask(work, done, self._failed)

    # ------------------------------------------------------------ the menu of a card

    def offer(self, card: Card, place: QPoint | None = None) -> None:
        """Offer what can be done with a post."""
        slip = card.slip
        menu = QMenu(self._view)
        menu.aboutToHide.connect(menu.deleteLater)
        if slip.past:
            menu.addAction(t("calendar.menu.out")).setEnabled(False)
        if slip.movable:
            menu.addAction(t("calendar.menu.edit"), lambda: self.edit(slip))
            menu.addAction(t("calendar.menu.move"), lambda: self._pick(slip))
            menu.addAction(t("calendar.menu.now"), lambda: self._now(slip))
            menu.addAction(t("calendar.menu.back"), lambda: self.take_back(card))
        elif not slip.past:
            menu.addAction(slip.in_words() or t("calendar.stays")).setEnabled(False)
        menu.popup(place if place is not None else card.mapToGlobal(card.rect().bottomLeft()))

    def _pick(self, slip: Slip) -> None:
        self._view.time_wanted.emit(slip.deliveries, slip.draft, slip.here)

    def _now(self, slip: Slip) -> None:
        def work(desk: Desk) -> Any:  # noqa: ANN401 what undo takes is the desk's own
            from app.desk.times import naive_here

            now = naive_here(desk.clock(), desk.schedule.zone())
            return desk.schedule.move(slip.deliveries, now.isoformat(timespec="minutes"))

        self._bridge.ask(work, lambda _done: self._view.toast_wanted.emit(t("calendar.goes_now"), None), self._failed)

    # ------------------------------------------------------------ asking

    def _ask(self, work: Callable[[Desk], object], words: str) -> None:
        """Do something the desk's schedule can undo by what it returned."""
        self._bridge.ask(work, lambda before: self._view.toast_wanted.emit(words, self._undo(before)), self._failed)

    def _ask_undoable(self, work: Callable[[Desk], Callable[[Desk], object]], words: str) -> None:
        """Do something that returns its own undoing."""
        self._bridge.ask(
            work, lambda back: self._view.toast_wanted.emit(words, lambda: self._quietly(back)), self._failed
        )

    def _undo(self, before: Any) -> Callable[[], None]:  # noqa: ANN401 what undo takes is the desk's own
        return lambda: self._quietly(lambda desk: desk.schedule.undo(before))

    def _quietly(self, work: Callable[[Desk], object]) -> None:
        self._bridge.ask(work, lambda _done: None, self._failed)

    def _failed(self, error: AppError) -> None:
        self._view.toast_wanted.emit(t(error.code, **error.facts), None)
        self._view.refresh()
