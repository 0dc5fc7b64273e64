# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the writer said is fine, in one draft or everywhere."""

from __future__ import annotations

from datetime import datetime

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
                "INSERT OR REPLACE INTO waivers (id, category, words, key, draft, at, rule)"
                " VALUES (?, ?, cast(? AS text), cast(? AS text), ?, ?, cast(? AS text))",
                (
                    *(waiver.id, waiver.category, stored(waiver.words), stored(key), waiver.draft),
                    *(moment(waiver.at), stored(waiver.rule)),
                ),
            )

    def all(self) -> tuple[Waiver, ...]:
        """Return all waivers, newest first."""
        rows = self._database.read(
            "SELECT id, category, words, draft, at, rule FROM waivers ORDER BY at DESC, rowid DESC"
        )
        return tuple(
            Waiver(identity, category, words, draft, at(when), rule)
            for identity, category, words, draft, when, rule in rows
        )

    def times(self, category: str, rule: str) -> int:
        """Return in how many posts a rule was waved off since its advice was last taken, or since it was woken."""
        row = self._database.first(
            "SELECT count(*) FROM waivers WHERE category = ? AND rule = cast(? AS text) AND draft IS NOT NULL AND at >"
            " coalesce((SELECT at FROM taken WHERE category = waivers.category AND rule = waivers.rule), '')",
            (category, stored(rule)),
        )
        return int(row[0]) if row else 0

    def take(self, category: str, rule: str, when: datetime) -> None:
        """Note that a rule's advice was taken, or that the rule was woken: it is counted anew from then on."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO taken (category, rule, at) VALUES (?, cast(? AS text), ?)",
                (category, stored(rule), moment(when)),
            )

    def resting(self) -> frozenset[tuple[str, str]]:
        """Return category and rule of what fell silent by itself."""
        rows = self._database.read("SELECT category, rule FROM waivers WHERE draft IS NULL AND rule != ''")
        return frozenset((row[0], row[1]) for row in rows)

    def keys(self) -> frozenset[tuple[str, str, str | None]]:
        """Return category, key and draft of every waiver: all that the check must know."""
        return frozenset(
            (row[0], row[1], row[2])
            for row in self._database.read(
                "SELECT category, key, draft FROM waivers WHERE draft IS NOT NULL OR rule = ''"
            )
        )

    def remove(self, waiver: str) -> None:
        """Take a waiver back. Raises Fixable("waiver.unknown")."""
        with self._database.write() as connection:
            if not connection.execute("DELETE FROM waivers WHERE id = ?", (waiver,)).rowcount:
                raise Fixable("waiver.unknown", id=waiver)
