# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Where a picture, or what a crop leaves of it, stands on the screen: from pixels to places and back. No widget."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

EDGE = 28
"""Room left around the picture, in px of the screen."""


@dataclass(frozen=True, slots=True)
class Placed:
    """`part` (left, top, right, bottom in pixels of the picture) stands at `shown`, in px of the screen."""

    part: tuple[int, int, int, int]
    shown: QRectF

    @property
    def scale(self) -> float:
        """How many px of the screen a pixel of the picture takes."""
        return self.shown.width() / (self.part[2] - self.part[0])

    def to_picture(self, place: QPointF) -> tuple[float, float]:
        """Return the pixel of the picture at a place of the screen."""
        corner, scale = self.shown.topLeft(), self.scale
        return (place.x() - corner.x()) / scale + self.part[0], (place.y() - corner.y()) / scale + self.part[1]

    def to_screen(self, box: tuple[float, float, float, float]) -> QRectF:
        """Return where a box of the picture stands."""
        left, top, _, _ = self.part
        corner, scale = self.shown.topLeft(), self.scale
        return QRectF(
            corner.x() + (box[0] - left) * scale,
            corner.y() + (box[1] - top) * scale,
            (box[2] - box[0]) * scale,
            (box[3] - box[1]) * scale,
        )


def placed_in(room: QRectF, part: tuple[int, int, int, int]) -> Placed:
    """Place a part as large as it fits into `room`, in its middle."""
    inside = room.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    wide, high = part[2] - part[0], part[3] - part[1]
    scale = min(inside.width() / wide, inside.height() / high)
    width, height = wide * scale, high * scale
    top = max(inside.top(), inside.center().y() - height / 2)
    return Placed(part, QRectF(inside.center().x() - width / 2, top, width, height))


def paint_image(painter: QPainter, image: QImage, size: tuple[int, int], placed: Placed) -> None:
    """Paint the part of an image that shows a picture of `size` pixels, maybe with fewer of them."""
    left, top, right, bottom = placed.part
    wide, high = image.width() / size[0], image.height() / size[1]
    source = QRectF(left * wide, top * high, (right - left) * wide, (bottom - top) * high)
    painter.drawImage(placed.shown, image, source)
