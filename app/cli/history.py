# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`history`: what was published, newest first; --search finds every word in any inflection."""

from __future__ import annotations

import argparse
from typing import Any

from app.console import Console
from app.errors import Fixable
from app.model import Post
from app.wording import t

HELP = "what you have published; --search finds other word forms too"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the contract."""
    parser.add_argument("--search", metavar="WORDS", default="")
    parser.add_argument("--limit", metavar="N", type=int, default=50)


def run(console: Console) -> int:
    """Search and list."""
    if console.options.limit < 1:
        raise Fixable("cli.limit_too_small")
    page = console.desk.history.search(console.options.search, limit=console.options.limit)
    rows = [row for post in page.posts for row in _rows(post)][: console.options.limit]
    lines = [
        f"{row['at']:%Y-%m-%d %H:%M}  {row['network']:10} {row['text'].splitlines()[0][:80]}"
        for row in rows
        if row["text"]
    ]
    for row in rows:
        row["at"] = row["at"].isoformat()
    return console.answer({"posts": rows}, *(lines or [t("history.nothing")]))


def _rows(post: Post) -> list[dict[str, Any]]:
    return [
        {
            "id": post.id,
            "text": post.text,
            "network": sent.network,
            "at": sent.at,
            "url": sent.url,
            "kind": str(post.kind),
        }
        for sent in post.deliveries
    ]
