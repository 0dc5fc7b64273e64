# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What Mummo says of a text. Frozen values; standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.model.kinds import Facts, Hat, Level, Mood, Tone


@dataclass(frozen=True, slots=True)
class Finding:
    """One place Mummo noticed. Offsets are code points of the text as written, end exclusive.

    `words` is text[start:end]; `rule` names the row that matched, for "show why".
    `replacement` is what "try this" would put there: "" takes the words out, None means there is advice only.
    """

    check: str
    category: str
    level: Level
    start: int
    end: int
    words: str
    rule: str = ""
    facts: Facts = ()
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with Mummo's sentences, in the language of the window."""

    finding: Finding
    why: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A word that speaks for one hat. Offsets in code points."""

    start: int
    end: int
    hat: Hat
    word: str


@dataclass(frozen=True, slots=True)
class Hats:
    """Both hats from 0.0 to 1.0, or both None under three pieces of evidence."""

    me: float | None = None
    work: float | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What Mummo says of one text. `remarks` in the order of the text; waived ones are left out."""

    lang: str
    mood: Mood
    tone: Tone
    hats: Hats
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiver:
    """Something the writer said is fine: these words in one draft, or (draft is None) a category everywhere."""

    id: str
    category: str
    words: str
    draft: str | None
    at: datetime
    rule: str = ""
    """The row that matched. With draft None this rule alone rests, because it was waved off again and again."""
