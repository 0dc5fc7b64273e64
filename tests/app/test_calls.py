# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Signed calls: own hosts alone, renewed once and kept before use, refusals read as plain short lines."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from fakes.loopback import Loopback, Play
from hypothesis import given
from hypothesis import strategies as st

from app.calls import (
    SIGNED_OUT,
    SLOW_DOWN,
    UNCLEAR,
    Ask,
    Calls,
    base_of,
    by_meta,
    by_status,
    not_listed,
    page_of,
    said,
)
from app.errors import Fixable, OutcomeUnknown, SignInAgain, TryLater
from app.keychain import Keychain
from app.model import Account, Delivery, SentPart, State, Way
from app.networks import network
from app.signin.grants import Grant, read_grant
from app.wire.bodies import as_json

LINKEDIN = network("linkedin")


@pytest.fixture
def server():
    with Loopback({"/rest/posts": [Play()]}) as server:
        yield server


def explain(status, body):
    return by_status(status) or "channel.refused"


def renewed(account, grant):
    if grant.refresh != "refresh":
        raise SignInAgain("signin.ended")
    return Grant("new-token", grant.refresh)


@pytest.fixture
def keychain():
    return Keychain()


@pytest.fixture
def calls(keychain):
    return Calls("linkedin", keychain, explain, renewed)


@pytest.fixture
def account(server, keychain):
    keychain.write("a1", Grant("token", "refresh").secret())
    return Account("a1", "linkedin", "Me", Way.DIRECT, server=server.url)


def tokens(server):
    return [asked.headers["authorization"] for asked in server.asked]


def test_a_request_carries_the_token_and_its_body(calls, account, server):
    calls.done(account, Ask("POST", "/rest/posts", as_json({"a": 1}), headers={"LinkedIn-Version": "202610"}))
    (asked,) = server.asked
    assert (asked.headers["authorization"], asked.headers["content-type"]) == ("Bearer token", "application/json")
    assert (asked.headers["linkedin-version"], json.loads(asked.body)) == ("202610", {"a": 1})


def test_a_token_that_ran_out_is_renewed_once_and_kept_before_use(calls, account, server, keychain):
    server.plays["/rest/posts"] = [Play(status=401), Play()]
    assert calls.call(account, Ask("POST", "/rest/posts", safe=False)).ok
    assert tokens(server) == ["Bearer token", "Bearer new-token"]
    assert read_grant(keychain.read("a1")).access == "new-token"


def test_a_token_refused_twice_ends_in_signing_in_again(calls, account, server):
    server.plays["/rest/posts"] = [Play(status=401)]
    with pytest.raises(SignInAgain) as caught:
        calls.done(account, Ask("POST", "/rest/posts", safe=False))
    assert (caught.value.code, caught.value.facts, len(server.asked)) == (SIGNED_OUT, {"name": "Me"}, 2)


def test_a_token_past_its_end_is_not_even_sent(calls, account, server, keychain):
    keychain.write("a1", Grant("token", "", datetime.now(UTC) - timedelta(days=1)).secret())
    with pytest.raises(SignInAgain):
        calls.done(account, Ask("POST", "/rest/posts"))
    assert server.asked == []


@pytest.mark.parametrize("trouble", [SignInAgain("signin.ended"), TryLater("wire.no_answer"), Fixable("keys.missing")])
def test_renewing_early_is_a_wish(account, keychain, trouble):
    def unwilling(account, grant):
        raise trouble

    keychain.write("a1", Grant("token", "refresh", datetime.now(UTC) + timedelta(days=3)).secret())
    Calls("linkedin", keychain, explain, unwilling).renew_early(account, timedelta(days=50))
    assert read_grant(keychain.read("a1")).access == "token"
    Calls("linkedin", keychain, explain, renewed).renew_early(account, timedelta(days=2))
    assert read_grant(keychain.read("a1")).access == "token"
    Calls("linkedin", keychain, explain, renewed).renew_early(account, timedelta(days=50))
    assert read_grant(keychain.read("a1")).access == "new-token"


@pytest.mark.parametrize(
    ("status", "safe", "ends"),
    [
        (429, False, (TryLater, SLOW_DOWN)),
        (503, False, (OutcomeUnknown, UNCLEAR)),
        (503, True, (TryLater, UNCLEAR)),
        (302, False, (OutcomeUnknown, UNCLEAR)),
        (400, False, (Fixable, "channel.refused")),
    ],
)
def test_an_answer_is_refused_by_who_must_act(calls, account, server, status, safe, ends):
    server.plays["/rest/posts"] = [Play(status=status, body=b'{"message":"No\\n<b>way</b>\\u202e"}')]
    with pytest.raises(ends[0]) as caught:
        calls.done(account, Ask("POST", "/rest/posts", safe=safe))
    assert (type(caught.value), caught.value.code) == ends
    assert caught.value.facts["network"] == "LinkedIn"
    assert caught.value.facts.get("words", "No <b>way</b>") == "No <b>way</b>"


def test_a_network_that_repeats_the_token_is_not_quoted_with_it(calls, account, server, keychain):
    keychain.write("a1", Grant("canary-cadmium", "refresh").secret())
    server.plays["/rest/posts"] = [Play(status=400, body=b'{"message":"Bad token canary-cadmium, sorry"}')]
    with pytest.raises(Fixable) as caught:
        calls.done(account, Ask("POST", "/rest/posts"))
    assert caught.value.facts["words"] == "Bad token …, sorry"


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/up", "http://www.linkedin.com/up", "https://www.linkedin.com/up", "https://127.0.0.1:1/up"],
)
def test_a_stand_in_may_send_us_to_itself_alone(calls, account, server, address):
    with pytest.raises(Fixable) as caught:
        calls.call(account, Ask("PUT", address))
    assert (caught.value.code, server.asked) == ("channel.foreign_host", [])


def test_the_network_may_send_us_to_its_own_hosts(calls):
    real = Account("a1", "linkedin", "Me", Way.DIRECT, server=LINKEDIN.api)
    upload = "https://www.linkedin.com/dms-uploads/x"
    assert calls._address(real, upload) == upload
    assert calls._address(real, f"{LINKEDIN.api}/x") == f"{LINKEDIN.api}/x"
    for address in ("https://www.linkedin.com.evil.example/", "http://www.linkedin.com/", "https://x@evil.example/"):
        with pytest.raises(Fixable):
            calls._address(real, address)


def test_only_this_machine_stands_in_for_a_network():
    assert base_of(LINKEDIN, "") == base_of(LINKEDIN, "https://api.linkedin.com/") == "https://api.linkedin.com"
    assert base_of(LINKEDIN, "http://127.0.0.1:8080/") == "http://127.0.0.1:8080"
    for given_, code in [("https://api.linkedin.example", "network.one_server"), ("http://x.fi", "wire.bad_address")]:
        with pytest.raises(Fixable) as caught:
            base_of(LINKEDIN, given_)
        assert caught.value.code == code


def test_the_stand_in_has_every_page_in_one_place():
    page = LINKEDIN.reach.token
    assert page_of(LINKEDIN, LINKEDIN.api, page) == page
    assert page_of(LINKEDIN, "http://127.0.0.1:1", page) == "http://127.0.0.1:1/oauth/v2/accessToken"
    assert page_of(LINKEDIN, "http://127.0.0.1:1", "") == ""


def test_refusals_of_three_networks_are_read():
    assert said('{"message":"Content is a duplicate","status":422}').words == "Content is a duplicate"
    assert said('{"title":"Forbidden","detail":"You are not allowed","status":403}').words == "You are not allowed"
    assert said('{"errors":[{"code":89,"message":"Invalid or expired token."}]}').number == 89
    meta = said('{"error":{"message":"M","type":"OAuthException","code":190,"error_subcode":463}}')
    assert (meta.words, meta.number, meta.detail) == ("M", 190, 463)


@given(status=st.integers(100, 599), body=st.text(max_size=200) | st.just("[" * 20_000))
def test_any_answer_has_a_meaning(status, body):
    assert by_status(status) in ("", SLOW_DOWN, UNCLEAR, SIGNED_OUT)
    assert isinstance(by_meta(status, body), str)
    assert len(said(body).words) <= 200


@pytest.mark.parametrize(
    ("number", "code"),
    [(190, SIGNED_OUT), (4, SLOW_DOWN), (80001, SLOW_DOWN), (2, UNCLEAR), (506, "channel.duplicate"), (100, "")],
)
def test_metas_numbers_matter_more_than_its_statuses(number, code):
    assert by_meta(400, json.dumps({"error": {"code": number}})) == code


def test_a_post_not_listed_is_looked_for_again_and_then_asked(account):
    fresh = Delivery("d", "draft", account, State.UNCERTAIN, datetime.now(UTC), (SentPart("Hei"),))
    with pytest.raises(TryLater):
        not_listed(fresh, "x")
    with pytest.raises(OutcomeUnknown) as caught:
        not_listed(Delivery("d", "draft", account, State.UNCERTAIN, datetime.now(UTC) - timedelta(hours=1), ()), "x")
    assert caught.value.code == "channel.not_listed"
