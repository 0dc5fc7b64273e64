# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The small versions of `make soak`: real processes killed, the power cut at calls of the program's own trace."""

from __future__ import annotations

import shutil
import sys

import pytest
from simulator.cuts import replay
from simulator.kills import kill_senders

needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed (apt-get install strace)")


@pytest.mark.skipif(sys.platform == "win32", reason="the senders are forked, which Windows can not")
def test_two_senders_killed_twenty_times(tmp_path):
    outcome = kill_senders(tmp_path / "profile", kills=20, seed=7)
    print(f"{outcome.kills} kills, {outcome.entries} entries, {outcome.posts} posts, {dict(outcome.states)}")
    assert outcome.bad == []
    assert outcome.kills == 20
    assert outcome.states["published"] > outcome.entries / 2


@needs_strace
def test_twenty_power_cuts_lose_nothing_acknowledged(tmp_path):
    outcome = replay(tmp_path, saves=12, cuts=20, seed=7)
    print(f"{outcome.cuts} cuts over {outcome.calls} calls")
    assert outcome.bad == []
    assert outcome.cuts == 20


@needs_strace
def test_a_disk_that_ignores_flushes_is_caught(tmp_path):
    """The proof is worth something: without the flushes acknowledged work is missing."""
    outcome = replay(tmp_path, saves=6, cuts=12, seed=7, flushes=False)
    assert outcome.bad
