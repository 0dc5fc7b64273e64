# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One word behind the hats meter, and how the writer says that it tells of no hat."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.model import Hat
from app.wording import t
from ui import theme
from ui.widgets.plain import ValueButton


class HatChip(ValueButton):
    """A word that spoke for a hat. Pressing it, or the menu key, offers to say that it does not belong there.

    Signals
        wrong: the Hat and the word.
    """

    wrong = Signal(object, str)

    def __init__(self, word: str, hat: Hat, parent: QWidget | None = None) -> None:
        """Show the word in the hat's colour."""
        super().__init__(word, (hat, word), parent)
        theme.set_role(self, f"tag {hat.value}_tag")
        self.setAccessibleName(t("panel.hats.chip", word=word, hat=t(f"panel.hats.{hat.value}")))
        self.setAccessibleDescription(t("panel.hats.not_this"))
        self.setToolTip(t("panel.hats.not_this"))
        self.not_this = QAction(t("panel.hats.not_this"), self)
        self.not_this.triggered.connect(self._is_wrong)
        self.offer = QMenu(self)
        self.offer.addAction(self.not_this)
        self.chosen.connect(self._offer)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the same as a press."""
        self._offer()

    def _offer(self) -> None:
        self.offer.setActiveAction(self.not_this)
        self.offer.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _is_wrong(self) -> None:
        self.wrong.emit(*self.value)  # type: ignore[misc] # the pair given above
