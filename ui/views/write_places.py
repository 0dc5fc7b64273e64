# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Where the sheet goes: which accounts there are, which are on, and what is left to write on each network."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.model import Account
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.views.write_reading import Counts, Newest, counts_of
from ui.views.write_saving import Saving
from ui.widgets.chips import DestinationRow
from ui.widgets.kinds import Looks, looks

if TYPE_CHECKING:
    from app.desk import Desk

FIRST = "linkedin"
LONG = 5_000
"""In characters: texts beyond this are counted when the hands pause, not after every key."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Where posts can go."""

    accounts: tuple[Account, ...] = ()
    looks: Looks = field(default_factory=Looks)


def first_place(desk: Desk) -> None:
    """Add LinkedIn by hand if nothing has ever been written, sent or added in this profile."""
    if not desk.accounts.all() and desk.drafts.latest() is None and not desk.history.search(limit=1).total:
        desk.accounts.add_by_hand(FIRST)


class Places(QObject):
    """The chips of one sheet.

    Signals
        changed: the accounts that are on are other ones now.
        counted: the Counts of the newest text.
    """

    changed = Signal()
    counted = Signal(object)

    def __init__(self, bridge: Bridge, row: DestinationRow, saving: Saving) -> None:
        """Connect the row of chips; the row owns this."""
        super().__init__(row)
        self._bridge, self._row, self._saving = bridge, row, saving
        self._known = _Known()
        bridge.minute.connect(self._look_at_ends)
        self._newest = 0
        self._quick = Newest(bridge, self, Lane.STORE)  # some ms, and never behind the loading of the check
        self._slow = Newest(bridge, self)
        for newest in (self._quick, self._slow):
            newest.answered.connect(self._counted)
        row.chosen.connect(self._choose)

    def load(self) -> None:
        """Ask which accounts there are; the chips follow."""

        def work(desk: Desk) -> _Known:
            return _Known(desk.accounts.all(), looks(desk))

        self._bridge.ask(work, self._loaded)

    def welcome(self) -> None:
        """Give a brand-new profile one place to write to that needs no account: LinkedIn by hand (ux.md 3A)."""
        if not self._known.accounts:
            self._bridge.ask(first_place)

    def show(self) -> None:
        """Show the chips of the present sheet; a new one that goes nowhere yet goes where the first account is."""
        accounts, sheet = self._known.accounts, self._saving.sheet
        known = {account.id for account in accounts}
        on = tuple(one for one in sheet.to if one in known)
        if not on and not sheet.id and accounts:
            on = (accounts[0].id,)
        if accounts:
            sheet.to = on
        self._row.set_accounts(accounts, self._known.looks, on)
        self.changed.emit()

    def count(self, text: str, revision: int) -> None:
        """Have a text counted for the accounts that are on; the newest one wins. A long text waits for a real pause."""
        if len(text) <= LONG:
            self.count_any(text, revision)

    def count_long(self, text: str, revision: int) -> None:
        """Have a long text counted: as often as a short one would take time from the typing."""
        if len(text) > LONG:
            self.count_any(text, revision)

    def count_any(self, text: str, revision: int) -> None:
        """Have a text counted however long it is."""
        newest = self._quick if len(text) <= LONG else self._slow
        sheet = self._saving.sheet
        newest.ask(counts_of(text, revision, self._row.on(), sheet.id, sheet.network))

    def _loaded(self, known: _Known) -> None:
        """Show the chips; an account that was added while this sheet is open is meant for it."""
        before = {account.id for account in self._known.accounts}
        added = tuple(account.id for account in known.accounts if account.id not in before)
        self._known = known
        if added and before:
            self._choose(self._saving.sheet.to + added)
        self.show()

    def _look_at_ends(self) -> None:
        self._row.look_at_ends()

    def _choose(self, to: tuple[str, ...]) -> None:
        sheet = self._saving.sheet
        sheet.to = to

        def work(desk: Desk) -> None:
            if sheet.id:
                desk.drafts.change(sheet.id, to=to)

        self._bridge.ask(work)
        self.changed.emit()

    def _counted(self, counts: Counts) -> None:
        if counts.revision < self._newest:
            return
        self._newest = counts.revision
        self._row.set_counters(counts.counters)
        self._row.set_forked(counts.forked)
        self.counted.emit(counts)
