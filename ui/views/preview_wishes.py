# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the writer changes in the preview: cuts, own texts, the link's card. Each goes to the desk and can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from app.model import Account, Card
from app.wording import t
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.preview_column import ColumnView
from ui.widgets.preview_facts import Preview

if TYPE_CHECKING:
    from app.desk import Desk


class Wishes(QObject):
    """What is wished is done to the draft that is `shown` when the wish is made.

    Signals
        toast_wanted: a sentence, and what undoes it or None.
        own_text_wanted: a network's id.
        busy: whether a link's page is being read; fetched: it has been.
    """

    toast_wanted = Signal(str, object)
    own_text_wanted = Signal(str)
    busy = Signal(bool)
    fetched = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        """Wait for columns."""
        super().__init__(parent)
        self._bridge = bridge
        self._busy = False
        self.shown = Preview("")

    def connect_column(self, column: ColumnView) -> None:
        """Listen to a column."""
        column.cut_stepped.connect(self.step_cut)
        column.cut_moved.connect(self.move_cut)
        column.cuts_reset.connect(self.reset_cuts)
        column.fork_wanted.connect(self.own_text_wanted)
        column.rejoin_wanted.connect(self.rejoin)
        column.fetch_wanted.connect(self.fetch)
        column.drop_wanted.connect(self.drop)

    # ------------------------------------------------------------ cuts

    def step_cut(self, account: Account, number: int, sentences: int) -> None:
        """Move a cut by sentences; the answer comes as an event."""
        draft = self.shown.draft
        self._bridge.ask(lambda desk: desk.variants_of(account).step_cut(draft, account.network, number, sentences))

    def move_cut(self, account: Account, number: int, offset: int) -> None:
        """Move a cut to a place."""
        draft = self.shown.draft
        self._bridge.ask(lambda desk: desk.variants_of(account).move_cut(draft, account.network, number, offset))

    def reset_cuts(self, network: str) -> None:
        """Let Mummo cut again; the toast brings the writer's cuts back."""
        draft, bridge = self.shown.draft, self._bridge

        def work(desk: Desk) -> tuple[Any, ...]:
            return desk.variants.clear_cuts(draft, network)

        def done(old: tuple[Any, ...]) -> None:
            def undo() -> None:
                bridge.ask(lambda desk: desk.variants.put_cuts(draft, network, old))

            if old:
                self.toast_wanted.emit(t("preview.cuts_are_mummos"), undo)

        bridge.ask(work, done)

    def number_parts(self, on: bool) -> None:
        """Number the parts of threads, or no longer; the same switch undoes it."""
        draft = self.shown.draft
        self._bridge.ask(lambda desk: desk.drafts.change(draft, numbered=on))

    # ------------------------------------------------------------ own texts

    def rejoin(self, network: str) -> None:
        """Share the common text again; the toast brings the own one back."""
        draft, bridge = self.shown.draft, self._bridge
        columns = self.shown.columns
        name = next((one.look.name for one in columns if one.account.network == network), network)

        def done(old: str) -> None:
            def undo() -> None:
                bridge.ask(lambda desk: desk.variants.fork(draft, network, old))

            self.toast_wanted.emit(t("fork.rejoined", network=name), undo)

        bridge.ask(lambda desk: desk.variants.rejoin(draft, network), done)

    # ------------------------------------------------------------ the link's card

    def fetch(self) -> None:
        """Read the link's page now: the writer has asked for it. While one is read, asking again changes nothing."""
        if self._busy:
            return
        draft = self.shown.draft
        self._set_busy(True)
        self._bridge.ask(lambda desk: desk.cards.fetch(draft), self._fetched, self._not_fetched, Lane.SEND)

    def _fetched(self, _card: Card) -> None:
        self._set_busy(False)
        self.fetched.emit()

    def _not_fetched(self, error: AppError) -> None:
        self._set_busy(False)
        self.toast_wanted.emit(t(error.code, **error.facts), None)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.busy.emit(busy)

    def drop(self) -> None:
        """Send no card for this link; the button in its place brings it back."""
        draft = self.shown.draft
        self._bridge.ask(lambda desk: desk.cards.drop(draft))
