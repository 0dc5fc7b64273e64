# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a column says when its network has a text of its own: which words differ, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.wording import t
from ui.widgets.flow import FlowLayout
from ui.widgets.plain import button, label
from ui.widgets.preview_facts import Pair
from ui.widgets.sentence import Sentence

MOST = 6
"""So many pairs of words are listed; the rest is counted."""


class OwnText(QWidget):
    """Signals: turned (show the differences or not), rejoin_wanted."""

    turned = Signal(bool)
    rejoin_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin with the differences hidden."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(4)
        row = FlowLayout(gap=6, line_gap=0)
        row.addWidget(label(t("preview.own_text"), "small", parent=self))
        self.differences = button(t("fork.show"), "link small", parent=self)
        self.differences.setCheckable(True)
        self.differences.toggled.connect(self._turn)
        self.rejoin = button(t("fork.rejoin"), "link small", parent=self)
        self.rejoin.clicked.connect(self.rejoin_wanted)
        row.addWidget(self.differences)
        row.addWidget(self.rejoin)
        column.addLayout(row)
        self.pairs = Sentence("", "small", "ink_soft", self)
        self.pairs.hide()
        column.addWidget(self.pairs)

    def show_pairs(self, pairs: tuple[Pair, ...]) -> None:
        """List what differs, shown when the writer asks for it."""
        self.pairs.setText(pairs_in_words(pairs))

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [self.differences, self.rejoin]

    def _turn(self, on: bool) -> None:
        self.differences.setText(t("preview.hide_differences") if on else t("fork.show"))
        self.pairs.setVisible(on)
        self.turned.emit(on)


def pairs_in_words(pairs: tuple[Pair, ...]) -> str:
    """Return what stands in the common text and what here instead, a line each."""
    lines = [t("preview.pair", common=pair.common.strip() or "–", own=pair.own.strip() or "–") for pair in pairs[:MOST]]
    if not lines:
        return t("fork.same")
    if len(pairs) > MOST:
        lines.append(t("preview.more_differences", n=len(pairs) - MOST))
    return "\u2028".join(lines)
