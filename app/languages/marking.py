# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The tags of a whole text, by owner: what the pipeline's tables note for the components behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.languages.analysis import Analysis
from app.languages.lexicon import Entry, Lexicon, Tags, by_owner
from app.languages.phrases import Row, phrases_at

Marks = Sequence[tuple[int, Tags]]
"""Tokens with their tags, the owner cut off."""


def marks(analysis: Analysis, lexicon: Lexicon) -> Mapping[str, Marks]:
    """Return the tags of a text by owner. A phrase is a tag `name<tab>end` on its first token."""
    entries = _entries(analysis, lexicon)
    row = Row(entries, analysis.ends_sentence, len(analysis.keys))
    found: dict[str, list[tuple[int, Tags]]] = {}
    for token, entry in entries.items():
        owned = entry.owned
        if entry.phrases:
            begun = [f"{tag}\t{end}" for tag, end in phrases_at(token, row)]
            owned = by_owner((*entry.tags, *begun)) if begun else owned
        for owner, names in owned:
            if owner in found:
                found[owner].append((token, names))
            else:
                found[owner] = [(token, names)]
    return found


def _entries(analysis: Analysis, lexicon: Lexicon) -> Mapping[int, Entry]:
    """The tokens that carry tags, with what is known of them, in order."""
    known = lexicon.by_key
    found = {}
    for token, key in enumerate(analysis.keys):
        entry = known.get(key)
        if entry is None:
            entry = known[key] = lexicon.entry(analysis.form(token))
        if entry.tags:
            found[token] = entry
    return found
