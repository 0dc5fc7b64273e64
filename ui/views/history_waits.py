# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What still waits to go out, above the history: asked of the desk, and placed so that the list keeps its room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.model import Delivery
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.answering import Answering
from ui.widgets.history_waiting import WaitingList

if TYPE_CHECKING:
    from app.desk import Desk


class Waits(QScrollArea):
    """What its `answering` tells is for the view to connect.

    Signals
        grown: the rows want another height.
        calendar_wanted: as of the rows.
    """

    grown = Signal()
    calendar_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        """Start empty and hidden."""
        super().__init__(parent)
        self._bridge = bridge
        self.answering = Answering(bridge, self)
        self.rows = WaitingList(self)
        self.rows.wanted.connect(self.answering.answer)
        self.rows.grown.connect(self.grown)
        self.rows.calendar_wanted.connect(self.calendar_wanted)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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


def _waiting(desk: Desk) -> tuple[Delivery, ...]:
    return desk.sending.waiting()
