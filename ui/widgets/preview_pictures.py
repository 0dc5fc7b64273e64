# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The pictures of a post in the frames a network gives them: one alone, a grid of up to four, or one at a time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QImage, QImageReader, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model import Photo
from app.wording import t
from ui import theme
from ui.widgets.plain import plain_tip
from ui.widgets.preview_shade import Shade
from ui.widgets.roles import set_accessible_role

GAP = 2
MOST = 4
BADGE = 22
READ_AT = QSize(900, 900)
"""Pictures are read at this size at most: a column at 200 %, and no more memory than that."""


@dataclass(frozen=True, slots=True)
class Frames:
    """How a network frames pictures: the tallest and widest shape of one alone (width : height); grid or carousel."""

    tallest: float
    widest: float
    carousel: bool = False


USUAL = Frames(0.8, 1.91)
FRAMES = {
    "bluesky": Frames(0.5, 3.0),
    "facebook": Frames(0.8, 1.91),
    "instagram": Frames(0.8, 1.91, carousel=True),
    "linkedin": Frames(0.8, 2.2),
    "mastodon": Frames(0.6, 2.4),
    "threads": Frames(0.75, 1.91, carousel=True),
    "x": Frames(0.75, 2.4),
}
"""As the networks' own apps showed them in 2026; none of them documents it, so these are shapes, not promises."""


def read_picture(path: str) -> QImage:
    """Return a picture no larger than any frame needs, a null image if it can't be read; safe on a worker."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (size.width() > READ_AT.width() or size.height() > READ_AT.height()):
        reader.setScaledSize(size.scaled(READ_AT, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def boxes_of(photos: tuple[Photo, ...], network: str, width: int) -> list[QRectF]:
    """Return the frames of the pictures a network shows at once, the whole `width` px wide."""
    frames = FRAMES.get(network, USUAL)
    if not photos:
        return []
    first = photos[0]
    if len(photos) == 1 or frames.carousel:
        shape = first.width / first.height if first.width and first.height else 1.5
        return [QRectF(0, 0, width, round(width / min(max(shape, frames.tallest), frames.widest)))]
    half, high = (width - GAP) / 2, round(width / 1.78)
    if len(photos) == 2:
        return [QRectF(0, 0, half, high), QRectF(half + GAP, 0, half, high)]
    low = (high - GAP) / 2
    right = [QRectF(half + GAP, 0, half, low), QRectF(half + GAP, low + GAP, half, low)]
    if len(photos) == 3:
        return [QRectF(0, 0, half, high), *right]
    return [QRectF(0, 0, half, low), QRectF(0, low + GAP, half, low), *right]


class PicturePlace(QWidget):
    """A calm surface until the pictures are read; `images` are kept by path in a table all columns share."""

    def __init__(self, shade: Shade, images: dict[str, QImage], parent: QWidget) -> None:
        """Begin without pictures."""
        super().__init__(parent)
        self._shade, self._images = shade, images
        self._photos: tuple[Photo, ...] = ()
        self._boxes: list[QRectF] = []
        self._badge = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_accessible_role(self, QAccessible.Role.Graphic)

    def show_photos(self, photos: tuple[Photo, ...], network: str, width: int) -> None:
        """Show pictures in a network's frames."""
        self._photos = photos
        self._boxes = boxes_of(photos, network, width)
        beyond = len(photos) - len(self._boxes)
        carousel = FRAMES.get(network, USUAL).carousel
        self._badge = "" if beyond <= 0 else f"1/{len(photos)}" if carousel else f"+{beyond}"
        self.setVisible(bool(photos))
        self.setFixedSize(width, round(max((box.bottom() for box in self._boxes), default=0)))
        self.setAccessibleName(pictures_in_words(photos))
        self.setToolTip(plain_tip(self.accessibleName()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the middle of each picture, cut to its frame, and how many are not in sight."""
        with self._shade.on():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            frame = QPainterPath()
            frame.addRoundedRect(QRectF(self.rect()), theme.px("radius.control"), theme.px("radius.control"))
            painter.setClipPath(frame)
            for photo, box in zip(self._photos, self._boxes, strict=False):
                self._draw(painter, self._images.get(photo.path), box)
            if self._badge and self._boxes:
                self._draw_badge(painter, self._boxes[-1] if len(self._boxes) > 1 else self._boxes[0])
            painter.end()

    @staticmethod
    def _draw(painter: QPainter, image: QImage | None, box: QRectF) -> None:
        painter.fillRect(box, theme.color("hover"))
        if image is None or image.isNull():
            return
        shape = box.width() / box.height()
        wide, high = float(image.width()), float(image.height())
        cut = QSize(round(min(wide, high * shape)), round(min(high, wide / shape)))
        source = QRectF((wide - cut.width()) / 2, (high - cut.height()) / 2, cut.width(), cut.height())
        painter.drawImage(box, image, source)

    def _draw_badge(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(theme.font("body_bold"))
        wide = painter.fontMetrics().horizontalAdvance(self._badge) + 16
        pill = QRectF(box.right() - wide - 8, box.top() + 8, wide, BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(pill, BADGE / 2, BADGE / 2)
        painter.setPen(theme.color("ink"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._badge)


def pictures_in_words(photos: tuple[Photo, ...]) -> str:
    """Return how many pictures there are and what their descriptions say."""
    said = ". ".join(photo.alt.strip() for photo in photos if photo.alt.strip())
    words = t("preview.pictures", n=len(photos))
    return f"{words}: {said}" if said else words
