# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The phrases of a word table, found from their first word on; how they are written stands in lexicon.py. Pure.

Common words begin dozens of phrases. So each phrase is filed under a tag that another of its words must carry, and only
those are tried for which that word is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

ANY, GAP = "_", ".."
_WIDEST_GAP = 4
_NOTHING_ELSE = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a phrase: the tag it must carry, ANY or GAP."""

    tag: str
    optional: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether a word with the tag must be there."""
        return not self.optional and self.tag not in (ANY, GAP)


Steps = tuple[Step, ...]
_Numbered = tuple[int, Steps, str]
"""A phrase, its place among those of its first word, and the tag it gives."""


class Phrases:
    """The phrases that may begin with one word."""

    __slots__ = ("later", "next")

    def __init__(self, listed: Iterable[tuple[Steps, str]]) -> None:
        """File (steps, tag it gives) by what else is needed."""
        self.next: Mapping[str, list[_Numbered]] = defaultdict(list)
        """By the tag that the very next word must carry."""
        self.later: Mapping[str, list[_Numbered]] = defaultdict(list)
        """By a tag that some word of the text must carry."""
        for number, (steps, meaning) in enumerate(listed):
            if len(steps) > 1 and steps[1].is_needed:
                self.next[steps[1].tag].append((number, steps, meaning))
            else:
                needed = next((step.tag for step in reversed(steps[1:]) if step.is_needed), _NOTHING_ELSE)
                self.later[needed].append((number, steps, meaning))


class Entry(Protocol):
    """As much of what is known of a word as is needed here."""

    @property
    def carries(self) -> frozenset[str]:
        """Its tags."""

    @property
    def phrases(self) -> Phrases | None:
        """The phrases that may begin with it."""


@dataclass(frozen=True)
class Row:
    """The tokens of a text as a phrase sees them: what they carry, which end a sentence, how many they are."""

    entries: Mapping[int, Entry]
    ends_sentence: Callable[[int], bool]
    length: int

    @cached_property
    def present(self) -> set[str]:
        """Every tag that is carried somewhere."""
        return {_NOTHING_ELSE}.union(*(entry.carries for entry in self.entries.values()))

    def carries(self, token: int, tag: str) -> bool:
        """Whether a token carries a tag."""
        entry = self.entries.get(token)
        return entry is not None and tag in entry.carries


def phrases_at(token: int, row: Row) -> Iterable[tuple[str, int]]:
    """Return (tag, token after the last) of each phrase that begins at `token`, in the order of the table."""
    begun = row.entries[token].phrases
    if begun is None:
        return ()
    after = row.entries.get(token + 1)
    tried = [one for tag in after.carries if tag in begun.next for one in begun.next[tag]] if after else []
    if begun.later:
        tried += [one for tag in begun.later.keys() & row.present for one in begun.later[tag]]
    ends = ((meaning, _fit(steps, 1, token + 1, row)) for _, steps, meaning in sorted(tried))
    return [(meaning, end) for meaning, end in ends if end] if tried else ()


def _fit(steps: Sequence[Step], at: int, token: int, row: Row) -> int:
    """Return the token after the last one if the steps from `at` on fit from `token` on, else 0."""
    if at == len(steps):
        return token
    step = steps[at]
    if step.tag == GAP:
        return _fit_gap(steps, at + 1, token, row)
    if token < row.length:
        fits = not row.ends_sentence(token) if step.tag == ANY else row.carries(token, step.tag)
        end = _fit(steps, at + 1, token + 1, row) if fits else 0
        if end:
            return end
    return _fit(steps, at + 1, token, row) if step.optional else 0


def _fit_gap(steps: Sequence[Step], at: int, token: int, row: Row) -> int:
    wanted = steps[at] if at < len(steps) else None
    for start in range(token, min(token + _WIDEST_GAP, row.length - 1) + 1):
        if wanted is None or wanted.optional or wanted.tag in (ANY, GAP) or row.carries(start, wanted.tag):
            end = _fit(steps, at, start, row)
            if end:
                return end
        if row.ends_sentence(start):
            return 0
    return 0
