# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The pictures of a post under the paper: what was taken out of the copy, a description for those who can't see it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QImage,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.model import Photo
from app.wording import t
from ui import theme
from ui.widgets.plain import IconLabel, button, icon_button, plain_tip
from ui.widgets.roles import set_accessible_role
from ui.widgets.sentence import Sentence

THUMB = QSize(92, 68)
LINE = 24
THUMB_RATIO = 2
"""Thumbnails are read at twice their size, enough for 200 % displays."""


def read_thumbnail(path: str) -> QImage:
    """Return a small picture of the file, covering the thumbnail's frame; a null image if it can't be read.

    Safe on a worker thread.
    """
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(THUMB * THUMB_RATIO, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    return reader.read()


class Thumbnail(QLabel):
    """The picture in a rounded frame; a calm surface until it is read. A double-click, Enter or Space opens it."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without a picture."""
        super().__init__(parent)
        self._picture = QPixmap()
        self.setFixedSize(THUMB)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(t("photo_strip.open"))
        self.setToolTip(t("photo_strip.open"))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the picture."""
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the picture on Enter and Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        self.update()

    def image(self) -> QImage:
        """Return the small picture as far as it is read."""
        return self._picture.toImage()

    def set_image(self, image: QImage) -> None:
        """Show the middle of `image`."""
        self._picture = QPixmap.fromImage(image)
        self.setPixmap(self._picture)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, cut to the rounded frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), theme.px("radius.control"), theme.px("radius.control"))
        painter.setClipPath(frame)
        painter.fillRect(self.rect(), theme.color("hover"))
        if not self._picture.isNull():
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            painter.drawPixmap(left, top, size.width(), size.height(), self._picture)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2 * theme.px("border.focus")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(frame)
        painter.end()


class PhotoLine(QWidget):
    """One picture: thumbnail, what was removed, people in it, its description.

    Signals
        described: photo id and the new description.
        remove_wanted, care_wanted: photo id.
    """

    described = Signal(str, str)
    remove_wanted = Signal(str)
    care_wanted = Signal(str)

    def __init__(self, photo: Photo, parent: QWidget | None = None) -> None:
        """Show one picture."""
        super().__init__(parent)
        self.photo = photo
        set_accessible_role(self, QAccessible.Role.Grouping)
        self.setAccessibleName(t("photo_strip.name", alt=photo.alt) if photo.alt else t("photo_strip.name_none"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("l"))
        self.thumbnail = Thumbnail(self)
        self.thumbnail.opened.connect(self._care)
        row.addWidget(self.thumbnail, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        removed = Sentence(t(_removed_code(photo)), "small", "ink_soft", self)
        removed.setToolTip(plain_tip(", ".join(t(f"photo.removed.{name}") for name in photo.removed)))
        lines.addLayout(self._line("map-pin-off", "calm", removed))
        self.look = button(t("photo_strip.look"), "link small", parent=self)
        self.look.setFixedHeight(LINE)
        self.look.clicked.connect(self._care)
        people = Sentence(t("photo_strip.people"), "small", "ink_soft", self)
        lines.addLayout(self._line("users", "ink_soft", people, self.look))
        self.words = Sentence(photo.alt or t("photo_strip.describe"), "small", "ink_soft", self)
        self.edit = button(t("photo_strip.edit" if photo.alt else "photo_strip.write"), "link small", parent=self)
        self.edit.setFixedHeight(LINE)
        self.edit.clicked.connect(self._begin)
        lines.addLayout(self._line("accessible", "ink_soft", self.words, self.edit))
        lines.addWidget(self._field())
        row.addLayout(lines, 1)
        self.remove = icon_button("x", t("photo_strip.remove"), self)
        self.remove.clicked.connect(self._remove)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def _line(self, icon: str, colour: str, words: Sentence, action: QWidget | None = None) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(7)
        line.addStrut(LINE)
        line.addWidget(IconLabel(icon, colour, theme.px("icon_small"), self))
        line.addWidget(words, 0, Qt.AlignmentFlag.AlignVCenter)
        if action is not None:
            line.addWidget(action)
        line.addStretch(1)
        return line

    def _field(self) -> QLineEdit:
        self.field = QLineEdit(self.photo.alt, self)
        self.field.setPlaceholderText(t("photo_strip.hint"))
        self.field.setAccessibleName(t("photo_strip.describe"))
        self.field.setAccessibleDescription(t("photo_strip.hint"))
        self.field.editingFinished.connect(self._finish)
        self.field.hide()
        return self.field

    def _begin(self) -> None:
        self.words.hide()
        self.edit.hide()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        if self.field.isHidden():
            return
        alt = self.field.text().strip()
        self.field.hide()
        self.words.show()
        self.edit.show()
        if alt != self.photo.alt:
            self.words.setText(alt or t("photo_strip.describe"))
            self.described.emit(self.photo.id, alt)

    def _care(self) -> None:
        self.care_wanted.emit(self.photo.id)

    def _remove(self) -> None:
        self.remove_wanted.emit(self.photo.id)


def _removed_code(photo: Photo) -> str:
    """Return what a line says of the copy: that a moving picture stands still is not left to the tooltip."""
    return "photo_strip.stilled" if "animation" in photo.removed else "photo_strip.removed"


class PhotoStrip(QWidget):
    """The pictures of one post, a line each; nothing at all without pictures. Files and pictures can be dropped on it.

    Signals
        described, remove_wanted, care_wanted: as of a line.
        files_dropped: the paths; picture_dropped: a QImage that is no file.
        rearranged: the lines are other ones now.
    """

    described = Signal(str, str)
    remove_wanted = Signal(str)
    care_wanted = Signal(str)
    files_dropped = Signal(list)
    picture_dropped = Signal(object)
    rearranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without pictures."""
        super().__init__(parent)
        self.lines: list[PhotoLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 20, 0, 12)
        self._column.setSpacing(12)
        self.setAccessibleName(t("write.photos"))
        self.setAcceptDrops(True)
        self.hide()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        data = event.mimeData()
        if data.hasImage() or any(url.isLocalFile() for url in data.urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped: files first, for a browser offers a picture of the same beside it."""
        data = event.mimeData()
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if paths:
            self.files_dropped.emit(paths)
        elif data.hasImage():
            self.picture_dropped.emit(QImage(data.imageData()))
        event.acceptProposedAction()

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [stop for line in self.lines for stop in (line.thumbnail, line.look, line.edit, line.field, line.remove)]

    def set_photos(self, photos: tuple[Photo, ...]) -> tuple[Photo, ...]:
        """Show these pictures and return those whose thumbnails are not known yet (see set_thumbnail)."""
        if tuple(line.photo for line in self.lines) == photos:
            return ()
        known = {line.photo.path: line.thumbnail.image() for line in self.lines if not line.thumbnail.image().isNull()}
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        for photo in photos:
            line = PhotoLine(photo, self)
            line.described.connect(self.described)
            line.remove_wanted.connect(self.remove_wanted)
            line.care_wanted.connect(self.care_wanted)
            if photo.path in known:
                line.thumbnail.set_image(known[photo.path])
            self._column.addWidget(line)
            self.lines.append(line)
        self.setVisible(bool(photos))
        self.rearranged.emit()
        return tuple(photo for photo in photos if photo.path not in known)

    def set_thumbnail(self, path: str, image: QImage) -> None:
        """Show the small picture of the file at `path`."""
        for line in self.lines:
            if line.photo.path == path and not image.isNull():
                line.thumbnail.set_image(image)
