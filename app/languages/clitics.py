# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What hangs on the end of a Finnish word beside its inflection: -kin, -ko, -han and the possessives. Pure."""

from __future__ import annotations

import re

_CLITICS = re.compile(r"(?<=\w\w\w)(?:ko|kö)?(?:han|hän|pa|pä|kin|kaan|kään)$|(?<=\w\w\w)(?:ko|kö)s?$")
_POSSESSIVES = ("ni", "si", "nsa", "nsä", "mme", "nne")
_ENDINGS = (*_POSSESSIVES, "han", "hän", "pa", "pä", "kin", "kaan", "kään", "ko", "kö", "kos", "kös")


def bare(word: str) -> tuple[str, ...]:
    """Return a lower-case word, and what is left of it without its clitics and without its possessive."""
    if len(word) < 5 or not word.endswith(_ENDINGS):
        return (word,)
    match = _CLITICS.search(word)
    without = word[: match.start()] if match else word
    return (word, without, *(without[: -len(end)] for end in _POSSESSIVES if without.endswith(end)))
