# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Databases of every schema there was open with all they hold; a step that is killed leaves no trace.

A new schema brings its file into tests/data/databases; the files there never change.
"""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.desk import Desk
from app.model import State
from app.store import Store
from app.store.connect import SCHEMA

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "tests" / "data" / "databases").glob("schema-*.sqlite3"))


def schema_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def test_there_is_a_file_of_every_schema():
    assert [file.stem for file in FILES] == [f"schema-{number}" for number in range(1, SCHEMA + 1)]


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def old(request, profile):
    shutil.copy(request.param, profile.database)
    return schema_of(profile.database)


def test_an_old_database_opens_with_all_it_holds(old, profile, clock):
    desk = Desk(profile, clock)
    draft = desk.drafts.get("d1")
    assert (draft.text, draft.to, draft.revisions) == ("Opin tänään savesta: 😀", ("a1",), 1)
    assert draft.numbered is (old >= 7)
    assert desk.store.options.of("d1", "mastodon") == ((("visibility", "unlisted"),) if old >= 8 else ())
    assert [(photo.alt, photo.removed) for photo in draft.photos] == [("savea lapiossa", ("gps",))]
    assert [account.name for account in desk.accounts.all()] == ["Harjoitus"]
    assert desk.store.waivers.keys() == {("crude", "hit", "d1")}
    assert desk.store.database.first("PRAGMA user_version") == (SCHEMA,)
    waiting = {delivery.id: delivery.state for delivery in desk.sending.waiting()}
    assert waiting == ({"s1": State.SCHEDULED, "s2": State.SENDING} if old >= 2 else {})
    assert [post.text for post in desk.history.search("savi").posts] == (["Savesta ennen"] if old >= 3 else [])
    assert desk.store.is_sound()
    desk.close()
    backups = list(profile.backups.iterdir()) if profile.backups.exists() else []
    assert [schema_of(backup) for backup in backups] == ([old] if old < SCHEMA else [])


def test_an_old_database_ends_up_with_the_schema_of_a_new_one(old, profile, tmp_path):
    from app.paths import Profile
    from app.store import steps

    found = []
    for place in (profile, Profile(tmp_path / "new")):
        store = Store(place)
        store.open()
        store.close()
        with closing(sqlite3.connect(place.database)) as connection:
            found.append(set(steps.schema(connection).rstrip().split(";\n\n")))
    assert found[0] == found[1]


GROW = """
import os, signal, sys
from app.paths import open_profile
from app.store import Store, steps
def killed(db):
    db.table("half").create({"id": int})
    print("half", flush=True)
    sys.stdin.read()
steps.STEPS = (*steps.STEPS[:-1], killed)
Store(open_profile()).open()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a signal of POSIX systems")
def test_killed_while_growing(profile):
    """The steps before stay, the one that was killed left no trace, and the next start goes on."""
    shutil.copy(FILES[0], profile.database)
    with subprocess.Popen(
        [sys.executable, "-c", GROW], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout.readline() == "half\n"
        child.send_signal(signal.SIGKILL)
    assert schema_of(profile.database) == SCHEMA - 1
    store = Store(profile)
    assert store.drafts.get("d1").text.startswith("Opin")
    assert not store.database.first("SELECT 1 FROM sqlite_master WHERE name = 'half'")
    store.close()
    assert len(list(profile.backups.iterdir())) == 2
