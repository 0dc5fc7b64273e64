# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Linking one account in three steps: who you are there, the permission, a try-out that reads the name only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Account
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.kinds import Look
from ui.widgets.plain import IconLabel, button, label, rule
from ui.widgets.sentence import Sentence

DOES = ("publishes", "reads_name")
NEVER = ("no_messages", "no_likes")
KEYRING = "keyring."


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing a sign-in asks for, as the window shows it."""

    key: str
    secret: bool
    default: str


class Step(QWidget):
    """A numbered step: a dot, a heading, one line of words and what belongs to it."""

    def __init__(self, number: int, heading: str, words: str, parent: QWidget | None = None) -> None:
        """Show step `number`."""
        super().__init__(parent)
        self._number = number
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("m"))
        self.dot = label(str(number), "caption step", parent=self)
        self.dot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.dot, 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout()
        self.column.setSpacing(6)
        self.column.addWidget(label(heading, "body_bold ink", wrap=True, parent=self))
        self.words = Sentence(words, "small", "ink_faint", self)
        self.words.setVisible(bool(words))
        self.column.addWidget(self.words)
        row.addLayout(self.column, 1)

    def mark_done(self, done: bool) -> None:
        """Show a tick instead of the number."""
        self.dot.setText("✓" if done else str(self._number))
        theme.set_role(self.dot, "caption step_done" if done else "caption step")


class SignInPage(QWidget):
    """Typed answers stay, secrets do not: the field is emptied as soon as it was used."""

    linked = Signal(object)
    busy = Signal(bool)

    def __init__(self, bridge: Bridge, look: Look, asks: tuple[Ask, ...], typed: dict[str, str]) -> None:
        """Ask `asks` for the network of `look`; `typed` is filled while one types (never with a secret)."""
        super().__init__()
        self._bridge, self._look, self._typed = bridge, look, typed
        self.fields: dict[str, QLineEdit] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(theme.px("l"))
        self.who = Step(1, t("accounts.step.who"), "", self)
        self.permission = Step(2, t("accounts.step.permission"), t("accounts.step.permission.more"), self)
        self.trial = Step(3, t("accounts.step.trial"), t("accounts.step.trial.more"), self)
        for ask in asks:
            step = self.permission if ask.secret else self.who
            step.column.addWidget(label(t(f"accounts.ask.{ask.key}"), "small soft_ink", parent=step))
            step.column.addWidget(self._field(ask, step))
        for step in (self.who, self.permission, self.trial):
            column.addWidget(step)
        column.addWidget(self._notice())
        column.addWidget(rule(self))
        column.addLayout(self._meaning())
        column.addStretch(1)

    def _field(self, ask: Ask, parent: QWidget) -> QLineEdit:
        made = QLineEdit(parent)
        made.setAccessibleName(t(f"accounts.ask.{ask.key}"))
        made.setProperty("key", ask.key)
        made.setMinimumHeight(theme.px("size.control"))
        if ask.secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
            made.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        else:
            made.setText(self._typed.get(ask.key, ask.default))
            made.textChanged.connect(self._remember)
            hint = t(f"accounts.example.{ask.key}")
            made.setPlaceholderText("" if hint.startswith("accounts.") else hint)
        self.fields[ask.key] = made
        return made

    def _notice(self) -> QFrame:
        self.notice = QFrame(self)
        theme.set_role(self.notice, "tip")
        column = QVBoxLayout(self.notice)
        column.setContentsMargins(14, 10, 14, 10)
        self.notice_words = Sentence("", "body", "ink", self.notice)
        column.addWidget(self.notice_words)
        self.this_time = button(t("accounts.this_time"), "small_button", parent=self.notice)
        self.this_time.clicked.connect(self.link_for_session)
        column.addWidget(self.this_time, 0, Qt.AlignmentFlag.AlignLeft)
        self.notice.hide()
        return self.notice

    def _meaning(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label(t("accounts.meaning"), "body_bold ink", parent=self))
        for name in (*DOES, *NEVER):
            row = QHBoxLayout()
            row.setSpacing(theme.px("s"))
            icon, colour = ("check", "calm") if name in DOES else ("x", "ink_soft")
            row.addWidget(IconLabel(icon, colour, theme.px("icon_small"), self))
            row.addWidget(label(t(f"accounts.meaning.{name}"), "small", wrap=True, parent=self), 1)
            column.addLayout(row)
        return column

    # ------------------------------------------------------------ linking

    def begin(self) -> None:
        """Put the caret into the first empty field."""
        empty = [field for field in self.fields.values() if not field.text()]
        (empty or list(self.fields.values()))[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def link(self) -> None:
        """Sign in for real; the answer is `linked` or words here."""
        self._link(session_only=False)

    def link_for_session(self) -> None:
        """Sign in and keep the permission in memory only, until the program ends."""
        self._link(session_only=True)

    def _link(self, session_only: bool) -> None:
        answers = {
            key: field.text() if self._is_secret(field) else field.text().strip() for key, field in self.fields.items()
        }
        missing = [key for key, answer in answers.items() if not answer]
        if missing:
            self._say(t("accounts.fill_in", name=t(f"accounts.ask.{missing[0]}")))
            self.fields[missing[0]].setFocus()
            return
        network = self._look.id
        self._set_busy(True)
        self._say(t("accounts.linking"))
        self._bridge.ask(
            lambda desk: desk.accounts.sign_in(network, answers, session_only), self._linked, self._failed, Lane.SEND
        )

    def _linked(self, account: Account) -> None:
        self._empty_secrets()
        self._set_busy(False)
        self._typed.clear()
        for step in (self.who, self.permission, self.trial):
            step.mark_done(True)
        self._say(t("accounts.hello", name=account.name or account.handle))
        self.linked.emit(account)

    def _failed(self, error: AppError) -> None:
        self._set_busy(False)
        self._say(t(error.code, **error.facts), keyring=error.code.startswith(KEYRING))
        if error.code.startswith(KEYRING):
            self.this_time.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._empty_secrets()
        secrets = [field for field in self.fields.values() if self._is_secret(field)]
        if secrets:
            secrets[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str, keyring: bool = False) -> None:
        more = f"{words} {t('accounts.without_keyring')}" if keyring else words
        self.notice_words.setText(more)
        self.notice.setAccessibleName(more)
        self.this_time.setVisible(keyring)
        self.notice.show()

    def _set_busy(self, busy: bool) -> None:
        for field in self.fields.values():
            field.setEnabled(not busy)
        self.busy.emit(busy)

    def _empty_secrets(self) -> None:
        for field in self.fields.values():
            if self._is_secret(field):
                field.clear()

    @staticmethod
    def _is_secret(field: QLineEdit) -> bool:
        return field.echoMode() is QLineEdit.EchoMode.Password

    def _remember(self, text: str) -> None:
        self._typed[str(self.sender().property("key"))] = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Link on Enter from a field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.notice_is_asking():
            self.link()
        else:
            super().keyPressEvent(event)

    def notice_is_asking(self) -> bool:
        """Whether the notice waits for an answer (no keyring: for this time only?)."""
        return self.notice.isVisible() and self.this_time.isVisible()
