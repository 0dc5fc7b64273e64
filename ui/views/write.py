# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The write view: toolbar, where to, the paper, its pictures, the foot, and Mummo's panel beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.model import Kind
from app.wording import t
from ui.bridge import Bridge
from ui.views.write_kind import KindOfPost
from ui.views.write_layout import WriteLayout
from ui.views.write_origin import Origin
from ui.views.write_safe import Safely
from ui.views.write_saving import STARTER_KINDS, Saving, Sheet, sheet_of

if TYPE_CHECKING:
    from app.model import Draft, Event
    from ui.views.write_elsewhere import Elsewhere
    from ui.views.write_forks import Forking
    from ui.views.write_pictures import Pictures
    from ui.views.write_planned import Planned
    from ui.views.write_reading import Counts
    from ui.views.write_remarks import Remarks
    from ui.widgets.voice import Said


class WriteView(WriteLayout):
    """One draft on the paper.

    Signals
        publish_wanted, preview_wanted, revisions_wanted: a draft's id; its text is safe in the store by then.
        plan_wanted, plan_next_wanted: likewise, for a time to be picked or the next own time.
        view_wanted: the name of another view.
        draft_opened: a draft's id, also when a new one got its id.
        accounts_wanted, focus_wanted: a button was pressed.
        toast_wanted: a sentence, and what undoes it or None.
    """

    remarks: Remarks
    pictures: Pictures
    elsewhere: Elsewhere
    forking: Forking
    planned: Planned

    publish_wanted = Signal(str)
    preview_wanted = Signal(str)
    plan_wanted = Signal(str)
    plan_next_wanted = Signal(str)
    revisions_wanted = Signal(str)
    draft_opened = Signal(str)
    accounts_wanted = Signal()
    focus_wanted = Signal()
    view_wanted = Signal(str)
    toast_wanted = Signal(str, object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Show an empty paper; `open_latest` or `open_draft` brings a draft."""
        super().__init__(parent)
        self._bridge = bridge
        self._asked_to_furnish = False
        self._inviting = False
        self.saving = Saving(bridge, self)
        self.safely = Safely(bridge, self.paper, self.saving)
        self.based_on = Origin(bridge, self.origin)
        self.kind = KindOfPost(bridge, self.toolbar.kind, self.saving)
        self._connect()
        self.toolbar.tools["undo"].setEnabled(False)
        self._apply_settings()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Furnish when the first frame is on the screen."""
        super().paintEvent(event)
        if not self._asked_to_furnish:
            self._asked_to_furnish = True
            QTimer.singleShot(0, self.furnish)

    def furnish(self) -> None:
        """Make what no first frame needs (once): the panel's content, remarks, pictures, actions."""
        if self._furnished:
            return
        from ui.views.write_completing import Completing
        from ui.views.write_cutting import Cutting
        from ui.views.write_elsewhere import Elsewhere
        from ui.views.write_finding import Finding
        from ui.views.write_forks import Forking
        from ui.views.write_keys import add_keys
        from ui.views.write_pictures import Pictures
        from ui.views.write_places import Places
        from ui.views.write_planned import Planned
        from ui.views.write_remarks import Remarks

        self.furnish_layout()
        self.chips = Places(self._bridge, self.destinations, self.saving)
        self.remarks = Remarks(self._bridge, self.paper, self.panel, self.saving)
        self.pictures = Pictures(self._bridge, self.photos, self.saving)
        self.elsewhere = Elsewhere(self.paper, self)
        self.forking = Forking(self._bridge, self.paper, self.destinations, self.fork_line, self.saving)
        self.planned = Planned(self._bridge, self.planned_line, self.saving, self.safely.with_words)
        self.planned.toast_wanted.connect(self.toast_wanted)
        self.planned.view_wanted.connect(self.view_wanted)
        self.planned.pick_wanted.connect(self.plan_wanted)
        self.planned.next_wanted.connect(self.plan_next_wanted)
        self.toolbar.plan_wanted.connect(self.planned.pick)
        self.completing = Completing(self._bridge, self.paper, self.work, self.destinations, self.saving)
        self.cutting = Cutting(self._bridge, self.paper, self.destinations, self.saving)
        self.finding = Finding(self.paper, self.find_line, self.panel)
        self._connect_furniture()
        add_keys(self)
        self.chips.load()
        self._apply_settings()
        self.remarks.begin()
        self._text_changed()

    # ------------------------------------------------------------ drafts

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

    # ------------------------------------------------------------ what the window asks

    def shown(self) -> None:
        """Put the caret on the paper: this is the view in sight now."""
        self.paper.setFocus()

    def panes(self) -> list[QWidget]:
        """Return what F6 steps through."""
        panel = [self.panel] if self.side.isVisible() else []
        return [self.toolbar.publish, self.destinations.plus, self.paper, self.status.photo, *panel]

    def toggle_panel(self) -> None:
        """Show or hide Mummo's panel; on a narrow window it lies over the paper."""
        if self.is_narrow():
            self._overlaid = not self._overlaid
            self._place_panel()
        else:
            self._bridge.choose("panel_open", not self._panel_open)
            self.set_panel_open(not self._panel_open)

    def publish(self) -> None:
        """Save the text and wish for the send sheet."""
        self.safely.with_words(self.publish_wanted.emit)

    def preview(self) -> None:
        """Save the text and wish for the preview."""
        self.safely.with_words(self.preview_wanted.emit)

    def show_revisions(self) -> None:
        """Save the text and wish for the list of its revisions."""
        self.safely.then(self.revisions_wanted.emit)

    # ------------------------------------------------------------ wiring

    def _connect(self) -> None:
        self.paper.settled.connect(self.saving.written)
        self.paper.textChanged.connect(self._text_changed)
        self.paper.undoAvailable.connect(self.toolbar.tools["undo"].setEnabled)
        self.paper.save_wanted.connect(self.saving.save)
        self.toolbar.publish_wanted.connect(self.publish)
        self.toolbar.preview_wanted.connect(self.preview)
        self.toolbar.tools["undo"].clicked.connect(self.paper.undo)
        self.toolbar.tools["focus"].clicked.connect(self.focus_wanted)
        self.toolbar.tools["panel"].clicked.connect(self.toggle_panel)
        self.destinations.accounts_wanted.connect(self.accounts_wanted)
        self.status.photo_wanted.connect(self.choose_photo)
        self.status.panel_wanted.connect(self.toggle_panel)
        self.safely.toast_wanted.connect(self.toast_wanted)
        self.saving.state_changed.connect(self.status.set_saved)
        self.saving.born.connect(self.draft_opened)
        self._bridge.announced.connect(self._happened)

    def _connect_furniture(self) -> None:
        self.panel.said.connect(self._said)
        self.chips.changed.connect(self._places_changed)
        self.chips.counted.connect(self._counted)
        self.paper.settled.connect(self.chips.count)
        self.paper.paused.connect(self.chips.count_long)
        self.paper.picture_dropped.connect(self.pictures.add)
        self.paper.picture_pasted.connect(self.pictures.paste)
        self.paper.file_refused.connect(lambda: self.toast_wanted.emit(t("write.not_a_picture"), None))
        self.status.elsewhere_wanted.connect(self.elsewhere.choose)
        self.status.link_wanted.connect(self.paper.begin_link)
        self.status.mention_wanted.connect(self.paper.begin_mention)
        self.small_face.clicked.connect(self.focus_wanted)
        self.empty.starter_wanted.connect(self.new_draft)
        self.remarks.report_shown.connect(self.kind.guess)
        self.forking.turned.connect(self._turn)
        for part in (self.remarks, self.pictures, self.elsewhere, self.forking, self.cutting):
            part.toast_wanted.connect(self.toast_wanted)

    # ------------------------------------------------------------ counters

    def _places_changed(self) -> None:
        self._order_later.start()
        self.chips.count_any(self.paper.text(), self.paper.revision)

    def _counted(self, counts: Counts) -> None:
        self.status.set_length(counts.words, counts.characters)

    def _text_changed(self) -> None:
        empty = self.paper.document().isEmpty()
        if self._furnished:
            self.empty.setVisible(empty and self._inviting and not self.saving.sheet.starter)

    # ------------------------------------------------------------ what happens

    def _happened(self, event: Event) -> None:
        if not self._furnished:
            return
        if event.what == "accounts":
            self.chips.load()
        elif event.what in ("forks", "people"):
            self._places_changed()
            self.forking.follow()
            self.planned.follow()
        elif event.what == "deliveries":
            self.planned.refresh()
        elif event.what == "drafts":
            self.planned.follow()
        elif event.what == "waivers":
            self.remarks.read_now()
        elif event.what == "settings":
            self._apply_settings()

    def _apply_settings(self) -> None:
        settings = self._bridge.settings
        if self._furnished:
            self.panel.reduced_motion = settings["reduced_motion"]
            self.panel.set_hats_wanted(settings["show_hats"])
        self.paper.set_text_size(settings["writing_size"])
        self.set_panel_open(settings["panel_open"])

    def _said(self, words: Said) -> None:
        self.status.show_mood(words.mood, words.headline, words.whole())
        self.small_face.show_mood(words.mood, words.whole())

    def choose_photo(self) -> None:
        """Let the writer pick a picture."""
        self.pictures.choose(self)
