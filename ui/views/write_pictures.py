# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The pictures of the sheet: adding, describing, taking out. Copied on the reading lane: saving never waits."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.model import Draft, Photo
from app.wording import t
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.views.write_saving import Saving, Sheet, born
from ui.widgets.photo_strip import PhotoStrip, read_thumbnail

if TYPE_CHECKING:
    from app.desk import Desk

FORMATS = "*.jpg *.jpeg *.png *.webp *.gif *.heic *.tif *.tiff *.bmp"


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
        strip.described.connect(self._describe)
        strip.remove_wanted.connect(self._remove)

    def choose(self, parent: QWidget) -> None:
        """Let the writer pick picture files; returns at once."""
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.PicturesLocation)
        folder = next((place for place in (*places, QDir.homePath()) if QDir(place).exists()), "")
        dialog = QFileDialog(parent, t("write.choose_photo"), folder, f"{t('write.photos')} ({FORMATS})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._add_all)
        dialog.open()

    def add(self, path: str) -> None:
        """Add a picture file; a sentence tells if it is none."""
        sheet = self._saving.sheet

        def begin(desk: Desk) -> _Coming:
            born(desk, sheet)
            return _Coming(sheet, path)

        self._bridge.ask(begin, self._copy)

    def paste(self, image: QImage) -> None:
        """Add a picture from the clipboard."""
        sheet = self._saving.sheet

        def begin(desk: Desk) -> _Coming:
            born(desk, sheet)
            handle, path = tempfile.mkstemp(suffix=".png")
            os.close(handle)
            image.save(path)
            return _Coming(sheet, path, pasted=True)

        self._bridge.ask(begin, self._copy)

    def show(self, photos: tuple[Photo, ...]) -> None:
        """Show these pictures; thumbnails follow as they are read."""
        for photo in self._strip.set_photos(photos):
            self._bridge.ask(_thumbnail_of(photo.path), self._thumbnail, lane=Lane.READ)

    def _add_all(self, paths: list[str]) -> None:
        for path in paths:
            self.add(path)

    def _copy(self, coming: _Coming) -> None:
        self._saving.make_known(coming.sheet)
        sheet, path = coming.sheet, Path(coming.path)

        def copy(desk: Desk) -> Draft:
            try:
                return desk.drafts.add_photo(sheet.id, path)
            finally:
                if coming.pasted:
                    path.unlink(missing_ok=True)

        self._bridge.ask(copy, self._changed, lane=Lane.READ)

    def _describe(self, photo: str, alt: str) -> None:
        sheet = self._saving.sheet
        self._bridge.ask(lambda desk: desk.drafts.describe_photo(sheet.id, photo, alt), self._changed)

    def _remove(self, photo: str) -> None:
        sheet = self._saving.sheet
        gone = next(line.photo for line in self._strip.lines if line.photo.id == photo)

        def back(desk: Desk) -> Draft:
            return desk.drafts.add_photo(sheet.id, gone.path, gone.alt)

        def undo() -> None:
            self._bridge.ask(back, self._changed, lane=Lane.READ)

        self._bridge.ask(lambda desk: desk.drafts.remove_photo(sheet.id, photo), self._changed)
        self.toast_wanted.emit(t("photo_strip.gone"), undo)

    def _changed(self, draft: Draft) -> None:
        if draft.id == self._saving.sheet.id:
            self.show(draft.photos)

    def _thumbnail(self, read: tuple[str, QImage]) -> None:
        self._strip.set_thumbnail(*read)


@dataclass(frozen=True, slots=True)
class _Coming:
    """A picture on its way to a sheet that has a draft now."""

    sheet: Sheet
    path: str
    pasted: bool = False


def _thumbnail_of(path: str) -> Callable[[Desk], tuple[str, QImage]]:
    def work(_desk: Desk) -> tuple[str, QImage]:
        return path, read_thumbnail(path)

    return work
