# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What lies on an empty paper: a kind word and three questions to begin with; gone at the first letter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from app.wording import t
from ui import theme
from ui.widgets.plain import ValueButton, button
from ui.widgets.sentence import Sentence
from ui.widgets.starter import STARTERS

GAP = "\u2002"
"""Before the words of a button: the style sets icon and words too close together."""


class EmptyPaper(QWidget):
    """Lies over the paper and lets clicks beside its buttons through to it.

    Signals
        starter_wanted: the id of a question.
    """

    starter_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Show the words and the questions."""
        super().__init__(parent)
        self.setAcceptDrops(True)  # else Qt offers what is dropped here to the paper's frame, which takes nothing
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("s"))
        self.words = Sentence(t("write.empty"), "body", "ink_faint", self)
        column.addWidget(self.words)
        column.addSpacing(theme.px("xs"))
        self.buttons: list[ValueButton] = []
        for starter in STARTERS:
            question = t(f"starter.{starter.id}")
            made = button(GAP + question, value=starter.id, parent=self)
            made.setAccessibleName(question)
            made.setIcon(theme.icon(starter.icon, starter.colour, theme.px("icon_small")))
            made.chosen.connect(self._choose)
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(made)
        self.setSizePolicy(self.sizePolicy().Policy.Preferred, self.sizePolicy().Policy.Fixed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what the paper takes."""
        paper = self.parent()
        if isinstance(paper, QTextEdit) and paper.canInsertFromMimeData(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Let the paper have it."""
        paper = self.parent()
        if isinstance(paper, QTextEdit):
            paper.insertFromMimeData(event.mimeData())
            event.acceptProposedAction()

    def _choose(self, starter: str) -> None:
        self.starter_wanted.emit(starter)
