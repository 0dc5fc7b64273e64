# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The practice network: durable, once per key, only on this machine."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime

import pytest

from app.channels import Channels, Lent, NoBrowser
from app.errors import Fixable, TryLater
from app.keychain import Keychain
from app.model import Delivery, Photo, SentPart, State

NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)


@pytest.fixture
def practice(tmp_path):
    return Channels(Lent(Keychain(), tmp_path / "practice")).network("practice")


def delivery(account, *texts, photos=()):
    return Delivery("d1", "draft", account, State.SENDING, NOW, tuple(SentPart(text) for text in texts), photos=photos)


def test_a_post_is_found_again_and_a_repeat_makes_no_second(practice, tmp_path):
    account, secret = practice.sign_in({"name": "Kerho"}, NoBrowser())
    key = practice.new_key(NOW)
    post = delivery(account, "Savi ei ole vain savea.")
    assert practice.find(account, post, 0, (), key) is None
    first = practice.publish(account, post, 0, (), key)
    assert practice.publish(account, post, 0, (), key) == first == practice.find(account, post, 0, (), key)
    assert (account.name, secret, first.text) == ("Kerho", "", "Savi ei ole vain savea.")
    assert [path.name for path in (tmp_path / "practice").iterdir()] == [f"{key}.json"]


def test_the_file_is_private_and_holds_thread_and_pictures(practice, tmp_path):
    account, _ = practice.sign_in({}, NoBrowser())
    picture = Photo("p1", "/nowhere/p1.jpg", alt="Savikuppi")
    post = delivery(account, "Ensin", "sitten", photos=(picture,))
    first = practice.publish(account, post, 0, (), "one")
    practice.publish(account, post, 1, (first,), "two")
    one, two = (json.loads((tmp_path / "practice" / f"{key}.json").read_text()) for key in ("one", "two"))
    assert one["photos"] == [{"id": "p1", "alt": "Savikuppi"}]
    assert two == {"account": account.id, "text": "sitten", "reply_to": first.remote_id, "photos": []}
    assert stat.S_IMODE((tmp_path / "practice" / "one.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "practice").stat().st_mode) == 0o700


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "‏שלום‏", "👩‍👩‍👧‍👦"])
def test_odd_texts_are_kept_as_they_are(practice, text):
    account, _ = practice.sign_in({}, NoBrowser())
    assert practice.publish(account, delivery(account, text), 0, (), "odd").text == text


def test_a_key_can_not_leave_the_folder(practice):
    account, _ = practice.sign_in({}, NoBrowser())
    with pytest.raises(Fixable) as caught:
        practice.publish(account, delivery(account, "x"), 0, (), "../../etc")
    assert caught.value.code == "practice.bad_key"


def test_a_folder_that_can_not_be_written_leaves_nothing_sent(practice, tmp_path, monkeypatch):
    account, _ = practice.sign_in({}, NoBrowser())

    def full(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.channels.practice.write_safely", full)
    with pytest.raises(TryLater) as caught:
        practice.publish(account, delivery(account, "x"), 0, (), "k")
    assert caught.value.code == "practice.cannot_write"
    assert practice.find(account, delivery(account, "x"), 0, (), "k") is None


def test_too_long_is_refused(practice):
    account, _ = practice.sign_in({}, NoBrowser())
    with pytest.raises(Fixable) as caught:
        practice.publish(account, delivery(account, "a" * 3001), 0, (), "k")
    assert caught.value.code == practice.explain(400, "") == "practice.too_long"
