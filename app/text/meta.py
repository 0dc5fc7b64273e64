# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Links, mentions and hashtags on Threads, Instagram and Facebook, which publish no rules: the plain sense of them."""

from __future__ import annotations

from app.text import x
from app.text.found import Found, marks, without_overlaps
from app.text.late import Late

_MENTION = Late(r"(?<![\w@./])@[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?(?![\w@])")
_HASHTAG = Late(r"(?<![\w&/#＃])[#＃](?=\d*[^\W\d])\w+")


def find(text: str) -> Found:
    """Return what a reader would take for a link, a mention or a hashtag there."""
    links = x.links(text)
    return Found(
        urls=marks(text, links),
        mentions=marks(text, without_overlaps((match.span() for match in _MENTION.re.finditer(text)), links)),
        hashtags=marks(text, without_overlaps((match.span() for match in _HASHTAG.re.finditer(text)), links)),
    )
