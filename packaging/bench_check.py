# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Times the check against spaCy's own tokenizing in the same run, prints a table, exits 1 when a target is missed.

The texts are made of function words, inflected words from the built tables and words nobody has seen before (as names
and rare words are), each text another and each read for the first time by both: a tokenizer that has seen every word is
three times quicker, and says little. Times are those of the processor, so that a busy machine does not spoil them.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

_COLD = "import time; t = time.process_time(); {work}; print(time.process_time() - t)"
_SIZE = "print(int(open('/proc/self/status').read().split('VmRSS:')[1].split()[0]) / 1024)"
_BARE = "import spacy; kept = [spacy.blank(code)('a') for code in ('fi', 'sv', 'en')]"
_READ = """import sys; sys.path[:0] = ['.', 'packaging']
import bench_check; from app import checks, languages
for code in ('fi', 'sv', 'en'):
    for text in bench_check.posts(code, 300, 500): checks.read(text, languages.recognise(text), mixed=True)
    languages.lemma('savinäytteestä', code)"""
_FLOOR = "import spacy; spacy.blank('fi').make_doc('a')"
_FIRST = "from app import checks; checks.read('Savi ei ole ikävä maalaji.', 'fi')"


def process(*works: str) -> list[float]:
    """Return the best of five times a new process needs for each work, in seconds: in turn, as in `each`."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(5):
        for row, work in zip(times, works, strict=True):
            line = [sys.executable, "-c", _COLD.format(work=work)]
            row.append(float(subprocess.run(line, capture_output=True, text=True, check=True, cwd=ROOT).stdout))
    return [min(row) for row in times]


def size(work: str) -> float:
    """Return how big a new process is after `work`, in megabytes (Linux)."""
    line = [sys.executable, "-c", f"{work}\n{_SIZE}"]
    return float(subprocess.run(line, capture_output=True, text=True, check=True, cwd=ROOT).stdout)


def each(texts: list[str], *works: Callable[[str], object]) -> list[list[float]]:
    """Return each work's time for each text, in milliseconds: in turn, so that a busy minute meets all alike."""
    rows: list[list[float]] = [[] for _ in works]
    for text in texts:
        for row, work in zip(rows, works, strict=True):
            start = time.thread_time()
            work(text)
            row.append((time.thread_time() - start) * 1000)
    return rows


def posts(language: str, number: int, length: int) -> list[str]:
    """Return posts of `length` characters: sentences of function words, inflected words and unknown words."""
    from app import languages

    table = json.loads((ROOT / "resources" / "languages" / f"{language}.forms.json").read_text(encoding="utf-8"))
    known = [form for forms in table["forms"].values() for form in forms.split()]
    small = languages.facts(language)["function_words"]
    chance = random.Random(7)  # noqa: S311 the same texts each time, not a secret

    def word() -> str:
        drawn = chance.random()
        if drawn < 0.5:
            return chance.choice(small)
        if drawn < 0.6:
            return chance.choice(known)
        return "".join(chance.choice("ptklmnrsv") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))

    made = []
    for _ in range(number):
        text = ""
        while len(text) < length:
            sentence = " ".join(word() for _ in range(chance.randint(5, 14)))
            text += sentence.capitalize() + chance.choice([". ", ". ", "? ", ".\n\n"])
        made.append(text[:length])
    return made


Line = Callable[[str, float, float, str], None]


def of_language(language: str, line: Line) -> None:
    """Measure the check of one language, and the same as the window asks for it: with the languages told apart."""
    import spacy

    from app import checks, languages

    def check(text: str) -> None:
        checks.read(text, language)

    def as_in_the_window(text: str) -> None:
        checks.read(text, languages.recognise(text), mixed=True)

    texts, bare = posts(language, 600, 500), spacy.blank(language)
    for work in (check, as_in_the_window):
        work("Mummo")
    whole, tokens = each(texts[:300], check, bare.make_doc)
    read, cut = statistics.median(whole), statistics.median(tokens)
    line(f"{language}: beyond tokenizing, 500 characters, median", read - cut, 1.0, "ms")
    line(f"{language}: whole check / bare tokenizing, median", read / cut, 3.0, "x")
    line(f"{language}: whole check, 500 characters, p99", statistics.quantiles(whole, n=100)[98], 3.0, "ms")
    whole, tokens = each(texts[300:], as_in_the_window, bare.make_doc)
    read, cut = statistics.median(whole), statistics.median(tokens)
    line(f"{language}: with its languages told apart / bare", read / cut, 3.0, "x")


def main() -> int:
    """Measure and print."""
    from app import checks

    missed = 0

    def line(what: str, value: float, target: float, unit: str) -> None:
        nonlocal missed
        missed += value > target
        print(f"{what:58s} {value:8.3f} {unit:3s} (target <= {target:g}) {'' if value <= target else 'MISSED'}")

    floor, first = process(_FLOOR, _FIRST)
    line("first answer / (import spaCy + blank pipeline)", first / floor, 2.0, "x")
    if sys.platform.startswith("linux"):
        grown = size(f"{_BARE}\n{_READ}") - size(_BARE)
        line("three languages in use, beyond spaCy + three pipelines", grown, 110, "MB")
    for language in ("fi", "sv", "en"):
        of_language(language, line)
    long = "\n".join(posts("fi", 120, 500))
    checks.read(long, "fi")
    edited = long[:30_000] + "x" + long[30_000:]
    start = time.thread_time()
    checks.read(edited, "fi")
    line("one letter changed in 60,000 characters", (time.thread_time() - start) * 1000, 100, "ms")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
