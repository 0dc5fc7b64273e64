# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The send sheet over the write view: where to, how, what is still open on one line; it decides nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Account, Concern, Level, Measure, Mood, Photo, Report, Way
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.face import Face
from ui.widgets.kinds import Look, looks
from ui.widgets.plain import button, label, picture, rule
from ui.widgets.sheet import Sheet
from ui.widgets.tick import Tick

if TYPE_CHECKING:
    from app.desk import Desk

FACE = 40
OPEN = (Level.STARTLED, Level.EYEBROW)


@dataclass(frozen=True, slots=True)
class SendRow:
    """One account the draft may go to; `own`: its network gets a text of its own."""

    account: Account
    look: Look
    measure: Measure
    chosen: bool
    own: bool = False


@dataclass(frozen=True, slots=True)
class SendFacts:
    """What the sheet shows before anything is read."""

    text: str
    rows: tuple[SendRow, ...]
    photos: tuple[Photo, ...]


class SendSheet(Sheet):
    """`send_wanted` carries the chosen account ids; the sheet closes by then. Open remarks never change the button."""

    send_wanted = Signal(object)
    look_wanted = Signal()
    accounts_wanted = Signal()
    time_wanted = Signal(object)

    def __init__(self, bridge: Bridge, host: QWidget, draft: str) -> None:
        """Ask for the draft, its accounts and what Mummo says; show each as it comes."""
        super().__init__(host, t("send.title"))
        self._draft = draft
        self._bridge = bridge
        self._boxes: list[tuple[Tick, SendRow]] = []
        self._asked: set[str] = set()
        self._concerns: tuple[Concern, ...] = ()
        self.body.addLayout(self._mummo())
        self._places = QVBoxLayout()
        self._places.setSpacing(0)
        self.body.addLayout(self._places)
        self.photo_words = label("", "small faint", wrap=True, parent=self)
        self.hint = label("", "small ink", wrap=True, parent=self)
        self.concern = label("", "small ink", wrap=True, parent=self)
        for words in (self.photo_words, self.hint, self.concern):
            words.hide()
            self.body.addWidget(words)
        self.later = button(t("send.later"), "plain", "clock", parent=self)
        self.later.setEnabled(False)
        self.later.clicked.connect(self._later)
        self.foot.addWidget(self.later)
        self.foot.addStretch(1)
        cancel = button(t("send.cancel"), parent=self)
        cancel.clicked.connect(self.close)
        self.publish = button(t("send.publish"), "primary", "send", parent=self)
        self.publish.setEnabled(False)
        self.publish.clicked.connect(self._send)
        self.add_button(cancel)
        self.add_button(self.publish)
        self.default = self.publish
        bridge.ask(lambda desk: _facts(desk, draft), self._show, self._trouble, Lane.STORE)
        bridge.ask(lambda desk: _report(desk, draft), self._read, self._not_read, Lane.READ)

    def _mummo(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px("m"))
        self.face = Face(FACE, self)
        self.words = label(t("send.reading"), "lead", wrap=True, parent=self)
        self.look = button(t("send.look"), "link", parent=self)
        self.look.clicked.connect(self._look)
        self.look.hide()
        row.addWidget(self.face)
        row.addWidget(self.words, 1)
        row.addWidget(self.look)
        return row

    # ------------------------------------------------------------ answers

    def _show(self, facts: SendFacts) -> None:
        for number, row in enumerate(facts.rows):
            if number:
                self._places.addWidget(rule(self))
            self._places.addWidget(self._row(row))
        if not facts.rows:
            add = button(t("send.add_place"), "soft", "plus", parent=self)
            add.clicked.connect(self._add)
            self._places.addWidget(label(t("send.no_places"), wrap=True, parent=self))
            self._places.addWidget(add)
            self.focus_soon()
        if facts.photos:
            self.photo_words.setText(photos_in_words(facts.photos))
            self.photo_words.show()
        self._empty = not facts.text.strip()
        self._tell()
        self.fit()
        if self.publish.isEnabled():
            self.publish.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, row: SendRow) -> QWidget:
        made = QWidget(self)
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 9, 0, 9)
        line.setSpacing(theme.px("m"))
        line.addWidget(picture(row.look.icon, "ink", parent=made))
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(label(row.account.name or row.look.name, "body_bold ink", parent=made))
        how = how_in_words(row)
        names.addWidget(label(how, "small faint", wrap=True, parent=made))
        line.addLayout(names, 1)
        box = Tick(f"{row.account.name or row.look.name}, {how}", made)
        fits = row.measure.fits or len(row.measure.parts) > 1
        box.setChecked(row.chosen and fits)
        box.setEnabled(fits)
        box.toggled.connect(self._tell)
        line.addWidget(box)
        self._boxes.append((box, row))
        return made

    def _read(self, report: Report) -> None:
        count = sum(remark.finding.level in OPEN for remark in report.remarks)
        self.face.set_mood(report.mood)
        self.words.setText(t("send.open", n=count) if count else t("send.calm"))
        self.look.setVisible(bool(count))
        self.fit()

    def _not_read(self, _error: AppError) -> None:
        self.face.set_mood(Mood.CALM)
        self.words.setText(t("send.unread"))

    def _trouble(self, error: AppError) -> None:
        self.hint.setText(t(error.code, **error.facts))
        self.hint.show()
        self.fit()

    # ------------------------------------------------------------ wishes

    def chosen(self) -> tuple[SendRow, ...]:
        """Return the ticked rows."""
        return tuple(row for box, row in self._boxes if box.isChecked())

    def _tell(self, _on: bool = False) -> None:
        rows = self.chosen()
        for press in (self.publish, self.later):
            press.setEnabled(bool(rows) and not self._empty)
        hint = t("send.empty") if self._empty else hint_in_words(rows)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._look_up(rows)
        self._show_concerns()

    def _look_up(self, rows: tuple[SendRow, ...]) -> None:
        """Ask, once an account, what would not come out as written."""
        new = tuple(row.account.id for row in rows if row.account.id not in self._asked)
        if new and not self._empty:
            self._asked.update(new)
            draft = self._draft
            self._bridge.ask(lambda desk: desk.sending.concerns(draft, new), self._concerned, _let_be, Lane.SEND)

    def _concerned(self, concerns: tuple[Concern, ...]) -> None:
        self._concerns += concerns
        self._show_concerns()

    def _show_concerns(self) -> None:
        """Say on one line what was found for the places that are ticked; it holds nothing up."""
        chosen = {row.account.id for row in self.chosen()}
        said = dict.fromkeys(t(one.code, **dict(one.facts)) for one in self._concerns if one.account in chosen)
        self.concern.setText(" ".join(said))
        self.concern.setVisible(bool(said))
        self.fit()

    def _send(self) -> None:
        self.send_wanted.emit(tuple(row.account.id for row in self.chosen()))
        self.close()

    def _later(self) -> None:
        self.time_wanted.emit(tuple(row.account.id for row in self.chosen()))
        self.close()

    def _look(self) -> None:
        self.close()
        self.look_wanted.emit()

    def _add(self) -> None:
        self.close()
        self.accounts_wanted.emit()


def how_in_words(row: SendRow) -> str:
    """Return how a row goes out: directly or by hand, as how many parts, or how much is too much."""
    words = [t(f"way.{row.account.way.value}"), *([t("chip.own_text")] if row.own else [])]
    if len(row.measure.parts) > 1:
        words.append(t("send.thread", n=len(row.measure.parts)))
    elif not row.measure.fits:
        words.append(t("send.too_long", n=row.measure.used - row.measure.limit))
    return ", ".join(words)


def hint_in_words(rows: tuple[SendRow, ...]) -> str:
    """Return what happens after the press when a person has to do the last of it; "" when Mummo does it all."""
    by_hand = [row for row in rows if row.account.way is Way.BY_HAND]
    if not by_hand:
        return ""
    if len(by_hand) == 1:
        network = by_hand[0].account.network
        named = t(f"network.object.{network}")
        return t("send.by_hand", network=by_hand[0].look.name if named.startswith("network.") else named)
    return t("send.by_hand_many", networks=", ".join(row.look.name for row in by_hand))


def photos_in_words(photos: tuple[Photo, ...]) -> str:
    """Return how many pictures, what was taken out of the copies, and whether each has been described."""
    words = [t("send.photos", n=len(photos))]
    if any(photo.removed for photo in photos):
        words.append(t("send.cleaned"))
    missing = sum(not photo.alt.strip() for photo in photos)
    words.append(t("send.alt_missing", n=missing) if missing else t("send.alt_done"))
    return " · ".join(words)


def _facts(desk: Desk, draft: str) -> SendFacts:
    found = desk.drafts.get(draft)
    known, accounts, own = looks(desk), desk.accounts.all(), desk.variants.forks(draft)
    rows = []
    for account in accounts:
        network, chosen = account.network, account.id in found.to or len(accounts) == 1
        measure = desk.variants_of(account).parts_for(draft, network)
        rows.append(SendRow(account, known.of(network), measure, chosen, network in own))
    rows.sort(key=lambda row: not row.chosen)
    return SendFacts(found.text, tuple(rows), found.photos)


def _let_be(_error: AppError) -> None:
    """What can't be looked up now will be told by the sending itself."""


def _report(desk: Desk, draft: str) -> Report:
    return desk.reading.check(desk.drafts.get(draft).text, draft=draft)
