# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The checks: finds the files of resources/checks and app/checks and runs them over a text.

A check is one data file, resources/checks/<id>.toml, and where words are not enough one code file, app/checks/<id>.py,
with `find(analysis, data) -> Iterable[Finding]`. Nothing else is edited: what lies in the two folders is what runs.
Checks of paragraphs are components of a spaCy pipeline (app/languages/pipelines.py); what checks share stands in
app/checking. tests/contracts tries every file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, TypeVar

from app import languages
from app.checking.data import Data, Find, all_checks, marks_of
from app.checking.words import find_words
from app.languages import Analysis
from app.languages.settling import settle
from app.model import Around, Evidence, Finding, Hat, Hats, Level, Mood, Tone

__all__ = ["Data", "Find", "Reading", "all_checks", "find_words", "fit", "forget_read", "mood_of", "read", "run", "say"]

_PIECE = 2_000  # longest stretch read at once, in characters: keeps every cost linear
_SHORT = 1_000  # up to here a text is read whole: that is as quick as looking its paragraphs up
_CACHE = 4_000
_QUOTES = {"fi": "”{}”", "sv": "”{}”", "en": "“{}”"}
Placed = TypeVar("Placed", Finding, Evidence)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the checks say of one text: findings in the order of the text, hats and tone."""

    findings: tuple[Finding, ...]
    hats: Hats
    tone: Tone

    @property
    def mood(self) -> Mood:
        """The strongest finding; nudges and praise never move it."""
        return mood_of(self.findings)


def mood_of(findings: Iterable[Finding]) -> Mood:
    """Return the mood of the strongest of some findings."""
    levels = {finding.level for finding in findings}
    if Level.STARTLED in levels:
        return Mood.STARTLED
    return Mood.EYEBROW if Level.EYEBROW in levels else Mood.CALM


# ---------------------------------------------------------------- discovery


@cache
def _finders() -> Mapping[str, Find]:
    """Each check's `find`: its own code file's, else the one that reads word tables. Works frozen too."""
    code = {name.name for name in pkgutil.iter_modules(__path__)}
    return {id: _finder(data, id if id in code else "") for id, data in all_checks().items()}


def _finder(data: Data, code: str) -> Find:
    """The code file's `find` or the one that reads word tables; where the data say so, weak signs are gathered too."""
    find: Find = importlib.import_module(f"app.checks.{code}").find if code else find_words
    if "graded" not in data.raw:
        return find
    graded: Callable[[Find], Find] = importlib.import_module("app.checks.graded").with_signs
    return graded(find)


# ---------------------------------------------------------------- reading a text


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one paragraph gave; offsets count from its beginning."""

    findings: tuple[Finding, ...]
    evidence: tuple[tuple[Evidence, int], ...]
    tone: float


_pieces: dict[tuple[str, str], _Piece] = {}


def say(finding: Finding, language: str) -> tuple[str, str]:
    """Return Mummo's sentences for a finding in the window's language: why, and what to try (\"\" if there is nothing).

    A data file may say something else for one category or variant: [say.<language>.<category>] or the fact `say`; a
    list from outside brings its own sentences in the facts `why.<language>` and `suggestion.<language>`.
    What "try this" would put there is the suggestion, in quotation marks.
    """
    table, facts = all_checks()[finding.check].raw["say"][language], dict(finding.facts)
    chosen = dict(table.get(facts.get("say", finding.category), table))
    for part in ("why", "suggestion"):
        own = facts.get(f"{part}.{language}", facts.get(f"{part}.any"))
        if own:
            chosen[part] = f"{chosen.get('before', '')}{own}" if part == "why" else own
    if finding.replacement:
        return chosen["why"], _QUOTES[language].format(finding.replacement)
    return chosen["why"], chosen.get("suggestion", "")


def run(analysis: Analysis, scope: str) -> list[Finding]:
    """Run the checks of one scope over an analysis and return what they found, in the order of the checks."""
    return [one for data, find in _of_scope(scope) if data.is_awake(analysis) for one in find(analysis, data)]


@cache
def _of_scope(scope: str) -> tuple[tuple[Data, Find], ...]:
    return tuple((data, _finders()[id]) for id, data in all_checks().items() if data.scope == scope)


@cache
def fit() -> None:
    """Put the checks that read paragraph by paragraph into `languages.pipeline`: the tables first, then one each."""
    components: dict[str, languages.Component] = {"tables": _look_up}
    for data, find in _of_scope("piece"):
        components[data.id] = partial(_find_awake, data, find)
    languages.fit(components)


def _look_up(analysis: Analysis) -> Iterable[Finding]:
    marks_of(analysis)
    return ()


def _find_awake(data: Data, find: Find, analysis: Analysis) -> Iterable[Finding]:
    return find(analysis, data) if data.is_awake(analysis) else ()


def read(
    text: str, language: str, account_hat: Hat | None = None, around: Around | None = None, mixed: bool = False
) -> Reading:
    """Read a whole text, for an account of that hat if it is known, with what is known around the text.

    A paragraph that was read before is not read again; a short text is one paragraph. A `mixed` text may hold
    paragraphs and quotations in other languages, which are read in those.
    """
    whole = languages.analyse(text, language)
    found: list[Finding] = []
    evidence: list[tuple[Evidence, int]] = []
    tone = 0.0
    for start, end, spoken in _stretches(text, language, mixed):
        piece = _read_piece(whole if (end - start, spoken) == (len(text), language) else text[start:end], spoken)
        found += piece.findings if not start else (_moved(one, start) for one in piece.findings)
        evidence += piece.evidence if not start else ((_moved(one, start), weight) for one, weight in piece.evidence)
        tone += piece.tone
    found += run(whole, "text")
    if around is not None:
        evidence = languages.adjusted(evidence, whole, around)
        whole.notes.update(around=around, found=tuple(found), tone=tone)
        found += run(whole, "around")
    hats = languages.hats(evidence)
    if account_hat is not None:
        whole.notes.update(account_hat=account_hat, hats=hats)
        found += run(whole, "hats")
    return Reading(settle(found, _raises()), hats, languages.tone_of(tone))


def _stretches(text: str, language: str, mixed: bool) -> Iterable[tuple[int, int, str]]:
    """The paragraphs with their languages; a short text in one language is left whole."""
    if mixed:
        found = languages.stretches(text, language, _PIECE)
        if len(text) > _SHORT or any(spoken != language for _, _, spoken in found):
            return found
    if len(text) <= _SHORT:
        return ((0, len(text), language),)
    return ((start, end, language) for start, end in languages.pieces(text, _PIECE))


def _moved(one: Placed, by: int) -> Placed:
    return replace(one, start=one.start + by, end=one.end + by)


def forget_read() -> None:
    """Forget the paragraphs read before (for measuring, and when word lists change)."""
    _pieces.clear()


def _read_piece(written: Analysis | str, language: str) -> _Piece:
    """What a paragraph gives: a whole text brings its analysis along, so that nothing is worked out twice."""
    text = written if isinstance(written, str) else written.text
    known = _pieces.get((language, text))
    if known is None:
        if len(_pieces) >= _CACHE:
            _pieces.clear()
        fit()
        analysis = languages.analyse(written, language) if isinstance(written, str) else written
        findings = tuple(languages.findings(analysis))
        marks = marks_of(analysis)
        evidence = tuple(languages.evidence(analysis, marks.get("hat", ())))
        known = _Piece(findings, evidence, languages.tone(analysis, marks.get("tone", ())))
        _pieces[language, text] = known
    return known


@cache
def _raises() -> Mapping[str, Mapping[str, Any]]:
    """What each check's data file says of speaking louder beside others."""
    return {id: data.raw["raise"] for id, data in all_checks().items() if "raise" in data.raw}
