# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""From a handle to the place where its account lives: who is believed, and where nobody is led."""

from __future__ import annotations

import json

import pytest
from fakes.bluesky import ALICE, Guarded
from hypothesis import given, settings
from hypothesis import strategies as st

from app.channels.bluesky import identity
from app.errors import AppError, Fixable
from app.wire import Answer

HOME = "https://home.example"


@pytest.fixture
def server():
    with Guarded() as server:
        yield server


@pytest.mark.parametrize(
    ("handle", "code"),
    [
        ("nobody.test", "bluesky.no_such_handle"),
        ("nonsense", "bluesky.no_such_handle"),
        ("a b.test", "bluesky.no_such_handle"),
        ("127.0.0.1", "bluesky.no_such_handle"),
        ("../x.test", "bluesky.no_such_handle"),
        ("a" * 300 + ".test", "bluesky.no_such_handle"),
    ],
)
def test_handles_of_nobody(server, handle, code):
    with pytest.raises(Fixable) as caught:
        identity.Directory(server.url, server.url).home_of(handle)
    assert caught.value.code == code


def test_a_stranger_can_not_lead_to_this_machine():
    directory = identity.Directory("https://pds.example.com", "http://127.0.0.1:1/")
    for address in (
        "http://127.0.0.1:8000",
        "http://localhost",
        "https://[::1]",
        "http://a.example",
        "ftp://a.example",
    ):
        with pytest.raises(Fixable) as caught:
            directory._allowed(address)
        assert caught.value.code == "bluesky.odd_server"
    assert directory._allowed("https://other.example") == "https://other.example"
    assert directory._documents == "https://plc.directory", "another directory is for tests on this machine alone"


def web(**sites):
    """The web as one handle's own site answers; all else is not there."""

    def send(method, url, **_):
        status, body = sites.get(url.rpartition("/")[2].partition("?")[0], (404, ""))
        return Answer(status, {}, body.encode())

    return send


@pytest.mark.parametrize(
    ("site", "found"),
    [((200, f"{ALICE}\n"), ALICE), ((200, "did:web:alice.example"), "did:web:alice.example")]
    + [((status, body), "") for status, body in ((404, ALICE), (200, "<html>"), (200, "did:key:x"), (302, ALICE))],
)
def test_a_handles_own_site_says_who_it_is_where_the_server_does_not(monkeypatch, site, found):
    monkeypatch.setattr(identity, "send", web(**{"atproto-did": site, "com.atproto.identity.resolveHandle": (400, "")}))
    document = {"alsoKnownAs": ["at://alice.example"], "service": [{"id": "#atproto_pds", "serviceEndpoint": HOME}]}
    for name in (ALICE, "did.json"):
        told = {**document, "id": found}
        known = identity.send
        monkeypatch.setattr(identity, "send", _also(known, name, json.dumps(told)))
    directory = identity.Directory("https://bsky.social")
    if not found:
        with pytest.raises(Fixable) as caught:
            directory.home_of("alice.example")
        assert caught.value.code == "bluesky.no_such_handle"
        return
    assert directory.home_of("alice.example") == identity.Home(found, "alice.example", HOME)


def _also(known, name, body):
    def send(method, url, **how):
        return Answer(200, {}, body.encode()) if url.endswith(name) else known(method, url, **how)

    return send


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from([ALICE, HOME, "https://[x", "#atproto_pds"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(
    [
        "id",
        "alsoKnownAs",
        "service",
        "serviceEndpoint",
        "resource",
        "authorization_servers",
        "issuer",
        "authorization_endpoint",
        "token_endpoint",
        "pushed_authorization_request_endpoint",
        "code_challenge_methods_supported",
        "dpop_signing_alg_values_supported",
    ]
)
GOOD = {
    "id": ALICE,
    "alsoKnownAs": ["at://alice.example"],
    "service": [{"id": "#atproto_pds", "serviceEndpoint": HOME}],
    "resource": HOME,
    "authorization_servers": [HOME],
    "issuer": HOME,
    **{f"{door}_endpoint": f"{HOME}/{door}" for door in ("authorization", "pushed_authorization_request", "token")},
    "code_challenge_methods_supported": ["S256"],
    "dpop_signing_alg_values_supported": ["ES256"],
    "authorization_response_iss_parameter_supported": True,
}


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(keys, values, max_size=4))
def test_whatever_strangers_say_of_an_account_ends_in_a_sentence(spoilt):
    """One answer to every question, some fields of it spoilt: an account is found, or one of our errors is raised."""
    body = json.dumps({**GOOD, **spoilt}).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identity, "send", lambda method, url, **_: Answer(200, {}, body))
        directory = identity.Directory("https://bsky.social")
        try:
            home = directory.home(ALICE)
            gate = directory.gate_of(home.server)
        except AppError:
            assert spoilt
            return
    for address in (home.server, gate.issuer, gate.asks, gate.pushed, gate.tokens):
        assert address.startswith("https://")
