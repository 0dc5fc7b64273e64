# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The background sender tells without a window: over a real bus to a service like a desktop's, seldom, no post text."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import notices
from app.desk import network
from app.desk.agent import IDLE, LEFT_TO_WINDOW
from app.wording import use, wording

ROOT = Path(__file__).resolve().parents[2]
needs_bus = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None or sys.platform != "linux", reason="needs a D-Bus daemon (Debian: dbus-daemon)"
)


@pytest.fixture
def bus(tmp_path, monkeypatch):
    """A private session bus; nobody else is on it."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address=unix:path={tmp_path}/bus"],
        stdout=subprocess.PIPE,
        text=True,
    )
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
    yield daemon
    daemon.kill()
    daemon.communicate()


@pytest.fixture
def desktop(bus):
    """The notification service; reads what it was asked to show, one at a time."""
    words = [sys.executable, str(ROOT / "tests/fakes/notifications.py")]
    service = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert service.stdout.readline() == "ready\n"
    yield lambda: json.loads(service.stdout.readline())
    service.kill()
    service.communicate()


@pytest.fixture
def awake(desk, monkeypatch):
    """A desk whose sender looks around as often as asked; returns what was shown. No socket is opened."""
    monkeypatch.setenv("TZ", "Europe/Helsinki")
    monkeypatch.setattr(network, "addresses", lambda: ("192.168.1.7", ""))
    use("en")

    def stay(times, forward, show):
        left = iter(range(times))
        desk.agent.stay(lambda seconds: desk.clock.forward(seconds=forward) or next(left, None) is None, show=show)

    return stay


def test_an_unseen_notice_is_shown_once_the_window_had_its_chance(desk, awake):
    shown = []
    desk.store.notes.tell("by_hand", "d1", desk.clock())
    start = desk.clock()
    awake(20, 20, lambda words: bool(shown.append((words, desk.clock() - start))) or True)
    ((words, after),) = shown
    assert words == "A post waits for your last press."
    assert LEFT_TO_WINDOW <= after <= LEFT_TO_WINDOW + timedelta(minutes=1)
    assert desk.store.notes.unshown() == ()
    assert desk.store.notes.shown_since(start) == 1  # counted among the three of the day


def test_what_nothing_takes_waits_for_the_window_and_is_tried_seldom(desk, awake):
    tries = []
    desk.store.notes.tell("not_sent", "d1", desk.clock())
    awake(90, 20, lambda words: bool(tries.append(desk.clock())))
    assert len(tries) == 3
    assert tries[1] - tries[0] >= IDLE
    assert len(desk.store.notes.unshown()) == 1


def test_in_quiet_hours_nothing_is_shown(desk, awake, clock):
    clock.now = datetime(2026, 11, 23, 20, tzinfo=UTC)
    shown = []
    desk.store.notes.tell("by_hand", "d1", desk.clock())
    awake(20, 20, lambda words: bool(shown.append(words)) or True)
    assert shown == []


@needs_bus
def test_the_desktop_gets_one_sentence(desktop):
    use("en")
    assert notices.show("The computer slept, 2 posts waited.")
    told = desktop()
    assert (told["app"], told["summary"], told["body"]) == ("Mummo", "Mummo", "The computer slept, 2 posts waited.")
    assert told["hints"]["desktop-entry"] == ["s", "mummo"]
    assert told["actions"] == []


@needs_bus
def test_a_bus_without_such_a_service_takes_nothing(bus):
    assert not notices.show("Hei.")


def test_without_a_bus_nothing_is_taken(monkeypatch, tmp_path):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert not notices._over_the_bus("Hei.")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/gone")
    assert not notices._over_the_bus("Hei.")


def test_on_macos_the_sentence_is_an_argument_and_no_script(monkeypatch):
    asked = []
    monkeypatch.setattr(notices.sys, "platform", "darwin")
    monkeypatch.setattr(
        notices.subprocess, "run", lambda words, **more: asked.append(words) or subprocess.CompletedProcess(words, 0)
    )
    use("en")
    assert notices.show('Say "hello" & quit')
    assert asked[0][-2:] == ['Say "hello" & quit', "Mummo"]
    assert not any("hello" in word for word in asked[0][:-2])


@needs_bus
def test_the_real_sender_tells_the_desktop(desk, desktop):
    desk.settings.set("quiet_from", "00:00")
    desk.settings.set("quiet_until", "00:00")
    desk.settings.set("quiet_weekends", False)
    desk.settings.set("language", "sv")
    desk.store.notes.tell("not_sent", "d1", datetime.now(UTC) - timedelta(minutes=5))
    line = [sys.executable, str(ROOT / "main.py"), "agent", "--profile", str(desk.profile.root)]
    environ = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    with subprocess.Popen(line, env=environ, stderr=subprocess.PIPE, text=True) as sender:
        try:
            told = desktop()
        finally:
            sender.terminate()
        _, complaint = sender.communicate(timeout=20)
    assert (sender.returncode, complaint) == (0, "")
    assert told["body"] == wording("sv")("notice.not_sent", n=1)
    assert desk.store.notes.unshown() == ()
