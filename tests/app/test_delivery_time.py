# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Clocks that lie, lids that shut, zones that change, accounts that end, disks that fill."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from simulator.laptop import HOUR, MINE, MINUTE, Laptop

from app.delivery import Sending, send_due
from app.delivery.clock import Watch, boot_now
from app.errors import Fixable, ProfileUnusable, TryLater
from app.model import State
from app.rhythm import Late
from app.store import Store, reserve
from app.store.deliveries import Rest
from app.wire.guard import overdue, within


@pytest.fixture
def store(profile):
    store = Store(profile)
    yield store
    store.close()


@pytest.fixture
def laptop(store):
    return Laptop(store)


# ---------------------------------------------------------------- late


def test_up_to_fifteen_minutes_late_goes_quietly_and_says_so(laptop):
    delivery = laptop.queue("hei")
    laptop.true += 14 * MINUTE
    laptop.send()
    sent = laptop.get(delivery)
    assert (sent.state, sent.message, dict(sent.facts)) == (State.PUBLISHED, "delivery.was_late", {"n": "14"})


@pytest.mark.parametrize(
    ("rule", "minutes", "state", "message"),
    [
        (Late.ASK, 15, State.NEEDS_PERSON, "delivery.late"),
        (Late.TWO_HOURS, 119, State.PUBLISHED, "delivery.was_late"),
        (Late.TWO_HOURS, 120, State.NEEDS_PERSON, "delivery.late"),
        (Late.NEXT_OWN_TIME, 15, State.SCHEDULED, "delivery.moved"),
    ],
)
def test_later_the_writers_rule_decides(laptop, rule, minutes, state, message):
    laptop.late = rule
    delivery = laptop.queue("hei")
    laptop.true += minutes * MINUTE
    laptop.send()
    assert (laptop.state(delivery), laptop.get(delivery).message) == (state, message)
    if rule is Late.NEXT_OWN_TIME:
        assert laptop.get(delivery).at == laptop.true + 5 * HOUR
        assert laptop.get(delivery).wall == "2026-11-23T12:15"


def test_of_two_that_are_late_one_goes_and_one_asks(laptop):
    """Never a burst: both would have been quiet alone."""
    first, second = laptop.queue("yksi"), laptop.queue("kaksi")
    laptop.true += 5 * MINUTE
    laptop.send()
    assert [laptop.state(one) for one in (first, second)] == [State.PUBLISHED, State.NEEDS_PERSON]


def test_two_that_are_on_time_both_go(laptop):
    both = laptop.queue("yksi"), laptop.queue("kaksi")
    laptop.send()
    assert {laptop.state(one) for one in both} == {State.PUBLISHED}


def test_the_rest_of_a_thread_is_never_moved_to_another_day(laptop):
    laptop.late = Late.NEXT_OWN_TIME
    delivery = laptop.queue("yksi", "kaksi")
    laptop.weather = ["fine", "no connection"]
    laptop.send()
    laptop.true += HOUR
    laptop.send()
    assert laptop.state(delivery) == State.NEEDS_PERSON


# ---------------------------------------------------------------- clocks


def test_a_clock_a_day_ahead_sends_nothing_and_asks(laptop):
    delivery = laptop.queue("huomenna", at=laptop.true + 24 * HOUR)
    laptop.skew = 24 * HOUR + MINUTE
    laptop.send()
    asked = laptop.get(delivery)
    assert (asked.state, asked.message, dict(asked.facts)) == (State.NEEDS_PERSON, "delivery.clock", {"apart": "1441"})
    assert laptop.net.posts == []


def test_once_the_clocks_agree_again_it_is_scheduled_as_before(laptop):
    delivery = laptop.queue("huomenna", at=laptop.true + 24 * HOUR)
    laptop.skew = 24 * HOUR + MINUTE
    laptop.send()
    laptop.skew = 0 * HOUR
    laptop.queue("nyt")
    laptop.send()
    assert laptop.state(delivery) == State.SCHEDULED
    laptop.true += 24 * HOUR
    laptop.send()
    assert laptop.state(delivery) == State.PUBLISHED


def test_a_clock_set_right_while_the_server_is_asked_sends_nothing_early(laptop, monkeypatch):
    delivery = laptop.queue("illalla", at=laptop.true + HOUR)
    laptop.skew = 2 * HOUR
    monkeypatch.setattr(Laptop, "asked_time", lambda self, account: setattr(self, "skew", 0 * HOUR) or self.true)
    laptop.send()
    assert (laptop.state(delivery), laptop.net.posts) == (State.SCHEDULED, [])
    laptop.true += HOUR
    laptop.send()
    assert laptop.state(delivery) == State.PUBLISHED


def test_a_clock_four_minutes_off_is_good_enough(laptop):
    delivery = laptop.queue("hei", at=laptop.true + 10 * MINUTE)
    laptop.true, laptop.skew = laptop.true + 7 * MINUTE, 4 * MINUTE
    laptop.send()
    assert laptop.state(delivery) == State.PUBLISHED


def test_the_server_is_asked_once_a_start_and_again_after_the_clock_was_moved(laptop, monkeypatch):
    asked = []
    real = Laptop.asked_time
    monkeypatch.setattr(Laptop, "asked_time", lambda self, account: asked.append(account.id) or real(self, account))
    for text in ("yksi", "kaksi"):
        laptop.queue(text)
        laptop.send()
    assert len(asked) == 1
    laptop.skew = 2 * MINUTE
    laptop.queue("kolme")
    laptop.send()
    laptop.reboots += 1
    laptop.queue("neljä")
    laptop.send()
    assert len(asked) == 3


def test_without_the_servers_time_it_waits(laptop):
    laptop.server = False
    delivery = laptop.queue("hei")
    laptop.send()
    waiting = laptop.get(delivery)
    assert (waiting.state, waiting.message, waiting.network_trouble) == (State.SCHEDULED, "wire.no_connection", True)
    laptop.server, laptop.true = True, laptop.true + 2 * MINUTE
    laptop.send()
    assert laptop.state(delivery) == State.PUBLISHED


def test_a_clock_set_back_after_publishing_sends_nothing_again(laptop):
    delivery = laptop.queue("hei")
    laptop.send()
    laptop.skew = -3 * HOUR
    laptop.send()
    laptop.true += 6 * HOUR
    laptop.send()
    assert laptop.state(delivery) == State.PUBLISHED
    assert len(laptop.net.posts) == 1


def test_a_dead_key_is_not_made_young_by_setting_the_clock_back(store):
    """Two hours pass while the clock is set back by two: the hour in which a repeat is harmless is over."""
    laptop = Laptop(store, "keyed")
    delivery = laptop.queue("hei", wall=False)
    laptop.weather = ["lost", "lost, not done"]
    laptop.send()
    assert laptop.state(delivery) == State.UNCERTAIN
    laptop.true, laptop.skew = laptop.true + 2 * HOUR, -2 * HOUR
    laptop.send()
    assert laptop.state(delivery) == State.PUBLISHED
    assert len(laptop.net.posts) == 1


def test_what_is_due_again_does_not_wait_for_a_clock_that_was_set_back(laptop):
    delivery = laptop.queue("hei", wall=False)
    laptop.weather = ["lost, not done", "no connection"]
    laptop.send()
    laptop.skew = -24 * HOUR
    laptop.send()
    due = laptop.store.outbox.next_due()
    assert due <= laptop.clock() + HOUR
    assert laptop.state(delivery) == State.UNCERTAIN


def test_the_watch_knows_this_machines_own_clock(store):
    boot = boot_now()
    assert boot.id == boot_now().id
    assert boot_now().seconds >= boot.seconds > 0
    assert abs(Watch(store, lambda: datetime.now(UTC), boot_now).now() - datetime.now(UTC)) < MINUTE


def test_a_suspend_between_decision_and_first_byte_sends_nothing(laptop):
    """Fault 10: the guard of the wire is asked before each request, on a clock that counts sleep."""
    delivery = laptop.queue("hei")
    publish = laptop.net.publish

    def asleep(*words):
        laptop.true += 10 * MINUTE
        if overdue():
            raise TryLater("wire.slept")
        return publish(*words)

    laptop.net.publish = asleep
    laptop.send()
    assert (laptop.state(delivery), laptop.net.posts) == (State.SCHEDULED, [])
    assert laptop.get(delivery).message == "wire.slept"


def test_the_guard_counts_on_the_clock_it_is_given():
    now = [0.0]
    with within(20, lambda: now[0]):
        assert not overdue()
        now[0] = 21
        assert overdue()
    assert not overdue()


# ---------------------------------------------------------------- zones


def test_new_zone_rules_keep_the_wall_time_and_tell(laptop, monkeypatch):
    from app import zones

    delivery = laptop.queue("kesällä", at=laptop.true + 48 * HOUR)
    monkeypatch.setattr(zones, "again", lambda wall, zone, was: was + HOUR)
    Sending(laptop.store, lambda account: laptop.net, laptop.clock, rules=laptop.rules()).recover()
    found = laptop.get(delivery)
    assert (found.at, found.wall) == (laptop.true + 49 * HOUR, "2026-11-25T07:00:00")
    assert found.message == "delivery.zone_changed"
    assert laptop.store.outbox.next_due() == found.at
    assert [one.kind for one in laptop.store.notes.unshown()] == ["zone"]


# ---------------------------------------------------------------- accounts


def test_a_removed_account_keeps_its_entry_and_says_what_it_needs(laptop):
    delivery = laptop.queue("hei", at=laptop.true + HOUR)
    laptop.store.accounts.remove(MINE.id)
    laptop.true += HOUR
    laptop.send()
    asked = laptop.get(delivery)
    assert (asked.state, asked.message, asked.at) == (State.NEEDS_PERSON, "delivery.account_removed", laptop.true)
    laptop.store.accounts.add(MINE)
    assert laptop.store.outbox.rest(delivery, (State.NEEDS_PERSON,), Rest(State.SCHEDULED), laptop.clock())
    laptop.send()
    assert laptop.state(delivery) == State.PUBLISHED


def test_a_permission_that_is_known_to_be_over_is_by_hand_not_failed(laptop):
    laptop.store.accounts.add(replace(MINE, signed_in_until=laptop.true + HOUR))
    before, after = laptop.queue("ennen"), laptop.queue("jälkeen", at=laptop.true + 2 * HOUR)
    laptop.send()
    laptop.true += 2 * HOUR
    laptop.send()
    assert laptop.state(before) == State.PUBLISHED
    asked = laptop.get(after)
    assert (asked.state, asked.message) == (State.NEEDS_PERSON, "delivery.sign_in_ended")
    by_hand = Rest(State.HANDED_OVER)
    assert laptop.store.outbox.rest(after, (State.NEEDS_PERSON,), by_hand, laptop.true)


# ---------------------------------------------------------------- disks


def test_an_answer_is_recorded_on_a_full_disk(laptop, monkeypatch):
    """Fault 32: the room that was kept is let go before the answer is written."""
    place = laptop.store.profile.root / "mummo.reserve"
    delivery = laptop.queue("hei")
    publish = laptop.net.publish

    def fills(*words):
        sent = publish(*words)
        assert place.stat().st_blocks * 512 >= reserve.SIZE
        usage = type("Usage", (), {"free": 1000})
        monkeypatch.setattr(reserve.shutil, "disk_usage", lambda path: usage)
        return sent

    laptop.net.publish = fills
    laptop.send()
    assert not place.exists()
    assert laptop.state(delivery) == State.PUBLISHED


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting a small file system needs root")
def test_on_a_disk_of_twelve_megabytes(tmp_path):
    """A real one: filled to the last block after the request, and the answer is still written down."""
    with small_disk(tmp_path) as disk:
        from app.paths import Profile

        store = Store(Profile(disk / "profile"))
        laptop = Laptop(store)
        delivery, waiting = laptop.queue("hei"), laptop.queue("odottaa", at=laptop.true + HOUR)
        publish = laptop.net.publish

        def fills(*words):
            sent = publish(*words)
            fill(disk / "filler")
            return sent

        laptop.net.publish = fills
        laptop.send()
        assert laptop.state(delivery) == State.PUBLISHED
        fill(disk / "filler2")
        with pytest.raises(ProfileUnusable) as caught:
            queue_many(laptop)
        assert caught.value.code == "profile.full"
        assert laptop.state(waiting) == State.SCHEDULED
        (disk / "filler").unlink()
        laptop.queue("taas mahtuu")
        store.close()


def queue_many(laptop):
    for number in range(500):
        laptop.queue(f"liikaa {number} " * 200)


@contextmanager
def small_disk(folder):
    import subprocess

    image, place = folder / "disk.img", folder / "disk"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(12 << 20)
    made = subprocess.run(["mkfs.ext4", "-q", "-m", "0", str(image)], check=False, capture_output=True)
    done = (
        made.returncode
        or subprocess.run(["mount", "-o", "loop", image, place], check=False, capture_output=True).returncode
    )
    if done:  # a container without loop devices: memory with a limit fills just as well
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", place], check=False, capture_output=True)
    if not os.path.ismount(place):
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(path):
    with path.open("wb", buffering=0) as file:
        size = 1 << 20
        while size >= 512:
            try:
                if file.write(bytes(size)) < size:
                    size //= 2
            except OSError:
                size //= 2


def test_what_no_network_of_this_build_takes_is_told(laptop):
    def none(account):
        raise Fixable("network.by_hand_only", network=account.network)

    delivery = laptop.queue("hei")
    send_due(laptop.store, none, laptop.clock, rules=laptop.rules())
    assert (laptop.state(delivery), laptop.get(delivery).message) == (State.FAILED, "network.by_hand_only")


def test_a_locked_keyring_waits_and_then_asks(laptop):
    """Fault 35: nothing can be sent without the token; the entry stays scheduled, the late rule applies."""

    def locked(*words):
        raise ProfileUnusable("keyring.locked")

    laptop.net.publish, publish = locked, laptop.net.publish
    delivery = laptop.queue("hei")
    laptop.send()
    waiting = laptop.get(delivery)
    assert (waiting.state, waiting.message) == (State.SCHEDULED, "keyring.locked")
    laptop.true += 10 * MINUTE
    laptop.net.publish = publish
    laptop.send()
    assert laptop.state(delivery) == State.PUBLISHED
    laptop.net.publish = locked
    other = laptop.queue("toinen", at=laptop.true + 3 * HOUR)
    laptop.true += 3 * HOUR
    laptop.send()
    laptop.true += 16 * MINUTE
    laptop.send()
    assert laptop.state(other) == State.NEEDS_PERSON
