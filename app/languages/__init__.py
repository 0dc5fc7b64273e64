# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The one shared room for language data: recognise, analyse, word tables, stems. Only user of spaCy and py3langid."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from app.languages import leaning, lemmas
from app.languages.clitics import bare
from app.languages.folding import Folded, fold, pieces
from app.languages.leaning import evidence, hats, tone, tone_of
from app.languages.lexicon import Lexicon, Row, Tags
from app.languages.naming import Names
from app.languages.quoting import reported
from app.languages.stems import alike, query_stems, search_stems, words_of
from app.model import Around, Evidence, Hat
from app.paths import resource

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = [
    "Analysis", "Lexicon", "Names", "Row", "Tags", "adjusted", "alike", "analyse", "codes", "evidence", "facts", "fold",
    "hats", "lemma", "lexicon", "names", "pieces", "query_stems", "recognise", "search_stems", "tone", "tone_of",
    "warm_up", "word_key", "words_of",
]  # fmt: skip

SHORTEST_TO_RECOGNISE = 20
"""Under so many characters a text keeps the language it had (facts/language.md 5)."""
_READ = 2_000  # characters are plenty to tell three languages apart
_VOCABULARY = 60_000  # words a pipeline may learn before it is made anew, so that memory stays flat


_STOPS = frozenset(".!?…\n\r;:")
_DIGIT = re.compile(r"\d")
_HINTS = (re.compile(r"[0134578@$](?=[^\W\d_])"), re.compile(r" \w \w \w(?!\w)"))
_DISGUISED = re.compile(
    r"(?<![\w*@.])[^\W\d_]{1,20}(?:\*{1,12}|[0134578@$])[\w*]{0,20}(?![\w@.])"
    r"|(?<!\w)[^\W\d_](?: [^\W\d_]){3,14}(?!\w)"  # s p a c e d
)


@dataclass(frozen=True)
class Analysis:
    """A text ready for the checks. Token numbers count `doc`; offsets of findings count code points of `text`."""

    text: str
    language: str
    folded: Folded
    notes: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What a room above worked out once and wants to find again."""

    @property
    def plain(self) -> str:
        """The text as a reader sees it: the tokens' offsets count here. Letter case is kept."""
        return self.folded.plain

    @cached_property
    def lower(self) -> str:
        """`plain` in lower case, letter for letter."""
        lower = self.plain.lower()
        return lower if len(lower) == len(self.plain) else "".join(sign.lower()[0] for sign in self.plain)

    @cached_property
    def doc(self) -> Doc:
        """SpaCy's tokens of `plain`; a word disguised with stars or digits (p***a) is one token."""
        doc = _pipeline(self.language).make_doc(self.plain)
        if "*" in self.plain or any(hint.search(self.plain) for hint in _HINTS):
            _join_disguised(doc, self.plain)
        return doc

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins in `plain`."""
        self._number()
        return self.__dict__["starts"]  # type: ignore[no-any-return] # set by _number

    @cached_property
    def keys(self) -> list[int]:
        """A number for each token's lower-case form: same form, same number."""
        self._number()
        return self.__dict__["keys"]  # type: ignore[no-any-return] # set by _number

    def _number(self) -> None:
        from spacy.attrs import IDX, LOWER

        rows = self.doc.to_array([LOWER, IDX]).T.tolist()
        self.__dict__["keys"], self.__dict__["starts"] = rows

    @cached_property
    def has_digits(self) -> bool:
        """Whether there is a digit anywhere: most checks of numbers may rest if not."""
        return _DIGIT.search(self.plain) is not None

    def ends_sentence(self, token: int) -> bool:
        """Whether a token is a mark or a line break that ends a sentence or a clause; a comma does not."""
        return self.plain[self.starts[token]] in _STOPS

    def form(self, token: int) -> str:
        """Return the lower-case form of a token."""
        return self.doc[token].lower_

    def end(self, token: int) -> int:
        """Return where a token ends in `plain`."""
        return self.starts[token] + len(self.doc[token])

    @cached_property
    def reported(self) -> tuple[tuple[int, int], ...]:
        """Stretches of `plain` that somebody else said: in quotation marks after a word of saying."""
        return reported(self.lower, facts(self.language)["saying"])

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return offsets of `plain` as offsets of `text`."""
        return self.folded.origin(start, end)

    def tags(self, lexicon: Lexicon) -> list[tuple[int, Tags]]:
        """Return the tokens that carry tags, with them, in order."""
        known = lexicon.by_key
        found = []
        for token, key in enumerate(self.keys):
            tags = known.get(key)
            if tags is None:
                tags = known[key] = lexicon.tags(self.form(token))
            if tags:
                found.append((token, tags))
        return found


def _join_disguised(doc: Doc, plain: str) -> None:
    with doc.retokenize() as retokenizer:
        for match in _DISGUISED.finditer(plain):
            span = doc.char_span(*match.span(), alignment_mode="expand")
            if span is not None and len(span) > 1:
                retokenizer.merge(span)


def analyse(text: str, language: str) -> Analysis:
    """Make a text ready for the checks. Takes any string; the work is done when it is first asked for."""
    return Analysis(text, language, fold(text))


# ---------------------------------------------------------------- language data


@cache
def codes() -> tuple[str, ...]:
    """Return the languages of this build: one file each in resources/languages."""
    return tuple(sorted(path.stem for path in resource("languages").glob("*.toml")))


@cache
def facts(language: str) -> Mapping[str, Any]:
    """Return what resources/languages/<language>.toml says."""
    return tomllib.loads(resource("languages", f"{language}.toml").read_text(encoding="utf-8"))


@cache
def forms(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the inflected forms by lemma, as made by packaging/make_forms.py."""
    path = resource("languages", f"{language}.forms.json")
    table = json.loads(path.read_bytes())["forms"] if path.exists() else {}
    own = facts(language).get("forms", {})
    return {lemma: (*table.get(lemma, "").split(), *own.get(lemma, ())) for lemma in {*table, *own}}


@cache
def _own_lemmas(language: str) -> Mapping[str, str]:
    """Forms that the language's own file gives to another lemma than the table does (savesta : savi)."""
    return {form: lemma for lemma, forms in facts(language).get("forms", {}).items() for form in forms}


@lru_cache(maxsize=20_000)
def lemma(word: str, language: str) -> str:
    """Return the lemma of one word in lower case; a word that nobody knows is its own lemma.

    A form of several lemmas has the one that simplemma's data give it; a compound keeps its beginning as it is.
    """
    small = word.lower()
    forms = bare(small) if facts(language).get("clitics", False) else (small,)
    own = _own_lemmas(language)
    known = next((own[form] for form in forms if form in own), None)
    return known or lemmas.lemma_of(small, forms, lemmas.table(language)) or small


def lexicon(language: str) -> Lexicon:
    """Return a word table with the language's own tags (hat#me, tone#pos …) and known first names (name#first)."""
    table = Lexicon(forms(language), clitics=facts(language).get("clitics", False))
    for code in codes():
        table.add("name#first", facts(code)["first_names"])
    for owner in ("hat", "tone"):
        listed = facts(language).get(owner, {})
        for tag, entries in listed.items():
            if tag == "not":
                table.veto(owner, entries)
            else:
                table.add(f"{owner}#{tag}", entries)
    return table


@cache
def names(language: str, listed: tuple[str, ...]) -> Names:
    """Return some names ready to be found in their inflected forms."""
    return Names(language, ((words, 0) for words in listed))


def adjusted(found: Sequence[tuple[Evidence, int]], analysis: Analysis, around: Around) -> list[tuple[Evidence, int]]:
    """Return the evidence for the hats with what the writer told: names of the work, words that are no evidence."""
    employer = []
    for start, end, _ in names(analysis.language, around.employer).find(analysis.plain) if around.employer else ():
        start, end = analysis.origin(start, end)
        employer.append(Evidence(start, end, Hat.WORK, analysis.text[start:end].lower()))
    if not employer and not around.not_hats:
        return list(found)
    return leaning.adjusted(found, employer, around.not_hats, word_key)


def word_key(words: str) -> str:
    """Return words as they are kept for "fine by me": lower case, marks and hidden characters left out."""
    return " ".join(words_of(fold(words).plain)) or words.strip()


# ---------------------------------------------------------------- spaCy and py3langid, loaded when first needed

_pipelines: dict[str, Language] = {}


def _pipeline(language: str) -> Language:
    """The blank pipeline of a language; made anew when its vocabulary has grown too big."""
    import spacy

    made = _pipelines.get(language)
    if made is None or len(made.vocab.strings) > _VOCABULARY:
        made = _pipelines[language] = spacy.blank(language)
        made.max_length = 1 << 40  # the tokenizer needs no bound: pieces are short (see checks)
    return made


@cache
def _identifier() -> Any:  # noqa: ANN401 py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(codes()))
    return identifier


@cache
def _function_words() -> Mapping[str, str]:
    """Each function word that only one of the languages has, and its language."""
    seen: dict[str, set[str]] = {}
    for code in codes():
        for word in facts(code)["function_words"]:
            seen.setdefault(word, set()).add(code)
    return {word: languages.pop() for word, languages in seen.items() if len(languages) == 1}


def recognise(text: str, fallback: str = "en") -> str:
    """Return the language of a text; `fallback` under 20 characters. Function words decide when they are clear."""
    text = text[:_READ]
    if len(text.strip()) < SHORTEST_TO_RECOGNISE:
        return fallback
    votes = dict.fromkeys(codes(), 0)
    for word in words_of(text):
        if word in _function_words():
            votes[_function_words()[word]] += 1
    first, second = sorted(votes.values(), reverse=True)[:2]
    if first >= 2 * second + 2:
        return max(votes, key=lambda code: votes[code])
    return str(_identifier().classify(text.encode("utf-8", "replace").decode())[0])


def warm_up(language: str) -> None:
    """Load spaCy and the data of one language."""
    analyse("a", language).keys  # noqa: B018 asking for it does the work
