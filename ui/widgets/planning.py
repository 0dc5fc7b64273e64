# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Planning a draft or moving what is planned, wherever in the window it is wished: one toast, one undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from app.wording import t
from ui.bridge import Bridge
from ui.widgets.calendar_facts import at_words
from ui.widgets.when import in_words

if TYPE_CHECKING:
    from app.desk import Desk
    from app.desk.schedule import Plan


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

        def done(plan: Plan) -> None:
            words = [t("calendar.planned", when=at_words(datetime.fromisoformat(plan.wall)))]
            words += [in_words(one) for one in plan.concerns]
            self.toast_wanted.emit(" ".join(words), lambda: self.quietly(lambda desk: desk.schedule.undo(plan.before)))
            self.planned.emit(draft)

        self._bridge.ask(lambda desk: desk.schedule.plan(draft, wall, at, accounts), done, self._failed)

    def plan_next(self, draft: str, accounts: tuple[str, ...] = ()) -> None:
        """Plan a draft for the next own time with nothing else on it."""
        self.plan(draft, "", None, accounts)

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

    def _failed(self, error: AppError) -> None:
        self.toast_wanted.emit(t(error.code, **error.facts), None)
        self.failed.emit()
