# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A network that takes a thread as one: under every fault it is there whole and once, or not at all."""

from __future__ import annotations

import itertools
from contextlib import suppress
from datetime import timedelta

import pytest
from fakes.networks import LOST_ANSWERS, REFUSALS, Crash, FakeNetwork

from app.delivery import send_due
from app.model import Account, Kind, State, Way
from app.store import Store
from app.store.outbox import Order

ACCOUNT = Account("acc", "fake", "Fake", Way.DIRECT)
PARTS = ("yksi", "kaksi", "kolme")
FAULTS = [*REFUSALS, *LOST_ANSWERS]
DOUBTS = ["crash after", "unknown, done", "unknown, not done"]


class Whole(FakeNetwork):
    """Publishes a thread in one go; the keys of the later parts follow from the first."""

    def whole(self, account, delivery):
        return len(delivery.parts) > 1

    def publish_all(self, account, delivery, key):
        fault = self.faults.pop(0) if self.faults else "ok"
        if fault in REFUSALS:
            raise REFUSALS[fault]()
        sent = []
        for number, part in enumerate(delivery.parts):
            sent.append(self._put(part.text, tuple(sent), f"{key}.{number}"))
        if fault in LOST_ANSWERS:
            raise LOST_ANSWERS[fault]()
        return tuple(sent)


class Begun(Whole):
    """Holds a first part that went out by itself, before this program knew better."""

    def publish_all(self, account, delivery, key):
        return (self._put(delivery.parts[0].text, (), key),)


@pytest.fixture
def store(profile):
    store = Store(profile)
    yield store
    store.close()


@pytest.fixture
def queued(store, clock):
    store.accounts.add(ACCOUNT)
    order = Order("d", "draft", "digest", ACCOUNT, Kind.OWN, "\n\n".join(PARTS), PARTS, (), clock())
    return store.outbox.add([order], clock())[0]


def settle(store, clock, net, hours=30):
    """Restart and go on until nothing is left to do."""
    end = clock() + timedelta(hours=hours)
    while (due := store.outbox.next_due()) and due <= end:
        clock.now = max(clock.now, due)
        with suppress(Crash):
            send_due(store, lambda _: net, clock)


def assert_whole_or_nothing(store, net, delivery):
    held = [post.text for post in net.posts]
    found = store.outbox.get(delivery)
    if found.state is State.PUBLISHED:
        assert held == [*PARTS]
        assert [part.remote_id for part in found.parts] == [post.id for post in net.posts]
        assert [post.parent for post in net.posts] == ["", "id1", "id2"]
        assert len(store.history.search("", "", 10, 0).posts) == 1
    else:
        assert held in ([], [*PARTS])
        assert found.state in (State.FAILED, State.NEEDS_PERSON)
        assert found.state is State.NEEDS_PERSON or held == []


def test_a_thread_is_one_request(store, clock, queued):
    net = Whole()
    send_due(store, lambda _: net, clock)
    assert_whole_or_nothing(store, net, queued)
    assert store.outbox.get(queued).state is State.PUBLISHED
    assert net.requests == 1, "one key, one attempt"
    assert store.sender.tries(queued) == 1


@pytest.mark.parametrize("faults", [*itertools.product(FAULTS), *itertools.product(DOUBTS, FAULTS)], ids=", ".join)
def test_under_every_fault_it_is_there_once_or_not_at_all(store, clock, queued, faults):
    net = Whole(faults=list(faults))
    settle(store, clock, net)
    assert_whole_or_nothing(store, net, queued)


@pytest.mark.parametrize("fault", ["refused", "signed out"])
def test_refused_as_a_whole_is_failed_and_nothing_is_out(store, clock, queued, fault):
    net = Whole(faults=[fault])
    settle(store, clock, net)
    assert store.outbox.get(queued).state is State.FAILED
    assert net.posts == []


def test_all_parts_are_recorded_in_one_transaction(store, clock, queued, monkeypatch):
    """The disk fails while the answer is recorded: afterwards all are known to be out, by the repeat, or none."""
    net = Whole()
    kept = store.sender.answered

    def dies(*_, **__):
        monkeypatch.setattr(store.sender, "answered", kept)
        raise Crash

    monkeypatch.setattr(store.sender, "answered", dies)
    settle(store, clock, net)
    assert store.outbox.get(queued).state is State.PUBLISHED
    assert_whole_or_nothing(store, net, queued)


def test_a_thread_begun_part_by_part_goes_on_so(store, clock, queued):
    net = Begun()
    settle(store, clock, net)
    assert [post.text for post in net.posts] == [*PARTS]
    assert store.outbox.get(queued).state is State.PUBLISHED


def test_the_writers_word_on_a_doubt_is_about_the_whole_thread(desk, monkeypatch):
    account = Account("sky", "bluesky", "Bluesky", Way.DIRECT, "m.example")
    desk.store.accounts.add(account)
    net = Whole("blind", ["unknown, done"])
    monkeypatch.setattr(desk.accounts.channels, "of", lambda _: net)
    (queued,) = desk.sending.queue(desk.drafts.new("Savesta opittua, kappale. " * 30).id, ("sky",))
    desk.sending.send_due()
    assert len(net.posts) == len(queued.parts) > 1
    assert desk.sending.settle(queued.id, published=True).state is State.PUBLISHED
    desk.sending.send_due()
    assert len(net.posts) == len(queued.parts)
