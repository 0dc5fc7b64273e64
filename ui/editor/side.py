# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The empty margin beside the text column: scrolls and places the caret as if it were part of the sheet."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QTextEdit, QWidget


class Side(QWidget):
    """One margin; Qt itself lets nothing through there."""

    def __init__(self, editor: QTextEdit) -> None:
        """Lie beside the viewport of `editor`, which sets the geometry."""
        super().__init__(editor)
        self._editor = editor
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the sheet."""
        QCoreApplication.sendEvent(self._editor.viewport(), event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the caret at the beginning or end of the line beside the click."""
        viewport = self._editor.viewport()
        x = 0 if self.x() < viewport.x() else viewport.width()
        self._editor.setTextCursor(self._editor.cursorForPosition(QPoint(x, round(event.position().y()))))
        self._editor.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what the press began."""
        event.accept()
