# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Learns what each small sign of heat weighs and writes it into resources/checks/hostile_person.toml.

    python packaging/make_heat.py fi JUDGED.jsonl…      (lines with lang, text, label: offensive or anything calm)

Only numbers are kept, one for each set of words; no text. Texts in which a word table already finds something are left
out, so that the weights serve what the tables miss. The limit is where five-fold cross-validation gives at least 80 %
offensive texts among those found and next to no everyday one.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from environment import ROOT

sys.path.insert(0, str(ROOT))

from app import checks, languages
from app.checks import hostile_person as heat

TARGET = ROOT / "resources" / "checks" / "hostile_person.toml"
CALM = {"not", "ordinary", "tweet"}
FOLDS, ROUNDS, STEP, SHRINK = 5, 3000, 0.5, 0.002
WANTED = 0.8
FEWEST = 20
SELDOM = 1_500
"""At most one in so many everyday texts may be found."""
EVERYDAY = {"ordinary", "tweet"}
Row = tuple[Mapping[str, float], bool, bool]
"""A text's signs, whether it is offensive, whether it is an everyday text."""


def rows(language: str, paths: Sequence[str]) -> list[Row]:
    """Return the signs of each judged text that nothing else finds, and whether it is offensive."""
    found: list[Row] = []
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            if one["lang"] != language or one["label"] not in CALM | {"offensive"}:
                continue
            reading = checks.read(one["text"], language)
            if any(
                finding.level in {"startled", "eyebrow"} and not finding.rule.startswith("many signs")
                for finding in reading.findings
            ):
                continue
            analysis = languages.analyse(one["text"], language)
            found.append(
                (heat.counted(analysis, heat.signs(analysis)), one["label"] == "offensive", one["label"] in EVERYDAY)
            )
    return found


def learn(texts: Sequence[Row]) -> tuple[dict[str, float], float]:
    """Return weights and start of a logistic regression, by plain gradient steps with shrinking."""
    import numpy

    names = sorted({name for signs, *_ in texts for name in signs})
    table = numpy.array([[signs.get(name, 0.0) for name in names] for signs, *_ in texts])
    wanted = numpy.array([offensive for _, offensive, _ in texts], dtype=float)
    weights, start = numpy.zeros(len(names)), -3.0
    for _ in range(ROUNDS):
        off = 1 / (1 + numpy.exp(-(table @ weights + start))) - wanted
        weights -= STEP * (table.T @ off / len(texts) + SHRINK * weights)
        start -= STEP * off.mean()
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}, round(float(start), 2)


def weigh(signs: Mapping[str, float], weights: Mapping[str, float], start: float) -> float:
    """Return what a text's signs weigh."""
    return start + sum(weights.get(name, 0.0) * n for name, n in signs.items())


def limit(texts: Sequence[Row]) -> tuple[float, int, int]:
    """Return the lowest weight from which on enough are offensive, and how many of each are found there."""
    order = list(range(len(texts)))
    random.Random(7).shuffle(order)  # noqa: S311 the same folds each time, not a secret
    scored: list[tuple[float, bool, bool]] = []
    for fold in range(FOLDS):
        weights, start = learn([texts[at] for place, at in enumerate(order) if place % FOLDS != fold])
        held = [texts[at] for place, at in enumerate(order) if place % FOLDS == fold]
        scored += [(weigh(signs, weights, start), offensive, everyday) for signs, offensive, everyday in held]
    best, right, all_found, alarms = (math.inf, 0, 0), 0, 0, 0
    allowed = sum(everyday for *_, everyday in texts) / SELDOM
    for weight, offensive, everyday in sorted(scored, reverse=True):
        right, all_found, alarms = right + offensive, all_found + 1, alarms + everyday
        if all_found >= FEWEST and right / all_found >= WANTED and alarms <= allowed:
            best = (weight, right, all_found - right)
    return best


def main(words: Sequence[str]) -> int:
    """Learn one language and write its table."""
    language, paths = words[0], words[1:]
    texts = rows(language, paths)
    weights, start = learn(texts)
    least, right, wrong = limit(texts)
    kept = {name: weight for name, weight in weights.items() if abs(weight) >= 0.05}
    print(f"{len(texts)} texts; held out: {right} found rightly, {wrong} wrongly at {least:.2f}")
    head, _, _ = TARGET.read_text(encoding="utf-8").partition(f"\n[weights.{language}]")
    lines = [f"\n[weights.{language}]", f"start = {start}", f"limit = {round(least, 2)}", f"[weights.{language}.signs]"]
    lines += [f'"{name}" = {weight}' for name, weight in sorted(kept.items())]
    TARGET.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
