# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""X as its OpenAPI description has it: every request is checked against tests/data/contracts, posts are kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

import jsonschema
from fakes.described import check_all, description
from fakes.loopback import Play
from fakes.stub import Stub, form, query, serve, told

DUPLICATE = "You are not allowed to create a Tweet with duplicate content."  # github.com/akrherz/iembot issue 163
ME = {"id": "2244994945", "name": "Sari Savi", "username": "sarisavi"}


def check(name, value):
    """Raise jsonschema.ValidationError for what X's own description refuses."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": description("x")["components"]}
    jsonschema.Draft202012Validator(schema).validate(value)


class XStub(Stub):
    routes = (
        ("GET", "/i/oauth2/authorize", "page"),
        ("POST", "/2/oauth2/token", "token"),
        ("POST", "/2/oauth2/revoke", "revoke"),
        ("POST", "/oauth/request_token", "request_token"),
        ("GET", "/oauth/authorize", "page1"),
        ("POST", "/oauth/access_token", "access_token"),
        ("GET", "/2/users/me", "me"),
        ("POST", "/2/media/upload", "upload"),
        ("GET", "/2/media/upload", "status"),
        ("POST", "/2/media/metadata", "describe"),
        ("POST", "/2/tweets", "post"),
        ("GET", r"/2/users/(\d+)/tweets", "timeline"),
        ("GET", r"/2/tweets/(\d+)", "one"),
        ("DELETE", r"/2/tweets/(\d+)", "delete"),
    )

    def __init__(self):
        super().__init__()
        self.media = {}
        self.processing = []
        self.revoked = []
        self.access = "access-1"
        self.now = lambda: datetime.now(UTC)

    def __exit__(self, *how):
        super().__exit__(*how)
        check_all("x", self.server.asked)

    def token(self, asked):
        wish = form(asked)
        if wish["grant_type"] == "authorization_code":
            assert wish["code_verifier"]
        else:
            assert wish["refresh_token"] == "refresh-1"
            self.access = "access-2"
        scope = "tweet.read tweet.write users.read media.write offline.access"
        tokens = {"access_token": self.access, "refresh_token": "refresh-1", "expires_in": 7200, "scope": scope}
        return told({"token_type": "bearer", **tokens})

    def revoke(self, asked):
        self.revoked.append(form(asked)["token"])
        return told({"revoked": True})

    def request_token(self, asked):
        self.callback = asked.headers["authorization"].partition('oauth_callback="')[2].partition('"')[0]
        fields = {"oauth_token": "r1", "oauth_token_secret": "rs", "oauth_callback_confirmed": "true"}
        return Play(body=urlencode(fields).encode())

    def page1(self, asked):
        from urllib.parse import unquote

        target = f"{unquote(self.callback)}&{urlencode({'oauth_token': 'r1', 'oauth_verifier': 'v1'})}"
        return Play(status=302, headers={"Location": target}, body=b"")

    def access_token(self, asked):
        fields = {"oauth_token": "t1", "oauth_token_secret": "ts", "user_id": ME["id"], "screen_name": ME["username"]}
        return Play(body=urlencode(fields).encode())

    def _signed_out(self, asked):
        given = asked.headers.get("authorization", "")
        if given == f"Bearer {self.access}" or 'oauth_token="t1"' in given:
            return None
        return told({"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}, 401)

    def me(self, asked):
        return self._signed_out(asked) or told({"data": ME})

    def upload(self, asked):
        body = json.loads(asked.body)
        check("MediaUploadRequest", body)
        id = str(1880028106020515840 + len(self.media))
        self.media[id] = {"media": body["media"]}
        data = {"id": id, "media_key": f"3_{id}"}
        if self.processing:
            data["processing_info"] = {"state": self.processing.pop(0), "check_after_secs": 0}
        return self._signed_out(asked) or told({"data": data})

    def status(self, asked):
        state = self.processing.pop(0) if self.processing else "succeeded"
        return told({"data": {"id": query(asked)["media_id"], "processing_info": {"state": state}}})

    def describe(self, asked):
        body = json.loads(asked.body)
        check("CreateMediaMetadataRequest", body)
        self.media[body["id"]]["alt"] = body["metadata"]["alt_text"]["text"]
        return told({"data": {"id": body["id"]}})

    def post(self, asked):
        if out := self._signed_out(asked):
            return out
        body = json.loads(asked.body)
        check("CreatePostsRequest", body)
        if body["text"] in self.texts():
            return told({"title": "Forbidden", "type": "about:blank", "status": 403, "detail": DUPLICATE}, 403)
        above = body.get("reply", {}).get("in_reply_to_tweet_id", "")
        assert not above or above in self.posts or above == "111"
        assert all(id in self.media for id in body.get("media", {}).get("media_ids", []))
        id = str(1869000000000000001 + len(self.posts))
        media = body.get("media", {}).get("media_ids", [])
        self.posts[id] = {"text": body["text"], "above": above, "media": media, "at": self.now()}
        answer = {"data": {"id": id, "text": body["text"]}}
        check("CreatePostsResponse", answer)
        return self.acted(told(answer, 201))

    def timeline(self, asked, user):
        assert user == ME["id"]
        wish = query(asked)
        assert 5 <= int(wish["max_results"]) <= 100
        since = datetime.fromisoformat(wish["start_time"]) if "start_time" in wish else None
        rows = [
            {"id": id, "text": post["text"], "created_at": post["at"].isoformat()}
            for id, post in reversed(self.posts.items())
            if since is None or post["at"] >= since
        ]
        return told({"data": rows, "meta": {"result_count": len(rows)}})

    def one(self, asked, id):
        counts = {"repost_count": 2, "reply_count": 1, "like_count": 5, "quote_count": 1}
        metrics = {**counts, "bookmark_count": 0, "impression_count": 90}
        check("PostPublicMetrics", metrics)
        return told({"data": {"id": id, "text": self.posts[id]["text"], "public_metrics": metrics}})

    def delete(self, asked, id):
        if self.posts.pop(id, None) is None:
            return told({"title": "Not Found Error", "detail": "Could not find tweet", "status": 404}, 404)
        return told({"data": {"deleted": True}})


if __name__ == "__main__":
    serve(XStub)
