# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Signing in with the writer's own browser: the loopback answer, OAuth 2 and 1.0a, renewing and revoking."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import parse_qsl, urlsplit

import pytest
from fakes.authority import Authority, Visitor
from fakes.loopback import Play

from app.errors import AppError, Fixable, SignInAgain, TryLater
from app.signin.grants import Grant, read_grant, read_tokens
from app.signin.loopback import Loopback
from app.signin.oauth2 import grant, renew, revoke, takes_s256
from app.wire import Answer

NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)


@pytest.fixture
def authority():
    with Authority() as authority:
        yield authority


@pytest.fixture
def visitor():
    visitor = Visitor()
    yield visitor
    visitor.rest()


def test_a_whole_sign_in(authority, visitor):
    found = grant(authority.client_for(), Loopback(visitor), NOW)
    assert (found.access, found.refresh) == ("canary-access-2", "canary-refresh-2")
    assert (found.until, found.fields) == (NOW + timedelta(hours=2), {"me": "sari"})
    asked = dict(parse_qsl(urlsplit(visitor.shown[0]).query))
    assert asked["scope"] == "read write"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")
    assert len(authority.forms("/token")[0]["code_verifier"]) >= 43
    visitor.rest()
    assert visitor.pages[0][0] == 200


def test_a_grant_goes_into_the_keyring_and_back():
    for one in (Grant("a"), Grant("a", "r", NOW, "read write", {"user_id": "7"})):
        assert read_grant(one.secret()) == one


@pytest.mark.parametrize("text", ["", "[]", "null", "[1,2,3,4,5]", '["a","b","never","c",{}]', "[" * 10_000])
def test_a_secret_that_is_none(text):
    with pytest.raises(SignInAgain) as caught:
        read_grant(text)
    assert caught.value.code == "signin.ended"


@pytest.mark.parametrize("basic", [False, True])
def test_a_program_with_a_secret(visitor, basic):
    with Authority(secret="s3cret") as authority:
        client = authority.client_for(basic=basic)
        found = grant(client, Loopback(visitor), NOW)
        assert renew(client, found.refresh, NOW).access != found.access
        form = authority.forms("/token")[0]
        assert ("client_secret" in form) is not basic
        with pytest.raises(Fixable) as caught:
            grant(authority.client_for(secret="wrong", basic=basic), Loopback(visitor), NOW)
        assert caught.value.code == "signin.key_refused"


@pytest.mark.parametrize(("error", "code"), [("access_denied", "signin.refused"), ("server_error", "signin.failed")])
def test_the_person_says_no(visitor, error, code):
    with Authority(refuse=error) as authority:
        with pytest.raises(Fixable) as caught:
            grant(authority.client_for(), Loopback(visitor))
        assert caught.value.code == code
        assert authority.forms("/token") == []


def test_less_permission_than_asked_is_refused(authority, visitor):
    authority.scope = "read"
    with pytest.raises(Fixable) as caught:
        grant(authority.client_for(), Loopback(visitor))
    assert (caught.value.code, caught.value.facts) == ("signin.no_scope", {"scopes": "write"})
    authority.scope = "write,read"
    assert grant(authority.client_for(), Loopback(visitor)).scope == "write,read"


def test_renewing_turns_the_refresh_token_over(authority, visitor):
    client = authority.client_for()
    first = grant(client, Loopback(visitor), NOW)
    second = renew(client, first.refresh, NOW)
    assert second.refresh != first.refresh
    with pytest.raises(SignInAgain) as caught:
        renew(client, first.refresh, NOW)
    assert caught.value.code == "signin.ended"
    with pytest.raises(SignInAgain):
        renew(client, "", NOW)


def test_a_server_that_keeps_the_refresh_token(authority, visitor):
    client = authority.client_for()
    first = grant(client, Loopback(visitor), NOW)
    authority.token["refresh"], authority.rotates = "", False
    assert renew(client, first.refresh, NOW).refresh == first.refresh


@pytest.mark.parametrize(
    ("play", "code"),
    [
        (Play(status=500), "signin.unclear"),
        (Play(status=302, headers={"Location": "https://elsewhere.example/"}), "signin.unclear"),
        (Play(status=429, headers={"Retry-After": "60"}), "signin.slow_down"),
        (Play(body=b"<html>Wi-Fi</html>"), "wire.not_json"),
        (Play(body=b'{"access_token": 7}'), "wire.not_json"),
        (Play(body=b'{"access_token": "a b"}'), "wire.not_json"),
        (Play(body=b'{"access_token": "a", "expires_in": -5}'), "wire.not_json"),
        (Play(body=b'{"access_token": "a", "expires_in": 1e999}'), "wire.not_json"),
        (Play(body=b'{"access_token": "a", "token_type": "mac"}'), "wire.not_json"),
        (Play(how="lost"), "wire.no_answer"),
        (Play(how="half", body=b'{"access_token": "abcdefgh"}'), "wire.no_answer"),
    ],
)
def test_no_clear_answer_may_be_asked_again(authority, play, code):
    authority.then = lambda asked: play
    with pytest.raises(TryLater) as caught:
        renew(authority.client_for(), "r", NOW)
    assert caught.value.code == code


def test_a_redirect_takes_no_token_elsewhere(authority):
    with Authority() as other:
        authority.then = lambda asked: Play(status=307, headers={"Location": f"{other.url}/token"})
        with pytest.raises(TryLater):
            renew(authority.client_for(), "r", NOW)
        assert other.asked == []


def test_revoking_and_a_server_without_that_door(authority):
    revoke(authority.client_for(), "t1")
    revoke(authority.client_for(revoke_url=""), "t2")
    revoke(authority.client_for(), "")
    assert authority.revoked == ["t1"]
    authority.then = lambda asked: Play(status=503)
    with pytest.raises(TryLater):
        revoke(authority.client_for(), "t3")


def test_plain_is_refused_and_s256_taken():
    assert takes_s256(["plain", "S256"])
    assert not takes_s256([])
    with pytest.raises(Fixable) as caught:
        takes_s256(["plain"])
    assert caught.value.code == "signin.weak_server"


def test_an_answer_of_another_server_goes_nowhere(authority, visitor):
    """Two servers: the first sends the browser on to the second, whose code must not reach the first."""
    with Authority(iss="https://honest.example") as honest:
        client = authority.client_for(authorise_url=f"{honest.url}/authorize", issuer="https://evil.example")
        with pytest.raises(Fixable) as caught:
            grant(client, Loopback(visitor))
        assert caught.value.code == "signin.other_server"
        assert authority.forms("/token") == honest.forms("/token") == []
        client = honest.client_for(issuer="https://honest.example", names_issuer=True)
        assert grant(client, Loopback(visitor)).access


def test_a_server_that_promised_its_name_must_say_it(authority, visitor):
    client = authority.client_for(issuer="https://a.example", names_issuer=True)
    with pytest.raises(Fixable) as caught:
        grant(client, Loopback(visitor))
    assert caught.value.code == "signin.other_server"


def any_value(dice, depth=3):
    """One of the values JSON knows, the absurd ones too."""
    simple = [None, True, 0, -1, 7200, 10**400, 1.5, float("inf"), "", "x", "a b", "\ud800", "Bearer", "9" * 20, "7"]
    kind = dice.random()
    if depth and kind < 0.15:
        return [any_value(dice, depth - 1) for _ in range(dice.randrange(3))]
    if depth and kind < 0.3:
        return {str(number): any_value(dice, depth - 1) for number in range(dice.randrange(3))}
    return dice.choice(simple)


def test_any_answer_ends_in_tokens_or_a_clean_refusal():
    dice, ends = Random(20261123), Counter[str]()
    names = ("access_token", "refresh_token", "expires_in", "scope", "token_type", "error", "me")
    for _ in range(10_000):
        fields = {name: any_value(dice) for name in names if dice.random() < 0.6}
        body = bytearray(json.dumps(fields).encode())
        for _ in range(dice.choice((0, 0, 0, 1, 5))):
            body[dice.randrange(len(body))] = dice.randrange(256)
        try:
            found = read_tokens(Answer(200, {}, bytes(body)), NOW)
            ends["tokens" if read_grant(found.secret()) == found else "torn"] += 1
        except AppError as error:
            ends[error.code] += 1
    assert set(ends) == {"tokens", "wire.not_json"}


def test_nothing_is_said_to_a_log(authority, visitor, caplog):
    with caplog.at_level(logging.DEBUG):
        client = authority.client_for()
        found = grant(client, Loopback(visitor))
        renew(client, found.refresh, NOW)
    visitor.rest()
    verifier = authority.forms("/token")[0]["code_verifier"]
    assert not [word for word in ("canary", "code-1", verifier) if word in caplog.text]
    assert "canary" not in repr(found)


def test_importing_the_sign_in_loads_nothing_heavy():
    code = (
        "import sys, app.signin.oauth2, app.signin.oauth1, app.signin.keeping, app.signin.loopback;"
        "print({'requests', 'requests_oauthlib', 'oauthlib', 'keyring'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"
