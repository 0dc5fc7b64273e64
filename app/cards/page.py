# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the head of a page says of itself: title, description, picture. Pure; takes any bytes, in linear time.

The standard library's parser is quadratic on some hostile pages, so only single tags of limited length reach it;
where they stand is found by plain searching.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from app.text import graphemes

LONGEST_TITLE, LONGEST_DESCRIPTION = 300, 1000
"""Code points kept; networks show less."""

_LONGEST_TAG, _MOST_TAGS = 8192, 400
_PIECE = re.compile(r"<(?:(!--)|(script|style|template|svg)\b|(title|meta|base)(?=[\s>/])|/head\s*>|body[\s>])", re.I)
_TAG_END = re.compile(r"""(?:[^>"']|"[^"]*"|'[^']*')*+>""")
_ENDS = {name: re.compile(f"</{name}\\b", re.I) for name in ("script", "style", "template", "svg", "title")}
_META_CHARSET = re.compile(rb"""<meta\b[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.I)
_WEB_CODEC = re.compile(
    r"utf-(8|16).*|cp\d+|iso8859-\d+|koi8-[ru]|mac-.*|shift_jis|euc_(jp|kr)|iso2022_jp|gb\w+|big5\w*"
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_KEPT_FORMATS = "\u200c\u200d"
"""Joiners: they hold emoji and some scripts together."""

_TITLES = ("og:title", "twitter:title")
_DESCRIPTIONS = ("og:description", "twitter:description", "description")
_PICTURES = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
_ALTS = ("og:image:alt", "twitter:image:alt")


@dataclass(frozen=True, slots=True)
class Head:
    """Plain text, "" for what is not said. `picture` and `base` are links as they stand in the page."""

    title: str = ""
    description: str = ""
    picture: str = ""
    picture_alt: str = ""
    base: str = ""


def read_head(content: bytes, content_type: str = "") -> Head:
    """Read the start of a page; what networks' own tags say goes before what the page's plain ones do."""
    title, base, said = _gathered(decoded(content, content_type))

    def first(names: tuple[str, ...]) -> str:
        return next((said[name] for name in names if name in said), "")

    return Head(
        title=cleaned(first(_TITLES) or title, LONGEST_TITLE),
        description=cleaned(first(_DESCRIPTIONS), LONGEST_DESCRIPTION),
        picture=first(_PICTURES).strip(),
        picture_alt=cleaned(first(_ALTS), LONGEST_DESCRIPTION),
        base=base.strip(),
    )


def decoded(content: bytes, content_type: str) -> str:
    """Return a page's text: by its byte order mark, its header, its own word, else UTF-8 or what old pages are in."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    declared = _HEADER_CHARSET.search(content_type)
    inside = _META_CHARSET.search(content, 0, 4096)
    for found in (declared[1] if declared else "", inside[1].decode("ascii", "replace") if inside else ""):
        name = _codec(found)
        if found and name:
            return content.decode(name, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_in_a_letter = error.end == len(content) and error.reason == "unexpected end of data"
        return content.decode("utf-8" if cut_in_a_letter else "cp1252", "replace")


def cleaned(text: str, most: int) -> str:
    """Return a stranger's words on one line without control characters, cut between characters as people see them."""
    line = " ".join("".join(map(_kept, text[: most * 20])).split())
    if len(line) <= most:
        return line
    short, length = [], 0
    for piece in graphemes(line[: most + 50]):
        length += len(piece)
        if length >= most:
            break
        short.append(piece)
    return ("".join(short).rstrip() or line[: most - 1]) + "…"


def _kept(letter: str) -> str:
    """Return the letter, a space for a control character, nothing for what hides or turns others round."""
    kind = unicodedata.category(letter)
    if kind == "Cc":
        return " "
    number = ord(letter)
    nothing = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF
    return "" if nothing or kind in ("Cs", "Co") or (kind == "Cf" and letter not in _KEPT_FORMATS) else letter


def _codec(label: str) -> str:
    """Return Python's name of a charset that web pages use; "" for anything else (Python knows stranger ones)."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    if name in ("ascii", "iso8859-1"):
        return "cp1252"  # what the web means by them
    if name.startswith("utf-16"):
        return "utf-8"  # a page that could say so in ASCII is not in it
    return name if _WEB_CODEC.fullmatch(name) else ""


def _gathered(text: str) -> tuple[str, str, dict[str, str]]:
    """Return the title, the base and what the meta tags say; of each name the first."""
    title, base, said = "", "", dict[str, str]()
    place = 0
    for _ in range(_MOST_TAGS):
        piece = _next_piece(text, place)
        if piece is None:
            break
        name, start, place = piece
        tag = _Tag(text[start:place])
        if name == "title":
            end = _ENDS["title"].search(text, place)
            title = title or unescape(text[place : end.start() if end else place])
            place = end.end() if end else place
        elif name == "base":
            base = base or tag.said.get("href", "")
        else:
            key = (tag.said.get("property") or tag.said.get("name") or "").strip().lower()
            if tag.said.get("content", "").strip():
                said.setdefault(key, tag.said["content"])
    return title, base, said


def _next_piece(text: str, place: int) -> tuple[str, int, int] | None:
    """Return name, start and end of the next tag that may say something; None at the end of the head."""
    while found := _PIECE.search(text, place):
        comment, closed, tag = found.groups()
        if comment:
            place = text.find("-->", found.end()) + 3
            if place < 3:
                return None
        elif closed:
            end = _ENDS[closed.lower()].search(text, found.end())
            if end is None:
                return None
            place = end.end()
        elif tag:
            whole = _TAG_END.match(text, found.end(), found.end() + _LONGEST_TAG)
            if whole:
                return tag.lower(), found.start(), whole.end()
            place = found.end() + _LONGEST_TAG  # not from the next letter: that would be quadratic
        else:
            return None
    return None


class _Tag(HTMLParser):
    """One start tag, read by the standard library: attribute names in lower case, entities resolved."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.feed(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self.said.setdefault(name, value or "")
