# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One check's data file, and the word tables of all of them in one lexicon per language."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from app import languages
from app.languages import Analysis, Lexicon, Marks
from app.model import Finding, Level
from app.paths import resource

EXCEPT = "except"
"""The table of phrases that are fine as they are."""


@dataclass(frozen=True)
class Data:
    """One check's data file."""

    id: str
    categories: tuple[str, ...]
    level: Level
    scope: str
    """`piece`: read paragraph by paragraph. `text`: sees the whole text. `hats`: also knows the account's hat.
    `around`: also what else is known around the text (`notes["around"]`, with `found` so far and the `tone`)."""
    wakes: str
    """What must be there for it to look at a text: the owner of marked words (mostly itself), `digits` or `always`."""
    raw: Mapping[str, Any]

    @property
    def category(self) -> str:
        """The first of its categories."""
        return self.categories[0]

    def words(self, language: str) -> Mapping[str, Any]:
        """Return the tables of one language ("any": of all), {} if the check has none."""
        return self.raw.get("words", {}).get(language, {})  # type: ignore[no-any-return] # TOML has no types

    def marks(self, analysis: Analysis) -> Marks:
        """Return the tokens that carry a tag of this check, each with its tags cut to what stands after `id#`."""
        return marks_of(analysis).get(self.id, ())

    def tokens(self, analysis: Analysis, owner: str) -> frozenset[int]:
        """Return the tokens that carry a tag of another owner: a check, or `name` (known first names)."""
        return frozenset(token for token, _ in marks_of(analysis).get(owner, ()))

    def is_awake(self, analysis: Analysis) -> bool:
        """Whether the check has anything to look for in a text."""
        if self.wakes == "digits":
            return analysis.has_digits
        return self.wakes == "always" or self.wakes in marks_of(analysis)

    def finding(self, analysis: Analysis, start: int, end: int, **more: Any) -> Finding:  # noqa: ANN401 fields of Finding
        """Make a finding of this check from offsets of `analysis.plain`; `more` overrides its fields."""
        start, end = analysis.origin(start, end)
        made = Finding(self.id, self.category, self.level, start, end, analysis.text[start:end])
        return replace(made, **more)


Find = Callable[[Analysis, Data], Iterable[Finding]]
"""What a check does: look at a text with its data file in hand."""


@cache
def all_checks() -> Mapping[str, Data]:
    """Return the checks of this build by id, sorted. Raises ValueError that names a bad file and its key."""
    found = [load(path.stem, path.read_text(encoding="utf-8")) for path in resource("checks").glob("*.toml")]
    return {data.id: data for data in sorted(found, key=lambda data: data.id)}


def load(name: str, written: str) -> Data:
    """Return the check of a file's stem and content. Raises ValueError that names the file and what is wrong."""
    try:
        raw = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"resources/checks/{name}.toml: {error}") from error
    for key in ("categories", "level", "say", "examples"):
        if key not in raw:
            raise ValueError(f"resources/checks/{name}.toml: {key} is missing")
    wakes = raw.get("wakes", "words")
    return Data(
        name,
        tuple(raw["categories"]),
        Level(raw["level"]),
        raw.get("scope", "piece"),
        name if wakes == "words" else wakes,
        raw,
    )


@cache
def _lexicon(language: str) -> Lexicon:
    """All word tables of one language in one lexicon: a single look-up tells every check's tags of a word."""
    lexicon = languages.lexicon(language)
    for data in all_checks().values():
        for table in (data.words("any"), data.words(language)):
            _add(lexicon, data, table)
    return lexicon


def _add(lexicon: Lexicon, data: Data, table: Mapping[str, Any]) -> None:
    for name, entries in table.get("sets", {}).items():
        if any(" " in entry for entry in entries):
            raise ValueError(f"resources/checks/{data.id}.toml: the set {name} holds single words only")
        lexicon.add(f"{data.id}#<{name}>", entries)
    for name, entries in table.get("phrases", {}).items():
        lexicon.add(f"{data.id}#<{name}>", entries)
    for level in (*Level, EXCEPT):
        for entry in table.get(level, ()):
            lexicon.add(f"{data.id}#{level}#{entry}", [entry])
    for word, entries in table.get("replace", {}).items():
        lexicon.add(f"{data.id}#>{word}", entries)
    lexicon.add_starred(f"{data.id}#{data.level}#*", table.get("starred", ()))
    lexicon.add(f"{data.id}#lowercase", table.get("lowercase", ()))
    lexicon.veto(data.id, table.get("not", ()))


def marks_of(analysis: Analysis) -> Mapping[str, Marks]:
    """Return the tags of a text by owner: a check, `name`, `hat` or `tone`. Looked up once for all that ask."""
    known: Mapping[str, Marks] | None = analysis.notes.get("marks")
    if known is None:
        known = analysis.notes["marks"] = languages.marks(analysis, _lexicon(analysis.language))
    return known
