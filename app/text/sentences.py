# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Where a text may be cut: between paragraphs, sentences, clauses, words; and quotations, which stay whole."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from app.paths import resource
from app.text.found import Span
from app.text.late import Late


class Rank(IntEnum):
    """How good a place for a cut is, best first."""

    PARAGRAPH = 0
    SENTENCE = 1
    CLAUSE = 2
    WORD = 3


class Cuts(NamedTuple):
    """The places to cut, in the order of the text: a piece ends at `ends[n]`, the next begins at `starts[n]`.

    Only white space lies between; `ranks[n]` says how good the place is.
    """

    ends: list[int]
    starts: list[int]
    ranks: list[Rank]


# Spaces that bind (before a unit, inside a number) are no places to cut.
_GAP = Late(r"[^\S\xa0\u202f\u2007]+|(?<=[。！？、，；])(?![\s。！？、，；」』）])")
_CLOSING = "\"'”’»«)]}›“"
_ENDS = ".!?…。！？"
_CLAUSE_ENDS = ",;:–—、，；"
_WORD_BEFORE = Late(r"\S+\Z")
_DATE = Late(r"\d+(?:\.\d+)+\.")
_LONGEST_WORD = 40

_INSIDE = r"(?:\n(?!\s*\n)|[^{marks}\n])*"
_QUOTES = Late(
    "|".join(
        opening + _INSIDE.replace("{marks}", marks) + closing
        for opening, marks, closing in (
            ("“", "“”", "”"),
            ("„", "„“”", "[“”]"),
            ("«", "«»", "»"),
            ("‘", "‘’“”", r"’(?!\w)"),
            (r"(?<!\w)”(?=\S)", "”", r"(?<=\S)”(?!\w)"),
            (r"(?<!\w)»(?=\S)", "»«", r"(?<=\S)[»«](?!\w)"),
            (r"(?<!\w)\"(?=\S)", '"', r"(?<=\S)\"(?!\w)"),
        )
    )
)


@cache
def abbreviations() -> frozenset[str]:
    """Return what ends in a full stop without ending a sentence, in lower case."""
    import tomllib  # late: only texts that need it wait

    rows = tomllib.loads(resource("text", "abbreviations.toml").read_text(encoding="utf-8"))
    return frozenset(word for words in rows.values() for word in words)


@lru_cache(maxsize=4)
def cuts(text: str) -> Cuts:
    """Return every place between words, with how good it is."""
    spans = [gap.span() for gap in _GAP.re.finditer(text)]
    return Cuts([end for end, _ in spans], [start for _, start in spans], list(_ranks(text + "\n", spans)))


def _ranks(text: str, spans: list[Span]) -> Iterator[Rank]:
    """Yield how good each gap is; most are one space between two words. `text` has a character more than it needs."""
    word, clause = Rank.WORD, Rank.CLAUSE
    for end, start in spans:
        last = text[end - 1]
        if text[end] == " " and start - end == 1 and (last == "," or (last.isalnum() and text[start].isalnum())):
            yield clause if last == "," else word
        else:
            yield _rank(text, end, start)


@lru_cache(maxsize=4)
def quotations(text: str) -> list[Span]:
    """Return where quotations stand, marks included; one never goes on past the end of its paragraph."""
    return [match.span() for match in _QUOTES.at(text, '“„«‘”»"')]


def _rank(text: str, end: int, start: int) -> Rank:
    breaks = text.count("\n", end, start) or text.count("\r", end, start)
    if breaks:
        return Rank.PARAGRAPH if breaks > 1 else Rank.SENTENCE
    last = text[end - 1 : end]
    if last not in _ENDS and last not in _CLOSING:
        return Rank.CLAUSE if last in _CLAUSE_ENDS or text[start : start + 1] in "–—(" else Rank.WORD
    return Rank.SENTENCE if _ends_sentence(text, end, start) else _weaker(text, end)


def _weaker(text: str, end: int) -> Rank:
    return Rank.CLAUSE if text[end - 1 : end] in "!?…" or text[end - 2 : end - 1] in _CLAUSE_ENDS else Rank.WORD


def _ends_sentence(text: str, end: int, start: int) -> bool:
    place = end
    while place > 0 and text[place - 1] in _CLOSING:
        place -= 1
    if place == 0 or text[place - 1] not in _ENDS:
        return False
    following = text[start : start + 4].lstrip("\"'”“„‘’»«([{-–— ")
    if following[:1].islower():
        return False
    return text[place - 1] != "." or not _is_abbreviation(text, place, following)


def _is_abbreviation(text: str, end: int, following: str) -> bool:
    """Whether the full stop before `end` belongs to its word: an abbreviation, an initial, an ordinal, a date."""
    match = _WORD_BEFORE.re.search(text, max(0, end - _LONGEST_WORD), end)
    word = match[0].lstrip("\"'”“„‘’»«([{") if match else ""
    if word.lower() in abbreviations() or _DATE.re.fullmatch(word):
        return True
    if len(word) == 2 and word[0].isalpha():
        return True
    if word[:-1].isdecimal() and len(word) <= 3:
        return following[:1].isdecimal() or _begins_item(text, end - len(word))
    return False


def _begins_item(text: str, place: int) -> bool:
    """Whether a number at `place` begins a line, or a sentence: then it numbers what follows."""
    before = text[max(text.rfind("\n", 0, place) + 1, place - _LONGEST_WORD) : place].strip()
    return not before or before[-1] in ".!?:;"
