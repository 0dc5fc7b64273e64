# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The background sender's desk: switched on and off, its loop, and the notices it leaves."""

from __future__ import annotations

import plistlib
import stat
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as Xml

import pytest

from app.desk import at_sign_in, network
from app.desk.agent import LONGEST_S
from app.desk.at_sign_in import Launchd, Systemd, Windows, command_of, here
from app.errors import Fixable
from app.model import State
from app.store.deliveries import Rest
from app.store.lock import held


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """Stands in for the system's own programs; notes what they were asked, refuses while the file `refuse` is there."""
    folder, note = tmp_path / "bin", tmp_path / "asked"
    folder.mkdir()
    note.write_text("")
    for name in ("systemctl", "launchctl", "schtasks"):
        program = folder / name
        program.write_text(
            f'#!/bin/sh\necho "{name} $*" >> "{note}"\n'
            f'if [ -e "{tmp_path}/refuse" ]; then echo "Failed to connect to bus" >&2; exit 1; fi\n'
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TEMP", str(tmp_path))
    return lambda: note.read_text().splitlines()


@pytest.fixture(autouse=True)
def addresses(monkeypatch):
    """No socket is opened: what this machine would speak from is told by the test."""
    told = [("192.168.1.7", "")]
    monkeypatch.setattr(network, "addresses", lambda: told.pop(0) if len(told) > 1 else told[0])
    return told


@pytest.fixture
def practice(desk):
    return desk.accounts.sign_in("practice", {"name": "Harjoitus"})


def test_on_and_off_with_systemd(desk, asked, tmp_path):
    desk.agent.on()
    unit = tmp_path / "config/systemd/user/mummo-agent.service"
    assert f'"agent" "--profile" "{desk.profile.root}"' in unit.read_text()
    assert {"NoNewPrivileges=yes", "PrivateTmp=yes"} <= set(unit.read_text().splitlines())
    assert asked() == ["systemctl --user daemon-reload", "systemctl --user enable --now mummo-agent.service"]
    assert desk.agent.state().at_sign_in
    desk.agent.off()
    assert not unit.exists()
    assert not desk.agent.state().at_sign_in


def test_without_a_manager_it_says_so_and_leaves_nothing(desk, asked, tmp_path, monkeypatch):
    (tmp_path / "refuse").touch()
    with pytest.raises(Fixable, match=r"agent\.no_manager") as caught:
        desk.agent.on()
    assert caught.value.facts["reason"] == "Failed to connect to bus"
    assert not desk.agent.state().at_sign_in
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Fixable, match=r"agent\.no_manager"):
        desk.agent.on()


def test_words_of_a_unit_are_quoted():
    line = at_sign_in._unit_word('/home/a "b"/100%/$x\\y')
    assert line == '"/home/a \\"b\\"/100%%/$$x\\\\y"'


def test_on_and_off_with_launchd(asked, tmp_path):
    place = Launchd(tmp_path / "agents")
    place.on(("/Applications/Mummo & co", "agent"))
    written = plistlib.loads((tmp_path / "agents/io.github.mummo.agent.plist").read_bytes())
    assert written["ProgramArguments"] == ["/Applications/Mummo & co", "agent"]
    assert place.is_on()
    place.off()
    assert [line.split()[1] for line in asked()] == ["bootstrap", "bootout"]
    assert not place.is_on()


def test_on_and_off_with_windows(asked, monkeypatch):
    seen = []
    real = at_sign_in._ask

    def ask(*words):
        seen.extend(Xml.parse(words[5]).getroot().itertext() if "/XML" in words else [])
        real(*words)

    monkeypatch.setattr(at_sign_in, "_ask", ask)
    place = Windows()
    place.on(("C:\\Program Files\\Mummo\\mummo.exe", "agent", "--profile", "C:\\a b"))
    assert "C:\\Program Files\\Mummo\\mummo.exe" in seen
    assert 'agent --profile "C:\\a b"' in seen
    assert place.is_on()
    place.off()
    assert [line.split()[1] for line in asked()] == ["/Create", "/Run", "/Query", "/End", "/Delete"]


def test_the_command_is_that_of_this_clone(desk):
    _python, main, *words = command_of(desk.profile)
    assert main.endswith("main.py")
    assert words == ["agent", "--profile", str(desk.profile.root)]
    assert isinstance(here(), Systemd)


def test_it_stays_sleeps_until_the_due_moment_and_sends(desk, practice, clock):
    draft = desk.drafts.new("Odottava.")
    (queued,) = desk.sending.queue(draft.id, (practice.id,), clock() + timedelta(seconds=45))
    slept, told = [], []

    def wait(seconds):
        if seconds:
            slept.append(seconds)
            clock.forward(seconds=seconds)
        return desk.sending.get(queued.id).state == State.PUBLISHED

    desk.agent.stay(wait, told.append)
    assert slept == [LONGEST_S, LONGEST_S, 5.0]
    assert [one.id for one in told] == [queued.id]


def test_what_waits_for_review_is_not_asked_for_over_and_over(desk, practice, clock):
    """Restored from a backup: nothing goes, and the sender does not spin."""
    desk.sending.queue(desk.drafts.new("Vanha.").id, (practice.id,))
    assert desk.store.outbox.pause(clock()) == 1
    (new,) = desk.sending.queue(desk.drafts.new("Uusi.").id, (practice.id,))
    slept = []

    def wait(seconds):
        slept.append(seconds) if seconds else None
        clock.forward(seconds=seconds)
        return len(slept) > 8

    desk.agent.stay(wait)
    assert slept[-1] == LONGEST_S
    (old,) = [one for one in desk.sending.waiting() if one.id != new.id]
    assert (old.state, old.message) == (State.NEEDS_PERSON, "delivery.restored")
    assert desk.sending.get(new.id).state == State.SCHEDULED
    desk.sending.cancel((new.id,))
    desk.sending.put_back(old.id)
    (again,) = desk.sending.queue(desk.drafts.new("Kolmas.").id, (practice.id,))
    desk.sending.send_due()
    assert desk.sending.get(again.id).state == State.PUBLISHED


def test_one_process_stays(desk):
    with held(desk.profile.root / "mummo.agent.lock") as mine:
        assert mine
        assert desk.agent.state().running
        with pytest.raises(Fixable, match=r"agent\.already"):
            desk.agent.stay(lambda seconds: True)
    assert not desk.agent.state().running


def test_a_network_that_comes_back_is_tried_at_once(desk, practice, addresses):
    (queued,) = desk.sending.queue(desk.drafts.new("Verkkoa odottaa.").id, (practice.id,))
    with desk.store.database.write() as connection:
        connection.execute(
            "UPDATE deliveries SET next_at = '2026-11-23T08:12:00.000000Z', message = 'wire.no_connection'"
        )
    addresses[:] = [("", ""), ("", ""), ("192.168.1.7", "")]
    waits = []
    desk.agent.stay(lambda seconds: bool(waits.append(seconds)) or len(waits) > 6)
    assert desk.sending.get(queued.id).state == State.PUBLISHED


def test_notices_are_few_and_never_at_night(desk, clock, monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Helsinki")
    notes = desk.store.notes
    for number in range(5):
        notes.tell("by_hand", f"d{number}", clock())
    assert len(desk.agent.notices()) == 5
    desk.agent.shown(desk.agent.notices())
    assert desk.agent.notices() == ()
    for number in range(2):
        clock.forward(minutes=1)
        notes.tell("slept", f"e{number}", clock())
        desk.agent.shown(desk.agent.notices())
    notes.tell("slept", "late", clock())
    assert desk.agent.notices() == ()  # three moments of showing a day
    clock.now = datetime(2026, 11, 24, 20, tzinfo=UTC)
    assert desk.agent.notices() == ()  # quiet hours
    clock.now = datetime(2026, 11, 25, 7, tzinfo=UTC)
    assert [one.delivery for one in desk.agent.notices()] == ["late"]


def test_a_sign_in_that_ends_soon_is_told_once(desk, clock, monkeypatch):
    from app.model import Account, Way

    monkeypatch.setenv("TZ", "Europe/Helsinki")
    account = Account("x", "linkedin", "LinkedIn", Way.DIRECT, signed_in_until=clock() + timedelta(days=5))
    desk.store.accounts.add(account)
    assert desk.agent.notices() == ()
    clock.forward(days=2)
    (told,) = desk.agent.notices()
    assert (told.kind, told.delivery) == ("ending", "x")
    desk.agent.shown((told,))
    clock.forward(days=1)
    assert desk.agent.notices() == ()


def test_what_was_settled_meanwhile_is_not_told(desk, clock):
    hand = desk.accounts.add_by_hand("linkedin")
    (queued,) = desk.sending.queue(desk.drafts.new("Käsin.").id, (hand.id,))
    desk.sending.send_due()
    assert [one.kind for one in desk.store.notes.unshown()] == ["by_hand"]
    desk.sending.confirm(queued.id)
    assert desk.store.notes.unshown() == ()


def test_an_open_window_tries_at_once_too_when_the_network_comes_back(desk, practice, addresses):
    from ui.dialogs.sending import _due

    (queued,) = desk.sending.queue(desk.drafts.new("Verkko palaa.").id, (practice.id,))
    desk.store.sender.claim("me", desk.clock())
    later = Rest(State.SCHEDULED, "wire.no_connection", (), desk.clock() + timedelta(minutes=8), network_trouble=True)
    desk.store.sender.put_down(queued.id, "me", later, desk.clock())
    assert _due(desk) == ()
    addresses[:] = [("", "")]
    assert _due(desk) == ()
    addresses[:] = [("192.168.1.9", "")]
    (sent,) = _due(desk)
    assert (sent.id, sent.state) == (queued.id, State.PUBLISHED)
