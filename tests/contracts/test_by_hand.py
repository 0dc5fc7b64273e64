# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The rows of the matrix for networks without a file in app/channels: what happens where others would answer."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from app.channels import Channels, Lent
from app.desk import Desk
from app.errors import Fixable
from app.keychain import Keychain
from app.model import State, Way
from app.networks import networks

REPLIES = Path(__file__).parents[1] / "data" / "replies"
DIRECT = Channels(Lent(Keychain(), Path("unused"))).direct()
BY_HAND = [known.id for known in networks() if known.id not in DIRECT]
ROWS = ("accepted", "too long", "signed out", "slow down", "lost", "half", "duplicate")
TEXT = "Savesta opittua: kysy kairaajalta ensin."


@pytest.fixture(autouse=True)
def no_request(monkeypatch):
    """Whatever is asked of the network fails the test: by hand means that nothing is."""

    def refuse(*_, **__):
        pytest.fail("a request was made")

    monkeypatch.setattr("app.wire.connection.exchange", refuse)


@pytest.fixture(params=BY_HAND)
def account(request, desk):
    return desk.accounts.add_by_hand(request.param)


def handed(desk, account, text=TEXT):
    (queued,) = desk.sending.queue(desk.drafts.new(text).id, (account.id,))
    desk.sending.send_due()
    found = desk.sending.get(queued.id)
    assert found.state is State.HANDED_OVER
    return found


def test_accepted(desk, account):
    card = desk.sending.hand_over(handed(desk, account).id)
    assert card.texts == (TEXT,)
    assert card.url.startswith("https://")
    assert desk.history.search("").found == 0
    assert desk.sending.confirm(card.delivery.id).state is State.PUBLISHED
    (post,) = desk.history.search("").posts
    assert (post.text, post.deliveries[0].way) == (TEXT, Way.BY_HAND)


def test_too_long(desk, account):
    limit = desk.accounts.network(account).limit
    with pytest.raises(Fixable) as caught:
        handed(desk, account, "a" * (limit + 1))
    assert caught.value.code == "sending.too_long"
    assert desk.sending.waiting() == ()


def test_signed_out(desk, account, memory_keyring):
    assert desk.sending.confirm(handed(desk, account).id).state is State.PUBLISHED
    assert memory_keyring.kept == {}
    assert account.signed_in_until is None


def test_slow_down(desk, account):
    """`no_request` is the test."""
    texts = [f"{TEXT} {number}" for number in range(5)]
    assert [handed(desk, account, text).state for text in texts] == [State.HANDED_OVER] * 5


def test_lost(desk, account, profile, clock):
    delivery = handed(desk, account).id
    desk.close()
    again = Desk(profile, clock)
    clock.forward(days=3)
    assert again.sending.send_due() == ()
    assert again.sending.get(delivery).state is State.HANDED_OVER
    assert again.sending.settle(delivery, published=True).state is State.PUBLISHED
    again.close()


def test_half(desk, account):
    found = handed(desk, account)
    desk.sending.put_back(found.id)
    assert desk.drafts.get(found.draft).text == TEXT
    assert desk.history.search("").found == 0
    assert desk.sending.waiting() == ()


def test_duplicate(desk, account):
    draft = desk.drafts.new(TEXT).id
    first, second = (desk.sending.queue(draft, (account.id,))[0].id for _ in range(2))
    assert first == second
    desk.sending.send_due()
    desk.sending.confirm(first)
    with pytest.raises(Fixable) as caught:
        desk.sending.confirm(first)
    assert caught.value.code == "delivery.wrong_state"
    assert desk.history.search("").found == 1


@pytest.mark.parametrize("name", BY_HAND)
def test_every_row_says_what_happens_instead_and_is_played(name):
    told = tomllib.loads((REPLIES / f"{name}.toml").read_text(encoding="utf-8"))["by_hand"]
    assert [row["row"] for row in told] == list(ROWS)
    assert all(row["then"] for row in told)
    assert all(f"test_{row.replace(' ', '_')}" in globals() for row in ROWS)
