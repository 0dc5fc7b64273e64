# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Makes resources/languages/<code>.forms.json: the inflected forms of every word written `word~` in the data files.

The forms come from simplemma's tables (MIT; compiled there from Wiktionary and other collections, see its README), read
at build time only: the program itself carries no lemmatiser. Run it after changing a data file:

    python packaging/make_forms.py            writes the tables
    python packaging/make_forms.py --check    says whether they are what the build gives (exit 1 if not)
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
LANGUAGES = RESOURCES / "languages"
_LEMMA = re.compile(r"(?<![\w-])([^\W_][\w-]*)~")


def strings(value: object) -> Iterator[str]:
    """Yield every string in a TOML value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def wanted(language: str) -> set[str]:
    """Return the lemmas that the data files ask for."""
    tables: list[object] = [tomllib.loads((LANGUAGES / f"{language}.toml").read_text(encoding="utf-8"))]
    for path in sorted((RESOURCES / "checks").glob("*.toml")):
        tables.append(tomllib.loads(path.read_text(encoding="utf-8")).get("words", {}).get(language, {}))
    return {lemma.lower() for text in strings(tables) for lemma in _LEMMA.findall(text)}


def forms(language: str) -> dict[str, str]:
    """Return the forms of each wanted lemma, the lemma itself left out, as one line of sorted words."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    lemmas = wanted(language)
    found: dict[str, set[str]] = defaultdict(set)
    for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
        if lemma in lemmas and form.lower() != lemma:
            found[lemma].add(form.lower())
    return {lemma: " ".join(sorted(found[lemma])) for lemma in sorted(found)}


def table(language: str) -> str:
    """Return the text of a language's file."""
    made = {
        "made_by": "packaging/make_forms.py",
        "source": f"simplemma {importlib.metadata.version('simplemma')}, https://github.com/adbar/simplemma",
        "licence": "MIT; word data from Wiktionary and other open collections, as named in simplemma's README",
        "forms": forms(language),
    }
    return json.dumps(made, ensure_ascii=False, indent=0) + "\n"


def main(words: list[str]) -> int:
    """Write or check the tables of all languages."""
    status = 0
    for path in sorted(LANGUAGES.glob("*.toml")):
        target = path.with_suffix(".forms.json")
        text = table(path.stem)
        if "--check" not in words:
            target.write_text(text, encoding="utf-8")
        elif not target.exists() or target.read_text(encoding="utf-8") != text:
            print(f"{target.name} is not what packaging/make_forms.py gives: run it")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
