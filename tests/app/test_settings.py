# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The table of settings: what it takes, what it refuses, and what a damaged file costs (nothing)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Fixable
from app.settings import ROWS, TABLE, Settings


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.key)
def test_every_default_is_a_value_the_row_accepts(row):
    assert row.accept(row.default) == row.default


def test_keys_are_unique():
    assert len(ROWS) == len(TABLE)


def test_a_new_profile_has_the_defaults(profile):
    settings = Settings(profile)
    assert {key: settings[key] for key in ROWS} == {key: row.default for key, row in ROWS.items()}
    assert not settings.damaged


def test_a_choice_is_there_the_next_time(profile):
    Settings(profile).set("theme", "dark")
    assert Settings(profile)["theme"] == "dark"


def test_the_file_is_private(profile):
    Settings(profile).set("employer", "Siltatoimisto Oy")
    assert profile.settings.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("theme", "purple", "settings.wrong_choice"),
        ("theme", 1, "settings.wrong_type"),
        ("writing_size", 14, "settings.out_of_range"),
        ("writing_size", 29, "settings.out_of_range"),
        ("writing_size", "19", "settings.wrong_type"),
        ("writing_size", True, "settings.wrong_type"),
        ("panel_open", 1, "settings.wrong_type"),
        ("send_window_s", 7, "settings.wrong_choice"),
    ],
)
def test_a_wrong_value_is_refused_by_name_and_changes_nothing(profile, key, value, code):
    settings = Settings(profile)
    before = settings[key]
    with pytest.raises(Fixable) as told:
        settings.set(key, value)
    assert told.value.code == code
    assert told.value.facts["key"] == key
    assert settings[key] == before
    assert Settings(profile)[key] == before


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000], ids=repr)
def test_a_damaged_file_is_kept_aside_and_named(profile, content):
    profile.settings.write_bytes(content)
    settings = Settings(profile)
    assert settings["theme"] == "system"
    aside = [file for file in profile.root.iterdir() if file.name.startswith("settings.damaged-")]
    assert [file.read_bytes() for file in aside] == [content]
    assert settings.damaged == str(aside[0])


def test_one_bad_row_costs_only_that_row(profile):
    profile.settings.write_text(json.dumps({"theme": "purple", "writing_size": 22, "from_the_future": 1}))
    settings = Settings(profile)
    assert (settings["theme"], settings["writing_size"]) == ("system", 22)


def test_a_profile_that_is_a_file_gives_the_defaults(tmp_path):
    from app.paths import Profile

    (tmp_path / "file").write_text("not a folder")
    assert Settings(Profile(tmp_path / "file"))["theme"] == "system"


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers())))
def test_no_value_is_taken_that_would_be_refused_the_next_time(value):
    for row in TABLE:
        try:
            taken = row.accept(value)
        except Fixable:
            continue
        assert type(taken) is type(row.default)
        assert row.accept(json.loads(json.dumps(taken))) == taken
