# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What can still be read of a damaged database, written into the sound copy that takes its place."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from app.store.connect import MAGIC
from app.store.notes import WISH

_NEWER = "ON CONFLICT ({keys}) DO UPDATE SET {sets} WHERE excluded.saved_at > {table}.saved_at"
_NEW = "ON CONFLICT DO NOTHING"
_ROWS = {
    "accounts": _NEW,
    "pictures": _NEW,
    "drafts": _NEWER,
    "forks": _NEWER,
    "revisions": _NEW,
    "draft_pictures": _NEW,
    "draft_cards": _NEW,
    "draft_options": _NEW,
    "posts": _NEW,
    "post_pictures": _NEW,
    "sent": _NEW,
}
"""What is taken over row by row, each after what it refers to."""
_TEXTS = ("drafts", "posts")
_OUTBOX = (
    "deliveries",
    "parts",
    "attempts",
    "delivery_pictures",
    "delivery_cards",
    "delivery_options",
    "answers",
    "replies",
)
"""What is taken over as one or not at all: half a delivery could go out as half a post."""
_HEAD, _SIZE, _COUNT = 100, slice(16, 18), slice(28, 32)
_OUT = (
    "deliveries WHERE closed_at IS NULL AND state <> 'published' AND EXISTS (SELECT 1 FROM sent s JOIN posts p"
    " ON p.id = s.post WHERE s.delivery = deliveries.id AND p.digest = deliveries.digest)"
)


def salvage(connection: sqlite3.Connection, damaged: Path, copy: Path, scratch: Path) -> int:
    """Take over what is newer in `damaged`, of which `copy` is an older state; return how many texts.

    Neither file is changed: what SQLite writes goes into the folder `scratch`.
    """
    saved = 0
    with suppress(sqlite3.Error), closing(sqlite3.connect(_readable_file(damaged, copy, scratch))) as source:
        source.text_factory = bytes  # lone surrogates too come over as they are
        for table, clash in _ROWS.items():
            if _columns(source, table) == _columns(connection, table):
                rows = _write(connection, table, _readable(source, table), clash)
                saved += rows if table in _TEXTS else 0
        if not _take_outbox(connection, source):
            _close_what_is_out(connection)
    return saved


def _readable_file(damaged: Path, copy: Path, scratch: Path) -> Path:
    """Copy the damaged file; where its first bytes are no database's any more, those of `copy` tell how to read it."""
    path = scratch / "damaged.sqlite3"
    shutil.copyfile(damaged, path)
    if Path(f"{damaged}-wal").exists():
        shutil.copyfile(f"{damaged}-wal", f"{path}-wal")
    with path.open("r+b") as file:
        if file.read(len(MAGIC)) != MAGIC and path.stat().st_size > _HEAD:
            with copy.open("rb") as sound:
                head = bytearray(sound.read(_HEAD))
            size = int.from_bytes(head[_SIZE], "big")
            pages = path.stat().st_size // (65536 if size == 1 else size)
            head[_COUNT] = pages.to_bytes(4, "big")
            file.seek(0)
            file.write(head)
    return path


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, int]]:
    """Return name, kind and place in the key of each column."""
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [(_text(row[1]), _text(row[2]).upper(), int(row[5])) for row in rows]


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _write(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]], clash: str) -> int:
    """Write rows that fit; return how many were new or newer."""
    columns = _columns(connection, table)
    marks = ", ".join("cast(? as text)" if kind == "TEXT" else "?" for _, kind, _ in columns)
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name, _, _ in columns)
    keys = ", ".join(name for name, _, key in columns if key)
    sql = f"INSERT INTO {table} VALUES ({marks}) {clash.format(keys=keys, sets=sets, table=table)}"  # noqa: S608 our own names
    written = 0
    for row in rows:
        with suppress(sqlite3.IntegrityError):
            written += max(connection.execute(sql, row).rowcount, 0)
    return written


def _readable(source: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """Give the rows of a table up to a page that can't be read, and those behind it from the other end."""
    seen: set[object] = set()
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.Error):
            for number, *row in source.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid {order}"):  # noqa: S608 our own names
                if number in seen:
                    return
                seen.add(number)
                yield tuple(row)


def _take_outbox(connection: sqlite3.Connection, source: sqlite3.Connection) -> bool:
    """Put the outbox of the damaged file in the place of the copy's if every row of it can be read."""
    connection.execute("SAVEPOINT outbox")
    try:
        connection.execute("DELETE FROM deliveries")  # and what hangs on them
        for table in _OUTBOX:
            rows = source.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 our own names
            if _columns(source, table) != _columns(connection, table):
                raise sqlite3.DataError("another schema")
            if _write(connection, table, rows, "") != len(rows):
                raise sqlite3.DataError("a row that belongs to none")
        wishes = source.execute("SELECT * FROM notes WHERE name LIKE ?", (f"{WISH}%",)).fetchall()
        connection.execute("DELETE FROM notes WHERE name LIKE ?", (f"{WISH}%",))
        _write(connection, "notes", wishes, "")
    except sqlite3.Error:
        connection.execute("ROLLBACK TO outbox")
        return False
    finally:
        connection.execute("RELEASE outbox")
    return True


def _close_what_is_out(connection: sqlite3.Connection) -> None:
    """What the history knows as published is asked for no more."""
    connection.execute(f"UPDATE parts SET state = 'done' WHERE delivery IN (SELECT id FROM {_OUT})")  # noqa: S608 fixed texts
    out = connection.execute(f"SELECT id FROM {_OUT}").fetchall()  # noqa: S608 fixed texts
    sets = "state = 'published', owner = '', left_early = '', message = '', facts = '{}'"
    connection.executemany(f"UPDATE deliveries SET {sets} WHERE id = ?", out)  # noqa: S608 fixed texts
