# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Keeps the paper's text safe: every save goes to the store's lane, the newest text last; nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError, Fixable
from app.model import Kind
from ui.bridge import Bridge
from ui.widgets.write_status import Saved

if TYPE_CHECKING:
    from app.desk import Desk
    from app.model import Draft

STARTER_KINDS = {"learned": Kind.OWN, "thanks": Kind.THANKS, "reply": Kind.REPLY}
"""Which kind of post each question to begin with (wording starter.<id>) leads to."""
REVISION_MS = 60_000
RETRY_MS = 5_000


@dataclass(slots=True)
class Sheet:
    """The draft on the paper. `id` is "" until its first words are saved; it is only ever set on the store's lane.

    `network`: the paper holds that network's own text, "" for the common one.
    """

    id: str = ""
    kind: Kind = Kind.OWN
    kind_chosen: bool = False
    starter: str = ""
    to: tuple[str, ...] = ()
    network: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A save that came through."""

    sheet: Sheet
    ticket: int


def born(desk: Desk, sheet: Sheet, text: str = "") -> str:
    """Give the sheet a draft if it has none, on the store's lane; returns its id."""
    if not sheet.id:
        draft = desk.drafts.new(text, sheet.kind, sheet.starter, sheet.to)
        sheet.id = draft.id
        if sheet.kind_chosen:
            desk.drafts.change(draft.id, kind=sheet.kind)
    return sheet.id


def save_sheet(desk: Desk, sheet: Sheet, text: str, cursor: int) -> None:
    """Save the text, on the store's lane; a draft that is gone for good is made anew: the text is what counts."""
    try:
        _save(desk, sheet, text, cursor)
    except Fixable:
        sheet.id = ""
        _save(desk, sheet, text, cursor)


def _save(desk: Desk, sheet: Sheet, text: str, cursor: int) -> None:
    draft = born(desk, sheet, text)
    if sheet.network:
        desk.variants.fork(draft, sheet.network, text)
    else:
        desk.drafts.save(draft, text, cursor)


def sheet_of(draft: Draft) -> Sheet:
    """Return the sheet of a draft that is already kept."""
    return Sheet(draft.id, draft.kind, draft.kind_chosen, draft.starter, draft.to)


class Saving(QObject):
    """Saves one sheet at a time.

    Signals
        state_changed: a Saved.
        born: the id of a sheet that has just been saved for the first time.
    """

    state_changed = Signal(object)
    born = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        """Begin with an empty sheet."""
        super().__init__(parent)
        self._bridge = bridge
        self.sheet = Sheet()
        self.state = Saved.SAVED
        self._known = ""
        self._ticket = 0
        self._unsafe: tuple[str, int] | None = None
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self._again)
        self._rest = QTimer(self, singleShot=True, interval=REVISION_MS)
        self._rest.timeout.connect(self._keep_pause)

    def take(self, sheet: Sheet) -> None:
        """Go on with another sheet; what was asked for the earlier one is still done."""
        self.sheet = sheet
        self._known = sheet.id
        self._unsafe = None
        self._retry.stop()
        self._rest.stop()
        self._ticket += 1
        self._show(Saved.SAVED)

    def written(self) -> None:
        """Note that the paper holds words that are not saved yet."""
        if self.state is Saved.SAVED:
            self._show(Saved.SAVING)

    def save(self, text: str, cursor: int) -> None:
        """Save on the store's lane; an empty sheet that was never saved is not worth a draft."""
        sheet = self.sheet
        if not sheet.id and not self._known and not text.strip():
            self._show(Saved.SAVED)
            return
        self._ticket += 1
        ticket = self._ticket
        self._unsafe = (text, cursor)
        if self.state is Saved.SAVED:
            self._show(Saved.SAVING)

        def work(desk: Desk) -> _Kept:
            save_sheet(desk, sheet, text, cursor)
            return _Kept(sheet, ticket)

        self._bridge.ask(work, self._kept, self._not_kept)
        self._rest.start()

    def keep_revision(self, why: str) -> None:
        """Keep the saved text as a revision if it differs from the last one."""
        sheet = self.sheet
        self._rest.stop()

        def work(desk: Desk) -> None:
            if sheet.id:
                desk.drafts.keep_revision(sheet.id, why)

        self._bridge.ask(work, None, self._no_revision)

    def unsaved_text(self) -> str | None:
        """Return the newest text that is not known to be safe, None if all is safe."""
        return self._unsafe[0] if self._unsafe else None

    def make_known(self, sheet: Sheet) -> None:
        """Tell `born` if this is the present sheet and it has got its draft since."""
        if sheet is self.sheet and sheet.id != self._known:
            self._known = sheet.id
            self.born.emit(sheet.id)

    def _kept(self, kept: _Kept) -> None:
        self.make_known(kept.sheet)
        if kept.ticket == self._ticket:
            self._unsafe = None
            self._retry.stop()
            self._show(Saved.SAVED)

    def _not_kept(self, error: AppError) -> None:
        self._show(Saved.NOT_SAVED)
        self._retry.start()

    def _no_revision(self, error: AppError) -> None:
        """A revision that could not be kept is no loss: the text itself tells when it is not safe."""

    def _again(self) -> None:
        if self._unsafe is not None:
            self.save(*self._unsafe)

    def _keep_pause(self) -> None:
        self.keep_revision("pause")

    def _show(self, state: Saved) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
