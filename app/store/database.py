# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One open database: a connection per thread, short write transactions. The tables have a file each beside it."""

from __future__ import annotations

import os
import sqlite3
import threading  # a lock and a per-thread slot; this room starts no thread
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from weakref import WeakSet

from app.paths import Profile, make_private_folder
from app.store import connect
from app.store.connect import in_use
from app.store.lock import share

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
        self._use: int | None = None
        self._all: WeakSet[connect.Connection] = WeakSet()

    def open(self) -> None:
        """Make or migrate the database now; without this call it happens at the first question."""
        with self._mine():
            pass

    @property
    def is_open(self) -> bool:
        """Whether anything was asked of it yet."""
        return self._ready

    def read(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return the rows of one query."""
        with self._mine() as connection:
            return connection.execute(sql, values).fetchall()

    def first(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """Return the first row of one query, None without any."""
        with self._mine() as connection:
            row: Row | None = connection.execute(sql, values).fetchone()
            return row

    def version(self) -> int:
        """Return a number that changes when another process has written something."""
        row = self.first("PRAGMA data_version")
        return int(row[0]) if row else 0

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Open one write transaction, flushed to the disk when the block ends, undone when it raises.

        Never hold one across a network request or a user's thought.
        """
        with self._mine() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def copy_of_today(self, now: datetime) -> bool:
        """Copy all of it aside once a day (backups.py); tell whether a copy was made now."""
        from app.store import backups

        with self._mine() as connection:
            return backups.of_today(connection, self.profile, now) is not None

    def close(self) -> None:
        """Close the connections of all threads; the last one moves the write-ahead log into the database.

        Waits for what another thread is just doing. A thread that asks afterwards opens its own connection anew: a post
        that went out while the program was ending is still written down.
        """
        with self._opening:
            every = tuple(self._all)
            self._all.clear()
            use, self._use = self._use, None
            self._ready = False
        for connection in every:
            with connection.busy:
                connection.ended = True
                connection.close()
        if use is not None:
            os.close(use)

    @contextmanager
    def _mine(self) -> Iterator[connect.Connection]:
        """Hold this thread's connection, so that nobody closes it meanwhile."""
        with self._trouble():
            while True:
                connection = self._connection()
                with connection.busy:
                    if not connection.ended:  # closed between the two lines above: open another
                        yield connection
                        return

    def _connection(self) -> connect.Connection:
        mine: connect.Connection | None = getattr(self._here, "connection", None)
        if mine is None or mine.ended:
            with self._opening:
                if not self._ready:
                    make_private_folder(self.profile.root)
                    connect.make_ready(self.profile, self._patience)
                    self._use = share(in_use(self.profile), self._patience)
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
            told = connect.explained(error, self.profile.database)
            if told.code == connect.DAMAGED:
                connect.suspect(self.profile)
            raise told from error
