# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The computer slept over a planned time: what shall happen now? Nothing was sent; Enter takes what is proposed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Mood
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets import when
from ui.widgets.calendar_facts import at_words
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
HIGH = 54


class Choice(QAbstractButton):
    """One answer as a wide row: a radio button by role and keys, its words and what they mean."""

    def __init__(self, offer: Offer, words: str, more: str, parent: QWidget | None = None) -> None:
        """Begin unchosen."""
        super().__init__(parent)
        self.offer, self._more = offer, more
        self.setText(words)
        self.setAccessibleName(f"{words}. {more}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedHeight(HIGH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, ring and both lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, radius = self.isChecked(), theme.px("radius.control")
        edge = "focus" if self.hasFocus() or on else "line_strong"
        painter.setPen(QPen(theme.color(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.color("accent_soft" if on else "hover" if self.underMouse() else "paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        ring = QRectF(16, HIGH / 2 - 9, 18, 18)
        painter.setPen(QPen(theme.color("accent" if on else "control"), 1.6))
        painter.setBrush(theme.color("paper"))
        painter.drawEllipse(ring)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(ring.adjusted(4.5, 4.5, -4.5, -4.5))
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font("body_bold"))
        painter.drawText(self.rect().adjusted(47, 8, -10, -HIGH // 2 + 1), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setPen(theme.color("ink_soft"))
        painter.setFont(theme.font("small"))
        painter.drawText(self.rect().adjusted(47, HIGH // 2 - 2, -10, -7), Qt.AlignmentFlag.AlignVCenter, self._more)
        painter.end()


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

    def __init__(
        self, bridge: Bridge, host: QWidget, missed: tuple[Missed, ...], looks: Looks, now: datetime, coming: str = ""
    ) -> None:
        """Ask about these posts; `now` is the wall time (naive), `coming` a sentence on what goes next."""
        title = t("missed.title") if len(missed) == 1 else t("missed.title_many", n=len(missed))
        super().__init__(host, title, width=WIDTH)
        self._bridge, self._missed, self._looks, self._now = bridge, missed, looks, now
        self._answered = False
        self._rows: dict[str, Callable[[], Offer]] = {}
        self.body.addLayout(self._head_of(missed[0]))
        self.body.addSpacing(6)
        if len(missed) == 1:
            self._ask_one(missed[0])
        else:
            self._ask_many(missed)
        self._foot(coming)

    # ------------------------------------------------------------ what is shown

    def _head_of(self, first: Missed) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px("l"))
        face = Face(FACE, self)
        face.set_mood(Mood.CALM)
        row.addWidget(face)
        words = t("missed.words", clock=when.clock(first.entry.here), now=when.clock(self._now))
        row.addWidget(Sentence(words, "body", "ink_soft", self), 1)
        return row

    def _card(self, missed: Missed) -> QFrame:
        entry = missed.entry
        card = QFrame(self)
        theme.set_role(card, "note")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(label(entry.title, "lead ink", wrap=True, parent=card))
        row = QHBoxLayout()
        row.setSpacing(6)
        for network in dict.fromkeys(entry.networks):
            look = self._looks.of(network)
            row.addWidget(picture(look.icon, "ink_soft", theme.px("icon_small"), card))
            row.addWidget(label(look.name, "caption", parent=card))
        row.addStretch(1)
        row.addWidget(label(t("missed.was_to_go", when=at_words(entry.here)), "caption", parent=card))
        column.addLayout(row)
        return card

    def _ask_one(self, missed: Missed) -> None:
        self.body.addWidget(self._card(missed))
        self.body.addSpacing(4)
        group = QButtonGroup(self)
        choices = []
        for offer in _with(missed.offers, missed.preselected):
            words, more = in_words(offer, self._now, missed.entry.here)
            choice = Choice(offer, words, more, self)
            choice.setChecked(offer == missed.preselected)
            choice.toggled.connect(self._tell)
            group.addButton(choice)
            choices.append(choice)
            self.body.addWidget(choice)
        self._choices = choices
        self._rows[missed.entry.id] = lambda: next(one.offer for one in choices if one.isChecked())

    def _ask_many(self, missed: tuple[Missed, ...]) -> None:
        self._choices = []
        boxes = []
        for number, one in enumerate(missed):
            if number:
                self.body.addWidget(rule(self))
            row = QHBoxLayout()
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(label(one.entry.title, "body_bold ink", wrap=True, parent=self))
            words.addWidget(label(t("missed.was_to_go", when=at_words(one.entry.here)), "small faint", parent=self))
            row.addLayout(words, 1)
            box = QComboBox(self)
            box.setMinimumHeight(theme.px("control"))
            box.setAccessibleName(one.entry.title)
            for offer in _with(one.offers, one.preselected):
                box.addItem(in_words(offer, self._now, one.entry.here)[0], offer)
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
        chosen = next((one.offer for one in self._choices if one.isChecked()), None)
        words = t(f"missed.go.{chosen.what}") if chosen is not None else t("missed.go.many")
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


def in_words(offer: Offer, now: datetime, was: datetime) -> tuple[str, str]:
    """Return an answer and what it means for a post that was to go at `was`."""
    if offer.wall is None:
        return t("missed.drafts"), t("missed.drafts.more")
    if offer.what == "now":
        return t("missed.now"), t("missed.now.more")
    clock = when.clock(offer.wall)
    days = (offer.wall.date() - now.date()).days
    if days == 0:
        return t("missed.today", clock=clock), t("missed.today.more")
    named = t("missed.tomorrow", clock=clock) if days == 1 else at_words(offer.wall)
    same = offer.wall.time() == was.time()
    return named, t("missed.workday.more" if same else "missed.quiet_over.more")


def _with(offers: tuple[Offer, ...], preselected: Offer) -> tuple[Offer, ...]:
    """Return the answers with the proposal among them: a second post of a day gets a time of its own."""
    if preselected in offers:
        return offers
    place = next((number for number, one in enumerate(offers) if one.what == preselected.what), None)
    if place is None:
        return (*offers[:1], preselected, *offers[1:])
    return (*offers[:place], preselected, *offers[place + 1 :])


def _all_last(boxes: list[QComboBox]) -> None:
    """Choose the last answer, the drafts, in every row."""
    for box in boxes:
        box.setCurrentIndex(box.count() - 1)
