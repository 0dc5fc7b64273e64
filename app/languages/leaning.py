# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Which hat speaks and in what tone: both are counted from marked words, and neither is ever a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from app.model import Evidence, Hat, Hats, Tone

FEWEST = 3
"""Under so many pieces of evidence nothing is said of the hats (design/ux.md 6)."""
_FADE = 0.7  # each further word of a hat adds less: both hats can be high
_REACH = 3  # a negation turns the tone of so many words after it
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


def evidence(analysis: Tokens, marks: Marks) -> Iterable[Evidence]:
    """Return the words that speak for one hat; a word that speaks for both says nothing."""
    for token, names in marks:
        if len(names) == 1 and names[0] in (Hat.ME, Hat.WORK):
            start, end = analysis.origin(analysis.starts[token], analysis.end(token))
            yield Evidence(start, end, Hat(names[0]), analysis.text[start:end].lower())


def hats(found: Sequence[Evidence]) -> Hats:
    """Weigh the evidence: each hat from 0.0 to 1.0 by itself, both None under three pieces."""
    if len(found) < FEWEST:
        return Hats(None, None, tuple(found))
    me = sum(one.hat is Hat.ME for one in found)
    work = len(found) - me
    return Hats(round(1 - _FADE**me, 3), round(1 - _FADE**work, 3), tuple(found))


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
