# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What is known of each language: its file, inflected forms, lemmas, word tables and names. Read once, kept."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from app.languages import lemmas, voikko
from app.languages.clitics import bare
from app.languages.lexicon import Lexicon
from app.languages.naming import Names
from app.paths import resource


@cache
def codes() -> tuple[str, ...]:
    """Return the languages of this build: one file each in resources/languages."""
    return tuple(sorted(path.stem for path in resource("languages").glob("*.toml")))


@cache
def facts(language: str) -> Mapping[str, Any]:
    """Return what resources/languages/<language>.toml says."""
    return tomllib.loads(resource("languages", f"{language}.toml").read_text(encoding="utf-8"))


def forms(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the inflected forms by lemma, made by packaging/make_forms.py: to fill a lexicon with, not to keep."""
    path = resource("languages", f"{language}.forms.json")
    table = json.loads(path.read_bytes())["forms"] if path.exists() else {}
    own = facts(language).get("forms", {})
    return {lemma: (*table.get(lemma, "").split(), *own.get(lemma, ())) for lemma in {*table, *own}}


@cache
def _own_lemmas(language: str) -> Mapping[str, str]:
    """Forms that the language's own file gives to another lemma than the table does (savesta : savi)."""
    return {form: lemma for lemma, listed in facts(language).get("forms", {}).items() for form in listed}


@lru_cache(maxsize=20_000)
def lemma(word: str, language: str) -> str:
    """Return the lemma of one word in lower case; a word that nobody knows is its own lemma.

    A form of several lemmas has the one that simplemma's data give it; a compound keeps its beginning as it is.
    """
    small = word.lower()
    whole = bare(small) if facts(language).get("clitics", False) else (small,)
    own = _own_lemmas(language)
    known = next((own[form] for form in whole if form in own), None)
    known = known or lemmas.lemma_of(small, whole, lemmas.table(language))
    return known or (voikko.base(small) if language == "fi" else None) or small


def is_known(word: str, language: str) -> bool:
    """Whether a lower-case word is a form in the language's table of lemmas."""
    return lemmas.table(language).of(word) is not None


def lexicon(language: str) -> Lexicon:
    """Return a word table with the language's own tags (hat#me, tone#pos …) and known first names (name#first)."""
    table = Lexicon(forms(language), clitics=facts(language).get("clitics", False))
    for code in codes():
        table.add("name#first", facts(code)["first_names"])
    for owner in ("hat", "tone"):
        listed = facts(language).get(owner, {})
        for tag, entries in listed.items():
            if tag == "not":
                table.veto(owner, entries)
            else:
                table.add(f"{owner}#{tag}", entries)
    return table


@cache
def names(language: str, listed: tuple[str, ...]) -> Names:
    """Return some names ready to be found in their inflected forms."""
    return Names(language, ((words, 0) for words in listed))
