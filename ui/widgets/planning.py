# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Planning a draft or moving what is planned, wherever in the window it is wished: one toast, one undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import AppError, Fixable
from app.wording import t
from ui.bridge import Bridge
from ui.widgets.calendar_facts import at_words

if TYPE_CHECKING:
    from app.desk import Desk


class Planner(QObject):
    """Signals
    toast_wanted: what was done, and what undoes it or None.
    planned: the draft that has a time now.
    failed: nothing was changed.
    """

    toast_wanted = Signal(str, object)
    planned = Signal(str)
    failed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        """Ask the desk through `bridge`."""
        super().__init__(parent)
        self._bridge = bridge

    def plan(self, draft: str, wall: str, at: datetime | None = None, accounts: tuple[str, ...] = ()) -> None:
        """Plan a draft for a wall time of this machine, at `accounts` (the places it was meant for without any).

        `at` (UTC) tells which of two moments is meant where a wall time comes twice.
        """
        self._plan(draft, lambda desk: wall, at, accounts)

    def plan_next(self, draft: str, accounts: tuple[str, ...] = ()) -> None:
        """Plan a draft for the next own time with nothing else on it."""
        self._plan(draft, _next_own_time, None, accounts)

    def move(self, deliveries: tuple[str, ...], wall: str, at: datetime | None = None) -> None:
        """Give what is planned another time."""
        self.do(
            lambda desk: desk.schedule.move(deliveries, wall, at=at),
            t("calendar.moved", when=at_words(datetime.fromisoformat(wall))),
        )

    def do(self, work: Callable[[Desk], object], words: str) -> None:
        """Do something whose answer `desk.schedule.undo` takes."""

        def done(before: Any) -> None:  # noqa: ANN401 what undo takes is the desk's own
            self.toast_wanted.emit(words, lambda: self.quietly(lambda desk: desk.schedule.undo(before)))

        self._bridge.ask(work, done, self._failed)

    def quietly(self, work: Callable[[Desk], object]) -> None:
        """Do something that the window shows by itself."""
        self._bridge.ask(work, lambda _done: None, self._failed)

    def _plan(self, draft: str, wall_of: Callable[[Desk], str], at: datetime | None, accounts: tuple[str, ...]) -> None:
        def work(desk: Desk) -> tuple[str, tuple[str, ...]]:
            places = accounts or desk.drafts.get(draft).to
            if not places:
                raise Fixable("sending.nowhere")
            wall, zone = wall_of(desk), desk.schedule.zone()
            due = desk.schedule.due(wall, zone, at)
            queued = desk.sending.queue(draft, places, due, wall=wall, zone=zone)
            return wall, tuple(one.id for one in queued)

        def done(answer: tuple[str, tuple[str, ...]]) -> None:
            wall, ids = answer
            words = t("calendar.planned", when=at_words(datetime.fromisoformat(wall)))
            self.toast_wanted.emit(words, lambda: self.quietly(lambda desk: desk.sending.cancel(ids)))
            self.planned.emit(draft)

        self._bridge.ask(work, done, self._failed)

    def _failed(self, error: AppError) -> None:
        self.toast_wanted.emit(t(error.code, **error.facts), None)
        self.failed.emit()


def _next_own_time(desk: Desk) -> str:
    found = desk.schedule.next_own_time()
    if not found:
        raise Fixable("calendar.no_own_time")
    return found
