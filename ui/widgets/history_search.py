# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The search field of the history: magnifying glass, how many were found, Esc clears, arrow down goes to the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.wording import t
from ui import theme
from ui.widgets.plain import label, picture

HEIGHT = 42
GLASS = 32


class SearchField(QLineEdit):
    """One line; `down_pressed` when the writer wants to go on in the list."""

    down_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAccessibleName(t("history.search"))
        self.setPlaceholderText(t("history.search"))
        self.setMinimumHeight(HEIGHT)
        theme.set_role(self, "lead search")
        self.setTextMargins(GLASS, 0, 0, 0)
        self._count = label("", "small faint", parent=self)
        self._key = label("Esc", "caption key", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(picture("search", "accent", parent=self))
        row.addStretch(1)
        row.addWidget(self._count)
        row.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        for widget in (self._count, self._key):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            widget.hide()

    def show_count(self, words: str, clearable: bool) -> None:
        """Show how many were found; with `clearable` also what clears the field."""
        self._count.setText(words)
        self._count.setVisible(bool(words))
        self._key.setVisible(clearable)
        room = self._count.sizeHint().width() + (self._key.sizeHint().width() + 10 if clearable else 0) + 20
        self.setTextMargins(GLASS, 0, room if words else 0, 0)
        self.setAccessibleDescription(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Esc, go on with arrow down or Enter."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)
