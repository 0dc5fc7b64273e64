# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Threads' own details: pasted tokens, containers, pictures by hand. More: tests/contracts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fakes.channel import Signed, refusal
from fakes.threads import ThreadsStub

from app.channels import AppKey, Deletes, Foresees, HandsOver, Reads
from app.errors import OutcomeUnknown, SignInAgain, TryLater
from app.signin.grants import Grant, read_grant


@pytest.fixture
def stub():
    with ThreadsStub() as stub:
        yield stub


@pytest.fixture
def threads(stub, tmp_path):
    signed = Signed("threads", stub, tmp_path, {"token": "THQ-1"})
    signed.sign_in()
    return signed


def kept(threads):
    return read_grant(threads.keychain.read(threads.account.id))


def test_a_pasted_token_is_looked_at_and_its_end_known(threads):
    account = threads.account
    assert (account.name, account.remote_id) == ("@sarisavi", "17841400000000001")
    assert timedelta(days=59) < account.signed_in_until - datetime.now(UTC) <= timedelta(days=60)
    assert threads.browser.opened == []
    assert not threads.channel.needs_key


def test_with_the_programs_key_a_short_token_is_made_to_last(stub, tmp_path):
    signed = Signed("threads", stub, tmp_path, {"token": " THQ-1\n"}, AppKey("id", "app-secret"))
    stub.days = 0.04
    signed.sign_in()
    assert kept(signed).access == "THQ-long"
    assert signed.account.signed_in_until > datetime.now(UTC) + timedelta(days=59)


@pytest.mark.parametrize("token", ["", " ", "Ä", "two words", "a\x00b"])
def test_what_can_be_no_token_is_not_sent(stub, tmp_path, token):
    error = refusal(Signed("threads", stub, tmp_path, {"token": token}).sign_in)
    assert (error.code, stub.server.asked) == ("channel.bad_token", [])


def test_a_thread_hangs_on_itself(threads, stub):
    out = threads.send(threads.delivery("Yksi & ä", "Kaksi"))
    assert stub.texts() == ["Yksi & ä", "Kaksi"]
    assert [post["above"] for post in stub.posts.values()] == ["", out[0].remote_id]
    assert out[0].url == f"https://www.threads.net/@sarisavi/post/{out[0].remote_id}"


def test_one_answers_ones_own_posts(threads, stub):
    (first,) = threads.send(threads.delivery("Alku"))
    threads.send(threads.delivery("Jatko", options=(("reply_to", f"{first.url}?igsh=1"),)))
    assert list(stub.posts.values())[1]["above"] == first.remote_id
    wish = threads.delivery("x", options=(("reply_to", "https://www.threads.net/@ville/post/9"),))
    assert refusal(lambda: threads.send(wish)).code == "channel.no_post_there"


def test_a_token_grows_old_no_more_than_it_must(threads, stub):
    threads.send(threads.delivery("Hei"))
    assert kept(threads).access == "THQ-1"
    threads.keychain.write(threads.account.id, Grant("THQ-1", until=datetime.now(UTC) + timedelta(days=20)).secret())
    threads.send(threads.delivery("Hei taas"))
    assert kept(threads).access == "THQ-renewed"
    assert kept(threads).until > datetime.now(UTC) + timedelta(days=59)
    assert stub.texts() == ["Hei", "Hei taas"]


def test_a_token_taken_back_means_signing_in_again(threads, stub):
    stub.token = "another"
    stub.routes = tuple(route for route in stub.routes if route[2] != "refresh")
    assert isinstance(refusal(lambda: threads.send(threads.delivery("Hei"))), SignInAgain)
    assert stub.posts == {}


def test_a_container_that_is_not_ready_publishes_nothing(threads, stub):
    stub.ready = False
    error = refusal(lambda: threads.send(threads.delivery("Hei")))
    assert (type(error), error.code, stub.posts) == (TryLater, "threads.not_ready", {})
    assert timedelta(0) < error.at - datetime.now(UTC) <= timedelta(seconds=30)


@pytest.mark.parametrize("loss", ["lost", "half"])
def test_after_a_lost_answer_the_own_posts_tell(threads, stub, loss):
    stub.losses = [loss]
    delivery = threads.delivery("Hei")
    error = refusal(lambda: threads.send(delivery))
    assert (type(error), error.facts["container"]) == (OutcomeUnknown, next(iter(stub.containers)))
    assert threads.find(delivery).remote_id == next(iter(stub.posts))


def test_a_lost_second_part_is_found_among_the_replies(threads, stub):
    whole = threads.delivery("Yksi", "Kaksi")
    first = threads.channel.publish(threads.account, whole, 0, (), "key")
    stub.losses = ["lost"]
    assert isinstance(
        refusal(lambda: threads.channel.publish(threads.account, whole, 1, (first,), "key")), OutcomeUnknown
    )
    assert threads.find(whole, 1, (first,)).remote_id == list(stub.posts)[1]


@pytest.mark.parametrize(("published", "ends"), [(False, None), (True, TryLater)])
def test_where_the_list_is_silent_the_container_is_asked(threads, stub, published, ends):
    stub.losses = ["lost"]
    delivery = threads.delivery("Hei")
    container = refusal(lambda: threads.send(delivery)).facts["container"]
    stub.hidden = True
    if not published:
        stub.published.clear()
    doubtful = threads.delivery("Hei", facts=(("container", container),))
    if ends is None:
        assert threads.find(doubtful) is None
    else:
        assert isinstance(refusal(lambda: threads.find(doubtful)), ends)


def test_pictures_go_by_hand_and_it_is_said_beforehand(threads, stub):
    assert isinstance(threads.channel, Foresees)
    assert isinstance(threads.channel, HandsOver)
    now, photos = datetime.now(UTC), (threads.photo(),)
    (said,) = threads.channel.foresee(threads.account, ("Hei",), photos)
    assert said.code == "threads.pictures_by_hand" == threads.channel.hands_over(threads.account, photos, now)
    assert threads.channel.foresee(threads.account, ("Hei",), ()) == ()
    assert threads.channel.hands_over(threads.account, (), now) == ""


def test_a_sign_in_past_its_end_goes_by_hand_unless_it_was_renewed(threads):
    later = threads.account.signed_in_until + timedelta(days=1)
    assert threads.channel.hands_over(threads.account, (), later) == "channel.sign_in_over"
    threads.keychain.write(threads.account.id, Grant("THQ-2", until=later + timedelta(days=1)).secret())
    assert threads.channel.hands_over(threads.account, (), later) == ""


def test_posts_are_deleted_and_gone_ones_are_fine(threads, stub):
    assert isinstance(threads.channel, Deletes)
    (sent,) = threads.send(threads.delivery("Hei"))
    threads.channel.delete(threads.account, sent)
    threads.channel.delete(threads.account, sent)
    assert stub.posts == {}


def test_replies_are_read(threads):
    assert isinstance(threads.channel, Reads)
    found = threads.channel.answers(threads.account, threads.send(threads.delivery("Hei")))
    (reply,) = found.replies
    assert (reply.handle, reply.text, reply.at) == ("@ville", "Hieno savi!", datetime(2026, 11, 23, 8, tzinfo=UTC))
