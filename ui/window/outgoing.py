# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What leaves: the bar at the window's foot and the cards by hand, made when first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMainWindow, QVBoxLayout

from ui.bridge import Bridge

if TYPE_CHECKING:
    from ui.dialogs.sending import Sending


class Outgoing(QObject):
    """Signals: history_wanted, practice_wanted, published (the draft whose post is out)."""

    history_wanted = Signal()
    practice_wanted = Signal()
    published = Signal(str)

    def __init__(self, window: QMainWindow, bridge: Bridge, column: QVBoxLayout) -> None:
        """Put the bar under `column` when there is something to tell."""
        super().__init__(window)
        self._window, self._bridge, self._column = window, bridge, column
        self._sending: Sending | None = None

    def sending(self) -> Sending:
        """Return what sends, made when first wanted."""
        if self._sending is None:
            from ui.dialogs.sending import Sending

            made = self._sending = Sending(self._bridge, self._window)
            self._column.addWidget(made.bar)
            made.history_wanted.connect(self.history_wanted)
            made.practice_wanted.connect(self.practice_wanted)
            made.quit_allowed.connect(self._window.close)
            made.published.connect(self.published)
        return self._sending

    def begin(self) -> None:
        """Look at once for what is due."""
        self.sending()

    def may_quit(self) -> bool:
        """Tell whether nothing is being counted down; else the person is asked."""
        return self._sending is None or self._sending.may_quit()

    @Slot(str, object)
    def send(self, draft: str, accounts: tuple[str, ...]) -> None:
        """Count down and send a draft to these accounts."""
        self.sending().start(draft, accounts)

    @Slot(str)
    def hand_over(self, delivery: str) -> None:
        """Show the card of a post that goes out by hand."""
        self.sending().hand_over(delivery)

    @Slot()
    def send_due(self) -> None:
        """Send what is due."""
        self.sending().send_due()
