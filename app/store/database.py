# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One open database: a connection per thread, short write transactions. The tables have a file each beside it."""

from __future__ import annotations

import sqlite3
import threading  # a lock and a per-thread slot; this room starts no thread
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

from app.paths import Profile, make_private_folder
from app.store import connect

Row = tuple[Any, ...]


class Database:
    """The database of one profile. Nothing touches the disk before the first question (or `open`).

    Safe to share between threads: each gets its own connection. Every method may raise ProfileUnusable.
    """

    def __init__(self, profile: Profile, patience: float = 5.0) -> None:
        """Keep the profile; wait at most `patience` seconds for another process's write."""
        self.profile = profile
        self._patience = patience
        self._here = threading.local()
        self._opening = threading.Lock()
        self._ready = False
        self._all: WeakSet[sqlite3.Connection] = WeakSet()

    def open(self) -> None:
        """Make or migrate the database now; without this call it happens at the first question."""
        with self._trouble():
            self._connection()

    def read(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return the rows of one query."""
        with self._trouble():
            return self._connection().execute(sql, values).fetchall()

    def first(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """Return the first row of one query, None without any."""
        with self._trouble():
            row: Row | None = self._connection().execute(sql, values).fetchone()
            return row

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Open one write transaction, flushed to the disk when the block ends, undone when it raises.

        Never hold one across a network request or a user's thought.
        """
        with self._trouble():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connections of all threads; the last one moves the write-ahead log into the database."""
        for connection in tuple(self._all):
            connection.close()
        self._all.clear()
        self._here = threading.local()
        self._ready = False

    def _connection(self) -> sqlite3.Connection:
        mine: sqlite3.Connection | None = getattr(self._here, "connection", None)
        if mine is None:
            with self._opening:
                if not self._ready:
                    make_private_folder(self.profile.root)
                    connect.make_ready(self.profile, self._patience)
                    self._ready = True
                mine = connect.connect(self.profile.database, self._patience)
                self._all.add(mine)
            self._here.connection = mine
        return mine

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise connect.explained(error, self.profile.database) from error
