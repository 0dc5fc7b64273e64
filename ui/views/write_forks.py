# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Lets one network have a text of its own: from a chip's menu to the paper, and back with one click."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.wording import t
from ui.editor import Highlight
from ui.jobs import Lane
from ui.views.write_saving import Saving, Sheet, born
from ui.widgets.fork_line import ForkLine

if TYPE_CHECKING:
    from app.desk import Desk
    from app.model import Change
    from ui.bridge import Bridge
    from ui.editor import Paper
    from ui.widgets.chips import DestinationChip, DestinationRow

LAYER = "own"
EDIT, REJOIN = "edit", "rejoin"


@dataclass(frozen=True, slots=True)
class _Turn:
    """A sheet that was on the paper, and the text of the one that comes: of a network, or ("") the common one.

    `left` is the network that rejoined, `old` the text it had.
    """

    before: Sheet
    network: str
    text: str
    cursor: int = 0
    left: str = ""
    old: str = ""


@dataclass(frozen=True, slots=True)
class _Differences:
    """What differs in the text of one revision of the paper."""

    revision: int
    changes: tuple[Change, ...]


class Forking(QObject):
    """Own texts of the draft on the paper.

    Signals
        turned: the Sheet, its text and the caret: that is on the paper from now on.
        toast_wanted: a sentence, and what undoes it.
    """

    turned = Signal(object, str, int)
    toast_wanted = Signal(str, object)

    def __init__(self, bridge: Bridge, paper: Paper, row: DestinationRow, line: ForkLine, saving: Saving) -> None:
        """Connect chips and line; the line owns this."""
        super().__init__(line)
        self._bridge, self._paper, self._row, self._line, self._saving = bridge, paper, row, line, saving
        row.menu_wanted.connect(self._offer)
        line.common_wanted.connect(self.show_common)
        line.rejoin_wanted.connect(self._rejoin_shown)
        line.differences_wanted.connect(self._compare)
        paper.paused.connect(self._paused)

    def show(self) -> None:
        """Let the line say what is on the paper now."""
        network = self._saving.sheet.network
        self._line.show_for(self._name(network) if network else "")

    def edit(self, network: str) -> None:
        """Bring a network's own text onto the paper; one that has none gets the common one to begin with."""
        sheet = self._saving.sheet
        if sheet.network == network:
            return
        self._paper.flush()

        def work(desk: Desk) -> _Turn:
            draft = born(desk, sheet)
            text = desk.variants.forks(draft).get(network)
            if text is None:
                text = desk.variants.fork(draft, network)
            return _Turn(sheet, network, text, len(text))

        self._bridge.ask(work, self._turn)

    def show_common(self) -> None:
        """Bring the common text onto the paper; the network keeps its own."""
        sheet = self._saving.sheet
        if sheet.network:
            self._paper.flush()
            self._bridge.ask(lambda desk: _common(desk, sheet), self._turn)

    def follow(self) -> None:
        """Lay the common text out if the network on the paper has rejoined elsewhere: saving would fork it anew."""
        sheet = self._saving.sheet

        def work(desk: Desk) -> _Turn | None:
            return None if sheet.network in desk.variants.forks(sheet.id) else _common(desk, sheet)

        if sheet.network:
            self._bridge.ask(work, self._followed)

    def _followed(self, turn: _Turn | None) -> None:
        if turn is not None:
            self._turn(turn)

    def rejoin(self, network: str) -> None:
        """Let a network share the common text again; a toast undoes it."""
        sheet = self._saving.sheet
        self._paper.flush()

        def work(desk: Desk) -> _Turn:
            old = desk.variants.rejoin(sheet.id, network) if sheet.id else ""
            turn = _common(desk, sheet) if sheet.network == network else _Turn(sheet, sheet.network, "")
            return replace(turn, left=network, old=old)

        self._bridge.ask(work, self._rejoined)

    # ------------------------------------------------------------

    def _rejoin_shown(self) -> None:
        self.rejoin(self._saving.sheet.network)

    def _rejoined(self, turn: _Turn) -> None:
        shown = turn.before.network == turn.left
        if shown:
            self._turn(turn)
        undo = partial(self._undo, turn.before.id, turn.left, turn.old, shown)
        self.toast_wanted.emit(t("fork.rejoined", network=self._name(turn.left)), undo)

    def _undo(self, draft: str, network: str, old: str, shown: bool) -> None:
        self._bridge.ask(lambda desk: desk.variants.fork(draft, network, old))
        if shown and self._saving.sheet.id == draft:
            self.edit(network)

    def _turn(self, turn: _Turn) -> None:
        self._saving.make_known(turn.before)
        if turn.before is self._saving.sheet:
            sheet = replace(self._saving.sheet, network=turn.network)
            self._paper.flush()
            self.turned.emit(sheet, turn.text, turn.cursor)

    def _offer(self, chip: DestinationChip) -> None:
        """Open the menu of a place that is on."""
        if chip.isChecked():
            self.menu_of(chip).popup(chip.mapToGlobal(QPoint(0, chip.height())))

    def menu_of(self, chip: DestinationChip) -> QMenu:
        """Return the menu of a place: write or edit its own text, and the way back."""
        network, name = chip.account.network, self._name(chip.account.network)
        menu = QMenu(chip)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        own = chip.is_forked()
        choices = [(t("fork.edit", network=name) if own else t("fork.write", network=name), EDIT)]
        choices += [(t("fork.rejoin"), REJOIN)] if own else []
        for words, what in choices:
            action = QAction(words.replace("&", "&&"), menu)
            action.setData((what, network))
            menu.addAction(action)
        menu.triggered.connect(self._chosen)
        return menu

    def _chosen(self, action: QAction) -> None:
        what, network = action.data()
        if what == EDIT:
            self.edit(network)
        else:
            self.rejoin(network)

    def _name(self, network: str) -> str:
        return self._row.network_name(network)

    # ------------------------------------------------------------ what differs

    def _compare(self, on: bool) -> None:
        if not on:
            self._paper.show_marks((), self._paper.revision, LAYER)
            self._line.say_differences(None)
            return
        sheet, revision, text = self._saving.sheet, self._paper.revision, self._paper.text()

        def work(desk: Desk) -> _Differences:
            return _Differences(revision, desk.variants.difference(sheet.id, sheet.network, own=text))

        self._bridge.ask(work, self._compared, lane=Lane.READ)

    def _compared(self, found: _Differences) -> None:
        places = [Highlight(f"{LAYER}:{one.start}", one.start, one.end, LAYER) for one in found.changes]
        if self._line.show_differences.isChecked() and self._paper.show_marks(places, found.revision, LAYER):
            self._line.say_differences(len(found.changes))

    def _paused(self) -> None:
        if self._line.isVisible() and self._line.show_differences.isChecked():
            self._compare(True)


def _common(desk: Desk, sheet: Sheet) -> _Turn:
    draft = desk.drafts.get(sheet.id)
    return _Turn(sheet, "", draft.text, draft.cursor)
