# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The small closed sets of the product, and ids. Frozen values; standard library only."""

from __future__ import annotations

import os
from enum import StrEnum

Facts = tuple[tuple[str, str], ...]
"""Names and values a sentence may need; never a post's text in a log."""


def new_id() -> str:
    """Return a short random id of 10 characters without spaces, unique within a profile."""
    return os.urandom(5).hex()


class Level(StrEnum):
    """How strongly a finding speaks; only the first two move the mood."""

    STARTLED = "startled"
    EYEBROW = "eyebrow"
    NUDGE = "nudge"
    PRAISE = "praise"


class Mood(StrEnum):
    """Mummo's face: the strongest open remark."""

    CALM = "calm"
    EYEBROW = "eyebrow"
    STARTLED = "startled"


class Tone(StrEnum):
    """Tone of a text; feeds insights only."""

    POSITIVE = "pos"
    NEUTRAL = "neu"
    NEGATIVE = "neg"


class Hat(StrEnum):
    """Who speaks: the person or the person at work."""

    ME = "me"
    WORK = "work"


class Way(StrEnum):
    """How a post leaves for an account."""

    DIRECT = "direct"
    BY_HAND = "by_hand"
    PRACTICE = "practice"


class State(StrEnum):
    """Where a delivery stands (contract: delivery states)."""

    SCHEDULED = "scheduled"
    CLAIMED = "claimed"
    SENDING = "sending"
    PUBLISHED = "published"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    NEEDS_PERSON = "needs_person"
    HANDED_OVER = "handed_over"


class Kind(StrEnum):
    """Kind of a post: guessed from the text, changeable, used in insights only."""

    OWN = "own"
    REPLY = "reply"
    QUESTION = "question"
    THANKS = "thanks"
    NEWS = "news"
