# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The pictures of the sheet: adding, describing, taking out. Copied on a lane of their own: nothing waits for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QDir, QIODevice, QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.model import Draft, Photo
from app.wording import t
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.views.write_saving import Saving, Sheet, born
from ui.widgets.photo_strip import PhotoStrip, read_thumbnail

if TYPE_CHECKING:
    from app.desk import Desk
    from app.desk.photos import Edits
    from ui.views.write_photo import PhotoPage

ENDINGS = "jpg jpeg jfif png webp gif heic heif avif tif tiff bmp"


class Pictures(QObject):
    """What happens to the pictures of one sheet.

    Signals
        toast_wanted: a sentence and what undoes it.
    """

    toast_wanted = Signal(str, object)

    def __init__(self, bridge: Bridge, strip: PhotoStrip, saving: Saving) -> None:
        """Connect the strip; the strip owns this."""
        super().__init__(strip)
        self._bridge, self._strip, self._saving = bridge, strip, saving
        self.page: PhotoPage | None = None
        strip.described.connect(self._describe)
        strip.remove_wanted.connect(self._remove)
        strip.care_wanted.connect(self.care)
        strip.files_dropped.connect(self._add_all)
        strip.picture_dropped.connect(self.paste)

    def choose(self, parent: QWidget) -> None:
        """Let the writer pick picture files; returns at once."""
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.PicturesLocation)
        folder = next((place for place in (*places, QDir.homePath()) if QDir(place).exists()), "")
        dialog = QFileDialog(parent, t("write.choose_photo"), folder, f"{t('write.photos')} ({_formats()})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._add_all)
        dialog.open()

    def add(self, path: str) -> None:
        """Add a picture file; a sentence tells if it is none."""
        self._bring(partial(_add, path))

    def paste(self, image: QImage) -> None:
        """Add a picture from the clipboard; it is written nowhere but as its clean copy."""
        self._bring(lambda desk, draft: desk.photos.add_bytes(draft, _as_png(image)))

    def show(self, photos: tuple[Photo, ...]) -> None:
        """Show these pictures; thumbnails follow as they are read."""
        self._leave_page(photos)
        for photo in self._strip.set_photos(photos):
            self._bridge.ask(_thumbnail_of(photo.path), self._thumbnail, lane=Lane.PICTURES)

    def care(self, photo: str, edits: Edits | None = None) -> None:
        """Open photo care on a picture of the sheet; `edits` takes up steps that were left before."""
        from ui.views.write_photo import PhotoPage

        line = next((line for line in self._strip.lines if line.photo.id == photo), None)
        host = self._saving.parent()
        if line is None or self.page is not None or not isinstance(host, QWidget):
            return
        page = PhotoPage(self._bridge, host, self._saving.sheet.id, line.photo)
        page.changed.connect(self._changed)
        page.described.connect(self._describe)
        page.left_unfinished.connect(self._left)
        page.closed.connect(self._closed)
        self.page = page
        page.appear(_uncut(line.thumbnail.image(), line.photo), edits)

    def _add_all(self, paths: list[str]) -> None:
        """Add several files, in their order; what is no picture is told in one sentence at the end."""
        batch = _Batch(len(paths))
        for path in paths:
            self._bring(partial(_add, path), batch)

    def _bring(self, copy: Callable[[Desk, str], Draft], batch: _Batch | None = None) -> None:
        """Copy a picture into the sheet's draft, which is born by it if need be."""
        coming = _Coming(self._saving.sheet, copy, batch or _Batch(1))

        def begin(desk: Desk) -> _Coming:
            born(desk, coming.sheet)
            return coming

        self._bridge.ask(begin, self._copy)

    def _copy(self, coming: _Coming) -> None:
        self._saving.make_known(coming.sheet)

        def copy(desk: Desk) -> _Come:
            try:
                return _Come(coming.batch, coming.copy(desk, coming.sheet.id))
            except AppError as error:
                return _Come(coming.batch, trouble=error)

        self._bridge.ask(copy, self._came, lane=Lane.PICTURES)

    def _came(self, come: _Come) -> None:
        """Show a picture that came in; with the last of a batch say what did not."""
        batch = come.batch
        batch.left -= 1
        if come.draft is not None:
            self._changed(come.draft)
        if come.trouble is not None:
            batch.troubles.append(come.trouble)
        if batch.troubles and not batch.left:
            first, more = batch.troubles[0], len(batch.troubles) - 1
            words = t(first.code, **first.facts)
            self._bridge.toast_wanted.emit(f"{words} {t('photo_strip.more_missed', n=more)}" if more else words, None)

    def _describe(self, photo: str, alt: str) -> None:
        sheet = self._saving.sheet
        self._bridge.ask(lambda desk: desk.photos.describe(sheet.id, photo, alt), self._changed)

    def _remove(self, photo: str) -> None:
        sheet = self._saving.sheet
        place = next(number for number, line in enumerate(self._strip.lines) if line.photo.id == photo)
        gone = self._strip.lines[place].photo

        def undo() -> None:
            self._bridge.ask(lambda desk: desk.photos.put_back(sheet.id, gone, place), self._changed)

        self._bridge.ask(lambda desk: desk.photos.remove(sheet.id, photo), self._changed)
        self.toast_wanted.emit(t("photo_strip.gone"), undo)

    def _changed(self, draft: Draft) -> None:
        if draft.id == self._saving.sheet.id:
            self.show(draft.photos)

    def _thumbnail(self, read: tuple[str, QImage]) -> None:
        self._strip.set_thumbnail(*read)

    # ------------------------------------------------------------ photo care

    def _leave_page(self, photos: tuple[Photo, ...]) -> None:
        """Close photo care when its picture is not on the sheet any more."""
        if self.page is not None and not self.page.busy and self.page.photo.id not in {photo.id for photo in photos}:
            self.page.close()

    def _left(self, edits: Edits) -> None:
        """Say that steps were left; undoing it opens the picture with them again."""
        page = self.page
        if page is None:
            return
        sheet, photo = self._saving.sheet, page.photo.id

        def again() -> None:
            if self._saving.sheet.id == sheet.id:
                self.care(photo, edits)

        self.toast_wanted.emit(t("photo_care.left"), again)

    def _closed(self) -> None:
        self.page = None


@dataclass(frozen=True, slots=True)
class _Coming:
    """A picture on its way to a sheet that has a draft now."""

    sheet: Sheet
    copy: Callable[[Desk, str], Draft]
    batch: _Batch


@dataclass(slots=True)
class _Batch:
    """Pictures that were brought together: how many are still on their way, and what went wrong."""

    left: int
    troubles: list[AppError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Come:
    """What became of one picture: the draft that shows it now, or why not."""

    batch: _Batch
    draft: Draft | None = None
    trouble: AppError | None = None


def _add(path: str, desk: Desk, draft: str) -> Draft:
    return desk.photos.add(draft, path)


def _formats() -> str:
    """Return the patterns of the file dialog; cameras write endings in capitals."""
    endings = ENDINGS.split()
    return " ".join(f"*.{ending}" for ending in (*endings, *(ending.upper() for ending in endings)))


def _as_png(image: QImage) -> bytes:
    """Return a pasted picture as a PNG. Safe on a worker thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def _uncut(image: QImage, photo: Photo) -> QImage:
    """Return a thumbnail if it shows the whole picture: its sides must have the same relation."""
    same = image.width() * photo.height - image.height() * photo.width
    return image if abs(same) <= 2 * max(photo.width, photo.height) else QImage()


def _thumbnail_of(path: str) -> Callable[[Desk], tuple[str, QImage]]:
    def work(_desk: Desk) -> tuple[str, QImage]:
        return path, read_thumbnail(path)

    return work
