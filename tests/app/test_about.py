# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a build contains, and whether it is well."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import ProfileUnusable
from app.model import Account, Way
from app.wording import LANGUAGES, wording

ROOT = Path(__file__).resolve().parents[2]


def test_contents_are_the_files(desk):
    contents = desk.about.contents()
    assert list(contents) == ["checks", "networks", "languages", "archives"]
    for kind in ("checks", "networks", "languages"):
        assert contents[kind] == tuple(sorted(path.stem for path in (ROOT / "resources" / kind).glob("*.toml")))
    assert contents["archives"] == ()


def test_contents_load_nothing_heavy_and_touch_no_profile(tmp_path):
    code = (
        "import sys, pathlib; from app.desk import Desk; from app.paths import Profile;"
        f"Desk(Profile(pathlib.Path({str(tmp_path / 'never')!r}))).about.contents();"
        "print([name for name in ('PySide6', 'spacy', 'keyring', 'requests', 'sqlite_utils') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert not (tmp_path / "never").exists()


def rows(desk):
    found = {row.name: row for row in desk.about.doctor()}
    for row in found.values():
        for language in LANGUAGES:
            sentence = wording(language)(row.code, **dict(row.facts))
            assert sentence != row.code
            assert "{" not in sentence
    return found


@pytest.fixture
def no_keyring(monkeypatch):
    def missing(self):
        raise ProfileUnusable("keyring.missing", reason="NoKeyringError")

    monkeypatch.setattr("app.keychain.Keychain.check", missing)


@pytest.fixture
def keyring(monkeypatch):
    monkeypatch.setattr("app.keychain.Keychain.check", lambda self: None)


@pytest.mark.usefixtures("keyring")
def test_all_is_well(desk):
    found = rows(desk)
    assert list(found) == ["database", "keyring", "languages", "fonts", "networks"]
    assert all(row.ok for row in found.values())
    assert dict(found["languages"].facts)["names"] == "en, fi, sv"


@pytest.mark.parametrize(("there", "code"), [(True, "doctor.languages.voikko"), (False, "doctor.languages.well")])
def test_it_says_whether_voikko_is_asked(desk, monkeypatch, there, code):
    monkeypatch.setattr("app.languages.voikko.is_there", lambda: there)
    assert rows(desk)["languages"].code == code


@pytest.mark.usefixtures("no_keyring")
def test_no_keyring_matters_only_to_who_needs_one(desk):
    assert rows(desk)["keyring"].ok
    desk.store.accounts.add(Account("a", "bluesky", "Bluesky", Way.DIRECT, session_only=True))
    desk.store.accounts.add(Account("b", "linkedin", "LinkedIn", Way.BY_HAND))
    assert rows(desk)["keyring"].ok
    desk.store.accounts.add(Account("c", "bluesky", "Bluesky", Way.DIRECT))
    row = rows(desk)["keyring"]
    assert (row.ok, row.code) == (False, "keyring.missing")


@pytest.mark.usefixtures("no_keyring")
def test_a_damaged_database_is_one_row(desk, profile):
    profile.database.write_bytes(b"garbage")
    row = rows(desk)["database"]
    assert (row.ok, row.code) == (False, "profile.damaged")


def test_missing_fonts_are_told(desk, tmp_path, monkeypatch):
    from app.desk import about

    real = about.resource
    (tmp_path / "half.ttf").write_bytes(b"")
    monkeypatch.setattr(about, "resource", lambda *names: tmp_path if names == ("fonts",) else real(*names))
    assert rows(desk)["fonts"].code == "doctor.fonts.missing"


def test_a_part_that_breaks_is_a_row_not_a_crash(desk, monkeypatch):
    def broken():
        raise FileNotFoundError("fi.toml")

    monkeypatch.setattr("app.languages.codes", broken)
    assert rows(desk)["languages"].code == "doctor.broken"
