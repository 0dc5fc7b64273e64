# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Links, mentions, hashtags and cashtags as X finds them: twitter-text 3.1.0 is the rule."""

from __future__ import annotations

import re
from functools import lru_cache

from app.text import urls
from app.text.found import Found, Span, marks, without_overlaps
from app.text.late import Late, places
from app.text.urls import ACCENTED, ACCENTED_ANY_CASE, SPACES

_GENERAL = rf"[A-Za-z\u0400-\u04ff\u1c80-\u1c870-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{ACCENTED_ANY_CASE}]"
_BALANCED = rf"\((?:{_GENERAL}+|{_GENERAL}*\({_GENERAL}+\){_GENERAL}*)\)"
_ENDING = rf"[+\-A-Za-z\u0400-\u04ff\u1c80-\u1c870-9=_#/{ACCENTED_ANY_CASE}]"
_PATH = rf"(?:{_GENERAL}*(?:{_BALANCED}{_GENERAL}*)*{_ENDING}|{_BALANCED}|@{_GENERAL}+/)"
_QUERY = r"\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[A-Za-z0-9\-_&=#/]"

LINKS = urls.Rules(
    scheme=Late(r"https?://\Z", re.IGNORECASE | re.ASCII),
    bare=True,
    after=Late(rf"(?::[0-9]+)?(?P<path>/{_PATH}*)?(?:{_QUERY})?"),
)

_MENTION = Late(r"[@＠][a-zA-Z0-9_]{1,20}(?P<list>/[a-zA-Z][a-zA-Z0-9_-]{0,24})?")
_NOT_BEFORE_MENTION = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_!#$%&*@＠")
_REPEATED = Late(r"(?:^|[^a-zA-Z0-9_+~.-])[rR][tT]:?\Z")
_NOT_AFTER_MENTION = Late(rf"[@＠]|[{ACCENTED}]|://")
_CASHTAG = Late(
    rf"(?:^|[{SPACES}])(?P<tag>\$[A-Za-z]{{1,6}}(?:[._][A-Za-z]{{1,2}})?)"
    rf"(?=\Z|[{SPACES}\ufeff]|[!'#%&()*+,\\\-./:;<=>?@\[\]^_{{|}}~$])"
)


_WORD = (
    r"[\p{L}\p{M}\p{Nd}_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\xb7]"
)
_HASHTAG = Late(rf"[#＃](?![\ufe0f\u20e3]){_WORD}*[\p{{L}}\p{{M}}]{_WORD}*", scripts=True)
_NOT_BEFORE_HASHTAG = Late(rf"(?![\ufe0e\ufe0f])(?:{_WORD}|[&\ud800-\udfff])", scripts=True)


@lru_cache(maxsize=16)
def links(text: str) -> tuple[Span, ...]:
    """Return where links stand; also example.com without a scheme is one."""
    return tuple(urls.links(text, LINKS)) if "." in text else ()


def mentions(text: str) -> list[Span]:
    """Return where people are mentioned; lists (@name/list) are left out."""
    return [(start, end) for start, end, is_list in mentions_and_lists(text) if not is_list]


def mentions_and_lists(text: str) -> list[tuple[int, int, bool]]:
    """Return where people and lists are mentioned, and whether it is a list."""
    found = []
    used = 0
    for place in places(text, "@＠"):
        match = _MENTION.re.match(text, place) if _may_mention(text, place, used) else None
        if match:
            used = match.end()
            if not _NOT_AFTER_MENTION.re.match(text, used):
                found.append((*match.span(), match["list"] is not None))
    return found


def _may_mention(text: str, place: int, used: int) -> bool:
    """Whether a mention may stand at `place`; what is before it must not be part of the mention before."""
    if place == 0 or (place > used and text[place - 1] not in _NOT_BEFORE_MENTION):
        return True
    before = _REPEATED.re.search(text, max(place - 4, 0), place)
    return before is not None and before.start() >= used


def hashtags(text: str) -> list[Span]:
    """Return where hashtags stand; those inside a link are none."""
    found = []
    used = 0
    for place in places(text, "#＃"):
        if place and (place <= used or _NOT_BEFORE_HASHTAG.re.match(text, place - 1)):
            continue
        if match := _HASHTAG.re.match(text, place):
            used = match.end()
            if not text.startswith(("#", "＃", "://"), used):
                found.append(match.span())
    return without_overlaps(found, links(text)) if found else []


def cashtags(text: str) -> list[Span]:
    """Return where cashtags ($TICKER) stand."""
    return [match.span("tag") for match in _CASHTAG.re.finditer(text)] if "$" in text else []


def find(text: str) -> Found:
    """Return all that X finds."""
    return Found(
        urls=marks(text, links(text)),
        mentions=marks(text, mentions(text)),
        hashtags=marks(text, hashtags(text)),
        cashtags=marks(text, cashtags(text)),
    )
