# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Print precision and recall per category and language on our own judged texts; keep the numbers for docs/checks.md.

    python packaging/score_own.py [--misses] [--write]

The texts (tests/data/own, our own work, CC0) are judged by what they are about, not by a check's words. A text counts
as found when any finding of its category (or of a category below it) stands in it; of the hats the stronger one counts.
"""

from __future__ import annotations

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
CALM = "work"
"""Ordinary work posts: nothing may raise an eyebrow."""
HATS = "hats"
FRESH = ", unseen"
"""Texts written after the rules, which have not been mended with them in sight."""
_CLEAR = 0.1


def rows() -> Iterator[dict[str, Any]]:
    """Yield the judged texts: id, lang, category, text, found."""
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield {"category": path.stem, **json.loads(line)}


def is_found(row: Mapping[str, Any], reading: Reading) -> bool:
    """Whether the check says of a text what its category is about."""
    if row["category"] == CALM:
        return reading.mood != "calm"
    if row["category"] == HATS:
        return speaking(reading) == str(row["hat"])
    return any(f"{one.category}.".startswith(f"{row['category']}.") for one in reading.findings)


def speaking(reading: Reading) -> str:
    """Return the hat that is clearly stronger, "both" if none is, "few" without enough to go by."""
    me, work = reading.hats.me, reading.hats.work
    if me is None or work is None:
        return "few"
    if abs(me - work) < _CLEAR:
        return "both"
    return "me" if me > work else "work"


def count() -> tuple[dict[tuple[str, str], dict[str, int]], list[str]]:
    """Return right and wrong ones by category and language, and the texts that went wrong."""
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(("tp", "fp", "fn", "tn"), 0))
    misses = []
    for row in rows():
        found, wanted = is_found(row, checks.read(row["text"], row["lang"])), bool(row["found"])
        kind = ("t" if found == wanted else "f") + ("p" if found else "n")
        part = f"{row['category']}{FRESH}" if row.get("fresh") else row["category"]
        counts[part, row["lang"]][kind] += 1
        if kind[0] == "f":
            misses.append(f"{kind} {row['category']} {row['lang']} {row['id']}: {row['text']}")
    return counts, misses


def share(part: int, whole: int) -> str:
    """Return a share with two decimals, "-" of nothing."""
    return f"{part / whole:.2f}" if whole else "-"


def main() -> int:
    """Print the table; --misses also the texts, --write keeps the numbers."""
    counts, misses = count()
    print("category                         lang  texts  precision  recall  false alarms")
    for (category, lang), one in sorted(counts.items()):
        told = share(one["tp"], one["tp"] + one["fp"]), share(one["tp"], one["tp"] + one["fn"])
        print(f"{category:32} {lang}    {sum(one.values()):4}  {told[0]:>9}  {told[1]:>6}  {one['fp']:>5}")
    if "--misses" in sys.argv:
        print("\n".join(misses))
    if "--write" in sys.argv:
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        lines = ["# Written by packaging/score_own.py --write", ""]
        for (category, lang), one in sorted(counts.items()):
            numbers = ", ".join(f"{name} = {value}" for name, value in one.items())
            lines.append(f'"{category}".{lang} = {{ {numbers} }}')
        KEPT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
