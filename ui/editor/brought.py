# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What is pasted or dropped on the paper: plain text, pictures, or a file that is neither. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage, QTextDocumentFragment

from ui.editor.spans import whole

PICTURES = tuple(
    f".{ending}"
    for ending in ["jpg", "jpeg", "jfif", "png", "webp", "gif", "heic", "heif", "avif", "tif", "tiff", "bmp"]
)


@dataclass(frozen=True, slots=True)
class Brought:
    """One paste or drop. `refused`: there was a file among it that is no picture."""

    text: str = ""
    pictures: tuple[str, ...] = ()
    image: QImage | None = None
    refused: bool = False


def brought(source: QMimeData) -> Brought:
    """Return what to do with it; rich text comes as its words alone, a file never as its path."""
    files = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
    pictures = tuple(path for path in files if path.lower().endswith(PICTURES))
    if files:
        return Brought(pictures=pictures, refused=len(pictures) < len(files))
    if source.hasText():
        return Brought(whole(source.text()))
    if source.hasImage():
        return Brought(image=QImage(source.imageData()))
    return Brought(whole(QTextDocumentFragment.fromHtml(source.html()).toPlainText()))
