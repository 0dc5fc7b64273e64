# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""LinkedIn's own details against a stub that cuts unescaped text as LinkedIn does. More: tests/contracts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fakes.channel import Signed, refusal
from fakes.linkedin import LinkedInStub
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.channels import AppKey, Deletes, HandsOver
from app.errors import Fixable, OutcomeUnknown
from app.model import Card, Way


@pytest.fixture
def stub():
    with LinkedInStub() as stub:
        yield stub


@pytest.fixture
def linkedin(stub, tmp_path):
    signed = Signed("linkedin", stub, tmp_path, key=AppKey("id", "secret"))
    signed.sign_in()
    return signed


def only(stub):
    (post,) = stub.posts.values()
    return post


def test_a_sign_in_with_a_secret_uses_the_port_that_was_told_to_linkedin(linkedin):
    account = linkedin.account
    assert (account.name, account.remote_id, account.way) == ("Sari Savi", "urn:li:person:782bbtaQ", Way.DIRECT)
    assert timedelta(days=59) < account.signed_in_until - datetime.now(UTC) < timedelta(days=61)
    asked = parse_qs(urlsplit(linkedin.browser.opened[0]).query)
    assert asked["redirect_uri"] == ["http://127.0.0.1:8431/"]
    assert asked["scope"] == ["openid profile w_member_social"]
    assert "code_challenge" not in asked


def test_a_key_without_a_secret_means_pkce(stub, tmp_path):
    signed = Signed("linkedin", stub, tmp_path, key=AppKey("id"))
    signed.sign_in()
    page = urlsplit(signed.browser.opened[0])
    assert page.path == "/oauth/native-pkce/authorization"
    assert parse_qs(page.query)["code_challenge_method"] == ["S256"]


def test_without_a_key_there_is_no_sign_in(stub, tmp_path):
    signed = Signed("linkedin", stub, tmp_path)
    assert refusal(signed.sign_in).code == "keys.missing"
    assert signed.channel.needs_key
    assert signed.browser.opened == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(text=st.text("abä #()[]{}<>@*_~\\|→✅\n", min_size=1, max_size=60))
def test_every_sign_of_a_text_arrives(linkedin, stub, text):
    stub.posts.clear()
    linkedin.send(linkedin.delivery(text))
    assert only(stub)["text"] == text


def test_one_picture_and_many_go_with_their_descriptions(linkedin, stub):
    linkedin.send(linkedin.delivery("Yksi", photos=(linkedin.photo(),)))
    linkedin.send(linkedin.delivery("Monta", photos=(linkedin.photo(), linkedin.photo("b.jpg", "Uuni"))))
    one, many = (post["content"] for post in stub.posts.values())
    assert one == {"media": {"id": "urn:li:image:C0", "altText": "Savikuoppa"}}
    assert [image["altText"] for image in many["multiImage"]["images"]] == ["Savikuoppa", "Uuni"]
    assert stub.images["urn:li:image:C0"] == Path(linkedin.photo().path).read_bytes()


def test_more_than_twenty_pictures_are_refused_before_anything_is_sent(linkedin, stub):
    error = refusal(lambda: linkedin.send(linkedin.delivery("x", photos=(linkedin.photo(),) * 21)))
    assert (error.code, error.facts["limit"], stub.images) == ("channel.too_many_pictures", "20", {})


def test_a_card_goes_with_its_picture_and_pictures_win(linkedin, stub):
    card = Card("https://a.fi/", "Otsikko (1)", "Kuvaus", picture=linkedin.photo("k.jpg"))
    linkedin.send(linkedin.delivery("Linkki", card=card))
    linkedin.send(linkedin.delivery("Kuva", card=card, photos=(linkedin.photo(),)))
    first, second = (post["content"] for post in stub.posts.values())
    title = {"source": "https://a.fi/", "title": "Otsikko (1)", "description": "Kuvaus"}
    assert first == {"article": {**title, "thumbnail": "urn:li:image:C0"}}
    assert "media" in second


def test_later_parts_are_comments_as_written(linkedin, stub):
    out = linkedin.send(linkedin.delivery("Alku", "https://a.fi/x_(y)"))
    assert list(stub.comments.values()) == [{"on": out[0].remote_id, "text": "https://a.fi/x_(y)"}]
    assert out[1].remote_id == f"urn:li:comment:({out[0].remote_id},6636062862760562688)"
    assert out[1].url == out[0].url == f"https://www.linkedin.com/feed/update/{out[0].remote_id}/"


def test_who_may_see_it_is_chosen(linkedin, stub):
    linkedin.send(linkedin.delivery("Ystäville", options=(("visibility", "connections"),)))
    linkedin.send(linkedin.delivery("Kaikille"))
    assert [post["visibility"] for post in stub.posts.values()] == ["CONNECTIONS", "PUBLIC"]


def test_a_lost_answer_is_asked_of_the_person_and_a_repeat_names_the_post(linkedin, stub):
    stub.losses = ["lost"]
    delivery = linkedin.delivery("Hei")
    assert isinstance(refusal(lambda: linkedin.send(delivery)), OutcomeUnknown)
    assert refusal(lambda: linkedin.find(delivery)).code == "channel.not_listed"
    error = refusal(lambda: linkedin.send(delivery))
    assert isinstance(error, Fixable)
    assert (error.code, error.facts["post"]) == ("channel.duplicate", next(iter(stub.posts)))
    assert len(stub.posts) == 1


def test_posts_and_comments_are_deleted_and_gone_ones_are_fine(linkedin, stub):
    assert isinstance(linkedin.channel, Deletes)
    post, comment = linkedin.send(linkedin.delivery("Alku", "Loppu"))
    for _ in range(2):
        linkedin.channel.delete(linkedin.account, comment)
        linkedin.channel.delete(linkedin.account, post)
    assert (stub.posts, stub.comments) == ({}, {})
    assert stub.server.asked[-1].headers["x-restli-method"] == "DELETE"


def test_after_sixty_days_it_goes_by_hand(linkedin):
    assert isinstance(linkedin.channel, HandsOver)
    end = linkedin.account.signed_in_until
    assert linkedin.channel.hands_over(linkedin.account, (), end - timedelta(seconds=1)) == ""
    assert linkedin.channel.hands_over(linkedin.account, (), end) == "channel.sign_in_over"
