# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Every action of the window as one table row: code of its words, keys, menu, and what it calls."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.wording import LANGUAGES, t

OWN_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
THEMES = {"system": "theme.system", "light": "theme.light", "dark": "theme.dark"}


@dataclass(frozen=True, slots=True)
class Row:
    """One action. Its words are action.<code>; `calls` names a method without arguments, seen from the window."""

    code: str
    menu: str
    calls: str
    keys: tuple[str, ...] = ()
    rule_before: bool = False


ROWS: tuple[Row, ...] = (
    Row("new_post", "post", "new_post", ("Ctrl+N",)),
    Row("search", "post", "search", ("Ctrl+Shift+F",)),
    Row("accounts", "post", "sheets.accounts", rule_before=True),
    Row("people", "post", "sheets.people"),
    Row("trash", "post", "sheets.trash"),
    Row("remarks", "post", "sheets.remarks"),
    Row("settings", "post", "open_settings", ("Ctrl+,",)),
    Row("quit", "post", "leaving.quit", ("Ctrl+Q",), rule_before=True),
    Row("panel", "look", "look.toggle_panel", ("F9",)),
    Row("sidebar", "look", "look.toggle_sidebar", ("Shift+F9",)),
    Row("focus", "look", "look.toggle_focus", ("F11",)),
    Row("larger", "look", "look.larger", ("Ctrl++", "Ctrl+="), rule_before=True),
    Row("smaller", "look", "look.smaller", ("Ctrl+-",)),
    Row("usual_size", "look", "look.usual_size", ("Ctrl+0",)),
    Row("next_pane", "go", "look.next_pane", ("F6",), rule_before=True),
    Row("previous_pane", "go", "look.previous_pane", ("Shift+F6",)),
    Row("keys", "help", "sheets.keys", ("F1",)),
)
MENUS = ("post", "go", "look", "help")


def make(window: QWidget) -> dict[str, QAction]:
    """Return the actions by code, each connected to what it calls and alive without any menu."""
    made = {}
    for row in ROWS:
        action = QAction(t(f"action.{row.code}"), window)
        action.setShortcuts([QKeySequence(keys) for keys in row.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(attrgetter(row.calls)(window))
        window.addAction(action)
        made[row.code] = action
    return made


def fill(menu: QMenu, name: str, actions: dict[str, QAction]) -> None:
    """Put the actions of one menu into it."""
    for row in ROWS:
        if row.menu == name:
            if row.rule_before and not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(actions[row.code])


def choices(menu: QMenu, key: str, chosen: object) -> QActionGroup:
    """Put the values of the setting `language` or `theme` into a menu; an action's data is the value."""
    group = QActionGroup(menu)
    languages = {"": t("language.system"), **{code: OWN_NAMES[code] for code in LANGUAGES}}
    looks = {value: t(code) for value, code in THEMES.items()}
    for value, words in (languages if key == "language" else looks).items():
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(value == chosen)
        action.setData(value)
        group.addAction(action)
    return group
