# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Print precision and recall per category and language on our own judged texts; keep the numbers for docs/checks.md.

    python packaging/score_own.py [--misses] [--kept] [--ids PART] [--write]

The texts (tests/data/own, our own work, CC0) are judged by what they are about, not by a check's words. A text counts
as found when any finding of its category (or of a category below it) stands in it; of the hats the stronger one counts.
Rules may be tuned on the half called dev; of kept and fresh --misses shows the texts only together with --kept, and
nobody who tunes looks at them. --ids=PART scores only the texts whose id has PART in it (--ids=-b: the blind ones,
written before the rules).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from environment import ROOT

from app import checks
from app.checks import Reading

FOLDER = ROOT / "tests" / "data" / "own"
KEPT = ROOT / "tests" / "data" / "measured" / "own.toml"
BY_MOOD = ("work", "exceptions")
"""Judged by the face alone: of ordinary work posts and of harmless look-alikes nothing may raise an eyebrow."""
HATS = "hats"
_CLEAR = 0.1


def rows() -> Iterator[dict[str, Any]]:
    """Yield the judged texts: id, lang, category, text, found, half."""
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield {"category": path.stem, **json.loads(line)}


def is_found(row: Mapping[str, Any], reading: Reading) -> bool:
    """Whether the check says of a text what its category is about."""
    if row["category"] in BY_MOOD:
        return reading.mood != "calm"
    if row["category"] == HATS:
        told = speaking(reading)
        return told in {"few", "both"} if row["hat"] == "unclear" else told == row["hat"]
    return any(f"{one.category}.".startswith(f"{row['category']}.") for one in reading.findings)


def speaking(reading: Reading) -> str:
    """Return the hat that is clearly stronger, "both" if none is, "few" without enough to go by."""
    me, work = reading.hats.me, reading.hats.work
    if me is None or work is None:
        return "few"
    if abs(me - work) < _CLEAR:
        return "both"
    return "me" if me > work else "work"


def count(part: str = "") -> tuple[dict[tuple[str, str], dict[str, int]], list[tuple[str, str]]]:
    """Return right and wrong ones by category with half and by language, and the texts gone wrong with their half."""
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(("tp", "fp", "fn", "tn"), 0))
    misses = []
    for row in rows():
        if part not in row["id"]:
            continue
        found, wanted = is_found(row, checks.read(row["text"], row["lang"])), bool(row["found"])
        kind = ("t" if found == wanted else "f") + ("p" if found else "n")
        counts[f"{row['category']}, {row['half']}", row["lang"]][kind] += 1
        if kind[0] == "f":
            misses.append((row["half"], f"{kind} {row['category']} {row['lang']} {row['id']}: {row['text']}"))
    return counts, misses


def share(part: int, whole: int) -> str:
    """Return a share with two decimals, "-" of nothing."""
    return f"{part / whole:.2f}" if whole else "-"


def printed(counts: Mapping[tuple[str, str], Mapping[str, int]]) -> Iterator[str]:
    """Yield the lines of the table for people."""
    yield "category                         lang  texts  precision  recall  false alarms"
    for (category, lang), one in sorted(counts.items()):
        told = share(one["tp"], one["tp"] + one["fp"]), share(one["tp"], one["tp"] + one["fn"])
        alarms = f"{one['fp']} of {one['fp'] + one['tn']}"
        yield f"{category:32} {lang}    {sum(one.values()):4}  {told[0]:>9}  {told[1]:>6}  {alarms:>12}"


def main() -> int:
    """Print the table; --misses also the texts, --write keeps the numbers."""
    asked = argparse.ArgumentParser(description="Precision and recall on our own judged texts.")
    asked.add_argument("--misses", action="store_true", help="also the texts of the tuning half that went wrong")
    asked.add_argument("--kept", action="store_true", help="with --misses: those of the other parts too")
    asked.add_argument("--ids", default="", metavar="PART", help="only texts whose id has PART in it")
    asked.add_argument("--write", action="store_true", help="keep the numbers for docs/checks.md")
    wish = asked.parse_args()
    counts, misses = count(wish.ids)
    print("\n".join(printed(counts)))
    if wish.misses:
        print("\n".join(text for half, text in misses if wish.kept or half == "dev"))
    if wish.write and not wish.ids:
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        lines = ["# Written by packaging/score_own.py --write", ""]
        for (category, lang), one in sorted(counts.items()):
            numbers = ", ".join(f"{name} = {value}" for name, value in one.items())
            lines.append(f'"{category}".{lang} = {{ {numbers} }}')
        KEPT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
