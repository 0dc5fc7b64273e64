# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the writer said is fine, in one draft or everywhere."""

from __future__ import annotations

from app.errors import Fixable
from app.model import Waiver
from app.store.connect import at, moment, stored
from app.store.database import Database


class Waivers:
    """What was fine by the writer."""

    def __init__(self, database: Database) -> None:
        """Keep the open database."""
        self._database = database

    def add(self, waiver: Waiver, key: str) -> None:
        """Remember a waiver. `key`: its words without inflection, "" for never again; the same id is replaced."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO waivers (id, category, words, key, draft, at)"
                " VALUES (?, ?, cast(? AS text), cast(? AS text), ?, ?)",
                (waiver.id, waiver.category, stored(waiver.words), stored(key), waiver.draft, moment(waiver.at)),
            )

    def all(self) -> tuple[Waiver, ...]:
        """Return all waivers, newest first."""
        rows = self._database.read("SELECT id, category, words, draft, at FROM waivers ORDER BY at DESC, rowid DESC")
        return tuple(
            Waiver(identity, category, words, draft, at(when)) for identity, category, words, draft, when in rows
        )

    def keys(self) -> frozenset[tuple[str, str, str | None]]:
        """Return category, key and draft of every waiver: all that the check must know."""
        return frozenset(
            (row[0], row[1], row[2]) for row in self._database.read("SELECT category, key, draft FROM waivers")
        )

    def remove(self, waiver: str) -> None:
        """Take a waiver back. Raises Fixable("waiver.unknown")."""
        with self._database.write() as connection:
            if not connection.execute("DELETE FROM waivers WHERE id = ?", (waiver,)).rowcount:
                raise Fixable("waiver.unknown", id=waiver)
