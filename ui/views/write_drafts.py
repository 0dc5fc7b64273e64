# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Which draft lies on the paper: the one open last, another, a new one, or one network's own text of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.model import Kind
from app.wording import t
from ui.bridge import Bridge
from ui.views.write_layout import WriteLayout
from ui.views.write_origin import Origin
from ui.views.write_saving import STARTER_KINDS, Saving, Sheet, sheet_of

if TYPE_CHECKING:
    from app.model import Draft
    from ui.views.write_forks import Forking
    from ui.views.write_pictures import Pictures
    from ui.views.write_places import Places
    from ui.views.write_planned import Planned
    from ui.views.write_remarks import Remarks


class WriteDrafts(WriteLayout):
    """The drafts of one paper; `furnish` (the view's) makes the parts that a draft is shown on.

    Signals
        draft_opened: a draft's id, also when a new one got its id.
    """

    draft_opened = Signal(str)

    chips: Places
    remarks: Remarks
    pictures: Pictures
    forking: Forking
    planned: Planned

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Begin with an empty paper."""
        super().__init__(parent)
        self._bridge = bridge
        self._inviting = False
        self.saving = Saving(bridge, self)
        self.based_on = Origin(bridge, self.origin)

    def furnish(self) -> None:
        """Make what no first frame needs; the view says what that is."""

    def open_latest(self) -> None:
        """Open the draft that was open last; without one the paper is empty."""
        self.furnish()
        self._bridge.ask(lambda desk: desk.drafts.latest(), self._opened_latest)

    def open_draft(self, draft: str) -> None:
        """Save what is here and open another draft."""
        self.furnish()
        self.flush()
        self._bridge.ask(lambda desk: desk.drafts.get(draft), self._opened)

    def new_draft(self, starter: str = "") -> None:
        """Save what is here and lay an empty paper out; `starter` is the id of a question to begin with."""
        self.furnish()
        self.flush()
        to = self.saving.sheet.to
        kind = STARTER_KINDS.get(starter, Kind.OWN)
        self._show_sheet(Sheet(kind=kind, kind_chosen=bool(starter), starter=starter, to=to), "")
        self._invite()
        self.chips.welcome()
        self.paper.setFocus()

    def _invite(self) -> None:
        """From now on an empty paper shows its questions (not before: the last draft may be on its way)."""
        self._inviting = True
        self._text_changed()

    def current_draft(self) -> str:
        """Return the id of the draft on the paper, "" while it has none."""
        return self.saving.sheet.id

    def flush(self) -> None:
        """Hand unsaved text to the store's lane now and keep a revision."""
        self.paper.flush()
        self.saving.keep_revision("focus")

    def unsaved(self) -> bool:
        """Whether there are words that are not known to be safe."""
        return self.paper.unsaved() or self.saving.unsaved_text() is not None

    def _opened_latest(self, draft: Draft | None) -> None:
        if draft is not None and not self.paper.text() and not self.saving.sheet.id:
            self._opened(draft)
        self._invite()

    def _opened(self, draft: Draft) -> None:
        self._show_sheet(sheet_of(draft), draft.text, draft.cursor)
        self.pictures.show(draft.photos)
        self.draft_opened.emit(draft.id)
        self.based_on.show(draft.based_on)

    def _show_sheet(self, sheet: Sheet, text: str, cursor: int = 0) -> None:
        self.saving.take(sheet)
        self.based_on.show(None)
        question = t(f"starter.{sheet.starter}") if sheet.starter in STARTER_KINDS else ""
        self.paper.open(text, cursor, question)
        self.pictures.show(())
        self.toolbar.kind.show_kind(sheet.kind)
        self.chips.show()
        self._begin_reading()

    def _turn(self, sheet: Sheet, text: str, cursor: int) -> None:
        """Lay another text of the same draft on the paper: a network's own, or the common one."""
        self.saving.take(sheet)
        self.paper.open(text, cursor)
        self._places_changed()
        self._begin_reading()
        self.paper.setFocus()

    def _begin_reading(self) -> None:
        self.forking.show()
        self.planned.refresh()
        self.remarks.begin()
        self.remarks.read_now()
        self._text_changed()

    def _text_changed(self) -> None:
        empty = self.paper.document().isEmpty()
        if self._furnished:
            self.empty.setVisible(empty and self._inviting and not self.saving.sheet.starter)

    def _places_changed(self) -> None:
        self._order_later.start()
        self.chips.count_any(self.paper.text(), self.paper.revision)
