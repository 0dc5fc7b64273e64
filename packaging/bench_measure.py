# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Times measure and split: 3,000 characters for all seven networks, and the growth to 60,000. Exits 1 above the target.

Every round gets a text of its own, so that nothing is remembered from the round before.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.measure import measure
from app.model import Way
from app.networks import Network, networks

TARGET_MS = 4.0
ROUNDS = 40
STEEPEST = 1.5

PARAGRAPH = (
    "Kävin eilen Tampereella kuuntelemassa, mitä opettajat ajattelevat tekoälystä. Sali oli täynnä, ja moni kysyi, "
    "esim. mistä aika riittää (ks. alla). Yksi sanoi: ”En tiedä vielä, mutta kokeilen.” Se jäi mieleen 👍\n\n"
    "What would you try first? Vi provade bl.a. att skriva ihop, och det gick bra: eleverna skrattade. "
    "Lisää: https://example.com/kokeilut?id=12 Kiitos @maija.example.com #opetus #Tekoäly\n\n"
)


def a_text(length: int, number: int) -> str:
    """Return a text of `length` characters that no other round has."""
    head = f"{number}. "
    return (head + PARAGRAPH * (length // len(PARAGRAPH) + 1))[:length]


def milliseconds(length: int, rounds: int, chosen: tuple[Network, ...]) -> tuple[float, float]:
    """Return the median times all `chosen` networks need together for one text: this thread's work, and by the wall."""
    worked, waited = [], []
    for number in range(rounds):
        text = a_text(length, number)
        work, wall = time.thread_time(), time.perf_counter()
        for network in chosen:
            measure(text, network)
        worked.append((time.thread_time() - work) * 1000)
        waited.append((time.perf_counter() - wall) * 1000)
    return statistics.median(worked[1:]), statistics.median(waited[1:])


def main() -> int:
    """Print the table; the thread's own work decides, as a busy machine says nothing about the program."""
    seven = tuple(network for network in networks() if network.way is not Way.PRACTICE)
    milliseconds(3000, 5, seven)
    small, wall = milliseconds(3000, ROUNDS, seven)
    print(f"measure + split, 3,000 characters, {len(seven)} networks: {small:.2f} ms", end=" ")
    print(f"(median; target {TARGET_MS} ms; by the wall {wall:.2f} ms)")
    for network in seven:
        print(f"  {network.id:<10} {milliseconds(3000, ROUNDS, (network,))[0]:6.2f} ms by itself")
    large, _ = milliseconds(60_000, 6, seven)
    growth = large / small / 20
    print(f"60,000 characters: {large:.1f} ms, {growth:.2f} times the cost a character (target {STEEPEST})")
    return int(small > TARGET_MS or growth > STEEPEST)


if __name__ == "__main__":
    sys.exit(main())
