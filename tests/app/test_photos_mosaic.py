# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Blur and crop: what was under the brush is not in the copy any more, the rest is as it was."""

from __future__ import annotations

import io
import os
from pathlib import Path

import PIL.Image
import PIL.ImageDraw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Fixable
from app.photos import changed, import_bytes, leftovers
from app.photos.mosaic import MOST_ACROSS, SMALLEST_CELL, Edits, Stroke, grid, places, squares, touched

SIZE = (640, 480)


def lettered(words, size=SIZE):
    image = PIL.Image.new("RGB", size, "white")
    PIL.ImageDraw.Draw(image).text((200, 200), words, fill="black", font_size=60)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def rubbed(size=SIZE, where=(180, 190, 560, 280)):
    left, top, right, bottom = where
    return Stroke(45, tuple((x, (top + bottom) / 2) for x in range(left, right, 20)))


def pixels(photo, box=None):
    with PIL.Image.open(photo.path) as image:
        return image.convert("RGB").crop(box or (0, 0, *image.size))


@pytest.fixture
def taken(tmp_path):
    return lambda content: import_bytes(content, tmp_path / "photos")


def test_nothing_under_the_brush_can_be_read_from_the_copy(taken, tmp_path):
    photo = taken(lettered("SALA 4711"))
    copy = changed(photo, Edits((rubbed(),)), tmp_path / "photos")
    assert leftovers(Path(copy.path).read_bytes()) == ()
    place = pixels(copy, (200, 200, 540, 270))
    assert len(place.getcolors(100_000)) <= 60, "flat squares only"
    columns, _rows = grid(*SIZE)
    cell = SIZE[0] // columns
    assert cell >= SMALLEST_CELL
    one = pixels(copy, (cell * 15, cell * 13, cell * 16, cell * 14))
    assert len(one.getcolors()) == 1
    again = changed(photo, Edits((rubbed(),)), tmp_path / "photos")
    assert pixels(again).tobytes() != pixels(copy).tobytes(), "the same squares never come twice: nothing to search for"


def test_outside_of_the_brush_nothing_changes(taken, tmp_path):
    photo = taken(lettered("auki"))
    copy = changed(photo, Edits((Stroke(20, ((40, 40),)),)), tmp_path / "photos")
    untouched = (100, 0, 640, 480)
    assert pixels(copy, untouched).tobytes() == pixels(photo, untouched).tobytes()
    assert Path(photo.path).exists()
    assert (copy.width, copy.height, copy.alt, copy.removed) == (640, 480, photo.alt, photo.removed)


@pytest.mark.parametrize("radius", [20, 60, 200, 2000])
def test_a_large_face_becomes_as_few_squares_as_a_small_one(radius):
    stroke = Stroke(radius, ((1500, 1100),))
    found = list(
        squares(
            touched([stroke], (3000, 2200)), (3000, 2200), lambda cell: (cell[0] * 2, cell[1] * 2, 0), lambda _cell: 0
        )
    )
    lefts = {square.box[0] for square in found}
    assert lefts
    blocks = {square.colour for square in found}
    assert len(blocks) <= (MOST_ACROSS + 1) ** 2 * 2


def test_crop_after_blur_and_what_is_cut_off_is_gone(taken, tmp_path):
    photo = taken(lettered("reuna"))
    copy = changed(photo, Edits((rubbed(),), (100, 50, 400, 300)), tmp_path / "photos")
    assert (copy.width, copy.height) == (300, 250)
    assert pixels(copy).size == (300, 250)
    assert len(pixels(copy, (110, 160, 290, 210)).getcolors(100_000)) <= 60


@pytest.mark.parametrize("crop", [(-50, -50, 9000, 9000), (639, 479, 640, 480), (300, 300, 100, 100), (0, 0, 0, 0)])
def test_a_crop_beyond_the_edges_stays_a_picture(taken, tmp_path, crop):
    copy = changed(taken(lettered("x")), Edits((), crop), tmp_path / "photos")
    assert 1 <= copy.width <= 640
    assert 1 <= copy.height <= 480


def test_see_through_parts_are_covered_too(taken, tmp_path):
    out = io.BytesIO()
    PIL.Image.frombytes("RGBA", (64, 64), os.urandom(64 * 64 * 4)).save(out, "PNG")
    copy = changed(taken(out.getvalue()), Edits((Stroke(80, ((32, 32),)),)), tmp_path / "photos")
    with PIL.Image.open(copy.path) as image:
        assert image.convert("RGBA").getchannel("A").getextrema() == (255, 255)


def test_a_copy_that_is_gone_says_so(taken, tmp_path):
    photo = taken(lettered("x"))
    Path(photo.path).unlink()
    with pytest.raises(Fixable) as caught:
        changed(photo, Edits((), (0, 0, 10, 10)), tmp_path / "photos")
    assert caught.value.code == "photo.lost"


def test_places_are_counted():
    strokes = [Stroke(20, ((40, 40),)), Stroke(20, ((50, 44),)), Stroke(20, ((500, 400),))]
    assert len(places(touched(strokes, SIZE))) == 2
    assert places(touched([], SIZE)) == []


NUMBERS = st.floats(-5_000, 5_000)


POINTS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4).map(tuple)
STROKES = st.lists(st.builds(Stroke, st.floats(1, 900), POINTS), max_size=3)


@given(STROKES, st.tuples(st.integers(1, 3000), st.integers(1, 3000)))
def test_squares_lie_inside_and_never_overlap(strokes, size):
    taken = set()
    for square in squares(touched(strokes, size), size, lambda _cell: (250, 3, 128), lambda _cell: 9):
        left, top, right, bottom = square.box
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
        assert all(0 <= value <= 255 for value in square.colour)
        assert square.box not in taken
        taken.add(square.box)
