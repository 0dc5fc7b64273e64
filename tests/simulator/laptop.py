# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One machine whose clocks, lid and network a test holds in its hands."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

from simulator.networks import Holding, Network

from app.delivery import Rules, send_due
from app.delivery.clock import Boot
from app.delivery.rules import Plan
from app.errors import TryLater
from app.model import Account, Kind, Way
from app.rhythm import Late
from app.store.outbox import Order

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MINE = Account("acc", "fake", "Oma tili", Way.DIRECT)


class Laptop:
    """One machine with both its clocks in hand, one network, and one outbox."""

    def __init__(self, store, kind="listing"):
        self.store, self.true, self.skew, self.reboots = store, datetime(2026, 11, 23, 7, tzinfo=UTC), timedelta(), 0
        self.net = (Holding if kind == "holding" else Network)(kind, self)
        self.weather, self.late, self.server, self.early = [], Late.ASK, True, False
        self.count = itertools.count()
        self.dice = type("Never", (), {"uniform": staticmethod(lambda low, high: 0)})()
        store.accounts.add(MINE)

    @property
    def seconds(self):
        return self.true.timestamp()

    def weather_now(self):
        return self.weather.pop(0) if self.weather else "fine"

    def after_request(self):
        """Nothing happens after a request here."""

    def clock(self):
        return self.true + self.skew

    def boot(self):
        return Boot(str(self.reboots), self.true.timestamp())

    def queue(self, *parts, at=None, wall=True, account=MINE):
        number, due = next(self.count), at or self.true
        words = due.replace(tzinfo=None).isoformat()[:19] if wall else ""
        order = Order(
            f"d{number}", f"draft{number}", "digest", account, Kind.OWN, "\n".join(parts), parts, (), due, words,
            "UTC" if wall else "",
        )  # fmt: skip
        return self.store.outbox.add([order], self.clock())[0]

    def asked_time(self, account):
        if not self.server:
            raise TryLater("wire.no_connection", server="fake")
        return self.true

    def rules(self):
        to = self.clock() + 5 * HOUR
        plan = Plan(to, to.replace(tzinfo=None).isoformat()[:16], "UTC")
        return Rules(self.boot, self.asked_time, lambda: self.late, lambda one: plan, lambda one: self.early)

    def send(self):
        return send_due(self.store, lambda account: self.net, self.clock, rules=self.rules())

    def get(self, delivery):
        return self.store.outbox.get(delivery)

    def state(self, delivery):
        return self.get(delivery).state
