# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Text as a reader sees it: composed letters, plain spaces, no hidden characters, with the way back to every offset."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_HIDDEN = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\ufeff"
)
_LOOKALIKE = dict(
    zip(
        "АВЕЗКМНОРСТУХаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχ",
        "ABE3KMHOPCTYXaeopcyxijsdqwABEZHIKMNOPTYXaeiknoptux",
        strict=True,
    )
)
_ONE_TO_ONE = {
    **{ord(sign): letter for sign, letter in _LOOKALIKE.items()},
    **dict.fromkeys(
        map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\0"),
        " ",
    ),
    **dict.fromkeys(map(ord, "\u2018\u2019\u02bc\uff07"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    **dict.fromkeys(range(55296, 57344), "�"),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF07},
    **{
        code: unicodedata.normalize("NFKC", chr(code))
        for code in range(0x1D400, 0x1D800)
        if len(unicodedata.normalize("NFKC", chr(code))) == 1
    },
}
_ODD = re.compile(
    f"[{_HIDDEN}\0\u00a0\u02bc\u0300-\u052f\u1680\u1e00-\u1eff\u2000-\u2011\u2018\u2019\u202f\u205f\u3000"
    "\ud800-\udfff\uff01-\uff5e\U0001d400-\U0001d7ff]"
)
_MOVES = re.compile(f"[{_HIDDEN}]|.[\u0300-\u036f]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Folded:
    """`plain` text and, when its length differs from what was written, where each of its characters began and ended."""

    plain: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets of `plain[start:end]` in the text as written (end exclusive, start < end)."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Return the text with lookalike letters, odd spaces and hidden characters made plain; letter case is kept."""
    if (text.isascii() and "\0" not in text) or _ODD.search(text) is None:
        return Folded(text)
    if _MOVES.search(text) is None:
        return Folded(text.translate(_ONE_TO_ONE))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for move in _MOVES.finditer(text):
        _keep(text, at, move.start(), letters, starts, ends)
        if len(move.group()) > 1:
            for sign in _composed(move.group()):
                letters.append(sign)
                starts.append(move.start())
                ends.append(move.end())
        at = move.end()
    _keep(text, at, len(text), letters, starts, ends)
    return Folded("".join(letters).translate(_ONE_TO_ONE), tuple(starts), tuple(ends))


def _keep(text: str, start: int, end: int, letters: list[str], starts: list[int], ends: list[int]) -> None:
    letters.append(text[start:end])
    starts.extend(range(start, end))
    ends.extend(range(start + 1, end + 1))


def _composed(cluster: str) -> str:
    if cluster[0] in _HIDDEN:
        return ""
    composed = unicodedata.normalize("NFC", cluster)
    return composed[0]  # what can't be composed is decoration: read the letter


def pieces(text: str, longest: int) -> list[tuple[int, int]]:
    """Return the paragraphs of a text as offsets, without empty ones; what is longer is cut at a space, or anywhere."""
    found = []
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        while end - start > longest:
            cut = text.rfind(" ", start + longest // 2, start + longest)
            cut = start + longest if cut < 0 else cut
            found.append((start, cut))
            start = cut
        if not text[start:end].isspace() and end > start:
            found.append((start, end))
        start = end + 1
    return found
