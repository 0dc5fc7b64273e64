# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The frame: one spaCy pipeline per language, made of components of our own. Loaded when first needed.

    tokenizer     spaCy's own for the language, over the folded text; a word disguised with stars or digits is one token
    tables        every token looked up in the language's word tables, once for all components behind it
    one a check   what it finds are spans of doc.spans[<check>]; the span's label is the finding's category, and
                  span._.rule tells which rule of the data file found it, span._.level how strongly, span._.finding all

The rooms above bring the components (`fit`); this file knows none of them by name. `pipeline("fi")` is a spaCy Language
like any other: pipeline("fi")("Savi ei ole ikävä maalaji.").spans, .pipe_names and analyze_pipes() work on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, cast

from app.model import Finding

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc, Span


class Text(Protocol):
    """As much of an analysis as is needed here."""

    @property
    def doc(self) -> Doc:
        """SpaCy's tokens."""

    @property
    def language(self) -> str:
        """The language the text is read in."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return offsets of the text as written as offsets of the tokens' text."""


Component = Callable[[Any], Iterable[Finding]]
"""Takes the analysis of a text, returns what it found there; may note what those behind it need."""
_VOCABULARY = 30_000  # words a pipeline may learn before it is made anew, so that memory stays flat
_ANALYSIS = "analysis"
_FOUND = "found "
_FACTORY = "mummo"
_BEGUN = re.compile(r"[^\W\d_][*0134578@$]")
_LEET = re.compile(r"[0134578@$](?=[^\W\d_])")
_SPACED = re.compile(r" \w \w \w(?!\w)")
_DISGUISED = re.compile(
    r"(?<![\w*@.])[^\W\d_]{1,20}(?:\*{1,12}|[0134578@$])[\w*]{0,20}(?![\w@.])"
    r"|(?<!\w)[^\W\d_](?: [^\W\d_]){3,14}(?!\w)"  # s p a c e d
)

_pipelines: dict[str, Language] = {}
_components: dict[str, Component] = {}


def fit(components: Mapping[str, Component]) -> None:
    """Let every pipeline have these components, in this order, from now on."""
    _components.clear()
    _components.update(components)
    _pipelines.clear()


def pipeline(language: str) -> Language:
    """Return the pipeline of a language; it is made anew when its vocabulary has grown too big."""
    made = _pipelines.get(language)
    if made is None or len(made.vocab.strings) > _VOCABULARY:
        made = _pipelines[language] = _made(language)
    return made


def _made(language: str) -> Language:
    import spacy
    from spacy.attrs import LOWER

    made = spacy.blank(language)
    made.max_length = 1 << 40  # the tokenizer needs no bound: pieces are short (see app/checks)
    vocab: Any = made.vocab
    vocab.lex_attr_getters = {LOWER: str.lower}  # all the tables ask for; the others double the cost of a new word
    made.tokenizer = _Tokenizer(made)
    if _components:
        _declare()
    for name in _components:
        made.add_pipe(_FACTORY, name=name, config={"kind": name})
    return made


def tokens(plain: str, language: str) -> Doc:
    """Return the tokens of a folded text."""
    return cast("_Tokenizer", pipeline(language).tokenizer).cut(plain)


def findings(text: Text) -> list[Finding]:
    """Send an analysed text through its language's pipeline and return what the components found, in their order."""
    doc = text.doc
    doc.user_data[_ANALYSIS] = text
    pipeline(text.language)(doc)
    del doc.user_data[_ANALYSIS]  # each held the other: let both go at once, not when the collector comes by
    return [one for name in doc.spans for one in doc.user_data[_FOUND + name]]


def _quickened(slow: Tokenizer) -> Tokenizer:
    """SpaCy's tokenizer, the same tokens in a third of the time for words it sees for the first time.

    Its patterns look for marks at the edges of a word and inside it, and for links: in letters alone there are none.
    """
    from spacy.tokenizer import Tokenizer

    return Tokenizer(
        slow.vocab,
        rules=slow.rules,
        prefix_search=_unless_letters(slow.prefix_search, None),
        suffix_search=_unless_letters(slow.suffix_search, None),
        infix_finditer=_unless_letters(slow.infix_finditer, ()),
        token_match=slow.token_match,
        url_match=_unless_letters(slow.url_match, None),
    )


def _unless_letters(search: Callable[[str], Any], nothing: object) -> Callable[[str], Any]:
    return lambda word: nothing if word.isalpha() else search(word)


class _Tokenizer:
    """SpaCy's tokenizer with our eyes: called with a text as written, it folds it and notes the way back."""

    def __init__(self, of: Language) -> None:
        self._language = str(of.lang)
        self._cut: Callable[[str], Doc] = _quickened(of.tokenizer)

    def __call__(self, text: str) -> Doc:
        """Take a text as written: this is the door for `pipeline(…)(text)`."""
        from app.languages.analysis import analyse

        analysis = analyse(text, self._language)
        doc = analysis.doc
        doc.user_data[_ANALYSIS] = analysis
        return doc

    def cut(self, plain: str) -> Doc:
        """Cut a folded text into tokens."""
        doc = self._cut(plain)
        if _may_be_disguised(plain):
            with doc.retokenize() as retokenizer:
                for match in _DISGUISED.finditer(plain):
                    span = doc.char_span(*match.span(), alignment_mode="expand")
                    if span is not None and len(span) > 1:
                        retokenizer.merge(span)
        return doc


def _may_be_disguised(plain: str) -> bool:
    """Whether the dearer pattern is worth trying."""
    if _BEGUN.search(plain) and ("*" in plain or _LEET.search(plain)):
        return True
    return _SPACED.search(plain) is not None


class _Kind:
    """One component: what it finds in a text become spans with their reason."""

    def __init__(self, name: str, find: Component) -> None:
        self._name, self._find = name, find

    def __call__(self, doc: Doc) -> Doc:
        analysis = doc.user_data[_ANALYSIS]
        found = list(self._find(analysis))
        if found:
            doc.spans[self._name] = [_span(doc, analysis, one) for one in found]
            doc.user_data[_FOUND + self._name] = found
        return doc


def _span(doc: Doc, text: Text, finding: Finding) -> Span:
    start, end = text.place(finding.start, finding.end)
    span = doc.char_span(start, end, label=finding.category, alignment_mode="expand", span_id=finding.check)
    return doc[:] if span is None else span


def _finding(span: Span) -> Finding | None:
    """What stands behind a span. Not kept at the span: of two checks' spans of one stretch spaCy keeps the last's."""
    found = span.doc.user_data.get(_FOUND + span.id_, ())
    kept = zip(span.doc.spans.get(span.id_, ()), found, strict=False)
    return next((one for other, one in kept if (other.start, other.end) == (span.start, span.end)), None)


def _component(nlp: Language, name: str, kind: str) -> _Kind:
    return _Kind(name, _components[kind])


def _declare() -> None:
    """Tell spaCy of our component and of the attributes by which a span says why it is there."""
    from spacy.language import Language
    from spacy.tokens import Span

    if not Span.has_extension("finding"):
        Language.factory(_FACTORY, default_config={"kind": ""}, assigns=["doc.spans"], func=_component)
        Span.set_extension("finding", getter=_finding)
        Span.set_extension("rule", getter=lambda span: span._.finding.rule)
        Span.set_extension("level", getter=lambda span: span._.finding.level)
