# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Mastodon before and after publishing: signing in, answers, deleting, posts that wait at the server."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from fakes import mastodon as stage
from fakes.browser import FakeBrowser
from fakes.loopback import Loopback, Play
from fakes.mastodon import NOW, asked_for, delivery, status, told

from app.channels.mastodon.server import address, explain
from app.errors import Fixable, OutcomeUnknown, ProfileUnusable, SignInAgain, TryLater
from app.model import SentPart
from app.signin.grants import Grant, read_grant

server, keychain, channel, account = stage.server, stage.keychain, stage.channel, stage.account

# ------------------------------------------------------------ answers, deleting


def test_answers_of_strangers_are_plain_and_harmless(server, channel, account):
    server.plays["/context"] = [
        told(
            {
                "descendants": [
                    status(
                        "3",
                        "<img src=x onerror=alert(1)>Hyvä\u202e!",
                        spoiler_text="<b>",
                        url="javascript:alert(1)",
                        account={"id": "7", "acct": "eve@evil.example", "display_name": "Eve\u202e\n<b>"},
                    ),
                    status("2", "Oma vastaus"),
                    7,
                ]
            }
        )
    ]
    server.plays["/api/v1/statuses/109"] = [told(status(favourites_count=3, reblogs_count="paljon"))]
    found = channel.answers(account, (SentPart("Hei", remote_id="109"),))
    assert (found.likes, found.shares) == (3, 0)
    (reply,) = found.replies
    assert (reply.author, reply.handle, reply.url) == ("Eve <b>", "@eve@evil.example", "")
    assert reply.text == "Hyvä\u202e!"


def test_what_the_writer_settled_can_not_be_read_or_deleted(channel, account):
    for wish in (
        lambda: channel.delete(account, SentPart("Hei")),
        lambda: channel.answers(account, (SentPart("Hei"),)),
    ):
        with pytest.raises(Fixable) as caught:
            wish()
        assert caught.value.code == "mastodon.unknown_post"


# ------------------------------------------------------------ schedules


def test_only_what_can_wait_there_is_handed_over(channel, account, keychain):
    tomorrow = NOW + timedelta(days=1)
    assert channel.holds(account, delivery(account, at=tomorrow), NOW)
    assert not channel.holds(account, delivery(account, ["Yksi", "Kaksi"], at=tomorrow), NOW)
    assert not channel.holds(account, delivery(account, at=NOW + timedelta(minutes=5, seconds=59)), NOW)
    assert not channel.holds(account, delivery(account, at=NOW + timedelta(days=400)), NOW)
    keychain.write("a1", Grant("token-of-alice", fields={"known": False}).secret())
    assert not channel.holds(account, delivery(account, at=tomorrow), NOW)


def test_a_schedule_is_not_repeatable_and_carries_no_key(server, channel, account):
    server.plays["/api/v1/statuses"] = [
        told({"id": "3", "scheduled_at": "2026-11-24T07:12:00.000Z", "params": {"text": "Hei"}})
    ]
    one = delivery(account, at=NOW + timedelta(days=1))
    assert channel.schedule(account, one, channel.new_key(NOW)) == "3"
    (asked,) = asked_for(server, "/api/v1/statuses")
    assert json.loads(asked.body)["scheduled_at"] == "2026-11-24T07:12:00.000Z"
    assert "idempotency-key" not in asked.headers


def test_a_schedule_in_doubt_is_looked_for_by_words_and_time(server, channel, account):
    one, key = delivery(account, at=NOW + timedelta(days=1)), channel.new_key(NOW)
    rows = [
        {"id": "1", "scheduled_at": "2026-11-25T07:12:00.000Z", "params": {"text": "Hei"}},
        {"id": "2", "scheduled_at": "2026-11-24T07:12:00.000Z", "params": {"text": "Muuta"}},
        {"id": "3", "scheduled_at": "2026-11-24T07:12:00.000Z", "params": {"text": "Hei"}},
    ]
    server.plays["/api/v1/scheduled_statuses"] = [told(rows)]
    server.plays["/api/v1/accounts/42/statuses"] = [told([])]
    assert channel.find_scheduled(account, one, key) == "3"
    server.plays["/api/v1/scheduled_statuses"] = [told(rows[:2])]
    assert channel.find_scheduled(account, one, key) is None
    server.plays["/api/v1/accounts/42/statuses"] = [told([status()])]
    assert channel.find_scheduled(account, one, key) == "posted.109"


def test_a_schedule_that_is_gone_became_a_post_or_is_on_its_way(server, channel, account):
    now = datetime.now(UTC)  # the server's clock tells how long it has been gone
    one = delivery(account, at=now)
    server.plays["/api/v1/scheduled_statuses/3"] = [told({"error": "Record not found"}, 404)]
    server.plays["/api/v1/accounts/42/statuses"] = [told([status(at=now.isoformat())])]
    assert channel.went_out(account, "3", one).url == "https://social.example/@alice/109"
    server.plays["/api/v1/accounts/42/statuses"] = [told([])]
    with pytest.raises(TryLater):
        channel.went_out(account, "3", one)
    late = delivery(account, at=now - timedelta(minutes=11))
    with pytest.raises(Fixable) as caught:
        channel.went_out(account, "3", late)
    assert caught.value.code == "schedule.gone"


def test_a_refused_schedule_is_told_in_the_servers_words(server, channel, account):
    server.plays["/api/v1/statuses"] = [
        told({"error": "Validation failed: You have exceeded the limit of 25 scheduled posts for today"}, 422)
    ]
    with pytest.raises(Fixable) as caught:
        channel.schedule(account, delivery(account, at=NOW + timedelta(days=1)), channel.new_key(NOW))
    assert "25 scheduled posts" in caught.value.facts["words"]


def test_a_lost_answer_to_a_schedule_is_a_doubt(server, channel, account):
    server.plays["/api/v1/statuses"] = [Play("lost")]
    with pytest.raises(OutcomeUnknown):
        channel.schedule(account, delivery(account, at=NOW + timedelta(days=1)), channel.new_key(NOW))


WISHES = {
    "schedule": lambda channel, account, one: channel.schedule(account, one, channel.new_key(NOW)),
    "find": lambda channel, account, one: channel.find_scheduled(account, one, channel.new_key(NOW)),
    "move": lambda channel, account, one: channel.reschedule(account, "3", one.at),
    "take back": lambda channel, account, one: channel.unschedule(account, "3"),
    "look": lambda channel, account, one: channel.went_out(account, "3", one),
    "look at a post": lambda channel, account, one: channel.went_out(account, "posted.109", one),
    "delete": lambda channel, account, one: channel.delete(account, SentPart("Hei", remote_id="109")),
    "answers": lambda channel, account, one: channel.answers(account, (SentPart("Hei", remote_id="109"),)),
}


@pytest.mark.parametrize("wish", WISHES.values(), ids=WISHES)
@pytest.mark.parametrize(
    ("play", "families"),
    [
        (told({"error": "down"}, 503), (TryLater, OutcomeUnknown)),
        (told({"error": "The access token was revoked"}, 401), (SignInAgain,)),
        (told({"error": "Too many requests"}, 429), (TryLater,)),
        (Play("lost"), (TryLater, OutcomeUnknown)),
        (told({"error": "This action is not allowed"}, 403), (Fixable,)),
    ],
    ids=["trouble", "signed out", "slow down", "lost", "refused"],
)
def test_trouble_afterwards_is_told_by_who_must_act(server, channel, account, wish, play, families):
    server.plays = {"": [play]}
    with pytest.raises(families) as caught:
        wish(channel, account, delivery(account, at=NOW + timedelta(days=1)))
    assert isinstance(caught.value, OutcomeUnknown) <= (wish is WISHES["schedule"]), "only that one may have posted"


def test_what_an_old_server_posted_at_once_is_read_back(server, channel, account):
    one = delivery(account, at=NOW)
    server.plays["/api/v1/statuses/109"] = [told(status())]
    assert channel.went_out(account, "posted.109", one).remote_id == "109"
    server.plays["/api/v1/statuses/109"] = [told({"error": "Record not found"}, 404)]
    with pytest.raises(Fixable) as caught:
        channel.went_out(account, "posted.109", one)
    assert caught.value.code == "schedule.gone"


# ------------------------------------------------------------ signing in


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("social.example", "https://social.example"),
        (" Social.Example/ ", "https://social.example"),
        ("@me@social.example", "https://social.example"),
        ("https://social.example/@me", "https://social.example"),
        ("https://social.example:8443/web", "https://social.example:8443"),
        ("mökki.example", "https://xn--mkki-5qa.example"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
    ],
)
def test_a_server_is_known_by_whatever_a_person_types(typed, found):
    assert address(typed) == found


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "http://social.example",
        "https://",
        "file:///etc/passwd",
        "10.0.0.1",
        "https://me:pw@social.example",
        "a b.example",
    ],
)
def test_what_is_no_server_is_told_so(typed):
    with pytest.raises(Fixable) as caught:
        address(typed)
    assert caught.value.code in ("mastodon.no_server", "wire.bad_address")


def test_the_registration_names_the_very_redirect_and_the_least_scopes(server, channel):
    server.plays["/api/v1/apps"] = [told({"client_id": "id", "client_secret": "secret"})]
    server.plays["/oauth/token"] = [told({"access_token": "token", "token_type": "Bearer"})]
    server.plays["/verify_credentials"] = [told({"id": "42", "username": "alice"})]
    browser = FakeBrowser()
    channel.sign_in({"server": server.url}, browser)
    (registered,) = (parse_qs(one.body.decode()) for one in asked_for(server, "/apps"))
    page = parse_qs(urlsplit(browser.opened[0]).query)
    assert page["redirect_uri"] == registered["redirect_uris"]
    assert (
        page["scope"] == registered["scopes"] == ["read:accounts read:statuses read:search write:statuses write:media"]
    )
    assert page["code_challenge_method"] == ["S256"]
    assert "secret" not in browser.opened[0]


@pytest.fixture
def open_server(server):
    """A server that lets everybody in, numbers its registrations, and knows a code that was never given for none."""
    made, server.gone = [], False

    def answer(asked):
        if asked.path == "/api/v1/apps":
            made.append(asked)
            server.gone = False
            return told({"client_id": f"id-{len(made)}", "client_secret": "app-secret"})
        if asked.path == "/oauth/token" and server.gone:
            return told({"error": "invalid_client"}, 401)
        if asked.path == "/oauth/token" and b"code=try-out" in asked.body:
            return told({"error": "invalid_grant"}, 400)
        if asked.path == "/oauth/token":
            return told({"access_token": "token", "token_type": "Bearer"})
        return told({"id": "42", "username": "alice"}) if asked.path.endswith("/verify_credentials") else None

    server.then = answer
    return server


def opened(browser):
    return [parse_qs(urlsplit(page).query) for page in browser.opened]


def test_a_second_sign_in_uses_the_registration_that_is_kept(open_server, channel, keychain):
    browser = FakeBrowser()
    for _ in range(2):
        channel.sign_in({"server": open_server.url}, browser)
    first, second = opened(browser)
    assert len(asked_for(open_server, "/apps")) == 1
    assert (second["client_id"], second["redirect_uri"]) == (first["client_id"], first["redirect_uri"]) != ([], [])
    assert "app-secret" in keychain.read(f"app:mastodon:{open_server.url}")


def test_a_registration_the_server_threw_away_is_made_anew(open_server, channel, keychain):
    browser = FakeBrowser()
    channel.sign_in({"server": open_server.url}, browser)
    open_server.gone = True
    channel.sign_in({"server": open_server.url}, browser)
    assert [page["client_id"] for page in opened(browser)] == [["id-1"], ["id-2"]]
    assert "id-2" in keychain.read(f"app:mastodon:{open_server.url}")


@pytest.mark.parametrize(
    "kept", ["", "no", "[]", '["id","app-secret",0,"read"]', '["id","app-secret",8000,"read write"]', "[1,2,3,4]"]
)
def test_a_registration_that_is_none_or_for_other_scopes_is_made_anew(open_server, channel, keychain, kept):
    keychain.write(f"app:mastodon:{open_server.url}", kept)
    channel.sign_in({"server": open_server.url}, FakeBrowser())
    assert len(asked_for(open_server, "/apps")) == 1


def test_a_port_that_is_taken_by_now_means_another_one(open_server, channel):
    class Busy(FakeBrowser):
        def ask(self, page, port=0):
            if port in self.taken:
                raise Fixable("signin.port_taken", port=port)
            self.taken.add(port)
            return super().ask(page, port)

    browser = Busy()
    browser.taken = set()
    for _ in range(2):
        channel.sign_in({"server": open_server.url}, browser)
    first, second = opened(browser)
    assert first["redirect_uri"] != second["redirect_uri"]
    assert len(asked_for(open_server, "/apps")) == 2


def test_without_a_key_store_it_registers_each_time(open_server, channel, keychain, monkeypatch):
    def shut(*_):
        raise ProfileUnusable("keyring.missing")

    for name in ("read", "write"):
        monkeypatch.setattr(keychain, name, shut)
    for _ in range(2):
        channel.sign_in({"server": open_server.url}, FakeBrowser())
    assert len(asked_for(open_server, "/apps")) == 2


def test_refusals_are_sorted_by_who_must_act():
    sorts = {
        (401, ""): "signin.ended",
        (403, '{"error":"This action is outside the authorized scopes"}'): "mastodon.no_scope",
        (403, '{"error":"This action is not allowed"}'): "channel.refused",
        (422, '{"error":"Validation failed: Text character limit of 500 exceeded"}'): "channel.too_long",
        (
            400,
            '{"error":"Bad Request: status too long, 5001 characters provided but limit is 5000"}',
        ): "channel.too_long",
        (413, ""): "channel.picture_too_big",
        (429, ""): "channel.slow_down",
        (408, ""): "channel.unclear",
        (502, ""): "channel.unclear",
    }
    assert {key: explain(*key) for key in sorts} == sorts


def test_of_two_servers_only_the_one_that_was_named_hears_anything(server, channel):
    """A code of one server is never shown to another."""
    server.plays["/api/v1/apps"] = [told({"client_id": "id", "client_secret": "secret"})]
    server.plays["/oauth/token"] = [told({"access_token": "token", "token_type": "Bearer"})]
    server.plays["/verify_credentials"] = [told({"id": "42", "username": "alice"})]
    with Loopback() as other:
        server.plays["/api/v2/instance"] = [told({"domain": other.url.removeprefix("http://")})]
        linked, _ = channel.sign_in({"server": server.url}, FakeBrowser())
        assert linked.server == server.url, "what a server calls itself changes nothing about where we go"
        assert other.asked == []


def test_a_token_that_ends_is_renewed_where_the_server_renews(server, channel, account, keychain):
    fields = {"id": "id", "key": "secret", "known": False}
    ended = Grant("old", "refresh-1", datetime(2026, 1, 1, tzinfo=UTC), fields=fields)
    keychain.write(account.id, ended.secret())
    server.plays["/oauth/token"] = [told({"access_token": "new", "token_type": "Bearer", "refresh_token": "refresh-2"})]
    channel.delete(account, SentPart("Hei", remote_id="109"))
    assert asked_for(server, "/statuses/109")[0].headers["authorization"] == "Bearer new"
    kept = read_grant(keychain.read(account.id))
    assert (kept.access, kept.refresh, dict(kept.fields)) == ("new", "refresh-2", fields)
