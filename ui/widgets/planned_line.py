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
    """Signals: new_wanted (the text as it is now), back_wanted (off the calendar), calendar_wanted."""

    new_wanted = Signal()
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
        self.new = button(t("planned.take_new"), "link", parent=self)
        self.new.hide()
        self.calendar = button(t("planned.calendar"), "link", parent=self)
        self.back = button(t("planned.back"), "link", parent=self)
        for one in self.stops():
            row.addWidget(one)
        self.new.clicked.connect(self.new_wanted)
        self.calendar.clicked.connect(self.calendar_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.hide()

    def show_words(self, words: str, changed: bool = False) -> None:
        """Say when it goes; "" hides the line. `changed`: the paper says something else by now."""
        self.new.setVisible(changed)
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [self.new, self.calendar, self.back]
