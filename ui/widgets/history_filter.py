# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The chip that narrows the history to one network."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.wording import t
from ui import theme
from ui.widgets.kinds import Look


class NetworkFilter(QPushButton):
    """Opens a menu of the networks; `chosen` tells an id, "" for all."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with every network."""
        super().__init__(t("history.network"), parent)
        theme.set_role(self, "chip")
        self.network = ""
        self.setIcon(theme.icon("chevron-down", "ink_soft", theme.px("icon_small")))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._menu = QMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setMenu(self._menu)
        self.offer(())

    def offer(self, looks: tuple[Look, ...]) -> None:
        """Fill the menu."""
        self._menu.clear()
        group = QActionGroup(self._menu)
        for look in (Look("", t("history.all_networks"), ""), *looks):
            action = QAction(look.name.replace("&", "&&"), group)
            action.setCheckable(True)
            action.setChecked(look.id == self.network)
            if look.icon:
                action.setIcon(theme.icon(look.icon, "ink_soft"))
            action.setData(look.id)
            self._menu.addAction(action)
        group.triggered.connect(self._choose)

    def _choose(self, action: QAction) -> None:
        self.network = str(action.data())
        self.setText(action.text() if self.network else t("history.network"))
        self.chosen.emit(self.network)
