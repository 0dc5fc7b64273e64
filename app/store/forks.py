# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What single networks have of their own in a draft: texts, cuts of the thread, and who its mentions mean."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.errors import Fixable
from app.store.connect import moment, stored
from app.store.database import Database

Place = tuple[str, str, int, int]
"""Words before and after a cut, and how far it is from either end of the text, as app/variants anchors it."""


class Forks:
    """Own texts and cuts per draft and network. They go with their draft."""

    def __init__(self, database: Database) -> None:
        """Keep the open database."""
        self._database = database

    def all(self, draft: str) -> dict[str, str]:
        """Return the own texts of a draft by network; a draft nobody knows has none."""
        rows = self._database.read("SELECT network, text FROM forks WHERE draft = ? ORDER BY network", (draft,))
        return dict(rows)

    def get(self, draft: str, network: str) -> str | None:
        """Return a network's own text, None where it shares the common one."""
        row = self._database.first("SELECT text FROM forks WHERE draft = ? AND network = ?", (draft, network))
        return None if row is None else str(row[0])

    def save(self, draft: str, network: str, text: str, now: datetime) -> None:
        """Save a network's own text in one flushed commit. Raises Fixable("draft.unknown")."""
        with self._database.write() as connection:
            if not connection.execute("SELECT 1 FROM drafts WHERE id = ?", (draft,)).fetchone():
                raise Fixable("draft.unknown", id=draft)
            connection.execute(
                "INSERT INTO forks (draft, network, saved_at, text) VALUES (?, ?, ?, cast(? AS text))"
                " ON CONFLICT (draft, network) DO UPDATE SET saved_at = excluded.saved_at, text = excluded.text",
                (draft, network, moment(now), stored(text)),
            )

    def remove(self, draft: str, network: str) -> str | None:
        """Let a network share the common text again; returns the text it had, None without one."""
        with self._database.write() as connection:
            row = connection.execute(
                "DELETE FROM forks WHERE draft = ? AND network = ? RETURNING text", (draft, network)
            ).fetchone()
        return None if row is None else str(row[0])

    def cuts(self, draft: str, network: str) -> tuple[Place, ...]:
        """Return where the writer cut the thread of a network, in the order of the text."""
        rows = self._database.read(
            'SELECT before, after, "offset", rest FROM cuts WHERE draft = ? AND network = ? ORDER BY place',
            (draft, network),
        )
        return tuple((before, after, offset, rest) for before, after, offset, rest in rows)

    def put_cuts(self, draft: str, network: str, cuts: Iterable[Place]) -> None:
        """Keep these cuts in place of those that were there. Raises Fixable("draft.unknown")."""
        with self._database.write() as connection:
            if not connection.execute("SELECT 1 FROM drafts WHERE id = ?", (draft,)).fetchone():
                raise Fixable("draft.unknown", id=draft)
            connection.execute("DELETE FROM cuts WHERE draft = ? AND network = ?", (draft, network))
            connection.executemany(
                'INSERT INTO cuts (draft, network, place, before, after, "offset", rest)'
                " VALUES (?, ?, ?, cast(? AS text), cast(? AS text), ?, ?)",
                [
                    (draft, network, place, stored(before), stored(after), offset, rest)
                    for place, (before, after, offset, rest) in enumerate(cuts)
                ],
            )

    def mentions(self, draft: str) -> dict[str, str]:
        """Return whom the mentions taken from the address book mean: person ids by the words in the text."""
        rows = self._database.read("SELECT words, person FROM mentions WHERE draft = ?", (draft,))
        return dict(rows)

    def mention(self, draft: str, words: str, person: str) -> None:
        """Remember that these words mean this person; nothing happens for a draft nobody knows."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO mentions (draft, words, person)"
                " SELECT id, cast(? AS text), ? FROM drafts WHERE id = ?",
                (stored(words), person, draft),
            )
