# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Lists every lemma of the language tables that a single-word rule of a harsh check catches, to be read by a person.

    python packaging/make_caught.py        writes tests/data/caught/<code>.txt (a minute)

A change of the rules shows in the list as a change of lines: an innocent word that turns up there goes into the rule's
`not` list (or the rule goes). Only rules without a second word are listed; phrases need one anyhow.
"""

from __future__ import annotations

import sys
from collections import defaultdict

from environment import ROOT

sys.path.insert(0, str(ROOT))

from app import languages
from app.checking import data

FOLDER = ROOT / "tests" / "data" / "caught"
CHECKS = {"crude", "slur", "threat", "hostile_person", "hostile_group", "grandma_sex"}
LEVELS = ("startled#", "eyebrow#")
HEAD = (
    "# Lemmas caught by one word alone: read, and found rude or used with care. Written by packaging/make_caught.py\n"
)


def caught(language: str) -> dict[str, set[str]]:
    """Return the lemmas each check catches in one of their forms."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    lexicon = data._lexicon(language)
    found: dict[str, set[str]] = defaultdict(set)
    for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
        for tag in lexicon._classify(str(form).lower()[:64]):
            owner, _, name = tag.partition("#")
            if owner in CHECKS and name.startswith(LEVELS) and " " not in name:
                found[owner].add(str(lemma))
    return found


def main() -> int:
    """Write the list of each language."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language in languages.codes():
        lines = [HEAD]
        for owner, lemmas in sorted(caught(language).items()):
            lines.append(f"\n[{owner}]\n" + "\n".join(sorted(lemmas)) + "\n")
        (FOLDER / f"{language}.txt").write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
