# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The database as a file: made private, refused when it is not ours to touch, equal however it came about."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import OurFault, ProfileUnusable
from app.paths import Profile
from app.store import Store
from app.store.connect import SCHEMA
from app.wording import LANGUAGES, wording

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(profile):
    store = Store(profile)
    yield store
    store.close()


def refusal(profile, patience=0.1):
    store = Store(profile, patience)
    with pytest.raises(ProfileUnusable) as caught:
        store.open()
    for language in LANGUAGES:
        sentence = wording(language)(caught.value.code, **caught.value.facts)
        assert sentence != caught.value.code
        assert "{" not in sentence
    return caught.value


def test_nothing_touches_the_disk_before_the_first_question(tmp_path):
    folder = tmp_path / "later"
    store = Store(Profile(folder))
    assert not folder.exists()
    assert store.drafts.rows(10) == ()
    assert (folder / "mummo.sqlite3").exists()
    store.close()


def test_files_are_private_whatever_the_umask(profile):
    before = os.umask(0)
    try:
        store = Store(profile)
        store.open()
        files = [profile.database, *profile.root.glob("mummo.sqlite3-*")]
        assert len(files) == 3
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
        assert profile.root.stat().st_mode & 0o777 == 0o700
        store.close()
    finally:
        os.umask(before)


def test_another_kind_of_journal_is_changed_back(store):
    store.open()
    store.close()
    with closing(sqlite3.connect(store.profile.database)) as other:
        assert other.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
    assert store.database.first("PRAGMA journal_mode") == ("wal",)


def test_every_commit_is_flushed(store):
    assert store.database.first("PRAGMA journal_mode") == ("wal",)
    assert store.database.first("PRAGMA synchronous") == (2,)
    assert store.database.first("PRAGMA foreign_keys") == (1,)


def test_a_fresh_schema_is_what_the_steps_make(store):
    from app.store import steps

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as grown:
        steps.take(grown, 0)
        assert len(steps.STEPS) == SCHEMA == store.database.first("PRAGMA user_version")[0]
        with closing(sqlite3.connect(store.profile.database)) as fresh:
            assert steps.schema(fresh) == steps.schema(grown)


def test_opening_needs_the_standard_library_alone(profile):
    code = (
        "import sys; from app.paths import open_profile; from app.store import Store; store = Store(open_profile());"
        "store.open(); store.close(); store.open(); store.drafts.rows(5);"
        "print([name for name in ('sqlite_utils', 'spacy', 'PIL', 'keyring', 'requests') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"this is no database at all, just words", "profile.damaged"),
        (b"SQLite format 3\0" + bytes(range(256)) * 16, "profile.damaged"),
        (b"SQLit", "profile.damaged"),
    ],
)
def test_garbage_is_refused_and_kept(profile, content, code):
    profile.database.write_bytes(content)
    assert refusal(profile).code == code
    assert profile.database.read_bytes() == content


def test_a_page_damaged_later_is_named_and_kept(profile, clock):
    store = Store(profile)
    from app.model import Draft

    for number in range(50):
        store.drafts.add(Draft(f"d{number}", "savi " * 400, clock()))
    store.close()
    content = bytearray(profile.database.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    profile.database.write_bytes(content)
    store = Store(profile)
    with pytest.raises(ProfileUnusable) as caught:
        store.drafts.rows(10)
    assert caught.value.code == "profile.damaged"
    store.close()


def test_a_newer_schema_is_refused_before_any_write(profile):
    store = Store(profile)
    store.open()
    with store.database.write() as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA + 5}")
    store.close()
    before = profile.database.read_bytes()
    error = refusal(profile)
    assert (error.code, error.facts["found"], error.facts["known"]) == ("profile.newer", str(SCHEMA + 5), str(SCHEMA))
    assert profile.database.read_bytes() == before


def test_a_newer_schema_still_in_the_log_is_refused_too(profile):
    store = Store(profile)
    store.open()
    with closing(sqlite3.connect(profile.database, isolation_level=None)) as newer:
        newer.execute(f"PRAGMA user_version={SCHEMA + 1}")  # in mummo.sqlite3-wal, not yet in the file
        store.close()
        assert refusal(profile).code == "profile.newer"


def test_another_programs_database_is_refused_and_kept(profile):
    with closing(sqlite3.connect(profile.database)) as foreign:
        foreign.execute("CREATE TABLE drafts (other TEXT)")
        foreign.commit()
    before = profile.database.read_bytes()
    assert refusal(profile).code == "profile.foreign"
    assert profile.database.read_bytes() == before


def test_a_profile_killed_while_it_was_made_is_made_anew(profile):
    with closing(sqlite3.connect(profile.database)) as half:
        half.execute("PRAGMA journal_mode=WAL")
    store = Store(profile)
    assert store.drafts.rows(1) == ()
    store.close()


def test_a_folder_in_place_of_the_file(profile):
    profile.database.mkdir()
    assert refusal(profile).code == "profile.damaged"


def test_a_profile_below_a_file(tmp_path):
    (tmp_path / "note").write_text("here")
    assert refusal(Profile(tmp_path / "note" / "deeper")).code == "profile.not_a_folder"


def test_no_right_to_write(profile, monkeypatch):
    Store(profile).open()
    monkeypatch.setattr("app.store.connect.os.access", lambda path, mode: False)  # root may write everywhere
    assert refusal(profile).code == "profile.read_only"


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="mounting a folder read-only needs Linux and root"
)
def test_a_read_only_mount(profile):
    """As root no permission bit stops a write; a read-only mount in a namespace of its own does."""
    Store(profile).open()
    code = (
        "from app.paths import Profile; from app.store import Store; from app.errors import AppError; import pathlib\n"
        f"try: Store(Profile(pathlib.Path({str(profile.root)!r}))).open()\n"
        "except AppError as error: print(error.code)"
    )
    script = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && exec "$2" -c "$3"'
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", str(profile.root), sys.executable, code],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    if "unshare:" in done.stderr or "Operation not permitted" in done.stderr:  # a chroot, a container
        pytest.skip(f"no right to mount here: {done.stderr.strip()}")
    assert done.stdout.strip() == "profile.read_only", done.stderr


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
connection.execute("BEGIN EXCLUSIVE")
connection.execute("UPDATE drafts SET cursor = 1")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(profile):
    """Another process that holds the database until the test ends."""
    running = []

    def hold(pragma="PRAGMA foreign_keys"):
        child = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(profile.database), pragma],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        running.append(child)
        assert child.stdout.readline() == "held\n"
        return child

    yield hold
    for child in running:
        child.communicate()


def test_a_write_while_another_process_writes_gives_up_and_succeeds_later(profile, holder, clock):
    from app.model import Draft

    store = Store(profile, patience=0.1)
    store.open()
    child = holder()
    with pytest.raises(ProfileUnusable) as caught:
        store.drafts.add(Draft("a", "text", clock()))
    assert caught.value.code == "profile.locked"
    assert store.drafts.rows(10) == ()  # reading goes on
    child.communicate()
    store.drafts.add(Draft("a", "text", clock()))
    assert store.drafts.get("a").text == "text"
    store.close()


def test_a_database_another_process_keeps_for_itself(profile, holder):
    store = Store(profile)
    store.open()
    store.close()
    holder("PRAGMA locking_mode=EXCLUSIVE")
    assert refusal(profile).code == "profile.locked"


def test_two_processes_make_a_profile_at_once(profile):
    code = "from app.paths import open_profile; from app.store import Store; s = Store(open_profile()); s.open()"
    children = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(4)]
    assert [child.wait() for child in children] == [0, 0, 0, 0]
    assert Store(profile).drafts.rows(1) == ()


def test_each_thread_has_its_own_connection(store, clock):
    from app.model import Draft, new_id

    def work():
        for _ in range(25):
            store.drafts.add(Draft(new_id(), "säie", clock()))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.drafts.rows(1000)) == 100


def test_a_transaction_that_raises_leaves_nothing(store):
    def half_a_job():
        with store.database.write() as connection:
            connection.execute("INSERT INTO waivers (id, category, words, key, at) VALUES ('a', 'b', 'c', 'd', 'e')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_a_job()
    assert store.waivers.all() == ()


def test_a_full_disk_is_named_and_loses_nothing(store, clock):
    from app.model import Draft

    store.drafts.add(Draft("a", "ennen", clock()))
    pages = store.database.first("PRAGMA page_count")[0]
    store.database.read(f"PRAGMA max_page_count={pages + 2}")  # SQLite's own way to play a full disk
    with pytest.raises(ProfileUnusable) as caught:
        store.drafts.save("a", "x" * 60_000, 0, clock())
    assert caught.value.code == "profile.full"
    assert store.drafts.get("a").text == "ennen"
    store.database.read(f"PRAGMA max_page_count={pages + 1000}")
    store.drafts.save("a", "x" * 60_000, 0, clock())
    assert len(store.drafts.get("a").text) == 60_000


def test_a_part_is_made_once_for_all_threads():
    from app.store.once import once

    class Owner:
        @once
        def part(self):
            """A part."""
            barrier.wait(5)  # both threads are making one
            return object()

    owner, barrier, got = Owner(), threading.Barrier(2), []
    threads = [threading.Thread(target=lambda: got.append(owner.part)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [owner.part] * 2
    assert Owner.part.__doc__ == "A part."


def test_wrong_sql_is_our_fault(store):
    with pytest.raises(OurFault) as caught:
        store.database.read("SELECT nothing FROM nowhere")
    assert caught.value.code == "fault.store"


class TestGrowing:
    """Migrations: one step, one transaction; a backup first."""

    def test_a_step_that_breaks_leaves_no_trace(self, monkeypatch):
        from app.store import steps

        def half(db):
            db.table("half").create({"id": int})
            raise RuntimeError

        monkeypatch.setattr(steps, "STEPS", (*steps.STEPS, half))
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            with pytest.raises(RuntimeError):
                steps.take(connection, 0)
            assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
            assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone()

    def test_a_newer_program_backs_up_grows_and_keeps_everything(self, profile, clock, monkeypatch):
        from app.model import Draft
        from app.store import connect, steps

        store = Store(profile)
        store.drafts.add(Draft("a", "ennen", clock()))
        store.close()
        monkeypatch.setattr(connect, "SCHEMA", SCHEMA + 1)
        monkeypatch.setattr(steps, "STEPS", (*steps.STEPS, lambda db: db.table("later").create({"id": int})))
        assert store.drafts.get("a").text == "ennen"
        assert store.database.first("PRAGMA user_version") == (SCHEMA + 1,)
        (backup,) = profile.backups.iterdir()
        assert backup.stat().st_mode & 0o777 == 0o600
        with closing(sqlite3.connect(backup)) as copy:
            assert copy.execute("SELECT text FROM drafts").fetchone() == ("ennen",)
            assert copy.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        store.close()
