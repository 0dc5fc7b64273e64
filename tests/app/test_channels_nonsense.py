# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Whatever JSON a network answers, the end is a post or an error of ours with its sentence: never a crash."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes.browser import FakeKeys
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.channels import AppKey, Channels, Deletes, Lent, Reads, Schedules
from app.errors import AppError
from app.keychain import Keychain
from app.model import Account, Answers, Card, Delivery, SentPart, State, Way
from app.networks import network
from app.signin.grants import Grant
from app.wire import Answer
from app.wording import wording

NOW = datetime.now(UTC)
NAMES = [
    "id",
    "data",
    "value",
    "uploadUrl",
    "image",
    "errors",
    "error",
    "code",
    "message",
    "detail",
    "title",
    "text",
    "created_at",
    "entities",
    "urls",
    "url",
    "expanded_url",
    "public_metrics",
    "like_count",
    "processing_info",
    "state",
    "permalink",
    "timestamp",
    "username",
    "is_published",
    "scheduled_publish_time",
    "permalink_url",
    "commentUrn",
    "status",
    "error_subcode",
    "media_key",
]
WORDS = st.sampled_from(
    [
        *("", "1", "1055_1", "urn:li:share:1", "2026-11-23T07:12:00+0000", "https://a.fi", "Hei", "pending", "../../x"),
        *("PUBLISHED", "FINISHED", "9" * 400, "\ud800", "DUPLICATE_POST urn:li:share:7", "duplicate content"),
    ]
)
LEAVES = WORDS | st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([10**30, math.inf, 190, 506])
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=20,
)
STATUSES = st.sampled_from([200, 201, 204, 301, 400, 401, 403, 404, 422, 429, 500, 503])
HEADERS = st.dictionaries(st.sampled_from(["x-restli-id", "retry-after", "x-rate-limit-reset"]), WORDS, max_size=2)
ANSWERS = st.lists(st.tuples(STATUSES, HEADERS, JSON), min_size=1, max_size=5)


@pytest.fixture(params=["linkedin", "x", "threads", "facebook"])
def place(request, monkeypatch):
    """A channel whose network answers what is put into `said`, over and over."""
    name, said, keychain = request.param, [], Keychain()
    keychain.write("a", Grant("token", "refresh", NOW + timedelta(days=5)).secret())

    def answered(method, url, *, safe=None, **rest):
        status, headers, body = said.pop(0) if len(said) > 1 else said[0]
        plain = {key: value.encode("latin-1", "replace").decode("latin-1") for key, value in headers.items()}
        return Answer(status, plain, json.dumps(body).encode(), method == "GET" if safe is None else safe)

    for room in ("app.calls", "app.signin.oauth2", "app.channels.threads"):
        monkeypatch.setattr(f"{room}.send", answered)
    monkeypatch.setattr("app.channels.x.pictures.time.sleep", lambda seconds: None)
    keys = FakeKeys({name: AppKey("id", "secret")})
    account = Account("a", name, "Me", Way.DIRECT, "me", network(name).api, "7")
    return Channels(Lent(keychain, Path("unused"), keys)).network(name), account, said


def attempts(channel, account):
    """Everything a channel is asked in a post's life."""
    card = Card("https://a.fi", "Otsikko")
    delivery = Delivery("d", "draft", account, State.SENDING, NOW, (SentPart("Hei"), SentPart("Toinen")), card=card)
    out = (SentPart("Hei", remote_id="1"),)
    yield lambda: channel.publish(account, delivery, 0, (), "key")
    yield lambda: channel.publish(account, delivery, 1, out, "key")
    yield lambda: channel.find(account, delivery, 0, (), "key")
    yield lambda: channel.find(account, replace(delivery, facts=(("container", "9"),)), 1, out, "key")
    if isinstance(channel, Deletes):
        yield lambda: channel.delete(account, out[0])
    if isinstance(channel, Reads):
        yield lambda: channel.answers(account, out)
    if isinstance(channel, Schedules):
        yield lambda: channel.schedule(account, delivery, "key")
        yield lambda: channel.find_scheduled(account, delivery, "key")
        yield lambda: channel.reschedule(account, "1_1", NOW)
        yield lambda: channel.unschedule(account, "1_1")
        yield lambda: channel.went_out(account, "1_1", delivery)


def ended(attempt):
    """Return what an attempt found, and the error of ours it ended in."""
    try:
        return attempt(), None
    except AppError as error:
        return None, error


@settings(suppress_health_check=list(HealthCheck), max_examples=150, deadline=None)
@given(answers=ANSWERS)
def test_nonsense_ends_well(place, answers):
    channel, account, said = place
    for attempt in attempts(channel, account):
        said[:] = answers
        found, error = ended(attempt)
        assert error is None or wording("fi")(error.code, **error.facts) != error.code
        assert error is None or all(len(fact) < 500 for fact in error.facts.values())
        assert found is None or isinstance(found, SentPart | Answers | str)
        if isinstance(found, SentPart):
            assert found.url == "" or found.url.startswith("https://")
            assert found.remote_id.isprintable()
