# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Asks about posts whose time was slept over, when the window is in front; never twice at once, never in a hurry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from app.errors import AppError
from app.model import Event
from app.wording import t
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets import when
from ui.widgets.kinds import looks

if TYPE_CHECKING:
    from datetime import datetime

    from app.desk import Desk
    from ui.dialogs.missed import MissedSheet, Question

HOUR_MS = 3_600_000
TOGETHER_MS = 400
"""What the sender finds late comes one by one: a pause this long means that all of it is there."""


class Late(QObject):
    """Signals
    draft_wanted: a draft to write on.
    toast_wanted: words, and what undoes it.
    """

    draft_wanted = Signal(str)
    toast_wanted = Signal(str, object)

    def __init__(self, window: QMainWindow, bridge: Bridge) -> None:
        """Watch the clock and the window."""
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._sheet: MissedSheet | None = None
        self._asking = False
        self._rest = QTimer(self, singleShot=True, interval=HOUR_MS)
        self._rest.timeout.connect(self.look)
        self._soon = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._soon.timeout.connect(self._look)
        window.installEventFilter(self)
        bridge.minute.connect(self.look)
        bridge.announced.connect(self._heard)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when the window comes to the front."""
        if event.type() is QEvent.Type.WindowActivate:
            self.look()
        return False

    def _heard(self, event: Event) -> None:
        if event.what == "deliveries":
            self.look()

    def look(self) -> None:
        """Ask the desk soon whether something was missed: several posts shall be one question."""
        self._soon.start()

    def _look(self) -> None:
        """Ask, unless that was put off or is being asked."""
        busy = self._sheet is not None or self._asking or self._rest.isActive()
        if not busy and self._bridge.is_ready and self._window.isActiveWindow():
            self._asking = True
            self._bridge.ask(_find, self._found, self._not_found, Lane.STORE)

    def _found(self, found: Question) -> None:
        self._asking = False
        if not found.missed or self._sheet is not None:
            return
        from ui.dialogs.missed import MissedSheet

        host = self._window.centralWidget() or self._window
        sheet = MissedSheet(self._bridge, host, found)
        sheet.draft_wanted.connect(self.draft_wanted)
        sheet.toast_wanted.connect(self.toast_wanted)
        sheet.closed.connect(self._closed)
        self._sheet = sheet
        sheet.appear()

    def _closed(self) -> None:
        """Closed without an answer means: ask again in an hour."""
        sheet, self._sheet = self._sheet, None
        if sheet is not None and not sheet.done():
            self._rest.start()

    def _not_found(self, error: AppError) -> None:
        """Another look comes within a minute."""
        self._asking = False

    def sheet(self) -> QWidget | None:
        """Return the open question, if any."""
        return self._sheet


def _find(desk: Desk) -> Question:
    from app.desk.times import naive_here
    from ui.dialogs.missed import Question

    now = naive_here(desk.clock(), desk.schedule.zone())
    missed = desk.schedule.missed()
    quiet = desk.schedule.rhythm().is_quiet(now)
    return Question(missed, looks(desk), now, _coming(desk, now) if missed else "", quiet)


def _coming(desk: Desk, now: datetime) -> str:
    """Say what else goes today."""
    later = [one.here for one in desk.schedule.week(now.date(), 1) if one.movable and one.here > now]
    return t("missed.next", clock=when.clock(min(later))) if later else ""
