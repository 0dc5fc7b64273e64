# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Which hat speaks and in what tone: both are counted from marked words, and neither is ever a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import Protocol

from app.model import Evidence, Hat, Hats, Tone

FEWEST = 3
"""Under so many pieces of evidence nothing is said of the hats (design/ux.md 6)."""
_HATS = {"me": (Hat.ME, 2), "mine": (Hat.ME, 1), "our": (Hat.WORK, 2), "work": (Hat.WORK, 1)}
"""The tables of a language, the hat they speak for, and how clearly: forms of I and we more clearly than topics."""
_HALF = 3  # so much weight puts a hat half on; each further word adds less, so that both can be high
_NAMED = 2  # so much weighs the employer's name
_REACH = 3  # a negation turns the tone of so many words after it
Key = Callable[[str], str]
Marks = Sequence[tuple[int, tuple[str, ...]]]


class Tokens(Protocol):
    """As much of an analysis as is needed here."""

    @property
    def text(self) -> str:
        """The text as written."""

    @property
    def starts(self) -> list[int]:
        """Where each token begins."""

    def end(self, token: int) -> int:
        """Return where a token ends."""

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return offsets of the text as written."""


def evidence(analysis: Tokens, marks: Marks) -> Iterable[tuple[Evidence, int]]:
    """Return the words that speak for one hat, with their weight; a word that speaks for both says nothing."""
    for token, names in marks:
        spoken = [_HATS[name] for name in names if name in _HATS]
        if spoken and len({hat for hat, _ in spoken}) == 1:
            start, end = analysis.origin(analysis.starts[token], analysis.end(token))
            yield Evidence(start, end, spoken[0][0], analysis.text[start:end].lower()), max(by for _, by in spoken)


def hats(found: Sequence[tuple[Evidence, int]]) -> Hats:
    """Weigh the evidence: each hat from 0.0 to 1.0 by itself, both None under three pieces."""
    pieces = tuple(one for one, _ in found)
    if len(found) < FEWEST:
        return Hats(None, None, pieces)
    weight = {hat: sum(by for one, by in found if one.hat is hat) for hat in Hat}
    me, work = (round(by / (by + _HALF), 3) for by in (weight[Hat.ME], weight[Hat.WORK]))
    return Hats(me, work, pieces)


def adjusted(
    found: Sequence[tuple[Evidence, int]], named: Iterable[Evidence], not_hats: Set[tuple[Hat, str]], key: Key
) -> list[tuple[Evidence, int]]:
    """Return the evidence with the names of the writer's work, without the words the writer took from a hat."""
    names = [(one, _NAMED) for one in named]
    taken = {place for one, _ in names for place in range(one.start, one.end)}
    kept = [(one, by) for one, by in found if taken.isdisjoint(range(one.start, one.end))]
    both = sorted([*kept, *names], key=lambda one: one[0].start)
    return [(one, by) for one, by in both if (one.hat, key(one.word)) not in not_hats] if not_hats else both


def tone(analysis: Tokens, marks: Marks) -> float:
    """Return the sum of tone words: pos counts 1, neg -1, twice after `very`, the other way round after `no`."""
    total = 0.0
    turned = strengthened = -_REACH - 1
    for token, names in marks:
        if "no" in names:
            turned = token
        elif "very" in names:
            strengthened = token
        else:
            value: float = ("pos" in names) - ("neg" in names) + 2 * (("pos2" in names) - ("neg2" in names))
            value *= 1.5 if token - strengthened == 1 else 1.0
            total += -0.8 * value if 0 < token - turned <= _REACH else value
    return total


def tone_of(total: float) -> Tone:
    """Return the tone that a sum of tone words stands for."""
    if total > 0:
        return Tone.POSITIVE
    return Tone.NEGATIVE if total < 0 else Tone.NEUTRAL
