# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Requests held against a network's OpenAPI description in tests/data/contracts: path, query, headers, body, token."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import jsonschema
from fakes.loopback import Asked

SIGN_IN = re.compile(r"/(i/|2/)?oauth2?/\w+")
"""Doors of signing in: X's description leaves them out, Mastodon's has them."""
FOLDER = Path(__file__).parents[1] / "data" / "contracts"


@cache
def description(network: str) -> dict:
    """Return what describes a network's interface, {} for one that nobody described."""
    path = FOLDER / f"{network}-openapi.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def check_all(network: str, asked: Iterable[Asked]) -> None:
    """Raise AssertionError, or jsonschema's ValidationError, at the first request the description does not know."""
    if description(network):
        for one in asked:
            check(network, one)


def check(network: str, asked: Asked) -> str:
    """Hold one request against the description; return the path it is described under, "" for a sign-in that is not."""
    whole = description(network)
    parts = urlsplit(asked.path)
    path, names = _path(whole, parts.path)
    if not path and SIGN_IN.fullmatch(parts.path):
        return ""
    assert path, f"{parts.path} is not described"
    operation = whole["paths"][path].get(asked.method.lower())
    assert operation, f"{asked.method} {path} is not described"
    given = {"query": dict(parse_qsl(parts.query, keep_blank_values=True)), "path": names, "header": asked.headers}
    _parameters(whole, operation.get("parameters", []), given)
    if operation.get("security"):
        assert re.fullmatch(r"(Bearer|OAuth) \S.*", asked.headers.get("authorization", "")), f"{path}: no sign-in"
    _body(whole, path, operation.get("requestBody"), asked)
    return path


def _path(whole: dict, asked: str) -> tuple[str, dict[str, str]]:
    """Return the described path and what stands in its braces, "" for none; a plain path before one with braces."""
    for path in sorted(whole["paths"], key=lambda one: one.count("{")):
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path))
        if found := re.fullmatch(pattern, asked):
            return path, found.groupdict()
    return "", {}


def _parameters(whole: dict, described: list[dict], given: dict[str, dict[str, str]]) -> None:
    known = [_resolved(whole, one) for one in described]
    for one in known:
        name = one["name"].lower() if one["in"] == "header" else one["name"]
        value = given[one["in"]].get(name)
        assert value is not None or not one.get("required"), f"{name} is missing"
        if value is not None:
            _valid(whole, one["schema"], _typed(one["schema"], value))
    extra = set(given["query"]) - {one["name"] for one in known if one["in"] == "query"}
    assert not extra, f"{sorted(extra)} are not described"


def _body(whole: dict, path: str, described: dict | None, asked: Asked) -> None:
    if not described:
        assert not asked.body, f"{path} takes no body"
        return
    kind = asked.headers.get("content-type", "")
    content = described["content"]
    assert kind.partition(";")[0] in content, f"{path}: {kind} is not described"
    schema = content[kind.partition(";")[0]]["schema"]
    if kind == "application/json":
        _valid(whole, schema, json.loads(asked.body))
    elif kind.startswith("multipart/"):
        _valid(whole, schema, dict(_pieces(kind, asked.body)))
    else:
        pairs = parse_qsl(asked.body.decode("ascii"), keep_blank_values=True)
        assert len(dict(pairs)) == len(pairs), f"{path}: a field twice"
        _valid(whole, schema, dict(pairs))


def _pieces(kind: str, body: bytes) -> Iterator[tuple[str, str]]:
    whole = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    for part in whole.get_payload():
        yield part.get_param("name", header="content-disposition"), part.get_payload(decode=True).decode("latin-1")


def _resolved(whole: dict, value: dict) -> dict:
    """Follow a reference within the description."""
    while "$ref" in value:
        found: dict = whole
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        value = found
    return value


def _typed(schema: dict, value: str) -> object:
    """Return a query's text as the type the description gives it."""
    if schema.get("type") in ("integer", "boolean"):
        return json.loads(value)
    return value.split(",") if schema.get("type") == "array" else value


def _valid(whole: dict, schema: dict, value: object) -> None:
    kept = {**schema, "components": whole.get("components", {})}
    jsonschema.Draft202012Validator(kept).validate(value)
