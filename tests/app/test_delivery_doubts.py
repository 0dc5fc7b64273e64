# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How soon a doubt is settled: looks that fail and repeats come again soon; a network that asks for time gets it."""

from __future__ import annotations

import pytest
from simulator.laptop import HOUR, MINUTE, Laptop

from app.delivery import ABSENT_AFTER
from app.errors import TryLater
from app.model import State
from app.store import Store


@pytest.fixture
def store(profile):
    store = Store(profile)
    yield store
    store.close()


def play(laptop, minutes):
    """Let the sender work for so many minutes; return the minutes it woke at for something to do."""
    start, woke = laptop.true, []
    while (due := laptop.store.outbox.next_due()) and due <= start + minutes * MINUTE:
        laptop.true = max(laptop.true, due)
        woke.append((laptop.true - start) / MINUTE)
        laptop.send()
    laptop.true = start + minutes * MINUTE
    return woke


def test_a_look_that_fails_when_absence_could_be_believed_comes_again_a_minute_later(store):
    laptop = Laptop(store, "listing")
    laptop.weather = ["lost, not done"]
    delivery = laptop.queue("hei")
    play(laptop, 9)
    laptop.weather = ["lost"] * 3
    woke = play(laptop, 5)
    assert laptop.state(delivery) == State.PUBLISHED
    assert [round(minute) for minute in woke] == [1, 2, 3, 4]


def test_repeats_under_the_same_key_come_every_minute(store):
    laptop = Laptop(store, "keyed")
    laptop.weather = ["lost"] * 8
    delivery = laptop.queue("hei")
    play(laptop, 7)
    assert laptop.state(delivery) == State.PUBLISHED
    assert len(laptop.net.posts) == 1


@pytest.mark.parametrize(("kind", "most"), [("keyed", 150), ("puts", 110), ("listing", 130)])
def test_a_network_that_never_answers_is_asked_less_and_less_often_and_then_the_person(store, kind, most):
    laptop = Laptop(store, kind)
    laptop.weather = ["lost, not done"] * 10_000
    delivery = laptop.queue("hei")
    woke = play(laptop, 26 * 60)
    assert laptop.state(delivery) == State.NEEDS_PERSON
    assert 30 < len(woke) < most


def test_after_a_long_sleep_it_is_not_as_if_it_had_been_asked_about_all_night(store):
    laptop = Laptop(store, "puts")
    laptop.shut_lid = lambda seconds: setattr(laptop, "true", laptop.true + 8 * HOUR)
    laptop.weather = ["slept after", "lost", "lost", "lost"]
    delivery = laptop.queue("hei")
    laptop.send()
    play(laptop, 5)
    assert laptop.state(delivery) == State.PUBLISHED


def test_a_network_that_asks_for_time_while_being_looked_at_gets_it(store, monkeypatch):
    laptop = Laptop(store, "listing")
    laptop.weather = ["lost, not done"]
    delivery = laptop.queue("hei")
    asked = laptop.true + 42 * MINUTE

    def busy(*words):
        raise TryLater("wire.too_many", at=asked)

    monkeypatch.setattr(laptop.net, "find", busy)
    laptop.send()
    assert laptop.state(delivery) == State.UNCERTAIN
    assert laptop.store.outbox.next_due() == asked


def test_absence_is_never_believed_before_ten_minutes(store):
    laptop = Laptop(store, "listing")
    laptop.weather = ["lost, not done"]
    delivery = laptop.queue("hei")
    play(laptop, ABSENT_AFTER / MINUTE - 0.1)
    assert laptop.state(delivery) == State.UNCERTAIN
    assert laptop.net.posts == []


def test_what_was_claimed_by_a_wrong_clock_goes_back_when_that_was_set_right(store, monkeypatch):
    """Between the claim and the question to the server somebody sets the clock right: nothing is sent early."""
    laptop = Laptop(store)
    due = laptop.true + HOUR
    delivery = laptop.queue("tunnin päästä", at=due)
    laptop.skew = 2 * HOUR
    claim = store.sender.claim

    def claimed(owner, now):
        found = claim(owner, now)
        laptop.skew = 0 * HOUR
        return found

    monkeypatch.setattr(store.sender, "claim", claimed)
    laptop.send()
    assert (laptop.state(delivery), laptop.net.posts) == (State.SCHEDULED, [])
    assert laptop.store.outbox.next_due() == due
    laptop.true = due
    laptop.send()
    assert laptop.state(delivery) == State.PUBLISHED
