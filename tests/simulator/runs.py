# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Runs of the simulator: random ones by seed, and every crash point beside every fault. Used by tests and the soak."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from simulator.naive import naive
from simulator.networks import KINDS
from simulator.world import WEATHER, World, template

from app.model import State

PER_WORLD = 16
SETTLES = ("keyed", "puts", "listing", "holding")
COMMITS = range(1, 13)


@dataclass
class Outcome:
    """What came of many deliveries: `bad` with the seed that shows it again."""

    deliveries: int = 0
    bad: list[str] = field(default_factory=list)
    counted: Counter = field(default_factory=Counter)
    states: Counter = field(default_factory=Counter)
    settled: list[tuple[str, float]] = field(default_factory=list)

    def add(self, seed, world):
        self.deliveries += len(world.deliveries)
        self.bad += [f"seed {seed}: {what}" for what in world.bad]
        self.counted += world.counted
        self.settled += world.doubts_settled_s()
        self.states.update(row[0] for row in world.store.database.read("SELECT state FROM deliveries"))

    def share_settled(self, kinds=SETTLES, within_s=900):
        mine = [seconds for kind, seconds in self.settled if kind in kinds]
        return sum(seconds <= within_s for seconds in mine) / max(len(mine), 1)

    def doubled(self):
        return sum(what.endswith("doubled") for what in self.bad)


@contextmanager
def memory_folder():
    """Give a folder that needs no disk where the system has one: flushes cost nothing there."""
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="mummo-simulator-", dir=shared if shared.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def random_runs(seeds, senders=None, per_world=PER_WORLD):
    """Play one world per seed; the same seed is the same world on every machine."""
    outcome = Outcome()
    with memory_folder() as folder:
        database = template(folder)
        for seed in seeds:
            world = World(seed, database, folder / str(seed), per_world)
            if senders:
                world.sender = senders(world)
            outcome.add(seed, world.play())
            world.store.close()
            shutil.rmtree(folder / str(seed))
    return outcome


def naive_runs(seeds):
    """Play the same worlds with the sender everybody writes first."""
    return random_runs(seeds, naive, 6)


def enumerated_runs(kind):
    """Play every weather at the first, second and third request beside every crash at every commit, one network."""
    outcome = Outcome()
    with memory_folder() as folder:
        world = World(0, template(folder), folder / kind, 0)
        world.storm = False
        faults = [(0, "")] + [(commit, how) for commit in COMMITS for how in ("crash before", "crash after", "sleep")]
        for weather, request, (commit, how) in itertools.product(("fine", *WEATHER), (0, 1, 2), faults):
            if weather == "fine" and request:
                continue
            _play_one(world, kind, ["fine"] * request + [weather], [commit, how])
        outcome.add("enumerated", world)
        asked = world.store.database.read("SELECT count(*) FROM deliveries WHERE state = 'failed'")
        outcome.counted["failed"] = asked[0][0]
        world.store.close()
    return outcome


def _play_one(world, kind, weather, commit):
    ahead = 3600 if kind == "holding" else 0
    parts = 1 if kind == "holding" else 2
    world.queue(kind, parts, world.true + ahead, wall=ahead > 0)
    world.plan, world.at_commit = list(weather), list(commit)
    until = world.true + 40 * 3600
    for _ in range(200):
        world.step()
        if not world.store.outbox.next_due() or world.true > until:
            break
    world.plan, world.at_commit = [], [0, ""]


def ends_of(outcome):
    """Return how many deliveries ended published, and how many wait for the person."""
    return outcome.states[State.PUBLISHED], outcome.states[State.NEEDS_PERSON]


__all__ = ["KINDS", "Outcome", "ends_of", "enumerated_runs", "naive_runs", "random_runs"]
