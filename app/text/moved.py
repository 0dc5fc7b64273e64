# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Links moved out of a text into a part of their own, and texts that are the same but for blanks; pure."""

from __future__ import annotations

import unicodedata

from app.text import linkedin, meta, x
from app.text.found import Found

_MOVED = ("https://", "http://")


def link_last(parts: tuple[str, ...], rules: str) -> tuple[str, ...]:
    """Return `parts` with their web addresses in one more part at the end, one a line, each once.

    Only addresses that begin with https:// or http:// are moved: `example.com` in a sentence is a word of it. A part
    that is nothing but addresses stays as it is, and so does the whole when there is nothing to move.
    `rules` as in `find`.
    """
    left: list[str] = []
    moved: dict[str, None] = {}
    for part in parts:
        rest, links = _without_links(part, rules)
        if rest:
            moved.update(dict.fromkeys(links))
        left.append(rest or part)
    return (*left, "\n".join(moved)) if moved else parts


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts differ in blanks and composed letters at most, as networks give texts back."""
    return _words(one) == _words(other)


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def _without_links(text: str, rules: str) -> tuple[str, tuple[str, ...]]:
    found = [mark for mark in _find(text, rules).urls if mark.text.lower().startswith(_MOVED)]
    rest = text
    for mark in reversed(found):
        before, after = rest[: mark.start], rest[mark.end :]
        if before.endswith("(") and after.startswith(")"):
            before, after = before[:-1], after[1:]
        rest = before.rstrip(" ") + (after if before else after.lstrip())
    rest = "\n".join(line.rstrip() for line in rest.split("\n"))
    while "\n\n\n" in rest:
        rest = rest.replace("\n\n\n", "\n\n")
    return rest.strip(), tuple(mark.text for mark in found)


def _find(text: str, rules: str) -> Found:
    finders = {"x": x.find, "linkedin": linkedin.find}
    return finders.get(rules, meta.find)(text)
