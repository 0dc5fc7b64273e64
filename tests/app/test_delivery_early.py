# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Texts that wait at their network: handed over, moved, taken back, lost sight of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from simulator.laptop import HOUR, MINUTE, Laptop

from app.model import State
from app.store import Store


@pytest.fixture
def store(profile):
    store = Store(profile)
    yield store
    store.close()


@pytest.fixture
def early(store):
    laptop = Laptop(store, "holding")
    laptop.early = True
    return laptop


def test_a_text_waits_at_its_network_with_the_lid_shut(early):
    delivery = early.queue("varhain", at=early.true + 5 * HOUR)
    early.send()
    held = early.get(delivery)
    assert (held.state, held.left_early) == (State.SCHEDULED, "s2")
    early.true += 9 * HOUR  # asleep: it went out there meanwhile
    early.send()
    sent = early.get(delivery)
    assert (sent.state, sent.message, len(early.net.posts)) == (State.PUBLISHED, "", 1)


def test_without_the_writers_wish_nothing_leaves_early(store):
    laptop = Laptop(store, "holding")
    delivery = laptop.queue("tässä", at=laptop.true + 5 * HOUR)
    laptop.send()
    assert laptop.get(delivery).left_early == ""
    assert laptop.net.held == []


def test_a_move_follows_it_there(early):
    delivery = early.queue("varhain", at=early.true + 5 * HOUR)
    early.send()
    to = early.true + 8 * HOUR
    early.store.calendar.move((delivery,), to, "2026-11-23T15:00", "UTC")
    early.send()
    assert [one.due for one in early.net.held] == [to.timestamp()]
    early.true += 8 * HOUR
    early.send()
    assert early.state(delivery) == State.PUBLISHED
    assert len(early.net.posts) == 1


def test_a_move_to_a_near_time_brings_it_home(early):
    delivery = early.queue("varhain", at=early.true + 5 * HOUR)
    early.send()
    early.store.calendar.move((delivery,), early.true + 2 * MINUTE, "2026-11-23T07:02", "UTC")
    early.send()
    assert (early.net.held, early.get(delivery).left_early) == ([], "")
    early.true += 2 * MINUTE
    early.send()
    assert early.state(delivery) == State.PUBLISHED


@pytest.mark.parametrize("weather", [[], ["no connection"], ["lost"], ["lost, not done"], ["our fault"]])
def test_taking_back_takes_it_away_there(early, weather):
    delivery = early.queue("varhain", at=early.true + 5 * HOUR)
    early.send()
    early.weather = weather
    early.store.calendar.take_back((delivery,), early.clock())
    for _ in range(30):
        early.send()
        early.true += 2 * MINUTE
    assert early.net.held == []
    assert early.store.calendar.of((delivery,)) == ()
    early.true += 9 * HOUR
    early.send()
    assert early.net.posts == []


@pytest.mark.parametrize("weather", ["lost", "lost, not done", "our fault", "no connection", "slept after"])
def test_a_doubt_about_the_hand_over_is_settled_by_looking(early, weather):
    delivery = early.queue("varhain", at=early.true + 5 * HOUR)
    early.dice.choice = lambda seconds: seconds[0]
    early.shut_lid = lambda seconds: setattr(early, "true", early.true + timedelta(seconds=seconds[0]))
    early.weather = [weather]
    for _ in range(40):
        early.send()
        early.true += 10 * MINUTE
    assert early.state(delivery) == State.PUBLISHED
    assert len(early.net.posts) == 1


def test_what_was_taken_away_at_the_network_is_asked_about(early):
    delivery = early.queue("varhain", at=early.true + 5 * HOUR)
    early.send()
    early.net.held.clear()
    for _ in range(12):
        early.true += 30 * MINUTE
        early.send()
    asked = early.get(delivery)
    assert (asked.state, asked.message, early.net.posts) == (State.NEEDS_PERSON, "delivery.gone_there", [])


def test_with_a_clock_in_doubt_nothing_is_handed_over(early):
    delivery = early.queue("varhain", at=early.true + 5 * HOUR)
    early.skew = -20 * HOUR
    early.send()
    assert early.get(delivery).left_early == ""
    assert early.net.held == []
