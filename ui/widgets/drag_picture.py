# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A picture one can drag into a browser or a folder: it carries the file itself, copied without place data."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.model import Photo
from app.wording import t
from ui import theme
from ui.widgets.history_preview import thumbnail

THUMB = QSize(64, 48)


class DragPicture(QLabel):
    """Drag it out; Ctrl+C copies the same file for those who do not drag."""

    def __init__(self, photo: Photo, parent: QWidget | None = None) -> None:
        """Show a small picture of `photo`."""
        super().__init__(parent)
        self._photo = photo
        self._pressed: QPoint | None = None
        thumb = thumbnail(photo.path, THUMB, self.devicePixelRatioF())
        self.setTextFormat(Qt.TextFormat.PlainText)
        if thumb is None:
            self.setText(t("history.photo_gone"))
            theme.set_role(self, "caption")
        else:
            self.setPixmap(thumb)
        self.setFixedSize(THUMB + QSize(6, 6))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(t("by_hand.picture", alt=photo.alt))
        self.setToolTip(t("by_hand.drag_hint"))

    def mime(self) -> QMimeData:
        """Return what is dragged or copied: the file's address."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self._photo.path)])
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the file on Ctrl+C."""
        if event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            QApplication.clipboard().setMimeData(self.mime())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin the drag once the pointer has gone far enough."""
        if self._pressed is None:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        drag = QDrag(self)
        drag.setMimeData(self.mime())
        drag.setPixmap(self.pixmap() if not self.pixmap().isNull() else QPixmap(1, 1))
        drag.exec(Qt.DropAction.CopyAction)
