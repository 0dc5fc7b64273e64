# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Tells above the paper that the draft on it is planned: what goes out is what was planned, not what is typed since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from app.wording import t
from ui.bridge import Bridge
from ui.views.write_saving import Saving
from ui.widgets.calendar_facts import at_words
from ui.widgets.planned_line import PlannedLine
from ui.widgets.planning import Planner

if TYPE_CHECKING:
    from app.desk import Desk
    from app.desk.schedule import Entry, Plan


Wish = Callable[[Callable[[str], None]], None]


class Planned(QObject):
    """Signals
    toast_wanted: words, and what undoes it or None.
    view_wanted: "calendar".
    pick_wanted, next_wanted: the draft, for a time to be picked or the next own time; its text is safe by then.
    """

    toast_wanted = Signal(str, object)
    view_wanted = Signal(str)
    pick_wanted = Signal(str)
    next_wanted = Signal(str)

    def __init__(self, bridge: Bridge, line: PlannedLine, saving: Saving, wish: Wish) -> None:
        """Watch the draft that `saving` keeps; `wish` tells a draft's id once its words are safe."""
        super().__init__(line)
        self._bridge, self._line, self._saving, self._wish = bridge, line, saving, wish
        self._entries: tuple[Entry, ...] = ()
        self._planner = Planner(bridge, self)
        self._planner.toast_wanted.connect(self.toast_wanted)
        line.new_wanted.connect(lambda: self._wish(self._renew))
        line.back_wanted.connect(self._back)
        line.calendar_wanted.connect(lambda: self.view_wanted.emit("calendar"))

    def pick(self) -> None:
        """Save the text and wish for a time to be picked."""
        self._wish(self.pick_wanted.emit)

    def take_next(self) -> None:
        """Save the text and wish for the next own time."""
        self._wish(self.next_wanted.emit)

    def refresh(self) -> None:
        """Ask whether the draft on the paper has a time."""
        draft = self._saving.sheet.id
        if not draft:
            self._line.show_words("")
            return
        self._bridge.ask(lambda desk: (draft, *_planned(desk, draft)), self._show, self._not_known)

    def follow(self) -> None:
        """Look again whether the text is still the planned one, if it was planned at all."""
        if self._entries:
            self.refresh()

    def _show(self, answer: tuple[str, tuple[Entry, ...], bool]) -> None:
        draft, self._entries, changed = answer
        if draft != self._saving.sheet.id:
            return
        first = self._entries[0].here if self._entries else None
        words = "planned.changed" if changed else "planned.goes"
        self._line.show_words(t(words, when=at_words(first)) if first is not None else "", changed)

    def _not_known(self, error: AppError) -> None:
        """The store says so elsewhere; a line that may be wrong is not shown."""
        self._line.show_words("")

    def _renew(self, draft: str) -> None:
        def done(plan: Plan | None) -> None:
            if plan is not None:
                words = t("planned.taken_new", when=at_words(datetime.fromisoformat(plan.wall)))
                undo = partial(self._planner.quietly, lambda desk: desk.schedule.undo(plan.before))
                self.toast_wanted.emit(words, undo)

        self._bridge.ask(lambda desk: desk.schedule.renew(draft), done, self._not_renewed)

    def _not_renewed(self, error: AppError) -> None:
        self.toast_wanted.emit(t(error.code, **error.facts), None)

    def _back(self) -> None:
        ids = tuple(one for entry in self._entries for one in entry.deliveries)
        self._planner.do(lambda desk: desk.schedule.back_to_drafts(ids), t("calendar.taken_back"))


def _planned(desk: Desk, draft: str) -> tuple[tuple[Entry, ...], bool]:
    entries = desk.schedule.of_draft(draft)
    return entries, bool(entries) and desk.schedule.outdated(draft)
