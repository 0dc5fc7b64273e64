# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Links, mentions, hashtags and cashtags as X finds them: twitter-text 3.1.0 is the rule."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from app.text import urls
from app.text.found import Found, Span, marks, without_overlaps
from app.text.urls import ACCENTED, ACCENTED_ANY_CASE, SPACES

_GENERAL = rf"[A-Za-z\u0400-\u04ff0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{ACCENTED_ANY_CASE}]"
_BALANCED = rf"\((?:{_GENERAL}+|{_GENERAL}*\({_GENERAL}+\){_GENERAL}*)\)"
_ENDING = rf"[+\-A-Za-z\u0400-\u04ff0-9=_#/{ACCENTED_ANY_CASE}]"
_PATH = rf"(?:{_GENERAL}*(?:{_BALANCED}{_GENERAL}*)*{_ENDING}|{_BALANCED}|@{_GENERAL}+/)"
_QUERY = r"\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[A-Za-z0-9\-_&=#/]"

LINKS = urls.Rules(
    scheme=re.compile(r"https?://\Z", re.IGNORECASE | re.ASCII),
    bare=True,
    after=re.compile(rf"(?::[0-9]+)?(?P<path>/{_PATH}*)?(?:{_QUERY})?"),
)

_MENTION = re.compile(
    r"(?:^|[^a-zA-Z0-9_!#$%&*@＠]|(?:^|[^a-zA-Z0-9_+~.-])[rR][tT]:?)"
    r"(?P<mention>[@＠][a-zA-Z0-9_]{1,20})(?P<list>/[a-zA-Z][a-zA-Z0-9_-]{0,24})?"
)
_NOT_AFTER_MENTION = re.compile(rf"[@＠]|[{ACCENTED}]|://")
_CASHTAG = re.compile(
    rf"(?:^|[{SPACES}])(?P<tag>\$[A-Za-z]{{1,6}}(?:[._][A-Za-z]{{1,2}})?)"
    rf"(?=\Z|[{SPACES}\ufeff]|[!'#%&()*+,\\\-./:;<=>?@\[\]^_{{|}}~$])"
)


@cache
def _hashtag() -> Any:
    import regex  # late: 15 ms, and only texts with a # need letters of every script

    word = r"[\p{L}\p{M}\p{Nd}_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\xb7]"
    return regex.compile(
        rf"(?:^|[\ufe0e\ufe0f]|(?!{word}|[&\ud800-\udfff])(?s:.))"
        rf"(?P<tag>[#＃](?![\ufe0f\u20e3]){word}*[\p{{L}}\p{{M}}]{word}*)(?P<spoilt>(?=[#＃]|://))?"
    )


def links(text: str) -> list[Span]:
    """Return where links stand; also example.com without a scheme is one."""
    return urls.links(text, LINKS) if "." in text else []


def mentions(text: str) -> list[Span]:
    """Return where people are mentioned; lists (@name/list) are left out."""
    return [(start, end) for start, end, is_list in mentions_and_lists(text) if not is_list]


def mentions_and_lists(text: str) -> list[tuple[int, int, bool]]:
    """Return where people and lists are mentioned, and whether it is a list."""
    if "@" not in text and "＠" not in text:
        return []
    return [
        (match.start("mention"), match.end(), match["list"] is not None)
        for match in _MENTION.finditer(text)
        if not _NOT_AFTER_MENTION.match(text, match.end())
    ]


def hashtags(text: str) -> list[Span]:
    """Return where hashtags stand; those inside a link are none."""
    if "#" not in text and "＃" not in text:
        return []
    found = [match.span("tag") for match in _hashtag().finditer(text) if match["spoilt"] is None]
    return without_overlaps(found, links(text)) if found else []


def cashtags(text: str) -> list[Span]:
    """Return where cashtags ($TICKER) stand."""
    return [match.span("tag") for match in _CASHTAG.finditer(text)] if "$" in text else []


def find(text: str) -> Found:
    """Return all that X finds."""
    return Found(
        urls=marks(text, links(text)),
        mentions=marks(text, mentions(text)),
        hashtags=marks(text, hashtags(text)),
        cashtags=marks(text, cashtags(text)),
    )
