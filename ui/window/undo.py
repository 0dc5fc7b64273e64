# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Ctrl+Z outside a text: what the toasts offered to undo, the last first, as long as the same view is in front."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.wording import t

if TYPE_CHECKING:
    from ui.widgets.toast import Toast

KEPT = 20


class Undos(QObject):
    """Belongs to one window. Fields that are written in undo their own words: their keys never come here."""

    def __init__(self, host: Callable[[], QWidget], parent: QObject) -> None:
        """Show toasts over `host`."""
        super().__init__(parent)
        self._host = host
        self._kept: list[tuple[str, Callable[[], object]]] = []

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say a sentence for some seconds; what it can undo is kept for the key too."""
        from ui.widgets.toast import Toast

        if undo is None:
            Toast(self._host(), text)
            return
        kept = (text, undo)
        self._kept = [*self._kept[1 - KEPT :], kept]

        def undone() -> None:
            if kept in self._kept:
                self._kept.remove(kept)
            undo()

        Toast(self._host(), text, undone)

    def forget(self) -> None:
        """Let go of what belongs to another view or another text; a toast in sight can still be used."""
        self._kept.clear()

    def pressed(self, event: QKeyEvent) -> bool:
        """Undo the last change if these are the keys for it; tell whether they were."""
        if not event.matches(QKeySequence.StandardKey.Undo):
            return False
        toast = self._in_sight()
        if toast is not None:
            toast.undo_button.click()
        elif self._kept:
            text, undo = self._kept.pop()
            undo()
            self.toast(t("toast.undone", what=text))
        return True

    def _in_sight(self) -> Toast | None:
        from ui.widgets.toast import Toast

        toasts = self._host().findChildren(Toast, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return next((one for one in toasts if one.isVisible() and one.offers()), None)
