# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Facebook's own details: Pages, pictures, posts that leave early. More: tests/contracts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes.channel import Signed, refusal
from fakes.facebook import FacebookStub

from app.channels import AppKey, Deletes, Schedules
from app.errors import Fixable, OutcomeUnknown, TryLater
from app.signin.grants import read_grant


@pytest.fixture
def stub():
    with FacebookStub() as stub:
        yield stub


@pytest.fixture
def facebook(stub, tmp_path):
    signed = Signed("facebook", stub, tmp_path, {"token": "EAA-short"}, AppKey("4711", "app-secret"))
    signed.sign_in()
    return signed


def at(**ahead):
    return datetime.now(UTC) + timedelta(**ahead)


def test_it_is_the_pages_token_that_is_kept(facebook):
    account = facebook.account
    assert (account.name, account.remote_id, account.signed_in_until) == ("Savikerho", "1055", None)
    assert read_grant(facebook.keychain.read(account.id)).access == "EAApage"


def test_of_several_pages_the_writer_names_one(facebook, stub):
    stub.pages.append({"id": "1056", "name": "Kylätalo", "access_token": "EAAother"})
    error = refusal(facebook.sign_in)
    assert (error.code, error.facts["pages"]) == ("facebook.choose_page", "Savikerho (1055), Kylätalo (1056)")
    assert facebook.sign_in(page="Kylätalo").remote_id == facebook.sign_in(page="1056").remote_id == "1056"


def test_without_a_key_there_is_no_sign_in(stub, tmp_path):
    assert refusal(Signed("facebook", stub, tmp_path, {"token": "EAA"}).sign_in).code == "keys.missing"


def test_pictures_are_uploaded_unpublished_with_their_descriptions(facebook, stub):
    facebook.send(facebook.delivery("Kuvat", photos=(facebook.photo(), facebook.photo("b.png", ""))))
    (post,) = stub.posts.values()
    first, second = (stub.photos[id] for id in post["photos"])
    assert (first["alt_text_custom"], "alt_text_custom" in second) == ("Savikuoppa", False)
    assert first["bytes"] == Path(facebook.photo().path).read_bytes()
    assert post["link"] == ""


def test_a_link_makes_the_card(facebook, stub):
    facebook.send(facebook.delivery("Katso a.fi/x ja https://b.fi"))
    assert next(iter(stub.posts.values()))["link"] == "https://a.fi/x"


def test_more_than_ten_pictures_are_refused_before_anything_is_sent(facebook, stub):
    error = refusal(lambda: facebook.send(facebook.delivery("x", photos=(facebook.photo(),) * 11)))
    assert (error.code, stub.photos) == ("channel.too_many_pictures", {})


@pytest.mark.parametrize("loss", ["lost", "half"])
def test_after_a_lost_answer_the_pages_posts_tell(facebook, stub, loss):
    stub.losses = [loss]
    delivery = facebook.delivery("Hei")
    assert isinstance(refusal(lambda: facebook.send(delivery)), OutcomeUnknown)
    assert facebook.find(delivery).remote_id == next(iter(stub.posts))
    assert facebook.send(delivery)[0].remote_id == next(iter(stub.posts))  # "duplicate" is looked up too
    assert len(stub.posts) == 1


def test_a_post_not_listed_is_looked_for_again(facebook):
    assert isinstance(refusal(lambda: facebook.find(facebook.delivery("Hei"))), TryLater)


def test_an_older_post_with_the_same_words_is_named(facebook, stub):
    (old,) = facebook.send(facebook.delivery("Hei"))
    stub.posts[old.remote_id]["at"] -= timedelta(days=2)
    error = refusal(lambda: facebook.send(facebook.delivery("Hei")))
    assert (type(error), error.code, error.facts["url"]) == (Fixable, "channel.duplicate", old.url)


# ------------------------------------------------------------ leaving early


@pytest.mark.parametrize(
    ("ahead", "held"),
    [
        ({"minutes": 5}, False),
        ({"minutes": 11}, False),
        ({"minutes": 13}, True),
        ({"days": 29}, True),
        ({"days": 30}, False),
        ({"days": 31}, False),
        ({"minutes": -5}, False),
    ],
)
def test_facebook_holds_what_is_neither_too_near_nor_too_far(facebook, ahead, held):
    assert isinstance(facebook.channel, Schedules)
    delivery = facebook.delivery("Hei", at=at(**ahead))
    assert facebook.channel.holds(facebook.account, delivery, datetime.now(UTC)) is held
    thread = facebook.delivery("Yksi", "Kaksi", at=at(days=2))
    assert not facebook.channel.holds(facebook.account, thread, datetime.now(UTC))


def test_a_schedule_is_made_moved_and_taken_back(facebook, stub):
    channel, account = facebook.channel, facebook.account
    delivery = facebook.delivery("Huomenna", at=at(days=1), photos=(facebook.photo(),))
    held = channel.schedule(account, delivery, "key")
    assert stub.posts[held]["due"] == int(delivery.at.timestamp())
    assert stub.photos[stub.posts[held]["photos"][0]]["temporary"] == "true"
    assert channel.went_out(account, held, delivery) is None
    channel.reschedule(account, held, at(days=2))
    assert stub.posts[held]["due"] > int(delivery.at.timestamp())
    channel.unschedule(account, held)
    assert stub.posts == {}


def test_a_schedule_whose_answer_was_lost_is_found(facebook, stub):
    delivery = facebook.delivery("Huomenna", at=at(days=1))
    stub.losses = ["lost"]
    assert isinstance(refusal(lambda: facebook.channel.schedule(facebook.account, delivery, "key")), OutcomeUnknown)
    assert facebook.channel.find_scheduled(facebook.account, delivery, "key") == next(iter(stub.posts))
    other = facebook.delivery("Ylihuomenna", at=at(days=1))
    assert facebook.channel.find_scheduled(facebook.account, other, "key") is None


def test_a_post_that_went_out_is_never_taken_for_a_schedule(facebook, stub):
    channel, account = facebook.channel, facebook.account
    delivery = facebook.delivery("Huomenna", at=at(days=1))
    held = channel.schedule(account, delivery, "key")
    stub.posts[held]["due"] = 0
    assert channel.went_out(account, held, delivery).url == f"https://www.facebook.com/{held}"
    for call in (lambda: channel.unschedule(account, held), lambda: channel.reschedule(account, held, at(days=3))):
        assert refusal(call).code == "schedule.gone"
    assert held in stub.posts
    stub.posts.clear()
    for call in (lambda: channel.unschedule(account, held), lambda: channel.went_out(account, held, delivery)):
        assert refusal(call).code == "schedule.gone"


def test_posts_are_deleted_and_gone_ones_are_fine(facebook, stub):
    assert isinstance(facebook.channel, Deletes)
    (sent,) = facebook.send(facebook.delivery("Hei"))
    facebook.channel.delete(facebook.account, sent)
    facebook.channel.delete(facebook.account, sent)
    assert stub.posts == {}
