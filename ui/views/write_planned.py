# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Tells above the paper that the draft on it is planned: what goes out is what was planned, not what is typed since."""

from __future__ import annotations

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
    from app.desk.schedule import Entry


class Planned(QObject):
    """Signals
    toast_wanted: words, and what undoes it or None.
    view_wanted: "calendar".
    """

    toast_wanted = Signal(str, object)
    view_wanted = Signal(str)

    def __init__(self, bridge: Bridge, line: PlannedLine, saving: Saving) -> None:
        """Watch the draft that `saving` keeps."""
        super().__init__(line)
        self._bridge, self._line, self._saving = bridge, line, saving
        self._entries: tuple[Entry, ...] = ()
        self._planner = Planner(bridge, self)
        self._planner.toast_wanted.connect(self.toast_wanted)
        line.back_wanted.connect(self._back)
        line.calendar_wanted.connect(lambda: self.view_wanted.emit("calendar"))

    def refresh(self) -> None:
        """Ask whether the draft on the paper has a time."""
        draft = self._saving.sheet.id
        if not draft:
            self._line.say("")
            return
        self._bridge.ask(lambda desk: (draft, _planned(desk, draft)), self._show, self._not_known)

    def _show(self, answer: tuple[str, tuple[Entry, ...]]) -> None:
        draft, self._entries = answer
        if draft != self._saving.sheet.id:
            return
        first = self._entries[0].here if self._entries else None
        self._line.say(t("planned.goes", when=at_words(first)) if first is not None else "")

    def _not_known(self, error: AppError) -> None:
        """The store says so elsewhere; a line that may be wrong is not shown."""
        self._line.say("")

    def _back(self) -> None:
        ids = tuple(one for entry in self._entries for one in entry.deliveries)
        self._planner.do(lambda desk: desk.schedule.back_to_drafts(ids), t("calendar.taken_back"))


def _planned(desk: Desk, draft: str) -> tuple[Entry, ...]:
    return desk.schedule.of_draft(draft)
