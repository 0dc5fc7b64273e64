# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Content addresses made here are those a server makes: known bytes; the journeys compare with a real server."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.channels.bluesky.cids import cid_of, encoded


@pytest.mark.parametrize(
    ("value", "content"),
    [
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (255, "18ff"),
        (256, "190100"),
        (65536, "1a00010000"),
        (4294967296, "1b0000000100000000"),
        (-1, "20"),
        (-500, "3901f3"),
        (False, "f4"),
        (True, "f5"),
        (None, "f6"),
        ("", "60"),
        ("ä水😀", "69c3a4e6b0b4f09f9880"),
        ([], "80"),
        ([1, [2, 3]], "8201820203"),
        ({}, "a0"),
        ({"b": 1, "a": 2, "aa": 3}, "a361610261620162616103"),
        ("x" * 24, "7818" + "78" * 24),
    ],
    ids=str,
)
def test_values_are_written_as_rfc_8949_does(value, content):
    assert encoded(value).hex() == content


def test_known_addresses():
    assert cid_of({}) == "bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua"
    assert cid_of({"hello": "world"}) == "bafyreidykglsfhoixmivffc5uwhcgshx4j465xwqntbmu43nb2dzqwfvae"


def test_a_link_is_a_tag_over_the_bytes_of_the_address():
    cid = "bafyreidykglsfhoixmivffc5uwhcgshx4j465xwqntbmu43nb2dzqwfvae"
    assert encoded({"$link": cid}).hex()[:14] == "d82a5825000171"
    assert len(encoded({"$link": cid})) == 2 + 2 + 37


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), {"$link": "Qm123"}, {"$link": 7}, {"$link": "b!!!"}, 1 << 64, -(1 << 65), b"raw", {1}]
)
def test_what_no_record_can_hold_is_refused(value):
    with pytest.raises(ValueError, match=r".*"):
        cid_of({"value": value})


texts = st.text(st.characters(codec="utf-8"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 53), 1 << 53) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(texts.filter(lambda key: key != "$link"), values, max_size=5))
def test_the_order_of_keys_does_not_matter_and_the_address_is_always_whole(record):
    record = json.loads(json.dumps(record).replace('"$link"', '"link"'))
    turned = dict(reversed(list(record.items())))
    assert cid_of(record) == cid_of(turned)
    assert len(cid_of(record)) == 59
