# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Links and hashtags on LinkedIn, and its "little text", in which unescaped signs cut the rest off in silence.

The format: learn.microsoft.com/linkedin, "little text format". A person can't be mentioned by writing @ and a name.
"""

from __future__ import annotations

from app.text import x
from app.text.characters import utf16_length
from app.text.found import Found, Span, marks, without_overlaps
from app.text.late import Late

_HASHTAG = Late(r"(?<![\w&/#])#(?=\d*[^\W\d_])[^\W_]+")
_RESERVED = Late(r"[\\|{}@\[\]()<>#*_~]")


def _hashtags(text: str, links: tuple[Span, ...]) -> list[Span]:
    if "#" not in text:
        return []
    return without_overlaps((match.span() for match in _HASHTAG.re.finditer(text)), links)


def find(text: str) -> Found:
    """Return the links and hashtags."""
    links = x.links(text)
    return Found(urls=marks(text, links), hashtags=marks(text, _hashtags(text, links)))


def little_text_length(text: str) -> int:
    """Return the UTF-16 units of the escaped text; whether the backslashes count is not documented, so they do."""
    return utf16_length(text) + len(_RESERVED.re.findall(text)) - len(_hashtags(text, x.links(text)))


def escape_little_text(text: str) -> str:
    """Return `text` as a post's `commentary` must spell it, so that exactly `text` appears and its hashtags work.

    Every reserved sign gets a backslash, but for the # of a hashtag. Titles, comments and alt texts are no little text.
    """
    tags = {start for start, _ in _hashtags(text, x.links(text))}
    return _RESERVED.re.sub(lambda sign: sign[0] if sign.start() in tags else "\\" + sign[0], text)
