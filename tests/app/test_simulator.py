# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Never doubled, lost, stuck or falsely failed: 20,000 random deliveries, every crash point, and a naive sender caught.

A seed in a failure plays the same world again: `World(seed, …).play()`. `make soak` plays a million.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from simulator.runs import KINDS, PER_WORLD, SETTLES, Outcome, enumerated_runs, naive_runs, random_runs

RANDOM = 20_000
BATCHES = 5


@pytest.fixture(scope="module")
def played():
    """What comes of every batch and kind, played on all cores while the first are looked at."""
    worlds = RANDOM // PER_WORLD // BATCHES
    pool = ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"))
    runs = {batch: pool.submit(random_runs, range(batch * worlds, (batch + 1) * worlds)) for batch in range(BATCHES)}
    runs |= {kind: pool.submit(enumerated_runs, kind) for kind in KINDS}
    yield runs
    pool.shutdown(cancel_futures=True)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_random_worlds(played, batch):
    worlds = RANDOM // PER_WORLD // BATCHES
    outcome = played[batch].result()
    print(f"{outcome.deliveries} deliveries, {dict(outcome.counted)}, settled {outcome.share_settled():.1%}")
    assert outcome.bad == []
    assert outcome.deliveries == RANDOM // BATCHES
    assert outcome.counted["crashes"] > worlds
    assert outcome.states["published"] > outcome.deliveries / 3


@pytest.mark.parametrize("kind", SETTLES)
def test_doubts_are_settled_by_themselves_within_a_quarter_of_an_hour(played, kind):
    """In a storm of 30 % faulty requests; a doubt that was left to the person counts as never settled."""
    whole = Outcome()
    for batch in range(BATCHES):
        whole.settled += played[batch].result().settled
    doubts, share = sum(one == kind for one, _ in whole.settled), whole.share_settled((kind,))
    print(f"{kind}: {doubts} doubts, {share:.1%} settled within 15 waking minutes")
    assert doubts > 500
    assert share >= 0.95


@pytest.mark.parametrize("kind", KINDS)
def test_every_crash_point_beside_every_fault(played, kind):
    outcome = played[kind].result()
    print(f"{outcome.deliveries} runs, {dict(outcome.states)}")
    assert outcome.bad == []
    assert outcome.deliveries > 900
    assert outcome.counted["failed"] == 0


def test_a_naive_sender_is_caught():
    """The simulator is worth something: select, send, mark, retry doubles posts in these very worlds."""
    outcome = naive_runs(range(8))
    print(f"{outcome.doubled()} of {outcome.deliveries} doubled")
    assert outcome.doubled() > outcome.deliveries * 0.05
