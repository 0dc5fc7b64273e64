# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Every direct network behind a lossy proxy, with the real outbox: once, or in doubt and never sent again.

The server always does the work; then its answer is dropped, cut, delayed or rewritten. A network joins by a class in
tests/fakes/<network>.py whose name ends in Stub that keeps its posts (`texts()`), and by its reply file: `sign_in`,
`browser`, `key`, `act` (what publishes), `act_whole` (what publishes a thread in one), `upload` (a picture).
"""

from __future__ import annotations

import importlib
import re
import tomllib
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import PIL.Image
import pytest
from fakes.browser import FakeBrowser, FakeKeys
from fakes.gotosocial import Server as Village
from fakes.proxy import LossyProxy

from app import wire
from app.channels import AppKey, Channels, Lent
from app.channels.mastodon import server as mastodon_talk
from app.keychain import Keychain
from app.model import State
from app.networks import network
from app.wire import Limits

REPLIES = Path(__file__).parents[1] / "data" / "replies"


def replies(name):
    """The reply file of a place's network."""
    return tomllib.loads((REPLIES / f"{name.partition(':')[0]}.toml").read_text(encoding="utf-8"))


DIRECT = [name for name in Channels(Lent(Keychain(), Path("unused"))).direct() if name != "practice"]
PLACES = [*sorted({*DIRECT} - {"mastodon"}), "mastodon: real", "mastodon: keeps keys", "mastodon: ignores keys"]
FAULTS = {
    "drop": ["drop"],
    "cut": ["cut"],
    "hold": ["hold"],
    "slow": ["slow"],
    "html": ["html"],
    "502": ["502"],
    "503": ["503"],
    "empty": ["empty"],
    "moved": ["moved"],
    "drop drop": ["drop", "drop"],
    "502 cut html": ["502", "cut", "html"],
}
IMPATIENT = Limits(connect=2, read=1.5, total=3)


class Real:
    """A server of its own process, as a stub: what an independent client reads there."""

    def __init__(self, url, answers, texts):
        self.url, self.answers, self.texts = url, answers, texts


def stub_of(name):
    """The behaving stub of a network: the one class of its file."""
    module = importlib.import_module(f"fakes.{name}")
    return next(kind for own, kind in vars(module).items() if own.endswith("Stub") and own != "Stub")()


@pytest.fixture
def place(request, desk, clock, monkeypatch):
    """Make a Place: a server, the proxy before it, and an account linked through the proxy."""
    clock.now = datetime.now(UTC)
    with ExitStack() as running:

        def place(name):
            found = running.enter_context(Place(request, desk, clock, name))
            monkeypatch.setattr(wire, "NORMAL", IMPATIENT)
            monkeypatch.setattr(wire, "UPLOAD", IMPATIENT)
            return found

        yield place


class Place:
    def __init__(self, request, desk, clock, name):
        self.desk, self.clock, self.name, self._stack = desk, clock, name.partition(":")[0], ExitStack()
        self.replies = replies(name)
        self.act = self.replies["act"]
        self.server = self._server(request, name)

    def __enter__(self):
        self._stack.__enter__()
        if not isinstance(self.server, Real):
            self._stack.enter_context(self.server)
        self.proxy = self._stack.enter_context(LossyProxy(self.server.url))
        key = self.replies.get("key")
        keys = FakeKeys({self.name: AppKey(**key)} if key else {})
        self.desk.accounts.channels = Channels(Lent(self.desk.accounts.keychain, self.desk.profile.root / "p", keys))
        told = {**(getattr(self.server, "answers", None) or self.replies["sign_in"])}
        if "token" in told:  # pasted: the one this very server gave
            told["token"] = getattr(self.server, "token", told["token"])
        answers = {name: value.replace("{server}", self.proxy.url) for name, value in told.items()}
        browser = FakeBrowser(self.replies.get("browser", {}))
        self.account = self.desk.accounts.sign_in(self.name, answers, browser=browser)
        return self

    def __exit__(self, *how):
        self._stack.__exit__(*how)

    def _server(self, request, name):
        if name == "mastodon: real":
            real = request.getfixturevalue("mastodon")
            request.getfixturevalue("monkeypatch").setattr(mastodon_talk, "KNOWN", re.compile(".*"))
            told = {"server": "{server}", "secret": real.tokens["alice"]}
            return Real(real.url, told, lambda: [re.sub("<[^>]*>", "", text) for text in real.texts("alice")])
        if self.name == "mastodon":
            village = Village(known=name == "mastodon: keeps keys")
            village.answers = {"server": "{server}", **Village.sign_in}
            return village
        if name == "bluesky":
            alice = request.getfixturevalue("alice")
            told = {"server": "{server}", "handle": "alice.test", "secret": alice.app_password()}
            return Real(alice.url, told, alice.texts)
        return stub_of(name)

    def send(self, text, photo=None):
        """Queue and send, and go on until the outbox rests."""
        desk, clock = self.desk, self.clock
        draft = desk.drafts.new(text)
        desk.cards.drop(draft.id)
        if photo:
            desk.drafts.add_photo(draft.id, photo, "Ruskea kaivanto")
        (queued,) = desk.sending.queue(draft.id, (self.account.id,))
        for _ in range(25):
            desk.sending.send_due()
            if desk.sending.get(queued.id).state not in (State.SCHEDULED, State.UNCERTAIN):
                break
            clock.now = max(clock.now, desk.sending.next_due() or clock.now)
        return desk.sending.get(queued.id)

    def acts(self):
        return [
            path for verb, path, _ in self.proxy.passed if verb == "POST" and path.partition("?")[0].endswith(self.act)
        ]


def test_every_direct_network_is_here():
    assert {name.partition(":")[0] for name in PLACES} == set(DIRECT)
    assert all(network(name).name for name in DIRECT)


@pytest.mark.parametrize("losses", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("name", PLACES)
def test_a_lost_answer_never_makes_a_second_post(place, name, losses):
    here = place(name)
    text = f"Kerran, vaikka vastaus katoaisi: {' '.join(losses)}, {name.replace(':', '')}"
    here.proxy.losses[here.act] = list(losses)
    delivery = here.send(text)
    assert delivery.state in (State.PUBLISHED, State.UNCERTAIN, State.NEEDS_PERSON), delivery.message
    assert len(here.proxy.losses[here.act]) < len(losses), "or nothing was lost, and this proves nothing"
    assert here.server.texts().count(text) == 1
    if delivery.state is State.PUBLISHED:
        assert here.desk.history.search("vaikka vastaus").posts[0].text == text
        return
    assert len(here.acts()) == 1, "what is in doubt is never sent again"
    assert not here.desk.history.search("vaikka vastaus").posts


@pytest.mark.parametrize("loss", ["drop", "html", "502"])
@pytest.mark.parametrize("name", [name for name in PLACES if "upload" in replies(name)])
def test_a_lost_answer_to_a_picture_harms_nothing(place, name, loss, tmp_path):
    here = place(name)
    PIL.Image.new("RGB", (60, 40), "sienna").save(tmp_path / "kaivanto.jpg")
    here.proxy.losses[here.replies["upload"]] = [loss]
    text = f"Kuva ja vastaus, joka katosi: {loss}, {name.replace(':', '')}"
    delivery = here.send(text, tmp_path / "kaivanto.jpg")
    assert (delivery.state, delivery.message) == (State.PUBLISHED, "")
    assert here.server.texts().count(text) == 1
    assert len(here.acts()) == 1, "the post itself was asked for once"


@pytest.mark.parametrize("loss", ["drop", "html", "502"])
@pytest.mark.parametrize("name", [name for name in PLACES if network(name.partition(":")[0]).threads])
def test_a_thread_that_loses_an_answer_has_each_part_once(place, name, loss):
    here = place(name)
    rules = here.desk.accounts.network(here.account)
    sentence = f"Osa ketjua, {loss}, {name.replace(':', '')}. "
    text = (sentence * (rules.limit // len(sentence) + 2)).strip()
    plans = {here.act: ["", loss], here.replies.get("act_whole", "-"): [loss]}
    here.proxy.losses |= {end: list(plan) for end, plan in plans.items()}
    delivery = here.send(text)
    assert len(delivery.parts) >= 2
    assert [] in here.proxy.losses.values(), "or nothing was lost, and this proves nothing"
    held = here.server.texts()
    if delivery.state is State.PUBLISHED:
        assert [held.count(part.text) for part in delivery.parts] == [1] * len(delivery.parts)
        return
    assert delivery.state in (State.UNCERTAIN, State.NEEDS_PERSON), delivery.message
    assert max(held.count(part.text) for part in delivery.parts) == 1
    assert held.count(delivery.parts[0].text) == 1
