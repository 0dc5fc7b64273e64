# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Copies of pictures without place data; the original is never opened for writing.

A stranger's picture is only ever decoded in a child process, the program itself called with `--read-picture`: it gets
the bytes on standard input, may write no file, and has limits on memory and time where the system knows them (Linux;
macOS ignores the one on memory, Windows has none, there the size told in the file's head, which is looked at before
decoding, and the time limit of the parent remain). A command of our own works the same from source and frozen, shares
no descriptor with us (a child that inherits the sender's lock would keep it), and costs one Python start, some 150 ms.
What comes back is looked through again here, segment by segment.
"""

from __future__ import annotations

import errno
import json
import stat
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from app.errors import Fixable, OurFault, ProfileUnusable
from app.model import Photo, new_id
from app.paths import make_private_folder, write_safely
from app.photos.fitting import Fitted, fitted, smaller
from app.photos.mosaic import Edits
from app.photos.structure import kind_of, leftovers

__all__ = [
    "MOST_BYTES",
    "MOST_PIXELS",
    "Edits",
    "Fitted",
    "changed",
    "fit",
    "fitted",
    "import_bytes",
    "import_photo",
    "kind_of",
    "leftovers",
    "thumbnail",
]

MOST_BYTES = 40_000_000
MOST_PIXELS = 50_000_000
_PATIENCE_S = 60
_TROUBLES = {errno.ENOENT: "photo.missing", errno.EACCES: "photo.not_allowed", errno.ELOOP: "photo.goes_in_circles"}
_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png"}


def import_photo(path: Path, folder: Path) -> Photo:
    """Copy a picture into `folder`: upright, in sRGB, without EXIF, GPS, XMP, IPTC or comments.

    Takes JPEG, PNG, WebP, GIF (its first picture), HEIC, AVIF, TIFF and BMP; the type is told by content, not by name.
    `removed` names what was taken out (wording `photo.removed.<name>`).
    Raises Fixable("photo.…") for what is no picture we can read, ProfileUnusable when the copy can't be written.
    """
    return _kept(_read_by_child(_original(path)), folder)


def import_bytes(content: bytes, folder: Path) -> Photo:
    """Do `import_photo` to bytes that are no file (pasted ones)."""
    if len(content) > MOST_BYTES:
        raise Fixable("photo.too_many_bytes", name="", limit=MOST_BYTES // 1_000_000)
    if not kind_of(content):
        raise Fixable("photo.not_a_picture", name="")
    return _kept(_read_by_child(content), folder)


def changed(photo: Photo, edits: Edits, folder: Path) -> Photo:
    """Blur and crop a copy into a new one with the same description; the earlier one stays as it is.

    Raises Fixable("photo.lost") when the copy is gone, else as `import_photo` does.
    """
    try:
        content = Path(photo.path).read_bytes()
    except OSError as error:
        raise Fixable("photo.lost", reason=error.strerror or "") from error
    made = _kept(_read_by_child(content, edits=edits), folder)
    return replace(made, alt=photo.alt, removed=photo.removed)


def thumbnail(content: bytes, folder: Path, most: tuple[int, int], seconds: float = _PATIENCE_S) -> Photo:
    """Keep a small clean copy of a stranger's picture: at most `most` (bytes, pixels on the longer side).

    `seconds` is how long the decoding may take. Raises as `import_photo` does.
    """
    if not kind_of(content):
        raise Fixable("photo.not_a_picture", name="")
    made = _read_by_child(content, seconds)
    small = smaller(made.content, (made.width, made.height), *most)
    return _kept(_Made(small.content, small.mime, small.width, small.height, made.removed), folder)


def fit(photo: Photo, max_bytes: int, max_pixels: int) -> bytes:
    """Return the bytes of `fitted`."""
    return fitted(photo, max_bytes, max_pixels).content


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
        code = _TROUBLES.get(getattr(error, "errno", 0), "photo.cannot_read")
        raise Fixable(code, name=path.name, reason=getattr(error, "strerror", "") or "") from error
    if not kind_of(content):
        raise Fixable("photo.not_a_picture", name=path.name)
    return content


def _read_by_child(content: bytes, seconds: float = _PATIENCE_S, edits: Edits | None = None) -> _Made:
    """Have the bytes decoded next door and look through what comes back."""
    wish = json.dumps(asdict(edits) if edits else {}).encode()
    try:
        done = subprocess.run(  # noqa: S603 our own program, no shell
            _command(), input=wish + b"\n" + content, capture_output=True, timeout=seconds, check=False
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
