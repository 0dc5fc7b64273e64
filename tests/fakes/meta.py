# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What Meta's networks share: lists under "data", refusals with a number, moments, one page of posts, tokens renewed.

As developers.facebook.com/docs/graph-api describes it; tests/fakes/threads.py and facebook.py differ from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from fakes.loopback import Asked, Play
from fakes.stub import Stub, query, told

DAYS_60 = 60 * 86_400


def refused(number: int, words: str, status: int = 400, kind: str = "OAuthException", **more: int) -> Play:
    return told({"error": {"message": words, "type": kind, "code": number, **more}}, status)


def listed(rows: Iterable[dict[str, object]]) -> Play:
    return told({"data": list(rows)})


def stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S+0000")


class Graph(Stub):
    """`gone`: what is said of a post that is not there. `post_page`: the address of a post, with {id}."""

    gone = refused(100, "Unsupported get request. Object does not exist", kind="GraphMethodException")
    post_page = ""

    def renewed(self, asked: Asked, token: str) -> Play:
        """A token for 60 days; an exchange must show the app's secret."""
        assert query(asked).get("client_secret", "app-secret") == "app-secret"
        return told({"access_token": token, "token_type": "bearer", "expires_in": DAYS_60})

    def shown(self, id: str, words: str) -> dict[str, object]:
        """A post as a list has it; `words` is the name of its text there."""
        return {"id": id, words: self.posts[id]["text"], "permalink": self.post_page.format(id=id)}

    def delete(self, asked: Asked, id: str) -> Play:
        return told({"success": True}) if self.posts.pop(id, None) else self.gone
