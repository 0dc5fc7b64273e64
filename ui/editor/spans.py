# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Code points to UTF-16 and back: the core counts code points, Qt counts UTF-16 units. Pure."""

from __future__ import annotations

from bisect import bisect_left

LAST_OF_PLANE_0 = "\uffff"


class Spans:
    """Offsets of one text. Costs nothing for a text without characters beyond U+FFFF (most posts)."""

    def __init__(self, text: str) -> None:
        """Note where the characters are that need two UTF-16 units."""
        wide = not text.isascii() and max(text) > LAST_OF_PLANE_0
        self._wide = [place for place, sign in enumerate(text) if sign > LAST_OF_PLANE_0] if wide else []
        self._wide16 = [place + before for before, place in enumerate(self._wide)]

    def to_utf16(self, offset: int) -> int:
        """Return the UTF-16 offset of a code point offset."""
        return offset + bisect_left(self._wide, offset)

    def to_code_points(self, offset: int) -> int:
        """Return the code point offset of a UTF-16 offset; the middle of a pair counts as its end."""
        return offset - bisect_left(self._wide16, offset)


def whole(text: str) -> str:
    """Return the text as Qt can hold it: lone surrogates become U+FFFD, line ends \\n, NULs go."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
