# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a text is made of: characters as people see them, links, mentions, hashtags, sentences; pure.

Offsets are code points of the text as given, end exclusive, unless a name says otherwise. Nothing here raises for any
string, lone surrogates and NULs included. One file per network's rules; `find` chooses among them.
"""

from __future__ import annotations

from functools import lru_cache

from app.model import Facet
from app.text import bluesky, linkedin, mastodon, meta, x
from app.text.characters import (
    code_point_offset,
    count_graphemes,
    graphemes,
    utf8_length,
    utf16_length,
    utf16_offset,
    utf16_offsets,
)
from app.text.found import Found
from app.text.linkedin import escape_little_text
from app.text.moved import link_last, same_words
from app.text.sentences import cuts

__all__ = [
    "Found",
    "bluesky_facets",
    "code_point_offset",
    "count_graphemes",
    "cuts",
    "escape_little_text",
    "find",
    "graphemes",
    "link_last",
    "same_words",
    "utf8_length",
    "utf16_length",
    "utf16_offset",
    "utf16_offsets",
]

_FINDERS = {
    "bluesky": bluesky.find,
    "linkedin": linkedin.find,
    "mastodon": mastodon.find,
    "meta": meta.find,
    "x": x.find,
}


@lru_cache(maxsize=16)
def find(text: str, rules: str) -> Found:
    """Return what a network finds in `text`; `rules` as in the network's data file (KeyError when there are none)."""
    return _FINDERS[rules](text)


def bluesky_facets(text: str) -> tuple[Facet, ...]:
    """Return the facets Bluesky's own app would send, by place; a mention's value is its handle without @."""
    return bluesky.facets(text)
