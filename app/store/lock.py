# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Operating-system file locks: a role only one process can hold, freed at once when its holder dies.

A lock, not a time lease: a lease runs out while the computer sleeps, a lock does not (facts/reliability.md 1).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import ProfileUnusable


@contextmanager
def held(path: Path, patience: float = 0.0) -> Iterator[bool]:
    """Hold the lock file `path` while the block runs; gives False when another holder outlasts `patience` seconds."""
    handle = _open(path)
    try:
        deadline = time.monotonic() + patience
        while not (mine := _take(handle)) and time.monotonic() < deadline:
            time.sleep(0.02)
        yield mine
        if mine:
            _give_back(handle)
    finally:
        os.close(handle)


def share(path: Path, patience: float = 0.0) -> int | None:
    """Hold the lock file `path` together with others, so that nobody holds it alone; close the descriptor to let go.

    None where the system has no such locks: on Windows an open file can't be replaced anyway. Raises
    ProfileUnusable("profile.locked") when somebody holds it alone for longer than `patience` seconds.
    """
    if sys.platform == "win32":
        return None
    handle = _open(path)
    deadline = time.monotonic() + patience
    while not _take(handle, fcntl.LOCK_SH):
        if time.monotonic() >= deadline:
            os.close(handle)
            raise ProfileUnusable("profile.locked", path=path)
        time.sleep(0.02)
    return handle


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_CREAT | os.O_RDWR, 0o600)  # not inherited by children (PEP 446)
    except OSError as error:
        raise ProfileUnusable("profile.read_only", path=path) from error


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _give_back(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int, how: int = fcntl.LOCK_EX) -> bool:
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _give_back(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
