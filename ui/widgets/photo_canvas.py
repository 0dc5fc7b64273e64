# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The picture of photo care: a brush that blurs, a frame that crops, every step undone and redone. Saves nothing."""

from __future__ import annotations

import math
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desk.photos import Cell, Colour, Edits, Square, Stroke, grid, places, squares, touched
from app.wording import t
from ui import theme
from ui.widgets.photo_crop import GRIPS, CropFrame, Grip, on_pictures, paint_frame
from ui.widgets.photo_steps import Steps

EDGE = 28
GRIP_REACH = 14
BRUSH_LEAST, BRUSH_MOST = 12, 120
STEP, BIG_STEP = 8, 40


class Mode(Enum):
    """What pressing on the picture does."""

    CROP = "crop"
    BLUR = "blur"
    ORIGINAL = "original"


class PhotoCanvas(QWidget):
    """Shows a picture as large as there is room; edits are in pixels of the whole picture.

    Keys: arrows move brush or frame (Shift: blur: further, crop: the lower right corner), Space blurs, + and - size.

    Signals
        edited: there is one step more, or one less.
        brush_wanted: a brush radius in px of the screen, by key.
    """

    edited = Signal()
    brush_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty, ready to blur."""
        super().__init__(parent)
        self.mode = Mode.BLUR
        self.brush = 28
        self._image = QImage()
        self._size = (1, 1)
        self._means = QImage()
        self._steps = Steps()
        self._cells: frozenset[Cell] = frozenset()
        self._mosaic: list[Square] = []
        self._drawing: list[tuple[float, float]] = []
        self._frame: CropFrame | None = None
        self._grip: Grip | None = None
        self._pressed = QPointF()
        self._pointer: QPointF | None = None
        self._by_keys = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(t("photo_care.picture"))
        self.set_mode(Mode.BLUR)

    # ------------------------------------------------------------ what it shows

    def set_image(self, image: QImage, size: tuple[int, int]) -> None:
        """Show `image`, of a picture that is `size` pixels large; a sharper one of the same may follow."""
        self._image, self._size = image, size
        columns, rows = grid(*size)
        small = image.scaled(
            QSize(columns, rows), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self._means = small.convertToFormat(QImage.Format.Format_RGB32)
        self._refresh()

    def set_mode(self, mode: Mode) -> None:
        """Choose what the pointer and the keys do."""
        self.mode = mode
        self._frame = CropFrame(self.edits.crop or (0, 0, *self._size), self._size) if mode is Mode.CROP else None
        self.setCursor(Qt.CursorShape.BlankCursor if mode is Mode.BLUR else Qt.CursorShape.ArrowCursor)
        self.setAccessibleDescription(t(f"photo_care.keys.{mode.value}"))
        self.update()

    def set_brush(self, radius: int) -> None:
        """Choose the brush's radius in px of the screen."""
        self.brush = min(BRUSH_MOST, max(BRUSH_LEAST, radius))
        self.update()

    # ------------------------------------------------------------ steps

    @property
    def edits(self) -> Edits:
        """What is to become of the picture as it is shown."""
        return self._steps.now

    def start_over(self, *edits: Edits) -> None:
        """Forget every step; `edits` are taken up from before."""
        self._steps = Steps(*edits)
        self._refresh()

    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._steps.can_go(-1)

    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return self._steps.can_go(1)

    def undo(self) -> None:
        """Take the last step back."""
        self._told(self._steps.go(-1))

    def redo(self) -> None:
        """Take the step again that was taken back last."""
        self._told(self._steps.go(1))

    def places(self) -> int:
        """Return how many places are blurred."""
        return len(places(self._cells))

    def _step(self, edits: Edits) -> None:
        self._told(self._steps.add(edits))

    def _told(self, other: bool) -> None:
        if other:
            self._refresh()
            self.edited.emit()

    def _refresh(self) -> None:
        self._cells = frozenset(touched(self.edits.strokes, self._size))
        self._mix(self._cells)
        if self._frame is not None:
            self._frame = CropFrame(self.edits.crop or (0, 0, *self._size), self._size)
        self.update()

    def _mix(self, cells: frozenset[Cell]) -> None:
        self._mosaic = list(squares(cells, self._size, self._mean, _wobble)) if not self._means.isNull() else []

    def _mean(self, cell: Cell) -> Colour:
        colour = self._means.pixelColor(*cell)
        return colour.red(), colour.green(), colour.blue()

    # ------------------------------------------------------------ places on the screen

    def shown(self) -> QRectF:
        """Return where the picture stands: all of it while cropping and comparing, else what the crop leaves."""
        left, top, right, bottom = self._part()
        room = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        scale = min(room.width() / (right - left), room.height() / (bottom - top))
        width, height = (right - left) * scale, (bottom - top) * scale
        return QRectF(room.center().x() - width / 2, max(room.top(), room.center().y() - height / 2), width, height)

    def _part(self) -> tuple[int, int, int, int]:
        whole = (0, 0, *self._size)
        return (self.edits.crop or whole) if self.mode is Mode.BLUR else whole

    def _scale(self) -> float:
        left, _, right, _ = self._part()
        return self.shown().width() / (right - left)

    def to_picture(self, place: QPointF) -> tuple[float, float]:
        """Return the pixel of the picture at a place of the widget."""
        left, top, _, _ = self._part()
        corner, scale = self.shown().topLeft(), self._scale()
        return (place.x() - corner.x()) / scale + left, (place.y() - corner.y()) / scale + top

    def _to_screen(self, box: tuple[float, float, float, float]) -> QRectF:
        left, top, _, _ = self._part()
        corner, scale = self.shown().topLeft(), self._scale()
        return QRectF(
            corner.x() + (box[0] - left) * scale,
            corner.y() + (box[1] - top) * scale,
            (box[2] - box[0]) * scale,
            (box[3] - box[1]) * scale,
        )

    # ------------------------------------------------------------ pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke, or take hold of the frame."""
        if event.button() != Qt.MouseButton.LeftButton or self._image.isNull():
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = event.position()
        if self.mode is Mode.BLUR:
            self._drawing = [self.to_picture(event.position())]
            self._draw_on()
        elif self._frame is not None:
            self._grip = self._grip_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on, or show what a press would do."""
        self._pointer = event.position()
        if self._drawing:
            self._drawing.append(self.to_picture(event.position()))
            self._draw_on()
        elif self._frame is not None and self._grip is not None:
            scale = self._scale()
            moved = event.position() - self._pressed
            self._frame.pull(self._grip, moved.x() / scale, moved.y() / scale)
        elif self._frame is not None:
            grip = self._grip_at(event.position())
            self.setCursor(grip.cursor if grip else Qt.CursorShape.ArrowCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke or the pull as one step."""
        if self._drawing:
            stroke = Stroke(self.brush / self._scale(), tuple(self._drawing))
            self._drawing = []
            self._step(replace(self.edits, strokes=(*self.edits.strokes, stroke)))
        elif self._frame is not None and self._grip is not None:
            self._grip = None
            self._take_frame()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring when it was reached by keys."""
        self._by_keys = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the brush."""
        self._pointer = None
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the brush where the pointer is."""
        self._pointer = event.position()
        self.update()

    def _draw_on(self) -> None:
        stroke = Stroke(self.brush / self._scale(), tuple(self._drawing[-2:]))
        self._cells |= touched([stroke], self._size)
        self._mix(self._cells)
        self.update()

    def _grip_at(self, place: QPointF) -> Grip | None:
        if self._frame is None:
            return None
        box = self._to_screen(self._frame.box)
        near = [grip for grip in GRIPS if (grip.on(box) - place).manhattanLength() <= GRIP_REACH]
        return near[0] if near else (Grip.whole() if box.contains(place) else None)

    def _take_frame(self) -> None:
        if self._frame is not None:
            self._frame.let_go()
            whole = self._frame.box == (0, 0, *self._size)
            self._step(replace(self.edits, crop=None if whole else self._frame.box))

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and use brush or frame."""
        by = _DIRECTIONS.get(Qt.Key(event.key()))
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.mode is Mode.ORIGINAL or self._image.isNull():
            super().keyPressEvent(event)
        elif by is not None and self._frame is not None:
            self._frame.nudge(by[0] * STEP / self._scale(), by[1] * STEP / self._scale(), grow=shift)
            self._take_frame()
        elif by is not None:
            self._move_brush(by, BIG_STEP if shift else STEP)
        elif event.key() == Qt.Key.Key_Space and self.mode is Mode.BLUR:
            self._dab()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.brush_wanted.emit(self.brush + (4 if event.key() == Qt.Key.Key_Plus else -4))
        else:
            super().keyPressEvent(event)

    def _move_brush(self, by: tuple[int, int], step: int) -> None:
        shown = self.shown()
        at = self._pointer or shown.center()
        self._pointer = QPointF(
            min(shown.right(), max(shown.left(), at.x() + by[0] * step)),
            min(shown.bottom(), max(shown.top(), at.y() + by[1] * step)),
        )
        self.update()

    def _dab(self) -> None:
        place = self.to_picture(self._pointer or self.shown().center())
        stroke = Stroke(self.brush / self._scale(), (place,))
        self._step(replace(self.edits, strokes=(*self.edits.strokes, stroke)))

    # ------------------------------------------------------------ painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the brush inside."""
        self._pointer = None
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, its blurred places, and brush or frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = self.shown()
        outline = QPainterPath()
        outline.addRoundedRect(shown, theme.px("radius.card"), theme.px("radius.card"))
        painter.setClipPath(outline)
        painter.fillRect(shown, theme.color("hover"))
        self._paint_picture(painter, shown)
        if self._frame is not None:
            paint_frame(painter, self._to_screen(self._frame.box), shown)
        painter.setClipping(False)
        if self._by_keys and self.hasFocus() and self.mode is not Mode.BLUR:
            painter.setPen(QPen(theme.color("focus"), theme.px("border.focus")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(shown.adjusted(-4, -4, 4, 4), 12, 12)
        if self.mode is Mode.BLUR:
            self._paint_brush(painter)
        painter.end()

    def _paint_picture(self, painter: QPainter, shown: QRectF) -> None:
        if self._image.isNull():
            return
        left, top, right, bottom = self._part()
        wide, high = self._image.width() / self._size[0], self._image.height() / self._size[1]
        source = QRectF(left * wide, top * high, (right - left) * wide, (bottom - top) * high)
        painter.drawImage(shown, self._image, source)
        if self.mode is Mode.ORIGINAL:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        colour = self._means.pixelColor(0, 0)
        for square in self._mosaic:
            colour.setRgb(*square.colour)
            painter.fillRect(self._to_screen(square.box), colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_brush(self, painter: QPainter) -> None:
        place = self._pointer or (self.shown().center() if self.hasFocus() else None)
        if place is None or self._image.isNull():
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in zip(on_pictures(), (4.0, 2.0), strict=True):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(place, self.brush, self.brush)


_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def _wobble(cell: Cell) -> int:
    """Shift a square's colour for the look of it, always the same (the copy itself gets true chance)."""
    return round(math.sin(cell[0] * 12.9898 + cell[1] * 78.233) * 9)
