# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Planning and the background sender as real processes: no window, no display, one profile for all of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENVIRON = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
FAKETIME = shutil.which("faketime")


@pytest.fixture
def mummo(profile_folder):
    """Runs one command and returns (exit status, the JSON it printed or the line it complained with)."""

    def run(*words, at="", zone="Europe/Helsinki"):
        before = [FAKETIME, "-f", at] if at else []
        environ = {**ENVIRON, "TZ": zone, "MUMMO_PROFILE": str(profile_folder)}
        command = [*before, sys.executable, str(ROOT / "main.py"), *words, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, env=environ, check=False, timeout=120)
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr.strip()

    return run


@pytest.fixture
def draft(mummo):
    """A draft and a practice account: (draft, account)."""
    account = mummo("accounts", "add", "practice")[1]["account"]
    return mummo("draft", "add", "--text", "Ajoitettu savesta.")[1]["draft"], account


@pytest.fixture
def agent(profile_folder):
    """Starts the background sender; whatever is left is ended."""
    running = []

    def start(*words):
        environ = {**ENVIRON, "MUMMO_PROFILE": str(profile_folder), "PYTHONUNBUFFERED": "1"}
        line = [sys.executable, *words, str(ROOT / "main.py"), "agent", "--json"]
        pipe = subprocess.PIPE
        running.append(subprocess.Popen(line, stdout=pipe, stderr=pipe, text=True, env=environ))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def soon(seconds):
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat(timespec="seconds")


def test_a_planned_post_waits_and_goes_out_once(mummo, draft):
    status, told = mummo(
        "schedule", draft[0], "--to", draft[1], "--at", "2031-11-24T09:00", "--zone", "Europe/Helsinki"
    )
    (planned,) = told["deliveries"]
    assert (status, planned["state"], planned["at"]) == (0, "scheduled", "2031-11-24T07:00:00+00:00")
    assert (planned["wall"], planned["zone"]) == ("2031-11-24T09:00", "Europe/Helsinki")
    assert mummo("agent", "--once") == (0, {"deliveries": []})
    status, told = mummo("outbox")
    assert (status, [one["id"] for one in told["deliveries"]]) == (0, [planned["id"]])


def test_due_now_goes_out_with_once(mummo, draft):
    mummo("schedule", draft[0], "--to", draft[1], "--at", soon(-30))
    status, told = mummo("agent", "--once")
    assert (status, [one["state"] for one in told["deliveries"]]) == (0, ["published"])
    assert mummo("agent", "--once") == (0, {"deliveries": []})
    assert len(mummo("history")[1]["posts"]) == 1


@pytest.mark.parametrize(
    ("at", "zone", "told"),
    [
        ("2027-03-28T03:30", "Europe/Helsinki", "2027-03-28T04:00"),
        ("2027-10-31T03:30", "Europe/Helsinki", "2027-10-31T03:30+02:00"),
        ("huomenna", "Europe/Helsinki", "huomenna"),
        ("2031-11-24T09:00", "Helsinki", "Helsinki"),
        ("2020-01-01T09:00", "Europe/Helsinki", "2020-01-01T09:00"),
    ],
)
def test_a_time_that_can_not_be_is_one_clear_line(mummo, draft, at, zone, told):
    status, said = mummo("schedule", draft[0], "--to", draft[1], "--at", at, "--zone", zone)
    assert status == 2
    assert told in said
    assert len(said.splitlines()) == 1
    assert mummo("outbox")[1] == {"deliveries": []}


def test_the_sender_starts_within_seconds_and_ends_cleanly(mummo, draft, agent):
    """Planned while it stays, by another process; it needs no word of it."""
    staying = agent()
    mummo("schedule", draft[0], "--to", draft[1], "--at", soon(3))
    due = time.monotonic() + 3
    told = json.loads(staying.stdout.readline())
    delay = time.monotonic() - due
    assert told["state"] == "published"
    assert delay < 90, delay  # it looks some times a minute, and the machine may be busy with other tests
    staying.send_signal(signal.SIGTERM)
    out, complaint = staying.communicate(timeout=30)
    assert (staying.returncode, out, complaint) == (0, "", "")
    assert len(mummo("history")[1]["posts"]) == 1


def test_a_second_sender_says_that_one_is_there(mummo, draft, agent):
    staying = agent()
    mummo("schedule", draft[0], "--to", draft[1], "--at", soon(1))
    staying.stdout.readline()  # it is there
    second = agent()
    _, complaint = second.communicate(timeout=60)
    assert second.returncode == 2
    assert len(complaint.splitlines()) == 1


def test_at_rest_it_uses_nothing_and_loads_nothing_heavy(mummo, draft, agent):
    """Figures: at most 0.1 % of a core, measured here over a few seconds; neither spaCy nor Qt in memory."""
    staying = agent("-X", "importtime")
    mummo("schedule", draft[0], "--to", draft[1], "--at", soon(1))
    assert json.loads(staying.stdout.readline())["state"] == "published"

    def used():
        words = Path(f"/proc/{staying.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    deadline, before = time.monotonic() + 5, used()
    while time.monotonic() < deadline:
        os.waitid(os.P_PID, staying.pid, os.WEXITED | os.WNOHANG)
        signal.sigtimedwait([], 1)
    assert used() - before <= 0.02  # two ticks of the kernel's clock: its grain, not the target's
    status = Path(f"/proc/{staying.pid}/status").read_text()  # its own memory: other children were larger
    most_kb = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])
    staying.send_signal(signal.SIGTERM)
    _, imported = staying.communicate(timeout=30)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in imported.splitlines()}
    assert not loaded & {"spacy", "thinc", "numpy", "PySide6", "sqlite_utils", "PIL"}
    assert most_kb < 400 * 1024


@pytest.mark.skipif(not FAKETIME, reason="faketime is not installed (apt-get install faketime)")
def test_across_the_night_the_clocks_are_set_back(mummo, draft):
    """03:30 comes twice; the second was meant: nothing goes at the first, once at the second, and never again."""
    planned = mummo(
        "schedule", draft[0], "--to", draft[1], "--at", "2026-10-25T03:30+02:00", at="@2026-10-24 12:00:00"
    )[1]["deliveries"][0]
    assert (planned["wall"], planned["at"]) == ("2026-10-25T03:30", "2026-10-25T01:30:00+00:00")
    assert mummo("agent", "--once", at="@2026-10-25 02:31:00")[1] == {"deliveries": []}  # 02:31, summer time
    counts = []
    for moment in ("2026-10-25T00:31", "2026-10-25T01:31", "2026-10-25T02:31"):
        mummo("agent", "--once", at=f"@{moment.replace('T', ' ')}:00", zone="UTC")
        counts.append(len(mummo("history")[1]["posts"]))
    assert counts == [0, 1, 1]


@pytest.mark.skipif(not FAKETIME, reason="faketime is not installed (apt-get install faketime)")
def test_across_the_night_the_clocks_are_set_forward(mummo, draft):
    """04:00 is the first moment after the gap; at 02:59 it is not due, a minute later it is."""
    mummo("schedule", draft[0], "--to", draft[1], "--at", "2027-03-28T04:00", at="@2027-03-27 12:00:00")
    assert mummo("agent", "--once", at="@2027-03-28 00:59:30", zone="UTC")[1] == {"deliveries": []}
    (sent,) = mummo("agent", "--once", at="@2027-03-28 01:00:10", zone="UTC")[1]["deliveries"]
    assert (sent["state"], sent["wall"]) == ("published", "2027-03-28T04:00")


def test_publish_while_the_sender_stays_sends_once(mummo, draft, agent):
    agent()
    status, told = mummo("publish", draft[0], "--to", draft[1])
    assert (status, told["deliveries"][0]["state"]) == (0, "published")
    assert len(mummo("history")[1]["posts"]) == 1
