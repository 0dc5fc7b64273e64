# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The checks: finds the files of resources/checks and app/checks and runs them over a text.

A check is one data file, resources/checks/<id>.toml, and where words are not enough one code file, app/checks/<id>.py,
with `find(analysis, data) -> Iterable[Finding]`. Nothing else is edited: what lies in the two folders is what runs.
Checks of paragraphs are components of a spaCy pipeline (app/languages/pipelines.py). tests/contracts tries every file.
"""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from typing import Any, TypeVar

from app import languages
from app.languages import Analysis, Lexicon, Marks
from app.languages.settling import STRENGTH, settle
from app.model import Around, Evidence, Finding, Hat, Hats, Level, Mood, Tone
from app.paths import resource

_PIECE = 2_000  # longest stretch read at once, in characters: keeps every cost linear
_SHORT = 1_000  # up to here a text is read whole: that is as quick as looking its paragraphs up
_CACHE = 4_000
_EXCEPT = "except"
_NAMED = 3  # tokens after "the word" that are spoken of as words; twice as many after "words such as"
_QUOTES = {"fi": "”{}”", "sv": "”{}”", "en": "“{}”"}
Placed = TypeVar("Placed", Finding, Evidence)


@dataclass(frozen=True)
class Data:
    """One check's data file."""

    id: str
    categories: tuple[str, ...]
    level: Level
    scope: str
    """`piece`: read paragraph by paragraph. `text`: sees the whole text. `hats`: also knows the account's hat.
    `around`: also what else is known around the text (`notes["around"]`, with `found` so far and the `tone`)."""
    raw: Mapping[str, Any]

    @property
    def category(self) -> str:
        """The first of its categories."""
        return self.categories[0]

    def words(self, language: str) -> Mapping[str, Any]:
        """Return the tables of one language ("any": of all), {} if the check has none."""
        return self.raw.get("words", {}).get(language, {})  # type: ignore[no-any-return] # TOML has no types

    def marks(self, analysis: Analysis) -> Marks:
        """Return the tokens that carry a tag of this check, each with its tags cut to what stands after `id#`."""
        return _marks(analysis).get(self.id, ())

    def tokens(self, analysis: Analysis, owner: str) -> frozenset[int]:
        """Return the tokens that carry a tag of another owner: a check, or `name` (known first names)."""
        return frozenset(token for token, _ in _marks(analysis).get(owner, ()))

    def finding(self, analysis: Analysis, start: int, end: int, **more: Any) -> Finding:  # noqa: ANN401 fields of Finding
        """Make a finding of this check from offsets of `analysis.plain`; `more` overrides its fields."""
        start, end = analysis.origin(start, end)
        made = Finding(self.id, self.category, self.level, start, end, analysis.text[start:end])
        return replace(made, **more)


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


Find = Callable[[Analysis, Data], Iterable[Finding]]


# ---------------------------------------------------------------- discovery


@cache
def all_checks() -> Mapping[str, Data]:
    """Return the checks of this build by id, sorted. Raises ValueError that names a bad file and its key."""
    found = [_load(path.stem, path.read_text(encoding="utf-8")) for path in resource("checks").glob("*.toml")]
    return {data.id: data for data in sorted(found, key=lambda data: data.id)}


def _load(name: str, written: str) -> Data:
    try:
        raw = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"resources/checks/{name}.toml: {error}") from error
    for key in ("categories", "level", "say", "examples"):
        if key not in raw:
            raise ValueError(f"resources/checks/{name}.toml: {key} is missing")
    return Data(name, tuple(raw["categories"]), Level(raw["level"]), raw.get("scope", "piece"), raw)


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


# ---------------------------------------------------------------- word tables


@cache
def _words(language: str) -> Lexicon:
    """All word tables of one language in one lexicon: a single look-up tells every check's tags of a word."""
    lexicon = languages.lexicon(language)
    for data in all_checks().values():
        for table in (data.words("any"), data.words(language)):
            _add(lexicon, data, table)
    return lexicon


def _add(lexicon: Lexicon, data: Data, table: Mapping[str, Any]) -> None:
    for name, entries in table.get("sets", {}).items():
        if any(" " in entry for entry in entries):
            raise ValueError(f"resources/checks/{data.id}.toml: the set {name} holds single words only")
        lexicon.add(f"{data.id}#<{name}>", entries)
    for level in (*Level, _EXCEPT):
        for entry in table.get(level, ()):
            lexicon.add(f"{data.id}#{level}#{entry}", [entry])
    for word, entries in table.get("replace", {}).items():
        lexicon.add(f"{data.id}#>{word}", entries)
    lexicon.add_starred(f"{data.id}#{data.level}#*", table.get("starred", ()))
    lexicon.add(f"{data.id}#lowercase", table.get("lowercase", ()))
    lexicon.veto(data.id, table.get("not", ()))


def _marks(analysis: Analysis) -> Mapping[str, Marks]:
    """Tags of the text by owner, looked up once."""
    known: Mapping[str, Marks] | None = analysis.notes.get("marks")
    if known is None:
        known = analysis.notes["marks"] = languages.marks(analysis, _words(analysis.language))
    return known


def find_words(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find what the word tables of a check hold: the finder of every check without a code file."""
    marks = data.marks(analysis)
    ranked = [(token, names, best) for token, names in marks if (best := _strongest(names)) is not None]
    if not ranked:
        return ()
    found: list[tuple[int, int, Finding]] = []
    excepted = set(_excepted(marks))
    for token, names, (level, rule, last) in ranked:
        end = last or token + 1
        if "lowercase" in names and _is_name(analysis, token):
            continue
        if not excepted.isdisjoint(range(token, end)) or _is_reported(analysis, token):
            continue
        instead = _instead(analysis, marks, token, names) if end == token + 1 else None
        finding = data.finding(
            analysis, analysis.starts[token], analysis.end(end - 1), level=level, rule=rule, replacement=instead
        )
        found.append((token, end, finding))
    return _without_overlaps(found)


def _instead(analysis: Analysis, marks: Marks, token: int, names: tuple[str, ...]) -> str | None:
    """What "try this" puts there; of `a|b` the first before a word of degree ("kovin hyvä"), else the second."""
    instead = next((name[1:] for name in names if name[0] == ">"), None)
    if instead and "|" in instead:
        first, _, other = instead.partition("|")
        graded = any(place == token + 1 and "<degree>" in tags for place, tags in marks)
        instead = first if graded else other
    return instead.capitalize() if instead and analysis.plain[analysis.starts[token]].isupper() else instead


@lru_cache(maxsize=20_000)
def _strongest(names: tuple[str, ...]) -> tuple[Level, str, int] | None:
    """The strongest, then longest of a token's tags that is a find: its level, entry and the token after (0: next)."""
    best: tuple[Level, str, int] | None = None
    for name in names:
        level, _, rest = name.partition("#")
        if rest and level != _EXCEPT:
            rule, _, last = rest.partition("\t")
            found = (Level(level), rule, int(last) if last else 0)
            if best is None or (STRENGTH.index(found[0]), -found[2]) < (STRENGTH.index(best[0]), -best[2]):
                best = found
    return best


def _is_reported(analysis: Analysis, token: int) -> bool:
    """Whether somebody else said the word, or the text speaks of it as a word ("the word X")."""
    if any(start <= analysis.starts[token] < end for start, end in analysis.reported):
        return True
    facts = languages.facts(analysis.language)
    for other in range(max(0, token - 2 * _NAMED), token):
        if analysis.form(other) in facts["naming"]:
            return token - other <= _NAMED or analysis.form(other + 1) in facts["such_as"]
    return False


def _excepted(marks: Marks) -> Iterable[int]:
    """The tokens of phrases that are fine as they are (`except` in the data file)."""
    for token, names in marks:
        for name in names:
            level, _, rest = name.partition("#")
            if level == _EXCEPT:
                yield from range(token, int(rest.partition("\t")[2] or token + 1))


def _is_name(analysis: Analysis, token: int) -> bool:
    start = analysis.starts[token]
    word = analysis.plain[start : analysis.end(token)]
    return word[:1].isupper() and not word.isupper()


def _without_overlaps(found: list[tuple[int, int, Finding]]) -> Iterable[Finding]:
    """Of findings that overlap keep the stronger, then the longer one."""
    taken: set[int] = set()
    kept = []
    for token, end, finding in sorted(found, key=lambda one: (STRENGTH.index(one[2].level), one[0] - one[1], one[0])):
        if taken.isdisjoint(range(token, end)):
            taken.update(range(token, end))
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)


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
    return [one for data, find in _of_scope(scope) if _is_awake(data, analysis) for one in find(analysis, data)]


@cache
def _of_scope(scope: str) -> tuple[tuple[Data, Find], ...]:
    return tuple((data, _finders()[id]) for id, data in all_checks().items() if data.scope == scope)


def _is_awake(data: Data, analysis: Analysis) -> bool:
    """What wakes a check: `words` of its own tables, `digits`, another owner's words, or `always`."""
    wakes = data.raw.get("wakes", "words")
    if wakes == "digits":
        return analysis.has_digits
    return wakes == "always" or (data.id if wakes == "words" else wakes) in _marks(analysis)


@cache
def fit() -> None:
    """Put the checks that read paragraph by paragraph into `languages.pipeline`: the tables first, then one each."""
    components: dict[str, languages.Component] = {"tables": _look_up}
    for data, find in _of_scope("piece"):
        components[data.id] = partial(_find_awake, data, find)
    languages.fit(components)


def _look_up(analysis: Analysis) -> Iterable[Finding]:
    _marks(analysis)
    return ()


def _find_awake(data: Data, find: Find, analysis: Analysis) -> Iterable[Finding]:
    return find(analysis, data) if _is_awake(data, analysis) else ()


def read(
    text: str, language: str, account_hat: Hat | None = None, around: Around | None = None, mixed: bool = False
) -> Reading:
    """Read a whole text, for an account of that hat if it is known, with what is known around the text.

    A paragraph that was read before is not read again; a short text is one paragraph. A `mixed` text may hold
    paragraphs and quotations in other languages, which are read in those.
    """
    found: list[Finding] = []
    evidence: list[tuple[Evidence, int]] = []
    tone = 0.0
    for start, end, spoken in _stretches(text, language, mixed):
        piece = _read_piece(text[start:end], spoken)
        found += piece.findings if not start else (_moved(one, start) for one in piece.findings)
        evidence += piece.evidence if not start else ((_moved(one, start), weight) for one, weight in piece.evidence)
        tone += piece.tone
    whole = languages.analyse(text, language)
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


def _read_piece(text: str, language: str) -> _Piece:
    known = _pieces.get((language, text))
    if known is None:
        if len(_pieces) >= _CACHE:
            _pieces.clear()
        fit()
        analysis = languages.analyse(text, language)
        findings = tuple(languages.findings(analysis))
        marks = _marks(analysis)
        evidence = tuple(languages.evidence(analysis, marks.get("hat", ())))
        known = _Piece(findings, evidence, languages.tone(analysis, marks.get("tone", ())))
        _pieces[language, text] = known
    return known


@cache
def _raises() -> Mapping[str, Mapping[str, Any]]:
    """What each check's data file says of speaking louder beside others."""
    return {id: data.raw["raise"] for id, data in all_checks().items() if "raise" in data.raw}
