# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Search stems: word beginnings by which one form of a word finds the others. Pure, cheap, no language library."""

from __future__ import annotations

import re
import unicodedata

SHORTEST = 3
_WORD = re.compile(r"[^\W_]+")
# Finnish consonant gradation where the cut leaves the consonant last (katu : kadulla, lupa : luvat, sade : sateen);
# longer clusters are cut off or share their beginning (silta : sillalla).
_WEAKER = {"t": "d", "p": "v"}
_STRONGER = {"d": "t", "v": "p"}


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, composed."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def search_stems(word: str, language: str = "fi") -> tuple[str, ...]:
    """Return beginnings that the inflected forms and compounds of `word` share, most telling first.

    The word loses two letters but keeps at least three (savi: sav finds savesta, saven, savinäyte). Finnish words get
    the other grade of their last consonant too (katu: kat, kad).
    """
    word = unicodedata.normalize("NFC", word).lower()
    if len(word) <= SHORTEST or not word[-1].isalpha():
        return (word,)
    stem = word[: max(SHORTEST, len(word) - 2)]
    if language != "fi":
        return (stem,)
    grades = _WEAKER if word[-1] in "aiouyäö" else _STRONGER
    return (stem, stem[:-1] + grades[stem[-1]]) if stem[-1] in grades else (stem,)


def query_stems(words: str, language: str = "fi") -> tuple[tuple[str, ...], ...]:
    """Return for each word of a search the beginnings of which one must be there."""
    return tuple(search_stems(word, language) for word in words_of(words))


def alike(one: str, other: str) -> bool:
    """Whether two rows of lower-case words are the same words, maybe in other forms: each pair begins the same way."""
    ours, theirs = one.split(), other.split()
    return len(ours) == len(theirs) and all(map(_share_a_stem, ours, theirs))


def _share_a_stem(one: str, other: str) -> bool:
    if not (one.isalpha() and other.isalpha()):
        return one == other  # numbers have no forms: another phone number is another finding
    shortest = min(len(one), len(other))
    needed = max(min(SHORTEST, shortest), shortest * 3 // 5)
    return one[:needed] == other[:needed]
