# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Company packs: a folder with one TOML file of words to ask about. They warn and explain, and are shown to the writer.

A pack holds words, never patterns: whatever stands in it is matched letter by letter and in its inflected forms, in
time that grows with the text alone (app/languages/naming.py). What breaks a limit is refused whole, in one sentence.

    name = "Bridges"
    [[row]]
    level = "eyebrow"                      # or "nudge"; more a pack can't say
    words.fi = ["Sammallahden silta"]      # fi, sv, en or any
    why.fi = "Kohde julkistetaan keväällä."
    suggestion.fi = "”eräs silta”"
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.errors import Fixable
from app.model import Level, ListRow, WordList

LARGEST = 256 * 1024
MOST_ROWS, MOST_WORDS = 500, 5_000
LONGEST_WORDS, LONGEST_SENTENCE, LONGEST_NAME = 80, 90, 60
_SPOKEN = ("fi", "sv", "en", "any")
_LEVELS = {"nudge": Level.NUDGE, "eyebrow": Level.EYEBROW}
_DEEPEST = 8
"""Dots in a key: a pack needs one, and parsing thousands takes longer than the square of their number allows."""


def load(folder: Path) -> WordList:
    """Read a pack. Raises Fixable that says what to mend: pack.missing, pack.too_big, pack.unreadable, pack.wrong."""
    files = sorted(folder.glob("*.toml"))[:2] if folder.is_dir() else []
    if len(files) != 1:
        raise Fixable("pack.missing", path=folder)
    path = files[0]
    try:
        with path.open("rb") as file:
            written = file.read(LARGEST + 1)
    except OSError as error:
        raise Fixable("pack.unreadable", path=path) from error
    if len(written) > LARGEST:
        raise Fixable("pack.too_big", path=path, limit=LARGEST // 1024)
    return read(written, str(path))


def read(written: bytes, source: str) -> WordList:
    """Read a pack from its bytes. Raises Fixable as `load` does."""
    try:
        text = written.decode("utf-8")
        if any(_dots(line) > _DEEPEST for line in text.splitlines()):
            raise Fixable("pack.unreadable", path=source)
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise Fixable("pack.unreadable", path=source) from error
    name = _sentence(raw.get("name"), "name", LONGEST_NAME)
    rows = _wanted(raw.get("row"), list, "row")
    if not 0 < len(rows) <= MOST_ROWS:
        raise Fixable("pack.wrong", key="row", expected=f"1 … {MOST_ROWS}")
    made = tuple(_row(_wanted(row, dict, "row"), number) for number, row in enumerate(rows, 1))
    if sum(len(row.words) for row in made) > MOST_WORDS:
        raise Fixable("pack.wrong", key="words", expected=f"1 … {MOST_WORDS}")
    return WordList(name, made, source)


def _dots(line: str) -> int:
    """The dots of a line's key or heading."""
    key, equals, _ = line.partition("=")
    return key.count(".") if equals or key.lstrip().startswith("[") else 0


def _row(raw: Mapping[str, Any], number: int) -> ListRow:
    place = f"row {number}"
    level = raw.get("level", "nudge")
    if not isinstance(level, str) or level not in _LEVELS:
        raise Fixable("pack.wrong", key=f"{place}: level", expected=", ".join(_LEVELS))
    unknown = set(raw) - {"level", "words", "why", "suggestion"}
    if unknown:
        raise Fixable("pack.wrong", key=f"{place}: {min(unknown)[:40]}", expected="level, words, why, suggestion")
    words = tuple(_words(raw.get("words"), f"{place}: words"))
    why = tuple(_said(raw.get("why", {}), f"{place}: why"))
    return ListRow(words, _LEVELS[level], why, tuple(_said(raw.get("suggestion", {}), f"{place}: suggestion")))


def _words(raw: object, key: str) -> Iterable[tuple[str, str]]:
    for spoken, listed in _by_language(raw, key):
        for words in _wanted(listed, list, key):
            yield spoken, _sentence(words, key, LONGEST_WORDS)


def _said(raw: object, key: str) -> Iterable[tuple[str, str]]:
    for spoken, sentence in _by_language(raw, key):
        yield spoken, _sentence(sentence, key, LONGEST_SENTENCE)


def _by_language(raw: object, key: str) -> Iterable[tuple[str, Any]]:
    table = _wanted(raw, dict, key)
    if set(table) - set(_SPOKEN):
        raise Fixable("pack.wrong", key=key, expected=", ".join(_SPOKEN))
    return table.items()  # type: ignore[no-any-return] # TOML has no types


def _wanted(raw: object, kind: type, key: str) -> Any:  # noqa: ANN401 TOML has no types
    if not isinstance(raw, kind):
        raise Fixable("pack.wrong", key=key, expected="[…]" if kind is list else "key = …")
    return raw


def _sentence(raw: object, key: str, longest: int) -> str:
    """One line of visible characters with a letter or a digit in it."""
    clean = raw.strip() if isinstance(raw, str) else ""
    hidden = any(unicodedata.category(sign)[0] == "C" or sign in "\u2028\u2029" for sign in clean)
    if not 0 < len(clean) <= longest or hidden or not any(sign.isalnum() for sign in clean):
        raise Fixable("pack.wrong", key=key, expected=f"1 … {longest} Aa")
    return clean
