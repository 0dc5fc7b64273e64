# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Reading strangers' pages: public https addresses only, also behind a name or a redirect, within one deadline.

A post's link may be anybody's text, so reading it must never reach what only this machine can (`addresses.py`).
"""

from __future__ import annotations

import re
import time
from dataclasses import replace
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from app.errors import Fixable, TryLater
from app.wire import Answer, Limits, Request, check_address, is_loopback

MOST_TURNS = 3
"""Redirects followed for one page."""

_TURNS = (301, 302, 303, 307, 308)


def read_page(url: str, accept: str, limits: Limits, until: re.Pattern[bytes] | None = None) -> tuple[str, Answer]:
    """Read a stranger's page or picture; return where it was in the end, and the answer, whatever its status.

    `until`: stop at these bytes or at the size limit and be content; without it, more than the limit is refused.
    Plain http is for this very machine alone, and only if `url` itself names it.
    Raises Fixable("wire.bad_address", "wire.private_address" or "wire.too_many_turns") and TryLater without an answer.
    """
    end = time.monotonic() + limits.total
    url = as_ascii(url)
    named = _place(url) if is_loopback(urlsplit(url).hostname or "") else ()
    for _ in range(MOST_TURNS + 1):
        _check(url, named)
        rest = replace(limits, total=max(end - time.monotonic(), 0.001))
        request = Request("GET", url, {"Accept": accept}, public=not named, until=until)
        answer = _read(request, rest)
        turn = answer.headers.get("location", "") if answer.status in _TURNS else ""
        if not turn:
            return url, answer
        url = as_ascii(joined(url, turn))
        if named and _place(url) != named:
            named = ()
    raise Fixable("wire.too_many_turns", server=urlsplit(url).hostname or "")


def joined(base: str, link: str) -> str:
    """Return a link of a page as a whole address; "" for one that can't be understood."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def as_ascii(url: str) -> str:
    """Return an address as it goes over the wire: the name in IDNA, the rest percent-encoded, no fragment."""
    try:
        parts = urlsplit(url.strip())
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
        path, query = (quote(part, safe="%/:=&?~+!$,;'@()*[]|") for part in (parts.path, parts.query))
        return urlunsplit((parts.scheme, host, path, query, ""))
    except ValueError:  # UnicodeError is one
        return ""


def _place(url: str) -> tuple[str, ...]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _check(url: str, named: tuple[str, ...]) -> None:
    check_address(url)
    if not named and is_loopback(urlsplit(url).hostname or ""):
        raise Fixable("wire.private_address", server=urlsplit(url).hostname)


def _read(request: Request, limits: Limits) -> Answer:
    from app.wire.connection import Failed, exchange  # late: brings requests along, 75 ms

    server = urlsplit(request.url).hostname
    try:
        return Answer(*exchange(request, limits))
    except Failed as error:
        kind = Fixable if error.code in ("wire.private_address", "wire.answer_too_big") else TryLater
        raise kind(error.code, server=server) from error
