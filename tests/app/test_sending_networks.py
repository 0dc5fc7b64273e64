# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""From a draft to four networks' stubs through the whole desk: threads, pictures, prices, doubts, what goes by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import PIL.Image
import pytest
from fakes.facebook import FacebookStub
from fakes.linkedin import LinkedInStub
from fakes.threads import ThreadsStub
from fakes.x import XStub

from app.model import Account, State, Way
from app.networks import network
from app.signin.grants import Grant

STUBS = {"linkedin": LinkedInStub, "x": XStub, "threads": ThreadsStub, "facebook": FacebookStub}
IDS = {"linkedin": "urn:li:person:782bbtaQ", "x": "2244994945", "threads": "17841400000000001", "facebook": "1055"}
TOKENS = {"linkedin": "token-1", "x": "access-1", "threads": "THQ-1", "facebook": "EAApage"}


@pytest.fixture
def stubs(clock):
    clock.now = datetime.now(UTC)  # the stubs live in the real present
    open_ = {name: stub().__enter__() for name, stub in STUBS.items()}
    yield open_
    for stub in open_.values():
        stub.__exit__()


@pytest.fixture
def linked(desk, stubs):
    def link(name, **more):
        account = Account(name, name, f"{name} me", Way.DIRECT, "sarisavi", stubs[name].url, IDS[name], **more)
        desk.store.accounts.add(account)
        desk.accounts.keychain.write(name, Grant(TOKENS[name]).secret())
        return account.id

    return link


@pytest.fixture
def picture(tmp_path):
    PIL.Image.new("RGB", (40, 30), "red").save(tmp_path / "kuva.jpg")
    return tmp_path / "kuva.jpg"


def publish(desk, text, *accounts, options=(), picture=None):
    draft = desk.drafts.new(text).id
    if picture:
        desk.photos.add(draft, picture, "Savikuoppa")
    for place, name, value in options:
        desk.store.options.choose(draft, place, name, value)
    queued = desk.sending.queue(draft, accounts)
    desk.sending.send_due()
    return tuple(desk.sending.get(one.id) for one in queued)


def test_one_draft_goes_to_four_networks(desk, linked, stubs):
    sent = publish(desk, "Savi & muut #maa", *map(linked, STUBS))
    assert {one.state for one in sent} == {State.PUBLISHED}
    assert [stub.texts() for stub in stubs.values()] == [["Savi & muut #maa"]] * 4


def test_a_thread_with_a_picture_hangs_on_itself(desk, linked, stubs, picture):
    text = " ".join(f"Savi numero {number} on hidas ja muistaa kaiken, mitä sille tehdään." for number in range(9))
    (sent,) = publish(desk, text, linked("x"), picture=picture)
    posts = list(stubs["x"].posts.values())
    assert sent.state is State.PUBLISHED
    assert len(posts) > 2
    assert [post["above"] for post in posts] == ["", *list(stubs["x"].posts)[:-1]]
    assert [len(post["media"]) for post in posts] == [1] + [0] * (len(posts) - 1)
    assert [media["alt"] for media in stubs["x"].media.values()] == ["Savikuoppa"]


@pytest.mark.parametrize("name", ["x", "linkedin"])
def test_the_link_goes_last_on_request(desk, linked, stubs, name):
    account = linked(name)
    publish(desk, "Uusi kirjoitus savesta: https://a.fi/savi", account, options=[(name, "link_last", "yes")])
    later = list(stubs["x"].posts.values())[1:] if name == "x" else list(stubs["linkedin"].comments.values())
    assert stubs[name].texts()[0] == "Uusi kirjoitus savesta:"
    assert [part["text"] for part in later] == ["https://a.fi/savi"]


def test_the_price_is_told_before_and_falls_when_the_link_is_dropped(desk, linked):
    account = linked("x")
    draft = desk.drafts.new("Hei https://a.fi").id
    told = {concern.code: dict(concern.facts) for concern in desk.sending.concerns(draft, (account,))}
    assert told["x.price_with_link"]["price"] == "0.20"
    desk.drafts.save(draft, "Hei")
    assert [concern.code for concern in desk.sending.concerns(draft, (account,))] == ["x.price"]


def test_instagram_without_a_picture_is_mentioned_kindly(desk):
    account = desk.accounts.add_by_hand("instagram").id
    draft = desk.drafts.new("Kuvateksti").id
    assert [concern.code for concern in desk.sending.concerns(draft, (account,))] == ["by_hand.needs_picture"]


def test_a_picture_on_threads_goes_by_hand_without_a_request(desk, linked, stubs, picture):
    (sent,) = publish(desk, "Kuva", linked("threads"), picture=picture)
    assert (sent.state, sent.message) == (State.HANDED_OVER, "threads.pictures_by_hand")
    assert stubs["threads"].server.asked == []
    assert desk.sending.hand_over(sent.id).texts == ("Kuva",)
    assert desk.sending.confirm(sent.id).state is State.PUBLISHED


def test_a_sign_in_past_its_end_sends_nothing_and_offers_by_hand(desk, linked, stubs, clock):
    account = linked("linkedin", signed_in_until=clock.now - timedelta(minutes=1))
    (sent,) = publish(desk, "Hei", account)
    assert (sent.state, sent.message) == (State.NEEDS_PERSON, "delivery.sign_in_ended")
    assert stubs["linkedin"].server.asked == []
    assert desk.sending.by_hand(sent.id).state is State.HANDED_OVER


def test_a_token_renewed_in_silence_is_no_end(desk, linked, stubs, clock):
    account = linked("threads", signed_in_until=clock.now - timedelta(days=1))
    (sent,) = publish(desk, "Hei", account)
    assert (sent.state, stubs["threads"].texts()) == (State.PUBLISHED, ["Hei"])


@pytest.mark.parametrize("name", ["x", "threads", "facebook"])
def test_a_lost_answer_ends_in_one_post_in_the_history(desk, linked, stubs, name):
    stubs[name].losses = ["lost"]
    (sent,) = publish(desk, "Hei", linked(name))
    assert (sent.state, len(stubs[name].posts)) == (State.PUBLISHED, 1)
    assert sent.parts[0].remote_id == next(iter(stubs[name].posts))


def test_linkedin_asks_the_person_and_a_duplicate_then_names_the_post(desk, linked, stubs):
    stubs["linkedin"].losses = ["lost"]
    (sent,) = publish(desk, "Hei", linked("linkedin"))
    assert sent.state is State.NEEDS_PERSON
    desk.sending.settle(sent.id, published=False)
    desk.sending.send_due()
    ended = desk.sending.get(sent.id)
    assert (ended.state, len(stubs["linkedin"].posts)) == (State.PUBLISHED, 1)
    assert ended.parts[0].remote_id == next(iter(stubs["linkedin"].posts))


def test_a_duplicate_without_any_doubt_names_the_earlier_post(desk, linked, stubs):
    account = linked("linkedin")
    publish(desk, "Hyvää huomenta", account)
    other = replace(desk.store.accounts.get(account), id="again")
    desk.store.accounts.add(other)
    desk.accounts.keychain.write("again", Grant(TOKENS["linkedin"]).secret())
    (sent,) = publish(desk, "Hyvää huomenta", "again")
    assert (sent.state, sent.message) == (State.FAILED, "channel.duplicate")
    assert dict(sent.facts)["url"].endswith(f"{next(iter(stubs['linkedin'].posts))}/")


def test_no_stub_is_left_untried():
    assert {name for name in STUBS if network(name).api} == set(STUBS)
