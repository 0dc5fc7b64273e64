# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The check of requests against descriptions refuses what it should, and what is described is really there."""

from __future__ import annotations

import json

import jsonschema
import pytest
from fakes.described import FOLDER, check, description
from fakes.loopback import Asked

from app.wire.bodies import File, as_form, as_multipart

TOKEN = {"authorization": "Bearer token"}
JSON = {**TOKEN, "content-type": "application/json"}
STATUS = {"status": "Hei", "visibility": "unlisted", "language": "fi", "media_ids": ["22"]}


def post(path="/api/v1/statuses", headers=JSON, **body):
    return Asked("POST", path, headers, json.dumps(body).encode())


def picture(**fields):
    made = as_multipart(fields, {"file": File("picture.jpg", "image/jpeg", b"\xff\xd8\xff")})
    return Asked("POST", "/api/v2/media", {**TOKEN, "content-type": made.mime}, made.content)


def app(**fields):
    made = as_form(fields)
    return Asked("POST", "/api/v1/apps", {"content-type": made.mime}, made.content)


@pytest.mark.parametrize(
    "asked",
    [
        post(**STATUS),
        post(headers={**JSON, "idempotency-key": "k1"}, status=""),
        picture(description="Savikuoppa"),
        app(client_name="Mummo", redirect_uris="http://127.0.0.1:8765/"),
        Asked("GET", "/api/v1/accounts/42/statuses?limit=40&exclude_reblogs=true", TOKEN, b""),
        Asked("DELETE", "/api/v1/statuses/01HXYZ", TOKEN, b""),
    ],
)
def test_what_is_right_passes(asked):
    assert check("mastodon", asked).startswith("/api/v")


@pytest.mark.parametrize(
    "asked",
    [
        post(),
        post(**STATUS, extra=1),
        post(**{**STATUS, "visibility": "everybody"}),
        post(**{**STATUS, "media_ids": "22"}),
        post(**{**STATUS, "language": "suomi"}),
        post(**STATUS, scheduled_at="tomorrow"),
        post(headers={"content-type": "application/json"}, **STATUS),
        post(headers={**TOKEN, "content-type": "text/plain"}, **STATUS),
        post(path="/api/v1/statuses?quietly=true", **STATUS),
        post(path="/api/v9/statuses", **STATUS),
        picture(caption="Savikuoppa"),
        app(client_name="Mummo", redirect_uris="https://elsewhere.example/"),
        Asked("PUT", "/api/v1/statuses", JSON, b"{}"),
        Asked("GET", "/api/v1/accounts/42/statuses?limit=80", TOKEN, b""),
        Asked("GET", "/api/v2/search?type=statuses", TOKEN, b""),
        Asked("GET", "/api/v2/instance", {}, b"{}"),
    ],
)
def test_what_is_wrong_does_not(asked):
    with pytest.raises((AssertionError, jsonschema.ValidationError)):
        check("mastodon", asked)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*-openapi.json")), ids=lambda path: path.name)
def test_every_description_says_where_it_is_from(path):
    whole = description(path.name.removesuffix("-openapi.json"))
    assert f"`{path.name}`" in (FOLDER / "README.md").read_text(encoding="utf-8")
    assert whole["paths"]
    for schema in whole["components"].get("schemas", {}).values():
        jsonschema.Draft202012Validator.check_schema(schema)
