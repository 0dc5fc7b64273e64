# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The thin line above the paper to find words in the text: a field, how many, to and fro. Knows no text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from app.wording import t
from ui import theme
from ui.widgets.plain import icon_button, label, picture

WIDTH = 220


class FindLine(QFrame):
    """Signals: typed (the words looked for), stepped (1 or -1), closed."""

    typed = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setAccessibleName(t("write.find"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(theme.px("s"))
        row.addWidget(picture("search", "ink_faint", theme.px("icon_small"), self))
        self.field = QLineEdit(self)
        self.field.setAccessibleName(t("write.find"))
        self.field.setPlaceholderText(t("write.find"))
        self.field.setFixedWidth(WIDTH)
        self.field.textChanged.connect(self.typed)
        row.addWidget(self.field)
        self.count = label("", "small faint", parent=self)
        row.addWidget(self.count)
        self.previous = icon_button("chevron-left", t("find.previous"), self)
        self.previous.clicked.connect(self._back)
        self.next = icon_button("chevron-right", t("find.next"), self)
        self.next.clicked.connect(self._on)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addStretch(1)
        self.leave = icon_button("x", t("find.close"), self)
        self.leave.clicked.connect(self.closed)
        row.addWidget(self.leave)
        self.hide()

    def say(self, number: int, count: int) -> None:
        """Tell which of how many places is in sight; nothing while nothing is looked for."""
        words = t("find.count", number=number, count=count) if count else t("find.none")
        self.count.setText(words if self.field.text() else "")
        for one in (self.previous, self.next):
            one.setEnabled(count > 1)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [self.field, self.previous, self.next, self.leave]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on(self) -> None:
        self.stepped.emit(1)

    def _back(self) -> None:
        self.stepped.emit(-1)
