# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What still waits to go out, above the history: asks the desk for it, and does what the writer answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.model import Delivery
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.history_answers import SETTLE
from ui.widgets.history_waiting import WaitingList

if TYPE_CHECKING:
    from app.desk import Desk


class Waits(QScrollArea):
    """Signals
    hand_over_wanted: a delivery whose card by hand shall be shown.
    send_due_wanted: something may go out at once.
    settled: an answer was taken; what is shown may be another.
    grown: the rows want another height.
    """

    hand_over_wanted = Signal(str)
    send_due_wanted = Signal()
    settled = Signal()
    grown = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        """Start empty and hidden."""
        super().__init__(parent)
        self._bridge = bridge
        self._wish = ""
        self.rows = WaitingList(self)
        self.rows.wanted.connect(self._settle)
        self.rows.grown.connect(self.grown)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.rows)
        self.hide()

    def refresh(self) -> None:
        """Ask for what waits."""
        self._bridge.ask(_waiting, self._show, lane=Lane.STORE)

    def _show(self, rows: tuple[Delivery, ...]) -> None:
        self.rows.show_rows(rows)
        self.grown.emit()

    def place(self, wanted: bool, most: int) -> None:
        """Stand there if anything waits and it is `wanted`, at most so many pixels high."""
        shown = wanted and self.rows.any_rows()
        self.setVisible(shown)
        if shown:
            self.setFixedHeight(min(self.rows.height_at(self.viewport().width()), most))

    def _settle(self, wish: str, delivery: str) -> None:
        if wish == "show_card":
            self.hand_over_wanted.emit(delivery)
            return
        work = SETTLE[wish]
        self._bridge.ask(lambda desk: work(desk, delivery), self._settled, lane=Lane.STORE)
        self._wish = wish

    def _settled(self, answer: object) -> None:
        if isinstance(answer, Delivery) and self._wish == "by_hand":
            self.hand_over_wanted.emit(answer.id)
        self.send_due_wanted.emit()
        self.settled.emit()


def _waiting(desk: Desk) -> tuple[Delivery, ...]:
    return desk.sending.waiting()
