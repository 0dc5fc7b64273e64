# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One try at linking, on a lane of its own: shows pages in the writer's browser and ends when it is told to."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.errors import AppError
from app.model import Account
from ui.bridge import Bridge
from ui.jobs import Lane

if TYPE_CHECKING:
    from app.desk import Desk


@dataclass(frozen=True, slots=True)
class Order:
    """Whom to link; `account` is the one to sign in to anew, "" for a new one."""

    network: str
    answers: Mapping[str, str]
    account: str = ""
    session_only: bool = False


class Stop:
    """Asked on the GUI thread, looked at on the lane."""

    def __init__(self) -> None:
        """Nobody asked yet."""
        self.asked = False

    def ask(self) -> None:
        """Ask for the end."""
        self.asked = True

    def was_asked(self) -> bool:
        """Whether to end."""
        return self.asked


class Attempt(QObject):
    """It lives as long as its page: when that goes, the listener on this machine closes at once.

    Signals
        shown: the address that was opened in the browser.
        linked: the Account.
        failed: an AppError.
    """

    shown = Signal(str)
    linked = Signal(object)
    failed = Signal(object)

    def __init__(self, bridge: Bridge, order: Order, parent: QObject) -> None:
        """Ask nobody yet."""
        super().__init__(parent)
        self._bridge, self._order = bridge, order
        self._stop = Stop()
        self.destroyed.connect(self._stop.ask)
        self.shown.connect(self._open)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.cancel)

    def begin(self) -> None:
        """Sign in on the lane; `linked` or `failed` follows, unless it is cancelled."""
        order, stop, seen = self._order, self._stop, self

        def show(address: str) -> None:
            with suppress(RuntimeError):  # gone between the look and the telling
                if shiboken6.isValid(seen):
                    seen.shown.emit(address)

        def work(desk: Desk) -> Account:
            browser = desk.accounts.browser(show, stop.was_asked)
            if order.account:
                return desk.accounts.sign_in_again(order.account, order.answers, order.session_only, browser)
            return desk.accounts.sign_in(order.network, order.answers, order.session_only, browser)

        self._bridge.ask(work, self._done, self._failed, Lane.LINK)

    def cancel(self) -> None:
        """End the wait; nothing is told any more."""
        self._stop.ask()

    def _open(self, address: str) -> None:
        open_page(address)

    def _done(self, account: Account) -> None:
        self.linked.emit(account)

    def _failed(self, error: AppError) -> None:
        if not self._stop.was_asked():
            self.failed.emit(error)


def open_page(address: str) -> None:
    """Open a page in the writer's own browser."""
    QDesktopServices.openUrl(QUrl(address))
