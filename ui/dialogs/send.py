# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The send sheet over the write view: where to, how, what is still open on one line; it decides nothing by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Concern, Mood, Report
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets import voice
from ui.widgets.account_mark import AccountMark, icon_of
from ui.widgets.face import Face
from ui.widgets.options_form import OptionsForm
from ui.widgets.plain import button, icon_button, label, picture, plain_tip, rule
from ui.widgets.send_facts import SendFacts, SendRow, hint_in_words, photos_in_words, send_facts, where_in_words
from ui.widgets.sheet import Sheet
from ui.widgets.tick import Tick
from ui.widgets.when import in_words

if TYPE_CHECKING:
    from app.desk import Desk

FACE = 40
WIDTH = 540
BUTTON = 32
"""Characters on the button; the rest is in its name and tooltip."""


class SendSheet(Sheet):
    """`send_wanted` carries the chosen account ids; the sheet closes by then. Open remarks never change the button."""

    send_wanted = Signal(object)
    look_wanted = Signal()
    accounts_wanted = Signal()
    time_wanted = Signal(object)

    def __init__(self, bridge: Bridge, host: QWidget, draft: str) -> None:
        """Ask for the draft, its accounts and what Mummo says; show each as it comes."""
        super().__init__(host, t("send.title"), width=WIDTH)
        self._draft = draft
        self._bridge = bridge
        self._boxes: list[tuple[Tick, SendRow]] = []
        self._asked: set[str] = set()
        self._any_options = False
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
        bridge.ask(lambda desk: send_facts(desk, draft), self._show, self._trouble, Lane.STORE)
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
        self._any_options = any(row.options for row in facts.rows)
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
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(0, 9, 0, 9)
        line.setSpacing(theme.px("m"))
        line.addWidget(AccountMark(row.account, made))
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(label(row.account.name or row.look.name, "body_bold ink", parent=made))
        names.addWidget(label(where_in_words(row), "small faint", wrap=True, parent=made))
        line.addLayout(names, 1)
        line.addWidget(picture(row.look.icon, "ink_soft", parent=made))
        column.addLayout(line)
        if row.options:
            self._add_options(row, line, column, made)
        elif self._any_options:
            line.addSpacing(theme.px("control_small") + theme.px("m"))
        box = Tick(f"{row.account.name or row.look.name}, {where_in_words(row)}", made)
        fits = row.measure.fits or len(row.measure.parts) > 1
        box.setChecked(row.chosen and fits)
        box.setEnabled(fits)
        box.toggled.connect(self._tell)
        line.addWidget(box)
        self._boxes.append((box, row))
        return made

    def _add_options(self, row: SendRow, line: QHBoxLayout, column: QVBoxLayout, made: QWidget) -> None:
        """Put what can be chosen for this network behind a button; what is chosen already stands open."""
        form = OptionsForm(row.options, made)
        form.setVisible(any(one.chosen for one in row.options))
        form.chosen.connect(lambda name, value: self._choose(row, name, value))
        more = icon_button("dots", t("send.options", network=row.look.name), made)
        more.setCheckable(True)
        more.setChecked(not form.isHidden())
        more.toggled.connect(form.setVisible)
        more.toggled.connect(self.fit)
        line.addWidget(more)
        column.addWidget(form)

    def _choose(self, row: SendRow, name: str, value: str) -> None:
        draft, network = self._draft, row.account.network
        self._bridge.ask(
            lambda desk: desk.options.choose(draft, network, name, value),
            lambda _done: self._chosen_anew(row),
            self._trouble,
            Lane.STORE,
        )

    def _chosen_anew(self, row: SendRow) -> None:
        """Ask again what would not come out as written: a link in a reply costs another price, say."""
        self._asked.discard(row.account.id)
        self._concerns = tuple(one for one in self._concerns if one.account != row.account.id)
        self._tell()

    def _read(self, report: Report) -> None:
        asking = voice.open_ones(voice.noted(report))
        moved = voice.mood_of(asking) is not Mood.CALM
        self.face.set_mood(report.mood)
        self.words.setText(voice.counted_open(len(asking)) if moved else t("send.calm"))
        self.look.setVisible(moved)
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
        self._name_button(rows)
        hint = t("send.empty") if self._empty else hint_in_words(rows)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._look_up(rows)
        self._show_concerns()

    def _name_button(self, rows: tuple[SendRow, ...]) -> None:
        """Say on the button who publishes where: the last chance to see that it is the wrong account."""
        words, icon = t("send.publish"), theme.icon("send", "on_accent", theme.px("icon_small"))
        if len(rows) == 1:
            account, look = rows[0].account, rows[0].look
            named = account.name if account.name and account.name != look.name else ""
            words = (
                t("send.publish_as", name=named, network=look.name)
                if named
                else t("send.publish_at", network=look.name)
            )
            icon = icon_of(account, theme.px("icon"), self.devicePixelRatioF())
        elif rows:
            words = t("send.publish_many", n=len(rows))
        self.publish.setText(f" {shortened(words)}".replace("&", "&&"))
        self.publish.setAccessibleName(words)
        self.publish.setToolTip(plain_tip(words))
        self.publish.setIcon(icon)

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
        said = dict.fromkeys(in_words(one) for one in self._concerns if one.account in chosen)
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


def shortened(words: str) -> str:
    """Return words that fit the button, cut in the middle: both ends tell who and where."""
    if len(words) <= BUTTON:
        return words
    tail = words[words.rfind(",") :]
    return f"{words[: BUTTON - len(tail) - 1]}…{tail}"


def _let_be(_error: AppError) -> None:
    """What can't be looked up now will be told by the sending itself."""


def _report(desk: Desk, draft: str) -> Report:
    return desk.reading.check(desk.drafts.get(draft).text, draft=draft)
