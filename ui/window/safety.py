# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Sees to the day's copy while the window is open, and tells what was done about a damaged database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from ui.bridge import Bridge
from ui.jobs import Lane

if TYPE_CHECKING:
    from app.desk.safety import Restored

MINUTES = 60
"""How often it is asked whether a day has passed since the last copy; the first time a minute after the start."""


class Safety(QObject):
    """Signals
    show_wanted: what waits for the person.
    """

    show_wanted = Signal()

    def __init__(self, window: QMainWindow, bridge: Bridge) -> None:
        """Count the minutes from now on."""
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._left = 1
        bridge.minute.connect(self._count)

    def begin(self) -> None:
        """Ask whether there is something to tell."""
        self._bridge.ask(lambda desk: desk.safety.restored(), self._tell)

    @Slot()
    def _count(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._left = MINUTES
            self._bridge.ask(lambda desk: desk.safety.copy_of_today(), lane=Lane.PICTURES)

    def _tell(self, told: Restored | None) -> None:
        if told is None:
            return
        from ui.dialogs.restored import RestoredSheet  # late: hardly anybody ever sees it

        sheet = RestoredSheet(self._window, told)
        sheet.show_wanted.connect(self.show_wanted)
        sheet.appear()
        self._bridge.ask(lambda desk: desk.safety.read())
