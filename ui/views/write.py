# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The write view: toolbar, where to, the paper, its pictures, the foot, and Mummo's panel beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.wording import t
from ui.bridge import Bridge
from ui.views.write_drafts import WriteDrafts
from ui.views.write_kind import KindOfPost
from ui.views.write_safe import Safely

if TYPE_CHECKING:
    from app.model import Event
    from ui.views.write_elsewhere import Elsewhere
    from ui.views.write_reading import Counts
    from ui.widgets.voice import Said


class WriteView(WriteDrafts):
    """One draft on the paper.

    Signals
        publish_wanted, preview_wanted, revisions_wanted: a draft's id; its text is safe in the store by then.
        plan_wanted, plan_next_wanted: likewise, for a time to be picked or the next own time.
        view_wanted: the name of another view.
        accounts_wanted, focus_wanted: a button was pressed.
        toast_wanted: a sentence, and what undoes it or None.
    """

    elsewhere: Elsewhere

    publish_wanted = Signal(str)
    preview_wanted = Signal(str)
    plan_wanted = Signal(str)
    plan_next_wanted = Signal(str)
    revisions_wanted = Signal(str)
    accounts_wanted = Signal()
    focus_wanted = Signal()
    view_wanted = Signal(str)
    toast_wanted = Signal(str, object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Show an empty paper; `open_latest` or `open_draft` brings a draft."""
        super().__init__(bridge, parent)
        self._asked_to_furnish = False
        self.safely = Safely(bridge, self.paper, self.saving)
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

    def _counted(self, counts: Counts) -> None:
        self.status.set_length(counts.words, counts.characters)

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
