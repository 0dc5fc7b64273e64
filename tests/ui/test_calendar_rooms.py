# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Rooms of one day's cards: each readable, none over another, near its time as long as the day has room."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.calendar_rooms import CARD, DRIFT, LANES, LINE, Room, rooms

DAY = 24 * 53


def test_a_card_alone_has_its_full_height():
    assert rooms([100, 400], DAY) == (Room(100, CARD), Room(400, CARD))


def test_a_card_is_as_high_as_the_next_one_lets_it():
    assert [(one.top, one.high) for one in rooms([100, 153, 206], DAY)] == [(100, 51), (153, 51), (206, CARD)]


def test_two_of_one_minute_stand_below_one_another():
    first, second = rooms([100, 100], DAY)
    assert (first, second) == (Room(100, LINE), Room(124, CARD))


def test_a_crowd_gets_a_second_lane_before_it_drifts_far():
    found = rooms([100] * 6, DAY)
    assert {one.lanes for one in found} == {LANES}
    assert max(one.top for one in found) == 148
    assert max(one.top for one in rooms([100] * 2, DAY)) - 100 <= DRIFT


def test_the_last_minute_of_a_day_stays_in_sight():
    assert rooms([DAY - 1], DAY) == (Room(DAY - LINE, LINE),)


@given(tops=st.lists(st.integers(0, DAY - 1), max_size=90).map(sorted))
def test_no_card_covers_another_and_none_is_less_than_a_line(tops):
    found = rooms(tops, DAY)
    assert len(found) == len(tops)
    assert all(one.high >= LINE and one.top >= 0 and one.top + one.high <= DAY for one in found)
    for one, other in itertools.combinations(found, 2):
        beside = one.lanes == other.lanes == LANES and one.lane != other.lane
        assert beside or one.top + one.high <= other.top or other.top + other.high <= one.top
