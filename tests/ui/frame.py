# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The window's frame over a view that only notes what it is asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget


class FakeView(QWidget):
    """A view that offers all a view may offer, and notes what it was asked."""

    toast_wanted = Signal(str, object)
    view_wanted = Signal(str)
    draft_wanted = Signal(str)
    draft_opened = Signal(str)
    focus_wanted = Signal()

    def __init__(self, bridge, parent):
        super().__init__(parent)
        self.asked = []
        self.lost = False
        column = QVBoxLayout(self)
        self.field, self.other = QLineEdit(self), QLineEdit(self)
        column.addWidget(self.field)
        column.addWidget(self.other)

    def open_draft(self, draft):
        self.asked.append(("open", draft))
        self.draft_opened.emit(draft)

    def open_latest(self):
        self.asked.append(("latest",))

    def new_draft(self, starter=""):
        self.asked.append(("new", starter))

    def flush(self):
        self.asked.append(("flush",))

    def unsaved(self):
        return self.lost

    def toggle_panel(self):
        self.asked.append(("panel",))

    def set_focus_mode(self, focused):
        self.asked.append(("focus", focused))

    def search_focus(self):
        self.asked.append(("search",))

    def panes(self):
        return [self.field, self.other]
