# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""By hand on a network of many servers: which one's page to open. Empty is fine: then only the text is copied."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from app.errors import AppError
from app.model import Account
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.account_facts import Place
from ui.widgets.account_frame import SidePage
from ui.widgets.account_step import field
from ui.widgets.plain import button
from ui.widgets.sentence import Sentence


class ServerPage(SidePage):
    """Signals
    added: the Account.
    left: back.
    """

    added = Signal(object)
    left = Signal()

    def __init__(self, bridge: Bridge, place: Place) -> None:
        """Ask for the address of one's own server."""
        super().__init__()
        self._bridge, self._network = bridge, place.look.id
        column = self.column
        column.setSpacing(theme.px("m"))
        column.addWidget(Sentence(t("accounts.own_server"), "small", "ink_soft", self))
        self.field = field(t("accounts.ask.server"), hint="https://", parent=self)
        column.addWidget(self.field)
        self.words = Sentence("", "small", "brow", self)
        column.addWidget(self.words)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.back = button(t("accounts.back"), parent=self)
        self.back.clicked.connect(self.left)
        self.go = button(t("accounts.add_it"), "primary", parent=self)
        self.go.clicked.connect(self.add)
        row.addWidget(self.back)
        row.addWidget(self.go)
        self.foot.addLayout(row)

    def begin(self) -> None:
        """Put the caret into the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Nothing waits here."""

    def add(self) -> None:
        """Add the account."""
        network, server = self._network, self.field.text().strip()
        if server and "://" not in server:
            server = f"https://{server}"
        self._bridge.ask(
            lambda desk: desk.accounts.add_by_hand(network, server=server), self._done, self._failed, Lane.LINK
        )

    def _done(self, account: Account) -> None:
        self.added.emit(account)

    def _failed(self, error: AppError) -> None:
        self.words.setText(t(error.code, **error.facts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add on Enter from the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            self.add()
        else:
            super().keyPressEvent(event)
