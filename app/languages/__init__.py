# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The one shared room for language data: recognise, analyse, word tables, lemmas, stems. Only user of spaCy.

Where to look: tables.py what is known of a language · lemmas.py the mapped tables · recognising.py which language ·
folding.py a text as a reader sees it · analysis.py what a check gets · pipelines.py spaCy's frame · lexicon.py word
tables · phrases.py rows of words in them · marking.py all that is marked in a text · naming.py names in any form ·
leaning.py hats and tone · searching.py what a search looks for · voikko.py an option for rare Finnish words.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.languages import leaning, voikko
from app.languages.analysis import Analysis, analyse
from app.languages.folding import fold, pieces
from app.languages.leaning import evidence, hats, tone, tone_of
from app.languages.lexicon import Lexicon, Tags
from app.languages.marking import Marks, marks
from app.languages.naming import Names
from app.languages.pipelines import Component, findings, fit, pipeline
from app.languages.recognising import recognise, stretches
from app.languages.searching import query_stems
from app.languages.stems import alike, search_stems, words_of
from app.languages.tables import codes, facts, forms, lemma, lexicon, names
from app.model import Around, Evidence, Hat

__all__ = [
    "Analysis", "Component", "Lexicon", "Marks", "Names", "Tags", "adjusted", "alike", "analyse", "codes",
    "evidence", "facts", "findings", "fit", "fold", "forms", "hats", "lemma", "lexicon", "marks", "names", "pieces",
    "pipeline", "query_stems", "recognise", "search_stems", "stretches", "tone", "tone_of", "voikko", "word_key",
    "words_of",
]  # fmt: skip


def adjusted(found: Sequence[tuple[Evidence, int]], analysis: Analysis, around: Around) -> list[tuple[Evidence, int]]:
    """Return the evidence for the hats with what the writer told: names of the work, words that are no evidence."""
    employer = []
    for start, end, _ in names(analysis.language, around.employer).find(analysis.plain) if around.employer else ():
        start, end = analysis.origin(start, end)
        employer.append(Evidence(start, end, Hat.WORK, analysis.text[start:end].lower()))
    if not employer and not around.not_hats:
        return list(found)

    def key(words: str) -> str:
        return lemma(word_key(words), analysis.language)

    not_hats = frozenset((hat, key(word)) for hat, word in around.not_hats)
    return leaning.adjusted(found, employer, not_hats, key)


def word_key(words: str) -> str:
    """Return words as they are kept for "fine by me": lower case, marks and hidden characters left out."""
    return " ".join(words_of(fold(words).plain)) or words.strip()
