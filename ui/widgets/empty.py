# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The one picture for empty places, a cup of coffee, with a sentence under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.plain import label

CUP = 120


class EmptyPlace(QWidget):
    """Cup and words in the middle."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Show `text` under the cup."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        cup = label("", parent=self)
        cup.setPixmap(theme.art("empty-coffee", CUP, self.devicePixelRatioF()))
        cup.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words = label(text, "lead", wrap=True, parent=self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        column.addWidget(cup)
        column.addWidget(self.words)
        column.addStretch(3)

    def say(self, text: str) -> None:
        """Change the sentence."""
        self.words.setText(text)
