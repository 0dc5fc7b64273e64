# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Does what the writer answers to a delivery, wherever in the window it was asked about."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from app.model import Delivery
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.asking import SETTLE


class Answering(QObject):
    """Signals
    network_wanted: a network whose accounts shall be shown, for a sign-in or another account.
    draft_wanted: a draft whose text shall be opened.
    hand_over_wanted: a delivery whose card by hand shall be shown.
    send_due_wanted: something may go out at once.
    settled: the desk did what was answered.
    failed: it could not; an AppError.
    """

    network_wanted = Signal(str)
    draft_wanted = Signal(str)
    hand_over_wanted = Signal(str)
    send_due_wanted = Signal()
    settled = Signal()
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        """Ask the desk through `bridge`."""
        super().__init__(parent)
        self._bridge = bridge

    def answer(self, wish: str, delivery: Delivery) -> None:
        """Do it, or lead to where it can be done; `later` leaves everything as it is."""
        if wish in ("sign_in", "link"):
            self.network_wanted.emit(delivery.account.network)
        elif wish == "open_text":
            self.draft_wanted.emit(delivery.draft)
        elif wish == "show_card":
            self.hand_over_wanted.emit(delivery.id)
        elif wish in SETTLE:
            self._settle(wish, delivery.id)

    def _settle(self, wish: str, delivery: str) -> None:
        work = SETTLE[wish]

        def done(answer: object) -> None:
            if isinstance(answer, Delivery) and wish == "by_hand":
                self.hand_over_wanted.emit(answer.id)
            self.send_due_wanted.emit()
            self.settled.emit()

        self._bridge.ask(lambda desk: work(desk, delivery), done, self._not_done, Lane.STORE)

    def _not_done(self, error: AppError) -> None:
        self.failed.emit(error)
