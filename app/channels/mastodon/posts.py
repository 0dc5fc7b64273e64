# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Posts as a Mastodon server tells them: HTML as plain words, and whether two texts are one post. Pure."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

from app.model import Reply
from app.wire import Answer, is_loopback

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_BREAKS = {"br": "\n", "p": "\n\n"}
_ABROAD = re.compile(r"(@[\w.-]+)@[\w.:-]*\w")
"""A mention with its server, which the page of a post leaves out."""


@dataclass(frozen=True, slots=True)
class Status:
    """One post of a server. `words` are comparable, `parent` is the id it answers, "" for none."""

    id: str
    url: str
    at: datetime
    words: str
    warning: str
    parent: str


def rows(answer: Answer) -> list[dict[str, object]]:
    """Return the objects of an answer that is a list. Raises as `Answer.broken` does."""
    try:
        found = json.loads(answer.body.decode("utf-8"))
    except (ValueError, RecursionError):
        answer.broken("wire.not_json")
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        answer.broken("wire.not_json")
    return found


def id_of(answer: Answer, value: object) -> str:
    """Return an id that can stand in an address. Raises as `Answer.broken` does."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        answer.broken("wire.not_json")
    return value


def read_status(answer: Answer, told: Mapping[str, object]) -> Status:
    """Read one post, each field checked. Raises as `Answer.broken` does."""
    parent = told.get("in_reply_to_id")
    return Status(
        id_of(answer, told.get("id")),
        _address(told.get("url")) or _address(told.get("uri")),
        moment(told.get("created_at")),
        comparable(plain(_text(told.get("content")))),
        comparable(plain(_text(told.get("spoiler_text")))),
        parent if isinstance(parent, str) else "",
    )


def read_reply(answer: Answer, told: Mapping[str, object]) -> Reply:
    """Read somebody's answer: plain words, never markup. Raises as `Answer.broken` does."""
    status = read_status(answer, told)
    author = told.get("account")
    who: Mapping[str, object] = author if isinstance(author, dict) else {}
    handle = _line(_text(who.get("acct")))
    warning = plain(_text(told.get("spoiler_text")))
    text = "\n".join(filter(None, (warning, plain(_text(told.get("content"))))))
    return Reply(status.id, _line(_text(who.get("display_name"))) or handle, f"@{handle}", text, status.at, status.url)


def author_of(told: Mapping[str, object]) -> str:
    """Return the id of a post's author, "" if it is not told."""
    author = told.get("account")
    return _text(author.get("id")) if isinstance(author, dict) else ""


def comparable(text: str) -> str:
    """Return what two texts share exactly if they are one post: without blanks, invisible letters, servers of names."""
    known = _ABROAD.sub(r"\1", unicodedata.normalize("NFC", text))
    return "".join(letter for letter in known if letter.isprintable() and not letter.isspace())


def plain(html: str) -> str:
    """Return the words of a post's HTML, paragraphs as empty lines; anything may stand in it."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces).strip()


def moment(value: object) -> datetime:
    """Return a moment as a server writes it, in UTC; what can't be read is long ago."""
    try:
        found = datetime.fromisoformat(_text(value))
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return datetime(1970, 1, 1, tzinfo=UTC)


def count(told: Mapping[str, object], name: str) -> int:
    """Return a number a server tells, 0 for anything odd."""
    value = told.get(name)
    return value if type(value) is int and 0 <= value < 1 << 53 else 0


class _Words(HTMLParser):
    """Collects the text, and where lines end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.pieces.append(_BREAKS[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self.pieces.append(_BREAKS[tag])

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def _address(value: object) -> str:
    """Return the address of a post if it is one that may be opened, else ""."""
    text = _text(value)
    try:
        parts = urlsplit(text)
        fine = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    except ValueError:
        return ""
    return text if fine and text.isprintable() and len(text) < 2000 else ""


def _line(text: str) -> str:
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:200]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
