# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The picture reader's own process: a wish and bytes in, a line of JSON and a clean copy out. Nothing else is done.

The wish is one line of JSON: {} for a plain copy, else the strokes and the crop of mosaic.Edits.
"""

from __future__ import annotations

import io
import json
import random
import sys
import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from app.photos import MOST_BYTES, MOST_PIXELS
from app.photos.mosaic import CHANCE, Cell, Colour, Stroke, grid, squares, touched
from app.photos.removed import removed
from app.photos.structure import kind_of

if TYPE_CHECKING:
    from PIL.Image import Image

_MEMORY = 2 << 30
"""Bytes of address space: a 50-megapixel picture is 200 MB in memory, and three of it exist for a moment."""

_SECONDS = 50
_SMALLEST_CROP = 16

_DECODERS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
    "image/avif": "AVIF",
    "image/heic": "HEIF",
}
"""By kind the one decoder that may try, by Pillow's name of it: no other one ever sees the bytes."""

_HOMES = {"WEBP": "WebP"}


def run(words: list[str]) -> int:
    """Read a picture from standard input, write the answer to standard output, return the exit status."""
    _limit()
    wish = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        facts, copy = clean(content, wish)
    except MemoryError:
        facts, copy = {"code": "photo.too_hard"}, b""
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + copy)
    sys.stdout.buffer.flush()
    return 0


def clean(content: bytes, wish: dict[str, Any]) -> tuple[dict[str, object], bytes]:
    """Return what became of the picture and its clean copy, or a wording code and nothing."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(content), formats=(_decoder(content),)) as image:
            if image.width * image.height > MOST_PIXELS:
                return {"code": "photo.too_many_pixels"}, b""
            image.load()
            kind, gone = image.format, removed(image, content)
            fresh = _edited(_fresh(image), wish)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return {"code": "photo.too_many_pixels"}, b""
    except UnidentifiedImageError:
        return {"code": "photo.broken"}, b""
    except ImportError:
        return {"code": "photo.no_decoder"}, b""
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 decoders raise whatever a broken file leads them to
        return {"code": "photo.broken"}, b""
    out = io.BytesIO()
    if kind in ("PNG", "GIF", "BMP") or fresh.mode == "RGBA":
        fresh.save(out, "PNG")
    else:
        fresh.save(out, "JPEG", quality=92, subsampling=0)
    return {"width": fresh.width, "height": fresh.height, "removed": gone}, out.getvalue()


def _decoder(content: bytes) -> str:
    """Make the one decoder for these bytes known to Pillow and return Pillow's name of it."""
    name = _DECODERS[kind_of(content)]
    if name == "HEIF":
        import pi_heif

        pi_heif.register_heif_opener()
    else:
        import_module(f"PIL.{_HOMES.get(name, name.capitalize())}ImagePlugin")
    return name


def _fresh(image: Image) -> Image:
    """Return the same picture upright, in sRGB, in a new image that knows nothing of the old one."""
    import PIL.Image
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(image)
    profile = turned.info.get("icc_profile")
    seen = turned.has_transparency_data
    if turned.mode.startswith("I;16") or turned.mode == "I":
        turned = turned.convert("I").point(lambda value: value / 256).convert("L")  # Pillow would clip, not scale
    alpha = turned.convert("RGBA").getchannel("A") if seen else None
    colours = _in_srgb(turned, profile)
    fresh = PIL.Image.new("RGB", colours.size)
    fresh.paste(colours)
    if alpha is not None:
        unseen = alpha.point(lambda value: 255 if value == 0 else 0)
        fresh.paste((255, 255, 255), mask=unseen)  # an eraser may have left what it hid
        fresh.putalpha(alpha)
    return fresh


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    from PIL import ImageCms

    plain = image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if turned is not None:
                return turned
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile that does not fit its picture: the colours stay as they are
    return plain.convert("RGB")


def _edited(image: Image, wish: dict[str, Any]) -> Image:
    """Blur what the wish's strokes came over, then cut to its crop."""
    from PIL import Image as Pictures

    strokes = [Stroke(one["radius"], tuple((x, y) for x, y in one["points"])) for one in wish.get("strokes") or ()]
    if strokes:
        small = image.convert("RGB").resize(grid(*image.size), Pictures.Resampling.BOX)
        chance = random.SystemRandom()

        def means(cell: Cell) -> Colour:
            return cast(Colour, small.getpixel(cell))

        for square in squares(
            touched(strokes, image.size), image.size, means, lambda _cell: chance.randint(-CHANCE, CHANCE)
        ):
            whole = (*square.colour, 255) if image.mode == "RGBA" else square.colour
            image.paste(whole, square.box)
    return _cropped(image, wish.get("crop"))


def _cropped(image: Image, crop: list[int] | None) -> Image:
    if not crop:
        return image
    left, top = max(0, min(crop[0], image.width - 1)), max(0, min(crop[1], image.height - 1))
    right = max(min(left + _SMALLEST_CROP, image.width), min(crop[2], image.width))
    bottom = max(min(top + _SMALLEST_CROP, image.height), min(crop[3], image.height))
    return image.crop((left, top, right, bottom))


def _limit() -> None:
    """Ask the system to stop this process before it hurts anybody; where it can't, go on."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in limits:
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
