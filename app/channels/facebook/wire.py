# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How Meta's graph is spoken to: paths with their version, lists and moments as it gives them."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlencode

from app.networks import network
from app.wire import Answer

_ID = re.compile(r"[0-9_]{1,80}")


def path(what: str, edge: str = "", **asked: str) -> str:
    """Return the path of an object or of one of its lists, with the version of the data file."""
    whole = f"/{network('facebook').reach.version}/{what}" + (f"/{edge}" if edge else "")
    return f"{whole}?{urlencode(asked)}" if asked else whole


def id_of(answer: Answer) -> str:
    """Return the id in an answer. Raises as `Answer.broken` does when there is none that can be one."""
    id = answer.word("id")
    if not _ID.fullmatch(id):
        answer.broken("wire.not_json")
    return id


def listed(answer: Answer) -> list[dict[str, object]]:
    """Return the rows of a list."""
    rows = answer.json().get("data")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def moment(at: object) -> datetime | None:
    """Read Meta's 2026-11-23T07:12:00+0000."""
    try:
        found = datetime.fromisoformat(str(at))
    except ValueError:
        return None
    return found if found.tzinfo else None
