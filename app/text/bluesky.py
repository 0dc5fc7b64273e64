# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Links, mentions and tags as Bluesky's own app finds them (detectFacets of npm @atproto/api)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.model import Facet
from app.text.characters import count_graphemes
from app.text.domains import domains
from app.text.found import Found, Span, marks
from app.text.late import Late

_SPACE = r"\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_HIDDEN = r"\u00ad\u2060\u200a\u200b\u200c\u200d\u20e2"

_MENTION = Late(rf"(?<![^{_SPACE}(])@(?P<handle>[a-zA-Z0-9.-]+)\b", re.ASCII)
_LINK = Late(
    rf"(?:^|[{_SPACE}(])(?P<uri>[Hh][Tt][Tt][Pp][Ss]?://[^{_SPACE}]+"
    rf"|(?P<domain>[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)+)[^{_SPACE}]*)"
)
_TAG = Late(rf"(?<![^{_SPACE}])(?P<tag>[#＃](?!\ufe0f)[^{_SPACE}{_HIDDEN}]+)")
_CASHTAG = Late(rf"(?<![^{_SPACE}(])(?P<tag>\$[A-Za-z][A-Za-z0-9]{{0,4}})(?=[{_SPACE}.,;:!?)\"'\u2019]|\Z)")

LONGEST_TAG = 64

_Piece = tuple[int, int, str, str]


def _mentions(text: str) -> list[_Piece]:
    tops = domains("iana").all
    return [
        (match.start("handle") - 1, match.end("handle"), "mention", match["handle"])
        for match in _MENTION.at(text, "@")
        if match["handle"].endswith(".test") or _is_domain(match["handle"], tops)
    ]


def _is_domain(name: str, tops: frozenset[str]) -> bool:
    _, dot, last = name.rpartition(".")
    return bool(dot) and last in tops


def _links(text: str) -> list[_Piece]:
    tops = domains("iana").all
    found = []
    for match in _LINK.re.finditer(text):
        uri = match["uri"]
        if not uri.startswith("http"):
            if not match["domain"] or not _is_domain(match["domain"], tops):
                continue
            uri = f"https://{uri}"
        start, end = match.span("uri")
        if uri[-1] in ".,;:!?":
            uri, end = uri[:-1], end - 1
        if uri.endswith(")") and "(" not in uri:
            uri, end = uri[:-1], end - 1
        found.append((start, end, "link", uri))
    return found


def _tags(text: str) -> list[_Piece]:
    found = []
    for match in _TAG.at(text, "#＃"):
        tag = match["tag"][1:]
        if all(_is_digit_or_mark(character) for character in tag):
            continue
        while tag and unicodedata.category(tag[-1])[0] == "P":
            tag = tag[:-1]
        if tag and (len(tag) <= LONGEST_TAG or count_graphemes(tag) <= LONGEST_TAG):
            start = match.start("tag")
            found.append((start, start + 1 + len(tag), "tag", tag))
    return found


def _is_digit_or_mark(character: str) -> bool:
    return character in "0123456789" or unicodedata.category(character)[0] == "P"


def _cashtags(text: str) -> list[_Piece]:
    return [(*match.span("tag"), "tag", match["tag"].upper()) for match in _CASHTAG.at(text, "$")]


@lru_cache(maxsize=4)
def _pieces(text: str) -> tuple[_Piece, ...]:
    finders = [(_mentions, "@"), (_links, "."), (_links, "://"), (_tags, "#"), (_tags, "＃"), (_cashtags, "$")]
    wanted = dict.fromkeys(finder for finder, sign in finders if sign in text)
    return tuple(sorted((piece for finder in wanted for piece in finder(text)), key=lambda piece: piece[0]))


def facets(text: str) -> tuple[Facet, ...]:
    """Return the facets by place, offsets in UTF-8 bytes; a mention's value is its handle, still to be resolved."""
    found = []
    place = 0
    length = 0
    for start, end, kind, value in _pieces(text):
        length += _bytes(text[place:start])
        place = start
        found.append(Facet(kind, value, length, length + _bytes(text[start:end])))
    return tuple(found)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def find(text: str) -> Found:
    """Return all that Bluesky's app finds; cashtags are tags there."""
    spans: dict[str, list[Span]] = {"link": [], "mention": [], "tag": []}
    for start, end, kind, _ in _pieces(text):
        spans[kind].append((start, end))
    tags = marks(text, spans["tag"])
    return Found(
        urls=marks(text, spans["link"]),
        mentions=marks(text, spans["mention"]),
        hashtags=tuple(tag for tag in tags if not tag.text.startswith("$")),
        cashtags=tuple(tag for tag in tags if tag.text.startswith("$")),
    )
