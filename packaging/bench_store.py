# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How long a draft save takes, against a bare sqlite3 commit of the same bytes, and how long a search takes.

Prints a table and exits 1 when a save takes more than 2.0 times the bare commit (median of rounds that take turns).
"""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.desk import Desk  # noqa: E402 the path must be set first
from app.model import Account, Kind, Way  # noqa: E402 the path must be set first
from app.paths import Profile  # noqa: E402 the path must be set first
from app.store.history import Entry, enter  # noqa: E402 the path must be set first

SAVES, ROUNDS, MOST = 300, 7, 2.0
POSTS = 20_000
SECONDS = ("", "kivi", "pohja", "talo", "tie", "laji", "koe", "näyte", "ala", "puu", "väli", "mitta", "raja", "kerros")


def bare_commit(folder: Path, text: str) -> Callable[[int], None]:
    """Return a save by sqlite3 alone: one row, one flushed commit (WAL, synchronous=FULL)."""
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE drafts (id TEXT PRIMARY KEY, text TEXT NOT NULL)")
    connection.execute("INSERT INTO drafts VALUES ('a', '')")

    def save(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE drafts SET text = ? WHERE id = 'a'", (f"{number}{text}",))
        connection.execute("COMMIT")

    return save


def own_save(folder: Path, text: str) -> Callable[[int], None]:
    """Return a save as the window does it: through the desk, events and all."""
    desk = Desk(Profile(folder / "profile"))
    draft = desk.drafts.new(text).id

    def save(number: int) -> None:
        desk.drafts.save(draft, f"{number}{text}", number)

    return save


def timed(save: Callable[[int], None]) -> list[float]:
    """Return milliseconds of each of SAVES saves."""
    times = []
    for number in range(SAVES):
        start = perf_counter()
        save(number)
        times.append((perf_counter() - start) * 1000)
    return times


def compare(characters: int) -> float:
    """Print one line of the table; return the ratio of medians."""
    text = ("Savi ei ole yksi asia. " * (characters // 23 + 1))[:characters]
    with tempfile.TemporaryDirectory() as folder:
        bare, own = bare_commit(Path(folder), text), own_save(Path(folder), text)
        pairs = [(timed(bare), timed(own)) for _ in range(ROUNDS)]
    ratio = statistics.median(statistics.median(own) / statistics.median(bare) for bare, own in pairs)
    floor = statistics.median(statistics.median(bare) for bare, _ in pairs)
    mine = sorted(time for _, own in pairs for time in own)
    print(
        f"draft save, {characters:>6} characters   bare {floor:.3f} ms   ours {statistics.median(mine):.3f} ms"
        f"   p99 {mine[int(len(mine) * 0.99)]:.2f} ms   ratio {ratio:.2f}   (at most {MOST})"
    )
    return ratio


def search() -> None:
    """Print how long a search takes at each letter of a query, with POSTS posts."""
    words = [f"{first}{second}" for first in ("savi", "silta", "katu", "maa", "vesi", "ranta") for second in SECONDS]
    endings = ["sta", "lla", "n", "na", "a", "ssa", "", "työ", "mittaus"]
    start = datetime(2026, 1, 1, tzinfo=UTC)
    account = Account("a", "practice", "Harjoitus", Way.PRACTICE)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Profile(Path(folder)))
        with desk.store.database.write() as connection:
            for number in range(POSTS):
                text = " ".join(
                    words[(number * k * k + k) % len(words)] + endings[(number + k) % 9] for k in range(1, 20)
                )
                entry = Entry(f"d{number}", f"d{number}", "1", Kind.OWN, text, account, account.way, "")
                enter(connection, entry, start + timedelta(minutes=number))
        times = []
        for query in ["s", "sa", "sav", "savi", "savi s", "savi si", "savi silta", "paalutus", "routa katu"] * 20:
            begun = perf_counter()
            desk.history.search(query)
            times.append((perf_counter() - begun) * 1000)
        desk.close()
    times.sort()
    slowest = times[int(len(times) * 0.99)]
    print(f"search while typing, {POSTS} posts   p50 {statistics.median(times):.1f} ms   p99 {slowest:.1f} ms")


def opening() -> None:
    """Print how long opening a profile takes in a process of its own."""
    code = (
        "import sys; from time import perf_counter; start = perf_counter();"
        "from app.desk import Desk; from app.paths import open_profile; desk = Desk(open_profile(sys.argv[1]));"
        "latest = desk.drafts.latest(); print((perf_counter() - start) * 1000)"
    )
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", code, folder]
        took = [
            float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
            for _ in range(ROUNDS + 1)
        ]
    again = statistics.median(took[1:])
    print(f"desk and last draft   new profile {took[0]:.0f} ms   again {again:.0f} ms (imports included)")


def main() -> int:
    """Run all and tell whether the bar holds."""
    ratios = [compare(characters) for characters in (500, 2_000, 60_000)]
    opening()
    search()
    return 0 if max(ratios) <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
