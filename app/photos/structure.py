# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a picture file is made of, read byte by byte: its kind, and anything in it that is not picture."""

from __future__ import annotations

import re

_STARTS = {
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"BM": "image/bmp",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
}
_BRANDS = dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "image/heic")
_BRANDS |= dict.fromkeys((b"avif", b"avis"), "image/avif")
_JPEG_PICTURE = {0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD}
_PNG_PICTURE = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_JFIF_WITHOUT_THUMBNAIL = 16


def kind_of(content: bytes) -> str:
    """Return the media type by the first bytes, "" for none of the kinds we read."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:12], "")
    return next((kind for start, kind in _STARTS.items() if content.startswith(start)), "")


def leftovers(content: bytes) -> tuple[str, ...]:
    """Name every piece of a JPEG or PNG that is not needed to draw it; () for a clean one.

    A short list of what may stay is safer than a long one of what may not. ("broken",) if it can't be followed.
    """
    try:
        return tuple(_jpeg(content) if kind_of(content) == "image/jpeg" else _png(content))
    except (IndexError, ValueError):
        return ("broken",)


def _jpeg(content: bytes) -> list[str]:
    found: list[str] = []
    place = 2
    while True:
        if content[place] != 0xFF:
            raise ValueError(place)
        marker = content[place + 1]
        if marker == 0xD9:
            return [*found, "tail"] if len(content) > place + 2 else found
        length = int.from_bytes(content[place + 2 : place + 4], "big")
        if length < 2:
            raise ValueError(place)
        if not _allowed(marker, content[place + 4 : place + 9], length):
            found.append(f"{marker:02x}")
        place += 2 + length
        if marker == 0xDA:
            end = _END_OF_SCAN.search(content, place)
            if end is None:
                raise ValueError(place)
            place = end.start()


def _allowed(marker: int, start: bytes, length: int) -> bool:
    """Picture segments, a bare JFIF head without a thumbnail, and Adobe's note on colours."""
    jfif = marker == 0xE0 and start == b"JFIF\0" and length == _JFIF_WITHOUT_THUMBNAIL
    adobe = marker == 0xEE and start == b"Adobe" and length <= _JFIF_WITHOUT_THUMBNAIL
    return marker in _JPEG_PICTURE or marker == 0xDA or jfif or adobe


def _png(content: bytes) -> list[str]:
    found: list[str] = []
    place = 8
    while True:
        length = int.from_bytes(content[place : place + 4], "big")
        name = content[place + 4 : place + 8]
        if len(name) < 4:
            raise ValueError(place)
        if name not in _PNG_PICTURE:
            found.append(name.decode("latin-1"))
        place += 12 + length
        if name == b"IEND":
            return [*found, "tail"] if len(content) > place else found
