# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Bluesky's own details: keys, moments, tokens that run out, threads. More: tests/contracts and the journeys."""

from __future__ import annotations

import base64
import json
import re
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import PIL.Image
import pytest
from fakes.loopback import Loopback, Play
from hypothesis import given
from hypothesis import strategies as st

from app.channels import Channels, Lent, NoBrowser
from app.channels.bluesky.records import created_at
from app.errors import Fixable, ProfileUnusable, SignInAgain, TryLater
from app.keychain import Keychain
from app.model import Card, Delivery, Photo, SentPart, State

REPLIES = Path(__file__).parents[1] / "data" / "replies" / "bluesky.toml"
NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)
RAN_OUT = Play(status=400, body=b'{"error":"ExpiredToken","message":"Token has expired"}')
NOT_THERE = Play(status=400, body=b'{"error":"RecordNotFound","message":"Could not locate record"}')


@pytest.fixture
def server():
    healthy = tomllib.loads(REPLIES.read_text(encoding="utf-8"))["healthy"]
    with Loopback({at: [Play(body=reply["body"].encode())] for at, reply in healthy.items()}) as server:
        yield server


@pytest.fixture
def keychain():
    return Keychain()


@pytest.fixture
def bluesky(tmp_path, keychain):
    return Channels(Lent(keychain, tmp_path)).network("bluesky")


@pytest.fixture
def account(bluesky, server, keychain):
    answers = {"server": server.url, "handle": "alice.test", "secret": "srw7-qdpm-v6gq-3gyz"}
    made, secret = bluesky.sign_in(answers, NoBrowser())
    keychain.write(made.id, secret)
    return made


def delivery(account, *texts, photos=()):
    return Delivery("d1", "draft", account, State.SENDING, NOW, tuple(SentPart(text) for text in texts), photos=photos)


def records(server):
    return [json.loads(asked.body)["record"] for asked in server.asked if asked.path.endswith("putRecord")]


def post(bluesky, account, text="Hei", **how):
    return bluesky.publish(account, delivery(account, text, **how), 0, (), bluesky.new_key(NOW))


# ------------------------------------------------------------ keys


def test_keys_grow_are_valid_and_carry_their_moment(bluesky):
    keys = [bluesky.new_key(NOW + timedelta(days=400, milliseconds=number // 3)) for number in range(3000)]
    assert keys == sorted(set(keys))
    assert all(re.fullmatch("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}", key) for key in keys)
    moments = [created_at(key) for key in keys]
    assert moments == sorted(set(moments))
    assert moments[0].startswith("2027-12-28T07:12:00.")


@given(seconds=st.floats(min_value=0, max_value=4_102_444_800))
def test_any_moment_in_a_key_is_read_back_to_the_millisecond(seconds):
    from app.channels import bluesky

    moment = datetime.fromtimestamp(seconds, UTC)
    bluesky_keys = Channels(Lent(Keychain(), Path("unused"))).network("bluesky")
    bluesky._latest[0] = 0
    read = datetime.fromisoformat(created_at(bluesky_keys.new_key(moment)))
    assert abs(read - moment) <= timedelta(milliseconds=1)


@pytest.mark.parametrize("key", ["", "short", "../../../etc/", "zzzzzzzzzzzzz", "3JZFCIJPJ2Z2A", "3jzfcijpj2z2a0"])
def test_keys_that_are_none_are_refused_before_anything_is_sent(bluesky, account, server, key):
    with pytest.raises(Fixable) as caught:
        bluesky.publish(account, delivery(account, "Hei"), 0, (), key)
    assert caught.value.code == "bluesky.bad_key"
    assert "com.atproto.repo.putRecord" not in server.paths()


# ------------------------------------------------------------ what is in a record


def test_a_second_part_hangs_on_the_first_and_the_one_before(bluesky, account, server):
    whole = delivery(account, "Yksi", "Kaksi", "Kolme")
    base = "at://did:plc:alice/app.bsky.feed.post/"
    out = (SentPart("Yksi", remote_id=f"{base}3jzfcijpj2z2a"), SentPart("Kaksi", remote_id=f"{base}3jzfcijpj2z2b"))
    bluesky.publish(account, whole, 2, out, bluesky.new_key(NOW))
    asked = [ask.path.partition("rkey=")[2] for ask in server.asked if "getRecord" in ask.path]
    assert asked == ["3jzfcijpj2z2a", "3jzfcijpj2z2b"]
    reference = {"uri": f"{base}3jzfcijpj2z2a", "cid": "bafyreicid"}
    assert records(server)[0]["reply"] == {"root": reference, "parent": reference}


def test_a_thread_whose_start_is_gone_says_so(bluesky, account, server):
    server.plays["com.atproto.repo.getRecord"] = [NOT_THERE]
    out = (SentPart("Yksi", remote_id="at://did:plc:alice/app.bsky.feed.post/3jzfcijpj2z2a"),)
    with pytest.raises(Fixable) as caught:
        bluesky.publish(account, delivery(account, "Yksi", "Kaksi"), 1, out, bluesky.new_key(NOW))
    assert caught.value.code == "bluesky.thread_gone"
    assert records(server) == []


def test_facets_are_bytes_and_a_mention_of_nobody_stays_text(bluesky, account, server):
    def resolve(asked):
        return Play(status=400, body=b'{"error":"HandleNotFound"}') if "nobody" in asked.path else None

    server.then = resolve
    post(bluesky, account, "Ä😀 @Bob.test, @nobody.test #savi https://example.com")
    (record,) = records(server)
    found = [
        (
            record["text"].encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(),
            facet["features"][0],
        )
        for facet in record["facets"]
    ]
    assert dict(found) == {
        "@Bob.test": {"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:bob"},
        "#savi": {"$type": "app.bsky.richtext.facet#tag", "tag": "savi"},
        "https://example.com": {"$type": "app.bsky.richtext.facet#link", "uri": "https://example.com"},
    }


def test_language_is_told_when_it_is_clear(bluesky, account, server):
    post(bluesky, account, "Tämä on niin selvästi suomea, että sen huomaa jokainen.")
    post(bluesky, account, "Ok")
    assert [record.get("langs") for record in records(server)] == [["fi"], None]


def test_pictures_go_with_the_first_part_and_no_more_than_four(bluesky, account, server, tmp_path):
    path = tmp_path / "kuva.jpg"
    PIL.Image.new("RGB", (40, 30)).save(path)
    photo = Photo("p1", str(path), alt="Kuoppa", width=40, height=30)
    post(bluesky, account, photos=(photo,) * 4)
    images = records(server)[0]["embed"]["images"]
    assert [(image["alt"], image["aspectRatio"]) for image in images] == [("Kuoppa", {"width": 40, "height": 30})] * 4
    upload = next(asked for asked in server.asked if asked.path.endswith("uploadBlob"))
    assert (upload.headers["content-type"], upload.body) == ("image/jpeg", path.read_bytes())
    with pytest.raises(Fixable) as caught:
        post(bluesky, account, photos=(photo,) * 5)
    assert (caught.value.code, caught.value.facts) == ("bluesky.too_many_pictures", {"limit": "4"})


# ------------------------------------------------------------ tokens


def test_tokens_that_ran_out_are_renewed_once_and_kept_before_use(bluesky, account, server, keychain):
    server.plays["com.atproto.repo.putRecord"].insert(0, RAN_OUT)
    post(bluesky, account)
    assert server.paths()[-3:] == [
        f"com.atproto.{name}" for name in ("repo.putRecord", "server.refreshSession", "repo.putRecord")
    ]
    refresh = next(asked for asked in server.asked if asked.path.endswith("refreshSession"))
    assert refresh.headers["authorization"].startswith("Bearer r.")
    assert server.asked[-1].headers["authorization"].startswith("Bearer a2.")
    assert json.loads(keychain.read(account.id))[0].startswith("a2.")


def test_a_token_refused_twice_ends_in_signing_in_again(bluesky, account, server):
    server.plays["com.atproto.repo.putRecord"] = [RAN_OUT]
    with pytest.raises(SignInAgain):
        post(bluesky, account)
    assert server.paths().count("com.atproto.repo.putRecord") == 2


def test_a_refused_refresh_falls_back_to_the_app_password(bluesky, account, server):
    server.plays["com.atproto.repo.putRecord"].insert(0, RAN_OUT)
    server.plays["com.atproto.server.refreshSession"] = [RAN_OUT]
    assert post(bluesky, account).remote_id
    (again,) = [json.loads(asked.body) for asked in server.asked if asked.path.endswith("createSession")][1:]
    assert again == {"identifier": "did:plc:alice", "password": "srw7-qdpm-v6gq-3gyz"}


@pytest.mark.parametrize(
    "play", [Play(status=503, body=b""), Play(how="lost"), Play(body=b"<html>")], ids=["503", "lost", "html"]
)
def test_a_refresh_without_an_answer_changes_nothing(bluesky, account, server, keychain, play):
    before = keychain.read(account.id)
    server.plays["com.atproto.repo.putRecord"] = [RAN_OUT]
    server.plays["com.atproto.server.refreshSession"] = [play]
    with pytest.raises(TryLater):
        post(bluesky, account)
    assert keychain.read(account.id) == before


def test_tokens_that_can_not_be_kept_are_not_used(bluesky, account, server, memory_keyring, monkeypatch):
    server.plays["com.atproto.repo.putRecord"] = [RAN_OUT]
    monkeypatch.setattr(memory_keyring, "set_password", lambda *_: None)
    with pytest.raises(ProfileUnusable):
        post(bluesky, account)
    assert server.paths().count("com.atproto.repo.putRecord") == 1


def session_until(seconds):
    """What a server says of a session opened with the account's own password."""
    made = [base64.urlsafe_b64encode(json.dumps({"exp": end}).encode()).decode() for end in (seconds, seconds + 9)]
    access, refresh = (f"h.{claims}.s" for claims in made)
    said = {"accessJwt": access, "refreshJwt": refresh, "did": "did:plc:alice", "handle": "alice.test"}
    return Play(body=json.dumps(said).encode())


def test_a_session_with_the_own_password_moves_its_end_when_it_is_renewed(desk, server):
    now = int(NOW.timestamp())
    server.plays["com.atproto.server.createSession"] = [session_until(now + 1000)]
    server.plays["com.atproto.server.refreshSession"] = [session_until(now + 5000)]
    server.plays["com.atproto.repo.putRecord"].insert(0, RAN_OUT)
    given = {"server": server.url, "handle": "alice.test", "secret": "own password"}
    account = desk.accounts.sign_in("bluesky", given)
    assert account.signed_in_until == NOW + timedelta(seconds=1009)
    assert "own password" not in desk.accounts.keychain.read(account.id)
    post(desk.accounts.channels.of(account), account)
    (renewed,) = desk.accounts.all()
    assert renewed.signed_in_until == NOW + timedelta(seconds=5009)


def test_with_an_app_password_there_is_no_end(desk, server):
    given = {"server": server.url, "handle": "alice.test", "secret": "srw7-qdpm-v6gq-3gyz"}
    account = desk.accounts.sign_in("bluesky", given)
    server.plays["com.atproto.repo.putRecord"].insert(0, RAN_OUT)
    post(desk.accounts.channels.of(account), account)
    assert desk.accounts.all()[0].signed_in_until is None


@pytest.mark.parametrize("secret", ["", "rubbish", "[]", '["a"]', "{}"])
def test_a_secret_that_can_not_be_read_asks_to_sign_in(bluesky, account, keychain, secret):
    keychain.write(account.id, secret)
    with pytest.raises(SignInAgain):
        post(bluesky, account)


@pytest.mark.parametrize(
    "token", ["", "no.jwt", "a.!!!.b", "a.W10.b", "a.eyJleHAiOjFlOTl9.b", "a.eyJleHAiOjk5OTk5OTk5OTk5OTk5OTl9.b"]
)
def test_a_token_that_says_nothing_of_its_end(token):
    from app.channels.bluesky.sessions import expires

    assert expires(token) is None


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("bsky.social", "https://bsky.social"),
        (" https://pds.example/ ", "https://pds.example"),
        ("http://localhost:2583", "http://localhost:2583"),
    ],
)
def test_servers_as_people_type_them(typed, address):
    from app.channels.bluesky import server

    assert server.address(typed) == address


# ------------------------------------------------------------ cards and mentions


@pytest.fixture
def card(tmp_path):
    path = tmp_path / "kortti.png"
    PIL.Image.effect_noise((1400, 1400), 100).save(path)
    assert path.stat().st_size > 1_000_000
    return Card("https://example.com", "Otsikko", "Kuvaus", Photo("c1", str(path), width=1400, height=1400))


def with_card(account, card, *texts, photos=()):
    return replace(delivery(account, *texts, photos=photos), card=card)


def embeds(server):
    return [record.get("embed") for record in records(server)]


def test_a_card_goes_with_the_part_that_has_its_link(bluesky, account, server, card):
    whole = with_card(account, card, "Ei tässä", "Katso example.com nyt")
    out = (SentPart("Ei tässä", remote_id="at://did:plc:alice/app.bsky.feed.post/3jzfcijpj2z2a"),)
    bluesky.publish(account, whole, 0, (), bluesky.new_key(NOW))
    bluesky.publish(account, whole, 1, out, bluesky.new_key(NOW))
    first, second = embeds(server)
    assert first is None
    assert second["$type"] == "app.bsky.embed.external"
    assert {**second["external"], "thumb": ""} == {
        "uri": "https://example.com",
        "title": "Otsikko",
        "description": "Kuvaus",
        "thumb": "",
    }
    assert second["external"]["thumb"]["ref"] == {"$link": "bafkreiblob"}
    (upload,) = [asked for asked in server.asked if asked.path.endswith("uploadBlob")]
    assert len(upload.body) <= 1_000_000


def test_pictures_go_before_a_card_and_an_other_link_has_none(bluesky, account, server, card):
    photo = replace(card.picture, id="p1")
    other = replace(card, url="https://toinen.example")
    for whole in (
        with_card(account, card, "https://example.com", photos=(photo,)),
        with_card(account, other, "https://example.com"),
    ):
        bluesky.publish(account, whole, 0, (), bluesky.new_key(NOW))
    first, second = embeds(server)
    assert first["$type"] == "app.bsky.embed.images"
    assert second is None


@pytest.mark.parametrize("trouble", ["lost", "refused"])
def test_a_thumbnail_that_can_not_go_is_left_out(bluesky, account, server, card, trouble):
    if trouble == "lost":
        Path(card.picture.path).unlink()
    else:
        server.plays["com.atproto.repo.uploadBlob"] = [Play(status=413, body=b'{"error":"BlobTooLarge"}')]
    bluesky.publish(account, with_card(account, card, "https://example.com"), 0, (), bluesky.new_key(NOW))
    assert embeds(server)[0]["external"] == {"uri": card.url, "title": "Otsikko", "description": "Kuvaus"}


def test_a_repeat_with_a_card_is_the_same_to_the_byte(bluesky, account, server, card):
    key = bluesky.new_key(NOW)
    for _ in range(2):
        bluesky.publish(account, with_card(account, card, "https://example.com"), 0, (), key)
    for call in ("putRecord", "uploadBlob"):
        first, second = (asked.body for asked in server.asked if asked.path.endswith(call))
        assert first == second


def test_what_stayed_plain_text_is_told(bluesky, account, server):
    server.then = lambda asked: Play(status=400, body=b"{}") if "nobody" in asked.path else None
    assert post(bluesky, account, "@nobody.test @bob.test @nobody.test").plain == ("nobody.test",)
    server.plays["com.atproto.repo.putRecord"] = [Play(status=400, body=b'{"error":"InvalidSwap"}')]
    assert post(bluesky, account, "@nobody.test").plain == ("nobody.test",)


def test_concerns_name_mentions_of_nobody_and_those_not_looked_up(bluesky, account, server):
    def resolve(asked):
        handle = asked.path.partition("handle=")[2]
        return {"nobody.test": Play(status=400, body=b"{}"), "slow.test": Play(status=502)}.get(handle)

    server.then = resolve
    found = bluesky.concerns(account, "@nobody.test, @bob.test, @slow.test @nobody.test ei@osoite.test")
    assert [(one.account, one.code, dict(one.facts)["handles"]) for one in found] == [
        (account.id, "bluesky.nobody", "@nobody.test"),
        (account.id, "bluesky.not_looked_up", "@slow.test"),
    ]
    assert bluesky.concerns(account, "ei ketään") == ()


def test_concerns_take_a_few_seconds_at_most_and_raise_nothing(bluesky, account, server, monkeypatch):
    monkeypatch.setattr("app.channels.bluesky._LOOKING", 0.5)
    server.plays["com.atproto.identity.resolveHandle"] = [Play(how="nothing")]
    server.asked.clear()
    (found,) = bluesky.concerns(account, "@a.test @b.test @c.test")
    assert [asked.path.partition("=")[2] for asked in server.asked] == ["a.test"], (
        "the time is for all mentions together"
    )
    assert not server.outlasted
    assert (found.code, dict(found.facts)) == ("bluesky.not_looked_up", {"handles": "@a.test, @b.test, @c.test"})
