# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Threads as developers.facebook.com/documentation/threads describes it: containers, then posts; tokens that renew."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from fakes.stub import Stub, form, query, serve, told

ME = "17841400000000001"
DAY = 86_400


class ThreadsStub(Stub):
    routes = (
        ("GET", r"(?:/v1\.0)?/debug_token", "debug"),
        ("GET", "/access_token", "exchange"),
        ("GET", "/refresh_access_token", "refresh"),
        ("GET", r"/v1\.0/me", "me"),
        ("POST", rf"/v1\.0/{ME}/threads", "container"),
        ("POST", rf"/v1\.0/{ME}/threads_publish", "publish"),
        ("GET", r"/v1\.0/me/(threads|replies)", "listed"),
        ("GET", r"/v1\.0/(\d+)/replies", "replies"),
        ("GET", r"/v1\.0/(\d+)", "one"),
        ("DELETE", r"/v1\.0/(\d+)", "delete"),
    )

    def __init__(self):
        super().__init__()
        self.containers = {}
        self.token = "THQ-1"
        self.days = 60
        self.published = set()
        self.ready = True
        self.hidden = False

    def _who(self, asked):
        if asked.headers.get("authorization") == f"Bearer {self.token}":
            return None
        error = {"message": "Invalid OAuth access token", "type": "OAuthException", "code": 190}
        return told({"error": error}, 401)

    def debug(self, asked):
        scopes = ["threads_basic", "threads_content_publish"]
        end = int(time.time() + self.days * DAY)
        return told({"data": {"is_valid": True, "expires_at": end, "scopes": scopes, "user_id": ME}})

    def exchange(self, asked):
        assert query(asked)["client_secret"] == "app-secret"
        self.token = "THQ-long"
        return told({"access_token": self.token, "token_type": "bearer", "expires_in": 60 * DAY})

    def refresh(self, asked):
        assert query(asked)["access_token"] == self.token
        self.token = "THQ-renewed"
        return told({"access_token": self.token, "token_type": "bearer", "expires_in": 60 * DAY})

    def me(self, asked):
        return self._who(asked) or told({"id": ME, "username": "sarisavi"})

    def container(self, asked):
        wish = form(asked)
        assert wish["media_type"] == "TEXT"
        assert "image_url" not in wish
        above = wish.get("reply_to_id", "")
        assert not above or above in self.posts
        id = str(17_900_000_000_000_000 + len(self.containers))
        self.containers[id] = {"text": wish["text"], "above": above}
        return self._who(asked) or told({"id": id})

    def publish(self, asked):
        if out := self._who(asked):
            return out
        if not self.ready:
            error = {"message": "does not exist", "type": "OAuthException", "code": 24, "error_subcode": 4279009}
            return told({"error": error}, 400)
        container = form(asked)["creation_id"]
        id = str(18_000_000_000_000_000 + len(self.posts))
        self.posts[id] = {**self.containers[container], "at": datetime.now(UTC)}
        self.published.add(container)
        return self.acted(told({"id": id}))

    def _row(self, id):
        post = self.posts[id]
        at = post["at"].strftime("%Y-%m-%dT%H:%M:%S+0000")
        page = f"https://www.threads.net/@sarisavi/post/{id}"
        return {"id": id, "text": post["text"], "timestamp": at, "permalink": page, "username": "sarisavi"}

    def listed(self, asked, kind):
        ids = [id for id, post in self.posts.items() if bool(post["above"]) == (kind == "replies") and not self.hidden]
        return self._who(asked) or told({"data": [self._row(id) for id in reversed(ids)]})

    def replies(self, asked, id):
        words = {"text": "Hieno savi!", "username": "ville", "timestamp": "2026-11-23T08:00:00+0000"}
        return told({"data": [{"id": "99", **words, "permalink": "https://www.threads.net/@ville/post/99"}]})

    def one(self, asked, id):
        if id in self.containers:
            return told({"status": "PUBLISHED" if id in self.published else "FINISHED", "id": id})
        return told(self._row(id))

    def delete(self, asked, id):
        return told({"success": True}) if self.posts.pop(id, None) else told({"error": {"code": 24}}, 404)


if __name__ == "__main__":
    serve(ThreadsStub)
