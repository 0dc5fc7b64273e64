# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The list of accounts: a row per network in the order of the data files, and where the keys are kept."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Account, Event, Way
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.account_facts import Place, Wish, gather, key_sources
from ui.widgets.account_row import NetworkRow
from ui.widgets.plain import picture
from ui.widgets.sentence import Sentence


class AccountList(QWidget):
    """Adds by hand and the practice network itself; everything else is a wish for the side.

    Signals
        wished: a Place and a Wish.
        known: every Place, whenever something changed.
        added: the id of an account.
    """

    wished = Signal(object, object)
    known = Signal(object)
    added = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Ask for the accounts; the rows follow."""
        super().__init__(parent)
        self._bridge = bridge
        self.places: tuple[Place, ...] = ()
        self.keys: dict[str, str] = {}
        self.rows: list[NetworkRow] = []
        self._open, self._linking, self._again = "", "", ("", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        column.addStretch(1)
        column.addSpacing(16)
        column.addWidget(self._foot())
        bridge.announced.connect(self._heard)
        self.refresh()

    def refresh(self) -> None:
        """Ask how things stand; the key store is asked beside, since it may want a password first."""
        self._bridge.ask(gather, self._show, self._trouble, Lane.STORE)
        self._bridge.ask(key_sources, self._show_keys, self._no_keys, Lane.LINK)

    def mark(self, network: str, linking: bool = False) -> None:
        """Show which network is open at the side ("" none), and whether its sign-in is under way."""
        if (self._open, self._linking) != (network, network if linking else ""):
            self._open, self._linking = network, network if linking else ""
            self._fill()

    def focus_row(self, network: str) -> None:
        """Give the focus to a network's row."""
        for row in self.rows:
            if row.place.look.id == network:
                row.setFocus()

    def _foot(self) -> QFrame:
        foot = QFrame(self)
        theme.set_role(foot, "note")
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(theme.px("m"))
        row.addWidget(picture("key", "ink_soft", theme.px("icon_small"), foot))
        row.addWidget(Sentence(t("accounts.keys"), "small", "ink_soft", foot), 1)
        return foot

    def _heard(self, event: Event) -> None:
        if event.what == "accounts":
            self.refresh()

    def _trouble(self, error: AppError) -> None:
        self._rows.addWidget(Sentence(t(error.code, **error.facts), "body", "ink", self))

    def _show(self, places: tuple[Place, ...]) -> None:
        self.places = places
        self._fill()
        self.known.emit(places)

    def _show_keys(self, keys: dict[str, str]) -> None:
        if keys != self.keys:
            self.keys = keys
            self._fill()
            self.known.emit(self.places)

    def _no_keys(self, error: AppError) -> None:
        self._show_keys({})

    def _fill(self) -> None:
        focused = self._focused()
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for place in self.places:
            id = place.look.id
            row = NetworkRow(place, self.keys.get(id, ""), self._linking == id, self)
            row.setCheckable(True)
            row.setChecked(self._open == id)
            row.wished.connect(self._wish)
            self._rows.addWidget(row)
            self.rows.append(row)
        self._again = focused
        QTimer.singleShot(0, self, self._settle_focus)

    def _focused(self) -> tuple[str, str]:
        """Return network and name of what has the focus in the list."""
        focused = self.focusWidget()
        if focused is not None and focused.hasFocus():
            for row in self.rows:
                if row is focused or row.isAncestorOf(focused):
                    return row.place.look.id, focused.accessibleName()
        return "", ""

    def _settle_focus(self) -> None:
        """Put the focus where it was before the rows were made anew, on the row itself if its button is gone."""
        network, name = self._again
        self._again = ("", "")
        for row in self.rows:
            if row.place.look.id == network:
                same = [one for one in row.findChildren(QWidget) if one.accessibleName() == name]
                (same[0] if name and same else row).setFocus()

    def _wish(self, network: str, wish: Wish) -> None:
        place = next(one for one in self.places if one.look.id == network)
        if wish is Wish.HAND and place.way is Way.PRACTICE:
            self._bridge.ask(lambda desk: desk.accounts.sign_in(network, {}), self._added, lane=Lane.STORE)
        elif wish is Wish.HAND and not place.asks_server:
            self._bridge.ask(lambda desk: desk.accounts.add_by_hand(network), self._added, lane=Lane.STORE)
        else:
            self._fill_marks()
            self.wished.emit(place, wish)

    def _fill_marks(self) -> None:
        """Undo the check a press made: what is open is told by `mark`."""
        for row in self.rows:
            row.setChecked(row.place.look.id == self._open)

    def _added(self, account: Account) -> None:
        self.added.emit(account.id)
