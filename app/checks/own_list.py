# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Words of the writer's own "not yet" list and of company packs, in their inflected forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.checks import Data
from app.languages import Analysis, Names
from app.model import Around, Finding, ListRow, WordList


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find what stands on a list; a list for another language of the same word does not count."""
    around = analysis.notes["around"]
    if not isinstance(around, Around):
        return
    for listed in around.lists:
        names, rows = _ready(listed, analysis.language)
        for start, end, label in names.find(analysis.plain):
            row, words = rows[label]
            facts = _facts(listed, row) if listed.is_company else ()
            yield data.finding(analysis, start, end, level=row.level, rule=words, facts=facts)


@lru_cache(maxsize=64)
def _ready(listed: WordList, language: str) -> tuple[Names, Sequence[tuple[ListRow, str]]]:
    """A list made ready for one language, and what its labels stand for."""
    rows = [(row, words) for row in listed.rows for spoken, words in row.words if spoken in (language, "any")]
    return Names(language, ((words, label) for label, (_, words) in enumerate(rows))), rows


def _facts(listed: WordList, row: ListRow) -> tuple[tuple[str, str], ...]:
    """The pack's own sentences, its name and its file: the reason of a company's word is always shown."""
    said = [(f"why.{spoken}", words) for spoken, words in row.why]
    said += [(f"suggestion.{spoken}", words) for spoken, words in row.suggestion]
    return (("say", "company"), ("list", listed.name), ("file", listed.source), *said)
