# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Finds words and names the writer gave (a site, a client, a product) in their inflected forms; pure, no table needed.

A listed word is nothing but its letters: no sign in it means anything. Its stems are made when the list is made, and a
word of a text is looked up once for each way of taking an ending off: the cost is linear in both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

LONGEST_PHRASE = 8
"""So many words of a listed phrase are looked at; the rest of a longer one is left out."""
_MOST_RUNNING = 64
_CACHE = 20_000
_WORD = re.compile(r"[^\W_]{1,64}")
_TAIL = re.compile(r"[:'’]([^\W\d_]{1,8})(?!\w)")
"""What is written behind a colon or an apostrophe belongs to the word before: SRV:n, Nordkraft's."""
_GAP = re.compile(r"[\s\u00ad\u2010-\u2013-]{1,3}")

_VOWEL = "[aeiouyäöåé]"
_OWN = r"(?:ni|si|nsa|nsä|mme|nne)?"
_ENDINGS: Mapping[str, str] = {
    "fi": rf"(?:(?:i|j|e)?(?:a|ä|ta|tä|n|t|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|na|nä|ksi|kse|tta|ttä|en|ien|in|itten"
    rf"|iden|h{_VOWEL}n|{_VOWEL}n|seen|siin)?){_OWN}(?:ko|kö)?(?:kin|kaan|kään|han|hän|pa|pä)?",
    "sv": r"(?:s|n|ns|en|ens|et|ets|t|ts|a|as|na|nas|ar|ars|arna|arnas|er|ers|erna|ernas|r|rs|rna|rnas)?",
    "en": r"(?:s|es)?",
}
_LONGEST_ENDING = {"fi": 16, "sv": 5, "en": 2}
_WEAK = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("mp", "mm"), ("nt", "nn"), ("lt", "ll"), ("rt", "rr"),
    ("ht", "hd"), ("lk", "l"), ("rk", "r"), ("t", "d"), ("p", "v"), ("k", ""),
)  # fmt: skip
"""Consonant gradation before the last vowel: the first pair that fits counts."""
_KEEPS = ("st", "sk", "sp", "tk")


def _gradated(word: str) -> Iterator[str]:
    """The weak grade of a Finnish word that ends in a vowel: silta : silla-, Lahti : Lahde-."""
    body, vowel = word[:-1], word[-1]
    if not body.endswith(_KEEPS):
        for strong, weak in _WEAK:
            if body.endswith(strong):
                yield body[: -len(strong)] + weak + vowel
                return


def finnish_stems(word: str) -> Iterator[str]:
    """Yield the stems that the forms of a Finnish noun may have: käsi : käde-, käte-, kät-."""
    yield word
    last = word[-1]
    if word.endswith("nen"):
        yield from (word[:-3] + "se", word[:-3] + "s")
    elif word.endswith(("us", "ys", "os", "ös", "is", "es", "as", "äs")):
        yield from (word[:-1] + "kse", word[:-1] + "ks", word[:-1] + "de", word[:-1] + "t", word[:-1] + word[-2])
    elif last == "e":
        yield word + "e"
    elif last == "i":
        yield from _finnish_in_i(word)
    elif last in "aouyäöå":
        yield from _gradated(word)
        if last in "aä":
            for one in (word, *_gradated(word)):  # the plural: koirissa, silloissa, siltojen
                rounded = one[:-1] + ("o" if last == "a" else "ö")
                yield from (one[:-1] + "i", rounded + "i", rounded + "j")
    else:
        yield word + "i"


def _finnish_in_i(word: str) -> Iterator[str]:
    """Joki : joe-, vesi : vede-, pilotti : piloti-, pilote-."""
    yield word[:-1] + "e"
    yield from _gradated(word)
    yield from (one[:-1] + "e" for one in _gradated(word))
    if word.endswith("si"):
        yield from (word[:-2] + "de", word[:-2] + "te", word[:-2] + "t")
    yield word[:-1]


def _swedish(word: str) -> Iterator[str]:
    yield word
    if word[-1] == "a" and len(word) > 3:
        yield word[:-1] + "o"
    if word[-1] in "ae" and len(word) > 3:
        yield word[:-1]
    if word.endswith(("el", "er", "en")) and len(word) > 4:
        yield word[:-2] + word[-1]
    if word[-1] in "mn":
        yield word + word[-1]


def _english(word: str) -> Iterator[str]:
    yield word
    if word.endswith("y"):
        yield word[:-1] + "ie"


_STEMS = {"fi": finnish_stems, "sv": _swedish, "en": _english}


_COMPILED = {language: re.compile(f"(?:{endings})") for language, endings in _ENDINGS.items()}


class Names:
    """Listed words and phrases of one language, each with a label; made once, then looked through many times."""

    def __init__(self, language: str, listed: Iterable[tuple[str, int]]) -> None:
        """Take (words, label) pairs; of words listed twice the first label counts."""
        self._endings = _COMPILED.get(language, _COMPILED["en"])
        self._longest_ending = _LONGEST_ENDING.get(language, _LONGEST_ENDING["en"])
        self._stems = _STEMS.get(language, _english)
        self._next: list[dict[str, list[int]]] = [{}]
        """A tree of phrases: for each node the nodes behind it, by stem, and by "=" and the very word."""
        self._label: list[int | None] = [None]
        self._first: dict[str, list[int]] = {}
        """What a word may begin, of words seen before."""
        for words, label in listed:
            self._add(_words_of(words)[:LONGEST_PHRASE], label)

    def _add(self, words: Sequence[str], label: int) -> None:
        node = 0
        for word in words:
            node = self._child(node, word)
        if node and self._label[node] is None:
            self._label[node] = label

    def _child(self, node: int, word: str) -> int:
        exact = self._next[node].setdefault("=" + word, [])
        if not exact:
            exact.append(len(self._next))
            self._next.append({})
            self._label.append(None)
            if len(word) > 2 and not word.isdigit():
                for stem in dict.fromkeys(self._stems(word)):
                    if len(stem) > 1:
                        self._next[node].setdefault(stem, []).append(exact[0])
        return exact[0]

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return (start, end, label) of what is there, in order; of those that overlap the first and longest."""
        found: list[tuple[int, int, int]] = []
        running: list[tuple[int, int]] = []
        """Phrases begun: the node they stand at, and where they began."""
        behind = 0
        for match in _WORD.finditer(text) if self._next[0] else ():
            start, end = match.span()
            joined = bool(running) and _GAP.fullmatch(text, behind, start) is not None
            running = self._step(match.group().lower(), [(0, start), *running] if joined else [(0, start)])
            for node, began in running:
                label = self._label[node]
                if label is not None:
                    tail = _TAIL.match(text, end)
                    found.append((began, tail.end() if tail else end, label))
            behind = end
        return _longest(found)

    def _step(self, word: str, running: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Let the word follow each phrase begun; never more of them than _MOST_RUNNING, whatever is listed."""
        followed: dict[tuple[int, int], None] = {}
        for node, began in running:
            behind = self._next[node]
            if behind:
                for child in self._children(behind, word) if node else self._begins(word):
                    followed[child, began] = None
                    if len(followed) >= _MOST_RUNNING:
                        return list(followed)
        return list(followed)

    def _begins(self, word: str) -> list[int]:
        known = self._first.get(word)
        if known is None:
            if len(self._first) >= _CACHE:
                self._first.clear()
            known = self._first[word] = list(self._children(self._next[0], word))
        return known

    def _children(self, behind: Mapping[str, list[int]], word: str) -> Iterator[int]:
        yield from behind.get("=" + word, ())
        for cut in range(max(0, min(self._longest_ending, len(word) - 2)) + 1):
            at = len(word) - cut
            known = behind.get(word[:at])
            if known and self._endings.fullmatch(word, at):
                yield from known


def _words_of(words: str) -> tuple[str, ...]:
    return tuple(one.group().lower() for one in _WORD.finditer(unicodedata.normalize("NFC", words)))


def _longest(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    kept: list[tuple[int, int, int]] = []
    for one in sorted(found, key=lambda one: (one[0], -one[1], one[2])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept
