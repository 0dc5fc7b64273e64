# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""X's own details against a stub that checks each request with X's own description. More: tests/contracts."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
from fakes.channel import Signed, refusal
from fakes.x import XStub, check
from hypothesis import given
from hypothesis import strategies as st

from app.channels import AppKey, AsksMoney, Deletes, Foresees, Reads
from app.channels.x import _as_written
from app.channels.x.prices import cost, dollars
from app.errors import Fixable, OutcomeUnknown, SignInAgain, TryLater
from app.model import Photo, SentPart
from app.networks import network
from app.signin.grants import read_grant
from app.wording import use


@pytest.fixture
def stub():
    with XStub() as stub:
        yield stub


@pytest.fixture(params=["2.0", "1.0a"])
def x(stub, tmp_path, request):
    secret = "key-secret" if request.param == "1.0a" else ""
    signed = Signed("x", stub, tmp_path, {"protocol": request.param}, AppKey("key", secret))
    signed.sign_in()
    return signed


@pytest.fixture
def new(stub, tmp_path):
    signed = Signed("x", stub, tmp_path, key=AppKey("key"))
    signed.sign_in()
    return signed


def test_the_contract_refuses_what_x_would_refuse():
    for bad in ({"text": 7}, {"text": "x", "extra": 1}, {"text": "x", "reply": {"in_reply_to_tweet_id": "a1"}}):
        with pytest.raises(jsonschema.ValidationError):
            check("CreatePostsRequest", bad)


def test_both_protocols_sign_in_and_post(x, stub):
    assert (x.account.name, x.account.handle, x.account.remote_id) == ("@sarisavi", "sarisavi", "2244994945")
    (sent,) = x.send(x.delivery("Savea & hiekkaa <3"))
    assert stub.texts() == ["Savea & hiekkaa <3"]
    assert sent.url == f"https://x.com/sarisavi/status/{sent.remote_id}"
    signature = stub.server.asked[-1].headers["authorization"]
    assert signature.startswith("OAuth " if x.answers["protocol"] == "1.0a" else "Bearer access-1")


def test_the_page_of_permission_is_told_the_port_and_the_least_it_needs(new):
    asked = parse_qs(urlsplit(new.browser.opened[0]).query)
    assert asked["redirect_uri"] == ["http://127.0.0.1:8432/"]
    assert asked["scope"] == ["tweet.read tweet.write users.read media.write offline.access"]
    assert asked["code_challenge_method"] == ["S256"]


def test_a_thread_hangs_on_itself_with_pictures_in_its_first_part(x, stub):
    out = x.send(x.delivery("Yksi", "Kaksi", "Kolme", photos=(x.photo(), x.photo("b.jpg", ""))))
    assert [post["above"] for post in stub.posts.values()] == ["", out[0].remote_id, out[1].remote_id]
    first, second, third = stub.posts.values()
    assert (len(first["media"]), second["media"], third["media"]) == (2, [], [])
    described = [stub.media[id] for id in first["media"]]
    assert base64.b64decode(described[0]["media"]) == Path(x.photo().path).read_bytes()
    assert [media.get("alt") for media in described] == ["Savikuoppa", None]
    paths = stub.server.paths()
    assert paths.index("metadata") < paths.index("tweets")


def test_more_than_four_pictures_are_refused_before_anything_is_sent(new, stub):
    error = refusal(lambda: new.send(new.delivery("x", photos=(new.photo(),) * 5)))
    assert (error.code, stub.media) == ("channel.too_many_pictures", {})


def test_a_picture_is_waited_for(new, stub, monkeypatch):
    stub.processing = ["pending", "in_progress", "succeeded"]
    new.send(new.delivery("Hei", photos=(new.photo(),)))
    assert stub.server.paths()[-5:] == ["upload", "upload", "upload", "metadata", "tweets"]
    monkeypatch.setattr("app.channels.x.pictures._LOOKS", 2)
    stub.processing = ["pending"] * 9
    error = refusal(lambda: new.send(new.delivery("Hoi", photos=(new.photo(),))))
    assert (type(error), error.code, len(stub.posts)) == (TryLater, "channel.picture_not_ready", 1)


def test_a_reply_hangs_on_the_post_at_the_address(new, stub):
    new.send(new.delivery("Samaa mieltä", options=(("reply_to", "https://x.com/ville/status/111?s=20"),)))
    assert next(iter(stub.posts.values()))["above"] == "111"
    error = refusal(lambda: new.send(new.delivery("x", options=(("reply_to", "https://x.com/ville"),))))
    assert error.code == "channel.no_post_there"


def test_a_token_of_two_hours_is_renewed_and_kept(new, stub):
    stub.access = "another"
    new.send(new.delivery("Hei"))
    assert (stub.texts(), read_grant(new.keychain.read(new.account.id)).access) == (["Hei"], "access-2")


def test_an_old_key_that_was_taken_back_means_signing_in_again(stub, tmp_path):
    signed = Signed("x", stub, tmp_path, {"protocol": "1.0a"}, AppKey("key", "secret"))
    signed.sign_in()
    stub._signed_out = lambda asked: XStub._signed_out(stub, type(asked)("GET", "/", {}, b""))
    assert isinstance(refusal(lambda: signed.send(signed.delivery("Hei"))), SignInAgain)


@pytest.mark.parametrize("loss", ["lost", "half"])
def test_after_a_lost_answer_the_timeline_tells(x, stub, loss):
    stub.losses = [loss]
    delivery = x.delivery("Hei, katso https://a.fi")
    assert isinstance(refusal(lambda: x.send(delivery)), OutcomeUnknown)
    assert x.find(delivery).remote_id == next(iter(stub.posts))
    assert x.send(delivery)[0].remote_id == next(iter(stub.posts))  # X's "duplicate" is looked up too
    assert len(stub.posts) == 1


def test_a_second_part_with_the_words_of_the_first_is_not_taken_for_it(new):
    out = new.send(new.delivery("Sama"))
    delivery = new.delivery("Sama", "Sama")
    assert isinstance(refusal(lambda: new.find(delivery, 1, out)), TryLater)


def test_an_older_post_with_the_same_words_is_named(new, stub):
    stub.now = lambda: datetime.now(UTC) - timedelta(days=3)
    (old,) = new.send(new.delivery("Hyvää huomenta"))
    error = refusal(lambda: new.send(new.delivery("Hyvää huomenta")))
    assert (type(error), error.code, error.facts["url"]) == (Fixable, "channel.duplicate", old.url)


@given(text=st.text(max_size=80), link=st.sampled_from(["https://a.fi/?a=1&b=2", "https://b.fi"]))
def test_a_text_is_read_back_as_it_was_written(text, link):
    from html import escape

    entities = {"urls": [{"url": "https://t.co/QqQ", "expanded_url": link}, {"url": None}, 7]}
    assert _as_written(f"{escape(text, quote=False)} https://t.co/QqQ", entities) == f"{text} {link}"
    assert (
        _as_written("Hei https://t.co/p", {"urls": [{"url": "https://t.co/p", "expanded_url": "x", "media_key": "3"}]})
        == "Hei "
    )


def test_posts_are_deleted_and_gone_ones_are_fine(x, stub):
    assert isinstance(x.channel, Deletes)
    (sent,) = x.send(x.delivery("Hei"))
    x.channel.delete(x.account, sent)
    x.channel.delete(x.account, sent)
    assert stub.posts == {}


def test_what_came_back_is_summed_over_the_parts(new):
    assert isinstance(new.channel, Reads)
    found = new.channel.answers(new.account, new.send(new.delivery("Yksi", "Kaksi")))
    assert (found.likes, found.shares, found.replies) == (10, 6, ())


def test_what_reading_back_costs_is_told_before(new, stub):
    assert isinstance(new.channel, AsksMoney)
    asked = len(stub.server.asked)
    said = new.channel.answers_cost(new.account, (SentPart("Yksi"), SentPart("Kaksi")))
    assert (said.code, dict(said.facts), len(stub.server.asked)) == ("x.answers_cost", {"price": "0.002"}, asked)


def test_signing_out_revokes_what_can_be_revoked(x, stub):
    x.channel.sign_out(x.account)
    assert stub.revoked == ([] if x.answers["protocol"] == "1.0a" else ["refresh-1"])


# ------------------------------------------------------------ prices


@pytest.mark.parametrize(
    ("parts", "alts", "price"),
    [
        (("Hei",), 0, "0.015"),
        (("Hei https://a.fi",), 0, "0.20"),
        (("Hei a.fi",), 0, "0.20"),
        (("Hei", "https://a.fi"), 0, "0.215"),
        (("Yksi", "Kaksi", "Kolme"), 0, "0.045"),
        (("Hei",), 2, "0.025"),
    ],
)
def test_the_price_of_a_post_is_told_before_it_is_sent(new, parts, alts, price):
    assert isinstance(new.channel, Foresees)
    photos = (*(Photo(str(number), "", alt="Savi") for number in range(alts)), Photo("n", ""))
    (said,) = new.channel.foresee(new.account, parts, photos)
    facts = dict(said.facts)
    linked = any("a.fi" in part for part in parts)
    assert (said.code, facts["price"]) == ("x.price_with_link" if linked else "x.price", price)
    assert facts["read"] == "2026-08-15"


def test_prices_come_from_the_data_file():
    prices = dict(network("x").reach.prices)
    assert cost(("Hei", "https://a.fi"), ()) == prices["post"] + prices["post_with_link"]
    assert [dollars(n) for n in (0, 1, 10, 15, 200, 1215, 3000)] == [
        "0.00",
        "0.001",
        "0.01",
        "0.015",
        "0.20",
        "1.215",
        "3.00",
    ]
    for language, price in (("fi", "0,015"), ("sv", "0,015"), ("en", "0.015")):
        use(language)
        assert dollars(15) == price
