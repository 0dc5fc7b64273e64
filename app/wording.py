# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""From a code to a sentence in fi, sv or en. Only this room translates; .po files are the source, .mo what is read."""

from __future__ import annotations

import gettext
import os
from functools import cache

from app.paths import resource

LANGUAGES = ("fi", "sv", "en")


class Wording:
    """The sentences of one language."""

    def __init__(self, language: str) -> None:
        """Load resources/wording/<language>.mo; a missing language falls back to English."""
        self.language = language if language in LANGUAGES else "en"
        with resource("wording", f"{self.language}.mo").open("rb") as file:
            self._catalog = gettext.GNUTranslations(file)

    def __call__(self, code: str, /, **facts: object) -> str:
        """Return the sentence for `code` with `facts` filled in; `n` chooses the plural form.

        An unknown code comes back as it is, so that nothing is ever empty (a test finds it).
        """
        number = facts.get("n")
        sentence = (
            self._catalog.ngettext(code, code, number) if isinstance(number, int) else self._catalog.gettext(code)
        )
        return sentence.format_map(_Known(facts)) if facts else sentence


class _Known(dict[str, object]):
    """Leaves an unknown {name} as it stands instead of raising."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@cache
def wording(language: str) -> Wording:
    """Return the sentences of a language, loaded once."""
    return Wording(language)


_current = ["en"]


def use(language: str) -> None:
    """Choose the language that `t` speaks in this process."""
    _current[0] = language


def t(code: str, /, **facts: object) -> str:
    """Return the sentence for `code` in the chosen language."""
    return wording(_current[0])(code, **facts)


def knows(code: str) -> bool:
    """Tell whether there is a sentence for a code: some are optional."""
    return t(code) != code


def current() -> str:
    """Return the chosen language: fi, sv or en."""
    return _current[0]


def system_language() -> str:
    """Return the first of LC_ALL, LC_MESSAGES, LANG, LANGUAGE (then the system's locale) that Mummo speaks, else en."""
    import locale  # late: only asked where no language is chosen yet

    named = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    named.append(locale.getlocale()[0] or "")
    for tag in ":".join(named).split(":"):
        if tag[:2].lower() in LANGUAGES:
            return tag[:2].lower()
    return "en"
