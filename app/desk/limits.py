# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What an account's own server allows, as it told when the account was added: one small file an account."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.errors import AppError
from app.networks import believed
from app.paths import Profile, make_private_folder, write_safely


class ServerLimits:
    """The files `limits/<account id>.json` of a profile. Nothing here raises: without a file the usual limits hold."""

    def __init__(self, profile: Profile) -> None:
        """Touch nothing on the disk yet."""
        self._folder = profile.root / "limits"

    def keep(self, account: str, limits: Mapping[str, int], now: datetime) -> None:
        """Keep what a server told, with the day it was read; nothing told makes no file."""
        if not limits:
            return
        with suppress(AppError, OSError):
            make_private_folder(self._folder)
            write_safely(self._path(account), json.dumps({"read": now.date().isoformat(), **limits}).encode())

    def of(self, account: str) -> dict[str, int]:
        """Return what is kept of an account's server, as far as it can be believed; {} for nothing."""
        try:
            told = json.loads(self._path(account).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return believed(told) if isinstance(told, dict) else {}

    def forget(self, account: str) -> None:
        """Remove an account's file."""
        with suppress(OSError):
            self._path(account).unlink(missing_ok=True)

    def _path(self, account: str) -> Path:
        return self._folder / f"{account}.json"
