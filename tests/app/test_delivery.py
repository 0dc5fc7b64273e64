# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Sending under every fault: never double, never lost, never stuck, never called failed when it may be out."""

from __future__ import annotations

import itertools
import random
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from fakes.networks import Crash, FakeNetwork

from app.delivery import ABSENT_AFTER, LATE, PATIENCE, Sending, send_due
from app.errors import Fixable
from app.model import Account, Kind, SentPart, State, Way
from app.store import Store
from app.store.outbox import Order

DIRECT = Account("acc", "fake", "Fake", Way.DIRECT)
HAND = Account("hand", "linkedin", "LinkedIn", Way.BY_HAND)
DONE = (State.PUBLISHED, State.FAILED, State.NEEDS_PERSON, State.HANDED_OVER)


@pytest.fixture
def store(profile):
    store = Store(profile)
    yield store
    store.close()


@pytest.fixture
def world(store, clock):
    return World(store, clock)


class World:
    """One profile, one network, one clock."""

    def __init__(self, store, clock):
        self.store, self.clock = store, clock
        self.net = FakeNetwork()
        store.accounts.add(DIRECT)
        self.count = itertools.count()

    def queue(self, *parts, account=DIRECT, at=None, wall=""):
        number = next(self.count)
        order = Order(
            f"d{number}", f"draft{number}", "digest", account, Kind.OWN, "\n\n".join(parts), parts, (),
            at or self.clock(), wall,
        )  # fmt: skip
        return self.store.outbox.add([order], self.clock())[0]

    def send(self):
        return send_due(self.store, lambda _: self.net, self.clock)

    def state(self, delivery):
        return self.store.outbox.get(delivery).state

    def settle(self, hours=30):
        """Restart and go on until nothing is left to do."""
        end = self.clock() + timedelta(hours=hours)
        while (due := self.store.outbox.next_due()) and due <= end:
            self.clock.now = max(self.clock.now, due)
            with suppress(Crash):
                self.send()

    def assert_out_once(self, delivery, *parts):
        """Each part is at the network once, in order, each replying to the one before."""
        posts = self.net.posts
        assert [post.text for post in posts] == list(parts)
        assert [post.parent for post in posts] == ["", *(post.id for post in posts[:-1])]
        sent = self.store.outbox.get(delivery)
        assert sent.state == State.PUBLISHED
        assert [part.remote_id for part in sent.parts] == [post.id for post in posts]
        page = self.store.history.search("", "", 10, 0)
        assert [post.text for post in page.posts] == ["\n\n".join(parts)]
        assert len(page.posts[0].deliveries) == 1


def test_a_post_goes_out(world):
    delivery = world.queue("hei")
    assert world.send() == (delivery,)
    world.assert_out_once(delivery, "hei")
    assert world.store.outbox.get(delivery).parts == (SentPart("hei", "https://fake.example/id1", "id1"),)
    assert world.send() == ()


def test_a_thread_goes_out_in_order(world):
    delivery = world.queue("yksi", "kaksi", "kolme")
    world.send()
    world.assert_out_once(delivery, "yksi", "kaksi", "kolme")


def test_nothing_goes_out_before_its_time(world, clock):
    delivery = world.queue("myöhemmin", at=clock() + timedelta(hours=1))
    assert world.send() == ()
    assert world.store.outbox.next_due() == clock() + timedelta(hours=1)
    clock.forward(hours=1)
    assert world.send() == (delivery,)


def test_by_hand_is_handed_over_and_confirmed(world, clock):
    delivery = world.queue("käsin", account=HAND)
    clock.forward(hours=5)  # by hand is never too late
    world.send()
    assert world.state(delivery) == State.HANDED_OVER
    assert world.net.requests == 0
    world.store.outbox.count_as_out(delivery, (0,), "https://x.example/1", True, clock())
    (post,) = world.store.history.search("", "", 10, 0).posts
    assert (post.deliveries[0].way, post.deliveries[0].url) == (Way.BY_HAND, "https://x.example/1")


def test_late_is_asked_not_sent(world, clock):
    delivery = world.queue("eilen")
    clock.forward(minutes=15)
    world.send()
    asked = world.store.outbox.get(delivery)
    assert (asked.state, asked.message, dict(asked.facts)) == (State.NEEDS_PERSON, "delivery.late", {"minutes": "15"})
    assert world.net.posts == []


@pytest.mark.parametrize(
    ("fault", "state"),
    [("refused", State.FAILED), ("signed out", State.FAILED), ("later", State.SCHEDULED)],
)
def test_surely_unsent(world, fault, state):
    world.net.faults = [fault]
    delivery = world.queue("hei")
    world.send()
    found = world.store.outbox.get(delivery)
    assert found.state == state
    assert found.message
    assert found.network_trouble == (fault != "refused")
    assert world.net.posts == []


def test_no_network_waits_longer_and_longer_for_a_day(world, clock):
    world.net.faults = ["later"] * 200
    delivery = world.queue("hei")
    start = clock()
    waits = []
    while world.state(delivery) == State.SCHEDULED:
        clock.now = world.store.outbox.next_due()
        waits.append(clock() - start)
        world.send()
    assert [wait.total_seconds() / 60 for wait in waits[:5]] == [0, 1, 3, 7, 15]
    assert PATIENCE <= waits[-1] < PATIENCE + timedelta(hours=2)
    asked = world.store.outbox.get(delivery)
    assert (asked.state, asked.message, asked.network_trouble) == (State.NEEDS_PERSON, "wire.no_answer", True)


def test_with_a_due_minute_no_network_asks_when_late(world, clock):
    world.net.faults = ["later"] * 200
    delivery = world.queue("klo 9", wall="2026-11-23T09:00", at=clock())
    start = clock()
    world.settle(1)
    assert world.state(delivery) == State.NEEDS_PERSON
    assert LATE <= clock() - start < 2 * LATE


def test_the_network_names_the_time(world, clock, monkeypatch):
    from app.errors import TryLater

    asked = clock() + timedelta(minutes=42)
    delivery = world.queue("hei")
    monkeypatch.setattr(world.net, "publish", lambda *_: (_ for _ in ()).throw(TryLater("wire.no_answer", at=asked)))
    world.send()
    assert world.store.outbox.next_due() == asked
    assert world.state(delivery) == State.SCHEDULED


@pytest.mark.parametrize("fault", ["unknown, done", "unknown, not done", "bug", "bug, done"])
def test_a_lost_answer_is_settled_by_a_harmless_repeat(world, fault):
    world.net.faults = [fault]
    delivery = world.queue("hei")
    world.send()
    world.assert_out_once(delivery, "hei")


@pytest.mark.parametrize("fault", ["unknown, done", "bug, done"])
def test_a_lost_answer_is_settled_by_reading_back(world, fault):
    world.net = FakeNetwork("listing", [fault])
    delivery = world.queue("hei")
    world.send()
    world.assert_out_once(delivery, "hei")


def test_absence_is_believed_after_ten_minutes_and_then_sent_under_a_new_key(world, clock):
    world.net = FakeNetwork("listing", ["unknown, not done"])
    delivery = world.queue("hei")
    start = clock()
    world.send()
    assert world.state(delivery) == State.UNCERTAIN
    assert world.store.outbox.get(delivery).message == "delivery.looking"
    clock.forward(minutes=9)
    world.send()
    assert world.state(delivery) == State.UNCERTAIN
    world.settle()
    assert clock() - start >= ABSENT_AFTER
    world.assert_out_once(delivery, "hei")
    assert world.net.posts[0].key == "key2"


def test_where_only_the_person_can_look_the_person_is_asked(world):
    world.net = FakeNetwork("blind", ["unknown, done"])
    delivery = world.queue("hei")
    world.settle()
    assert world.state(delivery) == State.NEEDS_PERSON
    assert world.store.outbox.get(delivery).message == "delivery.unknown"
    assert len(world.net.posts) == 1


@pytest.mark.parametrize("after", ["refused", "signed out"])
def test_a_part_in_doubt_never_becomes_failed(world, after):
    world.net.faults = ["unknown, done", after]
    delivery = world.queue("hei")
    world.settle()
    assert world.state(delivery) == State.NEEDS_PERSON


def test_what_is_in_doubt_stays_so_while_the_network_is_away(world):
    """`scheduled` again it could be taken back and queued anew: a double."""
    world.net.faults = ["unknown, done", "later"]
    delivery = world.queue("hei")
    world.send()
    assert world.state(delivery) == State.UNCERTAIN
    world.settle()
    world.assert_out_once(delivery, "hei")


@pytest.mark.parametrize("fault", ["later", "bug"])
def test_trouble_while_looking_is_looked_at_again(world, fault):
    world.net = FakeNetwork("listing", ["unknown, done"], [fault] * 6)
    delivery = world.queue("hei")
    world.settle()
    world.assert_out_once(delivery, "hei")


def test_signed_out_while_looking_asks(world):
    world.net = FakeNetwork("listing", ["unknown, done"], ["signed out"])
    delivery = world.queue("hei")
    world.settle()
    asked = world.store.outbox.get(delivery)
    assert (asked.state, asked.message) == (State.NEEDS_PERSON, "wire.sign_in_again")


def test_nothing_clear_for_a_day_asks(world):
    world.net.faults = ["unknown, not done"] * 300
    delivery = world.queue("hei")
    world.settle(120)
    assert world.state(delivery) == State.NEEDS_PERSON


def test_a_thread_stopped_in_the_middle_goes_on_where_it_was(world, clock):
    world.net.faults = ["ok", "later"]
    delivery = world.queue("yksi", "kaksi", "kolme")
    world.send()
    assert [part.text for part in world.net.posts] == ["yksi"]
    world.settle()
    world.assert_out_once(delivery, "yksi", "kaksi", "kolme")


@pytest.mark.parametrize("fault", ["refused", "signed out"])
def test_refused_in_mid_thread_is_the_persons_to_decide(world, clock, fault):
    world.net.faults = ["ok", fault]
    delivery = world.queue("yksi", "kaksi")
    world.send()
    assert world.state(delivery) == State.NEEDS_PERSON
    assert world.store.outbox.close(delivery, (State.NEEDS_PERSON,), clock())
    (post,) = world.store.history.search("", "", 10, 0).posts
    assert post.text == "yksi"  # what is out is history


def test_a_build_without_the_network_says_so(world):
    def none(account):
        raise Fixable("network.by_hand_only", network=account.network)

    delivery = world.queue("hei")
    assert send_due(world.store, none, world.clock) == (delivery,)
    assert world.state(delivery) == State.FAILED


def test_a_late_answer_is_recorded_even_by_a_sender_taken_for_dead(world, clock):
    delivery = world.queue("hei")

    def taken_over():
        Sending(world.store, lambda _: world.net, clock).recover()

    world.net.before = taken_over
    world.send()
    world.assert_out_once(delivery, "hei")


def test_a_sender_taken_for_dead_changes_nothing_else(world, clock):
    delivery = world.queue("hei")
    world.net.before = lambda: Sending(world.store, lambda _: world.net, clock).recover()
    world.net.faults = ["refused"]
    Sending(world.store, lambda _: world.net, clock).step()
    assert world.state(delivery) == State.UNCERTAIN


# ---------------------------------------------------------------- crash points


@contextmanager
def dying_at(store, commit, before):
    """Let the process die just before or just after the `commit`th write transaction."""
    write, count = store.database.write, itertools.count(1)

    @contextmanager
    def dying():
        number = next(count)
        with write() as connection:
            yield connection
            if number == commit and before:
                raise Crash
        if number == commit:
            raise Crash

    store.database.write = dying
    try:
        yield
    finally:
        del store.database.write


def play(world, parts, commit, before):
    delivery = world.queue(*parts)
    with dying_at(world.store, commit, before), suppress(Crash):
        world.send()
    world.settle()
    return delivery


@pytest.mark.parametrize("fault", ["ok", "unknown, done", "unknown, not done", "later", "crash before", "crash after"])
@pytest.mark.parametrize("kind", ["repeatable", "listing", "blind"])
def test_every_crash_point(kind, fault, profile, clock, tmp_path):
    """Die around every commit of a thread of two, beside every fault on either part."""
    from app.paths import Profile

    bad = []
    for number, (commit, before, faulty) in enumerate(itertools.product(range(1, 10), (True, False), (0, 1))):
        store = Store(Profile(tmp_path / f"{number}"))
        world = World(store, clock)
        world.net = FakeNetwork(kind, ["ok"] * faulty + [fault])
        delivery = play(world, ("yksi", "kaksi"), commit, before)
        texts = [post.text for post in world.net.posts]
        state = world.state(delivery)
        whole = state == State.PUBLISHED and texts == ["yksi", "kaksi"]
        asked = kind == "blind" and state == State.NEEDS_PERSON and texts in ([], ["yksi"], ["yksi", "kaksi"])
        if not (whole or asked):
            bad.append((commit, before, faulty, state, texts))
        store.close()
    assert not bad


@pytest.mark.parametrize("seed", range(8))
def test_random_faults_never_double_and_never_stick(seed, world, clock):
    """Seeds are in the test's name; each run sends 12 deliveries under random faults and crashes."""
    dice = random.Random(seed)
    faults = ["ok", "ok", "later", "unknown, done", "unknown, not done", "crash before", "crash after", "bug, done"]
    world.net = FakeNetwork(dice.choice(["repeatable", "listing"]))
    wanted = {}
    for number in range(12):
        parts = tuple(f"{number}.{part}" for part in range(dice.randint(1, 3)))
        wanted[world.queue(*parts)] = parts
        world.net.faults += dice.choices(faults, k=4)
        with dying_at(world.store, dice.randint(1, 12), dice.random() < 0.5), suppress(Crash):
            world.send()
        clock.forward(minutes=dice.choice([0, 1, 3]))
    world.settle(60)
    texts = [post.text for post in world.net.posts]
    assert len(texts) == len(set(texts))
    for delivery, parts in wanted.items():
        state = world.state(delivery)
        assert state in DONE
        if state == State.PUBLISHED:
            assert set(parts) <= set(texts)
        assert state != State.FAILED


def test_a_hundred_deliveries_are_sent_once_each(world):
    for number in range(100):
        world.queue(f"{number}")
    world.send()
    assert [post.text for post in world.net.posts] == [str(number) for number in range(100)]
