# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""LinkedIn as learn.microsoft.com/linkedin describes it: posts, images, comments API; refuses what it would refuse."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

from fakes.loopback import Play
from fakes.stub import Stub, form, serve, told

ME = "urn:li:person:782bbtaQ"
FIRST = 7141138937766391808
RESERVED = re.compile(r"(?<!\\)(?:\\\\)*[|{}@\[\]()<>*_~]")


class LinkedInStub(Stub):
    routes = (
        ("GET", "/oauth/v2/authorization", "page"),
        ("GET", "/oauth/native-pkce/authorization", "page"),
        ("POST", "/oauth/v2/accessToken", "token"),
        ("GET", "/v2/userinfo", "me"),
        ("POST", "/rest/images", "image"),
        ("PUT", r"/dms-uploads/(\d+)", "upload"),
        ("POST", "/rest/posts", "post"),
        ("DELETE", "/rest/posts/(.+)", "delete"),
        ("POST", "/rest/socialActions/(.+)/comments", "comment"),
        ("DELETE", r"/rest/socialActions/(.+)/comments/(\d+)", "delete_comment"),
    )

    def __init__(self):
        super().__init__()
        self.images = {}
        self.comments = {}

    def token(self, asked):
        wish = form(asked)
        assert wish.get("client_secret") or wish.get("code_verifier")
        return told({"access_token": "token-1", "expires_in": 5_184_000, "scope": "openid,profile,w_member_social"})

    def me(self, asked):
        return told({"sub": ME.rpartition(":")[2], "name": "Sari Savi"})

    def _checked(self, asked):
        """Headers every versioned call needs (learn.microsoft.com/linkedin/marketing/versioning)."""
        assert re.fullmatch(r"20\d{4}", asked.headers["linkedin-version"])
        assert asked.headers["x-restli-protocol-version"] == "2.0.0"
        assert asked.headers["authorization"] == "Bearer token-1"

    def image(self, asked):
        self._checked(asked)
        assert json.loads(asked.body) == {"initializeUploadRequest": {"owner": ME}}
        urn = f"urn:li:image:C{len(self.images)}"
        self.images[urn] = b""
        place = f"{self.url}/dms-uploads/{len(self.images) - 1}"
        return told({"value": {"uploadUrlExpiresAt": 1, "uploadUrl": place, "image": urn}})

    def upload(self, asked, number):
        self.images[f"urn:li:image:C{number}"] = asked.body
        return Play(status=201, body=b"")

    def post(self, asked):
        self._checked(asked)
        body = json.loads(asked.body)
        assert (body["author"], body["lifecycleState"]) == (ME, "PUBLISHED")
        assert body["visibility"] in ("PUBLIC", "CONNECTIONS")
        cut = RESERVED.search(body["commentary"])  # unescaped: the rest is cut in silence, with success
        shown = re.sub(r"\\(.)", r"\1", body["commentary"][: cut.start()] if cut else body["commentary"])
        for urn, post in self.posts.items():
            if post["text"] == shown:
                return self._duplicate(urn)
        self._media(body.get("content", {}))
        urn = f"urn:li:share:{FIRST + len(self.posts)}"
        content = body.get("content", {})
        self.posts[urn] = {"text": shown, "content": content, "visibility": body["visibility"]}
        return self.acted(Play(status=201, headers={"x-restli-id": urn}, body=b""))

    def _media(self, content):
        named = [content["media"]] if "media" in content else content.get("multiImage", {}).get("images", [])
        if "multiImage" in content:
            assert 2 <= len(named) <= 20
        assert all(self.images[one["id"]] for one in named)

    def _duplicate(self, urn):
        """github.com/Arisamiga/Linkedin-RSS issue 5."""
        words = f"com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of {urn}"
        row = {"description": "Duplicate post is detected", "input": {}, "code": "DUPLICATE_POST"}
        return told({"message": words, "errorDetails": {"inputErrors": [row]}, "status": 422}, 422)

    def comment(self, asked, urn):
        self._checked(asked)
        body, urn = json.loads(asked.body), unquote(urn)
        assert urn in self.posts
        assert (body["actor"], body["object"]) == (ME, urn)
        number = str(6636062862760562688 + len(self.comments))
        self.comments[number] = {"on": urn, "text": body["message"]["text"]}
        return self.acted(told({"id": number}, 201, {"x-restli-id": number}))

    def delete(self, asked, urn):
        self._checked(asked)
        self.posts.pop(unquote(urn), None)  # "idempotent: previously deleted posts also return 204"
        return Play(status=204, body=b"")

    def delete_comment(self, asked, urn, number):
        return Play(status=204 if self.comments.pop(number, None) else 404, body=b"")


if __name__ == "__main__":
    serve(LinkedInStub)
