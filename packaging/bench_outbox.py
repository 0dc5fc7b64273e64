# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How long the outbox takes with 10,000 planned deliveries: a claim, the next due moment, a month of the calendar.

Also how late the background sender starts and what it uses at rest. Exits 1 when a target is missed.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.desk import Desk  # noqa: E402 the path must be set first
from app.model import Account, Kind, Way  # noqa: E402 the path must be set first
from app.paths import Profile  # noqa: E402 the path must be set first
from app.store.outbox import Order  # noqa: E402 the path must be set first

PLANNED = 10_000
CLAIM_MS, DELAY_S, REST = 5.0, 30.0, 0.001
REST_S = 60


def planned(desk: Desk, start: datetime) -> None:
    """Plan PLANNED posts, every half hour from `start` on."""
    account = Account("p", "practice", "Harjoitus", Way.PRACTICE)
    desk.store.accounts.add(account)
    orders = []
    for number in range(PLANNED):
        at, text = start + timedelta(minutes=30 * number), f"{number} " + "Savea. " * 30
        wall = at.replace(tzinfo=None).isoformat()[:16]
        orders.append(
            Order(f"d{number}", f"f{number}", "x", account, Kind.OWN, text, (text,), (), at, wall, "UTC")
        )  # fmt: skip
    desk.store.outbox.add(orders, start)


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Return sorted milliseconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)


def row(name: str, took: list[float], target: float) -> bool:
    """Print one row; tell whether its 99th percentile is within the target."""
    p99 = took[int(len(took) * 0.99) - 1]
    print(f"{name:34} p50 {statistics.median(took):7.2f} ms   p99 {p99:7.2f} ms   (at most {target:g})")
    return p99 <= target


def tables() -> bool:
    """Measure the outbox itself."""
    start = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Profile(Path(folder)))
        planned(desk, start)
        soon = start + timedelta(days=365)
        claimed = row("claim", timed(lambda: desk.store.sender.claim("bench", soon), 300), CLAIM_MS)
        row("next due", timed(desk.sending.next_due, 100), CLAIM_MS)
        month = timed(lambda: desk.schedule.week(start.date() + timedelta(days=30), 42), 20)
        row("a month of the calendar, 2,016 posts", month, 50.0)
        desk.close()
    return claimed


def sender() -> bool:
    """Measure the background sender as a process: how late it starts, what it uses in a minute of rest."""
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, str(ROOT / "main.py")]
        environ = {**os.environ, "MUMMO_PROFILE": folder}

        def mummo(*more: str) -> dict[str, str]:
            done = subprocess.run([*words, *more, "--json"], env=environ, check=True, capture_output=True, text=True)
            found: dict[str, str] = json.loads(done.stdout)
            return found

        account = mummo("accounts", "add", "practice")["account"]
        with subprocess.Popen([*words, "agent", "--json"], env=environ, stdout=subprocess.PIPE, text=True) as process:
            delays = []
            for number in range(5):
                draft = mummo("draft", "add", "--text", f"Viive {number}")["draft"]
                due = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=4)
                mummo("schedule", draft, "--to", account, "--at", due.isoformat())
                next(iter(process.stdout or ()))
                delays.append((datetime.now(UTC) - due).total_seconds())
            before = _used(process.pid)
            time.sleep(REST_S)
            share = (_used(process.pid) - before) / REST_S
            resident = _resident_mb(process.pid)
            process.terminate()
    print(f"sender starts after the due moment  {', '.join(f'{one:.1f}' for one in delays)} s   (at most {DELAY_S:g})")
    print(f"sender at rest for {REST_S} s           {share:.4%} of a core, {resident:.0f} MB   (at most {REST:.1%})")
    return max(delays) <= DELAY_S and share <= REST


def _used(pid: int) -> float:
    """Return the seconds of processor time a process has used."""
    fields = Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()
    return int(fields[0]) / 1e9


def _resident_mb(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.exit(not all([tables(), sender() if Path("/proc/self/schedstat").exists() else True]))
