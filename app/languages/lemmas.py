# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""From an inflected form to its lemma, in a table that is mapped into memory and never loaded.

resources/languages/<code>.lemmas.bin is a minimal automaton over the forms of a language, as packaging/make_lemmas.py
builds it: a word is followed letter by letter, and where it ends stands the number of a rule "take n letters off, put s
there". Endings that many words share are kept once, so that 3.5 million Finnish forms fit into 2.2 MB, of which a
look-up touches a page or two. The same content in a dictionary takes 370 MB and four seconds.

    b"MUMMOLEM" · length of the head, 4 bytes · the head, JSON · rules, one a line: "n s" · nodes
    node: 1 byte, how many arcs, + 128 if a word may end here · then 2 bytes, the rule's number, if one may end here
          · the arcs' letters, a byte each · the arcs' nodes, 3 bytes each, counted from the first node
All numbers are little-endian; a letter is its place in the head's alphabet.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from app.paths import resource

MAGIC = b"MUMMOLEM"
ENDS = 128
SHORTEST_TAIL = 4
"""The last part of a compound has at least so many letters; its beginning has one less."""
_SHORTEST_HEAD = 3
_LONGEST = 64


class Lemmas:
    """The table of one language. Opening takes a millisecond; a look-up takes some microseconds."""

    def __init__(self, path: Path) -> None:
        """Map a file. Raises ValueError that names it if it is not such a table."""
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[: len(MAGIC)] != MAGIC:
            raise ValueError(f"{path.name} is not a table of lemmas")
        begin = len(MAGIC) + 4
        end = begin + int.from_bytes(self._map[len(MAGIC) : begin], "little")
        self.head: Mapping[str, Any] = json.loads(self._map[begin:end])
        """What the build wrote: source, licence, digest of the inputs, alphabet, number of entries."""
        self._nodes = end + int(self.head["rules_bytes"])
        self._root = self._nodes + int(self.head["root"])
        self._rules = self._map[end : self._nodes].decode().split("\n")
        self._letters = {letter: bytes([place]) for place, letter in enumerate(self.head["alphabet"])}

    def of(self, form: str) -> str | None:
        """Return the lemma of a lower-case form, None if the form is not in the table."""
        table, letters, nodes, node = self._map, self._letters, self._nodes, self._root
        find = table.find
        try:
            for sign in form:
                arcs = table[node]
                node += 1
                if arcs >= ENDS:
                    arcs -= ENDS
                    node += 2
                place = find(letters[sign], node, node + arcs)
                if place < 0:
                    return None
                target = node + arcs + 3 * (place - node)
                node = nodes + int.from_bytes(table[target : target + 3], "little")
        except KeyError:
            return None
        if table[node] < ENDS:
            return None
        cut, _, ending = self._rules[int.from_bytes(table[node + 1 : node + 3], "little")].partition(" ")
        return form[: len(form) - int(cut)] + ending


@cache
def table(language: str) -> Lemmas:
    """Return the table of a language, mapped once."""
    return Lemmas(resource("languages", f"{language}.lemmas.bin"))


def lemma_of(word: str, bare: Iterable[str], known: Lemmas) -> str | None:
    """Return the lemma of a lower-case word, None if it is not to be had.

    First the word is looked up as it is and as its `bare` forms, then what stands behind its last hyphen, then the
    longest ending of which the table knows the beginning too: most Finnish and Swedish compounds stand in no table.
    """
    if len(word) > _LONGEST:
        return None
    forms = tuple(bare)
    for form in forms:
        if (found := known.of(form)) is not None:
            return found
    head, hyphen, last = word.rpartition("-")
    if hyphen:
        tail = known.of(last)
        return f"{head}-{tail}" if tail is not None else None
    return next((found for form in forms if (found := _compound(form, known)) is not None), None)


def _compound(word: str, known: Lemmas) -> str | None:
    for cut in range(_SHORTEST_HEAD, len(word) - SHORTEST_TAIL + 1):
        tail = known.of(word[cut:])
        if tail is not None and known.of(word[:cut]) is not None:
            return word[:cut] + tail
    return None
