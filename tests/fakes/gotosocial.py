# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A server that speaks Mastodon's language and keeps no keys, as GoToSocial does: each repeat is one more post.

Measured on GoToSocial (facts of 2026-11-22): Idempotency-Key ignored, six pictures, 5,000 characters, ids are ULIDs.
"""

from __future__ import annotations

import html
import itertools
import json
from datetime import UTC, datetime
from typing import ClassVar
from urllib.parse import urlsplit

from fakes.loopback import Asked, Loopback, Play

INSTANCE = {
    "domain": "village.example",
    "version": "0.19.1",
    "source_url": "https://codeberg.org/superseriousbusiness/gotosocial",
    "configuration": {
        "statuses": {"max_characters": 5000, "max_media_attachments": 6, "characters_reserved_per_url": 25},
        "media_attachments": {"image_size_limit": 41_943_040, "description_limit": 1500},
    },
}


class Server(Loopback):
    """Holds posts; `known` makes it say that it is Mastodon, and keep keys as Mastodon does."""

    act = "/api/v1/statuses"
    sign_in: ClassVar = {"secret": "token-of-alice"}
    browser: ClassVar = {}
    key = None

    def __init__(self, known: bool = False) -> None:
        super().__init__()
        self.known, self.posts, self.keys = known, [], {}
        self._numbers = itertools.count(1)
        self.then = self._answer_to

    def texts(self) -> list[str]:
        return [post["text"] for post in self.posts]

    def _answer_to(self, asked: Asked) -> Play | None:
        path = urlsplit(asked.path).path
        if path == "/api/v2/instance":
            source = "https://github.com/mastodon/mastodon" if self.known else INSTANCE["source_url"]
            return _json({**INSTANCE, "source_url": source})
        if asked.headers.get("authorization") != "Bearer token-of-alice":
            return _json({"error": "Unauthorized"}, 401)
        if path == "/api/v1/accounts/verify_credentials":
            return _json({"id": "01ALICE", "username": "alice", "acct": "alice"})
        if path == "/api/v1/accounts/01ALICE/statuses":
            return _json([self._shown(post) for post in reversed(self.posts)])
        if path == "/api/v2/media":
            return _json({"id": f"01MEDIA{next(self._numbers)}", "url": "https://village.example/1.jpg"})
        if path == self.act and asked.method == "POST":
            return self._posted(json.loads(asked.body), asked.headers.get("idempotency-key", ""))
        return None

    def _posted(self, told: dict, key: str) -> Play:
        if self.known and key in self.keys:
            return _json(self._shown(self.keys[key]))
        post = {
            "id": f"01POST{next(self._numbers)}",
            "text": told["status"],
            "parent": told.get("in_reply_to_id"),
            "warning": told.get("spoiler_text", ""),
            "at": datetime.now(UTC).isoformat(),
        }
        self.posts.append(post)
        self.keys[key] = post
        return _json(self._shown(post))

    def _shown(self, post: dict) -> dict:
        return {
            "id": post["id"],
            "created_at": post["at"],
            "in_reply_to_id": post["parent"],
            "spoiler_text": post["warning"],
            "url": f"https://village.example/@alice/statuses/{post['id']}",
            "content": f"<p>{html.escape(post['text'])}</p>",
            "account": {"id": "01ALICE"},
        }


def _json(value: object, status: int = 200) -> Play:
    return Play(status=status, body=json.dumps(value).encode())
