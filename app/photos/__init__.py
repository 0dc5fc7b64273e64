# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Copies of pictures without place data; the original is never opened for writing.

A stranger's picture is only ever decoded in a child process, the program itself called with `--read-picture`: it gets
the bytes on standard input, may write no file, and has limits on memory and time where the system knows them (Linux;
macOS ignores the one on memory, Windows has none, there the time limit of the parent remains). A command of our own
works the same from source and frozen, shares no descriptor with us (a child that inherits the sender's lock would keep
it), and costs one Python start, some 150 ms. What comes back is looked through again here, segment by segment.
"""

from __future__ import annotations

import io
import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import Fixable, OurFault, ProfileUnusable
from app.model import Photo, new_id
from app.paths import make_private_folder, write_safely
from app.photos.structure import kind_of, leftovers

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["MOST_BYTES", "MOST_PIXELS", "fit", "import_photo", "kind_of", "leftovers", "thumbnail"]

MOST_BYTES = 40_000_000
MOST_PIXELS = 50_000_000
_PATIENCE_S = 60
_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png"}


def import_photo(path: Path, folder: Path) -> Photo:
    """Copy a JPEG, PNG, WebP or GIF into `folder`: upright, in sRGB, without EXIF, GPS, XMP, IPTC or comments.

    The type is told by content, not by name. `removed` names what was taken out (wording `photo.removed.<name>`).
    Raises Fixable("photo.…") for what is no picture we can read, ProfileUnusable when the copy can't be written.
    """
    return _kept(_read_by_child(_original(path)), folder)


def thumbnail(content: bytes, folder: Path, most: tuple[int, int], seconds: float = _PATIENCE_S) -> Photo:
    """Keep a small clean copy of a stranger's picture: at most `most` (bytes, pixels on the longer side).

    `seconds` is how long the decoding may take. Raises as `import_photo` does.
    """
    if not kind_of(content):
        raise Fixable("photo.not_a_picture", name="")
    made = _read_by_child(content, seconds)
    small = _fitted(made.content, max(made.width, made.height), *most)
    import PIL.Image

    with PIL.Image.open(io.BytesIO(small), formats=("JPEG", "PNG")) as image:
        width, height = image.size
    return _kept(_Made(small, kind_of(small), width, height, made.removed), folder)


def _kept(made: _Made, folder: Path) -> Photo:
    identity = new_id()
    target = folder / f"{identity}{_ENDINGS[made.mime]}"
    try:
        make_private_folder(folder)
        write_safely(target, made.content)
    except OSError as error:
        raise ProfileUnusable("photo.cannot_save", reason=error.strerror or "") from error
    return Photo(
        identity,
        str(target),
        width=made.width,
        height=made.height,
        bytes=len(made.content),
        mime=made.mime,
        removed=made.removed,
    )


def fit(photo: Photo, max_bytes: int, max_pixels: int) -> bytes:
    """Return a picture's bytes made to fit a network: at most `max_bytes`, at most `max_pixels` on the longer side.

    0 means no limit. What fits is returned untouched; otherwise quality goes first, then size. The copy is not changed.
    Raises Fixable("photo.lost") when the copy is gone, Fixable("photo.too_big") when nothing readable would fit.
    """
    try:
        content = Path(photo.path).read_bytes()
    except OSError as error:
        raise Fixable("photo.lost", reason=error.strerror or "") from error
    return _fitted(content, max(photo.width, photo.height), max_bytes, max_pixels)


def _fitted(content: bytes, longer: int, max_bytes: int, max_pixels: int) -> bytes:
    if (not max_bytes or len(content) <= max_bytes) and (not max_pixels or longer <= max_pixels):
        return content
    import PIL.Image

    with PIL.Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
        image.load()
        side = min(longer, max_pixels) if max_pixels else longer
        while side >= 200:
            for smaller in _encodings(image, side):
                if not max_bytes or len(smaller) <= max_bytes:
                    return smaller
            side = side * 3 // 4
    raise Fixable("photo.too_big", limit=max_bytes)


def _encodings(image: Image, side: int) -> Iterator[bytes]:
    smaller = image.copy()
    smaller.thumbnail((side, side))
    if image.format == "PNG":
        yield _encoded(smaller, "PNG", optimize=True)
    flat = _on_white(smaller)
    for quality in (90, 82, 72):
        yield _encoded(flat, "JPEG", quality=quality)


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


@dataclass(frozen=True, slots=True)
class _Made:
    content: bytes
    mime: str
    width: int
    height: int
    removed: tuple[str, ...]


def _original(path: Path) -> bytes:
    """Read the file, which must be a plain one (a pipe would never end) of a size we take and a kind we know."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise Fixable("photo.not_a_picture", name=path.name)
        if about.st_size > MOST_BYTES:
            raise Fixable("photo.too_many_bytes", name=path.name, limit=MOST_BYTES // 1_000_000)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise Fixable("photo.cannot_read", name=path.name, reason=getattr(error, "strerror", "") or "") from error
    if not kind_of(content):
        raise Fixable("photo.not_a_picture", name=path.name)
    return content


def _read_by_child(content: bytes, seconds: float = _PATIENCE_S) -> _Made:
    """Have the bytes decoded next door and look through what comes back."""
    try:
        done = subprocess.run(  # noqa: S603 our own program, no shell
            _command(), input=content, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Fixable("photo.too_hard") from error
    head, _, copy = done.stdout.partition(b"\n")
    try:
        facts = json.loads(head)
    except ValueError as error:  # killed by its limits, or a decoder crashed
        raise Fixable("photo.too_hard") from error
    if "code" in facts:
        raise Fixable(facts["code"], limit=MOST_PIXELS // 1_000_000)
    if kind_of(copy) not in _ENDINGS or leftovers(copy):
        raise OurFault("photo.not_clean", left=", ".join(leftovers(copy)))
    return _Made(copy, kind_of(copy), facts["width"], facts["height"], tuple(facts["removed"]))


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-picture"]
    main = Path(__file__).resolve().parents[2] / "main.py"
    return [sys.executable, "-E", "-s", str(main), "--read-picture"]
