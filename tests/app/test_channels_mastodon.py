# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Mastodon's own ways of publishing: pictures that take time, servers with other limits, looking before repeating."""

from __future__ import annotations

import html
import io
import json
from datetime import UTC, datetime, timedelta

import PIL.Image
import pytest
from fakes import mastodon as stage
from fakes.browser import FakeBrowser
from fakes.gotosocial import Server
from fakes.loopback import Play
from fakes.mastodon import KNOWN, NOW, asked_for, delivery, publish, status, told
from hypothesis import given
from hypothesis import strategies as st

from app.channels.mastodon import posts
from app.errors import Fixable, TryLater
from app.model import SentPart

server, keychain, channel, account, picture, waits = (
    stage.server,
    stage.keychain,
    stage.channel,
    stage.account,
    stage.picture,
    stage.waits,
)

# ------------------------------------------------------------ pictures


def test_a_picture_is_waited_for_until_it_is_ready(server, channel, account, picture, waits):
    server.plays["/api/v2/media"] = [told({"id": "22", "url": None}, 202)]
    server.plays["/api/v1/media/22"] = [
        told({"id": "22"}, 206),
        told({"id": "22"}, 206),
        told({"id": "22", "url": "https://x.example/1"}),
    ]
    assert publish(channel, account, delivery(account, photos=(picture(),))).remote_id == "109"
    assert waits == [0.5, 0.5, 1]
    body = json.loads(asked_for(server, "/api/v1/statuses")[0].body)
    assert (body["media_ids"], body["status"]) == (["22"], "Hei")
    sent = asked_for(server, "/api/v2/media")[0]
    assert sent.headers["content-type"].startswith("multipart/form-data")
    assert b'name="description"\r\n\r\nSavikuoppa' in sent.body
    assert b"kuva" not in sent.body
    assert b"40.jpg" not in sent.body, "the name on the writer's disk is nobody's business"


def test_a_picture_that_is_never_ready_is_tried_later(server, channel, account, picture, waits):
    server.plays["/api/v2/media"] = [told({"id": "22", "url": None}, 202)]
    server.plays["/api/v1/media/22"] = [told({"id": "22"}, 206)]
    with pytest.raises(TryLater) as caught:
        publish(channel, account, delivery(account, photos=(picture(),)))
    assert caught.value.code == "mastodon.still_working"
    assert 55 <= sum(waits) <= 65
    assert asked_for(server, "/api/v1/statuses") == []


def test_pictures_fit_what_this_very_server_takes(server, channel, account, picture):
    server.plays["/api/v2/instance"] = [
        told(
            {
                **KNOWN,
                "configuration": {
                    "media_attachments": {"image_matrix_limit": 1_000_000, "description_limit": 100},
                    "statuses": {"max_media_attachments": 1},
                },
            }
        )
    ]
    publish(channel, account, delivery(account, photos=(picture(2000, 1000),)))
    content = asked_for(server, "/api/v2/media")[0].body
    start = content.index(b"\xff\xd8")
    with PIL.Image.open(io.BytesIO(content[start:])) as shown:
        assert shown.width * shown.height <= 1_000_000
        assert shown.width > 1300
    for photos, code in (
        ((picture(alt="a" * 101),), "mastodon.alt_too_long"),
        ((picture(),) * 2, "mastodon.too_many_pictures"),
    ):
        with pytest.raises(Fixable) as caught:
            publish(channel, account, delivery(account, photos=photos))
        assert caught.value.code == code
    assert len(asked_for(server, "/api/v1/statuses")) == 1


def test_a_server_that_tells_no_limits_has_the_usual_ones(server, channel, account, picture):
    server.plays["/api/v2/instance"] = [Play(status=404)]
    with pytest.raises(Fixable) as caught:
        publish(channel, account, delivery(account, photos=(picture(),) * 5))
    assert caught.value.facts["limit"] == "4"


# ------------------------------------------------------------ what is sent


def test_what_was_chosen_is_sent_and_nothing_else(server, channel, account):
    chosen = {"visibility": "private", "warning": "savi", "language": "sv"}
    key = channel.new_key(NOW)
    channel.publish(account, delivery(account, "Tämä on suomea", **chosen), 0, (), key)
    channel.publish(account, delivery(account, "Tämä on suomea, ja sen huomaa pitkästä lauseesta"), 0, (), key)
    first, second = asked_for(server, "/api/v1/statuses")
    assert json.loads(first.body) == {
        "status": "Tämä on suomea",
        "visibility": "private",
        "spoiler_text": "savi",
        "sensitive": True,
        "language": "sv",
    }
    assert json.loads(second.body) == {"status": "Tämä on suomea, ja sen huomaa pitkästä lauseesta", "language": "fi"}
    assert first.headers["idempotency-key"] == key
    assert first.headers["authorization"] == "Bearer token-of-alice"


def test_a_post_of_the_own_server_is_answered_without_asking(server, channel, account):
    publish(channel, account, delivery(account, reply_to=f"{server.url}/@bob/77"))
    publish(channel, account, delivery(account, reply_to=f"{server.url}/@bob/statuses/01HX"))
    assert [json.loads(one.body)["in_reply_to_id"] for one in asked_for(server, "/statuses")] == ["77", "01HX"]
    assert asked_for(server, "/search") == []


def test_a_post_from_elsewhere_is_fetched_by_the_server(server, channel, account):
    server.plays["/api/v2/search"] = [told({"statuses": [{"id": "5"}]})]
    publish(channel, account, delivery(account, reply_to="https://elsewhere.example/@bob/77"))
    (search,) = asked_for(server, "/search")
    assert "resolve=true" in search.path
    assert "q=https%3A%2F%2Felsewhere.example%2F%40bob%2F77" in search.path
    assert json.loads(asked_for(server, "/api/v1/statuses")[0].body)["in_reply_to_id"] == "5"


def test_a_thread_hangs_on_what_is_out_and_shows_pictures_once(server, channel, account, picture):
    thread = delivery(account, ["Yksi", "Kaksi"], photos=(picture(),), reply_to=f"{server.url}/@bob/77")
    publish(channel, account, thread, 1, (SentPart("Yksi", remote_id="31"),))
    body = json.loads(asked_for(server, "/api/v1/statuses")[0].body)
    assert body["in_reply_to_id"] == "31"
    assert "media_ids" not in body
    server.plays["/api/v1/statuses"] = [
        told({"error": "The status you are trying to reply to does not appear to exist."}, 404)
    ]
    with pytest.raises(Fixable) as caught:
        publish(channel, account, thread, 1, (SentPart("Yksi", remote_id="31"),))
    assert caught.value.code == "mastodon.thread_gone"


# ------------------------------------------------------------ looking back


def test_a_server_that_ignores_keys_is_looked_at_and_never_asked_twice(channel, keychain):
    with Server() as village:
        account, secret = channel.sign_in({"server": village.url, **village.sign_in}, FakeBrowser())
        keychain.write(account.id, secret)
        assert (account.name, account.remote_id) == ("@alice@village.example", "01ALICE")
        assert not channel.repeatable(account, timedelta(0))
        one, key = delivery(account, "Kerran *vain*, 1 < 2"), channel.new_key(datetime.now(UTC))
        assert channel.find(account, one, 0, (), key) is None
        sent = channel.publish(account, one, 0, (), key)
        assert channel.find(account, one, 0, (), key) == sent
        channel.publish(account, one, 0, (), key)
        assert len(village.texts()) == 2, "or this stub would prove nothing"


@pytest.mark.parametrize(
    ("source", "known"),
    [
        ("https://github.com/mastodon/mastodon", True),
        ("https://github.com/glitch-soc/mastodon/", True),
        ("https://github.com/mastodon/mastodon.evil.example", False),
        ("https://codeberg.org/superseriousbusiness/gotosocial", False),
        (7, False),
        (None, False),
    ],
)
def test_who_surely_keeps_keys(server, channel, keychain, source, known):
    server.plays["/api/v2/instance"] = [told({**KNOWN, "source_url": source})]
    server.plays["/verify_credentials"] = [told({"id": "42", "username": "alice"})]
    account, secret = channel.sign_in({"server": server.url, "secret": "token"}, FakeBrowser())
    keychain.write(account.id, secret)
    assert channel.repeatable(account, timedelta(minutes=54)) is known
    assert not channel.repeatable(account, timedelta(minutes=55))


def test_a_long_list_is_read_page_by_page_until_the_moment_of_the_key(server, channel, account):
    fresh = [status(str(200 - n), "Muuta") for n in range(40)]
    older = [status("160", "Hei"), status("8", "Hei", "2026-11-01T07:12:03.000Z")]
    server.plays["/api/v1/accounts/42/statuses"] = [told(fresh), told(older)]
    found = channel.find(account, delivery(account), 0, (), channel.new_key(NOW))
    assert found.remote_id == "160"
    assert "max_id=161" in asked_for(server, "/accounts/42/statuses")[1].path


def test_a_post_the_server_shows_otherwise_is_known_by_its_source(server, channel, account):
    server.plays["/api/v1/accounts/42/statuses"] = [told([status(text="<strong>Hei</strong> ✨")]), told([])]
    server.plays["/api/v1/statuses/109/source"] = [
        told({"id": "109", "text": "**Hei** :sparkles:", "spoiler_text": ""})
    ]
    found = channel.find(account, delivery(account, "**Hei** :sparkles:"), 0, (), channel.new_key(NOW))
    assert found.remote_id == "109"


@pytest.mark.parametrize("body", [b"{}", b"[7]", b'[{"id":"../x"}]', b"[" * 20_000, b"\xff", b"null"])
def test_a_list_that_can_not_be_read_says_nothing(server, channel, account, body):
    server.plays["/api/v1/accounts/42/statuses"] = [Play(body=body)]
    with pytest.raises(TryLater):
        channel.find(account, delivery(account), 0, (), channel.new_key(NOW))


@given(st.text(max_size=200))
def test_any_text_is_equal_to_itself_shown_as_html(text):
    shown = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    visible = text.replace("\x00", "")
    assert posts.comparable(posts.plain(shown.replace("\x00", ""))) == posts.comparable(visible)


@given(st.text(max_size=300))
def test_any_html_becomes_words(html):
    assert isinstance(posts.plain(html), str)


def test_words_of_a_page_as_mastodon_writes_it():
    page = (
        '<p>Hei <span class="h-card"><a href="https://b.example/@bob" class="u-url mention">@'
        "<span>bob</span></a></span><br>katso "
        '<a href="https://example.com/pitkä"><span class="invisible">https://</span>'
        '<span class="ellipsis">example.com/</span>'
        '<span class="invisible">pitkä</span></a></p><p>&lt;b&gt; <script>alert(1)</script></p>'
    )
    assert posts.plain(page) == "Hei @bob\nkatso https://example.com/pitkä\n\n<b> alert(1)"
    written = "Hei @bob@b.example katso https://example.com/pitkä <b> alert(1)"
    assert posts.comparable(written) == posts.comparable(posts.plain(page))
