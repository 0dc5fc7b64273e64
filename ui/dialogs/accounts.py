# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The accounts as a side sheet: what is linked, what each network honestly allows, linking, removing with undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Account, Event, Way
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.dialogs.own_server import ServerPage
from ui.dialogs.sign_in import Ask, SignInPage
from ui.jobs import Lane
from ui.widgets.kinds import Look, Looks, looks
from ui.widgets.plain import button, icon_button, label, picture, rule
from ui.widgets.sentence import Sentence
from ui.widgets.sheet import Place, Sheet

if TYPE_CHECKING:
    from app.desk import Desk

WIDTH = 440
UNDO_MS = 8_000

_begun: dict[str, dict[str, str]] = {}
"""What was typed for a network and not finished, while the program runs; never a secret."""


@dataclass(frozen=True, slots=True)
class Possible:
    """A network and what this build can do with it. `asks_server`: its own page is on a server of one's own."""

    look: Look
    way: Way
    asks: tuple[Ask, ...]
    asks_server: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What the list shows."""

    accounts: tuple[Account, ...]
    networks: tuple[Possible, ...]


class AccountsSheet(Sheet):
    """Removing waits some seconds so that it can be undone; closing the sheet means it."""

    added = Signal(str)

    def __init__(self, bridge: Bridge, host: QWidget) -> None:
        """Ask for the accounts and show them."""
        super().__init__(host, t("accounts.title"), Place.SIDE, WIDTH)
        self._bridge = bridge
        self._shown: Shown | None = None
        self._page: QWidget | None = None
        self._going: list[str] = []
        self._focus_name = ""
        self.sign_in: SignInPage | None = None
        self._undo_over = QTimer(self, singleShot=True, interval=UNDO_MS)
        self._undo_over.timeout.connect(self._let_go)
        self.back = button(t("accounts.back"), parent=self)
        self.back.clicked.connect(self._show_list)
        self.link = button(t("accounts.link"), "primary", parent=self)
        self.link.clicked.connect(self._go)
        self.add_button(self.back)
        self.add_button(self.link)
        self.back.hide()
        self.link.hide()
        bridge.announced.connect(self._heard)
        self._ask()

    def _ask(self) -> None:
        self._bridge.ask(_gather, self._show, self._trouble, Lane.STORE)

    def _heard(self, event: Event) -> None:
        if event.what == "accounts":
            self._ask()

    def _trouble(self, error: AppError) -> None:
        self._swap(Sentence(t(error.code, **error.facts), "body", "ink", self))

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        if self.sign_in is None:
            self._show_list()

    def _swap(self, page: QWidget) -> None:
        focused = self.focusWidget()
        if self._page is not None:
            inside = focused is not None and self._page.isAncestorOf(focused)
            self._focus_name = focused.accessibleName() if inside and focused is not None else ""
            self.body.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self.body.addWidget(page)
        QTimer.singleShot(0, self, self._settle_focus)

    def _settle_focus(self) -> None:
        """Put the focus where it was before the page was made anew, or on the next button after it."""
        focused = self.focusWidget()
        if self._page is None or (focused is not None and self._page.isAncestorOf(focused)):
            return
        presses = self._page.findChildren(QPushButton)
        names = [one.accessibleName() for one in presses]
        begin = names.index(self._focus_name) if self._focus_name in names else len(names)
        for one in presses[begin:]:
            if one.isEnabled():
                one.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.focus_first()

    def focus_first(self) -> None:
        """Give the focus to the first stop that takes nothing away: Enter right after opening must not remove."""
        stops = [one for one in self._stops() if not one.property("account")]
        stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ the list

    def _show_list(self) -> None:
        self.sign_in = None
        self.default = None
        self.heading.setText(t("accounts.title"))
        self.back.hide()
        self.link.hide()
        shown = self._shown
        if shown is None:
            return
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Sentence(t("accounts.intro"), "small", "ink_soft", page))
        known = Looks(tuple(one.look for one in shown.networks))
        if shown.accounts:
            column.addSpacing(14)
        for account in shown.accounts:
            column.addWidget(self._account(account, known.of(account.network), page))
            column.addWidget(rule(page))
        column.addSpacing(18)
        column.addWidget(label(t("accounts.add"), "body_bold ink", parent=page))
        for possible in shown.networks:
            column.addWidget(self._network(possible, page))
        column.addSpacing(12)
        column.addWidget(Sentence(t("accounts.keys"), "small", "ink_faint", page))
        column.addStretch(1)
        self._swap(page)

    @staticmethod
    def _line(icon: str, name: str, more: str, parent: QWidget) -> tuple[QWidget, QHBoxLayout]:
        made = QWidget(parent)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 9, 0, 9)
        row.setSpacing(theme.px("m"))
        row.addWidget(picture(icon, "ink", parent=made))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(name, "body_bold ink", parent=made))
        words.addWidget(Sentence(more, "small", "ink_faint", made))
        row.addLayout(words, 1)
        return made, row

    def _account(self, account: Account, look: Look, parent: QWidget) -> QWidget:
        going = account.id in self._going
        more = t("accounts.going") if going else about(account)
        made, row = self._line(look.icon, account.name or look.name, more, parent)
        if going:
            undo = button(t("toast.undo"), "small_button", value=account.id, parent=made)
            undo.chosen.connect(self._keep)
            row.addWidget(undo)
        else:
            remove = icon_button("trash", t("accounts.remove", name=account.name or look.name), made)
            remove.setProperty("account", account.id)
            remove.clicked.connect(self._remove)
            row.addWidget(remove)
        return made

    def _network(self, possible: Possible, parent: QWidget) -> QWidget:
        look = possible.look
        made, row = self._line(look.icon, look.name, t(f"accounts.can.{look.id}"), parent)
        if possible.asks:
            words = t("accounts.continue") if _begun.get(look.id) else t("accounts.link")
            press = button(words, "small_button", value=possible, parent=made)
            press.setAccessibleName(f"{words}: {look.name}")
            press.chosen.connect(self._begin)
            row.addWidget(press)
        words = t("accounts.try" if possible.way is Way.PRACTICE else "accounts.by_hand")
        press = button(words, "small_button", value=possible, parent=made)
        press.setAccessibleName(f"{words}: {look.name}")
        if self._is_added(possible):
            press.setText(t("accounts.is_added"))
            press.setEnabled(False)
        press.chosen.connect(self._add)
        row.addWidget(press)
        return made

    def _is_added(self, possible: Possible) -> bool:
        """Whether pressing would add nothing more: one place by hand is enough, unless each server has its own page."""
        accounts = self._shown.accounts if self._shown is not None else ()
        here = [one for one in accounts if one.network == possible.look.id and one.way is not Way.DIRECT]
        return bool(here) and not possible.asks_server and not any(one.id in self._going for one in here)

    # ------------------------------------------------------------ adding

    def _add(self, possible: Possible) -> None:
        if possible.asks_server:
            self._ask_server(possible)
            return
        network = possible.look.id
        if possible.way is Way.PRACTICE:
            self._bridge.ask(lambda desk: desk.accounts.sign_in(network, {}), self._added, self._trouble, Lane.STORE)
        else:
            self._bridge.ask(lambda desk: desk.accounts.add_by_hand(network), self._added, self._trouble, Lane.STORE)

    def _added(self, account: Account) -> None:
        self.added.emit(account.id)

    def _ask_server(self, possible: Possible) -> None:
        page = ServerPage(self._bridge, possible.look)
        page.added.connect(self.added)
        page.added.connect(self._show_list)
        self._open_page(page, t("accounts.by_hand_title", network=possible.look.name), t("accounts.add_it"))
        page.field.setFocus()

    def _begin(self, possible: Possible) -> None:
        typed = _begun.setdefault(possible.look.id, {})
        page = SignInPage(self._bridge, possible.look, possible.asks, typed)
        page.busy.connect(self.link.setDisabled)
        page.linked.connect(self._linked)
        self._open_page(page, t("accounts.link_to", network=possible.look.name), t("accounts.link"))
        self.sign_in = page
        page.begin()

    def _open_page(self, page: QWidget, title: str, press: str) -> None:
        self.link.setText(press)
        self.link.setEnabled(True)
        self.link.show()
        self.back.setText(t("accounts.back"))
        self.heading.setText(title)
        self.back.show()
        self.default = self.link
        self._swap(page)

    def _go(self) -> None:
        if isinstance(self._page, SignInPage):
            self._page.link()
        elif isinstance(self._page, ServerPage):
            self._page.add()

    def _linked(self, account: Account) -> None:
        self.added.emit(account.id)
        QTimer.singleShot(0, self, self._after_linking)

    def _after_linking(self) -> None:
        self.link.hide()
        self.default = self.back
        self.back.setText(t("accounts.done"))
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ removing

    def _remove(self) -> None:
        self._going.append(str(self.sender().property("account")))
        self._undo_over.start()
        QTimer.singleShot(0, self, self._show_list)

    def _keep(self, account: str) -> None:
        self._going.remove(account)
        QTimer.singleShot(0, self, self._show_list)

    def _let_go(self) -> None:
        going, self._going = self._going, []
        for account in going:
            self._bridge.ask(_removing(account), failed=self._not_removed, lane=Lane.SEND)

    def _not_removed(self, error: AppError) -> None:
        self._bridge.toast_wanted.emit(t(error.code, **error.facts), None)
        self._ask()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing means it: what was to be removed goes now."""
        going, self._going = self._going, []
        for account in going:
            self._bridge.ask(_removing(account), lane=Lane.SEND)
        super().closeEvent(event)


def about(account: Account) -> str:
    """Return an account in one line: handle, how it goes out, and whether the permission ends with the program."""
    words = [f"@{account.handle}" if account.handle else "", t(f"way.{account.way.value}")]
    if account.session_only:
        words.append(t("accounts.session_only"))
    return " · ".join(filter(None, words))


def _removing(account: str) -> Callable[[Desk], None]:
    def work(desk: Desk) -> None:
        desk.accounts.remove(account)

    return work


def _gather(desk: Desk) -> Shown:
    possible = []
    known = looks(desk)
    for network in desk.reading.networks():
        asks = tuple(Ask(one.key, one.secret, one.default) for one in desk.accounts.questions(network.id))
        possible.append(Possible(known.of(network.id), network.way, asks, "{server}" in network.compose_url))
    return Shown(desk.accounts.all(), tuple(possible))
