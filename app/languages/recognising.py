# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Which language a text is in, and which of its paragraphs are in another one. Only user of py3langid."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from app.languages.folding import pieces
from app.languages.quoting import reported
from app.languages.stems import words_of
from app.languages.tables import codes, facts, is_known

SHORTEST_TO_RECOGNISE = 20
"""Under so many characters the classifier of letters guesses (facts/language.md 5); words tell more then."""
SHORTEST_QUOTATION = 40
"""A quotation in another language is read in it from so many characters on."""
_TELLS_LITTLE = 2  # letters: "ok" is a word everywhere
_READ = 2_000  # characters are plenty to tell three languages apart
_KNOWN = 0.6  # of the words of a paragraph without function words the other language knows so many, and
_AHEAD = 0.3  # so many more than the post's own
_ADDRESS = re.compile(r"https?://\S+|@\w[\w.@-]*")
_LETTERS = {"å": ("sv",), "ä": ("fi", "sv"), "ö": ("fi", "sv")}  # Finnish has å in names alone
_QUOTATION = re.compile(rf"[\"“”„»«]([^\"“”„»«\n]{{{SHORTEST_QUOTATION},1000}})[\"“”„»«]")
Stretch = tuple[int, int, str]
"""Start, end, language."""


def recognise(text: str, fallback: str = "en") -> str:
    """Return the language of a text; `fallback` if nothing in it tells. Addresses of pages and people do not count.

    Function words decide when they are clear. Else a text of 20 characters or more goes to the classifier, and of a
    shorter one the words are looked up: "Voi vittu" is in no table but the Finnish one.
    """
    text = _ADDRESS.sub(" ", text[:_READ])
    words = words_of(text)
    votes = _votes(words)
    first, second = sorted(votes.values(), reverse=True)[:2]
    if first >= 2 * second + 2:
        return max(votes, key=lambda code: votes[code])
    return _looked_up(words, fallback) if len(text.strip()) < SHORTEST_TO_RECOGNISE else _classified(text)


def _looked_up(words: Collection[str], fallback: str) -> str:
    """The language that knows most of some words, one that it alone joins sentences with twice; else `fallback`."""
    votes = _votes(words)
    for word in words:
        strange = set(_LETTERS).intersection(word)
        for code in votes:
            votes[code] += (len(word) > _TELLS_LITTLE and is_known(word, code)) or word in facts(code)["function_words"]
            votes[code] -= any(code not in _LETTERS[letter] for letter in strange)
    best = max(votes.values())
    tied = [code for code in votes if votes[code] == best]
    return fallback if fallback in tied or not any(votes.values()) else tied[0]


def stretches(text: str, language: str, longest: int) -> list[Stretch]:
    """Return the paragraphs of a text, none longer than `longest`, each with its language.

    A paragraph is in another language than the post only when that is clear; one that says too little of itself is in
    that of the paragraph before it. A long quotation in another language is a stretch of its own, unless somebody is
    said to have said it: then it is read in its sentence, where it is reported and not meant.
    """
    found: list[Stretch] = []
    spoken = language
    for start, end in pieces(text, longest):
        around = _QUOTATION.sub("", text[start:end])  # a paragraph is in the language around its quotations
        spoken = _spoken(around if around.strip() else text[start:end], spoken, language)
        found += _with_quotations(text, (start, end, spoken))
    return found


def _with_quotations(text: str, stretch: Stretch) -> Iterator[Stretch]:
    start, end, language = stretch
    inside = text[start:end]
    said: Sequence[tuple[int, int]] | None = None
    at = start
    for quotation in _QUOTATION.finditer(inside):
        other = _spoken(quotation.group(1), language, language)
        if other == language:
            continue
        said = reported(inside.lower(), facts(language)["saying"]) if said is None else said
        if any(begin <= quotation.start() < until for begin, until in said):
            continue
        if inside[at - start : quotation.start(1)].strip():
            yield at, start + quotation.start(1), language
        yield start + quotation.start(1), start + quotation.end(1), other
        at = start + quotation.end(1)
    if at == start or text[at:end].strip():
        yield at, end, language


@lru_cache(maxsize=4_000)
def _spoken(paragraph: str, before: str, language: str) -> str:
    """The language of one paragraph in a post of `language`; `before` if the paragraph does not tell."""
    if len(paragraph.strip()) < SHORTEST_TO_RECOGNISE:
        return before
    words = words_of(paragraph[:_READ])
    votes = _votes(words)
    best = max(votes, key=lambda code: votes[code])
    if votes[best] >= 2 and votes[best] > 2 * sum(votes[code] for code in votes if code != best):
        if best == before:
            return best
        return best if _known(words, best) >= _known(words, before) else before  # "Alliance of the …" is but a name
    if any(votes.values()) or len(paragraph.strip()) < SHORTEST_QUOTATION:
        return language if votes[language] else before
    other = _classified(paragraph[:_READ])
    if other in (before, language):
        return other
    known = _known(words, other)
    return other if known >= _KNOWN and known >= _known(words, before) + _AHEAD else before


def _known(words: Collection[str], language: str) -> float:
    """The share of the words that the language's table of lemmas holds, function words left out."""
    told = [word for word in words if word not in _function_words()]
    return sum(is_known(word, language) for word in told) / max(1, len(told))


def _votes(words: Collection[str]) -> dict[str, int]:
    votes = dict.fromkeys(codes(), 0)
    only = _function_words()
    for word in words:
        if word in only:
            votes[only[word]] += 1
    return votes


@cache
def _function_words() -> Mapping[str, str]:
    """Each function word that only one of the languages has, and its language."""
    seen: dict[str, set[str]] = {}
    for code in codes():
        for word in facts(code)["function_words"]:
            seen.setdefault(word, set()).add(code)
    return {word: languages.pop() for word, languages in seen.items() if len(languages) == 1}


def _classified(text: str) -> str:
    return str(_identifier().classify(text.encode("utf-8", "replace").decode())[0])


@cache
def _identifier() -> Any:  # noqa: ANN401 py3langid has no types
    """The classifier for our languages alone: its model of 142 languages takes 27 MB more, and is let go."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    full = LanguageIdentifier.from_model_file(MODEL_FILE)
    full.set_languages(list(codes()))
    return LanguageIdentifier(
        full.nb_ptc, full.nb_pc, full.nb_classes, full.tk_nextmove, full.tk_output, tk_row=full.tk_row
    )
