# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Own times, quiet hours, what is late and what is offered then."""

from __future__ import annotations

import itertools
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Fixable
from app.rhythm import (
    APART,
    Late,
    Rhythm,
    Verdict,
    judge,
    offers,
    preselect,
    read_hour,
    read_own_times,
    write_own_times,
)

WEEK = Rhythm(read_own_times("tue 09:00, thu 09:00, thu 14:30"))


def at(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("wall", "quiet"),
    [
        ("2026-11-23T06:59", True),
        ("2026-11-23T07:00", False),
        ("2026-11-23T17:59", False),
        ("2026-11-23T18:00", True),
        ("2026-11-24T00:00", True),
        ("2026-11-28T12:00", True),  # Saturday
        ("2026-11-29T12:00", True),
    ],
)
def test_quiet_hours(wall, quiet):
    assert WEEK.is_quiet(at(wall)) == quiet


def test_quiet_hours_within_a_day_and_none_at_all():
    noon = Rhythm(quiet_from=time(11), quiet_until=time(13), quiet_weekends=False)
    assert [noon.is_quiet(at(f"2026-11-28T{hour}:00")) for hour in ("10", "11", "12", "13")] == [
        False,
        True,
        True,
        False,
    ]
    never = Rhythm(quiet_from=time(0), quiet_until=time(0), quiet_weekends=False)
    assert not never.is_quiet(at("2026-11-28T00:00"))


def test_the_next_own_time_passes_what_is_taken():
    now = at("2026-11-23T12:00")
    assert WEEK.next_own_time(now) == at("2026-11-24T09:00")
    assert WEEK.next_own_time(at("2026-11-24T09:00")) == at("2026-11-26T09:00")
    assert WEEK.next_own_time(now, {at("2026-11-24T09:00"), at("2026-11-26T09:00")}) == at("2026-11-26T14:30")
    assert Rhythm().next_own_time(now) is None


def test_own_times_as_text():
    assert write_own_times(read_own_times(" Thu 14.30,tue 9:00 , tue 9:00,")) == "tue 09:00, thu 14:30"
    assert read_own_times("") == ()
    for bad in ("9:00", "tiistai 9:00", "tue 25:00", "tue 09:00 thu 09:00"):
        with pytest.raises(Fixable, match=r"rhythm\.bad_time"):
            read_own_times(bad)
    assert read_hour("7:30") == time(7, 30)
    with pytest.raises(Fixable, match=r"rhythm\.bad_time"):
        read_hour("24:00")


@pytest.mark.parametrize(
    ("minutes", "rule", "verdict"),
    [
        (14, Late.ASK, Verdict.SEND),
        (15, Late.ASK, Verdict.ASK),
        (119, Late.TWO_HOURS, Verdict.SEND),
        (120, Late.TWO_HOURS, Verdict.ASK),
        (14, Late.NEXT_OWN_TIME, Verdict.SEND),
        (15, Late.NEXT_OWN_TIME, Verdict.MOVE),
    ],
)
def test_what_is_late(minutes, rule, verdict):
    assert judge(timedelta(minutes=minutes), rule) == verdict


def test_a_late_post_never_follows_another_at_once():
    assert judge(timedelta(minutes=5), Late.ASK, in_company=True) == Verdict.ASK
    assert judge(timedelta(minutes=100), Late.TWO_HOURS, in_company=True) == Verdict.ASK


def test_missed_in_the_same_half_day_is_offered_now():
    now = at("2026-11-24T11:00")
    (offer,) = preselect([at("2026-11-24T09:00")], now, WEEK)
    assert (offer.what, offer.wall) == ("now", now)
    assert [one.what for one in offers(at("2026-11-24T09:00"), now, WEEK)] == ["now", "today", "workday", "drafts"]


@pytest.mark.parametrize(
    ("missed", "now", "wall"),
    [
        ("2026-11-24T09:00", "2026-11-24T14:00", "2026-11-25T09:00"),  # another half-day
        ("2026-11-27T09:00", "2026-11-27T15:00", "2026-11-30T09:00"),  # Friday afternoon
        ("2026-11-28T10:00", "2026-11-28T11:00", "2026-11-30T10:00"),  # a weekend is never preselected
        ("2026-11-24T19:00", "2026-11-24T20:00", "2026-11-25T07:00"),  # nor the evening, not even tomorrow's
    ],
)
def test_else_the_next_workday_at_the_same_time(missed, now, wall):
    (offer,) = preselect([at(missed)], at(now), WEEK)
    assert offer.what == "workday"
    assert not WEEK.is_quiet(offer.wall)
    assert offer.wall == at(wall)


def test_in_the_evening_today_is_not_offered():
    assert [one.what for one in offers(at("2026-11-24T15:00"), at("2026-11-24T16:30"), WEEK)] == [
        "now",
        "workday",
        "drafts",
    ]


@pytest.mark.parametrize(
    ("missed", "now", "walls"),
    [
        ("2026-11-23T22:39", "2026-11-24T01:10", ["2026-11-24T07:00"]),  # not "today 22.39"
        ("2026-11-24T00:51", "2026-11-24T02:18", ["2026-11-24T07:00", "2026-11-25T07:00"]),  # this very morning
        ("2026-11-23T22:39", "2026-11-24T20:00", ["2026-11-25T07:00"]),
        ("2026-11-27T22:39", "2026-11-27T23:30", ["2026-11-30T07:00"]),  # nor on a weekend
        ("2026-11-23T06:35", "2026-11-24T01:10", ["2026-11-24T07:00"]),  # not two hours after its own
        ("2026-11-23T22:39", "2026-11-24T08:00", ["2026-11-24T10:00", "2026-11-25T07:00"]),
    ],
)
def test_no_time_in_the_quiet_hours_is_offered(missed, now, walls):
    later = [one for one in offers(at(missed), at(now), WEEK) if one.what in ("today", "workday")]
    assert [one.wall for one in later] == [at(wall) for wall in walls]


@given(st.datetimes(at("2026-11-20"), at("2026-11-24")), st.datetimes(at("2026-11-24"), at("2026-12-01")))
def test_of_what_is_offered_only_now_may_be_quiet(missed, now):
    found = offers(missed, now, WEEK)
    assert not any(WEEK.is_quiet(one.wall) for one in found if one.wall and one.what != "now")
    assert preselect([missed], now, WEEK)[0].wall in [one.wall for one in found]


def test_where_one_minute_a_day_is_not_quiet_that_is_offered():
    silent = Rhythm(quiet_from=time(12, 1), quiet_until=time(12))
    found = offers(at("2026-11-24T09:00"), at("2026-11-24T10:00"), silent)
    assert [(one.what, one.wall) for one in found[2:]] == [("workday", at("2026-11-25T12:00")), ("drafts", None)]


def test_twenty_missed_are_spread_out():
    chosen = preselect([at("2026-11-24T09:00")] * 20, at("2026-11-24T09:40"), WEEK)
    walls = sorted(offer.wall for offer in chosen)
    assert all(later - earlier >= APART for earlier, later in itertools.pairwise(walls))
    assert [offer.what for offer in chosen[:2]] == ["now", "today"]
    assert not any(WEEK.is_quiet(wall) for wall in walls)


@given(
    st.lists(st.datetimes(at("2026-11-20"), at("2026-11-24")), max_size=6),
    st.datetimes(at("2026-11-24"), at("2026-12-01")),
)
def test_never_quiet_never_two_at_once(missed, now):
    chosen = preselect(missed, now, WEEK)
    walls = sorted(offer.wall for offer in chosen if offer.wall)
    assert len(chosen) == len(missed)
    assert all(wall >= now and not WEEK.is_quiet(wall) for wall in walls)
    assert all(later - earlier >= APART for earlier, later in itertools.pairwise(walls))


def test_when_two_months_are_full_the_rest_goes_to_the_drafts():
    silent = Rhythm(quiet_from=time(12, 1), quiet_until=time(12))
    chosen = preselect([at("2026-11-24T09:00")] * 70, at("2026-11-24T10:00"), silent)
    assert {offer.what for offer in chosen[:50]} == {"workday"}
    assert chosen[-1].what == "drafts"


def wall(text):
    return datetime.fromisoformat(text)


def test_after_midnight_the_same_hour_or_the_end_of_the_quiet_hours_is_today():
    night = wall("2026-11-24T01:10")
    noon, late = wall("2026-11-23T11:00"), wall("2026-11-23T23:40")
    assert [one.wall for one in offers(noon, night, Rhythm()) if one.what == "workday"] == [wall("2026-11-24T11:00")]
    first, second = preselect((noon, late), night, Rhythm())
    assert (first.wall, second.wall) == (wall("2026-11-24T11:00"), wall("2026-11-24T07:00"))
    (over_the_weekend,) = preselect((wall("2026-11-27T11:00"),), wall("2026-11-28T01:10"), Rhythm())
    assert over_the_weekend.wall == wall("2026-11-30T11:00")
