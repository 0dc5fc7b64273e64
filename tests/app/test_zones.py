# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Wall times across gaps, overlaps, new rules and travel."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Fixable
from app.zones import again, known, offset_of, read_time, refresh, resolve, system_zone, wall_of

HELSINKI = "Europe/Helsinki"


MOMENTS = st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2040-01-01"))


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_plain_time():
    moment = resolve("2026-11-24T09:00", HELSINKI)
    assert (moment.utc, moment.kind, moment.choices) == (utc("2026-11-24T07:00"), "plain", (utc("2026-11-24T07:00"),))


def test_a_time_in_the_gap_offers_the_moment_after():
    moment = resolve("2027-03-28T03:30", HELSINKI)
    assert (moment.kind, moment.choices) == ("gap", (utc("2027-03-28T01:00"),))
    assert wall_of(moment.utc, HELSINKI) == "2027-03-28T04:00"


def test_a_time_that_comes_twice_offers_both():
    moment = resolve("2026-10-25T03:30", HELSINKI)
    assert (moment.kind, moment.choices) == ("twice", (utc("2026-10-25T00:30"), utc("2026-10-25T01:30")))
    assert [offset_of(choice, HELSINKI) for choice in moment.choices] == ["+03:00", "+02:00"]


def test_a_gap_of_half_an_hour_and_of_a_whole_day():
    assert wall_of(resolve("2026-10-04T02:15", "Australia/Lord_Howe").utc, "Australia/Lord_Howe") == "2026-10-04T02:30"
    assert wall_of(resolve("2011-12-30T12:00", "Pacific/Apia").utc, "Pacific/Apia") == "2011-12-31T00:00"


@given(
    MOMENTS,
    st.sampled_from(
        [HELSINKI, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "UTC"]
    ),
)
def test_every_moment_comes_back(at, zone):
    """Whatever moment: its wall time means it again, alone or as one of two."""
    moment = at.replace(microsecond=0, tzinfo=UTC)
    wall = wall_of(moment, zone)
    assert moment in resolve(wall, zone).choices
    assert again(wall, zone, moment) == moment


@given(MOMENTS)
def test_every_wall_time_means_something(wall):
    moment = resolve(wall.replace(microsecond=0).isoformat(), HELSINKI)
    same = [wall_of(choice, HELSINKI) == wall_of(moment.utc, HELSINKI) for choice in moment.choices]
    assert (moment.kind, len(moment.choices)) in {("plain", 1), ("gap", 1), ("twice", 2)}
    assert all(same)


@pytest.mark.parametrize("given_time", ["2026-11-24T09:00+02:00", "2026-11-24T07:00Z", "2026-11-24 09:00"])
def test_a_typed_time(given_time):
    assert read_time(given_time, HELSINKI) == (utc("2026-11-24T07:00"), "2026-11-24T09:00", HELSINKI)


def test_a_typed_time_in_the_gap_is_refused_with_the_moment_after():
    with pytest.raises(Fixable) as caught:
        read_time("2027-03-28T03:30", HELSINKI)
    assert (caught.value.code, caught.value.facts["instead"]) == ("time.gap", "2027-03-28T04:00")


def test_a_typed_time_that_comes_twice_asks_for_an_offset():
    with pytest.raises(Fixable) as caught:
        read_time("2026-10-25T03:30", HELSINKI)
    assert caught.value.code == "time.twice"
    first, second = (read_time(caught.value.facts[which], HELSINKI) for which in ("first", "second"))
    assert second[0] - first[0] == timedelta(hours=1)
    assert first[1] == second[1] == "2026-10-25T03:30"


@pytest.mark.parametrize(
    "given_time", ["", "huomenna", "2026-11-24", "2026-13-01T09:00", "9:00", "0001-01-01T00:00+14:00"]
)
def test_what_is_no_time_is_told_so(given_time):
    with pytest.raises(Fixable, match=r"time\.not_a_time"):
        read_time(given_time, HELSINKI)


@pytest.mark.parametrize("zone", ["", "Helsinki", "../etc/passwd", "Europe/", "\0"])
def test_an_unknown_zone_is_told_so(zone):
    with pytest.raises(Fixable, match=r"time\.unknown_zone"):
        known(zone)


def test_new_rules_keep_the_wall_time(tmp_path):
    """A country gives up daylight saving: 09:00 stays 09:00, its UTC changes."""
    was = resolve("2027-07-01T09:00", HELSINKI).utc
    folder = tmp_path / "Europe"
    folder.mkdir()
    ruled = next(path / "Etc" / "GMT-2" for path in map(type(tmp_path), zoneinfo.TZPATH) if (path / "Etc").exists())
    (folder / "Helsinki").write_bytes(ruled.read_bytes())
    before = zoneinfo.TZPATH
    try:
        zoneinfo.reset_tzpath(to=[tmp_path])
        refresh()
        now = again("2027-07-01T09:00", HELSINKI, was)
    finally:
        zoneinfo.reset_tzpath(to=before)
        refresh()
    assert now - was == timedelta(hours=1)


def test_the_machines_zone(tmp_path):
    zones = tmp_path / "zoneinfo" / "Europe"
    zones.mkdir(parents=True)
    (zones / "Stockholm").write_bytes(b"")
    (tmp_path / "localtime").symlink_to(zones / "Stockholm")
    assert system_zone({}, tmp_path) == "Europe/Stockholm"
    assert system_zone({"TZ": ":/usr/share/zoneinfo/Asia/Tokyo"}, tmp_path) == "Asia/Tokyo"
    assert system_zone({"TZ": "EET-2EEST"}, tmp_path) == "Europe/Stockholm"
    (tmp_path / "localtime").unlink()
    (tmp_path / "timezone").write_text("America/Lima\n")
    assert system_zone({}, tmp_path) == "America/Lima"
    assert system_zone({}, tmp_path / "nowhere") == "UTC"
