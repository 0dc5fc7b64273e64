# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Cards of links: what a page says of itself, read from the page when a writer asks or sends; never while typing."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from app.cards.page import read_head
from app.errors import AppError, Fixable, TryLater
from app.model import Card, Photo
from app.photos import thumbnail
from app.text import bluesky_facets
from app.wire import Limits, is_loopback
from app.wire.pages import as_ascii, joined, read_page

SECONDS = 10.0
"""For everything: looking the name up, redirects, the page and its picture."""

PAGE = Limits(connect=5, read=5, total=SECONDS, size=1 << 20)
PICTURE = Limits(connect=5, read=5, total=SECONDS, size=5_000_000)
THUMBNAIL = (1_000_000, 1200)
"""Bytes and pixels of the copy that is kept; bytes are what Bluesky takes (its app.bsky.embed.external)."""

_HEAD_ENDS = re.compile(rb"</head\s*>", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")


def link_of(text: str) -> str:
    """Return the first link of a text, whole, as its card would name it; "" without one."""
    found = next((facet.value for facet in bluesky_facets(text) if facet.kind == "link"), "")
    try:
        found.encode()
    except UnicodeEncodeError:
        return ""
    return found


def read_card(url: str, folder: Path) -> Card:
    """Read a link's card from its page, within SECONDS; the picture's small copy is kept in `folder`.

    Raises Fixable ("card.…") for a page that gives none, TryLater ("card.…") for one that can't be reached now.
    A picture that can't be had is left out.
    """
    end = time.monotonic() + SECONDS
    site = urlsplit(url).hostname or url[:80]
    try:
        place, answer = read_page(_secure(url), "text/html,application/xhtml+xml", PAGE, _HEAD_ENDS)
    except TryLater as error:
        raise TryLater("card.no_answer", site=site) from error
    except Fixable as error:
        raise Fixable("card.closed_address", site=site) from error
    if not answer.ok:
        raise Fixable("card.refused", site=site, status=answer.status)
    kind = answer.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() not in _PAGES:
        raise Fixable("card.not_a_page", site=site)
    head = read_head(answer.body, kind)
    if not head.title and not head.description and not head.picture:
        raise Fixable("card.says_nothing", site=site)
    base = joined(place, head.base) if head.base else place
    picture = _picture(joined(base, head.picture), place, folder, end) if head.picture else None
    if picture:
        picture = replace(picture, alt=head.picture_alt)
    return Card(url, head.title or site, head.description, picture)


def _picture(url: str, page: str, folder: Path, end: float) -> Photo | None:
    """Return a small clean copy; None when it can't be had. Only a page on this machine may show pictures of it."""
    parts, left = urlsplit(as_ascii(url)), end - time.monotonic()
    if left <= 0 or (is_loopback(parts.hostname or "") and parts.netloc != urlsplit(page).netloc):
        return None
    try:
        _, answer = read_page(url, "image/jpeg,image/png,image/webp,image/gif", replace(PICTURE, total=left))
        left = end - time.monotonic()
        return thumbnail(answer.body, folder, THUMBNAIL, left) if answer.ok and left > 0 else None
    except AppError:
        return None


def _secure(url: str) -> str:
    """Ask for http links by https: that is where nearly all of them lead. This very machine may be asked by http."""
    parts = urlsplit(url)
    if parts.scheme != "http" or is_loopback(parts.hostname or "") or parts.port:
        return url
    return parts._replace(scheme="https").geturl()
