# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Top-level domains, as resources/text lists them; packaging/make_domains.py refreshes the lists."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from app.paths import resource
from app.text.late import Late

_WORD = Late(r"[0-9A-Za-z]+")
_PUNYCODE = Late(r"[Xx][Nn]--[-0-9A-Za-z]+")
_GOES_ON = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@+-")
"""A domain in front of one of these is not over (twitter-text)."""


class Domains(NamedTuple):
    """A list of top-level domains in lower case; `beginnings` are the first letters of those outside ASCII."""

    all: frozenset[str]
    beginnings: dict[str, tuple[str, ...]]

    def end(self, text: str, start: int, stop: int) -> int:
        """Return where the top-level domain that begins at `start` ends, or 0; nothing from `stop` on is looked at."""
        word = _WORD.re.match(text, start, stop)
        if word and word[0].lower() in self.all and not _goes_on(text, word.end(), stop):
            return word.end()
        for domain in self.beginnings.get(text[start : start + 1].lower(), ()):
            after = start + len(domain)
            if after <= stop and text[start:after].lower() == domain and not _goes_on(text, after, stop):
                return after
        code = _PUNYCODE.re.match(text, start, stop)
        return code.end() if code else 0


def _goes_on(text: str, place: int, stop: int) -> bool:
    return place < stop and text[place] in _GOES_ON


@cache
def domains(name: str) -> Domains:
    """Return a list by name: `twitter` (X and Mastodon) or `iana` (Bluesky)."""
    lines = resource("text", f"domains-{name}.txt").read_text(encoding="utf-8").splitlines()
    words = frozenset(line for line in lines if line and not line.startswith("#"))
    beginnings: dict[str, list[str]] = {}
    for word in sorted((word for word in words if not word.isascii()), key=len, reverse=True):
        beginnings.setdefault(word[0], []).append(word)
    return Domains(words, {letter: tuple(found) for letter, found in beginnings.items()})
