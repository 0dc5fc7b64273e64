# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The thin line above the paper while the draft on it is planned: when it goes, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.wording import t
from ui import theme
from ui.widgets.plain import button, label, picture


class PlannedLine(QFrame):
    """Signals: back_wanted (off the calendar), calendar_wanted."""

    back_wanted = Signal()
    calendar_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(theme.px("s"))
        row.addWidget(picture("clock", "accent", theme.px("icon_small"), self))
        self.words = label("", "small", wrap=True, parent=self)
        row.addWidget(self.words, 1)
        self.calendar = button(t("planned.calendar"), "link", parent=self)
        self.back = button(t("planned.back"), "link", parent=self)
        for one in (self.calendar, self.back):
            row.addWidget(one)
        self.calendar.clicked.connect(self.calendar_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.hide()

    def show_words(self, words: str) -> None:
        """Say when it goes; "" hides the line."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [self.calendar, self.back]
