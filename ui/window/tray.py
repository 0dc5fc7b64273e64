# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The icon in the system's tray and the notices: few, without any text of a post, none while the window is in front."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMainWindow, QMenu, QSystemTrayIcon

from app.errors import AppError
from app.model import Event
from app.notices import SHOWN_MS, in_words
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane


class Tray(QObject):
    """Signals
    open_wanted: the window shall come to the front.
    post_wanted: a new post.
    quit_wanted: the program shall end.
    """

    open_wanted = Signal()
    post_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, window: QMainWindow, bridge: Bridge) -> None:
        """Show the icon where the system has a place for it; some desktops have none, and nothing needs it."""
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._icon: QSystemTrayIcon | None = None
        self._asking = False
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = self._made()
        bridge.minute.connect(self.look)
        bridge.announced.connect(self._heard)

    def _made(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(QIcon(theme.art("app-icon-32", 32)), self)
        icon.setToolTip(t("app.name"))
        menu = QMenu(self._window)
        menu.addAction(t("tray.open"), self.open_wanted.emit)
        menu.addAction(t("action.new_post"), self.post_wanted.emit)
        menu.addSeparator()
        menu.addAction(t("action.quit"), self.quit_wanted.emit)
        icon.setContextMenu(menu)
        icon.activated.connect(self._pressed)
        icon.messageClicked.connect(self.open_wanted)
        icon.show()
        return icon

    def may_hide(self) -> bool:
        """Tell whether the closed window can be found again, and the writer wishes it to stay."""
        return self._icon is not None and bool(self._bridge.settings["close_to_tray"])

    @Slot(QSystemTrayIcon.ActivationReason)
    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()

    # ------------------------------------------------------------ notices

    def _heard(self, event: Event) -> None:
        if event.what == "deliveries":
            self.look()

    def look(self) -> None:
        """Ask whether there is something to tell."""
        if not self._asking and self._bridge.is_ready:
            self._asking = True
            self._bridge.ask(lambda desk: desk.agent.notices(), self._tell, self._not_known, Lane.STORE)

    def _tell(self, notices: tuple[Any, ...]) -> None:
        self._asking = False
        in_front = self._window.isActiveWindow() and not self._window.isMinimized()
        if not notices or not (in_front or self._icon is not None):
            return
        if not in_front and self._icon is not None:
            self._icon.showMessage(t("app.name"), in_words(notices), self._icon.icon(), SHOWN_MS)
        self._bridge.ask(lambda desk: desk.agent.shown(notices))

    def _not_known(self, error: AppError) -> None:
        """Another look comes within a minute."""
        self._asking = False


def keep_on_top(window: QMainWindow) -> None:
    """Bring a hidden, minimised or covered window to the front."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
