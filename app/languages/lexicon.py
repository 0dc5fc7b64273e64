# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Word tables made ready for reading. A word costs one dictionary look-up after the first time it is seen.

An entry of a word table is one word or a phrase. A word is written as
    sana            just this form
    sana*           words that begin so          *sana  words that end so          *sana*  words that hold it
    sana~           every form of this lemma, from the forms table
    *sana~          words that end in such a form (compounds)
    a|b             either of them
A phrase is words with spaces between them, and in a phrase there may also stand
    <name>          any word of the owner's set of that name
    _               any one word                 ..     up to four words, not across the end of a sentence
    word?           may be missing
Every entry has an owner (a check, the hats, the tone) and what is found are tags: `owner#name`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.languages.clitics import bare

Forms = Mapping[str, tuple[str, ...]]
Tags = tuple[str, ...]

LONGEST_WORD = 64
_CACHE = 50_000
_NONE: frozenset[str] = frozenset()
_LEET = str.maketrans("4310578@$€!|", "aeiostbaseii")
_RUN = re.compile(r"(.)\1{2,}")

ANY, GAP = "_", ".."
_WIDEST_GAP = 4


@dataclass(frozen=True, slots=True)
class _Step:
    """One word of a phrase: the tag it must carry, ANY or GAP."""

    tag: str
    optional: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What is known of one word, worked out when it is first seen."""

    tags: Tags
    carries: frozenset[str]
    """The tags again, for asking whether one is there."""
    owned: tuple[tuple[str, Tags], ...]
    """The tags by owner, the owner cut off."""
    phrases: tuple[tuple[tuple[_Step, ...], str], ...]
    """The phrases that may begin here: their steps and the tag they give."""


class Lexicon:
    """Tags by word for one language. Add entries first, then look up."""

    def __init__(self, forms: Forms, clitics: bool = False) -> None:
        """Take the forms of lemmas and whether words may carry Finnish clitics and possessives."""
        self._forms = forms
        self._clitics = clitics
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._heads: dict[str, set[str]] = defaultdict(set)
        self._tails: dict[str, set[str]] = defaultdict(set)
        self._inner: dict[str, set[str]] = defaultdict(set)
        self._starred: dict[str, set[str]] = defaultdict(set)
        self._phrases: dict[str, list[tuple[tuple[_Step, ...], str]]] = defaultdict(list)
        self._known: dict[str, Entry] = {}
        self.by_key: dict[int, Entry] = {}
        """For callers that know words by number: entries found before."""

    # ------------------------------------------------------------ filling

    def add(self, tag: str, entries: Iterable[str]) -> None:
        """Let every word that fits one of the entries carry `tag`; a phrase is found by its owner's tags."""
        owner = tag.partition("#")[0]
        for entry in entries:
            if " " in entry.strip():
                self._add_phrase(owner, tag, entry)
            else:
                self._add_word(tag, entry)

    def veto(self, owner: str, entries: Iterable[str]) -> None:
        """Keep the owner's tags off every word that fits one of the entries."""
        self.add("-" + owner, entries)

    def add_starred(self, tag: str, words: Iterable[str]) -> None:
        """Let words carry `tag` whose letters are partly stars (p***a): at least the first letter must be there."""
        for word in words:
            self._starred[word].add(tag)

    def _add_word(self, tag: str, entry: str) -> None:
        for option in entry.lower().split("|"):
            core = option.strip("*~") or option
            if option.endswith("~"):
                table = self._tails if option.startswith("*") else self._exact
                for form in (core, *self._forms.get(core, ())):
                    table[form].add(tag)
            elif option.startswith("*") and option.endswith("*"):
                self._inner[core].add(tag)
            elif option.startswith("*"):
                self._tails[core].add(tag)
            else:
                (self._heads if option.endswith("*") else self._exact)[core].add(tag)

    def _add_phrase(self, owner: str, tag: str, entry: str) -> None:
        """A phrase whose first word may be missing is two. Raises ValueError if it begins with any word."""
        steps = tuple(self._step(owner, word) for word in entry.split())
        if steps[0].optional:
            self._add_phrase(owner, tag, entry.partition(" ")[2])
        if steps[0].tag in (ANY, GAP):
            raise ValueError(f"a phrase begins with a word that must be there: {entry}")
        self._phrases[steps[0].tag].append((steps, tag))

    def _step(self, owner: str, word: str) -> _Step:
        optional = len(word) > 1 and word.endswith("?")
        core = word[:-1] if optional else word
        if core in (ANY, GAP):
            return _Step(core, optional)
        if core[0] == "<":
            other, _, name = core[1:-1].rpartition(":")
            return _Step(f"{other or owner}#<{name}>", optional)
        self._add_word(f"{owner}#:{core}", core)
        return _Step(f"{owner}#:{core}", optional)

    # ------------------------------------------------------------ words

    def tags(self, word: str) -> Tags:
        """Return the tags of a lower-case word, sorted."""
        return self.entry(word).tags

    def entry(self, word: str) -> Entry:
        """Return what is known of a lower-case word."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _CACHE:
                self._known.clear()
                self.by_key.clear()
            tags = self._classify(word[:LONGEST_WORD])
            known = self._known[word] = self._entry(tags) if tags else _NOTHING
        return known

    def _entry(self, tags: Tags) -> Entry:
        phrases = tuple(phrase for tag in tags for phrase in self._phrases.get(tag, ()))
        return Entry(tags, frozenset(tags), by_owner(tags), phrases)

    def _classify(self, word: str) -> Tags:
        found = self._look(word)
        for other in _spellings(word):
            found |= self._look(other)
        if "*" in word:
            found |= self._look_starred(word)
        if "-" in word:
            for part in word.split("-"):
                found |= self._look(part)
        vetoes = {tag[1:] for tag in found if tag[0] == "-"}
        return tuple(sorted(tag for tag in found if tag[0] != "-" and tag.partition("#")[0] not in vetoes))

    def _look(self, word: str) -> set[str]:
        found: set[str] = set()
        for form in self._bare(word):
            found |= self._exact.get(form, _NONE)
        heads, tails = self._heads, self._tails
        for cut in range(2, len(word) + 1):
            if (begun := word[:cut]) in heads:
                found |= heads[begun]
            if (ended := word[-cut:]) in tails:
                found |= tails[ended]
        for core, tags in self._inner.items():
            if core in word:
                found |= tags
        return found

    def _look_starred(self, word: str) -> set[str]:
        found: set[str] = set()
        for core, tags in self._starred.items():
            start = word[: len(core)]
            alike = len(start) == len(core) and all(map(_seen_alike, start, core))
            if alike and word[0] == core[0] and "*" in start:
                found |= tags
        return found

    def _bare(self, word: str) -> Iterable[str]:
        """The word and, in Finnish, the word without its clitics and possessives."""
        return bare(word) if self._clitics else (word,)

    # ------------------------------------------------------------ phrases


@dataclass(frozen=True, slots=True)
class Row:
    """The tokens of a text as a phrase sees them: what they carry, which end a sentence, how many they are."""

    entries: Mapping[int, Entry]
    ends_sentence: Callable[[int], bool]
    length: int

    def carries(self, token: int, tag: str) -> bool:
        """Whether a token carries a tag."""
        entry = self.entries.get(token)
        return entry is not None and tag in entry.carries


def phrases_at(token: int, row: Row) -> Iterable[tuple[str, int]]:
    """Return (tag, token after the last) of each phrase that begins at `token`."""
    for steps, meaning in row.entries[token].phrases:
        end = _fit(steps, 1, token + 1, row)
        if end:
            yield meaning, end


def by_owner(tags: Iterable[str]) -> tuple[tuple[str, Tags], ...]:
    """Return tags by owner, without the owner."""
    names: dict[str, list[str]] = defaultdict(list)
    for tag in tags:
        owner, _, name = tag.partition("#")
        names[owner].append(name)
    return tuple((owner, tuple(listed)) for owner, listed in names.items())


_NOTHING = Entry((), frozenset(), (), ())


def _fit(steps: Sequence[_Step], at: int, token: int, row: Row) -> int:
    """Return the token after the last one if the steps from `at` on fit from `token` on, else 0."""
    if at == len(steps):
        return token
    step = steps[at]
    if step.tag == GAP:
        return _fit_gap(steps, at + 1, token, row)
    if token < row.length:
        fits = not row.ends_sentence(token) if step.tag == ANY else row.carries(token, step.tag)
        end = _fit(steps, at + 1, token + 1, row) if fits else 0
        if end:
            return end
    return _fit(steps, at + 1, token, row) if step.optional else 0


def _fit_gap(steps: Sequence[_Step], at: int, token: int, row: Row) -> int:
    wanted = steps[at] if at < len(steps) else None
    for start in range(token, min(token + _WIDEST_GAP, row.length - 1) + 1):
        if wanted is None or wanted.optional or wanted.tag in (ANY, GAP) or row.carries(start, wanted.tag):
            end = _fit(steps, at, start, row)
            if end:
                return end
        if row.ends_sentence(start):
            return 0
    return 0


def _seen_alike(sign: str, letter: str) -> bool:
    return sign in ("*", letter)


def _spellings(word: str) -> tuple[str, ...]:
    """What a lower-case word may stand for when stretched, spaced or written with digits or stars; () if plain."""
    found: list[str] = []
    if word.isalpha() and not _RUN.search(word):
        return ()
    if any(sign in "4310578@$€!|" for sign in word) and any(sign.isalpha() for sign in word):
        word = word.translate(_LEET)
        found.append(word)
    if "*" in word or " " in word:
        found.append(word.replace("*", "").replace(" ", ""))
    if _RUN.search(word):
        found += [_RUN.sub(r"\1", word), _RUN.sub(r"\1\1", word)]
    return tuple(found)
