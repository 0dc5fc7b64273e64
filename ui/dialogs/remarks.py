# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Mummo's remarks: where one works, the "not yet" list, a company's list, what was fine; each can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Hat, OwnWord, Waiver
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.dialogs.try_list import CompanyList, TryList
from ui.jobs import Lane
from ui.widgets import when
from ui.widgets.plain import button, label, rule
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from app.desk import Desk

LONGEST_NAME = 200
WORDS_SHOWN = 60


class RemarksSheet(Sheet):
    """Everything acts at once; what is taken away comes back from the toast."""

    def __init__(self, bridge: Bridge, host: QWidget) -> None:
        """Ask for the lists and follow them."""
        super().__init__(host, t("remarks.title"), width=560)
        self._bridge = bridge
        self.buttons: list[QWidget] = []
        self.employer = self._setting("employer")
        self.products = self._setting("products")
        self._part(t("remarks.own"), t("remarks.own.hint"))
        self._own = self._rows()
        self._adding()
        self.body.addWidget(rule(self))
        self.trial = TryList(bridge, self)
        self.company = CompanyList(bridge, self.trial, self)
        self.body.addWidget(self.company)
        self.body.addWidget(rule(self))
        self.body.addWidget(self.trial)
        self.body.addWidget(rule(self))
        self._part(t("remarks.fine"), "")
        self._fine = self._rows()
        self._hats_part = label(t("remarks.hats"), "body_bold ink", parent=self)
        self.body.addWidget(self._hats_part)
        self._hats = self._rows()
        close = button(t("sheet.close"), parent=self)
        close.clicked.connect(self.close)
        self.add_button(close)
        bridge.announced.connect(self._heard)
        self._load()

    # ------------------------------------------------------------ building

    def _part(self, title: str, hint: str) -> None:
        self.body.addWidget(label(title, "body_bold ink", parent=self))
        if hint:
            self.body.addWidget(label(hint, "small faint", wrap=True, parent=self))

    def _rows(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(0)
        self.body.addLayout(rows)
        return rows

    def _setting(self, key: str) -> QLineEdit:
        self.body.addWidget(label(t(f"remarks.{key}"), "body_bold ink" if key == "employer" else "small", parent=self))
        field = QLineEdit(str(self._bridge.settings[key]), self)
        field.setAccessibleName(t(f"remarks.{key}"))
        field.setMaxLength(LONGEST_NAME)
        field.setMinimumHeight(theme.px("size.control"))
        field.setProperty("key", key)
        field.editingFinished.connect(self._choose)
        self.body.addWidget(field)
        if key == "employer":
            self.body.addWidget(label(t("remarks.employer.hint"), "small faint", wrap=True, parent=self))
        return field

    def _adding(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px("s"))
        self.word = QLineEdit(self)
        self.word.setAccessibleName(t("remarks.own"))
        self.word.setPlaceholderText(t("remarks.own.place"))
        self.word.setMaxLength(80)
        self.word.setMinimumHeight(theme.px("size.control"))
        self.word.returnPressed.connect(self._add)
        self.add = button(t("remarks.own.add"), "soft", parent=self)
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._add)
        row.addWidget(self.word, 1)
        row.addWidget(self.add)
        self.body.addLayout(row)

    # ------------------------------------------------------------ showing

    def _load(self) -> None:
        self._bridge.ask(_lists, self._show, self._trouble, Lane.STORE)

    def _heard(self, event: object) -> None:
        if getattr(event, "what", "") in ("lists", "waivers"):
            self._load()

    def _show(self, lists: Lists) -> None:
        words, waivers, kinds, not_hats = lists
        self.buttons.clear()
        _empty(self._own)
        for word in words:
            self._own.addWidget(self._row(word.words, "", word, self._take_off))
        _empty(self._fine)
        if not waivers:
            self._fine.addWidget(label(t("remarks.fine.none"), "small faint", parent=self))
        for waiver in waivers:
            title, small = _told(waiver, kinds)
            self._fine.addWidget(self._row(title, small, waiver, self._forget))
        _empty(self._hats)
        self._hats_part.setVisible(bool(not_hats))
        for hat, taken in not_hats:
            self._hats.addWidget(self._row(taken, t(f"remarks.hats.{hat.value}"), (hat, taken), self._hat_again))
        self.fit()

    def _row(self, title: str, small: str, value: object, press: object) -> QWidget:
        made = QWidget(self)
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 5, 0, 5)
        line.setSpacing(theme.px("m"))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(title, "body ink", wrap=True, parent=made))
        if small:
            words.addWidget(label(small, "small faint", wrap=True, parent=made))
        line.addLayout(words, 1)
        remove = button(t("remarks.remove"), "small_button", value=value, parent=made)
        remove.setAccessibleName(f"{t('remarks.remove')}: {title}")
        remove.chosen.connect(press)
        line.addWidget(remove)
        self.buttons.append(remove)
        return made

    # ------------------------------------------------------------ doing

    def _choose(self) -> None:
        field = self.sender()
        key = str(field.property("key")) if field is not None else ""
        text = {"employer": self.employer, "products": self.products}[key].text().strip()
        if text != self._bridge.settings[key]:
            self._bridge.choose(key, text)

    def _add(self) -> None:
        words = self.word.text()
        if words.strip():
            self.word.clear()
            self._bridge.ask(lambda desk: desk.remarks.add_word(words), None, self._trouble)

    def _take_off(self, word: OwnWord) -> None:
        bridge = self._bridge

        def undo() -> None:
            bridge.ask(lambda desk: desk.remarks.put_back(word))

        bridge.ask(lambda desk: desk.remarks.remove_word(word.id), None, self._trouble)
        bridge.toast_wanted.emit(t("remarks.own.removed"), undo)

    def _forget(self, waiver: Waiver) -> None:
        bridge = self._bridge

        def undo() -> None:
            bridge.ask(lambda desk: desk.reading.remember_again(waiver))

        bridge.ask(lambda desk: desk.reading.forget(waiver.id), None, self._trouble)
        bridge.toast_wanted.emit(t("remarks.fine.removed"), undo)

    def _hat_again(self, chosen: tuple[Hat, str]) -> None:
        bridge, (hat, word) = self._bridge, chosen

        def undo() -> None:
            bridge.ask(lambda desk: desk.remarks.not_this_hat(hat, word))

        bridge.ask(lambda desk: desk.remarks.hat_again(hat, word), None, self._trouble)
        bridge.toast_wanted.emit(t("remarks.hats.removed", word=word), undo)

    def _trouble(self, error: AppError) -> None:
        self._bridge.toast_wanted.emit(t(error.code, **error.facts), None)


Lists = tuple[tuple[OwnWord, ...], tuple[Waiver, ...], dict[str, str], tuple[tuple[Hat, str], ...]]
"""The writer's words, what was fine, the kinds of remarks in words, and the words of no hat."""


def _lists(desk: Desk) -> Lists:
    remarks = desk.remarks
    return remarks.own_words(), desk.reading.waivers(), dict(remarks.kinds()), remarks.not_hats()


def _told(waiver: Waiver, kinds: dict[str, str]) -> tuple[str, str]:
    """What was fine, in words: the found words of a post, or a kind of remark everywhere."""
    kind = kinds.get(waiver.category, waiver.category)
    if waiver.draft is None:
        return t("remarks.fine.rests" if waiver.rule else "remarks.fine.everywhere", kind=f"”{kind}”"), ""
    words = " ".join(waiver.words.split())
    shown = words if len(words) <= WORDS_SHOWN else f"{words[:WORDS_SHOWN].rstrip()}…"
    return t("remarks.fine.words", words=shown, when=when.short(waiver.at)), kind


def _empty(rows: QVBoxLayout) -> None:
    while item := rows.takeAt(0):
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
