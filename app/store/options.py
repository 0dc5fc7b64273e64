# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the writer chose for one network beside the text: who sees it, a content warning, what it answers."""

from __future__ import annotations

import sqlite3

from app.errors import Fixable
from app.model import Facts
from app.store.connect import stored
from app.store.database import Database


class Options:
    """Choices per draft and network by name; which names a network knows stands in its data file."""

    def __init__(self, database: Database) -> None:
        """Keep the open database."""
        self._database = database

    def of(self, draft: str, network: str) -> Facts:
        """Return what was chosen, by name; () for a draft nobody knows."""
        rows = self._database.read(
            "SELECT name, value FROM draft_options WHERE draft = ? AND network = ? ORDER BY name", (draft, network)
        )
        return tuple((name, value) for name, value in rows)

    def choose(self, draft: str, network: str, name: str, value: str) -> None:
        """Keep one choice; "" takes it back. Raises Fixable("draft.unknown")."""
        with self._database.write() as connection:
            if not connection.execute("SELECT 1 FROM drafts WHERE id = ?", (draft,)).fetchone():
                raise Fixable("draft.unknown", id=draft)
            connection.execute(
                "DELETE FROM draft_options WHERE draft = ? AND network = ? AND name = ?", (draft, network, name)
            )
            if value:
                connection.execute(
                    "INSERT INTO draft_options (draft, network, name, value) VALUES (?, ?, ?, cast(? AS text))",
                    (draft, network, name, stored(value)),
                )

    def frozen(self, delivery: str) -> Facts:
        """Return the choices a delivery was queued with."""
        rows = self._database.read(
            "SELECT name, value FROM delivery_options WHERE delivery = ? ORDER BY name", (delivery,)
        )
        return tuple((name, value) for name, value in rows)


def freeze(connection: sqlite3.Connection, delivery: str, options: Facts) -> None:
    """Put these choices in place of those a queued delivery had."""
    connection.execute("DELETE FROM delivery_options WHERE delivery = ?", (delivery,))
    connection.executemany(
        "INSERT INTO delivery_options (delivery, name, value) VALUES (?, ?, cast(? AS text))",
        [(delivery, name, stored(value)) for name, value in options],
    )
