# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Between the paper and Mummo's panel: asks for a reading, shows it on both, and does what the writer decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.model import Hat, Hats, Level, Mood, Waiver
from app.wording import t
from ui.bridge import Bridge
from ui.editor import Highlight, Paper
from ui.views.write_reading import Newest, Reading, is_little, reading_of
from ui.views.write_saving import Saving, born
from ui.widgets import voice
from ui.widgets.panel import MummoPanel
from ui.widgets.voice import Noted, Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk import Desk

TONES = {Level.STARTLED: "startled", Level.EYEBROW: "brow", Level.NUDGE: "nudge", Level.PRAISE: "calm"}
UNBORN = "new"
"""Stands for a draft that has no id yet: what is fine everywhere counts for it too."""
SOURCE_FROM = 200
"""Characters: a longer text put in beside the writer's own words is somebody's; the post should not just repeat it."""
ANNOUNCE_MS = 2_000
"""How long the hands must rest before a change of mood is said aloud."""


class Remarks(QObject):
    """The remarks on one paper.

    Signals
        report_shown: the Reading in sight now.
        toast_wanted: a sentence and what undoes it.
    """

    report_shown = Signal(object)
    toast_wanted = Signal(str, object)

    def __init__(self, bridge: Bridge, paper: Paper, panel: MummoPanel, saving: Saving) -> None:
        """Connect paper and panel; the paper owns this."""
        super().__init__(paper)
        self._bridge, self._paper, self._panel, self._saving = bridge, paper, panel, saving
        self.shown: tuple[Noted, ...] = ()
        self._hats = Hats()
        self._undo: Callable[[], object] | None = None
        self._announced = Mood.CALM
        self._newest = Newest(bridge, self)
        self._newest.answered.connect(self._answered)
        self._newest.slow.connect(panel.show_reading)
        self._newest.missed.connect(panel.show_not_read)
        self._rest = QTimer(self, singleShot=True, interval=ANNOUNCE_MS)
        self._rest.timeout.connect(self._announce)
        paper.paused.connect(self.read)
        paper.settled.connect(self._hands_moved)
        paper.mark_clicked.connect(panel.open)
        paper.text_pasted.connect(self._pasted)
        panel.opened.connect(paper.activate)
        panel.said.connect(self._mood_may_have_changed)
        panel.try_wanted.connect(self.try_it)
        panel.fine_wanted.connect(self.fine_by_me)
        panel.never_wanted.connect(self.never_again)
        panel.evidence_shown.connect(self._show_evidence)
        panel.wrong_hat.connect(self.not_this_hat)
        bridge.announced.connect(self._heard)

    # ------------------------------------------------------------ reading

    def read(self, text: str, revision: int) -> None:
        """Have a text read; the newest one wins. Too little text needs no reading."""
        if is_little(text):
            self._newest.drop()
            self._show((), Hats(), quiet=True)
            return
        self._newest.ask(reading_of(text, revision, self._saving.sheet.id or UNBORN))

    def read_now(self) -> None:
        """Read what is on the paper now, without waiting for a rest."""
        self.read(self._paper.text(), self._paper.revision)

    def begin(self) -> None:
        """Forget the remarks of the text before; another one is on the paper."""
        self._newest.drop()
        self._undo = None
        self._announced = Mood.CALM
        self._show((), Hats(), quiet=True)

    def _pasted(self, text: str) -> None:
        """Let Mummo know a source text. What is put on an empty paper is the writer's own, written elsewhere."""
        if len(text) < SOURCE_FROM or is_little(self._paper.text().replace(text, "", 1)):
            return
        self._paper.flush()
        sheet = self._saving.sheet
        self._bridge.ask(lambda desk: desk.remarks.pasted(born(desk, sheet), text))

    def _answered(self, reading: Reading) -> None:
        if reading.revision != self._paper.revision:
            return
        self._show(voice.noted(reading.report), reading.report.hats)
        self.report_shown.emit(reading)

    def _show(self, remarks: tuple[Noted, ...], hats: Hats, *, quiet: bool = False) -> None:
        self.shown, self._hats = remarks, hats
        marks = [
            Highlight(one.key, one.remark.finding.start, one.remark.finding.end, TONES[one.remark.finding.level])
            for one in remarks
        ]
        self._paper.show_marks(marks, self._paper.revision)
        if quiet:
            self._panel.show_quiet()
        else:
            self._panel.show_remarks(remarks, hats, self._saving.sheet.id)
        self._paper.activate(self._panel.open_key or None, seek=False)

    def _show_evidence(self, shown: bool) -> None:
        marks = [
            Highlight(f"hat/{place.start}", place.start, place.end, "me" if place.hat is Hat.ME else "work")
            for place in (self._hats.evidence if shown else ())
        ]
        self._paper.show_marks(marks, self._paper.revision, layer="hats")

    # ------------------------------------------------------------ what the writer decides

    def next_one(self) -> None:
        """Open the next remark."""
        self._panel.step_to(1)

    def previous_one(self) -> None:
        """Open the previous remark."""
        self._panel.step_to(-1)

    def try_open(self) -> None:
        """Try the suggestion of the remark that is open; one without words of its own says so."""
        one = self._find(self._panel.open_key)
        if one is not None and one.remark.finding.replacement is None:
            self.toast_wanted.emit(t("panel.no_words"), None)
        else:
            self.try_it(self._panel.open_key)

    def fine_open(self) -> None:
        """Say that the words of the remark that is open are fine."""
        self.fine_by_me(self._panel.open_key)

    def try_it(self, key: str) -> None:
        """Put the suggestion on the paper, as one step to undo."""
        one = self._find(key)
        if one is None or one.remark.finding.replacement is None:
            return
        if not self._paper.replace(key, one.remark.finding.replacement):
            self.toast_wanted.emit(t("panel.changed"), None)
            return
        finding = one.remark.finding
        self._without(key)
        self._bridge.ask(lambda desk: desk.remarks.taken(finding))

    def fine_by_me(self, key: str) -> None:
        """Remember that these words are fine in this post; can be undone."""
        one = self._find(key)
        if one is None:
            return
        self._paper.flush()
        sheet, finding = self._saving.sheet, one.remark.finding
        self._without(key)
        self._bridge.ask(lambda desk: desk.reading.fine_by_me(born(desk, sheet), finding), self._waived)

    def never_again(self, key: str) -> None:
        """Remember that this kind of remark is fine everywhere; can be undone."""
        one = self._find(key)
        if one is None:
            return
        finding = one.remark.finding
        self._without(key)
        self._bridge.ask(lambda desk: desk.reading.never_again(finding), self._waived)

    def not_this_hat(self, hat: Hat, word: str) -> None:
        """Learn that a word does not speak for a hat; can be undone."""

        def undo() -> None:
            self._undo = None
            self._bridge.ask(lambda desk: desk.remarks.hat_again(hat, word))

        self._undo = undo
        self._bridge.ask(lambda desk: desk.remarks.not_this_hat(hat, word))
        self.toast_wanted.emit(t("panel.hats.learned", word=word), undo)

    def _heard(self, event: object) -> None:
        """Read again when a list that the check asks has changed."""
        if getattr(event, "what", "") == "lists":
            self.read_now()

    def undo_last(self) -> None:
        """Take the last "fine by me" or "does not belong here" back."""
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    def _waived(self, waiver: Waiver) -> None:
        def forget(desk: Desk) -> None:
            desk.reading.forget(waiver.id)

        def undo() -> None:
            self._undo = None
            self._bridge.ask(forget)

        self._undo = undo
        self.toast_wanted.emit(t("panel.fine_done" if waiver.draft else "panel.never_done"), undo)

    def _find(self, key: str) -> Noted | None:
        return next((one for one in self.shown if one.key == key), None)

    def _without(self, key: str) -> None:
        """Show the remarks without one at once; the next reading confirms it."""
        asking = [one.key for one in voice.open_ones(self.shown)]
        place = asking.index(key) if key in asking else 0
        left = tuple(one for one in self.shown if one.key != key)
        still = [one.key for one in voice.open_ones(left)]
        self.shown = left
        self._panel.open_key = self._panel.chosen_key = still[min(place, len(still) - 1)] if still else ""
        self._panel.show_remarks(left, self._hats, self._saving.sheet.id)
        self._paper.drop_mark(key)
        self._paper.activate(self._panel.open_key or None, seek=False)

    # ------------------------------------------------------------ aloud

    def _mood_may_have_changed(self, words: Said) -> None:
        if words.mood is not self._announced:
            self._rest.start()
        else:
            self._rest.stop()

    def _hands_moved(self) -> None:
        if self._rest.isActive():
            self._rest.start()

    def _announce(self) -> None:
        self._announced = self._panel.words.mood
        if self._bridge.settings["announce_mood"]:
            self._panel.announce()
