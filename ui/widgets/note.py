# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A small window of its own with one plain thing to say: a profile that can't be opened, or a bug of ours."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.wording import t
from ui import theme

WIDTH = 460
FACE = 64


class Note(QWidget):
    """Signals: go_on_wanted, close_wanted. Without `may_go_on` there is only the button to close."""

    go_on_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, title: str, words: str, details: str = "", may_go_on: bool = False) -> None:
        """Make the window; `details` is faint and can be selected."""
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(t("app.name"))
        theme.set_role(self, "canvas")
        self.setFixedWidth(WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 20)
        row.setSpacing(theme.px("space.l"))
        face = QLabel(self)
        face.setPixmap(theme.art("mummo-calm", FACE, self.devicePixelRatioF()))
        row.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.px("space.s"))
        self._say(column, title, "heading")
        self._say(column, words, "body")
        if details:
            self._say(column, details, "caption")
        column.addSpacing(theme.px("space.s"))
        column.addLayout(self._buttons(may_go_on))
        row.addLayout(column, 1)

    def appear_over(self, window: QWidget | None) -> None:
        """Show the note in the middle of `window`; without one the system chooses the place."""
        if window is not None and window.isVisible():
            self.adjustSize()
            self.move(window.frameGeometry().center() - self.rect().center())
        self.show()
        self.raise_()
        self.activateWindow()

    def _say(self, column: QVBoxLayout, words: str, role: str) -> None:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(words)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.set_role(label, role)
        column.addWidget(label)

    def _buttons(self, may_go_on: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        close = QPushButton(t("note.close"), self)
        close.clicked.connect(self.close_wanted)
        row.addWidget(close)
        main = close
        if may_go_on:
            main = QPushButton(t("note.go_on"), self)
            main.clicked.connect(self.go_on_wanted)
            main.clicked.connect(self.close)
            row.addWidget(main)
        theme.set_role(main, "primary")
        main.setAutoDefault(True)
        main.setFocus()
        return row
