# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A world of one laptop: its clocks, its sleep and its crashes, five networks, and the outbox in a real SQLite file."""

from __future__ import annotations

import itertools
import random
import shutil
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

from simulator.networks import KINDS, Crash, Holding, Network

from app.delivery import send_due
from app.delivery.clock import Boot
from app.delivery.rules import Plan, Rules
from app.desk.agent import LONGEST_S
from app.errors import Fixable, TryLater
from app.model import Account, Kind, State, Way
from app.paths import Profile
from app.rhythm import Late
from app.store import Store
from app.store.outbox import Order

START = datetime(2026, 11, 23, 7, tzinfo=UTC).timestamp()
HOUR = 3600
WEATHER = (
    "no connection",
    "lost",
    "lost, not done",
    "crash before",
    "crash after",
    "slept before",
    "slept after",
    "our fault",
)
AT_COMMIT = ("crash before", "crash after") * 6 + ("sleep",) * 3 + ("clock",)
ENDS = (State.PUBLISHED, State.NEEDS_PERSON, State.FAILED)
STORM_H, CALM_H = 20, 400
"""Hours with faults, and hours until everything must have come to rest: what was moved by a clock days ahead too."""
EARLY_S = 300
"""How far from a server's clock this machine's may be before nothing planned is sent."""


def template(folder):
    """Make an empty profile's database once; worlds copy it."""
    store = Store(Profile(folder / "template"))
    for kind in KINDS:
        store.accounts.add(Account(kind, "fake", kind, Way.DIRECT))
    store.close()
    return folder / "template" / "mummo.sqlite3"


class World:
    """One run: `seed` decides all of it. After `play` `bad` names what must never happen, `counted` what did."""

    def __init__(self, seed, database, folder, deliveries=10, sender=None):
        self.dice = random.Random(seed)
        self.true, self.asleep, self.skew, self.boots, self.booted = START, 0.0, 0.0, 0, START
        self.storm, self.plan, self.at_commit = True, None, None
        folder.mkdir(parents=True)
        shutil.copy(database, folder / "mummo.sqlite3")
        self.store = Store(Profile(folder))
        self.nets = {kind: (Holding if kind == "holding" else Network)(kind, self) for kind in KINDS}
        self.sender = sender or self._send
        self.deliveries = {}
        self.counted, self.doubts, self.settled_s = Counter(), {}, []
        self._many, self.moved = deliveries, set()
        self._watch_commits()

    # ------------------------------------------------------------ clocks

    def clock(self):
        return datetime.fromtimestamp(self.true + self.skew, UTC)

    @property
    def seconds(self):
        return self.true

    def boot(self):
        return Boot(str(self.boots), self.true - self.booted)

    def shut_lid(self, seconds):
        """The lid is shut for one of so many seconds."""
        seconds = self.dice.choice(seconds)
        self.true += seconds
        self.asleep += seconds

    def server_time(self, account):
        if self.storm and self.dice.random() < 0.1:
            raise TryLater("wire.no_connection", server="fake")
        return datetime.fromtimestamp(self.true, UTC)

    # ------------------------------------------------------------ weather

    def weather_now(self):
        """What happens to this request: as planned (an enumerated run), or by the dice."""
        if self.plan is not None:
            return self.plan.pop(0) if self.plan else "fine"
        self.true += self.dice.uniform(0, 2)
        if not self.storm or self.dice.random() > 0.3:
            return "fine"
        self.counted["faults"] += 1
        return self.dice.choice(WEATHER)

    def after_request(self):
        """A second sender wakes up in the middle of it: it must keep its hands off."""
        if self.plan is None and self.dice.random() < 0.05:
            assert self._send() == ()
            self.counted["second sender"] += 1

    def _commit_fault(self):
        if self.at_commit is not None:
            self.at_commit[0] -= 1
            return self.at_commit[1] if self.at_commit[0] == 0 else ""
        if self.plan is None and self.storm and self.dice.random() < 0.04:
            self.counted["faults"] += 1
            return self.dice.choice(AT_COMMIT)
        return ""

    def _watch_commits(self):
        write = self.store.database.write

        @contextmanager
        def watched():
            fault = self._commit_fault()
            with write() as connection:
                yield connection
                if fault == "crash before":
                    raise Crash
            if fault == "crash after":
                raise Crash
            if fault == "sleep":
                self.shut_lid((30, 300, 700, 2000, 8000, 40000))
            if fault == "clock":
                self.skew += self.dice.choice((-90000, -4000, -700, 700, 4000, 90000))

        self.store.database.write = watched

    # ------------------------------------------------------------ the program

    def _send(self):
        late = self.late if hasattr(self, "late") else Late.ASK
        rules = Rules(self.boot, self.server_time, lambda: late, self._next_own_time, lambda one: True)
        return send_due(self.store, lambda account: self.nets[account.id], self.clock, rules=rules)

    def _next_own_time(self, delivery):
        to = (self.clock() + timedelta(hours=5)).replace(microsecond=0)
        return Plan(to, to.isoformat()[:16], "UTC")

    def queue(self, kind, parts, at, wall):
        number = next(_count)
        texts = tuple(f"{number}.{part}" for part in range(parts))
        moment = datetime.fromtimestamp(at, UTC)
        order = Order(
            f"d{number}", f"draft{number}", "digest", Account(kind, "fake", kind, Way.DIRECT), Kind.OWN,
            "\n\n".join(texts), texts, (), moment, moment.replace(tzinfo=None).isoformat()[:19] if wall else "",
            "UTC" if wall else "",
        )  # fmt: skip
        (delivery,) = self.store.outbox.add([order], self.clock())
        self.deliveries[delivery] = (kind, texts)
        return delivery

    def run_once(self):
        """Let the program run until it has nothing to do, or dies; then it starts again, perhaps after a reboot."""
        try:
            self.sender()
        except Crash:
            self.counted["crashes"] += 1
            self.true += self.dice.choice((1, 5, 30))
            if self.plan is None and self.dice.random() < 0.3:
                self.boots, self.booted = self.boots + 1, self.true

    def step(self):
        skew = self.skew
        self.run_once()
        self._note_doubts()
        due = self.store.outbox.next_due()
        until = (due.timestamp() - self.skew) if due else self.true + HOUR
        if skew != self.skew:  # the agent and the window look at the clock that often
            until = self.true + LONGEST_S
        self.true = min(max(until, self.true + 1), self.true + HOUR)
        for net in self.nets.values():
            net.tick()

    def _note_doubts(self):
        """See which parts are in doubt under which key: under another key it is another doubt."""
        waking = self.true - self.asleep
        rows = self.store.database.read(_IN_DOUBT)
        now = {(delivery, number, key) for delivery, number, key in rows}
        for doubt in now - self.doubts.keys():
            self.doubts[doubt] = waking
        for doubt in self.doubts.keys() - now:
            self.end_doubt(doubt, waking - self.doubts.pop(doubt))

    # ------------------------------------------------------------ a random run

    def play(self):
        """Plan, send, change one's mind, close the lid, set the clock, die; then let all come to rest."""
        self.late = self.dice.choice(list(Late))
        self.storm = False
        for _ in range(self._many):
            kind = self.dice.choice(KINDS)
            ahead = self.dice.choice((0, 0, 60, 1800, 7000, 20000, 40000, 60000))
            parts = 1 if kind == "holding" else self.dice.choice((1, 1, 2, 3))
            self.queue(kind, parts, self.true + ahead, wall=ahead > 0)
        self.storm = True
        while self.true < START + STORM_H * HOUR:
            self.step()
            if self.dice.random() < 0.15:
                with suppress(Fixable, Crash):
                    self._change_of_mind()
            if not self.store.outbox.next_due():
                break
        self.storm, self.skew = False, 0.0
        while self.store.outbox.next_due() and self.true < START + CALM_H * HOUR:
            self.step()
        return self

    def _change_of_mind(self):
        delivery = self.dice.choice(list(self.deliveries))
        what = self.dice.choice(("move", "cancel", "close", "retry", "undo"))
        calendar, now = self.store.calendar, self.clock()
        to = now + timedelta(seconds=self.dice.choice((60, 1000, 8000)))
        if what == "move":
            self.moved.add(delivery)
            calendar.move((delivery,), to, to.replace(tzinfo=None).isoformat()[:19], "UTC")
        elif what == "cancel":
            calendar.take_back((delivery,), now)
        elif what == "close":
            self.store.outbox.close(delivery, (State.SCHEDULED,), now)
        elif what == "undo":
            self.moved.add(delivery)
            before = calendar.take_back((delivery,), now)
            self.run_once()
            calendar.undo(before, self.clock())
        self.counted[what] += 1

    def end_doubt(self, doubt, seconds):
        """Note how long a doubt took; one that was left to the person was never settled by itself."""
        delivery, number, _ = doubt
        row = self.store.database.first(
            "SELECT unknowns FROM parts WHERE delivery = ? AND number = ? AND state <> 'done'", (delivery, number)
        )
        asked = self.store.outbox.get(delivery).state == State.NEEDS_PERSON and row and row[0]
        self.settled_s.append((self.deliveries[delivery][0], float("inf") if asked else seconds))

    def doubts_settled_s(self):
        """Return (kind, waking seconds) for each doubt there was; those of one run of the sender took none."""
        rows = self.store.database.read(
            "SELECT delivery, count(DISTINCT part || key) FROM attempts WHERE outcome = 'unknown' GROUP BY delivery"
        )
        longer, every = Counter(kind for kind, _ in self.settled_s), Counter()
        for delivery, doubts in rows:
            every[self.deliveries[delivery][0]] += doubts
        return self.settled_s + [(kind, 0.0) for kind in every for _ in range(every[kind] - longer[kind])]

    # ------------------------------------------------------------ what must never happen

    @property
    def bad(self):
        found = []
        rows = self.store.database.read("SELECT id, state, closed_at FROM deliveries")
        for delivery, state, closed in rows:
            kind, texts = self.deliveries[delivery]
            posts = [post for post in self.nets[kind].posts if post.text in texts]
            found += [
                f"{delivery} on {kind}: {what}" for what in self._judge(delivery, State(state), closed, texts, posts)
            ]
        return found

    def _judge(self, delivery, state, closed, texts, posts):
        out = [post.text for post in posts]
        if len(out) != len(set(out)):
            yield "doubled"
        if state == State.PUBLISHED and out != list(texts):
            yield "lost"
        if [post.parent for post in posts] != ["", *(post.id for post in posts[:-1])][: len(posts)]:
            yield "wrong parent"
        if state == State.FAILED and out:
            yield "falsely failed"
        if not closed and state not in ENDS:
            yield f"stuck in {state}"
        if closed and state != State.PUBLISHED and out and not self._known_out(delivery):
            yield "given up though it is out"
        if state != State.PUBLISHED and closed and any(one.text in texts for one in self.nets["holding"].held):
            yield "given up though it is still held"
        yield from self._too_early(delivery, posts)

    def _too_early(self, delivery, posts):
        found = self.store.outbox.get(delivery)
        if delivery in self.moved and self.deliveries[delivery][0] == "holding":
            return  # it may have gone out there while the wish to move it waited for the network
        if found.wall and found.state == State.PUBLISHED and posts and posts[0].at < found.at.timestamp() - EARLY_S - 5:
            yield "too early"

    def _known_out(self, delivery):
        return bool(self.store.database.first("SELECT 1 FROM sent WHERE delivery = ?", (delivery,)))


_IN_DOUBT = (
    "SELECT d.id, p.number, p.key FROM deliveries d JOIN parts p ON p.delivery = d.id"
    " WHERE d.state = 'uncertain' AND d.closed_at IS NULL AND p.state <> 'done' AND p.unknowns"
)
_count = itertools.count()
