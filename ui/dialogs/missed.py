# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The computer slept over a planned time: what shall happen now? Nothing was sent; Enter takes what is proposed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Mood
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets import when
from ui.widgets.calendar_facts import at_words
from ui.widgets.choice import Choice
from ui.widgets.face import Face
from ui.widgets.kinds import Looks
from ui.widgets.plain import button, label, picture, rule
from ui.widgets.sentence import Sentence
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from app.desk.schedule import Missed
    from app.rhythm import Offer

WIDTH = 600
FACE = 76
NOON = 12
PARTS = (("morning", 11), ("lunch", 13), ("afternoon", 17))
"""The parts of a day and the hour each ends with."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about: the posts, the networks' looks, the wall time (naive), what goes next, in words.

    `quiet`: whether it is quiet time now.
    """

    missed: tuple[Missed, ...]
    looks: Looks
    now: datetime
    coming: str = ""
    quiet: bool = False


class MissedSheet(Sheet):
    """Signals
    settled: everything was answered.
    put_off: Esc: ask again in an hour.
    draft_wanted: the text shall be opened; its post went back to the drafts.
    toast_wanted: what was done, and what undoes it.
    """

    settled = Signal()
    put_off = Signal()
    draft_wanted = Signal(str)
    toast_wanted = Signal(str, object)

    def __init__(self, bridge: Bridge, host: QWidget, question: Question) -> None:
        """Ask about these posts."""
        missed = question.missed
        title = t("missed.title") if len(missed) == 1 else t("missed.title_many", n=len(missed))
        super().__init__(host, title, width=WIDTH)
        self._bridge, self._missed, self._question = bridge, missed, question
        self._answered = False
        self._rows: dict[str, Callable[[], Offer]] = {}
        self._choices: dict[Choice, Offer] = {}
        self._begin(missed[0])
        if len(missed) == 1:
            self._ask_one(missed[0])
        else:
            self._ask_many(missed)
        self._foot(question.coming)

    # ------------------------------------------------------------ what is shown

    def _begin(self, first: Missed) -> None:
        """Put her face beside the title, and what happened below it."""
        self.head.setSpacing(theme.px("xl"))
        face = Face(FACE, self.card)
        face.set_mood(Mood.CALM)
        self.head.insertWidget(0, face)
        theme.set_role(self.heading, "title")
        self.titles.setSpacing(6)
        self.titles.insertStretch(0, 1)
        told = t("missed.words", clock=when.clock(first.entry.here), now=when.clock(self._question.now))
        self.titles.addWidget(Sentence(told, "body", "ink_soft", self.card))
        self.titles.addStretch(1)

    def _card(self, missed: Missed) -> QFrame:
        entry = missed.entry
        card = QFrame(self)
        theme.set_role(card, "note")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(Sentence(entry.title, "writing_preview", "ink", card))
        row = QHBoxLayout()
        row.setSpacing(6)
        for network in dict.fromkeys(entry.networks):
            look = self._question.looks.of(network)
            row.addWidget(picture(look.icon, "ink_soft", theme.px("icon_small"), card))
            row.addWidget(label(look.name, "caption", parent=card))
        row.addStretch(1)
        row.addWidget(label(self._was(entry.here), "caption", parent=card))
        column.addLayout(row)
        return card

    def _was(self, here: datetime) -> str:
        """Say when a post was to go; today without its date."""
        if here.date() == self._question.now.date():
            return t("missed.was_today", clock=when.clock(here))
        return t("missed.was_to_go", when=at_words(here))

    def _words(self, offer: Offer, was: datetime) -> tuple[str, str]:
        return in_words(offer, self._question.now, was, self._question.quiet)

    def _ask_one(self, missed: Missed) -> None:
        self.body.addWidget(self._card(missed))
        self.body.addSpacing(4)
        group = QButtonGroup(self)
        for offer in _with(missed.offers, missed.preselected):
            choice = Choice(*self._words(offer, missed.entry.here), self)
            choice.setChecked(offer == missed.preselected)
            choice.toggled.connect(self._tell)
            group.addButton(choice)
            self._choices[choice] = offer
            self.body.addWidget(choice)
        self._rows[missed.entry.id] = partial(_chosen, self._choices)

    def _ask_many(self, missed: tuple[Missed, ...]) -> None:
        boxes = []
        for number, one in enumerate(missed):
            if number:
                self.body.addWidget(rule(self))
            row = QHBoxLayout()
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(label(one.entry.title, "body_bold ink", wrap=True, parent=self))
            words.addWidget(label(self._was(one.entry.here), "small faint", parent=self))
            row.addLayout(words, 1)
            box = QComboBox(self)
            box.setMinimumHeight(theme.px("control"))
            box.setAccessibleName(one.entry.title)
            for offer in _with(one.offers, one.preselected):
                box.addItem(self._words(offer, one.entry.here)[0], offer)
                if offer == one.preselected:
                    box.setCurrentIndex(box.count() - 1)
            boxes.append(box)
            row.addWidget(box)
            self.body.addLayout(row)
            self._rows[one.entry.id] = box.currentData
        self.same = button(t("missed.all_drafts"), "link", parent=self)
        self.same.clicked.connect(lambda: _all_last(boxes))
        self.body.addWidget(self.same, 0, Qt.AlignmentFlag.AlignRight)

    def _foot(self, coming: str) -> None:
        self.foot.addWidget(label(coming, "small faint", parent=self))
        self.foot.addStretch(1)
        if len(self._missed) == 1:
            read = button(t("missed.open"), parent=self)
            read.clicked.connect(self._open)
            self.foot.addWidget(read)
        self.go = button("", "primary", parent=self)
        self.go.clicked.connect(self._settle)
        self.foot.addWidget(self.go)
        self.default = self.go
        self._tell()

    def _tell(self, _on: bool = True) -> None:
        words = t(f"missed.go.{_chosen(self._choices).what}" if self._choices else "missed.go.many")
        self.go.setText(words)
        self.go.setAccessibleName(words)

    def focus_first(self) -> None:
        """Begin on the answer that is proposed."""
        stop = next((one for one in self._choices if one.isChecked()), None)
        (stop or self.go).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the proposal wherever the focus is, as the design promises."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), Choice):
            self.go.click()
            event.accept()
            return
        super().keyPressEvent(event)

    # ------------------------------------------------------------ answers

    def _settle(self) -> None:
        choices = {identity: chosen() for identity, chosen in self._rows.items()}
        self._answered = True
        self.go.setEnabled(False)
        self._bridge.ask(lambda desk: desk.schedule.settle_missed(choices), self._done, self._failed, Lane.STORE)

    def _done(self, before: tuple[Any, ...]) -> None:
        bridge = self._bridge  # the sheet is gone by the time that undo is pressed
        undo = partial(bridge.ask, lambda desk: tuple(map(desk.schedule.undo, before)))
        self.toast_wanted.emit(t("missed.done"), undo)
        self.settled.emit()
        self.close()

    def _failed(self, error: AppError) -> None:
        self._answered = False
        self.go.setEnabled(True)
        self.toast_wanted.emit(t(error.code, **error.facts), None)

    def _open(self) -> None:
        entry = self._missed[0].entry
        self._answered = True
        self._bridge.ask(lambda desk: desk.schedule.back_to_drafts(entry.deliveries))
        self.draft_wanted.emit(entry.draft)
        self.close()

    def done(self) -> bool:
        """Tell whether everything was answered."""
        return self._answered


def in_words(offer: Offer, now: datetime, was: datetime, quiet: bool = False) -> tuple[str, str]:
    """Return an answer and what it means for a post that was to go at `was`; `quiet`: it is quiet time now."""
    if offer.wall is None:
        return t("missed.drafts"), t("missed.drafts.more")
    if offer.what == "now":
        return t("missed.now"), t(f"missed.now.{'quiet' if quiet else _half_of_day(now, was)}")
    clock = when.clock(offer.wall)
    days = (offer.wall.date() - now.date()).days
    if days == 0:
        return t("missed.today", clock=clock), t(f"missed.today.{_part_of_day(offer.wall)}")
    named = t("missed.tomorrow", clock=clock) if days == 1 else at_words(offer.wall)
    same = offer.wall.time() == was.time()
    return named, t("missed.workday.more" if same else "missed.quiet_over.more")


def _half_of_day(now: datetime, was: datetime) -> str:
    """Return whether it is still the same half of the day, and which: "morning", "afternoon" or "more" for neither."""
    if now.date() != was.date() or (now.hour < NOON) != (was.hour < NOON):
        return "more"
    return "morning" if now.hour < NOON else "afternoon"


def _part_of_day(wall: datetime) -> str:
    """Return what of the day a time is, as people say it."""
    return next((part for part, until in PARTS if wall.hour < until), "evening")


def _with(offers: tuple[Offer, ...], preselected: Offer) -> tuple[Offer, ...]:
    """Return the answers with the proposal among them: a second post of a day gets a time of its own."""
    if preselected in offers:
        return offers
    place = next((number for number, one in enumerate(offers) if one.what == preselected.what), None)
    if place is None:
        return (*offers[:1], preselected, *offers[1:])
    return (*offers[:place], preselected, *offers[place + 1 :])


def _chosen(choices: dict[Choice, Offer]) -> Offer:
    return next(offer for choice, offer in choices.items() if choice.isChecked())


def _all_last(boxes: list[QComboBox]) -> None:
    """Choose the last answer, the drafts, in every row."""
    for box in boxes:
        box.setCurrentIndex(box.count() - 1)
