# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Finnish words that stand in no table of ours, asked of libvoikko where that is installed. Nothing needs it.

On Debian and Ubuntu: `apt install libvoikko1 voikko-fi`, then `pip install libvoikko` into Mummo's environment.
Of the content words in the test part of UD Finnish-TDT one in nine stands in no table; with libvoikko .877 of all get
the lemma written there instead of .860, at 20 µs a word. The search and the learned hats ask it, no check does.
"""

from __future__ import annotations

import importlib
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

_LONGEST = 64
_handle: ContextVar[Any] = ContextVar("voikko")
"""One for each thread, as libvoikko demands; None where it, or its Finnish dictionary, is not installed."""


def base(word: str) -> str | None:
    """Return the lemma of a lower-case Finnish word, None if Voikko does not know it or is not there."""
    handle = _opened()
    if handle is None or len(word) > _LONGEST or not word.isalpha():
        return None
    found = handle.analyze(word) or handle.analyze(word.capitalize())  # names it knows with a capital letter alone
    return str(found[0]["BASEFORM"]).replace("=", "").lower() if found else None


def is_there() -> bool:
    """Whether libvoikko and its Finnish dictionary can be used."""
    return _opened() is not None


def _opened() -> Any:  # noqa: ANN401 libvoikko has no types
    try:
        return _handle.get()
    except LookupError:
        handle = None
        with suppress(ImportError, OSError):  # the package, the library behind it
            voikko = importlib.import_module("libvoikko")
            with suppress(voikko.VoikkoException):  # the dictionary
                handle = voikko.Voikko("fi")
        _handle.set(handle)
        return handle
