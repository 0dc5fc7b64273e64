# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Threads as developers.facebook.com/documentation/threads describes it: containers, then posts; tokens that renew."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from fakes.meta import Graph, listed, refused, stamp
from fakes.stub import form, query, serve, told

ME = "17841400000000001"
DAY = 86_400


class ThreadsStub(Graph):
    gone = refused(24, "The requested resource does not exist", 404)
    post_page = "https://www.threads.net/@sarisavi/post/{id}"
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
        return refused(190, "Invalid OAuth access token", 401)

    def debug(self, asked):
        scopes = ["threads_basic", "threads_content_publish"]
        end = int(time.time() + self.days * DAY)
        return told({"data": {"is_valid": True, "expires_at": end, "scopes": scopes, "user_id": ME}})

    def exchange(self, asked):
        assert query(asked)["client_secret"]
        self.token = "THQ-long"
        return self.renewed(asked, self.token)

    def refresh(self, asked):
        assert query(asked)["access_token"] == self.token
        self.token = "THQ-renewed"
        return self.renewed(asked, self.token)

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
            return refused(24, "does not exist", error_subcode=4279009)
        container = form(asked)["creation_id"]
        id = str(18_000_000_000_000_000 + len(self.posts))
        self.posts[id] = {**self.containers[container], "at": datetime.now(UTC)}
        self.published.add(container)
        return self.acted(told({"id": id}))

    def _row(self, id):
        return {**self.shown(id, "text"), "timestamp": stamp(self.posts[id]["at"]), "username": "sarisavi"}

    def listed(self, asked, kind):
        ids = [id for id, post in self.posts.items() if bool(post["above"]) == (kind == "replies") and not self.hidden]
        return self._who(asked) or listed(self._row(id) for id in reversed(ids))

    def replies(self, asked, id):
        words = {"text": "Hieno savi!", "username": "ville", "timestamp": "2026-11-23T08:00:00+0000"}
        return listed([{"id": "99", **words, "permalink": "https://www.threads.net/@ville/post/99"}])

    def one(self, asked, id):
        if id in self.containers:
            return told({"status": "PUBLISHED" if id in self.published else "FINISHED", "id": id})
        return told(self._row(id))


if __name__ == "__main__":
    serve(ThreadsStub)
