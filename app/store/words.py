# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Texts as the search sees them, and where in a text a search hit. Pure."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x2060, 0xFEFF))
"""Soft hyphen and its like: they stand inside words without being seen."""
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b\u200c\u2060\ufeff])+")


def as_searched(text: str) -> str:
    """Return a text as it is indexed: composed letters, plain ones for fancy ones, nothing invisible within words."""
    return unicodedata.normalize("NFKC", text).translate(_INVISIBLE)


def hits(text: str, stems: tuple[tuple[str, ...], ...], wanted: str) -> tuple[tuple[int, int], ...]:
    """Return where the text holds what was searched, as code point spans of the text as written.

    Words that begin with a stem; if there is none, words that hold one; without stems, `wanted` itself.
    """
    if not stems:
        return tuple((one.start(), one.end()) for one in re.finditer(re.escape(wanted), text)) if wanted else ()
    wished = tuple(stem for choices in stems for stem in choices)
    words = [(one.start(), one.end(), as_searched(one.group()).lower()) for one in _WORD.finditer(text)]
    begun = tuple((start, end) for start, end, word in words if word.startswith(wished))
    return begun or tuple((start, end) for start, end, word in words if any(stem in word for stem in wished))
