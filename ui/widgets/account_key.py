# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The key a network knows programs by: where to get one, step by step, and a try-out that publishes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import AppError, Fixable
from app.wording import knows, t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.account_facts import Place
from ui.widgets.account_frame import SidePage
from ui.widgets.account_linking import open_page
from ui.widgets.account_step import CodeLine, Notice, Step, field
from ui.widgets.plain import button, label, rule
from ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from app.desk import Desk
    from app.desk.keys import AppKey

KEYRING = "keyring."


class KeyPage(SidePage):
    """Fields are emptied as soon as they were used; the key itself is never shown again.

    Signals
        kept: a key is there now and the network did not refuse it.
        removed: the own key is gone.
        go_on: link now, with the key that was just kept.
        left: back.
    """

    go_on = Signal()
    kept = Signal()
    removed = Signal()
    left = Signal()

    def __init__(self, bridge: Bridge, place: Place, source: str) -> None:
        """Explain the key of a network; `source`: "policy", "own" or "" for none yet."""
        super().__init__()
        self._bridge, self._place = bridge, place
        self._has_key = False
        column = self.column
        column.addWidget(Sentence(t(f"accounts.key.why.{place.look.id}"), "body", "ink", self))
        if source:
            column.addWidget(self._source(source))
        self._own = QWidget(self)
        self._own.setVisible(source != "policy")
        column.addWidget(self._own)
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(theme.px("l"))
        for number, code in enumerate(place.steps, 1):
            own.addWidget(self._step(number, code))
        own.addWidget(rule(self._own))
        self.id = self._named("id", False, own)
        self.secret = self._named("secret", True, own)
        self.notice = Notice("info-circle", self)
        self.this_time = self.notice.offer(t("accounts.key.this_time"))
        self.this_time.clicked.connect(self.keep_for_session)
        column.addWidget(self.notice)
        column.addStretch(1)
        self.foot.addLayout(self._buttons(source))

    def _source(self, source: str) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(t(f"accounts.key.source.{source}"), "small calm", wrap=True, parent=made), 1)
        if source == "own":
            self.remove = button(t("accounts.key.remove"), "small_button", parent=made)
            self.remove.clicked.connect(self._remove)
            row.addWidget(self.remove)
        return made

    def _step(self, number: int, code: str) -> Step:
        words = t(code, redirect=self._place.redirect)
        step = Step(number, words, "", self)
        theme.set_role(step.heading, "body ink")
        if number == 1 and self._place.page:
            press = button(t("accounts.open_page"), "small_button", "external-link", parent=step)
            press.clicked.connect(self._open)
            step.column.addWidget(press, 0, Qt.AlignmentFlag.AlignLeft)
        if self._place.redirect and self._place.redirect in words:
            line = CodeLine(self._place.redirect, t("accounts.redirect"), step)
            line.copy_wanted.connect(self._copy)
            step.column.addWidget(line)
        return step

    def _named(self, key: str, secret: bool, column: QVBoxLayout) -> QLineEdit:
        code = f"accounts.key.{key}.{self._place.look.id}"
        name = t(code) if knows(code) else t(f"accounts.key.{key}")
        made = field(name, secret, parent=self)
        part = QVBoxLayout()
        part.setSpacing(4)
        part.addWidget(label(name, "small soft_ink", parent=self))
        part.addWidget(made)
        column.addLayout(part)
        return made

    def _buttons(self, source: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px("s"))
        row.addStretch(1)
        self.back = button(t("accounts.back"), parent=self)
        self.back.clicked.connect(self.left)
        self.go = button(t("accounts.key.try"), "primary", parent=self)
        self.go.clicked.connect(self.keep)
        self.go.setVisible(source != "policy")
        row.addWidget(self.back)
        row.addWidget(self.go)
        return row

    def begin(self) -> None:
        """Put the caret into the first field."""
        stop: QWidget = self.back if self._own.isHidden() else self.id
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Nothing waits here."""

    def keep(self) -> None:
        """Keep the key, then ask the network whether it knows it; once that is done, go on to linking."""
        if self._has_key and not self.id.text():
            self.go_on.emit()
        else:
            self._keep(session_only=False)

    def keep_for_session(self) -> None:
        """Keep the key in memory until the program ends, and try it."""
        self._keep(session_only=True)

    def _keep(self, session_only: bool) -> None:
        if not self.id.text().strip():
            self._say(t("accounts.fill_in", name=self.id.accessibleName()))
            self.id.setFocus()
            return
        self.go.setEnabled(False)
        self._say(t("accounts.key.trying"))
        work = _trying(self._place.look.id, self.id.text(), self.secret.text(), session_only)
        self._bridge.ask(work, self._tried, self._failed, Lane.LINK)

    def _tried(self, known: bool) -> None:
        self.go.setEnabled(True)
        self.id.clear()
        self.secret.clear()
        self._say(t("accounts.key.good" if known else "accounts.key.unsaid"))
        self._has_key = True
        self.go.setText(t("accounts.key.go_on"))
        self.go.setAccessibleName(t("accounts.key.go_on"))
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        self.kept.emit()

    def _failed(self, error: AppError) -> None:
        self.go.setEnabled(True)
        keyring = error.code.startswith(KEYRING)
        self._say(t(error.code, **error.facts), keyring)
        if not keyring:
            self.secret.clear()
            self.id.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        self._bridge.ask(_forgetting(self._place.look.id), self._removed, self._failed, Lane.LINK)

    def _removed(self, key: AppKey) -> None:
        bridge, back = self._bridge, _bringing_back(self._place.look.id, key)
        said = t("accounts.key.removed", network=self._place.look.name)
        bridge.toast_wanted.emit(said, lambda: bridge.ask(back, lane=Lane.LINK))
        self.removed.emit()

    def _open(self) -> None:
        open_page(self._place.page)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._say(t("accounts.address_copied"))

    def _say(self, words: str, keyring: bool = False) -> None:
        self.this_time.setVisible(keyring)
        self.notice.say(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the key on Enter from a field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), QLineEdit):
            self.keep()
        else:
            super().keyPressEvent(event)


def _forgetting(network: str) -> Callable[[Desk], AppKey]:
    """Return work that deletes the own key and returns it, so that it can be brought back."""

    def work(desk: Desk) -> AppKey:
        key = desk.accounts.keys.of(network)
        desk.accounts.keys.forget(network)
        return key

    return work


def _bringing_back(network: str, key: AppKey) -> Callable[[Desk], None]:
    def work(desk: Desk) -> None:
        desk.accounts.keys.set(network, key.id, key.secret)
        desk.announce("accounts", "")

    return work


def _trying(network: str, id: str, secret: str, session_only: bool) -> Callable[[Desk], bool]:
    """Return work that keeps a key and tries it; one that the network refuses gives way to the one before."""

    def work(desk: Desk) -> bool:
        keys = desk.accounts.keys
        before = keys.of(network) if keys.source(network) == "own" else None
        keys.set(network, id, secret, session_only)
        try:
            return keys.try_out(network)
        except Fixable:
            if before is None:
                keys.forget(network)
            else:
                keys.set(network, before.id, before.secret, session_only)
            raise
        except AppError:
            return False  # no answer just now: linking will tell

    return work
