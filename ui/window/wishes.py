# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Which wish of a view is granted by what: one table, so that views need not know the window."""

from __future__ import annotations

from operator import attrgetter

from PySide6.QtWidgets import QWidget

WISHES = {
    "toast_wanted": "toast",
    "view_wanted": "show_view",
    "draft_wanted": "open_draft",
    "draft_opened": "draft_opened",
    "focus_wanted": "look.toggle_focus",
    "publish_wanted": "sheets.publish",
    "preview_wanted": "preview",
    "own_text_wanted": "edit_own_text",
    "accounts_wanted": "sheets.accounts",
    "network_wanted": "sheets.network",
    "revisions_wanted": "sheets.revisions",
    "trash_wanted": "sheets.trash",
    "practice_wanted": "sheets.practice",
    "hand_over_wanted": "outgoing.hand_over",
    "send_due_wanted": "outgoing.send_due",
    "setting_wanted": "set_setting",
    "action_wanted": "do",
    "time_wanted": "sheets.move",
    "post_wanted": "new_post",
    "plan_wanted": "sheets.plan",
    "plan_next_wanted": "sheets.plan_next",
}


def connect_wishes(view: QWidget, window: QWidget) -> None:
    """Connect every wish the view has to what grants it (a method, seen from the window)."""
    for wish, granted_by in WISHES.items():
        signal = getattr(view, wish, None)
        if signal is not None:
            signal.connect(attrgetter(granted_by)(window))
