# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Copies of the database that are known to open: one before each migration, one a day."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.paths import Profile, make_private_folder

KEPT = 14
"""So many copies of days are kept (facts/reliability.md, figures); those made before a migration stay."""
DAY = timedelta(days=1)
_DAY, _STAMP = "mummo-day-", "%Y%m%dT%H%M%S%f"


def copy(connection: sqlite3.Connection, profile: Profile, name: str, now: datetime) -> Path:
    """Copy an open database aside (0600) and make sure that the copy opens. Raises sqlite3.Error, leaves nothing then.

    `name` comes before the moment in the file's name. Other connections may write meanwhile.
    """
    make_private_folder(profile.backups)
    path = profile.backups / f"{name}{now.astimezone(UTC).strftime(_STAMP)}.sqlite3"
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with closing(sqlite3.connect(path)) as target:
            connection.backup(target)
        if not is_sound(path):
            raise _unsound()
    except BaseException:
        path.unlink()
        raise
    return path


def of_today(connection: sqlite3.Connection, profile: Profile, now: datetime) -> Path | None:
    """Make the day's copy and let go of the oldest; None when the newest copy is less than a day old."""
    days = [path for path in newest_first(profile) if path.name.startswith(_DAY)]
    if days and timedelta(0) <= now - made_at(days[0]) < DAY:
        return None
    made = copy(connection, profile, _DAY, now)
    for path in days[KEPT - 1 :]:
        path.unlink(missing_ok=True)
    return made


def newest_first(profile: Profile) -> list[Path]:
    """Return every copy there is, whatever it was made for."""
    if not profile.backups.is_dir():
        return []
    return sorted((path for path in profile.backups.glob("mummo-*-*.sqlite3") if _dated(path)), key=made_at)[::-1]


def made_at(path: Path) -> datetime:
    """Return when a copy was made (UTC), by its name."""
    return datetime.strptime(path.stem.rpartition("-")[2], _STAMP).replace(tzinfo=UTC)


def is_sound(path: Path, copied: bool = True) -> bool:
    """Whether a database opens and every page of it can be read; nobody writes to one that is `copied`."""
    try:
        mode = "mode=ro&immutable=1" if copied else "mode=ro"  # else SQLite leaves files of its own beside it
        with closing(sqlite3.connect(f"{path.as_uri()}?{mode}", uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def _unsound() -> sqlite3.Error:
    """What SQLite itself says of a page it can't read: a copy that is not sound tells that its original is not."""
    error = sqlite3.DatabaseError("the copy is not sound")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _dated(path: Path) -> bool:
    try:
        made_at(path)
    except ValueError:
        return False
    return True
