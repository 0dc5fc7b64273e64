# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Write docs/checks.md from the data files: every check, what it says, examples, and what was measured.

--check compares instead of writing. The numbers are kept in tests/data/measured/*.toml by the commands that measure.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from environment import ROOT
from measure_checks import KEPT as OTHERS
from measure_checks import figures, kept
from score_own import KEPT, share

from app.checks import Data, all_checks
from app.wording import LANGUAGES

TARGET = ROOT / "docs" / "checks.md"
HEAD = """\
# What Mummo notices

Written by `python packaging/make_checks_doc.py` from the data files of `resources/checks`; a change here is lost.

`startled` and `eyebrow` move Mummo's face, `nudge` and `praise` never do. Nothing is ever stopped by a remark. Before
a bar in an example stands what the text is read with: the account's hat (`me|`, `work|`), the hour, a word on a list,
an earlier post, an employer's name.

"""
JUDGED = """\
## Measured on judged texts of others

On {day}, with `python packaging/measure_checks.py FOLDER`; without a folder it prints the numbers kept. The texts are
public sets for research (Suomi24 toxicity, RTP-LX, OLID, Davidson, HateCheck, Universal Dependencies, FinCORE, korona
and SemEval tweets, Swedish tweets, XED) and made-up personal data; they are not part of Mummo. The rules were tuned on
these very texts, so believe a little less of each figure: on texts never seen the recall of harsh words is some
hundredths lower. A text counts as found when the face moves; by one check alone, when that check moves it.
*Per 1,000* are alarms among a thousand texts that should be left alone; for a nudge or a check of everyday texts it is
how often it speaks there at all.

"""
OWN = """\
## Measured on our own texts

Texts of our own (`tests/data/own`, CC0) for what no public data covers. Rules are tuned on the part called *dev*.
*kept* is for this report alone: believe it, and it alone. *fresh* was written before the rules of this version but by
the same hand, and its score was looked at many times while they were made, so it flatters them much as *dev* does;
what it says of strangers' posts is little. Where *kept* is far lower, that is the truth. Mummo would rather miss
something than cry wolf. Print the numbers, and the texts of the tuning half that go wrong, with `python
packaging/score_own.py --misses`. For `hats` a text counts as found when the stronger hat is the judged one (or none
is, where none speaks clearly); of `work`, ordinary work posts, every remark that moves the face is a false alarm.
`exceptions` are quotes, irony, denials, banter, names and professional words, judged by the face too: most are to be
left alone, some only look like that. `person` is another's health and children.

"""


def tables() -> Iterator[str]:
    """Yield the page's parts in order."""
    yield HEAD
    for data in all_checks().values():
        yield "\n".join(one(data)) + "\n"
    yield JUDGED.format(day=tomllib.loads(OTHERS.read_text(encoding="utf-8"))["day"]) + "\n".join(judged()) + "\n\n"
    yield OWN + "\n".join(measured()) + "\n"


def one(data: Data) -> Iterator[str]:
    """Yield one check: categories, level, what it says, examples."""
    yield f"## {data.id}\n"
    categories = ", ".join(f"`{category}`" for category in data.categories)
    yield f"Finds {categories}; usually `{data.level.value}`.\n"
    yield "| | why | suggestion |\n| --- | --- | --- |"
    for lang in LANGUAGES:
        said: dict[str, Any] = data.raw["say"][lang]
        yield f"| {lang} | {said['why']} | {said.get('suggestion', '')} |"
    yield "\n| | found | left alone |\n| --- | --- | --- |"
    for lang in LANGUAGES:
        examples = data.raw["examples"][lang]
        yield f"| {lang} | {shown(examples['found'])} | {shown(examples['left_alone'])} |"
    yield ""


def shown(examples: list[str]) -> str:
    """Return two examples of a cell, each on its line."""
    return "<br>".join(" ".join(text.split()).replace("|", "\\|").replace("*", "\\*") for text in examples[:2])


def judged() -> Iterator[str]:
    """Yield the table of the judged texts of others."""
    yield "| what | language | texts | precision | recall | per 1,000 |\n| --- | --- | --- | --- | --- | --- |"
    for (kind, lang), n in sorted(kept().items()):
        yield f"| {kind} | {lang} | {sum(n.values())} | {' | '.join(figures(n))} |"


def measured() -> Iterator[str]:
    """Yield the table of our own set."""
    yield "| category | language | texts | precision | recall | false alarms |\n| --- | --- | --- | --- | --- | --- |"
    for category, languages in tomllib.loads(KEPT.read_text(encoding="utf-8")).items():
        for lang, n in languages.items():
            told = f"{share(n['tp'], n['tp'] + n['fp'])} | {share(n['tp'], n['tp'] + n['fn'])}"
            yield f"| `{category}` | {lang} | {sum(n.values())} | {told} | {n['fp']} |"


def main() -> int:
    """Write the page, or with --check say that it is old."""
    page = "\n".join(tables())
    if "--check" not in sys.argv:
        TARGET.write_text(page, encoding="utf-8")
        return 0
    if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != page:
        print("docs/checks.md is old: run 'python packaging/make_checks_doc.py'", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
