# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Cuts the thread where the caret stands, on every network that gets the text as a thread; said in a toast, undone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.wording import t
from ui.views.write_saving import Saving, born

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk import Desk
    from app.model import Account
    from ui.bridge import Bridge
    from ui.editor import Paper
    from ui.widgets.chips import DestinationRow


@dataclass(frozen=True, slots=True)
class _Done:
    """The cuts each network had before, by its id; `joined`: the cut was there and is none any more."""

    draft: str
    before: dict[str, tuple[Any, ...]]
    joined: bool


class Cutting(QObject):
    """The key of the paper for a thread's cuts.

    Signals
        toast_wanted: a sentence, and what undoes it.
    """

    toast_wanted = Signal(str, object)

    def __init__(self, bridge: Bridge, paper: Paper, row: DestinationRow, saving: Saving) -> None:
        """Belong to the paper."""
        super().__init__(paper)
        self._bridge, self._paper, self._row, self._saving = bridge, paper, row, saving

    def cut_here(self) -> None:
        """Begin a part where the caret stands; where one began already, let the text run on."""
        self._paper.flush()
        sheet = self._saving.sheet
        accounts = tuple(one for one in self._row.on() if sheet.network in ("", one.network))
        text, offset = self._paper.text(), self._paper.cursor_offset()

        def work(desk: Desk) -> _Done:
            draft = born(desk, sheet)
            own = () if sheet.network else tuple(desk.variants.forks(draft))
            return _cut(desk, draft, tuple(one for one in accounts if one.network not in own), text, offset)

        self._bridge.ask(work, self._cut)

    def _cut(self, done: _Done) -> None:
        if not done.before:
            self.toast_wanted.emit(t("write.cut_nowhere"), None)
            return
        names = ", ".join(self._row.network_name(network) for network in done.before)
        words = t("write.cut_joined" if done.joined else "write.cut_done", networks=names)
        self.toast_wanted.emit(words, partial(self._bridge.ask, _put_back(done)))


def _cut(desk: Desk, draft: str, accounts: tuple[Account, ...], text: str, offset: int) -> _Done:
    before = {}
    joined = False
    for account in {one.network: one for one in accounts}.values():
        variants = desk.variants_of(account)
        cuts = len(variants.chosen_cuts(draft, account.network, text))
        old = variants.cut_here(draft, account.network, text, offset)
        if old is not None:
            before[account.network] = old
            joined = joined or len(variants.chosen_cuts(draft, account.network, text)) < cuts
    return _Done(draft, before, joined)


def _put_back(done: _Done) -> Callable[[Desk], None]:
    def work(desk: Desk) -> None:
        for network, cuts in done.before.items():
            desk.variants.put_cuts(done.draft, network, cuts)

    return work
