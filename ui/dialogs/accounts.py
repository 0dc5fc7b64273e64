# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The accounts as a side sheet over the window: the same list and pages as in the settings, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from app.wording import t
from ui.bridge import Bridge
from ui.widgets.account_facts import Place, Wish
from ui.widgets.account_list import AccountList
from ui.widgets.account_side import AccountSide
from ui.widgets.sentence import Sentence
from ui.widgets.sheet import Place as Where
from ui.widgets.sheet import Sheet

WIDTH = 440


class AccountsSheet(Sheet):
    """Removing waits some seconds so that it can be undone; closing the sheet means it, and ends a waiting sign-in.

    Signals
        added: the id of an account.
    """

    added = Signal(str)

    def __init__(self, bridge: Bridge, host: QWidget, network: str = "") -> None:
        """Ask for the accounts and show them, or go on to one `network` at once."""
        super().__init__(host, t("accounts.title"), Where.SIDE, WIDTH)
        self._first = network
        self.intro = Sentence(t("accounts.intro"), "small", "ink_soft", self)
        self.list = AccountList(bridge, self)
        self.side = AccountSide(bridge, self)
        self.body.addWidget(self.intro)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.side, 1)
        self.side.hide()
        self.list.wished.connect(self._open)
        self.list.known.connect(self._known)
        self.list.added.connect(self.added)
        self.side.added.connect(self.added)
        self.side.titled.connect(self._named)
        self.side.left.connect(self._back)
        self.side.keys_changed.connect(self.list.refresh)

    def _open(self, place: Place, wish: Wish) -> None:
        self.intro.hide()
        self.list.hide()
        self.side.show()
        self.side.open(place, wish, self.list.keys)

    def _known(self, places: tuple[Place, ...]) -> None:
        self.side.refresh(places, self.list.keys)
        first = next((place for place in places if place.look.id == self._first), None)
        if first is not None:  # keys may be known before the networks are
            self._first = ""
            self._open(first, Wish.LOOK)
            return
        focused = self.focusWidget()
        if self.side.isHidden() and (focused is None or focused is self or focused is self._close):
            QTimer.singleShot(0, self, self.focus_first)

    def _named(self, _icon: str, title: str) -> None:
        self.heading.setText(title)

    def _back(self) -> None:
        network = self.side.network
        self.side.close_page()
        self.side.hide()
        self.heading.setText(t("accounts.title"))
        self.intro.show()
        self.list.show()
        self.list.focus_row(network)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what waits, and let go what was to be removed."""
        self.side.close_page()
        super().closeEvent(event)
