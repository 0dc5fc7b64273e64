# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The frame of every page beside the accounts: what is read scrolls, the buttons stay in sight however low it is."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.scrolled import scrolled

BAR = 14
"""Room at the right for the scroll bar, so that it covers no field."""


class SidePage(QWidget):
    """Contents go into `column`, buttons into `foot`."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(theme.px("m"))
        self.inner = QWidget()
        self.column = QVBoxLayout(self.inner)
        self.column.setContentsMargins(0, 0, BAR, 0)
        self.column.setSpacing(theme.px("l"))
        self._area = scrolled(self.inner, self)
        self._bar = self._area.verticalScrollBar()
        self._bar.rangeChanged.connect(self._make_room)
        whole.addWidget(self._area, 1)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(0, 0, BAR, 0)
        whole.addLayout(self.foot)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @Slot(int, int)
    def _make_room(self, _least: int, most: int) -> None:
        """Keep the contents where they are when the bar comes or goes."""
        taken = self._bar.sizeHint().width() if most else 0
        self.column.setContentsMargins(0, 0, max(BAR - taken, 0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what has the focus in sight."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, lambda: self._follow(None, self.focusWidget()))

    @Slot(QWidget, QWidget)
    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring what has the focus into sight."""
        if now is not None and self.inner.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, theme.px("xl"))
