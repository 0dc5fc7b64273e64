# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The picture of photo care: a brush that blurs, a frame that crops, every step undone and redone. Saves nothing."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
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

from app.desk.photos import Edits, Stroke
from app.wording import t
from ui import theme
from ui.widgets.photo_crop import ARROWS, CropFrame, Grip, grip_at, paint_frame, paint_ring
from ui.widgets.photo_mosaic import Mosaic
from ui.widgets.photo_placed import Placed, paint_image, placed_in
from ui.widgets.photo_steps import Steps

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
        self._steps = Steps()
        self._mosaic = Mosaic()
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
        self._mosaic.set_image(image, size)
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
        return self._mosaic.places()

    def _step(self, edits: Edits) -> None:
        self._told(self._steps.add(edits))

    def _told(self, other: bool) -> None:
        if other:
            self._refresh()
            self.edited.emit()

    def _refresh(self) -> None:
        self._mosaic.show(self.edits.strokes)
        if self._frame is not None:
            self._frame = CropFrame(self.edits.crop or (0, 0, *self._size), self._size)
        self.update()

    # ------------------------------------------------------------ places on the screen

    def placed(self) -> Placed:
        """Return how the picture stands: all of it while cropping and comparing, else what the crop leaves."""
        whole = (0, 0, *self._size)
        part = (self.edits.crop or whole) if self.mode is Mode.BLUR else whole
        return placed_in(QRectF(self.rect()), part)

    # ------------------------------------------------------------ pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke, or take hold of the frame."""
        if event.button() != Qt.MouseButton.LeftButton or self._image.isNull():
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = event.position()
        if self.mode is Mode.BLUR:
            self._drawing = [self.placed().to_picture(event.position())]
            self._draw_on()
        elif self._frame is not None:
            self._grip = self._grip_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on, or show what a press would do."""
        self._pointer = event.position()
        if self._drawing:
            self._drawing.append(self.placed().to_picture(event.position()))
            self._draw_on()
        elif self._frame is not None and self._grip is not None:
            scale = self.placed().scale
            moved = event.position() - self._pressed
            self._frame.pull(self._grip, moved.x() / scale, moved.y() / scale)
        elif self._frame is not None:
            grip = self._grip_at(event.position())
            self.setCursor(grip.cursor if grip else Qt.CursorShape.ArrowCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke or the pull as one step."""
        if self._drawing:
            stroke = Stroke(self.brush / self.placed().scale, tuple(self._drawing))
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
        stroke = Stroke(self.brush / self.placed().scale, tuple(self._drawing[-2:]))
        self._mosaic.add(stroke)
        self.update()

    def _grip_at(self, place: QPointF) -> Grip | None:
        return grip_at(self.placed().to_screen(self._frame.box), place) if self._frame is not None else None

    def _take_frame(self) -> None:
        if self._frame is not None:
            self._frame.let_go()
            whole = self._frame.box == (0, 0, *self._size)
            self._step(replace(self.edits, crop=None if whole else self._frame.box))

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and use brush or frame."""
        by = ARROWS.get(Qt.Key(event.key()))
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.mode is Mode.ORIGINAL or self._image.isNull():
            super().keyPressEvent(event)
        elif by is not None and self._frame is not None:
            self._frame.nudge(by[0] * STEP / self.placed().scale, by[1] * STEP / self.placed().scale, grow=shift)
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
        shown = self.placed().shown
        at = self._pointer or shown.center()
        self._pointer = QPointF(
            min(shown.right(), max(shown.left(), at.x() + by[0] * step)),
            min(shown.bottom(), max(shown.top(), at.y() + by[1] * step)),
        )
        self.update()

    def _dab(self) -> None:
        place = self.placed().to_picture(self._pointer or self.placed().shown.center())
        stroke = Stroke(self.brush / self.placed().scale, (place,))
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
        placed = self.placed()
        shown = placed.shown
        outline = QPainterPath()
        outline.addRoundedRect(shown, theme.px("radius.card"), theme.px("radius.card"))
        painter.setClipPath(outline)
        painter.fillRect(shown, theme.color("hover"))
        self._paint_picture(painter, placed)
        if self._frame is not None:
            paint_frame(painter, placed.to_screen(self._frame.box), shown)
        painter.setClipping(False)
        if self._by_keys and self.hasFocus() and self.mode is not Mode.BLUR:
            painter.setPen(QPen(theme.color("focus"), theme.px("border.focus")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(shown.adjusted(-4, -4, 4, 4), 12, 12)
        if self.mode is Mode.BLUR:
            self._paint_brush(painter)
        painter.end()

    def _paint_picture(self, painter: QPainter, placed: Placed) -> None:
        if not self._image.isNull():
            paint_image(painter, self._image, self._size, placed)
            if self.mode is not Mode.ORIGINAL:
                self._mosaic.paint(painter, placed)

    def _paint_brush(self, painter: QPainter) -> None:
        place = self._pointer or (self.placed().shown.center() if self.hasFocus() else None)
        if place is not None and not self._image.isNull():
            paint_ring(painter, place, self.brush)
