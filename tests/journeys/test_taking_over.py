# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A sender is killed, or stopped and woken again, in the middle of its work: real processes and locks, one profile."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from simulator.kills import Wire, _forked, boot, clock, serve

from app.delivery import send_due
from app.delivery.rules import Rules
from app.desk import Desk
from app.model import Account, Kind, State, Way
from app.settings import Settings
from app.store import Store
from app.store.outbox import Order
from app.wire import send

ROOT = Path(__file__).resolve().parents[2]
WITHIN_S = 30
HOLD = """
import sys, time
sys.path.insert(0, sys.argv[2])
from datetime import UTC, datetime
from pathlib import Path
from app.paths import Profile
from app.store import Store
store = Store(Profile(Path(sys.argv[1])))
with store.sender.role() as mine:
    while (one := store.sender.claim("dying", datetime.now(UTC))) is None:
        time.sleep(0.05)
    print(mine, one, flush=True)
    time.sleep(600)
"""
"""A sender that has taken what is due and comes no further."""
SURVIVORS = {"agent": ["agent"], "window": []}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and fork")


def started(folder, *words, **environ):
    line = [sys.executable, str(ROOT / "main.py"), *words, "--profile", str(folder)]
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **environ}
    return subprocess.Popen(line, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def ended(process):
    process.kill()
    process.wait(20)


@contextlib.contextmanager
def running(process):
    try:
        yield process
    finally:
        ended(process)


def wait_until(true, seconds):
    """Look until something is true in what other processes write; return the seconds it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        select.select([], [], [], 0.1)
    return time.monotonic() - began


@pytest.mark.parametrize("survivor", SURVIVORS)
def test_the_one_that_is_left_takes_over_within_half_a_minute(profile, profile_folder, survivor):
    """The dead one had the role and had claimed the post; nobody tells the other that it is gone."""
    Settings(profile).set("first_run_done", True)
    desk = Desk(profile)
    account = desk.accounts.sign_in("practice", {}).id
    due = datetime.now(UTC) + timedelta(seconds=2)
    (queued,) = desk.sending.queue(desk.drafts.new("Joku jatkaa.").id, (account,), due)
    pipe = subprocess.PIPE
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(profile_folder), str(ROOT)], stdout=pipe, stderr=pipe, text=True
    )
    with holder, running(holder), running(started(profile_folder, *SURVIVORS[survivor])):
        assert holder.stdout.readline() == f"True {queued.id}\n"
        select.select([], [], [], 8)  # the other has come up, and waits for the role by now
        assert desk.sending.get(queued.id).state is State.CLAIMED
        holder.send_signal(signal.SIGKILL)
        took = wait_until(lambda: desk.sending.get(queued.id).state is State.PUBLISHED, 2 * WITHIN_S)
        print(f"{survivor}: {took:.1f} s")
    desk.close()
    assert took <= WITHIN_S


class Stopping(Wire):
    """Stops the whole process between the record of the attempt and the request, once."""

    done = False

    def publish(self, *words):
        if not Stopping.done:
            Stopping.done = True
            os.kill(os.getpid(), signal.SIGSTOP)
        return super().publish(*words)


def _send_for_ever(profile, url):
    store = Store(profile)
    while True:
        send_due(store, lambda account: Stopping("listing", url), clock, rules=Rules(boot=boot))
        select.select([], [], [], 0.01)


def test_a_sender_stopped_for_five_minutes_keeps_its_role_and_sends_nothing_stale(profile):
    """A minute is 0.6 s here. Stopped it still holds the lock; woken the guard drops its stale request."""
    mine, theirs = socket.socketpair()
    server = _forked(serve, theirs, 3)
    url = f"http://127.0.0.1:{mine.recv(16).decode()}"
    store = Store(profile)
    account = Account("listing", "fake", "listing", Way.DIRECT)
    store.accounts.add(account)
    order = Order("one", "draft", "digest", account, Kind.OWN, "kerran", ("kerran",), (), clock())
    (queued,) = store.outbox.add([order], clock())
    child = _forked(_send_for_ever, profile, url)
    try:
        assert os.WIFSTOPPED(os.waitpid(child, os.WUNTRACED)[1])
        assert store.outbox.get(queued).state is State.SENDING
        assert send_due(store, lambda account: Wire("listing", url), clock, rules=Rules(boot=boot)) == ()
        select.select([], [], [], 3)  # five minutes
        os.kill(child, signal.SIGCONT)
        wait_until(lambda: store.outbox.get(queued).state in (State.PUBLISHED, State.NEEDS_PERSON), 60)
        posts = [one["text"] for one in send("GET", f"{url}/posts").json()["posts"]]
        outcomes = store.database.read("SELECT outcome FROM attempts ORDER BY rowid")
    finally:
        for one in (child, server):
            os.kill(one, signal.SIGKILL)
            os.waitpid(one, 0)
        store.close()
        mine.close()
        theirs.close()
    assert outcomes[0] == ("later",)
    assert posts == ["kerran"]
