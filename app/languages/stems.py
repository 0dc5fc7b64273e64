# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Search stems: word beginnings by which one form of a word finds the others. Pure, cheap, no language library."""

from __future__ import annotations

import re
import unicodedata

SHORTEST = 3
_WORD = re.compile(r"[^\W_]+")
_VOWELS = "aeiouyäöå"
# Finnish consonant gradation, strong to weak (katu : kadulla, lupa : luvat, ranta : rannalla); read both ways.
_GRADES = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("lt", "ll"), ("rt", "rr"), ("mp", "mm"),
    ("t", "d"), ("p", "v"), ("k", ""),
)  # fmt: skip


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, composed."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def search_stems(word: str, language: str = "fi") -> tuple[str, ...]:
    """Return beginnings that the inflected forms and compounds of `word` share, most telling first.

    The word loses two letters but keeps at least three (savi: sav finds savesta, saven, savinäyte). Finnish words get
    the other grade of their last consonants too (katu: kat, kad).
    """
    word = unicodedata.normalize("NFC", word).lower()
    if len(word) <= SHORTEST or not word[-1].isalpha():
        return (word,)
    stem = word[: max(SHORTEST, len(word) - 2)]
    if language != "fi":
        return (stem,)
    return tuple(dict.fromkeys((stem, *_other_grades(word, len(stem)))))


def query_stems(words: str, language: str = "fi") -> tuple[tuple[str, ...], ...]:
    """Return for each word of a search the beginnings of which one must be there."""
    return tuple(search_stems(word, language) for word in words_of(words))


def _other_grades(word: str, length: int) -> tuple[str, ...]:
    """The stem with its last consonants in the other grade; only where a vowel stands on both sides."""
    body = word.rstrip(_VOWELS)
    if len(body) < 2 or body == word or len(word) - len(body) > 2:
        return ()
    for strong, weak in _GRADES:
        for here, there in ((strong, weak), (weak, strong)):
            other = body.removesuffix(here) + there
            if here and body.endswith(here) and len(other) >= SHORTEST and body[: -len(here)].rstrip() != "":
                return (other[: max(length, SHORTEST)],)
    return ()
