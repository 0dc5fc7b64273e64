# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The calendar's desk: planning, moving with undo, own times, what was missed."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.errors import Fixable
from app.model import State
from app.rhythm import OwnTime

TUESDAY = "2026-11-24T09:00"


@pytest.fixture(autouse=True)
def helsinki(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Helsinki")


@pytest.fixture
def practice(desk):
    return desk.accounts.sign_in("practice", {"name": "Harjoitus"}).id


@pytest.fixture
def planned(desk, practice):
    """Plans one text; returns its deliveries' ids."""
    count = itertools.count()

    def plan(wall=TUESDAY, zone="", text="", to=()):
        draft = desk.drafts.new(text or f"Opin savesta asian numero {next(count)}.")
        return tuple(one.id for one in desk.sending.queue(draft.id, (practice, *to), wall=wall, zone=zone))

    return plan


def refused(call):
    with pytest.raises(Fixable) as caught:
        call()
    return caught.value.code


def only(entries):
    (entry,) = entries
    return entry


def week(desk):
    return desk.schedule.week(date(2026, 11, 23))


def test_a_planned_post_keeps_its_wall_time_and_zone(desk, planned):
    (delivery,) = planned()
    found = desk.sending.get(delivery)
    assert (found.state, found.wall, found.zone) == (State.SCHEDULED, TUESDAY, "Europe/Helsinki")
    assert found.at == datetime(2026, 11, 24, 7, tzinfo=UTC)
    entry = only(week(desk))
    assert (entry.id, entry.here, entry.title) == (
        delivery,
        datetime.fromisoformat(TUESDAY),
        "Opin savesta asian numero 0.",
    )
    assert (entry.movable, entry.past, entry.networks) == (True, False, ("practice",))
    assert desk.schedule.week(date(2026, 10, 26), 42) == (entry,)
    assert desk.schedule.week(date(2026, 11, 16)) == ()


def test_one_post_on_several_networks_is_one_card(desk, planned):
    hand = desk.accounts.add_by_hand("linkedin")
    ids = planned(to=(hand.id,))
    entry = only(week(desk))
    assert set(entry.deliveries) == set(ids)
    assert sorted(entry.networks) == ["linkedin", "practice"]


def test_travel_shows_the_time_of_here(desk, planned, monkeypatch):
    planned()
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    entry = only(week(desk))
    assert (entry.here, entry.wall, entry.zone) == (
        datetime.fromisoformat("2026-11-24T16:00"),
        TUESDAY,
        "Europe/Helsinki",
    )


def test_a_move_and_its_undo(desk, planned):
    ids = planned()
    before = desk.schedule.move(ids, "2026-11-25T10:15")
    assert (only(week(desk)).wall, only(week(desk)).utc) == (
        "2026-11-25T10:15",
        datetime(2026, 11, 25, 8, 15, tzinfo=UTC),
    )
    assert desk.schedule.undo(before) == ids
    assert only(week(desk)).wall == TUESDAY
    assert desk.sending.next_due() == datetime(2026, 11, 24, 7, tzinfo=UTC)


def test_what_is_out_or_under_way_does_not_move(desk, planned, clock):
    ids = planned()
    clock.now = desk.sending.get(ids[0]).at
    desk.sending.send_due()
    assert refused(lambda: desk.schedule.move(ids, "2026-11-25T10:15")) == "delivery.wrong_state"
    entry = only(week(desk))
    assert (entry.past, entry.movable) == (True, False)


def test_an_undo_leaves_what_went_out_meanwhile(desk, planned, clock):
    ids = planned()
    before = desk.schedule.move(ids, "2026-11-23T09:30")
    clock.forward(minutes=20)
    desk.sending.send_due()
    assert desk.schedule.undo(before) == ()
    assert desk.sending.get(ids[0]).state == State.PUBLISHED


def test_back_to_the_drafts_and_its_undo(desk, planned):
    ids = planned()
    assert desk.schedule.drafts() == ()
    before = desk.schedule.back_to_drafts(ids)
    assert week(desk) == ()
    assert [row.title for row in desk.schedule.drafts()] == ["Opin savesta asian numero 0."]
    assert desk.schedule.undo(before) == ids
    assert only(week(desk)).wall == TUESDAY


def test_a_copy_is_a_draft_of_its_own(desk, planned, practice):
    ids = planned(text="Sama teksti uudestaan.")
    (copied,) = desk.schedule.copy(ids, "2026-11-26T09:00")
    first, second = week(desk)
    assert first.draft != second.draft
    assert (second.id, second.title) == (copied.id, first.title)
    desk.schedule.back_to_drafts((copied.id,))
    assert only(week(desk)) == first


def test_a_copy_to_an_impossible_time_leaves_no_draft(desk, planned):
    ids = planned()
    assert refused(lambda: desk.schedule.copy(ids, "2027-03-28T03:30")) == "time.gap"
    assert desk.schedule.drafts() == ()


def test_gap_twice_and_past_are_asked_about(desk, planned):
    ids = planned()
    assert refused(lambda: desk.schedule.move(ids, "2027-03-28T03:30")) == "time.gap"
    assert refused(lambda: desk.schedule.move(ids, "2027-10-31T03:30")) == "time.twice"
    assert refused(lambda: desk.schedule.move(ids, "2026-11-22T09:00")) == "time.past"
    second = desk.schedule.resolve("2027-10-31T03:30").choices[1]
    desk.schedule.move(ids, "2027-10-31T03:30", at=second)
    assert (desk.sending.get(ids[0]).at, desk.sending.get(ids[0]).wall) == (second, "2027-10-31T03:30")


def test_the_next_own_time_passes_what_is_planned(desk, planned):
    assert desk.schedule.next_own_time() == TUESDAY
    planned()
    assert desk.schedule.next_own_time() == "2026-11-26T09:00"
    assert desk.schedule.next_own_time("2026-11-26T09:00") == "2026-12-01T09:00"


def test_own_times_are_chosen(desk):
    desk.schedule.set_own_times((OwnTime(4, time(8, 30)),))
    assert desk.schedule.next_own_time() == "2026-11-27T08:30"
    desk.schedule.set_own_times(())
    assert desk.schedule.next_own_time() == ""


def test_quiet_stretches(desk):
    start = datetime.fromisoformat("2026-11-27T00:00")
    stretches = desk.schedule.quiet(start, start + timedelta(days=2))
    assert [(one.isoformat()[5:16], two.isoformat()[5:16]) for one, two in stretches] == [
        ("11-27T00:00", "11-27T07:00"),
        ("11-27T18:00", "11-29T00:00"),
    ]


def test_settings_that_can_not_be_read_count_as_their_defaults(desk):
    for key in ("own_times", "quiet_from"):
        desk.settings.set(key, "joskus")
    assert desk.schedule.own_times() == ()
    assert desk.schedule.rhythm().quiet_from.hour == 18


def test_twenty_missed_are_one_list(desk, planned, clock):
    """Fault 14: due while the lid was shut; nothing goes out by itself."""
    for _ in range(20):
        planned("2026-11-24T09:00")
    clock.now = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
    desk.sending.send_due()
    missed = desk.schedule.missed()
    assert len(missed) == 20
    assert {one.entry.state for one in missed} == {State.NEEDS_PERSON}
    assert [one.preselected.what for one in missed[:2]] == ["now", "today"]
    assert len({one.preselected.wall for one in missed}) == 20
    desk.schedule.settle_missed({one.entry.id: one.preselected for one in missed})
    assert desk.schedule.missed() == ()
    assert len(desk.sending.send_due()) == 1  # the one for now, none else


def test_missed_may_rest_as_drafts_and_come_back(desk, planned, clock):
    (delivery,) = planned()
    clock.now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    desk.sending.send_due()
    (missed,) = desk.schedule.missed()
    (before,) = desk.schedule.settle_missed({missed.entry.id: missed.offers[-1]})
    assert (desk.schedule.missed(), len(desk.schedule.drafts())) == ((), 1)
    assert desk.schedule.undo(before) == (delivery,)
    assert desk.schedule.missed()[0].entry.id == delivery


def test_a_sign_in_that_ends_before_is_told(desk, clock):
    from app.model import Account, Way

    until = clock() + timedelta(days=10)
    desk.store.accounts.add(Account("x", "linkedin", "LinkedIn", Way.DIRECT, signed_in_until=until))
    assert desk.schedule.concerns(("x",), until - timedelta(hours=1)) == ()
    (concern,) = desk.schedule.concerns(("x",), until)
    assert (concern.account, concern.code) == ("x", "schedule.sign_in_ends")


def test_a_changed_text_is_planned_anew_and_undo_brings_the_older_plan_back(desk, practice):
    draft = desk.drafts.new("Opin savesta yhden asian.", to=(practice,)).id
    first = desk.schedule.plan(draft, TUESDAY)
    assert not desk.schedule.outdated(draft)
    desk.drafts.save(draft, "Opin savesta kaksi asiaa.")
    assert desk.schedule.outdated(draft)
    second = desk.schedule.plan(draft, "2026-11-26T09:00")
    assert [entry.wall for entry in week(desk)] == ["2026-11-26T09:00"]
    assert not desk.schedule.outdated(draft)
    desk.schedule.undo(second.before)
    entry = only(week(desk))
    assert (entry.deliveries, entry.wall) == (first.deliveries, TUESDAY)
    assert desk.sending.get(entry.id).parts[0].text == "Opin savesta yhden asian."
    desk.schedule.undo(first.before)
    assert week(desk) == ()


def test_the_undo_of_a_new_time_brings_the_older_time_back(desk, practice):
    draft = desk.drafts.new("Opin savesta yhden asian.", to=(practice,)).id
    desk.schedule.plan(draft, TUESDAY)
    moved = desk.schedule.plan(draft, "2026-11-26T09:00")
    assert moved.before.made == ()
    desk.schedule.undo(moved.before)
    assert only(week(desk)).wall == TUESDAY


def test_the_planned_text_is_exchanged_at_its_own_time(desk, practice):
    draft = desk.drafts.new("Opin savesta yhden asian.", to=(practice,)).id
    assert desk.schedule.renew(draft) is None
    desk.schedule.plan(draft, TUESDAY)
    desk.drafts.save(draft, "Opin savesta kaksi asiaa.")
    renewed = desk.schedule.renew(draft)
    entry = only(week(desk))
    assert (entry.wall, desk.sending.get(entry.id).parts[0].text) == (TUESDAY, "Opin savesta kaksi asiaa.")
    desk.schedule.undo(renewed.before)
    assert desk.sending.get(only(week(desk)).id).parts[0].text == "Opin savesta yhden asian."


def stopped(desk, delivery):
    from app.store.deliveries import Rest

    desk.store.outbox.rest(delivery, (State.SCHEDULED,), Rest(State.FAILED, "channel.refused"), desk.clock())


def test_trying_again_takes_the_text_as_it_is_by_now(desk, practice):
    draft = desk.drafts.new("Opin savesta yhden asian.", to=(practice,)).id
    (first,) = desk.schedule.plan(draft, TUESDAY).deliveries
    stopped(desk, first)
    desk.drafts.save(draft, "Opin savesta kaksi asiaa.")
    again = desk.schedule.try_again(first)
    assert (again.state, again.parts[0].text) == (State.SCHEDULED, "Opin savesta kaksi asiaa.")
    assert [one.id for one in desk.sending.waiting()] == [again.id]


def test_trying_the_same_text_again_stays_the_same_delivery(desk, practice):
    draft = desk.drafts.new("Opin savesta yhden asian.", to=(practice,)).id
    (first,) = desk.schedule.plan(draft, TUESDAY).deliveries
    stopped(desk, first)
    assert desk.schedule.try_again(first).id == first
    desk.schedule.undo(desk.schedule.move((first,), TUESDAY))
    stopped(desk, first)
    desk.drafts.save(draft, "Opin savesta kaksi asiaa.")
    desk.drafts.remove(draft)
    assert desk.schedule.try_again(first).id == first


def test_the_next_own_time_asked_twice_for_one_post_stays(desk, practice):
    draft = desk.drafts.new("Opin savesta yhden asian.", to=(practice,)).id
    other = desk.drafts.new("Routa on sitkeä.", to=(practice,)).id
    first, again = desk.schedule.plan(draft).wall, desk.schedule.plan(draft).wall
    assert first == again
    assert desk.schedule.plan(other).wall != first
    assert desk.schedule.planned() == 2


def test_a_post_for_nowhere_or_without_own_times_is_not_planned(desk, practice):
    draft = desk.drafts.new("Opin savesta yhden asian.").id
    assert refused(lambda: desk.schedule.plan(draft, TUESDAY)) == "sending.nowhere"
    desk.schedule.set_own_times(())
    assert refused(lambda: desk.schedule.plan(draft, accounts=(practice,))) == "calendar.no_own_time"
