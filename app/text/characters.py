# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Characters as people see them (grapheme clusters), and lengths and offsets in UTF-16 and UTF-8."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from app.text.late import Late

# Characters that never join with a neighbour of their own kind: a cluster each. Most Latin text is nothing else, so the
# exact rules (a heavier library) only see the stretches around other characters.
_SIMPLE = r"\n\x20-\x7e\xa1-\xa8\xaa-\xac\xaf-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u203b"
_SIMPLE += r"\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff"
_JOINING = Late(rf"[^{_SIMPLE}]+(?:[{_SIMPLE}][^{_SIMPLE}]+)*")
_CLUSTER = Late(r"\X", scripts=True)

_FLAG_LETTERS = Late("[\U0001f1e6-\U0001f1ff]{65,}")
_PORTION = 64

Piece = tuple[int, int]


def joined(text: str) -> Iterator[Piece]:
    """Yield (start, length) of each grapheme cluster of more than one code point."""
    if text.isascii() and "\r" not in text:
        return
    for stretch in _JOINING.re.finditer(text):
        start, end = max(stretch.start() - 1, 0), stretch.end() + 1
        for begin, stop in _bearable(text, start, end):
            for cluster in _CLUSTER.re.finditer(text[begin:stop]):
                if cluster.end() - cluster.start() > 1:
                    yield begin + cluster.start(), cluster.end() - cluster.start()


def _bearable(text: str, start: int, end: int) -> Iterator[Piece]:
    """Yield (start, end) of pieces of a stretch: endless rows of flag letters, which join in pairs, go in portions.

    The library counts such a row from its beginning again for each of its pairs.
    """
    if end - start > _PORTION:
        for row in _FLAG_LETTERS.re.finditer(text, start, end):
            for portion in range(row.start() + _PORTION, row.end(), _PORTION):
                yield start, portion
                start = portion
    yield start, end


def graphemes(text: str) -> list[str]:
    """Return the extended grapheme clusters of `text`, as Unicode defines them."""
    found: list[str] = []
    place = 0
    for start, length in joined(text):
        found.extend(text[place:start])
        place = start + length
        found.append(text[start:place])
    found.extend(text[place:])
    return found


def count_graphemes(text: str) -> int:
    """Return how many characters a reader sees."""
    return len(text) - sum(length - 1 for _, length in joined(text))


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units, as Java, JavaScript and Qt count; a lone surrogate is one."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8_length(text: str) -> int:
    """Return the length in UTF-8 bytes; a lone surrogate takes three, like the sign that replaces it."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def utf16_offset(text: str, offset: int) -> int:
    """Return a code point offset as UTF-16 units."""
    return utf16_length(text[:offset])


def utf16_offsets(text: str) -> list[int]:
    """Return the UTF-16 offset of each code point and of the end, for many spans at once."""
    return list(accumulate((2 if character > "\uffff" else 1 for character in text), initial=0))


def code_point_offset(text: str, offset: int) -> int:
    """Return a UTF-16 offset as code points; one inside a pair falls before its character, one past the end on it."""
    return min(offset, len(text)) if text.isascii() else bisect_right(utf16_offsets(text), offset) - 1
