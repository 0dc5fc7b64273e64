# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Closing the window: everything is saved first; what can't be saved keeps it open once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from app.wording import t
from ui.bridge import Bridge
from ui.window.outgoing import Outgoing
from ui.window.stack import Views, call


class Leaving(QObject):
    """Belongs to one window."""

    def __init__(self, window: QMainWindow, bridge: Bridge, views: Views, outgoing: Outgoing) -> None:
        """Keep what has to be asked before the window goes."""
        super().__init__(window)
        self._window, self._bridge, self._views, self._outgoing = window, bridge, views, outgoing
        self._closing = self._refused = self._quitting = False
        self.stays: Callable[[], bool] = lambda: False

    def may_close(self) -> bool:
        """Tell whether all is saved; if not, save it and close the window by itself as soon as it is."""
        if self._closing or not self._bridge.is_ready:
            return True
        if self.stays() and not self._quitting:
            self._views.flush()
            self._window.hide()
            return False
        if self._outgoing.may_quit():
            self._save()
        return False

    def quit(self) -> None:
        """Close for good, also where closing only hides the window."""
        self._quitting = True
        self._window.close()

    def _save(self) -> None:
        self._views.flush()
        window = self._window
        if not (window.isFullScreen() or window.isMinimized()):
            self._bridge.choose("geometry", bytes(window.saveGeometry().toBase64().data()).decode())
        self._bridge.ask(lambda _desk: None, self._saved)

    def _saved(self, _nothing: None) -> None:
        if self._views.unsaved() and not self._refused:
            self._refused = True
            call(self._window, "toast", t("window.not_saved"), None)
            return
        self._closing = True
        self._window.close()
