# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Bodies of requests, read back by the standard library's own parsers."""

from __future__ import annotations

import json
from email import message_from_bytes
from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from app.wire.bodies import File, as_form, as_json, as_multipart

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)


@given(words=WORDS)
def test_json_and_forms_bring_any_text_through(words):
    body = as_json({"text": words})
    assert (body.mime, json.loads(body.content)) == ("application/json", {"text": words})
    form = as_form({"message": words, "empty": ""})
    assert form.mime == "application/x-www-form-urlencoded"
    assert parse_qs(form.content.decode(), keep_blank_values=True) == {"message": [words], "empty": [""]}


@given(words=WORDS, content=st.binary(max_size=200))
def test_a_form_with_a_file_brings_any_bytes_through(words, content):
    body = as_multipart({"alt": words}, {"source": File("picture.jpg", "image/jpeg", content)})
    whole = message_from_bytes(b"Content-Type: " + body.mime.encode() + b"\r\n\r\n" + body.content)
    alt, file = whole.get_payload()
    assert alt.get_param("name", header="content-disposition") == "alt"
    assert alt.get_payload(decode=True).decode().splitlines() == words.splitlines()
    assert (file.get_content_type(), file.get_filename()) == ("image/jpeg", "picture.jpg")
    mark = body.mime.partition("boundary=")[2].encode()
    assert body.content.split(b"--" + mark)[2].partition(b"\r\n\r\n")[2] == content + b"\r\n"


def test_the_same_content_makes_the_same_bytes():
    one, other = (as_multipart({"a": "b"}, {"f": File("p.png", "image/png", b"x")}) for _ in range(2))
    assert one == other
