# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The row of places a post goes to: a real button each, with what is left to write there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QWidget

from app.wording import t
from ui.widgets.account_facts import ends, linked
from ui.widgets.flow import FlowLayout
from ui.widgets.pill import RING, Counter, PillButton
from ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from app.model import Account
    from ui.widgets.kinds import Look, Looks


class DestinationChip(PillButton):
    """One account: on (name and counter) or off (icon only)."""

    switched = Signal(str, bool)
    menu_wanted = Signal(object)

    def __init__(self, account: Account, look: Look, name: str, parent: QWidget | None = None) -> None:
        """`name` tells two accounts of one network apart."""
        super().__init__(look.icon, name, parent)
        self.account = account
        self.look_at_end(datetime.now(UTC))
        self.setCheckable(True)
        self.toggled.connect(self._switch)

    def look_at_end(self, now: datetime) -> None:
        """Mark the chip from ten days before its sign-in ends."""
        one = linked(self.account, now)
        self.set_ends(t("chip.ends", ends=ends(one)) if one.ends_soon else "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Wish for the menu of this place."""
        self.menu_wanted.emit(self)

    def _switch(self, on: bool) -> None:
        self.updateGeometry()
        self.switched.emit(self.account.id, on)


class DestinationRow(QWidget):
    """ "To", a chip per account, and a plus that opens the accounts.

    Signals
        chosen: the ids of the accounts that are on, in their order.
        accounts_wanted: the plus was pressed.
        menu_wanted: a DestinationChip whose menu is asked for.
    """

    chosen = Signal(tuple)
    accounts_wanted = Signal()
    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with the plus only."""
        super().__init__(parent)
        self.chips: list[DestinationChip] = []
        self._looks: Looks | None = None
        self._flow = FlowLayout(self, gap=6 - 2 * RING, line_gap=6 - 2 * RING)
        self._label = Sentence(t("write.to"), "body", "ink_faint", self)
        self._label.setFixedSize(self._label.sizeHint() + QSize(10, 0))
        self._flow.addWidget(self._label)
        self.plus = PillButton("plus", t("chip.add"), self)
        self.plus.clicked.connect(self.accounts_wanted)
        self._flow.addWidget(self.plus)
        self.setAccessibleName(t("write.to"))

    def set_accounts(self, accounts: tuple[Account, ...], looks: Looks, on: tuple[str, ...]) -> None:
        """Show a chip per account; those whose id is in `on` come first and are on."""
        for chip in self.chips:
            self._flow.leave_out(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        self._looks = looks
        networks = [account.network for account in accounts]
        for account in sorted(accounts, key=lambda one: one.id not in on):
            look = looks.of(account.network)
            alone = networks.count(account.network) == 1
            name = look.name if alone else (account.handle or account.name or look.name)
            chip = DestinationChip(account, look, name, self)
            chip.setChecked(account.id in on)
            chip.switched.connect(self._tell)
            chip.menu_wanted.connect(self.menu_wanted)
            self._flow.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        self._flow.move_to_end(self.plus)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [*self.chips, self.plus]

    def look_at_ends(self, now: datetime | None = None) -> None:
        """Look again which sign-ins end soon; time has passed."""
        for chip in self.chips:
            chip.look_at_end(now or datetime.now(UTC))
        self._flow.invalidate()

    def on(self) -> tuple[Account, ...]:
        """Return the accounts that are on."""
        return tuple(chip.account for chip in self.chips if chip.isChecked())

    def set_counters(self, counters: dict[str, Counter]) -> None:
        """Show a counter per account id; other chips keep theirs."""
        for chip in self.chips:
            if chip.account.id in counters:
                chip.set_counter(counters[chip.account.id])

    def network_name(self, network: str) -> str:
        """Return how people call a network."""
        return self._looks.of(network).name if self._looks else network

    def set_forked(self, networks: frozenset[str]) -> None:
        """Mark the chips of networks that have a text of their own."""
        for chip in self.chips:
            chip.set_forked(chip.account.network in networks)
        self._flow.invalidate()

    def _tell(self) -> None:
        self._flow.invalidate()
        self.chosen.emit(tuple(account.id for account in self.on()))
