# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Regular expressions compiled when first needed, so that importing the text room costs next to nothing."""

from __future__ import annotations

import re as standard
from collections.abc import Iterator
from functools import cached_property


class Late:
    r"""A pattern, compiled at its first use. With `scripts` it may say \p{…} and \X (a library of 15 ms)."""

    def __init__(self, source: str, flags: int = 0, scripts: bool = False) -> None:
        """Keep what to compile."""
        self._source = source
        self._flags = flags
        self._scripts = scripts

    @cached_property
    def re(self) -> standard.Pattern[str]:
        """The compiled pattern."""
        if not self._scripts:
            return standard.compile(self._source, self._flags)
        import regex  # late: plain text never needs it

        compiled: standard.Pattern[str] = regex.compile(self._source)
        return compiled

    def at(self, text: str, signs: str) -> Iterator[standard.Match[str]]:
        """Yield the matches that begin at one of `signs`, none inside the one before."""
        place = 0
        for start in places(text, signs):
            if start >= place and (match := self.re.match(text, start)):
                yield match
                place = match.end()


def places(text: str, signs: str) -> list[int]:
    """Return where any of the characters `signs` stands, in order."""
    found = []
    for sign in signs:
        place = text.find(sign)
        while place >= 0:
            found.append(place)
            place = text.find(sign, place + 1)
    return sorted(found)
