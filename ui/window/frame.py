# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The bare window: sidebar, views beside it, its place on the screen. What it does is up to the window."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.widgets.sidebar import Sidebar
from ui.window.look import Look
from ui.window.places import PLACES
from ui.window.stack import Views


class _Frame(QWidget):
    """The central widget; tells once when it has been painted for the first time."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._told:
            self._told = True
            QTimer.singleShot(0, self, self.painted.emit)  # when this frame is on the screen


class Frame(QMainWindow):
    """Signals: painted, when the first frame is on the screen: the sidebar and an empty sheet."""

    painted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        """Build sidebar and views; the first view is made when it is wanted."""
        super().__init__()
        self.setWindowTitle(t("app.name"))
        self.setMinimumSize(*theme.tokens()["size"]["window_min"])
        self._build(bridge)
        self.look = Look(self, self, bridge)
        self._restore_place(bridge)

    def _build(self, bridge: Bridge) -> None:
        frame = _Frame()
        frame.painted.connect(self.painted)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sidebar = Sidebar([place for place, _ in PLACES], frame)
        self._work = QVBoxLayout()
        self._work.setSpacing(0)
        self.views = Views(bridge, frame, self.sidebar)
        self._work.addWidget(self.views, 1)
        row.addWidget(self.sidebar)
        row.addLayout(self._work, 1)
        self.setCentralWidget(frame)

    def view(self) -> QWidget:
        """Return the view that is shown."""
        return self.views.current()

    def _restore_place(self, bridge: Bridge) -> None:
        kept = str(bridge.settings["geometry"])
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            room = self.screen().availableSize()
            self.resize(QSize(*theme.tokens()["size"]["window"]).boundedTo(room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the sidebar."""
        super().resizeEvent(event)
        self.look.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the sidebar once more: a restored size comes without an event."""
        super().showEvent(event)
        self.look.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Hand unsaved text to the store when another window comes to the front."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.views.flush()
