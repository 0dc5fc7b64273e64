# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Measures the checks on judged texts and keeps the numbers for docs/checks.md; the texts stay where they are.

    python packaging/measure_checks.py                   prints the numbers kept
    python packaging/measure_checks.py FOLDER [--write]  measures; --write keeps them

FOLDER holds offensive.jsonl, ordinary.jsonl, lookalikes.jsonl, sentiment.jsonl and pii.jsonl (lines with id, lang,
text, label and for personal data spans). What is kept in tests/data/measured/judged.toml are counts alone.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from environment import ROOT

sys.path.insert(0, str(ROOT))

from app import checks
from app.checks import Reading
from app.model import Finding, Level

KEPT = ROOT / "tests" / "data" / "measured" / "judged.toml"
LOUD = (Level.STARTLED, Level.EYEBROW)
HARSH = ("crude", "slur", "threat", "hostile_person", "hostile_group", "grandma_sex")
OVERLAP = 0.5
Counts = dict[tuple[str, str], dict[str, int]]


def texts(folder: Path, name: str) -> Iterator[tuple[dict[str, Any], Reading]]:
    """Yield the lines of a file with what the checks say of them."""
    for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row, checks.read(row["text"], row["lang"])


def tally(counts: Counts, row: tuple[str, str], found: bool, wanted: bool) -> None:
    """Count one text as found or not, rightly or not."""
    counts[row][("t" if found == wanted else "f") + ("p" if found else "n")] += 1


def offensive(folder: Path, counts: Counts) -> None:
    """Count offensive texts and harmless ones, for the face and for each check alone."""
    for row, reading in texts(folder, "offensive"):
        if row["label"] in {"offensive", "not"}:
            wanted, loud = row["label"] == "offensive", {one.check for one in reading.findings if one.level in LOUD}
            tally(counts, ("offensive", row["lang"]), reading.mood != "calm", wanted)
            for check in HARSH:
                tally(counts, (f"offensive by {check}", row["lang"]), check in loud, wanted)


def everyday(folder: Path, counts: Counts) -> None:
    """Count alarms on everyday texts, and happy posts that swear."""
    for name, label in (("ordinary", None), ("lookalikes", "look-alike words")):
        for row, reading in texts(folder, name):
            kind = label or {"ordinary": "ordinary", "tweet": "tweets", "crude": "happy swearing"}.get(row["label"])
            if kind:
                tally(counts, (kind, row["lang"]), reading.mood != "calm", row["label"] == "crude")
                if kind in {"ordinary", "tweets"}:
                    tally(counts, (f"{kind}, startled", row["lang"]), reading.mood == "startled", False)
                    present = {one.check for one in reading.findings}
                    for check, data in checks.all_checks().items():
                        if data.level is not Level.PRAISE:
                            tally(counts, (f"everyday texts with {check}", row["lang"]), check in present, False)


def private(folder: Path, counts: Counts) -> None:
    """Count spans of personal data by kind: found when half of them overlaps."""
    for row, reading in texts(folder, "pii"):
        found = [one for one in reading.findings if one.category.startswith(("privacy.", "secret."))]
        spans = list(row.get("spans", ()))
        for one in found:
            kind = one.category.rpartition(".")[2]
            hit = next((span for span in spans if span["kind"] == kind and _overlap(one, span) >= OVERLAP), None)
            if hit is not None:
                spans.remove(hit)
            tally(counts, (kind, row["lang"]), True, hit is not None)
        for span in spans:
            tally(counts, (span["kind"], row["lang"]), False, True)


def _overlap(one: Finding, span: Mapping[str, int]) -> float:
    shared = min(one.end, span["end"]) - max(one.start, span["start"])
    return max(0, shared) / (max(one.end, span["end"]) - min(one.start, span["start"]))


def tones(folder: Path, counts: Counts) -> None:
    """Count tone, each of the three against the others."""
    for row, reading in texts(folder, "sentiment"):
        for tone in ("pos", "neu", "neg"):
            tally(counts, (f"tone {tone}", row["lang"]), reading.tone.value == tone, row["label"] == tone)


def figures(n: Mapping[str, int]) -> tuple[str, str, str]:
    """Return precision, recall and alarms per thousand of what should be left alone, "-" where there is none."""
    found, wanted, calm = n["tp"] + n["fp"], n["tp"] + n["fn"], n["fp"] + n["tn"]
    precision = f"{n['tp'] / found:.2f}" if found and wanted else "-"
    return precision, f"{n['tp'] / wanted:.2f}" if wanted else "-", f"{1000 * n['fp'] / calm:.1f}" if calm else "-"


def lines(counts: Counts) -> Iterable[str]:
    """Yield the lines of the data file."""
    yield "# Written by packaging/measure_checks.py FOLDER --write: counts alone, no text"
    yield f'day = "{datetime.now(UTC).date()}"'
    yield ""
    for (kind, lang), n in sorted(counts.items()):
        yield f'"{kind}".{lang} = {{ ' + ", ".join(f"{name} = {value}" for name, value in n.items()) + " }"


def kept() -> Counts:
    """Return the counts kept when they were measured last."""
    told = tomllib.loads(KEPT.read_text(encoding="utf-8"))
    return {(kind, lang): n for kind, by in told.items() if kind != "day" for lang, n in by.items()}


def main(words: list[str]) -> int:
    """Measure if a folder is given, print, and keep the counts with --write."""
    counts: Counts = defaultdict(lambda: dict.fromkeys(("tp", "fp", "fn", "tn"), 0))
    for measure in (offensive, everyday, private, tones) if words else ():
        measure(Path(words[0]), counts)
    for (kind, lang), n in sorted((counts or kept()).items()):
        precision, recall, alarms = figures(n)
        told = f"precision {precision:>4}  recall {recall:>4}  per 1,000 {alarms}"
        print(f"{kind:40} {lang:4} texts {sum(n.values()):5}  {told}")
    if "--write" in words:
        KEPT.write_text("\n".join(lines(counts)) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
