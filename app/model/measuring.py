# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A text as one network counts it. Frozen values; standard library only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A link, mention (with @) or hashtag (with #) as written. Offsets in code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A Bluesky facet; `kind` is link, mention or tag, offsets are UTF-8 bytes, a mention's value is its handle."""

    kind: str
    value: str
    byte_start: int
    byte_end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One post of a thread as it is sent, and its length in the network's unit.

    `text` is a literal piece of the whole text, with `number` (" 1/3", "" without numbering) behind it.
    """

    text: str
    used: int
    number: str = ""

    @property
    def words(self) -> str:
        """The piece of the whole text alone, without the number."""
        return self.text.removesuffix(self.number)


@dataclass(frozen=True, slots=True)
class Measure:
    """A text as one network counts it. `used` and `limit` in `unit`; `bytes` and `facets` on Bluesky only."""

    network: str
    used: int
    limit: int
    unit: str
    fits: bool
    urls: tuple[Mark, ...] = ()
    mentions: tuple[Mark, ...] = ()
    hashtags: tuple[Mark, ...] = ()
    parts: tuple[Part, ...] = ()
    bytes: int | None = None
    facets: tuple[Facet, ...] | None = None
