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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.languages.clitics import bare
from app.languages.phrases import ANY, GAP, Phrases, Step, Steps

Forms = Mapping[str, tuple[str, ...]]
Tags = tuple[str, ...]

LONGEST_WORD = 64
_CACHE = 20_000
_NONE: frozenset[str] = frozenset()
_LEET = str.maketrans("4310578@$€!|", "aeiostbaseii")
_RUN = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What is known of one word, worked out when it is first seen."""

    tags: Tags
    carries: frozenset[str]
    """The tags again, for asking whether one is there."""
    owned: tuple[tuple[str, Tags], ...]
    """The tags by owner, the owner cut off."""
    phrases: Phrases | None
    """The phrases that may begin here."""


class _Tagged(dict[str, frozenset[str]]):
    """Tags by the letters that carry them. Thousands of forms carry the same tags, and share one set of them."""

    def __init__(self) -> None:
        super().__init__()
        self._grown: dict[tuple[frozenset[str], str], frozenset[str]] = {}

    def add(self, letters: str, tag: str) -> None:
        """Let the letters carry one tag more."""
        before = self.get(letters, _NONE)
        known = self._grown.get((before, tag))
        if known is None:
            known = self._grown[before, tag] = before | {tag}
        self[letters] = known


class _Parts(_Tagged):
    """Tags by the letters a word begins or ends with. Most words share not even two letters with any of them."""

    def __init__(self, edge: slice) -> None:
        super().__init__()
        self.edge = edge
        """The two letters of a word by which to ask."""
        self.lengths: dict[str, set[int]] = defaultdict(set)
        """How long those are that share these two letters."""

    def add(self, letters: str, tag: str) -> None:
        super().add(letters, tag)
        if len(letters) > 1:
            self.lengths[letters[self.edge]].add(len(letters))


class Lexicon:
    """Tags by word for one language. Add entries first, then look up."""

    def __init__(self, forms: Forms, clitics: bool = False) -> None:
        """Take the forms of lemmas and whether words may carry Finnish clitics and possessives."""
        self._forms = forms
        self._clitics = clitics
        self._exact, self._inner, self._starred = _Tagged(), _Tagged(), _Tagged()
        self._heads, self._tails = _Parts(slice(None, 2)), _Parts(slice(-2, None))
        self._phrases: dict[str, list[tuple[Steps, str]]] = defaultdict(list)
        self._known: dict[str, Entry] = {}
        self._entries: dict[Tags, Entry] = {(): Entry((), frozenset(), (), None)}
        """Words with the same tags share what is known of them."""
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
            self._starred.add(word, tag)

    def _add_word(self, tag: str, entry: str) -> None:
        for option in entry.lower().split("|"):
            core = option.strip("*~") or option
            if option.endswith("~"):
                table = self._tails if option.startswith("*") else self._exact
                for form in (core, *self._forms.get(core, ())):
                    table.add(form, tag)
            elif option.startswith("*") and option.endswith("*"):
                self._inner.add(core, tag)
            elif option.startswith("*"):
                self._tails.add(core, tag)
            else:
                (self._heads if option.endswith("*") else self._exact).add(core, tag)

    def _add_phrase(self, owner: str, tag: str, entry: str) -> None:
        """A phrase whose first word may be missing is two. Raises ValueError if it begins with any word."""
        steps = tuple(self._step(owner, word) for word in entry.split())
        if steps[0].optional:
            self._add_phrase(owner, tag, entry.partition(" ")[2])
        if steps[0].tag in (ANY, GAP):
            raise ValueError(f"a phrase begins with a word that must be there: {entry}")
        self._phrases[steps[0].tag].append((steps, tag))

    def _step(self, owner: str, word: str) -> Step:
        optional = len(word) > 1 and word.endswith("?")
        core = word[:-1] if optional else word
        if core in (ANY, GAP):
            return Step(core, optional)
        if core[0] == "<":
            other, _, name = core[1:-1].rpartition(":")
            return Step(f"{other or owner}#<{name}>", optional)
        self._add_word(f"{owner}#:{core}", core)
        return Step(f"{owner}#:{core}", optional)

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
            known = self._known[word] = self._entries.get(tags) or self._entry(tags)
        return known

    def _entry(self, tags: Tags) -> Entry:
        phrases = [phrase for tag in tags for phrase in self._phrases.get(tag, ())]
        made = Entry(tags, frozenset(tags), by_owner(tags), Phrases(phrases) if phrases else None)
        return self._entries.setdefault(tags, made)

    def _classify(self, word: str) -> Tags:
        found = self._look(word)
        for other in _spellings(word):
            found |= self._look(other)
        if "*" in word:
            found |= self._look_starred(word)
        if "-" in word:
            for part in word.split("-"):
                found |= self._look(part)
        if not found:
            return ()
        vetoes = {tag[1:] for tag in found if tag[0] == "-"}
        return tuple(sorted(tag for tag in found if tag[0] != "-" and tag.partition("#")[0] not in vetoes))

    def _look(self, word: str) -> set[str]:
        found: set[str] = set()
        for form in self._bare(word):
            found |= self._exact.get(form, _NONE)
        heads, tails = self._heads, self._tails
        for length in heads.lengths.get(word[heads.edge], ()):
            found |= heads.get(word[:length], _NONE)
        for length in tails.lengths.get(word[tails.edge], ()):
            found |= tails.get(word[-length:], _NONE)
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


def by_owner(tags: Iterable[str]) -> tuple[tuple[str, Tags], ...]:
    """Return tags by owner, without the owner."""
    names: dict[str, list[str]] = defaultdict(list)
    for tag in tags:
        owner, _, name = tag.partition("#")
        names[owner].append(name)
    return tuple((owner, tuple(listed)) for owner, listed in names.items())


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
