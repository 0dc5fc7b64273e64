# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Mummo's panel: face and words, remarks, what she liked, the hats, and a small step on calm moments. Asks nobody."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model import Hats, Mood
from app.wording import t
from ui import theme
from ui.widgets import voice
from ui.widgets.cards import PraiseRow, RemarkCard, RemarkRow
from ui.widgets.panel_layout import PanelLayout
from ui.widgets.plain import label
from ui.widgets.voice import Noted, Said

MOST = 30
"""How many remarks have a row at once."""


class MummoPanel(PanelLayout):
    """Shows what Mummo has to say and returns wishes.

    Signals
        opened: the key of the remark the writer opened.
        try_wanted, fine_wanted, never_wanted: the key of a remark.
        evidence_shown: whether the hats' words are looked at now.
        wrong_hat: the Hat and the word that the writer says does not belong to it.
        said: the Said that is in sight now.
        rearranged: the cards are other ones now.
    """

    opened = Signal(str)
    try_wanted = Signal(str)
    fine_wanted = Signal(str)
    never_wanted = Signal(str)
    evidence_shown = Signal(bool)
    wrong_hat = Signal(object, str)
    said = Signal(object)
    rearranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin calm and silent."""
        super().__init__(parent)
        self.reduced_motion = False
        self.open_key = ""
        self.chosen_key = ""
        self._remarks: tuple[Noted, ...] = ()
        self._hats_wanted = True
        self._quiet = True
        self._step = ""
        self._content: object = None
        self.card: RemarkCard | None = None
        self.words = Said(Mood.CALM, "")
        self.meter.evidence_shown.connect(self.evidence_shown)
        self.meter.wrong.connect(self.wrong_hat)
        self.meter.rearranged.connect(self.rearranged)
        self.show_quiet()

    # ------------------------------------------------------------ what to show

    def show_quiet(self) -> None:
        """Keep to herself: too little text to read."""
        self._remarks = ()
        self.meter.set_hats(Hats())
        self._say(Said(Mood.CALM, t("panel.quiet")))
        self._arrange(quiet=True)

    def show_reading(self) -> None:
        """Say that reading takes a moment; face and remarks stay as they are."""
        self._say_meanwhile(t("panel.reading"))

    def show_not_read(self) -> None:
        """Say that the text could not be read; face and remarks stay as they are."""
        self._say_meanwhile(t("panel.not_read"))

    def _say_meanwhile(self, words: str) -> None:
        if self._quiet:
            self._say(Said(Mood.CALM, words))
        else:
            self.more.setText(words)
            self.more.show()

    def show_remarks(self, remarks: tuple[Noted, ...], hats: Hats, draft: str) -> None:
        """Show a report's remarks; the one the writer opened stays open while it is there, else the strongest opens."""
        self._remarks = remarks
        self._step = voice.small_step(draft, remarks)
        self.meter.set_hats(hats)
        self._say(voice.said(remarks, draft))
        asking = voice.open_ones(remarks)
        if self.chosen_key not in {one.key for one in asking}:
            self.chosen_key, self.open_key = "", voice.strongest(asking)
        self._arrange()

    def open(self, key: str) -> None:
        """Open a remark by its key; the others fold to a line each. Unknown keys change nothing."""
        if key == self.open_key or key not in {one.key for one in voice.open_ones(self._remarks)}:
            return
        focus_inside = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.open_key = self.chosen_key = key
        self._fill_remarks()
        self.opened.emit(key)
        if focus_inside and self.card is not None:
            self.card.fine_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_to(self, by: int) -> str:
        """Open the next (1) or the previous (-1) remark, round the end; returns its key, "" if there is none."""
        keys = [one.key for one in voice.open_ones(self._remarks)]
        if not keys:
            return ""
        now = keys.index(self.open_key) if self.open_key in keys else -by
        self.open(keys[(now + by) % len(keys)])
        return self.open_key

    def set_hats_wanted(self, wanted: bool) -> None:
        """Show or hide the meter for good."""
        if wanted is self._hats_wanted:
            return
        self._hats_wanted = wanted
        self._arrange(quiet=self._quiet)

    def announce(self) -> None:
        """Say the words politely to a screen reader."""
        event = QAccessibleAnnouncementEvent(self, self.words.whole())
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)

    # ------------------------------------------------------------ showing

    def _say(self, words: Said) -> None:
        changed = words != self.words
        self.words = words
        self.face.set_mood(words.mood, 0 if self.reduced_motion else theme.px("gentle"))
        self.face.setAccessibleDescription(words.whole())
        self.headline.setText(words.headline)
        self.more.setText(words.more)
        self.more.setVisible(bool(words.more))
        if changed:
            self.said.emit(words)

    def _arrange(self, *, quiet: bool = False) -> None:
        """Put the parts in order: with remarks the meter stands at the foot, on calm moments below the praise."""
        self._quiet = quiet
        asking = bool(voice.open_ones(self._remarks))
        self._fill_remarks()
        self._fill_praise(titled=not asking)
        self.remarks_box.setVisible(asking)
        self.praise_box.setVisible(self.praise_column.count() > 0)
        self.rule_above.setVisible(not asking and not quiet)
        self.rule_below.setVisible(asking or self.praise_column.count() > 0)
        self.upper_spring.setVisible(asking)
        self.lower_spring.setVisible(not asking)
        self.meter_box.setVisible(not quiet and self._hats_wanted)
        self.meter.set_calm(not asking)
        self.step_words.setText(self._step)
        self.step_box.setVisible(not asking and not quiet)

    def _fill_remarks(self) -> None:
        """Make the cards anew, but only if something to see has changed: focus and hover stay where they are."""
        asking, more = self._in_sight()
        content = (self.open_key, more, tuple((one.key, one.remark.why, one.remark.suggestion) for one in asking))
        if content == self._content:
            return
        self._content = content
        _empty(self.remarks_column)
        self.card = None
        for one in asking:
            if one.key == self.open_key:
                self.card = RemarkCard(one.remark, one.key, self.remarks_box)
                self.card.try_wanted.connect(self.try_wanted)
                self.card.fine_wanted.connect(self.fine_wanted)
                self.card.never_wanted.connect(self.never_wanted)
                self.remarks_column.addWidget(self.card)
            else:
                row = RemarkRow(one.remark, one.key, self.remarks_box)
                row.opened.connect(self.open)
                self.remarks_column.addWidget(row)
        if more:
            self.remarks_column.addWidget(
                label(t("panel.many_more", n=more), "small", wrap=True, parent=self.remarks_box)
            )
        self.rearranged.emit()

    def _in_sight(self) -> tuple[tuple[Noted, ...], int]:
        """Return the open remark and those around it, and how many more there are: nobody reads hundreds of rows."""
        asking = voice.open_ones(self._remarks)
        here = next((number for number, one in enumerate(asking) if one.key == self.open_key), 0)
        first = max(0, min(here - MOST // 2, len(asking) - MOST))
        shown = asking[first : first + MOST]
        return shown, len(asking) - len(shown)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        cards: list[QWidget] = []
        for number in range(self.remarks_column.count()):
            item = self.remarks_column.itemAt(number)
            card = item.widget() if item is not None else None
            if isinstance(card, RemarkCard):
                cards += [card.try_button, card.fine_button, card.more]
            elif isinstance(card, RemarkRow):
                cards.append(card)
        return [*cards, *self.meter.stops()]

    def _fill_praise(self, *, titled: bool) -> None:
        _empty(self.praise_column)
        liked = voice.praise(self._remarks)
        if liked and titled:
            title = label(t("panel.liked"), "small ink", parent=self.praise_box)
            bold = theme.font("small")
            bold.setWeight(QFont.Weight.DemiBold)
            title.setFont(bold)
            self.praise_column.addWidget(title)
        for one in liked:
            self.praise_column.addWidget(PraiseRow(one.remark, self.praise_box))


def _empty(column: QVBoxLayout) -> None:
    while item := column.takeAt(0):
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
