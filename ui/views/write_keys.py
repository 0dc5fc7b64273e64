# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The keys of the write view as one table (ux.md 10): wording, keys, and what they call, seen from the view."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut

from app.wording import t

if TYPE_CHECKING:
    from ui.views.write_layout import WriteLayout

ACTIONS = (
    ("write.publish", "Ctrl+Return; Ctrl+Enter", "publish"),
    ("write.preview", "Ctrl+Shift+E", "preview"),
    ("write.plan_next", "Ctrl+T", "planned.take_next"),
    ("write.plan", "Ctrl+Shift+T", "planned.pick"),
    ("write.cut_here", "Ctrl+Shift+Return; Ctrl+Shift+Enter", "cutting.cut_here"),
    ("write.find", "Ctrl+F", "finding.open"),
    ("write.add_photo", "Ctrl+Shift+I", "choose_photo"),
    ("write.add_link", "Ctrl+Shift+L", "paper.begin_link"),
    ("write.next_remark", "F8", "remarks.next_one"),
    ("write.previous_remark", "Shift+F8", "remarks.previous_one"),
    ("panel.try", "Ctrl+.", "remarks.try_open"),
    ("panel.fine", "Ctrl+Shift+.", "remarks.fine_open"),
    ("panel.aloud", "Ctrl+Shift+M", "panel.announce"),
    ("write.revisions", "", "show_revisions"),
)
IN_PANEL = (("Ctrl+Z", "remarks.undo_last"), ("Esc", "close_overlay"))
"""Keys that mean something else on the paper."""


def add_keys(view: WriteLayout) -> None:
    """Give the view its actions (the window puts them into its menus) and the panel its own keys."""
    for words, keys, calls in ACTIONS:
        action = QAction(t(words), view)
        action.setShortcuts(QKeySequence.listFromString(keys))
        action.triggered.connect(attrgetter(calls)(view))
        view.addAction(action)
    for keys, calls in IN_PANEL:
        shortcut = QShortcut(QKeySequence(keys), view.panel)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(attrgetter(calls)(view))
