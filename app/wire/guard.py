# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How long a decision to send holds, over all the requests it takes and over sleep: afterwards nothing leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_until: ContextVar[tuple[float, Callable[[], float]] | None] = ContextVar("until", default=None)


@contextmanager
def within(seconds: float, clock: Callable[[], float]) -> Iterator[None]:
    """Let requests of this block begin for `seconds` from now on `clock`, which must count sleep."""
    before = _until.set((clock() + seconds, clock))
    try:
        yield
    finally:
        _until.reset(before)


def overdue() -> bool:
    """Tell whether the time of the decision under way is over; asked just before the first byte of each request."""
    until = _until.get()
    return until is not None and until[1]() > until[0]
