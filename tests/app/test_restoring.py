# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A damaged database: kept, the newest sound copy opened, texts saved, nothing sent again without the person."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.desk import Desk
from app.errors import ProfileUnusable
from app.model import State
from app.store import backups
from app.store.connect import in_use, suspect
from app.store.lock import share

ROOT = Path(__file__).resolve().parents[2]
WORDS = "savi ei ole ikävä maalaji " * 200


@pytest.fixture
def opened(profile, clock):
    """Open desks that are closed in the end."""
    desks = []

    def open_one():
        desks.append(Desk(profile, clock))
        return desks[-1]

    yield open_one
    for desk in desks:
        desk.close()


@pytest.fixture
def filled(opened, clock):
    """A profile with a day's copy, a post planned before it, and a text written after it."""
    desk = opened()
    practice = desk.accounts.sign_in("practice", {"name": "Oma"})
    for number in range(40):
        desk.drafts.new(f"{number} {WORDS}")
    planned = desk.drafts.new("Suunniteltu.", to=(practice.id,))
    (delivery,) = desk.sending.queue(planned.id, (practice.id,), clock() + timedelta(hours=1))
    assert desk.safety.copy_of_today()
    clock.forward(minutes=5)
    late = desk.drafts.new("Kirjoitettu kopion jälkeen.")
    desk.close()
    return delivery.id, late.id


def at_the_start(content):
    content[:100] = os.urandom(100)


def cut_short(content):
    del content[: len(content)]


def in_the_middle(content):
    page = content.find(b"20 savi") // 4096 * 4096
    content[page : page + 4096] = os.urandom(4096)


def damage(profile, how):
    content = bytearray(profile.database.read_bytes())
    how(content)
    profile.database.write_bytes(content)
    return bytes(content)


def read_all(desk):
    return [desk.drafts.get(row.id) for row in desk.drafts.rows()]


@pytest.mark.parametrize(("how", "texts"), [(at_the_start, 42), (cut_short, 41)])
def test_the_newest_copy_opens_and_the_damaged_file_is_kept(opened, profile, filled, clock, how, texts):
    delivery, _ = filled
    damaged = damage(profile, how)
    desk = opened()
    assert len(desk.drafts.rows()) == texts
    told = desk.safety.restored()
    assert (told.copied, told.waiting) == (clock() - timedelta(minutes=5), 1)
    assert Path(told.kept).read_bytes() == damaged
    assert Path(told.kept).stat().st_mode & 0o777 == 0o600
    clock.forward(hours=2)
    assert desk.sending.send_due() == ()
    waits = desk.sending.get(delivery)
    assert (waits.state, waits.message) == (State.NEEDS_PERSON, "delivery.restored")
    desk.safety.read()
    assert desk.safety.restored() is None


def test_a_page_that_turns_out_unreadable_is_found_at_the_next_start_and_newer_texts_are_saved(opened, profile, filled):
    _, late = filled
    damage(profile, in_the_middle)
    desk = opened()
    with pytest.raises(ProfileUnusable) as caught:
        read_all(desk)
    assert caught.value.code == "profile.damaged"
    desk.close()
    desk = opened()
    assert len(read_all(desk)) == 42
    assert desk.drafts.get(late).text == "Kirjoitettu kopion jälkeen."
    assert desk.safety.restored().saved >= 1


@pytest.mark.parametrize("how", [at_the_start, in_the_middle])
def test_what_went_out_since_the_copy_is_not_asked_for_and_what_was_planned_since_is(
    opened, profile, filled, clock, how
):
    out, _ = filled
    clock.forward(hours=1)
    desk = opened()
    assert [one.id for one in desk.sending.send_due()] == [out]
    (account,) = desk.accounts.all()
    planned = desk.drafts.new("Suunniteltu myöhemmin.", to=(account.id,))
    (since,) = desk.sending.queue(planned.id, (account.id,), clock() + timedelta(hours=1))
    desk.close()
    damage(profile, how)
    desk = open_restored(opened, profile)
    assert [(one.id, one.state, one.message) for one in desk.sending.waiting()] == [
        (since.id, State.NEEDS_PERSON, "delivery.restored")
    ]
    assert desk.safety.restored().waiting == 1
    assert desk.sending.get(out).state is State.PUBLISHED
    assert desk.sending.send_due() == ()


def test_where_the_outbox_itself_is_damaged_the_history_tells_what_is_out(opened, profile, filled, clock):
    out, _ = filled
    clock.forward(hours=1)
    desk = opened()
    desk.sending.send_due()
    desk.close()
    with closing(sqlite3.connect(profile.database)) as file:
        (page,) = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'deliveries'").fetchone()
    content = bytearray(profile.database.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = os.urandom(4096)
    profile.database.write_bytes(content)
    desk = open_restored(opened, profile)
    assert desk.sending.waiting() == ()
    assert desk.sending.get(out).state is State.PUBLISHED
    assert desk.safety.restored().waiting == 0


def open_restored(opened, profile):
    """Open as somebody would who was told that something can't be read, and starts again."""
    suspect(profile)
    return opened()


def test_a_damaged_write_ahead_log_loses_only_what_it_held(opened, profile, filled):
    desk = opened()
    desk.drafts.new("Vain lokissa.")
    log = Path(f"{profile.database}-wal")
    content = log.read_bytes()
    shutil.copy(profile.database, profile.root / "copy")
    desk.close()
    (profile.root / "copy").replace(profile.database)
    log.write_bytes(content[:200] + os.urandom(len(content) - 200))
    assert len(opened().drafts.rows()) == 42


def test_without_a_copy_nothing_is_touched(profile, opened, clock):
    opened().drafts.new("Ainoa.")
    opened().close()
    damaged = damage(profile, at_the_start)
    with pytest.raises(ProfileUnusable) as caught:
        opened().drafts.rows()
    assert caught.value.code == "profile.damaged"
    assert profile.database.read_bytes() == damaged


def test_a_damaged_copy_is_passed_over(opened, profile, filled, clock):
    (good,) = backups.newest_first(profile)
    bad = good.with_name(f"mummo-day-{clock():%Y%m%dT%H%M%S%f}.sqlite3")
    bad.write_bytes(good.read_bytes()[:5000])
    assert backups.newest_first(profile) == [bad, good]
    damage(profile, at_the_start)
    assert opened().safety.restored() is None or len(opened().drafts.rows()) == 42
    assert opened().safety.restored().copied == backups.made_at(good)


def test_while_another_process_has_it_open_nothing_is_replaced(opened, profile, filled):
    damaged = damage(profile, at_the_start)
    handle = share(in_use(profile))
    desk = opened()
    desk.store.database._patience = 0.05
    with pytest.raises(ProfileUnusable) as caught:
        desk.drafts.rows()
    os.close(handle)
    assert caught.value.code == "profile.damaged_in_use"
    assert profile.database.read_bytes() == damaged
    assert len(opened().drafts.rows()) == 42


def no_network(_socket, _address):
    raise OSError


def test_a_sender_that_stays_lets_go_of_a_damaged_file_and_goes_on_with_the_copy(
    opened, profile, filled, clock, monkeypatch
):
    monkeypatch.setattr(socket.socket, "connect", no_network)
    staying = opened()
    looks = []

    def wait(seconds):
        clock.forward(seconds=seconds)
        if seconds:
            looks.append(seconds)
        if len(looks) == 2:
            content = bytearray(profile.database.read_bytes())
            in_the_middle(content)
            profile.database.write_bytes(content)
            suspect(profile)
        return len(looks) > 4

    staying.agent.stay(wait)
    told = staying.safety.restored()
    assert told is not None
    assert told.waiting == 1


def test_killed_while_restoring_it_begins_anew(opened, profile, filled, monkeypatch):
    damage(profile, at_the_start)

    def killed(self, target):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            opened().drafts.rows()
    desk = opened()
    assert len(desk.drafts.rows()) == 42
    assert desk.safety.restored().waiting == 1


def test_the_command_line_tells_it_once(profile, filled):
    damage(profile, at_the_start)
    command = [sys.executable, "main.py", "draft", "list", "--profile", str(profile.root)]
    first, second = (subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False) for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 0)
    assert len(first.stderr.splitlines()) == 1
    assert str(profile.root / "damaged") in first.stderr
    assert second.stderr == ""


def test_one_copy_a_day_and_fourteen_are_kept(opened, profile, clock):
    desk = opened()
    desk.drafts.new("Hei.")
    made = []
    for _ in range(40):
        made.append(desk.safety.copy_of_today())
        clock.forward(hours=12)
    assert made == [True, False] * 20
    copies = backups.newest_first(profile)
    assert len(copies) == backups.KEPT
    assert {copy.stat().st_mode & 0o777 for copy in copies} == {0o600}
    with closing(sqlite3.connect(copies[0])) as copy:
        assert copy.execute("SELECT text FROM drafts").fetchall() == [("Hei.",)]


def test_a_copy_that_does_not_succeed_leaves_nothing(opened, profile, monkeypatch):
    desk = opened()
    desk.drafts.new("Hei.")
    monkeypatch.setattr(backups, "is_sound", lambda path, copied=True: False)
    assert not desk.safety.copy_of_today()
    assert list(profile.backups.iterdir()) == []
