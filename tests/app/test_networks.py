# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Network files: read whole, and refused with file, key and reason when something is wrong."""

from __future__ import annotations

import pytest

from app.errors import Fixable, OurFault
from app.model import Way
from app.networks import load, network, networks, read
from app.paths import resource
from app.wording import LANGUAGES, wording

GOOD = resource("networks", "bluesky.toml").read_text(encoding="utf-8")


def test_the_seven_and_practice_in_their_order():
    ids = [known.id for known in networks()]
    assert ids == ["linkedin", "mastodon", "bluesky", "threads", "x", "facebook", "instagram", "practice"]
    assert network("practice").way is Way.PRACTICE
    assert network("practice").limit == 3000
    assert not network("practice").threads


def test_an_unknown_network_is_named_with_the_known_ones():
    with pytest.raises(Fixable) as caught:
        network("myspace")
    assert caught.value.code == "network.unknown"
    assert caught.value.facts["id"] == "myspace"
    assert "bluesky" in caught.value.facts["known"]


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("limit = 300", "", "count.limit", "missing"),
        ("limit = 300", "limit = 0", "count.limit", "1 or more"),
        ("limit = 300", 'limit = "300"', "count.limit", "should be int, is str"),
        ("limit = 300", "limit = true", "count.limit", "should be int, is bool"),
        ('unit = "graphemes"', 'unit = "words"', "count.unit", "should be one of"),
        ('way = "direct"', 'way = "pigeon"', "way", "should be one of"),
        ('find = "bluesky"', 'find = "luck"', "find", "should be one of"),
        ('people = "handle"', 'people = "all"', "people", "should be one of"),
        ('card = "sent"', 'card = "maybe"', "card", "should be one of"),
        ('name = "Bluesky"', 'name = " "', "name", "empty"),
        ("threads = true", "", "threads", "missing"),
        ("threads = true", "threads = true\nlimt = 5", "limt", "unknown"),
        ("[media]", "[media]\nvideos = 1", "media.videos", "unknown"),
        ("[media]", "[pictures]", "media", "missing"),
        ("bytes = 3000", "bytes = -1", "count.bytes", "0 or more"),
        ("read = 2026", 'read = "yesterday" #', "source.1.read", "should be date"),
    ],
)
def test_a_wrong_value_is_refused_with_file_key_and_reason(tmp_path, old, new, key, reason):
    assert old in GOOD
    path = tmp_path / "bluesky.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(OurFault) as caught:
        load(tmp_path)
    assert caught.value.code == "network.bad_file"
    assert caught.value.facts["file"] == "bluesky.toml"
    assert caught.value.facts["key"] == key
    assert reason in caught.value.facts["reason"]


@pytest.mark.parametrize("content", [b"limit = ", b"\xff\xfe", b""])
def test_a_file_that_is_no_network_is_refused(tmp_path, content):
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    with pytest.raises(OurFault) as caught:
        read(path)
    assert caught.value.facts["file"] == "odd.toml"


def test_one_more_network_is_one_more_file(tmp_path):
    (tmp_path / "village.toml").write_text(GOOD.replace('name = "Bluesky"', 'name = "Village"'), encoding="utf-8")
    (tmp_path / "bluesky.toml").write_text(GOOD.replace("order = 30", "order = 90"), encoding="utf-8")
    assert [(known.id, known.name) for known in load(tmp_path)] == [("village", "Village"), ("bluesky", "Bluesky")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_complaints_have_their_sentences(language):
    said = wording(language)
    assert "x.toml" in said("network.bad_file", file="x.toml", key="limit", reason="missing")
    assert "myspace" in said("network.unknown", id="myspace", known="x")
