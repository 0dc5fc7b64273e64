# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The picture reader's own process: bytes in, a line of JSON and a clean copy out. Nothing else happens here."""

from __future__ import annotations

import io
import json
import sys
import warnings
from typing import TYPE_CHECKING

from app.photos import MOST_BYTES, MOST_PIXELS, leftovers

if TYPE_CHECKING:
    from PIL.Image import Image

_MEMORY = 2 << 30
"""Bytes of address space: a 50-megapixel picture is 200 MB in memory, and three of it exist for a moment."""

_SECONDS = 50
_EXIF_NAMES = {
    0x8825: "place",
    **dict.fromkeys((0x0132, 0x9003, 0x9004), "time"),
    **dict.fromkeys((0x010F, 0x0110, 0xA431, 0xA435, 0x927C), "camera"),
    **dict.fromkeys((0x013B, 0x8298, 0x9C9D, 0xA430), "person"),
}
_ORIENTATION = 0x0112


def run(words: list[str]) -> int:
    """Read a picture from standard input, write the answer to standard output, return the exit status."""
    _limit()
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        facts, copy = clean(content)
    except MemoryError:
        facts, copy = {"code": "photo.too_hard"}, b""
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + copy)
    sys.stdout.buffer.flush()
    return 0


def clean(content: bytes) -> tuple[dict[str, object], bytes]:
    """Return what became of the picture and its clean copy, or a wording code and nothing."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as image:
            if image.width * image.height > MOST_PIXELS:
                return {"code": "photo.too_many_pixels"}, b""
            kind, removed = image.format, _removed(image, content)
            image.load()
            fresh = _fresh(image)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return {"code": "photo.too_many_pixels"}, b""
    except UnidentifiedImageError:
        return {"code": "photo.broken"}, b""
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 decoders raise whatever a broken file leads them to
        return {"code": "photo.broken"}, b""
    out = io.BytesIO()
    if kind in ("PNG", "GIF") or fresh.mode == "RGBA":
        fresh.save(out, "PNG")
    else:
        fresh.save(out, "JPEG", quality=92, subsampling=0)
    return {"width": fresh.width, "height": fresh.height, "removed": removed}, out.getvalue()


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


def _removed(image: Image, content: bytes) -> list[str]:
    """Name what the copy will not have: place, time, camera, person, exif, xmp, iptc, comment, text, profile, …"""
    info, found = image.info, _removed_exif(image)
    if image.format in ("JPEG", "PNG") and "tail" in leftovers(content):
        found.add("tail")
    xmp = info.get("xmp") or info.get("XML:com.adobe.xmp") or b""
    if xmp:
        found.add("xmp")
        found |= {"place"} if b"GPS" in (xmp.encode() if isinstance(xmp, str) else xmp) else set()
    for key, name in (("photoshop", "iptc"), ("icc_profile", "profile"), ("comment", "comment")):
        if info.get(key):
            found.add(name)
    if set(getattr(image, "text", {})) - {"XML:com.adobe.xmp"}:
        found.add("text")
    if getattr(image, "is_animated", False):
        found.add("animation")
    return sorted(found)


def _removed_exif(image: Image) -> set[str]:
    exif = image.getexif()
    tags = {*exif, *exif.get_ifd(0x8769)} - {_ORIENTATION, 0x8769}
    return {_EXIF_NAMES.get(tag, "exif") for tag in tags} | ({"thumbnail"} if exif.get_ifd(1) else set())


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
