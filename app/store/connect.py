# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How the database file is made, looked at and opened, and what SQLite's troubles mean for the person."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading  # a lock; this room starts no thread
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.errors import AppError, OurFault, ProfileUnusable
from app.paths import Profile, resource
from app.store.lock import held

DAMAGED = "profile.damaged"
SCHEMA = 8
"""The schema this program reads and writes: the number of steps in steps.py."""

MAGIC = b"SQLite format 3\0"


class Connection(sqlite3.Connection):
    """One thread's connection; `busy` is held while it works, `ended` says that somebody has closed it since.

    SQLite's module lets another thread close a connection in the middle of a statement, and the process dies of it.
    """

    def __init__(self, *words: Any, **more: Any) -> None:  # noqa: ANN401 sqlite3's own arguments
        """Open as sqlite3 does; nobody holds it yet."""
        super().__init__(*words, **more)
        self.busy = threading.RLock()
        self.ended = False


def connect(path: Path, patience: float) -> Connection:
    """Open the file for this thread with the settings of facts/reliability.md 4: every commit is flushed."""
    connection = sqlite3.connect(
        path, timeout=patience, isolation_level=None, check_same_thread=False, factory=Connection
    )
    connection.text_factory = _as_written
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    if sys.platform == "darwin":  # there a plain fsync does not reach the disk
        connection.execute("PRAGMA fullfsync=ON")
        connection.execute("PRAGMA checkpoint_fullfsync=ON")
    return connection


def make_ready(profile: Profile, patience: float) -> None:
    """Bring the file to the present schema, whatever it was. Raises ProfileUnusable and leaves it as it is.

    In the place of a damaged one the newest copy that opens is taken, if there is one (restoring.py).
    """
    if is_suspected(profile):
        _restore_if_damaged(profile, patience)
    try:
        _grow(profile, patience)
    except ProfileUnusable as error:
        if error.code != DAMAGED or profile.database.is_dir():
            raise
        suspect(profile)
        _restore_if_damaged(profile, patience)
        _grow(profile, patience)


def suspect(profile: Profile) -> None:
    """Note that something in the database could not be read: the next opening looks at all of it."""
    with suppress(OSError):
        _mark(profile).touch(mode=0o600)


def in_use(profile: Profile) -> Path:
    """Return the lock that every process shares while it has the database open."""
    return profile.root / "mummo.use.lock"


def _mark(profile: Profile) -> Path:
    return profile.root / "mummo.damaged"


def is_suspected(profile: Profile) -> bool:
    """Whether all of the database is to be looked at: a page was unreadable, or it is empty where copies exist."""
    path = profile.database
    empty = path.is_file() and not path.stat().st_size and profile.backups.exists()
    return empty or _mark(profile).exists()


def _restore_if_damaged(profile: Profile, patience: float) -> None:
    from app.store import backups, restoring

    path = profile.database
    empty = not path.exists() or not path.stat().st_size
    if backups.newest_first(profile) if empty else not backups.is_sound(path, copied=False):
        restoring.restore(profile, patience)
    _mark(profile).unlink(missing_ok=True)


def _grow(profile: Profile, patience: float) -> None:
    path = profile.database
    _make_private_file(path)
    _look(path)
    try:
        if _found(path, patience) == (SCHEMA, "wal"):
            return
        with held(profile.root / "mummo.opening.lock", patience) as alone:
            if not alone:
                raise ProfileUnusable("profile.locked", path=path)
            version, _ = _found(path, patience)
            if version <= 0:
                _make_fresh(path, patience)
            elif version < SCHEMA:
                _migrate(profile, version, patience)
            with closing(connect(path, patience)) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error as error:
        raise explained(error, path) from error


def stored(text: str) -> str | bytes:
    """Return what to bind where SQL says `cast(? as text)`, so that lone surrogates survive (SQLite holds UTF-8)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def moment(at: datetime) -> str:
    """Return a time as the database keeps it: UTC, ISO 8601, always 27 characters, so that it sorts as text."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def at(moment: str) -> datetime:
    """Return the time that `moment` wrote."""
    return datetime.fromisoformat(moment)


def explained(error: sqlite3.Error, path: Path) -> AppError:
    """Return what an SQLite error means for the person; what is no trouble of the place is a fault of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None and not isinstance(error, sqlite3.DatabaseError):
        return OurFault("fault.store", reason=type(error).__name__)
    primary = (code or 0) & 0xFF
    name = _TROUBLES.get(primary)
    if name is None:
        return OurFault("fault.store", reason=getattr(error, "sqlite_errorname", type(error).__name__))
    return ProfileUnusable(name, path=path)


_TROUBLES = {
    sqlite3.SQLITE_BUSY: "profile.locked",
    sqlite3.SQLITE_LOCKED: "profile.locked",
    sqlite3.SQLITE_READONLY: "profile.read_only",
    sqlite3.SQLITE_PERM: "profile.read_only",
    sqlite3.SQLITE_CANTOPEN: "profile.read_only",
    sqlite3.SQLITE_FULL: "profile.full",
    sqlite3.SQLITE_IOERR: "profile.disk",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}


def _as_written(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")


def _make_private_file(path: Path) -> None:
    """Make the file 0600 before SQLite opens it: -wal and -shm take over its permissions."""
    if path.is_dir():
        raise ProfileUnusable(DAMAGED, path=path)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except OSError as error:
        raise ProfileUnusable("profile.read_only", path=path) from error
    if not os.access(path.parent, os.W_OK):
        raise ProfileUnusable("profile.read_only", path=path.parent)


def _look(path: Path) -> None:
    """Refuse what is no database before SQLite sees it. A new file is empty."""
    with path.open("rb") as file:
        head = file.read(len(MAGIC))
    if head and head != MAGIC:
        raise ProfileUnusable(DAMAGED, path=path)


def _found(path: Path, patience: float) -> tuple[int, str]:
    """Read the schema's number and the kind of journal without writing anything; refuse a newer schema."""
    if not path.stat().st_size:
        return 0, ""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=patience)) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        journal = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    if version > SCHEMA:
        raise ProfileUnusable("profile.newer", path=path, found=version, known=SCHEMA)
    return version, journal


def _make_fresh(path: Path, patience: float) -> None:
    """Make the present schema from resources/store/schema.sql, which steps.py wrote (a test keeps them equal).

    So a first start waits for the standard library alone; sqlite-utils is loaded when an older file must grow.
    """
    script = resource("store", "schema.sql").read_text(encoding="utf-8")
    with closing(connect(path, patience)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            raise ProfileUnusable("profile.foreign", path=path)
        connection.execute("BEGIN IMMEDIATE")
        for statement in script.strip().split(";\n\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={SCHEMA}")
        connection.execute("COMMIT")


def _migrate(profile: Profile, version: int, patience: float) -> None:
    from app.store import backups, steps

    with closing(connect(profile.database, patience)) as connection:
        backups.copy(connection, profile, f"mummo-schema{version}-", datetime.now(UTC))
        steps.take(connection, version)
