# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The tags of a whole text, by owner: what the pipeline's tables note for the components behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from app.languages.analysis import Analysis
from app.languages.lexicon import Lexicon, Row, Tags

Marks = Sequence[tuple[int, Tags]]
"""Tokens with their tags, the owner cut off."""


def marks(analysis: Analysis, lexicon: Lexicon) -> Mapping[str, Marks]:
    """Return the tags of a text by owner. A phrase is a tag `name<tab>end` on its first token."""
    tagged = analysis.tags(lexicon)
    row = Row(dict(tagged), analysis.ends_sentence, len(analysis.keys))
    found: dict[str, list[tuple[int, Tags]]] = {}
    for token, tags in tagged:
        split = _split(tags)
        if lexicon.starts_phrase(tags):
            split = _split((*tags, *(f"{tag}\t{end}" for tag, end in lexicon.phrases_at(token, row))))
        for owner, names in split:
            found.setdefault(owner, []).append((token, names))
    return found


@lru_cache(maxsize=20_000)
def _split(tags: Tags) -> tuple[tuple[str, Tags], ...]:
    """Tags by owner, without the owner."""
    names: dict[str, list[str]] = defaultdict(list)
    for tag in tags:
        owner, _, name = tag.partition("#")
        names[owner].append(name)
    return tuple((owner, tuple(listed)) for owner, listed in names.items())
