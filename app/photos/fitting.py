# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Clean copies made to fit a network's bytes and pixels, and what was done to them."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import Fixable
from app.model import Photo
from app.photos.structure import kind_of

if TYPE_CHECKING:
    from PIL.Image import Image

SMALLEST_SIDE = 200
FINE, USUAL, COARSE = 90, 82, 72
"""JPEG qualities: the first that fits; what does not fit at the coarsest gets fewer pixels."""

WORTH_PACKING = 1.5
"""A PNG this many times too large may still fit when packed better; a larger one is not tried."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture's bytes for one network; `quality` of the JPEG it was turned into, 0 where none was."""

    content: bytes
    mime: str
    width: int
    height: int
    quality: int = 0
    changed: bool = False


def fitted(photo: Photo, max_bytes: int, max_pixels: int) -> Fitted:
    """Return a picture made to fit: at most `max_bytes`, at most `max_pixels` on the longer side; 0 means no limit.

    What fits is returned untouched; otherwise quality goes first, then size. The copy is not changed.
    Raises Fixable("photo.lost") when the copy is gone, Fixable("photo.too_big") when nothing readable would fit.
    """
    try:
        content = Path(photo.path).read_bytes()
    except OSError as error:
        raise Fixable("photo.lost", reason=error.strerror or "") from error
    return smaller(content, (photo.width, photo.height), max_bytes, max_pixels)


def smaller(content: bytes, size: tuple[int, int], max_bytes: int, max_pixels: int) -> Fitted:
    """Do `fitted` to the bytes of a clean JPEG or PNG of a known size."""
    longer = max(size)
    if (not max_bytes or len(content) <= max_bytes) and (not max_pixels or longer <= max_pixels):
        return Fitted(content, kind_of(content), *size)
    import PIL.Image

    with PIL.Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
        image.load()
        side = min(longer, max_pixels) if max_pixels else longer
        least = min(SMALLEST_SIDE, side)
        packing = image.format == "PNG" and (not max_bytes or len(content) <= max_bytes * WORTH_PACKING)
        while side >= least:
            made = _at(image, side, max_bytes, packing)
            if not max_bytes or len(made.content) <= max_bytes:
                return made
            side = min(side * 9 // 10, int(side * math.sqrt(max_bytes / len(made.content))))
    raise Fixable("photo.too_big", limit=max_bytes)


def _at(image: Image, side: int, max_bytes: int, packing: bool) -> Fitted:
    """Return the best encoding of this size that fits, else the usual one."""
    reduced = image.copy()
    reduced.thumbnail((side, side))
    width, height = reduced.size
    if packing:
        packed = Fitted(_encoded(reduced, "PNG", optimize=True), "image/png", width, height, changed=True)
        if not max_bytes or len(packed.content) <= max_bytes:
            return packed
    flat = _on_white(reduced)

    def jpeg(quality: int) -> Fitted:
        made = _encoded(flat, "JPEG", quality=quality)
        return Fitted(made, "image/jpeg", width, height, quality, changed=True)

    usual = jpeg(USUAL)
    other = jpeg(FINE if not max_bytes or len(usual.content) <= max_bytes else COARSE)
    return other if not max_bytes or len(other.content) <= max_bytes else usual


def _on_white(image: Image) -> Image:
    import PIL.Image

    if image.mode in ("RGB", "L"):
        return image
    flat = PIL.Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A") if "A" in image.getbands() else None)
    return flat


def _encoded(image: Image, kind: str, **how: Any) -> bytes:  # noqa: ANN401 Pillow's own options
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()
