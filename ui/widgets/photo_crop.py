# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The frame one crops with: eight grips and the whole of it, never smaller than a grip; how it and the brush look."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui import theme

LEAST = 32
GRIP = 12
REACH = 14
SHADE, LINES = 0.5, 0.35
Box = tuple[int, int, int, int]
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""Which way an arrow moves frame or brush: across and down."""


@dataclass(frozen=True, slots=True)
class Grip:
    """Where one takes hold: -1 left or top, 0 between, 1 right or bottom; `moves` is the frame as a whole."""

    across: int
    down: int
    moves: bool = False

    @staticmethod
    def whole() -> Grip:
        """Return the hold on the inside of the frame."""
        return Grip(0, 0, moves=True)

    def on(self, box: QRectF) -> QPointF:
        """Return its place on a frame."""
        return QPointF(
            box.center().x() + self.across * box.width() / 2, box.center().y() + self.down * box.height() / 2
        )

    @property
    def cursor(self) -> Qt.CursorShape:
        """The pointer that says which way it can be pulled."""
        if self.moves:
            return Qt.CursorShape.SizeAllCursor
        if self.across and self.down:
            same = self.across == self.down
            return Qt.CursorShape.SizeFDiagCursor if same else Qt.CursorShape.SizeBDiagCursor
        return Qt.CursorShape.SizeHorCursor if self.across else Qt.CursorShape.SizeVerCursor


GRIPS = tuple(Grip(across, down) for across in (-1, 0, 1) for down in (-1, 0, 1) if across or down)


class CropFrame:
    """A frame inside of a picture; pulls are counted from where it was last let go."""

    def __init__(self, box: Box, size: tuple[int, int]) -> None:
        """Begin with `box` (left, top, right, bottom) in a picture of `size`."""
        self._size = size
        self._least = (min(LEAST, size[0]), min(LEAST, size[1]))
        self.box = self._held = box

    def pull(self, grip: Grip, across: float, down: float) -> None:
        """Let a grip be so far from where it was taken."""
        left, right = self._pulled(0, grip.across, grip.moves, across)
        top, bottom = self._pulled(1, grip.down, grip.moves, down)
        self.box = (left, top, right, bottom)

    def nudge(self, across: float, down: float, grow: bool) -> None:
        """Move the frame a little, or with `grow` only its lower right corner."""
        self.pull(Grip(1, 1) if grow else Grip.whole(), across, down)
        self.let_go()

    def let_go(self) -> None:
        """Count further pulls from here."""
        self._held = self.box

    def _pulled(self, axis: int, side: int, moves: bool, by: float) -> tuple[int, int]:
        """Return both ends on one axis: 0 across, 1 down."""
        low, high, most, least = self._held[axis], self._held[axis + 2], self._size[axis], self._least[axis]
        step = round(by)
        if moves:
            step = max(-low, min(step, most - high))
            return low + step, high + step
        if side < 0:
            return max(0, min(low + step, high - least)), high
        if side > 0:
            return low, min(most, max(high + step, low + least))
        return low, high


def grip_at(box: QRectF, place: QPointF) -> Grip | None:
    """Return what one takes hold of at a place of a frame; None outside of it."""
    near = [grip for grip in GRIPS if (grip.on(box) - place).manhattanLength() <= REACH]
    return near[0] if near else (Grip.whole() if box.contains(place) else None)


def on_pictures() -> tuple[QColor, QColor]:
    """Return the dark and the bright colour that stand out on any picture, whatever the theme."""
    with theme.shown_as(dark=False):
        return theme.color("ink"), theme.color("paper")


def paint_frame(painter: QPainter, box: QRectF, around: QRectF) -> None:
    """Draw a frame over the picture that stands at `around`: what goes is darker, thirds help to place what stays.

    White and black whatever the theme: it stands on a picture.
    """
    dark, bright = on_pictures()
    painter.save()
    outside, inside = QPainterPath(), QPainterPath()
    outside.addRect(around)
    inside.addRect(box)
    painter.setOpacity(SHADE)
    painter.fillPath(outside.subtracted(inside), dark)
    painter.setOpacity(LINES)
    painter.setPen(QPen(bright, 1))
    for part in (1, 2):
        across, down = box.left() + box.width() * part / 3, box.top() + box.height() * part / 3
        painter.drawLine(QPointF(across, box.top()), QPointF(across, box.bottom()))
        painter.drawLine(QPointF(box.left(), down), QPointF(box.right(), down))
    painter.setOpacity(1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(bright, 2))
    painter.drawRect(box)
    painter.setClipping(False)
    painter.setPen(QPen(dark, 1))
    painter.setBrush(bright)
    for grip in GRIPS:
        middle = grip.on(box)
        painter.drawRoundedRect(QRectF(middle.x() - GRIP / 2, middle.y() - GRIP / 2, GRIP, GRIP), 3, 3)
    painter.restore()


def paint_ring(painter: QPainter, place: QPointF, radius: float) -> None:
    """Draw a brush's ring, dark and bright, so that it stands out anywhere."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in zip(on_pictures(), (4.0, 2.0), strict=True):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(place, radius, radius)
