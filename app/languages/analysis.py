# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A text ready for the checks: folded, cut into tokens, with the way back to the offsets of the text as written."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.languages import pipelines
from app.languages.folding import Folded, fold
from app.languages.quoting import reported
from app.languages.tables import facts

if TYPE_CHECKING:
    from spacy.tokens import Doc

_STOPS = frozenset(".!?…\n\r;:")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d(?:\D{0,3}\d)*")
_CAPITALS = re.compile(r"[A-ZÅÄÖ]{2}")


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
        return pipelines.tokens(self.plain, self.language)

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

    @cached_property
    def longest_number(self) -> int:
        """How many digits stand together at most, up to three other signs between two: 040 - 123 4567 are ten."""
        if not self.has_digits:
            return 0
        return max(len(_DIGIT.findall(number[0])) for number in _NUMBER.finditer(self.plain))

    @cached_property
    def has_capitals(self) -> bool:
        """Whether two capital letters stand side by side anywhere: checks of shouting may rest if not."""
        return _CAPITALS.search(self.plain) is not None

    def holds(self, words: Iterable[str]) -> bool:
        """Whether one of some lower-case words stands in the text, even inside another word.

        To be asked before a pattern that tries every place of the text: it costs a hundredth.
        """
        lower = self.lower
        return any(word in lower for word in words)

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

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return offsets of `text` as offsets of `plain`: the way back of `origin`."""
        if self.folded.starts is None or self.folded.ends is None:
            return start, end
        return max(0, bisect_right(self.folded.starts, start) - 1), bisect_left(self.folded.ends, end) + 1


def analyse(text: str, language: str) -> Analysis:
    """Make a text ready for the checks. Takes any string; the work is done when it is first asked for."""
    return Analysis(text, language, fold(text))
