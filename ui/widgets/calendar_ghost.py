# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A card of the calendar as it travels with the mouse: a picture of it, above everything."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui import theme
from ui.widgets.plain import label


class Ghost(QFrame):
    """Nothing can be done with it; its owner moves and ends it."""

    def __init__(self, card: QWidget, parent: QWidget) -> None:
        """Look like `card` does."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(card.size())
        theme.set_role(self, "clear")
        shown = label("", parent=self)
        shown.setPixmap(card.grab())
        self.show()
        self.raise_()
