# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The long proof that scheduled means once: a million random deliveries, 1,000 real kills, 500 power cuts.

Words: `deliveries=N kills=N cuts=N seed=N jobs=N` make it shorter, longer or other. Exits 1 if anything was doubled,
lost, stuck or falsely called failed, and prints the seed that shows it again.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from simulator.cuts import replay  # noqa: E402 the path must be set first
from simulator.kills import kill_senders  # noqa: E402 the path must be set first
from simulator.networks import KINDS  # noqa: E402 as above
from simulator.runs import PER_WORLD, Outcome, enumerated_runs, naive_runs, random_runs  # noqa: E402 as above

BATCH, PROGRESS = 50, 50_000


def simulate(deliveries: int, seed: int, jobs: int) -> list[str]:
    """Play random worlds on all cores and print what came of them."""
    began, whole = time.monotonic(), Outcome()
    worlds = -(-deliveries // PER_WORLD)
    batches = [range(start, min(start + BATCH, seed + worlds)) for start in range(seed, seed + worlds, BATCH)]
    with ProcessPoolExecutor(jobs) as pool:
        for one in pool.map(random_runs, batches):
            whole.deliveries += one.deliveries
            whole.bad += one.bad
            whole.counted += one.counted
            whole.states += one.states
            whole.settled += one.settled
            if whole.deliveries % PROGRESS < one.deliveries:
                print(f"  {whole.deliveries} deliveries so far, bad: {len(whole.bad)}", flush=True)
    print(f"simulator: {whole.deliveries} deliveries in {worlds} worlds, seeds {seed} to {seed + worlds - 1},"
          f" {time.monotonic() - began:.0f} s")  # fmt: skip
    print(f"  {dict(whole.counted)}\n  {dict(whole.states)}\n  bad: {len(whole.bad)}")
    for kind in ("keyed", "puts", "holding", "listing"):
        doubts, share = sum(one == kind for one, _ in whole.settled), whole.share_settled((kind,))
        print(f"  {kind}: {doubts} doubts, settled by themselves within 15 waking minutes: {share:.1%}")
    return whole.bad


def enumerate_all() -> list[str]:
    """Play every crash point beside every fault, and the naive sender beside."""
    bad, runs = [], 0
    for kind in KINDS:
        outcome = enumerated_runs(kind)
        bad += outcome.bad
        runs += outcome.deliveries
    caught = naive_runs(range(8))
    print(f"enumerated: {runs} runs, bad: {len(bad)}")
    print(f"a naive sender in 8 worlds: {caught.doubled()} of {caught.deliveries} doubled")
    return bad if caught.doubled() else [*bad, "the naive sender was not caught"]


def kill(kills: int, seed: int) -> list[str]:
    """Kill two real senders again and again."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_senders(Path(folder) / "profile", kills, seed)
    print(f"kills: {outcome.kills} SIGKILL, {outcome.entries} entries, {outcome.posts} posts at the server, "
          f"{dict(outcome.states)}, bad: {len(outcome.bad)}, seed {seed}, {outcome.took_s:.0f} s")  # fmt: skip
    return outcome.bad


def cut(cuts: int, seed: int) -> list[str]:
    """Cut the power at calls of the program's own trace."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcome = replay(Path(folder), 40, cuts, seed)
    print(f"power cuts: {outcome.cuts} over {outcome.calls} calls, bad: {len(outcome.bad)}, seed {seed},"
          f" {time.monotonic() - began:.0f} s")  # fmt: skip
    return outcome.bad


def main(words: list[str]) -> int:
    """Run all four; a part that is asked for 0 times is left out."""
    chosen = {"deliveries": 1_000_000, "kills": 1000, "cuts": 500, "seed": 1, "jobs": os.cpu_count() or 1}
    chosen |= {name: int(value) for name, _, value in (word.partition("=") for word in words)}
    bad = []
    if chosen["cuts"]:
        bad += cut(chosen["cuts"], chosen["seed"])
    if chosen["kills"]:
        bad += kill(chosen["kills"], chosen["seed"])
    if chosen["deliveries"]:
        bad += enumerate_all() + simulate(chosen["deliveries"], chosen["seed"], chosen["jobs"])
    for what in bad[:50]:
        print(f"BAD {what}")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
