# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Profiles are private, resources are found frozen or not, and a file is never half written."""

from __future__ import annotations

import os
import sys

import pytest

from app.errors import ProfileUnusable
from app.paths import make_private_folder, open_profile, resource, write_safely


@pytest.fixture
def careless():
    """A umask that would let everybody in."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_the_named_folder_wins_over_the_environment(tmp_path, profile_folder):
    assert open_profile(tmp_path / "named").root == tmp_path / "named"
    assert open_profile().root == profile_folder


def test_without_a_name_the_system_says_where(monkeypatch, tmp_path):
    monkeypatch.delenv("MUMMO_PROFILE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert open_profile(make=False).root.is_relative_to(tmp_path)


def test_looking_makes_nothing(tmp_path):
    assert not open_profile(tmp_path / "new", make=False).root.exists()


def test_a_profile_is_private_whatever_the_umask(careless, tmp_path):
    assert open_profile(tmp_path / "new").root.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_was_open_is_closed(tmp_path):
    tmp_path.chmod(0o755)
    make_private_folder(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_a_file_in_the_way_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ProfileUnusable) as told:
        open_profile(tmp_path / "file")
    assert told.value.code == "profile.not_a_folder"
    assert told.value.facts["path"] == str(tmp_path / "file")
    with pytest.raises(ProfileUnusable):
        open_profile(tmp_path / "file" / "below")


def test_written_files_are_private_whatever_the_umask(careless, tmp_path):
    write_safely(tmp_path / "file", b"text")
    assert (tmp_path / "file").read_bytes() == b"text"
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


def test_a_write_that_fails_leaves_the_old_text_and_nothing_else(tmp_path, monkeypatch):
    target = tmp_path / "file"
    write_safely(target, b"old")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_safely(target, b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", b"old")]


def test_resources_are_found_in_the_clone_and_frozen(tmp_path, monkeypatch):
    assert resource("wording", "fi.mo").exists()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("wording", "fi.mo") == tmp_path / "resources" / "wording" / "fi.mo"
