# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A mebibyte of disk kept for the moment when the disk is full and a network's answer must still be written down."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

SIZE = 1 << 20
_ROOM = 256 * 1024
"""Bytes that must be free for a transaction and the log it is written to first."""


class Reserve:
    """One file that is worth nothing but its place."""

    def __init__(self, path: Path) -> None:
        """Keep where it lies; nothing is written yet."""
        self._path = path

    def keep(self) -> None:
        """Make the file if it is not there and there is plenty of room; a disk that can't take it has none to keep."""
        with suppress(OSError):
            if self._path.exists() or shutil.disk_usage(self._path.parent).free < 4 * SIZE:
                return
            handle = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(bytes(SIZE))  # zeros, not a hole: the blocks must be ours

    def give_if_full(self) -> None:
        """Let go of the file when hardly anything is free."""
        with suppress(OSError):
            if shutil.disk_usage(self._path.parent).free < _ROOM:
                self._path.unlink(missing_ok=True)
