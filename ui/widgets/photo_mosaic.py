# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The blurred places of a picture as they are shown: squares of its own colours. The copy itself is made elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter

from app.desk.photos import Cell, Colour, Square, Stroke, grid, places, squares, touched
from ui.widgets.photo_placed import Placed


class Mosaic:
    """Knows which cells of a picture's grid the strokes touch, and what colour each square gets."""

    def __init__(self) -> None:
        """Begin without a picture."""
        self._size = (1, 1)
        self._means = QImage()
        self._cells: frozenset[Cell] = frozenset()
        self._squares: list[Square] = []

    def set_image(self, image: QImage, size: tuple[int, int]) -> None:
        """Take the colours of a picture that is `size` pixels large."""
        self._size = size
        columns, rows = grid(*size)
        small = image.scaled(
            QSize(columns, rows), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self._means = small.convertToFormat(QImage.Format.Format_RGB32)

    def show(self, strokes: Iterable[Stroke]) -> None:
        """Blur what these strokes touch, and nothing else."""
        self._cells = frozenset(touched(strokes, self._size))
        self._mix()

    def add(self, stroke: Stroke) -> None:
        """Blur what one more stroke touches."""
        self._cells |= touched([stroke], self._size)
        self._mix()

    def places(self) -> int:
        """Return how many places are blurred."""
        return len(places(self._cells))

    def _mix(self) -> None:
        known = not self._means.isNull()
        self._squares = list(squares(self._cells, self._size, self._mean, _wobble)) if known else []

    def _mean(self, cell: Cell) -> Colour:
        colour = self._means.pixelColor(*cell)
        return colour.red(), colour.green(), colour.blue()

    def paint(self, painter: QPainter, placed: Placed) -> None:
        """Paint the squares over the picture."""
        if self._means.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        colour = self._means.pixelColor(0, 0)
        for square in self._squares:
            colour.setRgb(*square.colour)
            painter.fillRect(placed.to_screen(square.box), colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _wobble(cell: Cell) -> int:
    """Shift a square's colour for the look of it, always the same (the copy itself gets true chance)."""
    return round(math.sin(cell[0] * 12.9898 + cell[1] * 78.233) * 9)
