# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Permission in the browser against a strict server: who is believed, what is asked, how bound tokens are renewed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from fakes.bluesky import ALICE, BOB, Guarded
from fakes.browser import FakeBrowser
from fakes.loopback import Play

from app import wire
from app.channels import Channels, Lent, NoBrowser
from app.errors import Fixable, OutcomeUnknown, ProfileUnusable, SignInAgain, TryLater
from app.keychain import Keychain
from app.model import Account, Delivery, SentPart, State, Way
from app.networks import network
from app.signin.dpop import Nonces
from app.signin.grants import read_grant
from app.wire import Limits
from app.wording import LANGUAGES, wording

NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)
POST = "app.bsky.feed.post"


@pytest.fixture
def server():
    with Guarded() as server:
        yield server
        assert server.trouble == [], "a proof the real server would not take"


@pytest.fixture
def keychain():
    return Keychain()


@pytest.fixture
def bluesky(tmp_path, keychain):
    return Channels(Lent(keychain, tmp_path)).network("bluesky")


def answers(server, **other):
    return {"server": server.url, "handle": "alice.test", "directory": server.url, **other}


@pytest.fixture
def sign_in(bluesky, server, keychain):
    def sign_in(**other):
        account, secret = bluesky.sign_in(answers(server, **other), FakeBrowser({}))
        keychain.write(account.id, secret)
        return account

    return sign_in


def publish(bluesky, account, text="Hei", key="", options=()):
    post = Delivery("d1", "draft", account, State.SENDING, NOW, (SentPart(text),), options=options)
    return bluesky.publish(account, post, 0, (), key or bluesky.new_key(NOW))


def asked(server, end):
    return [one for one in server.asked if one.path.partition("?")[0].endswith(end)]


def forms(server, end):
    return [dict(parse_qsl(one.body.decode())) for one in asked(server, end)]


def grant(keychain, account):
    return read_grant(keychain.read(account.id))


# ------------------------------------------------------------ signing in


@pytest.mark.parametrize("handle", ["alice.test", "@Alice.test", " alice.test ", ""])
def test_permission_is_asked_for_and_the_account_is_the_one_that_was_meant(bluesky, server, handle):
    browser = FakeBrowser({})
    account, secret = bluesky.sign_in(answers(server, handle=handle), browser)
    assert (account.name, account.handle, account.remote_id, account.server) == (
        "@alice.test",
        "alice.test",
        ALICE,
        server.url,
    )
    assert timedelta(days=13, hours=23) < account.signed_in_until - datetime.now(UTC) <= timedelta(days=14)
    (page,) = browser.opened
    assert dict(parse_qsl(urlsplit(page).query)).keys() == {"client_id", "request_uri"}, (
        "nothing else is in the address"
    )
    grant = read_grant(secret)
    assert grant.scope.split() == list(network("bluesky").scopes)
    assert grant.fields.keys() == {"dpop", "client", "tokens", "revokes"}


def test_what_is_pushed_and_that_the_first_push_is_repeated_with_the_nonce(bluesky, server, monkeypatch):
    monkeypatch.setattr("app.channels.bluesky.bound._nonces", Nonces())
    bluesky.sign_in(answers(server), FakeBrowser({}))
    first, second = forms(server, "/par")
    assert first == second
    assert first["login_hint"] == "alice.test"
    assert first["code_challenge_method"] == "S256"
    assert first["redirect_uri"].startswith("http://127.0.0.1:")
    about = dict(parse_qsl(first["client_id"].partition("?")[2]))
    assert about == {"redirect_uri": "http://127.0.0.1/", "scope": " ".join(network("bluesky").scopes)}


def test_a_server_that_knows_no_fine_permissions_is_asked_for_the_older_one(bluesky, server):
    server.fine = False
    _, secret = bluesky.sign_in(answers(server), FakeBrowser({}))
    assert read_grant(secret).scope == "atproto transition:generic"


@pytest.mark.parametrize(
    ("name", "spoil", "code"),
    [
        ("refused on the page", {"refuse": "access_denied"}, "signin.refused"),
        ("trouble on the page", {"refuse": "server_error"}, "signin.failed"),
        ("answered by another server", {"iss": "https://elsewhere.example"}, "signin.other_server"),
        ("answered by nobody", {"iss": ""}, "signin.other_server"),
        ("another account was permitted", {"subject": BOB}, "bluesky.other_account"),
        ("less than asked", {"scopes": "atproto blob:image/*"}, "signin.no_scope"),
        ("the document names another", {"document": {"alsoKnownAs": ["at://mallory.test"]}}, "bluesky.not_confirmed"),
        ("the document names nobody", {"document": {"alsoKnownAs": "at://alice.test"}}, "bluesky.not_confirmed"),
        ("a document of another", {"document": {"id": BOB}}, "bluesky.no_home"),
        ("a document without a server", {"document": {"service": [{"id": 7}, None]}}, "bluesky.no_home"),
        ("no S256", {"metadata": {"code_challenge_methods_supported": ["plain"]}}, "bluesky.no_permission_page"),
        ("no ES256", {"metadata": {"dpop_signing_alg_values_supported": None}}, "bluesky.no_permission_page"),
        ("another issuer", {"metadata": {"issuer": "https://elsewhere.example"}}, "bluesky.no_permission_page"),
        ("no door", {"metadata": {"pushed_authorization_request_endpoint": ""}}, "bluesky.no_permission_page"),
        ("an open door", {"metadata": {"token_endpoint": "http://elsewhere.example/"}}, "bluesky.odd_server"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_what_does_not_add_up_links_nothing(bluesky, server, name, spoil, code):
    for what, value in spoil.items():
        setattr(server, what, value)
    with pytest.raises(Fixable) as caught:
        bluesky.sign_in(answers(server), FakeBrowser({}))
    assert caught.value.code == code
    for language in LANGUAGES:
        assert "{" not in wording(language)(code, **caught.value.facts)
    assert server.sessions == {} or code == "signin.no_scope"


def test_a_server_that_gives_no_permission_points_to_the_app_password(bluesky, server):
    server.plays = {"oauth-protected-resource": [Play(status=404)], "oauth-authorization-server": [Play(status=404)]}
    with pytest.raises(Fixable) as caught:
        bluesky.sign_in(answers(server), FakeBrowser({}))
    assert caught.value.code == "bluesky.no_permission_page"


def test_without_a_browser_nothing_is_pushed(bluesky, server):
    with pytest.raises(Fixable) as caught:
        bluesky.sign_in(answers(server), NoBrowser())
    assert caught.value.code == "signin.no_browser"
    assert asked(server, "/par") == []


def test_tokens_that_anybody_could_use_are_refused(bluesky, server):
    tokens = {"access_token": "a", "refresh_token": "r", "token_type": "Bearer", "sub": ALICE, "scope": "atproto"}
    server.plays["/oauth/token"] = [Play(body=json.dumps(tokens).encode())]
    with pytest.raises(TryLater):
        bluesky.sign_in(answers(server), FakeBrowser({}))


# ------------------------------------------------------------ calls


def test_publishing_carries_a_proof_and_the_servers_nonce(bluesky, server, sign_in):
    account = sign_in()
    sent = publish(bluesky, account, "Hei permission")
    assert server.texts() == ["Hei permission"]
    assert sent.remote_id.startswith(f"at://{ALICE}/{POST}/")
    assert asked(server, "putRecord")[-1].headers["authorization"].startswith("DPoP canary-access-")


def test_a_new_nonce_in_mid_publish_is_taken_and_the_post_is_there_once(bluesky, server, sign_in):
    account = sign_in()
    publish(bluesky, account, "Yksi")
    server.nonce = "nonce-2"
    publish(bluesky, account, "Kaksi")
    assert [one.headers["dpop"] != "" for one in asked(server, "putRecord")] == [True] * 3
    assert server.texts() == ["Yksi", "Kaksi"]


def test_a_nonce_that_is_never_right_ends(bluesky, server, sign_in):
    account = sign_in()
    server.plays["putRecord"] = [
        Play(status=401, body=b'{"error":"use_dpop_nonce"}', headers={"DPoP-Nonce": f"n{number}"})
        for number in range(9)
    ]
    with pytest.raises(SignInAgain):
        publish(bluesky, account)
    assert len(asked(server, "putRecord")) <= 3


def test_an_access_token_that_ran_out_is_renewed_once_and_kept_before_use(bluesky, server, keychain, sign_in):
    account = sign_in()
    before = grant(keychain, account)
    server.sessions.clear()
    publish(bluesky, account, "Uudella")
    after = grant(keychain, account)
    assert server.texts() == ["Uudella"]
    assert before.access != after.access
    assert before.refresh != after.refresh
    assert before.fields == after.fields
    assert len([form for form in forms(server, "/token") if form["grant_type"] == "refresh_token"]) == 1


def test_a_token_near_its_end_is_renewed_before_it_is_used(bluesky, server, keychain, sign_in, monkeypatch):
    account = sign_in()
    old = grant(keychain, account)
    soon = old.__class__(old.access, old.refresh, datetime.now(UTC) + timedelta(seconds=30), old.scope, old.fields)
    keychain.write(account.id, soon.secret())
    publish(bluesky, account)
    assert all("canary-access" in one.headers["authorization"] for one in asked(server, "putRecord"))
    assert old.access not in asked(server, "putRecord")[0].headers["authorization"]


def test_a_refresh_token_used_twice_ends_the_session_and_says_so(bluesky, server, keychain, sign_in):
    account = sign_in()
    stolen = keychain.read(account.id)
    server.sessions.clear()
    publish(bluesky, account, "Kerran")
    keychain.write(account.id, stolen)
    with pytest.raises(SignInAgain) as caught:
        publish(bluesky, account, "Kahdesti")
    assert caught.value.facts["name"] == "@alice.test"
    assert server.texts() == ["Kerran"]


@pytest.mark.parametrize("play", [Play("lost"), Play("half"), Play(status=503), Play(status=429), Play(body=b"<html>")])
def test_a_renewal_without_an_answer_changes_nothing(bluesky, server, keychain, sign_in, monkeypatch, play):
    monkeypatch.setattr(wire, "NORMAL", Limits(connect=1, read=0.3, total=0.6))
    account = sign_in()
    before = keychain.read(account.id)
    server.sessions.clear()
    server.plays["/oauth/token"] = [play]
    with pytest.raises(TryLater):
        publish(bluesky, account)
    assert keychain.read(account.id) == before
    assert server.texts() == []


def test_new_tokens_that_can_not_be_kept_are_not_used(bluesky, server, sign_in, memory_keyring, monkeypatch):
    account = sign_in()
    server.sessions.clear()

    def full(*_):
        raise RuntimeError("full")

    monkeypatch.setattr(type(memory_keyring), "set_password", full)
    with pytest.raises(ProfileUnusable):
        publish(bluesky, account)
    assert server.texts() == []


@pytest.mark.parametrize("spoil", [{"dpop": "x"}, {"dpop": None}, {"client": 7}, {"tokens": None}])
def test_a_secret_that_is_not_whole_asks_to_sign_in(bluesky, server, keychain, sign_in, spoil):
    account = sign_in()
    old = grant(keychain, account)
    spoilt = old.__class__(old.access, old.refresh, old.until, old.scope, {**old.fields, **spoil})
    keychain.write(account.id, spoilt.secret())
    with pytest.raises(SignInAgain) as caught:
        publish(bluesky, account)
    assert caught.value.facts["name"] == "@alice.test"


def test_a_renewal_does_not_move_the_two_weeks(server, desk):
    account = desk.accounts.sign_in("bluesky", answers(server), browser=FakeBrowser({}))
    server.sessions.clear()
    publish(desk.accounts.channels.of(account), account)
    assert desk.accounts.all()[0].signed_in_until == account.signed_in_until


def test_an_account_linked_by_app_password_elsewhere_gets_permission(server, desk):
    """bsky.social knows everybody's app password; permission leads to the server the account lives on."""
    known = Account("a1", "bluesky", "@alice.test", Way.DIRECT, "alice.test", "https://bsky.social", ALICE)
    desk.store.accounts.add(known)
    again = desk.accounts.sign_in_again("a1", answers(server), browser=FakeBrowser({}))
    assert (again.id, again.server, again.remote_id) == ("a1", server.url, ALICE)
    desk.store.accounts.add(replace(known, id="b1", remote_id=BOB))
    with pytest.raises(Fixable) as caught:
        desk.accounts.sign_in_again("b1", answers(server), browser=FakeBrowser({}))
    assert caught.value.code == "account.other_person"


def test_signing_out_gives_the_permission_back(bluesky, server, sign_in):
    account = sign_in()
    bluesky.sign_out(account)
    assert server.sessions == {}
    assert server.refreshes == {}
    with pytest.raises(SignInAgain):
        publish(bluesky, account)


ROWS = {
    "too long": (
        Play(status=400, body=b'{"error":"InvalidRequest","message":"grapheme too big at $.record.text"}'),
        Fixable,
        "bluesky.too_long",
    ),
    "slow down": (Play(status=429, headers={"Retry-After": "60"}), TryLater, "bluesky.slow_down"),
    "lost": (Play("lost"), OutcomeUnknown, "wire.no_answer"),
    "half": (Play("half"), OutcomeUnknown, "wire.no_answer"),
    "taken down": (Play(status=400, body=b'{"error":"AccountTakedown"}'), SignInAgain, None),
}


@pytest.mark.parametrize("row", ROWS)
def test_the_rows_of_the_matrix_hold_with_bound_tokens_too(bluesky, server, sign_in, row):
    account = sign_in()
    play, kind, code = ROWS[row]
    key = bluesky.new_key(NOW)
    server.plays["putRecord"] = [play]
    with pytest.raises(kind) as caught:
        publish(bluesky, account, key=key)
    assert code is None or caught.value.code == code
    server.plays.clear()
    if kind is OutcomeUnknown:
        publish(bluesky, account, key=key)
        publish(bluesky, account, key=key)
        assert server.texts() == ["Hei"]
    else:
        assert server.texts() == []


def test_nothing_secret_is_in_the_account_the_log_or_the_addresses(bluesky, server, sign_in, keychain, caplog, capfd):
    caplog.set_level(0)
    account = sign_in()
    publish(bluesky, account)
    key = str(grant(keychain, account).fields["dpop"])
    seen = repr(account) + caplog.text + "".join(capfd.readouterr()) + "".join(one.path for one in server.asked)
    seen += repr(grant(keychain, account))
    for secret in ("canary-access", "canary-refresh", key):
        assert secret not in seen
    bodies = b"".join(one.body for one in server.asked) + b"".join(
        "".join(one.headers.values()).encode() for one in server.asked
    )
    assert key.encode() not in bodies, "the private key never leaves"
