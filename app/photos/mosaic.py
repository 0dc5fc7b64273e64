# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a writer does to a picture, crop and blur, and which squares of which colour a blur becomes; pure.

A blurred place is not a soft copy of what was there but a few flat squares: its short side never has more than
MOST_ACROSS of them, however large it is, each the mean of its whole square, coarsened and shifted by chance. So
neither a sharpening filter nor a search for the text that would give the same squares finds anything to start from.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass

SMALLEST_CELL = 16
"""A cell of the grid is at least this many pixels wide …"""

CELLS = 64
"""… and at least this part of the longer side."""

MOST_ACROSS = 6
"""So many squares at most stand across the short side of a blurred place."""

STEP = 12
CHANCE = 9
"""Colours are rounded to steps of STEP and moved by up to CHANCE, each of 0 to 255."""

Colour = tuple[int, int, int]
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One pull of the blur brush: its radius and where its middle went, in pixels of the upright copy."""

    radius: float
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Edits:
    """What becomes of a copy: blurred first, then cut to `crop` (left, top, right, bottom in pixels; None: whole)."""

    strokes: tuple[Stroke, ...] = ()
    crop: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Square:
    """A flat piece of a blurred place, in pixels: left, top, right, bottom."""

    box: tuple[int, int, int, int]
    colour: Colour


def grid(width: int, height: int) -> tuple[int, int]:
    """Return how many columns and rows of cells a picture of this size has."""
    cell = max(SMALLEST_CELL, math.ceil(max(width, height) / CELLS))
    return max(1, width // cell), max(1, height // cell)


def squares(
    cells: Set[Cell], size: tuple[int, int], means: Callable[[Cell], Colour], chance: Callable[[Cell], int]
) -> Iterator[Square]:
    """Yield the flat squares that touched cells of a picture of `size` become.

    `means` tells a cell's mean colour; `chance` gives an offset from -CHANCE to CHANCE, three times a square.
    """
    columns, rows = grid(*size)
    for place in places(cells):
        left, top, right, bottom = _extent(place)
        factor = max(1, math.ceil(min(right - left, bottom - top) / MOST_ACROSS))
        colours: dict[Cell, Colour] = {}
        for column, row in sorted(place):
            block = (left + (column - left) // factor * factor, top + (row - top) // factor * factor)
            if block not in colours:
                inside = [
                    means((x, y))
                    for x in range(block[0], min(block[0] + factor, columns))
                    for y in range(block[1], min(block[1] + factor, rows))
                ]
                colours[block] = _coarse(inside, block, chance)
            yield Square(_box((column, row), size), colours[block])


def touched(strokes: Iterable[Stroke], size: tuple[int, int]) -> set[Cell]:
    """Return every cell that a brush comes over, if only by a corner."""
    columns, rows = grid(*size)
    wide, high = size[0] / columns, size[1] / rows
    found: set[Cell] = set()
    for stroke in strokes:
        reach = stroke.radius
        for start, end in zip(stroke.points, (*stroke.points[1:], stroke.points[-1]), strict=True):
            first, last = _span(start[0], end[0], reach, wide, columns)
            top, bottom = _span(start[1], end[1], reach, high, rows)
            for column in range(first, last + 1):
                for row in range(top, bottom + 1):
                    middle = ((column + 0.5) * wide, (row + 0.5) * high)
                    if _distance(middle, start, end) <= reach + math.hypot(wide, high) / 2:
                        found.add((column, row))
    return found


def _span(one: float, other: float, reach: float, cell: float, count: int) -> tuple[int, int]:
    low, high = min(one, other) - reach, max(one, other) + reach
    return max(0, math.floor(low / cell)), min(count - 1, math.floor(high / cell))


def _distance(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return how far a point is from a line between two others."""
    along, down = end[0] - start[0], end[1] - start[1]
    length = along * along + down * down
    share = ((point[0] - start[0]) * along + (point[1] - start[1]) * down) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.hypot(point[0] - start[0] - share * along, point[1] - start[1] - share * down)


def places(cells: Set[Cell]) -> list[set[Cell]]:
    """Part cells into the separate places they make; cells that touch by a corner are one."""
    left, found = set(cells), list[set[Cell]]()
    while left:
        edge = [left.pop()]
        place = set(edge)
        while edge:
            column, row = edge.pop()
            around = {(column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)} & left
            left -= around
            place |= around
            edge += around
        found.append(place)
    return sorted(found, key=min)


def _extent(place: set[Cell]) -> tuple[int, int, int, int]:
    columns, rows = [cell[0] for cell in place], [cell[1] for cell in place]
    return min(columns), min(rows), max(columns) + 1, max(rows) + 1


def _coarse(inside: list[Colour], block: Cell, chance: Callable[[Cell], int]) -> Colour:
    mixed = []
    for channel in range(3):
        mean = sum(colour[channel] for colour in inside) / len(inside)
        mixed.append(min(255, max(0, round(mean / STEP) * STEP + chance(block))))
    return mixed[0], mixed[1], mixed[2]


def _box(cell: Cell, size: tuple[int, int]) -> tuple[int, int, int, int]:
    (columns, rows), (column, row) = grid(*size), cell
    return (
        column * size[0] // columns,
        row * size[1] // rows,
        (column + 1) * size[0] // columns,
        (row + 1) * size[1] // rows,
    )
