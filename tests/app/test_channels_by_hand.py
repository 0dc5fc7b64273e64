# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""By hand: the right page with the right text in it, for every network, whatever the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import PIL.Image
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.channels import Channels, Lent, NoBrowser
from app.channels import by_hand as by_hand_room
from app.channels.by_hand import cleared, compose_url, prepared
from app.errors import Fixable, OutcomeUnknown
from app.keychain import Keychain
from app.model import Account, Delivery, Photo, SentPart, State, Way
from app.networks import network, networks
from app.photos import kind_of, leftovers

NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)
TEXT = "Savi & hiekka: 50 % eroa? #maa @naapuri\nhttps://example.com/a?b=c&d=ä."


def account(network, server=""):
    return Account("a1", network, network, Way.BY_HAND, server=server)


@pytest.fixture
def by_hand(tmp_path):
    return Channels(Lent(Keychain(), tmp_path)).by_hand()


@pytest.mark.parametrize(
    ("network", "page", "field"),
    [
        ("x", "https://x.com/intent/tweet", "text"),
        ("bluesky", "https://bsky.app/intent/compose", "text"),
        ("threads", "https://www.threads.net/intent/post", "text"),
        ("linkedin", "https://www.linkedin.com/feed/", "text"),
        ("mastodon", "https://mastodon.example/share", "text"),
    ],
)
def test_pages_that_take_the_text_get_all_of_it(network, page, field):
    url = compose_url(account(network, "https://mastodon.example"), TEXT)
    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == page
    assert parse_qs(parts.query)[field] == [TEXT]
    assert " " not in url
    assert "+" not in parts.query


@pytest.mark.parametrize("network", ["facebook", "instagram"])
def test_pages_that_take_nothing_are_just_opened(network):
    url = compose_url(account(network), TEXT)
    assert urlsplit(url).scheme == "https"
    assert "Savi" not in url


def test_a_link_goes_where_only_a_link_is_taken(monkeypatch):
    row = replace(network("facebook"), compose_url="https://www.facebook.com/sharer/sharer.php?u={url}")
    monkeypatch.setattr(by_hand_room, "network", lambda name: row)
    assert compose_url(account("facebook"), TEXT).endswith("?u=https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc%26d%3D%C3%A4")
    assert compose_url(account("facebook"), "no link") == "https://www.facebook.com/"


def test_mastodon_without_a_server_has_no_page():
    assert compose_url(account("mastodon"), "x") == ""


def test_a_text_too_long_for_an_address_opens_the_site(by_hand):
    assert compose_url(account("linkedin"), "ä" * 3000) == "https://www.linkedin.com/"


@given(text=st.text(alphabet=st.characters(), max_size=200))
def test_any_text_makes_an_address_of_plain_letters(text):
    for row in networks():
        url = compose_url(account(row.id, "https://mastodon.example"), text)
        assert url.isascii()
        assert url.isprintable()


def test_accounts_for_every_network_need_nothing(by_hand):
    for row in networks():
        made, secret = by_hand.sign_in({"network": row.id}, NoBrowser())
        assert (made.network, made.name, made.way, secret) == (row.id, row.name, Way.BY_HAND, "")


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"network": "myspace"}, "network.unknown"),
        ({}, "network.unknown"),
        ({"network": "mastodon", "server": "javascript:alert(1)"}, "wire.bad_address"),
        ({"network": "mastodon", "server": "http://mastodon.example"}, "wire.bad_address"),
    ],
)
def test_what_can_not_be_opened_is_refused(by_hand, answers, code):
    with pytest.raises(Fixable) as caught:
        by_hand.sign_in(answers, NoBrowser())
    assert caught.value.code == code


# ------------------------------------------------------------ pictures


@pytest.fixture
def pictures(tmp_path):
    PIL.Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(tmp_path / "a.png")
    PIL.Image.effect_noise((1200, 900), 90).convert("RGB").save(tmp_path / "b.jpg", quality=98)
    return tuple(
        Photo(name, str(tmp_path / name), alt="Savikuoppa", width=width, height=height)
        for name, width, height in (("a.png", 60, 40), ("b.jpg", 1200, 900))
    )


def test_pictures_are_laid_out_as_the_network_takes_them(pictures, tmp_path, monkeypatch):
    row = replace(network("instagram"), image_bytes=200_000, image_pixels=600)
    monkeypatch.setattr(by_hand_room, "network", lambda name: row)
    folder = tmp_path / "out"
    before = [Path(photo.path).read_bytes() for photo in pictures]
    made = prepared(account("instagram"), pictures, folder)
    assert [Path(photo.path).name for photo in made] == ["1.jpg", "2.jpg"]
    assert [photo.alt for photo in made] == ["Savikuoppa"] * 2
    for photo in made:
        content = Path(photo.path).read_bytes()
        assert (kind_of(content), leftovers(content), photo.bytes) == ("image/jpeg", (), len(content))
        with PIL.Image.open(photo.path) as image:
            assert max(image.size) <= 600
            assert len(content) <= 200_000
    with PIL.Image.open(made[0].path) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)
    assert [Path(photo.path).read_bytes() for photo in pictures] == before
    assert folder.stat().st_mode & 0o777 == 0o700


def test_laying_out_anew_leaves_nothing_of_before(pictures, tmp_path):
    folder = tmp_path / "out"
    prepared(account("instagram"), pictures, folder)
    prepared(account("instagram"), pictures[:1], folder)
    assert [path.name for path in folder.iterdir()] == ["1.jpg"]
    cleared(folder)
    cleared(folder)
    assert not folder.exists()


def test_a_picture_that_is_gone_is_named(pictures, tmp_path):
    Path(pictures[0].path).unlink()
    with pytest.raises(Fixable) as caught:
        prepared(account("instagram"), pictures, tmp_path / "out")
    assert caught.value.code == "photo.lost"


def test_instagram_asks_kindly_for_a_picture(by_hand, pictures):
    (said,) = by_hand.foresee(account("instagram"), ("Hei",), ())
    assert (said.code, said.facts) == ("by_hand.needs_picture", (("network", "Instagram"),))
    assert by_hand.foresee(account("instagram"), ("Hei",), pictures) == ()
    assert by_hand.foresee(account("x"), ("Hei",), ()) == ()


def test_nothing_is_sent_and_nothing_is_guessed(by_hand):
    post = Delivery("d1", "draft", account("x"), State.CLAIMED, NOW, (SentPart("Hei"),))
    handed = by_hand.publish(post.account, post, 0, (), by_hand.new_key(NOW))
    assert handed == SentPart("Hei", url="https://x.com/intent/tweet?text=Hei")
    with pytest.raises(OutcomeUnknown) as caught:
        by_hand.find(post.account, post, 0, (), "key")
    assert caught.value.code == by_hand.explain(200, "") == "by_hand.ask"
    assert by_hand.questions() == ()
