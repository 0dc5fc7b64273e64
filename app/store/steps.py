# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How the schema grew: named steps on raw tables, never changed once shipped, each in one transaction.

Steps know no other file of the program: the tables of today must not leak into a step of yesterday.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence, Set
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.db import DEFAULT, ForeignKey

from app.paths import Profile, make_private_folder

Step = Callable[[Database], None]


def step_1_drafts_accounts_waivers(db: Database) -> None:
    """Lay the tables of the write view."""
    _table(
        db,
        "drafts",
        {
            "id": str,
            "saved_at": str,
            "kind": str,
            "kind_chosen": int,
            "accounts": str,  # JSON list of account ids
            "cursor": int,
            "starter": str,
            "based_on": str,
            "removed_at": str,
            "text": str,  # last, so that sorting by time reads no overflow pages
        },
        optional={"removed_at"},
    )
    _table(
        db,
        "revisions",
        {"id": str, "draft": str, "at": str, "characters": int, "why": str, "text": str},
        parents=[("draft", "drafts")],
    )
    db.table("revisions").create_index(["draft", "at"])
    _table(
        db,
        "pictures",
        {"id": str, "file": str, "width": int, "height": int, "bytes": int, "mime": str, "removed": str},
    )
    _table(
        db,
        "draft_pictures",
        {"draft": str, "picture": str, "place": int, "alt": str},
        key=("draft", "picture"),
        parents=[("draft", "drafts"), ("picture", "pictures")],
    )
    _table(
        db,
        "accounts",
        {
            "id": str,
            "network": str,
            "name": str,
            "way": str,
            "handle": str,
            "server": str,
            "remote_id": str,
            "hat": str,
            "signed_in_until": str,
            "session_only": int,
        },
        optional={"hat", "signed_in_until"},
    )
    _table(
        db,
        "waivers",
        {"id": str, "category": str, "words": str, "key": str, "draft": str, "at": str},
        optional={"draft"},
    )


STEPS: tuple[Step, ...] = (step_1_drafts_accounts_waivers,)


def take(connection: sqlite3.Connection, done: int) -> None:
    """Take the steps after the first `done` ones; a step that fails or is killed leaves no trace."""
    db = Database(connection, execute_plugins=False)
    for number, step in enumerate(STEPS[done:], start=done + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            step(db)
            connection.execute(f"PRAGMA user_version={number}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def back_up(connection: sqlite3.Connection, profile: Profile, version: int) -> Path:
    """Copy the database aside (0600) before it grows, and make sure that the copy opens."""
    make_private_folder(profile.backups)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    path = profile.backups / f"mummo-schema{version}-{stamp}.sqlite3"
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("backup")
    return path


def schema(connection: sqlite3.Connection) -> str:
    """Return the whole schema as a script; what resources/store/schema.sql holds."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' ORDER BY rowid"
    )
    return ";\n\n".join(row[0] for row in rows) + "\n"


def _table(
    db: Database,
    name: str,
    columns: dict[str, type],
    *,
    key: str | tuple[str, ...] = "id",
    optional: Set[str] = frozenset(),
    parents: Sequence[tuple[str, str]] = (),
) -> None:
    """Make one strict table; all but the `optional` columns must be filled, rows go when their parent goes."""
    db.table(name).create(
        columns,
        pk=key,
        not_null=set(columns) - optional - {key},
        foreign_keys=[ForeignKey(name, column, table, "id", on_delete="CASCADE") for column, table in parents]
        or DEFAULT,
        strict=True,
    )
