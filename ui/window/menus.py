# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The menu bar (behind Alt on Linux and Windows) and the gear's menu; built when first opened."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget

from app.wording import t
from ui.window import actions as table

ALWAYS_SHOWN = sys.platform == "darwin"


class Menus(QObject):
    """`setting_chosen` tells key and value of a setting picked in a menu."""

    setting_chosen = Signal(str, object)

    def __init__(self, window: QMainWindow, actions: dict[str, QAction], settings: dict[str, object]) -> None:
        """Watch Alt; `settings` holds the values of language and theme to tick."""
        super().__init__(window)
        self._window, self._actions, self._settings = window, actions, settings
        self.views: list[QAction] = []
        self.of_view: Callable[[], Sequence[QAction]] = list
        self._alone = False
        self._before: QWidget | None = None
        self._bar: QMenuBar | None = None
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        if ALWAYS_SHOWN:
            self.toggle_bar()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice what a widget takes while Alt is held (Alt and an arrow, Alt and the mouse): then Alt is not alone."""
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress or (
            kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() != Qt.Key.Key_Alt
        ):
            self._alone = False
        return False

    def alt(self, event: QKeyEvent) -> None:
        """Follow key presses and releases that nobody else took: Alt alone shows or hides the menu bar."""
        if event.type() is QEvent.Type.KeyPress:
            self._alone = event.key() == Qt.Key.Key_Alt
        elif event.key() == Qt.Key.Key_Alt and self._alone and not ALWAYS_SHOWN:
            self._alone = False
            self.toggle_bar()

    def toggle_bar(self) -> None:
        """Show or hide the menu bar; the first menu gets the focus."""
        if self._bar is None:
            self._bar = self._window.menuBar()
            self._bar.hide()
            for name in table.MENUS:
                menu = self._bar.addMenu(t(f"menu.{name}"))
                menu.aboutToHide.connect(self._leave_soon)
                self._fill(menu, name)
        self._bar.setVisible(self._bar.isHidden())
        if self._bar.isVisible():
            self._before = QApplication.focusWidget()
            self._bar.setActiveAction(self._bar.actions()[0])
            self._bar.setFocus(Qt.FocusReason.MenuBarFocusReason)

    def _leave_soon(self) -> None:
        QTimer.singleShot(0, self, self._leave)

    def _leave(self) -> None:
        """Hide the bar again when no other menu opened instead."""
        if self._bar is not None and QApplication.activePopupWidget() is None and not ALWAYS_SHOWN:
            self._bar.hide()
            if self._before is not None and shiboken6.isValid(self._before):
                self._before.setFocus(Qt.FocusReason.MenuBarFocusReason)

    def _fill(self, menu: QMenu, name: str) -> None:
        if name == "go":
            menu.addActions(self.views)
        if name == "post":
            menu.addActions(self.of_view())
            menu.addSeparator()
        table.fill(menu, name, self._actions)
        if name == "look":
            menu.addSeparator()
            self._add_choices(menu)

    def gear(self) -> QMenu:
        """Return a new menu of what can be set today; it frees itself."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._actions["settings"])
        menu.addSeparator()
        self._add_choices(menu)
        menu.addSeparator()
        for code in ("remarks", "accounts", "people", "trash", "keys"):
            menu.addAction(self._actions[code])
        return menu

    def _add_choices(self, menu: QMenu) -> None:
        for key in ("language", "theme"):
            inner = menu.addMenu(t(f"menu.{key}"))
            group = table.choices(inner, key, self._settings[key])
            group.setProperty("key", key)
            group.triggered.connect(self._chosen)

    def _chosen(self, action: QAction) -> None:
        group = action.actionGroup()
        key = str(group.property("key")) if group is not None else ""
        self._settings[key] = action.data()
        self.setting_chosen.emit(key, action.data())
