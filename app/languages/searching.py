# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a search looks for: the beginnings that the forms of a word share, by cutting it and by its lemma.

Both are needed (facts of our measuring: the table of lemmas misses savesta for savi, a cut stem misses käden for käsi).
All of it is done to the words of the search, so that posts entered long ago are found like those of today.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from app.languages.lemmas import table
from app.languages.naming import finnish_stems
from app.languages.stems import SHORTEST, search_stems, words_of
from app.languages.tables import codes, lemma

_ENOUGH = 4
"""From so many letters on an inflected stem is looked for as it is; a shorter one only with an ending known to fit."""
_ENDINGS = ("n", "a", "ä", "ta", "tä", "een", "ssa", "ssä", "lla", "llä")
_LONG = 7
"""A lemma shorter than this gives away one letter only: its other stems are looked up, so it need not be guessed at."""


def query_stems(words: str) -> tuple[tuple[str, ...], ...]:
    """Return for each word of a search the beginnings of which one must be there."""
    return tuple(_beginnings(word) for word in words_of(words))


@lru_cache(maxsize=1_000)
def _beginnings(word: str) -> tuple[str, ...]:
    found = list(search_stems(word))
    if len(word) >= SHORTEST and word.isalpha():
        for code in codes():
            base = lemma(word, code)
            if base[0] == word[0] and (base != word or table(code).of(word) is not None):
                found += [one for one in _of_lemma(base, code) if len(one) >= SHORTEST]
    wider = set(found)
    shortest = [one for one in found if not any(one[:cut] in wider for cut in range(1, len(one)))]
    return tuple(dict.fromkeys(shortest))  # what begins with another one is found by that


def _of_lemma(base: str, language: str) -> Iterator[str]:
    if len(base) > _ENOUGH:
        yield base[:-2] if len(base) >= _LONG else base[:-1]
    else:
        yield from search_stems(base, language)
    if language == "fi":
        known = table(language)
        for stem in dict.fromkeys(finnish_stems(base)):
            fitting = [stem + ending for ending in _ENDINGS if known.of(stem + ending) == base]
            if fitting and len(stem) >= _ENOUGH:
                yield stem
            else:
                yield from fitting
