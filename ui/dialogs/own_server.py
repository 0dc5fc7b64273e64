# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A step of the accounts sheet: by hand on a network of many servers, which one's page to open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Account
from app.wording import t
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.kinds import Look
from ui.widgets.sentence import Sentence


class ServerPage(QWidget):
    """By hand on a network of many servers: which one's page to open. Empty is fine: then only the text is copied."""

    added = Signal(str)

    def __init__(self, bridge: Bridge, look: Look) -> None:
        """Ask for the address of one's own server."""
        super().__init__()
        self._bridge, self._network = bridge, look.id
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(Sentence(t("accounts.own_server"), "small", "ink_soft", self))
        self.field = QLineEdit(self)
        self.field.setAccessibleName(t("accounts.ask.server"))
        self.field.setPlaceholderText("https://")
        column.addWidget(self.field)
        self.words = Sentence("", "small", "brow", self)
        column.addWidget(self.words)
        column.addStretch(1)

    def add(self) -> None:
        """Add the account."""
        network, server = self._network, self.field.text().strip()
        if server and "://" not in server:
            server = f"https://{server}"
        self._bridge.ask(
            lambda desk: desk.accounts.add_by_hand(network, server=server), self._done, self._failed, Lane.SEND
        )

    def _done(self, account: Account) -> None:
        self.added.emit(account.id)

    def _failed(self, error: AppError) -> None:
        self.words.setText(t(error.code, **error.facts))
