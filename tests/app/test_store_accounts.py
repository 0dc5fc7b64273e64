# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Rows of accounts and waivers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import Fixable
from app.model import Account, Hat, Waiver, Way
from app.store import Store
from app.store.accounts import as_text, from_text


@pytest.fixture
def store(profile):
    store = Store(profile)
    yield store
    store.close()


def test_accounts_keep_their_order_and_all_they_hold(store, clock):
    blue = Account(
        "b", "bluesky", "Testi \ud800", Way.DIRECT, "t.example", "https://pds.example", "did:x", Hat.WORK, clock(), True
    )
    hand = Account("a", "linkedin", "LinkedIn", Way.BY_HAND)
    store.accounts.add(blue)
    store.accounts.add(hand)
    store.accounts.add(replace(blue, name="Uusi nimi"))
    assert store.accounts.all() == (replace(blue, name="Uusi nimi"), hand)
    assert store.accounts.get("a") == hand
    store.accounts.remove("b")
    assert store.accounts.all() == (hand,)
    assert from_text(as_text(blue)) == blue


def test_unknown_accounts_are_named(store):
    for call in (store.accounts.get, store.accounts.remove):
        with pytest.raises(Fixable) as caught:
            call("nobody")
        assert caught.value.code == "account.unknown"


def test_waivers(store, clock):
    here = Waiver("1", "crude", "Hitto \udfff", "draft", clock())
    clock.forward(seconds=1)
    everywhere = Waiver("2", "tone.shouting", "", None, clock())
    store.waivers.add(here, "hit")
    store.waivers.add(everywhere, "")
    assert store.waivers.all() == (everywhere, here)
    assert store.waivers.keys() == {("crude", "hit", "draft"), ("tone.shouting", "", None)}
    store.waivers.remove("1")
    assert store.waivers.all() == (everywhere,)
    with pytest.raises(Fixable):
        store.waivers.remove("1")
