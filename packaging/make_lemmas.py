# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Makes resources/languages/<code>.lemmas.bin: every form simplemma knows of a language and its lemma, in a few MB.

simplemma's tables (MIT; compiled there from Wiktionary and other open collections, see its README) are read at build
time only. What is built is a minimal automaton (Daciuk, Mihov, Watson, Watson: Incremental construction of minimal
acyclic finite-state automata, 2000) in the format that app/languages/lemmas.py describes. `make forms` runs this too.

    python packaging/make_lemmas.py [CODE …]            writes the tables (a minute, nearly all of it Finnish)
    python packaging/make_lemmas.py --check [CODE …]    builds them anew and compares every byte (exit 1 if one differs)
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.resources
import json
import sys
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.languages.lemmas import ENDS, MAGIC

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ROOT / "resources" / "languages"
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzåäöéèêëüûæøœáàâãíìîïñçóòôõúùýšžāīōūłß0123456789-':.")
"""Forms with other signs in them are left out: no word of the three languages needs them."""
LONGEST = 48
Rule = tuple[int, str]


def digest(language: str) -> str:
    """Return the fingerprint of what a table is made from: simplemma's data file and this script."""
    data = importlib.resources.files("simplemma") / "strategies" / "dictionaries" / "data" / f"{language}.plzma"
    return hashlib.sha256(data.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def source(language: str) -> dict[str, str]:
    """Return simplemma's table of a language, form → lemma."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    return dict(DefaultDictionaryFactory().get_dictionary(language))


def pairs(table: Mapping[str, str]) -> dict[str, str]:
    """Return form → lemma in lower case; a form that is written small counts before a name that looks like it."""
    found = {}
    for form, lemma in table.items():
        if form.islower() and len(form) <= LONGEST and LETTERS.issuperset(form):
            found[form] = lemma.lower()
    for form, lemma in table.items():
        small = form.lower()
        if small != form and small not in found and len(small) <= LONGEST and LETTERS.issuperset(small):
            found[small] = lemma.lower()
    return found


def rule(form: str, lemma: str) -> Rule:
    """Return how many letters to take off a form, and what to put there, to get its lemma."""
    same = 0
    for one, other in zip(form, lemma, strict=False):
        if one != other:
            break
        same += 1
    return len(form) - same, lemma[same:]


class Automaton:
    """Nodes of the smallest automaton; words must come in order. A node is (rule's number or -1, letter, node, …)."""

    def __init__(self) -> None:
        """Begin with nothing but the root."""
        self.nodes: dict[tuple[int | str, ...], int] = {}
        self._open: list[list[int | str]] = [[-1]]
        self._last = ""

    def add(self, word: str, value: int) -> None:
        """Add a word that comes after the one before."""
        shared = 0
        for one, other in zip(word, self._last, strict=False):
            if one != other:
                break
            shared += 1
        self._close(shared)
        for _ in range(shared, len(word)):
            self._open.append([-1])
        self._open[-1][0] = value
        self._last = word

    def _close(self, depth: int) -> None:
        """Let the nodes below `depth` be found again by their content: equal nodes become one."""
        for place in range(len(self._last), depth, -1):
            node = tuple(self._open.pop())
            number = self.nodes.setdefault(node, len(self.nodes))
            self._open[-1] += (self._last[place - 1], number)

    def finish(self) -> int:
        """Close what is open and return the number of the root."""
        self._close(0)
        root = tuple(self._open.pop())
        return self.nodes.setdefault(root, len(self.nodes))


def packed(nodes: Iterable[tuple[int | str, ...]], alphabet: Mapping[str, int]) -> tuple[bytes, array[int]]:
    """Return the nodes in the file's format, and where each begins. Every node comes after those it leads to."""
    made, begins = bytearray(), array("I")
    for node in nodes:
        begins.append(len(made))
        letters, targets = node[1::2], node[2::2]
        made.append(len(letters) + (ENDS if node[0] != -1 else 0))
        if node[0] != -1:
            made += int(node[0]).to_bytes(2, "little")
        made += bytes(alphabet[str(letter)] for letter in letters)
        for target in targets:
            made += begins[int(target)].to_bytes(3, "little")
    return bytes(made), begins


def build(language: str) -> bytes:
    """Return the content of a language's file."""
    forms = pairs(source(language))
    rules: dict[Rule, int] = {}
    automaton = Automaton()
    for form in sorted(forms):
        automaton.add(form, rules.setdefault(rule(form, forms[form]), len(rules)))
    root = automaton.finish()
    alphabet = sorted({sign for form in forms for sign in form})
    nodes, begins = packed(automaton.nodes, {sign: place for place, sign in enumerate(alphabet)})
    listed = "\n".join(f"{cut} {ending}" for cut, ending in rules).encode()
    head = {
        "made_by": "packaging/make_lemmas.py",
        "source": f"simplemma {importlib.metadata.version('simplemma')}, https://github.com/adbar/simplemma",
        "licence": "MIT; word data from Wiktionary and other open collections, as named in simplemma's README",
        "digest": digest(language),
        "entries": len(forms),
        "alphabet": "".join(alphabet),
        "rules_bytes": len(listed),
        "root": begins[root],
    }
    written = json.dumps(head, ensure_ascii=False).encode()
    return MAGIC + len(written).to_bytes(4, "little") + written + listed + nodes


def main(words: list[str]) -> int:
    """Write or compare the tables of the languages named, or of all."""
    status = 0
    codes = [word for word in words if not word.startswith("-")]
    for code in codes or sorted(path.stem for path in LANGUAGES.glob("*.toml")):
        target = LANGUAGES / f"{code}.lemmas.bin"
        made = build(code)
        if "--check" not in words:
            target.write_bytes(made)
            print(f"{target.name}: {len(made) / 1e6:.2f} MB")
        elif not target.exists() or target.read_bytes() != made:
            print(f"{target.name} is not what packaging/make_lemmas.py gives: run it")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
