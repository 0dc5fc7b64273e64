# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The wall clock watched by a clock that counts sleep and is never set: whoever moves the one is found out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from app.model import Account, new_id
from app.store import Store

MOVED_S = 5.0
"""A difference to the boot clock below this is the fine tuning that systems do all day."""
TRUSTED_S = 60.0
_SEEN_S = 600.0
_NOTE, _AGREED = "clock", "clock_agreed"


@dataclass(frozen=True, slots=True)
class Boot:
    """Seconds since the machine started, sleep included; `id` is this start's name."""

    id: str
    seconds: float


def boot_now() -> Boot:
    """Return the boot clock. Where a system has none that counts sleep, every process is a start of its own."""
    return Boot(_boot_id(), _seconds())


def _seconds() -> float:
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)  # there it goes on in sleep
    return time.monotonic()


@cache
def _boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return new_id()


class Watch:
    """The time as the sender may believe it: what is stored is moved along when the wall clock was."""

    def __init__(self, store: Store, clock: Callable[[], datetime], boot: Callable[[], Boot]) -> None:
        """Keep both clocks; what was known at the last look is read at the first question."""
        self._store, self._clock, self.boot = store, clock, boot
        self._known: tuple[str, float, datetime] | None = None

    def now(self) -> datetime:
        """Return the present moment (UTC). If the clock was moved, moments stored for doubts are moved along first."""
        utc, boot = self._clock(), self.boot()
        offset = utc.timestamp() - boot.seconds
        identity, before, seen = self._known or self._read() or ("", offset, utc)
        if identity == boot.id:
            if abs(offset - before) > MOVED_S:
                self._store.clock.moved(timedelta(seconds=offset - before), _NOTE, _text(boot, offset, utc))
                self._known = boot.id, offset, utc
            elif (utc - seen).total_seconds() > _SEEN_S or self._known is None:
                self._known = boot.id, before, utc
                if (utc - seen).total_seconds() > _SEEN_S:
                    self._store.notes.put(_NOTE, _text(boot, before, utc))
        else:
            went_back = bool(identity) and utc < seen
            self._store.clock.unknown(utc, went_back, _NOTE, _text(boot, offset, utc))
            self._known = boot.id, offset, utc
        return utc

    def agreed(self) -> bool:
        """Tell whether a server's clock agreed with this one since the machine started and nobody has moved it."""
        told = _read(self._store.notes.get(_AGREED))
        boot = self.boot()
        offset = self._clock().timestamp() - boot.seconds
        return told is not None and told[0] == boot.id and abs(offset - told[1]) <= TRUSTED_S

    def agrees(self, account: Account, ask: Callable[[Account], datetime | None], most: timedelta) -> timedelta | None:
        """Return how far an account's server is ahead if that is too far, None if all is well or it does not say."""
        theirs = ask(account)
        utc, boot = self._clock(), self.boot()
        if theirs is None:
            return None
        if abs(theirs - utc) > most:
            return theirs - utc
        self._store.notes.put(_AGREED, _text(boot, utc.timestamp() - boot.seconds, utc))
        self._store.clock.believed_again(utc)
        return None

    def _read(self) -> tuple[str, float, datetime] | None:
        return _read(self._store.notes.get(_NOTE))


def _text(boot: Boot, offset: float, seen: datetime) -> str:
    return json.dumps([boot.id, offset, seen.timestamp()])


def _read(text: str) -> tuple[str, float, datetime] | None:
    try:
        identity, offset, seen = json.loads(text)
        return str(identity), float(offset), datetime.fromtimestamp(float(seen), UTC)
    except (ValueError, TypeError, OverflowError, OSError):
        return None
