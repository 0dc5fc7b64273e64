# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Real processes: two senders on one profile, killed with SIGKILL while a loopback server drops every third answer.

Time runs 100 times as fast for all of them, so that ten minutes of waiting are six seconds. They are
forked: POSIX only.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import signal
import socket
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from app.delivery import send_due
from app.delivery.clock import Boot
from app.delivery.rules import Rules
from app.model import Account, Kind, SentPart, State, Way
from app.paths import Profile
from app.store import Store
from app.store.outbox import Order
from app.wire import send

FASTER = 100
BACKLOG = 20
"""Entries under way at most: none becomes too late while the senders are killed."""
_BASE = datetime(2026, 11, 23, 7, tzinfo=UTC)
KINDS = ("keyed", "listing")


def clock():
    return _BASE + timedelta(seconds=time.monotonic() * FASTER)


def boot():
    return Boot("kills", time.monotonic() * FASTER)


def _pass(seconds):
    """Let real time pass: other processes are at work, and nothing tells when one is just in the middle."""
    select.select([], [], [], seconds)


@dataclass
class Killed:
    kills: int = 0
    entries: int = 0
    posts: int = 0
    bad: list[str] = field(default_factory=list)
    states: Counter = field(default_factory=Counter)
    took_s: float = 0.0


class Wire:
    """A network that is asked over real HTTP through the program's own wire."""

    network, needs_key = "fake", False

    def __init__(self, kind, url):
        self.kind, self.url = kind, url

    def repeatable(self, account, since):
        return self.kind == "keyed" and since < timedelta(minutes=55)

    def new_key(self, now):
        return os.urandom(8).hex()

    def publish(self, account, delivery, part, previous, key):
        text = delivery.parts[part].text
        body = json.dumps(
            {"text": text, "key": key, "kind": self.kind, "parent": previous[-1].remote_id if previous else ""}
        )
        answer = send("POST", f"{self.url}/post", body=body.encode())
        if not answer.ok:
            answer.broken("wire.no_answer")
        return SentPart(text, "", answer.word("id"))

    def find(self, account, delivery, part, previous, key):
        found = send("GET", f"{self.url}/posts").json()["posts"]
        text = delivery.parts[part].text
        return next((SentPart(text, "", one["id"]) for one in found if one["text"] == text), None)


def _asked(handler):
    """Read what was asked; None where who asked was killed in the middle of it."""
    length = int(handler.headers["content-length"])
    body = handler.rfile.read(length)
    return json.loads(body) if len(body) == length else None


def serve(ready, seed):
    """Be the server, in a process of its own: every third answer is lost after the post was made."""
    dice, posts = random.Random(seed), []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def do_GET(self):
            self._answer({"posts": posts})

        def do_POST(self):
            asked, fate = _asked(self), dice.random()
            if asked is None or fate < 0.08:
                self.close_connection = True
                return  # before anything was done
            known = next((one for one in posts if asked["kind"] == "keyed" and one["key"] == asked["key"]), None)
            if known is None:
                known = {**asked, "id": f"id{len(posts)}"}
                posts.append(known)
            if fate < 0.30:
                return  # done, the answer is lost
            self._answer({"id": known["id"]}, 500 if fate < 0.38 else 200)

        def _answer(self, value, status=200):
            body = json.dumps(value).encode()
            with contextlib.suppress(OSError):  # who asked was killed
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    ready.sendall(str(server.server_address[1]).encode())
    server.serve_forever()


def _forked(work, *words):
    child = os.fork()
    if child:
        return child
    try:
        work(*words)
    finally:
        os._exit(0)


def _sender(profile, url, working):
    """Send for ever; say so each time that something was sent or settled."""
    store = Store(profile)
    ways = {kind: Wire(kind, url) for kind in KINDS}
    while True:
        send_due(store, lambda account: ways[account.id], clock, lambda _: _say(working), rules=Rules(boot=boot))
        _pass(0.005)


def _say(working):
    with contextlib.suppress(BlockingIOError):  # nobody has listened for long
        os.write(working, b".")


def _work_is_seen(working, seconds):
    """Wait until a sender has come through with something, or for so long; what it said before is forgotten first."""
    with contextlib.suppress(BlockingIOError):
        while os.read(working, 4096):
            pass
    select.select([working], [], [], seconds)


def kill_senders(folder, kills, seed):
    """Queue entries, kill one of two senders again and again, let all come to rest, and judge what is at the server."""
    began, dice, outcome = time.monotonic(), random.Random(seed), Killed()
    mine, theirs = socket.socketpair()
    server = _forked(serve, theirs, seed)
    url = f"http://127.0.0.1:{mine.recv(16).decode()}"
    profile = Profile(folder)
    store = Store(profile)
    for kind in KINDS:
        store.accounts.add(Account(kind, "fake", kind, Way.DIRECT))
    reading, working = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(working, False)
    children = [_forked(_sender, profile, url, working) for _ in range(2)]
    try:
        texts = {}
        for number in range(kills):
            while len(store.outbox.waiting()) < BACKLOG:
                _queue(store, f"{number}.{len(texts)}", dice, texts)
            if dice.random() < 0.7:  # on a busy machine a sender would never come far enough to be interesting
                _work_is_seen(reading, 1)
            _pass(dice.uniform(0, 0.1))
            which = dice.randrange(2)
            os.kill(children[which], signal.SIGKILL)
            os.waitpid(children[which], 0)
            outcome.kills += 1
            children[which] = _forked(_sender, profile, url, working)
        deadline = time.monotonic() + 60 + kills * 0.05
        while store.outbox.next_due() and time.monotonic() < deadline:
            _pass(0.05)
        _judge(store, send("GET", f"{url}/posts").json()["posts"], texts, outcome)
    finally:
        for child in (*children, server):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        store.close()
        mine.close()
        theirs.close()
        os.close(reading)
        os.close(working)
    outcome.took_s = time.monotonic() - began
    return outcome


def _queue(store, name, dice, texts):
    kind = dice.choice(KINDS)
    parts = tuple(f"{name}/{part}" for part in range(dice.choice((1, 1, 2))))
    account = Account(kind, "fake", kind, Way.DIRECT)
    order = Order(name, f"draft{name}", "digest", account, Kind.OWN, "\n".join(parts), parts, (), clock())
    texts[store.outbox.add([order], clock())[0]] = parts


def _judge(store, posts, texts, outcome):
    outcome.entries, outcome.posts = len(texts), len(posts)
    at_server = [one["text"] for one in posts]
    parents = {one["text"]: one["parent"] for one in posts}
    ids = {one["text"]: one["id"] for one in posts}
    for delivery, parts in texts.items():
        state = store.outbox.get(delivery).state
        outcome.states[state.value] += 1
        times = [at_server.count(part) for part in parts]
        if max(times) > 1:
            outcome.bad.append(f"{delivery}: doubled {times}")
        if state is State.PUBLISHED and min(times) < 1:
            outcome.bad.append(f"{delivery}: lost {times}")
        if state is State.FAILED:
            outcome.bad.append(f"{delivery}: called failed")
        if state not in (State.PUBLISHED, State.NEEDS_PERSON, State.FAILED):
            outcome.bad.append(f"{delivery}: stuck in {state}")
        if len(parts) > 1 and parents.get(parts[1], ids.get(parts[0])) != ids.get(parts[0]):
            outcome.bad.append(f"{delivery}: wrong parent")
