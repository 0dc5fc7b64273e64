# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Facebook's graph as developers.facebook.com/docs/graph-api describes it: one person's Pages, photos, posts, times."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from email import message_from_bytes

from fakes.meta import Graph, listed, refused, stamp
from fakes.stub import form, query, serve, told

PAGE = "1055"
TEN_MINUTES, THIRTY_DAYS = 600, 30 * 86_400


class FacebookStub(Graph):
    post_page = "https://www.facebook.com/{id}"
    routes = (
        ("GET", r"/v25\.0/oauth/access_token", "exchange"),
        ("GET", r"/v25\.0/me/accounts", "accounts"),
        ("POST", rf"/v25\.0/{PAGE}/photos", "photo"),
        ("POST", rf"/v25\.0/{PAGE}/feed", "post"),
        ("GET", rf"/v25\.0/{PAGE}/published_posts", "published"),
        ("GET", rf"/v25\.0/{PAGE}/scheduled_posts", "scheduled"),
        ("GET", r"/v25\.0/(\d+_\d+)", "one"),
        ("POST", r"/v25\.0/(\d+_\d+)", "move"),
        ("DELETE", r"/v25\.0/(\d+_\d+)", "delete"),
    )

    def __init__(self):
        super().__init__()
        self.photos = {}
        self.pages = [{"id": PAGE, "name": "Savikerho", "access_token": "EAApage"}]

    def exchange(self, asked):
        wish = query(asked)
        assert wish["client_secret"]
        return self.renewed(asked, f"{wish['fb_exchange_token']}-long")

    def accounts(self, asked):
        assert asked.headers["authorization"].endswith("-long")
        return listed(self.pages)

    def photo(self, asked):
        whole = message_from_bytes(
            b"Content-Type: " + asked.headers["content-type"].encode() + b"\r\n\r\n" + asked.body
        )
        fields = {part.get_param("name", header="content-disposition"): part for part in whole.get_payload()}
        words = {name: part.get_payload(decode=True).decode() for name, part in fields.items() if name != "source"}
        assert words["published"] == "false"
        id = str(66_001 + len(self.photos))
        self.photos[id] = {**words, "bytes": fields["source"].get_payload(decode=True)}
        return told({"id": id})

    def post(self, asked):
        assert asked.headers["authorization"] == "Bearer EAApage"
        wish = form(asked)
        if wish["message"] in self.texts():
            return refused(506, "(#506) Duplicate status message")
        photos = [json.loads(value)["media_fbid"] for key, value in wish.items() if key.startswith("attached_media[")]
        assert all(id in self.photos for id in photos)
        due = int(wish.get("scheduled_publish_time", 0))
        assert bool(due) == (wish.get("published") == "false")
        assert not due or TEN_MINUTES <= due - time.time() <= THIRTY_DAYS
        id = f"{PAGE}_{77_001 + len(self.posts)}"
        self.posts[id] = {
            "text": wish["message"],
            "photos": photos,
            "link": wish.get("link", ""),
            "due": due,
            "at": datetime.now(UTC),
        }
        return self.acted(told({"id": id}))

    def _rows(self, waiting):
        for id, post in reversed(self.posts.items()):
            if bool(post["due"]) == waiting:
                shown = self.shown(id, "message")
                row = {**shown, "created_time": stamp(post["at"]), "permalink_url": shown["permalink"]}
                yield {**row, "scheduled_publish_time": post["due"]} if waiting else row

    def published(self, asked):
        return listed(self._rows(False))

    def scheduled(self, asked):
        return listed(self._rows(True))

    def one(self, asked, id):
        if id not in self.posts:
            return self.gone
        page = self.post_page.format(id=id)
        return told({"is_published": not self.posts[id]["due"], "permalink_url": page, "id": id})

    def move(self, asked, id):
        self.posts[id]["due"] = int(form(asked)["scheduled_publish_time"])
        return told({"success": True})


if __name__ == "__main__":
    serve(FacebookStub)
