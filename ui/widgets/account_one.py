# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One network's accounts at the side: who, until when, sign in again, remove with undo, one more, the program's key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Way
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.account_facts import Linked, Place, Wish, about, ends
from ui.widgets.account_frame import SidePage
from ui.widgets.account_mark import AccountMark
from ui.widgets.account_step import meaning
from ui.widgets.flow import FlowLayout
from ui.widgets.plain import button, icon_button, label, rule
from ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from app.desk import Desk

UNDO_MS = 8_000


class Removals(QObject):
    """Accounts that go in some seconds, unless it is undone; leaving means it.

    Signals
        changed: another set of accounts goes.
    """

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        """Remove nothing yet."""
        super().__init__(parent)
        self._bridge = bridge
        self.going: list[str] = []
        self.undo_over = QTimer(self, singleShot=True, interval=UNDO_MS)
        self.undo_over.timeout.connect(self.let_go)

    def add(self, account: str) -> None:
        """Let an account go in some seconds."""
        self.going.append(account)
        self.undo_over.start()
        self.changed.emit()

    def keep(self, account: str) -> None:
        """Undo."""
        self.going.remove(account)
        self.changed.emit()

    def let_go(self) -> None:
        """Remove now what was to go: its permission is given back where the network can be reached."""
        self.undo_over.stop()
        going, self.going = self.going, []
        for account in going:
            self._bridge.ask(_removing(account), failed=self._not_removed, lane=Lane.LINK)

    def _not_removed(self, error: AppError) -> None:
        self._bridge.toast_wanted.emit(t(error.code, **error.facts), None)
        self.changed.emit()


class NetworkPage(SidePage):
    """Signals
    wished: a Wish, and the id of the account it is about ("" a new one).
    removed, kept: the id of an account whose removal begins, or is undone.
    left: back.
    """

    wished = Signal(object, str)
    removed = Signal(str)
    kept = Signal(object)
    left = Signal()

    def __init__(self, place: Place, source: str, going: list[str]) -> None:
        """Show the accounts of a network; `source` of the program's key, `going` accounts are about to be removed."""
        super().__init__()
        self._place, self._source = place, source
        column = self.column
        column.setSpacing(theme.px("m"))
        if not place.linked or not place.direct:
            column.addWidget(Sentence(t(f"accounts.can.{place.look.id}"), "body", "ink_soft", self))
        for linked in place.linked:
            column.addWidget(self._account(linked, linked.account.id in going))
            column.addWidget(rule(self))
        self._offers(column)
        if any(one.account.way is Way.DIRECT for one in place.linked):
            column.addSpacing(theme.px("s"))
            column.addLayout(meaning(place.look.id, self))
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.done = button(t("accounts.done"), parent=self)
        self.done.clicked.connect(self.left)
        row.addWidget(self.done)
        self.foot.addLayout(row)

    def begin(self) -> None:
        """Give the focus to what takes nothing away."""
        self.done.setFocus()

    def stop(self) -> None:
        """Nothing waits here."""

    def _account(self, linked: Linked, going: bool) -> QWidget:
        account, made = linked.account, QWidget(self)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(theme.px("m"))
        row.addWidget(AccountMark(account, made))
        words = QVBoxLayout()
        words.setSpacing(1)
        name = account.name or self._place.look.name
        words.addWidget(label(name, "body_bold ink", wrap=True, parent=made))
        words.addWidget(Sentence(t("accounts.going") if going else about(account), "small", "ink_faint", made))
        until = ends(linked)
        if until and not going:
            words.addWidget(label(until, "small brow" if linked.ends_soon else "small", wrap=True, parent=made))
        row.addLayout(words, 1)
        if going:
            undo = button(t("toast.undo"), "small_button", value=account.id, parent=made)
            undo.chosen.connect(self.kept)
            row.addWidget(undo)
        else:
            row.addWidget(self._trash(account.id, name, made))
        column.addLayout(row)
        if not going and self._may_link():
            self._again(linked, column, made)
        return made

    def _trash(self, account: str, name: str, parent: QWidget) -> QWidget:
        remove = icon_button("trash", t("accounts.remove", name=name), parent)
        remove.setProperty("account", account)
        remove.clicked.connect(self._remove)
        return remove

    def _again(self, linked: Linked, column: QVBoxLayout, parent: QWidget) -> None:
        """Offer to sign in anew, or to make an account by hand a direct one."""
        by_hand = linked.account.way is Way.BY_HAND
        words = t("accounts.link_direct" if by_hand else "accounts.again")
        role = "small_button primary" if linked.ends_soon else "small_button"
        press = button(words, role, value=linked.account.id, parent=parent)
        press.setAccessibleName(f"{words}: {linked.account.name or self._place.look.name}")
        press.chosen.connect(self._link)
        row = QHBoxLayout()
        row.addSpacing(24 + theme.px("m"))
        row.addWidget(press)
        row.addStretch(1)
        column.addLayout(row)

    def _may_link(self) -> bool:
        return self._place.direct and bool(self._source or not self._place.needs_key)

    def _offers(self, column: QVBoxLayout) -> None:
        place = self._place
        row = FlowLayout(gap=theme.px("s"), line_gap=6)
        if self._may_link() and place.linked:
            row.addWidget(self._offer(t("accounts.link_another"), Wish.LINK, "plus"))
        if place.steps and place.direct:
            words = t("accounts.key.change" if self._source else "accounts.key.get")
            row.addWidget(self._offer(words, Wish.KEY, "key"))
        if not place.linked or (place.asks_server and place.way is not Way.PRACTICE):
            row.addWidget(self._offer(t("accounts.by_hand"), Wish.HAND, "hand-click"))
        column.addLayout(row)
        if place.direct and place.needs_key and not self._source:
            column.addWidget(Sentence(t("keys.missing", network=place.look.name), "small", "ink_faint", self))

    def _offer(self, words: str, wish: Wish, icon: str) -> QWidget:
        press = button(words, "small_button", icon, value=wish, parent=self)
        press.chosen.connect(self._wish)
        return press

    def _wish(self, wish: Wish) -> None:
        self.wished.emit(wish, "")

    def _link(self, account: str) -> None:
        self.wished.emit(Wish.LINK, account)

    def _remove(self) -> None:
        self.removed.emit(str(self.sender().property("account")))


def _removing(account: str) -> Callable[[Desk], None]:
    def work(desk: Desk) -> None:
        desk.accounts.remove(account)

    return work
