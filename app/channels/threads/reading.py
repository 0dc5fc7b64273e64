# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How Threads' graph is spoken to and read: paths with their version, ids, moments and replies as it gives them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlencode

from app.model import Reply
from app.networks import network
from app.wire import Answer

ID = re.compile(r"\d{1,40}")


def path(what: str, edge: str = "", **asked: str) -> str:
    """Return the path of an object or of one of its lists, with the version of the data file."""
    version = network("threads").reach.version
    found = f"/{version}/{what}/{edge}" if edge else f"/{version}/{what}"
    return f"{found}?{urlencode(asked)}" if asked else found


def whole(base: str, what: str, **asked: str) -> str:
    """Return the whole address of a path."""
    return base + path(what, **asked)


def id_of(answer: Answer) -> str:
    """Return the id in an answer. Raises as `Answer.broken` does when there is none that can be one."""
    id = answer.word("id")
    if not ID.fullmatch(id):
        answer.broken("wire.not_json")
    return id


def page(address: object) -> str:
    """Return an address that can be opened, "" for anything else."""
    return address if isinstance(address, str) and address.startswith("https://") else ""


def moment(seconds: object) -> datetime | None:
    """Return a moment given in seconds since 1970, None for what can be none."""
    try:
        return datetime.fromtimestamp(seconds, UTC) if type(seconds) is int and seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def parsed(at: object) -> datetime | None:
    """Read Meta's 2026-11-23T07:12:00+0000."""
    try:
        found = datetime.fromisoformat(str(at))
    except ValueError:
        return None
    return found if found.tzinfo else None


def reply(row: object) -> Reply | None:
    """Read somebody's reply, None for what can't be read."""
    if not isinstance(row, dict):
        return None
    words = {key: str(row.get(key, "")) for key in ("id", "username", "text", "permalink")}
    at = parsed(row.get("timestamp"))
    if not at or not words["id"]:
        return None
    return Reply(words["id"], words["username"], f"@{words['username']}", words["text"], at, page(words["permalink"]))
