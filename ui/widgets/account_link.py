# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Linking one account in three steps: who you are there, permission in the browser, a try-out that reads a name."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Account
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.widgets.account_asks import Asks
from ui.widgets.account_facts import Begun, Place, begun
from ui.widgets.account_frame import SidePage
from ui.widgets.account_linking import Attempt, Order, open_page
from ui.widgets.account_step import Notice, Step, meaning
from ui.widgets.flow import FlowLayout
from ui.widgets.plain import ValueButton, button, rule
from ui.widgets.sentence import Sentence

KEYRING = "keyring."
_PAGE = re.compile(r"(.+?) \((\d+)\)(?:, |$)")


class LinkPage(SidePage):
    """Typed answers and the step stay when it closes midway; a secret is gone as soon as it was used.

    Signals
        linked: the Account.
        busy: whether a sign-in is under way.
        left: the writer is done here, or will not go on.
        help_wanted: where the token or the key comes from.
    """

    linked = Signal(object)
    busy = Signal(bool)
    left = Signal()
    help_wanted = Signal()

    def __init__(self, bridge: Bridge, place: Place, account: Account | None = None) -> None:
        """Link a new account, or sign in anew to `account`."""
        super().__init__()
        self._bridge, self._place, self._account = bridge, place, account
        self._attempt: Attempt | None = None
        self._address, self._page = "", ""
        self._begun = begun.setdefault(place.look.id, Begun())
        self.asks = Asks(place, account, self._begun, self)
        self._choices: list[ValueButton] = []
        self._ways: list[QWidget] = []
        column = self.column
        self.who = Step(1, t("accounts.step.who"), self._who_words(), self)
        self.permission = Step(2, self._permission_heading(), self._permission_words(), self)
        self.trial = Step(3, t("accounts.step.trial"), t("accounts.step.trial.more"), self)
        self.asks.add_to(self.who, self.permission)
        self._add_permission()
        for step in (self.who, self.permission, self.trial):
            column.addWidget(step)
        self.notice = self._add_notice()
        column.addWidget(self.notice)
        column.addWidget(rule(self))
        column.addLayout(meaning(place.look.id, self))
        column.addStretch(1)
        self.foot.addLayout(self._buttons())
        self._mark()

    # ------------------------------------------------------------ what is shown

    def _who_words(self) -> str:
        if self._account is not None and self._account.remote_id:
            return t("accounts.same_account", name=self._account.name)
        if self._place.pasted:
            return t("accounts.step.who.token")
        return "" if self.asks.any_first() else t("accounts.step.who.browser", network=self._place.look.name)

    def _permission_heading(self) -> str:
        return t("accounts.step.permission" if self._place.pasted else "accounts.step.browser")

    def _permission_words(self) -> str:
        return t("accounts.step.token" if self._place.pasted else "accounts.step.browser.more")

    def _add_permission(self) -> None:
        step, network = self.permission, self._place.look.id
        self.opened = Notice("external-link", step)
        step.column.addWidget(self.opened)
        row = FlowLayout(gap=theme.px("s"), line_gap=6)
        self.again = button(t("accounts.open_again"), "small_button", parent=step)
        self.again.clicked.connect(self._open_again)
        self.copy = button(t("accounts.copy_address"), "small_button plain", parent=step)
        self.copy.clicked.connect(self._copy)
        for press in (self.again, self.copy):
            press.hide()
            row.addWidget(press)
        step.column.addLayout(row)
        if self._place.steps:
            self._link_button(t("accounts.where_from" if self._place.pasted else "accounts.key"), self.help_wanted.emit)
        if self.asks.aside:
            self.other = self._link_button(t(f"accounts.other_way.{network}"), self.show_other_way)
            self.asks.show_aside(False)

    def _link_button(self, words: str, pressed: object) -> QWidget:
        made = button(words, "link", parent=self.permission)
        made.clicked.connect(pressed)
        self.permission.column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._ways.append(made)
        return made

    def _add_notice(self) -> Notice:
        notice = Notice("info-circle", self)
        self.this_time = notice.offer(t("accounts.this_time"))
        self.this_time.clicked.connect(self.link_for_session)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(6)
        notice.buttons.addLayout(self._pages)
        return notice

    def _buttons(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.addWidget(Sentence(t("accounts.take_back"), "small", "ink_faint", self))
        row = QHBoxLayout()
        row.setSpacing(theme.px("s"))
        row.addStretch(1)
        self.leave = button(t("accounts.cancel"), parent=self)
        self.leave.clicked.connect(self.left)
        self.go = button(self._go_words(), "primary", parent=self)
        self.go.clicked.connect(self.link)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        foot.addLayout(row)
        return foot

    def _go_words(self) -> str:
        return t("accounts.open_browser" if self.asks.by_browser() else "accounts.link")

    def show_other_way(self) -> None:
        """Show what is asked where the browser is not the way, or put it away again."""
        self.asks.show_aside(self.asks.aside[0].isHidden())
        self.go.setText(self._go_words())

    def _mark(self) -> None:
        """Show where we are: asked who, waiting for permission."""
        first = bool(self.who.words.text()) or self._begun.asked
        self.who.mark("done" if first else "now")
        self.permission.mark("now" if first else "later")
        self.trial.mark("later")

    # ------------------------------------------------------------ linking

    def begin(self) -> None:
        """Put the caret into the first empty field, else onto the button."""
        stop: QWidget = self.asks.first_empty() or self.go
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def link(self) -> None:
        """Sign in for real; the answer is `linked` or words here."""
        self._link(session_only=False)

    def link_for_session(self) -> None:
        """Sign in and keep the permission in memory only, until the program ends."""
        self._link(session_only=True)

    def _link(self, session_only: bool) -> None:
        if self._attempt is not None:
            return
        answers = self.asks.answers()
        missing = self.asks.missing(answers)
        if missing is not None:
            self._say(t("accounts.fill_in", name=missing.accessibleName()))
            missing.setFocus()
            return
        if self._page:
            answers["page"] = self._page
        self._begun.asked = True
        self._mark()
        self.notice.hide()
        self.opened.say(t("accounts.linking"))
        account = self._account.id if self._account else ""
        self._attempt = Attempt(self._bridge, Order(self._place.look.id, answers, account, session_only), self)
        self._attempt.shown.connect(self._shown)
        self._attempt.linked.connect(self._linked)
        self._attempt.failed.connect(self._failed)
        self._set_busy(True)
        self._attempt.begin()

    def stop(self) -> None:
        """End what is under way; the step stays."""
        if self._attempt is not None:
            self._attempt.cancel()
            self._attempt = None

    def _shown(self, address: str) -> None:
        self._address = address
        self.opened.say(t("accounts.browser_open"))
        self.again.show()
        self.copy.show()
        if self.isVisible():
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_again(self) -> None:
        open_page(self._address)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self.opened.say(t("accounts.address_copied"))

    def _linked(self, account: Account) -> None:
        self._rest()
        self.asks.empty_secrets()
        begun.pop(self._place.look.id, None)
        for step in (self.who, self.permission, self.trial):
            step.mark("done")
        self._say(t("accounts.hello", name=account.name or account.handle))
        self.go.hide()
        self.leave.setText(t("accounts.done"))
        self.leave.setAccessibleName(t("accounts.done"))
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self.window().activateWindow()
        self.linked.emit(account)

    def _failed(self, error: AppError) -> None:
        self._rest()
        if error.code == "facebook.choose_page":
            self._ask_page(str(error.facts["pages"]))
            return
        keyring = error.code.startswith(KEYRING)
        self._say(t(error.code, **error.facts), keyring)
        self.go.setText(t("accounts.try_again"))
        self.go.setAccessibleName(t("accounts.try_again"))
        if keyring:
            self.this_time.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.asks.empty_secrets()
        stop: QWidget = next(iter(self.asks.secrets()), self.go)
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest(self) -> None:
        """Nothing is under way any more."""
        if self._attempt is not None:
            self._attempt.deleteLater()
        self._attempt = None
        self._set_busy(False)
        self.opened.hide()
        self.again.hide()
        self.copy.hide()

    def _ask_page(self, pages: str) -> None:
        """Ask which of one's Pages; the token waits in its field."""
        self._say(t("accounts.which_page"))
        for name, id in _PAGE.findall(pages):
            press = button(name, "small_button", value=id, parent=self.notice)
            press.chosen.connect(self._choose_page)
            self._pages.addWidget(press, 0, Qt.AlignmentFlag.AlignLeft)
            press.show()
            self._choices.append(press)
        if self._choices:
            self._choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_page(self, page: str) -> None:
        self._page = page
        self.link()

    def _say(self, words: str, keyring: bool = False) -> None:
        choices, self._choices = self._choices, []
        for one in choices:
            one.hide()
            one.deleteLater()
        self.this_time.setVisible(keyring)
        self.notice.say(f"{words} {t('accounts.without_keyring')}" if keyring else words)

    def _set_busy(self, busy: bool) -> None:
        self.asks.set_enabled(not busy)
        self.go.setVisible(not busy)
        for way in self._ways:
            way.setVisible(not busy)
        self.busy.emit(busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Link on Enter from a field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), QLineEdit):
            self.link()
        else:
            super().keyPressEvent(event)
