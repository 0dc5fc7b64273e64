# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Every network keeps the contract: each answer of its reply file ends as the file says, and never in a second post.

A network joins by its file in app/channels and its replies in tests/data/replies; nothing here names one. A reply file:
`sign_in` answers the channel's questions, `browser` is what the page of permission brings back, `key` the program's
key where the network wants one, `published` what a published part looks like; [healthy."end of a path"] is what the
server says when all is well (a table, or several used one by one); [[publish]], [[find]] and [[sign_in_play]] spoil
one answer and say how it must end. `row` names the cell of the matrix in docs/networks.md. Every request of a network
that tests/data/contracts describes is held against that description.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import PIL.Image
import pytest
from fakes.browser import FakeBrowser, FakeKeys
from fakes.described import check_all
from fakes.loopback import Loopback, Play

from app import errors, wire
from app.channels import AppKey, Channels, Lent, Question
from app.errors import AppError, OutcomeUnknown, TryLater
from app.keychain import Keychain
from app.model import Delivery, Photo, SentPart, State
from app.networks import network
from app.wire import Limits
from app.wording import LANGUAGES, wording

REPLIES = Path(__file__).parents[1] / "data" / "replies"
NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)
NETWORKS = Channels(Lent(Keychain(), Path("unused"))).direct()
SHORT = Limits(connect=1, read=0.3, total=0.6)


def replies(name):
    return tomllib.loads((REPLIES / f"{name}.toml").read_text(encoding="utf-8"))


def cases(kind):
    return [
        pytest.param(name, play, id=f"{name}: {play['name']}")
        for name in NETWORKS
        if (REPLIES / f"{name}.toml").exists()
        for play in replies(name).get(kind, [])
    ]


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_has_its_replies(name):
    assert {"sign_in", "published", "publish"} <= replies(name).keys()


def play_of(reply):
    body = reply.get("body", "{}").encode()
    return Play(reply.get("how", "whole"), reply.get("status", 200), body, reply.get("headers", {}))


@pytest.fixture
def stage(tmp_path, monkeypatch):
    """A network's channel before its misbehaving server, signed in while the server was still healthy."""
    monkeypatch.setattr(wire, "NORMAL", SHORT)
    monkeypatch.setattr(wire, "UPLOAD", SHORT)
    with Loopback() as server:
        stage = Stage(server, tmp_path)
        yield stage
    check_all(stage.name, server.asked)


class Stage:
    def __init__(self, server, folder):
        self.server, self.folder, self.keychain, self.name = server, folder, Keychain(), ""

    def set_up(self, name):
        self.name = name
        self.replies = replies(name)
        self.server.plays = {at: self.plays(told) for at, told in self.replies.get("healthy", {}).items()}
        keys = {name: AppKey(**self.replies["key"])} if "key" in self.replies else {}
        lent = Lent(self.keychain, self.folder / "practice", FakeKeys(keys))
        self.channel = Channels(lent).network(name)
        self.browser = FakeBrowser(self.replies.get("browser", {"code": "code-of-the-page"}))
        self.answers = {key: self.filled(value) for key, value in self.replies["sign_in"].items()}
        return self

    def plays(self, told):
        """What is told of one path: one answer, or several."""
        return [
            play_of({**one, "body": self.filled(one.get("body", "{}"))})
            for one in (told if isinstance(told, list) else [told])
        ]

    def filled(self, text):
        """An address of the stub where the file says {server}; other braces are JSON."""
        return text.replace("{server}", self.server.url)

    def sign_in(self):
        account, secret = self.channel.sign_in(self.answers, self.browser)
        if secret:
            self.keychain.write(account.id, secret)
        self.key = self.channel.new_key(NOW)
        return account

    def spoil(self, play):
        for reply in [play, *play.get("also", [])]:
            if "at" in reply:
                self.server.plays[reply["at"]] = self.plays(reply)

    def delivery(self, account, play):
        picture = self.folder / "kuva.jpg"
        PIL.Image.new("RGB", (40, 30), "red").save(picture)
        photo = Photo("p1", str(picture), alt="Savikuoppa", width=40, height=30, bytes=picture.stat().st_size)
        text = play.get("text", "Hei @bob.test, katso https://example.com #savi") * play.get("times", 1)
        photos = (photo,) * play.get("photos", self.replies.get("photos", 1))
        options = tuple(sorted(play.get("options", {}).items()))
        return Delivery("d1", "draft", account, State.SENDING, NOW, (SentPart(text),), photos=photos, options=options)

    def expected(self, delivery):
        parts = {key: self.filled(value).replace("{key}", self.key) for key, value in self.replies["published"].items()}
        return SentPart(delivery.parts[0].text, **parts)

    def assert_outcome(self, call, play, delivery=None):
        """Call and compare with what the play says; an error must have its sentence in every language."""
        if play["expect"] in ("published", "absent"):
            assert call() == (self.expected(delivery) if play["expect"] == "published" else None)
            return
        with pytest.raises(getattr(errors, play["expect"])) as caught:
            call()
        error: AppError = caught.value
        assert error.code == play["code"]
        assert error.facts.items() >= play.get("facts", {}).items()
        assert bool(getattr(error, "at", None)) == play.get("waits", False)
        for language in LANGUAGES:
            sentence = wording(language)(error.code, **error.facts)
            assert sentence != error.code
            assert "{" not in sentence
            assert not re.search(r": ?[.)]|\(\)|: *$", sentence), "a fact is missing in it"


@pytest.mark.parametrize(("name", "play"), cases("publish"))
def test_publishing(stage, name, play):
    stage.set_up(name)
    account = stage.sign_in()
    stage.spoil(play)
    delivery = stage.delivery(account, play)
    stage.assert_outcome(lambda: stage.channel.publish(account, delivery, 0, (), stage.key), play, delivery)


@pytest.mark.parametrize(("name", "play"), cases("publish"))
def test_after_any_answer_the_next_step_makes_no_second_post(stage, name, play):
    """Where a repeat is harmless it asks for the same key with the same bytes; elsewhere only looking is allowed."""
    if play["expect"] == "Fixable":
        play = {**play, "text": "Hei", "times": 1}
    stage.set_up(name)
    account = stage.sign_in()
    healthy = dict(stage.server.plays)
    stage.spoil(play)
    delivery = stage.delivery(account, play)
    with suppress(AppError):
        stage.channel.publish(account, delivery, 0, (), stage.key)
    stage.server.plays = healthy
    asked = len(stage.server.asked)
    if stage.channel.repeatable(account, timedelta(minutes=1)):
        assert stage.channel.publish(account, delivery, 0, (), stage.key) == stage.expected(delivery)
        written = {one.body for one in stage.server.asked if one.path.endswith(stage.replies.get("act", "?"))}
        assert len(written) <= 1
        return
    with suppress(OutcomeUnknown, TryLater):
        found = stage.channel.find(account, delivery, 0, (), stage.key)
        assert found is None or found.text == delivery.parts[0].text
    acts = [
        one for one in stage.server.asked[asked:] if one.path.endswith(stage.replies["act"]) and one.method == "POST"
    ]
    assert acts == []


@pytest.mark.parametrize(("name", "play"), cases("find"))
def test_finding(stage, name, play):
    stage.set_up(name)
    account = stage.sign_in()
    stage.spoil(play)
    delivery = stage.delivery(account, play)
    stage.assert_outcome(lambda: stage.channel.find(account, delivery, 0, (), stage.key), play, delivery)


@pytest.mark.parametrize(("name", "play"), cases("sign_in_play"))
def test_signing_in(stage, name, play):
    stage.set_up(name).spoil(play)
    stage.answers |= {key: stage.filled(value) for key, value in play.get("answers", {}).items()}
    stage.assert_outcome(lambda: stage.channel.sign_in(stage.answers, stage.browser), play)


@pytest.mark.parametrize("name", NETWORKS)
def test_the_face_of_a_channel(stage, name, memory_keyring):
    stage.set_up(name)
    assert stage.channel.network == name == network(name).id
    assert all(isinstance(question, Question) for question in stage.channel.questions())
    for question in stage.channel.questions():
        assert all(
            wording(language)(f"accounts.ask.{question.key}") != f"accounts.ask.{question.key}"
            for language in LANGUAGES
        )
    account = stage.sign_in()
    assert account.network == name
    assert account.name
    keys = [stage.channel.new_key(NOW) for _ in range(500)]
    assert len(set(keys)) == 500
    stage.channel.sign_out(account)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("status", [100, 204, 301, 400, 401, 403, 404, 409, 413, 418, 422, 429, 500, 503, 599])
@pytest.mark.parametrize(
    "body", ["", "{}", "[]", '{"error":[],"message":{}}', "<html>", "[" * 20_000, '{"message":"\ud800"}']
)
def test_any_answer_can_be_explained(stage, name, status, body):
    code = stage.set_up(name).channel.explain(status, body)
    assert all(wording(language)(code) != code for language in LANGUAGES)


TOKENS = re.compile(
    rb'("(?:access_token|refresh_token|client_secret|oauth_token_secret)"\s*:\s*")[^"]*|'
    rb"(oauth_token_secret=)[^&]*"
)


def spiked(play, canary):
    """The same answer with the canary wherever a server hands out a secret."""
    return replace(play, body=TOKENS.sub(lambda found: (found[1] or found[2]) + canary.encode(), play.body))


@pytest.mark.parametrize("name", NETWORKS)
def test_no_secret_shows_up_where_it_should_not(stage, name, capfd, caplog, memory_keyring):
    """The canary is in the keyring alone: not in the account, the errors, the log, or the requests' addresses."""
    caplog.set_level(0)
    canary = "canary-secret-cadmium"
    stage.set_up(name)
    stage.answers = {key: canary if key == "secret" else value for key, value in stage.answers.items()}
    stage.server.plays = {at: [spiked(play, canary) for play in plays] for at, plays in stage.server.plays.items()}
    account = stage.sign_in()
    stage.channel.publish(account, stage.delivery(account, {}), 0, (), stage.key)
    seen = (
        repr(account) + caplog.text + "".join(capfd.readouterr()) + "".join(asked.path for asked in stage.server.asked)
    )
    assert canary not in seen
    assert not any(canary in path.read_text("latin-1") for path in stage.folder.rglob("*") if path.is_file())
