# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The log of a profile: codes, times and frames. Never a post's text, a token or the facts of an error."""

from __future__ import annotations

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from app.errors import ProfileUnusable
from app.paths import Profile, make_private_folder

MOST_BYTES = 512 * 1024
"""The log starts anew past this size; the one before is kept beside it."""


def record_fault(profile: Profile, error: BaseException) -> Path:
    """Append an unexpected error (type and frames, no message: it may hold text); return the log.

    Never raises: where nothing can be written the fault is still told to the person.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{datetime.now(UTC).isoformat(timespec='seconds')} {type(error).__module__}.{type(error).__qualname__}"]
    lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    try:
        make_private_folder(profile.root)
        _make_room(profile.log)
        handle = os.open(profile.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except (OSError, ProfileUnusable):
        pass
    return profile.log


def _make_room(log: Path) -> None:
    if log.exists() and log.stat().st_size > MOST_BYTES:
        log.replace(log.with_suffix(".log.1"))
