# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Links, mentions and hashtags as Mastodon finds them (app/lib/extractor.rb, over twitter-text)."""

from __future__ import annotations

import re
from functools import lru_cache

from app.text import urls
from app.text.found import Found, Span, marks
from app.text.late import Late
from app.text.urls import ACCENTED

_SPACE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_GENERAL = rf"[^{_SPACE}<>()?]"
_BALANCED = rf"\((?:{_GENERAL}+|{_GENERAL}*\({_GENERAL}+\){_GENERAL}*)\)"
_ENDING = rf"(?:[^{_SPACE}()?!*\"'「」<>;:=,.$%\[\]~&|@]|{_BALANCED})"
_BEYOND = r"\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\uffef\U00010000-\U0010fffd"
_QUERY = rf"\?[A-Za-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@^{_BEYOND}]*[A-Za-z0-9_&=#/\-{_BEYOND}]"
_PATH = rf"(?:{_GENERAL}*(?:{_BALANCED}{_GENERAL}*)*{_ENDING}|{_GENERAL}+/)"

LINKS = urls.Rules(
    scheme=Late(r"(?:https?|dat|dweb|ipfs|ipns|ssb|gopher|gemini)://\Z", re.IGNORECASE | re.ASCII),
    bare=False,
    after=Late(rf"(?::[0-9]+)?(?P<path>/{_PATH}*)?(?:{_QUERY})?"),
)

_NOT_AFTER_MENTION = Late(rf"[@＠]|[{ACCENTED}]|://")
_SCHEME_INSIDE = Late(r"(?<=.)https?\Z", re.IGNORECASE | re.ASCII)
_SEPARATORS = r"_\u00b7\u30fb\u200c"


_WORD = r"[\p{L}\p{M}\p{Nd}\p{Pc}]"
_NAME = r"[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*"
_MENTION = Late(rf"(?<![=/]|{_WORD})(?P<name>@{_NAME})(?:@{_WORD}+(?:[.-]+{_WORD}+)*)?", scripts=True)

_RUN = Late(rf"(?<![^\n{_SPACE}])[#＃](?:{_WORD}|[{_SEPARATORS}])+", scripts=True)
_JOINS = Late(rf"[\p{{Alphabetic}}{_SEPARATORS}]", scripts=True)
_WORD_WITH_LETTER = Late(rf"{_WORD}*?\p{{Alphabetic}}{_WORD}*", scripts=True)
_STARTS_WORD = Late(_WORD, scripts=True)


@lru_cache(maxsize=16)
def links(text: str) -> tuple[Span, ...]:
    """Return where links stand; only with a scheme."""
    return tuple(urls.links(text, LINKS)) if "://" in text else ()


def mentions(text: str) -> list[tuple[int, int, int]]:
    """Return where people are mentioned, and where the name ends: what stands after it (@server) costs nothing."""
    return [
        (match.start(), match.end(), match.end("name"))
        for match in _MENTION.at(text, "@")
        if not _NOT_AFTER_MENTION.re.match(text, match.end())
    ]


def hashtags(text: str) -> list[Span]:
    """Return where hashtags stand."""
    found = []
    for run in _RUN.at(text, "#＃"):
        start = run.start()
        end = start + 1 + _name_length(run[0][1:])
        if text.startswith("://", end) and (scheme := _SCHEME_INSIDE.re.search(text, start + 1, end)):
            end = scheme.start()
        if end > start + 1:
            found.append((start, end))
    return found


def _name_length(run: str) -> int:
    """Return how much of the letters, digits and separators behind a # is the tag; 0 when it is none.

    Either it begins and ends with a letter or digit and has a letter or separator between, or it is one word with a
    letter.
    """
    whole = run.rstrip("\u00b7\u30fb\u200c")
    if _STARTS_WORD.re.match(whole) and _JOINS.re.search(whole, 1, max(len(whole) - 1, 1)):
        return len(whole)
    word = _WORD_WITH_LETTER.re.match(run)
    return word.end() if word else 0


def shortened(text: str) -> list[tuple[int, int, int]]:
    """Return (start, end, name end) of all that costs otherwise than written; a link's name end is -1.

    Of two that overlap, the one that begins first counts.
    """
    found = sorted([(start, end, -1) for start, end in links(text)] + mentions(text), key=lambda row: row[0])
    kept: list[tuple[int, int, int]] = []
    for row in found:
        if not kept or kept[-1][1] <= row[0]:
            kept.append(row)
    return kept


def find(text: str) -> Found:
    """Return all that Mastodon finds."""
    return Found(
        urls=marks(text, links(text)),
        mentions=marks(text, ((start, end) for start, end, _ in mentions(text))),
        hashtags=marks(text, hashtags(text)),
    )
