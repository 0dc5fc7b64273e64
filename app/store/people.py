# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The address book: one person, one handle per network. And what earlier posts name, as raw material."""

from __future__ import annotations

from app.errors import Fixable
from app.model import Person
from app.store.connect import stored
from app.store.database import Database


class People:
    """The address book."""

    def __init__(self, database: Database) -> None:
        """Keep the open database."""
        self._database = database

    def all(self) -> tuple[Person, ...]:
        """Return everybody, by name as SQLite sorts (the desk sorts as people do)."""
        handles: dict[str, list[tuple[str, str]]] = {}
        for person, network, handle in self._database.read(
            "SELECT person, network, handle FROM handles ORDER BY person, network"
        ):
            handles.setdefault(person, []).append((network, handle))
        rows = self._database.read("SELECT id, name FROM people ORDER BY name, id")
        return tuple(Person(identity, name, tuple(handles.get(identity, ()))) for identity, name in rows)

    def get(self, person: str) -> Person:
        """Return one person. Raises Fixable("person.unknown")."""
        row = self._database.first("SELECT id, name FROM people WHERE id = ?", (person,))
        if row is None:
            raise Fixable("person.unknown", id=person)
        handles = self._database.read(
            "SELECT network, handle FROM handles WHERE person = ? ORDER BY network", (person,)
        )
        return Person(row[0], row[1], tuple((network, handle) for network, handle in handles))

    def put(self, person: Person) -> None:
        """Keep a person as given; one with the same id is replaced."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO people (id, name) VALUES (?, cast(? AS text))"
                " ON CONFLICT (id) DO UPDATE SET name = excluded.name",
                (person.id, stored(person.name)),
            )
            connection.execute("DELETE FROM handles WHERE person = ?", (person.id,))
            connection.executemany(
                "INSERT INTO handles (person, network, handle) VALUES (?, ?, cast(? AS text))",
                [(person.id, network, stored(handle)) for network, handle in person.handles],
            )

    def remove(self, person: str) -> None:
        """Take a person out; what was written stays as it stands. Raises Fixable("person.unknown")."""
        with self._database.write() as connection:
            if not connection.execute("DELETE FROM people WHERE id = ?", (person,)).rowcount:
                raise Fixable("person.unknown", id=person)

    def newest_post(self) -> int:
        """Return the number of the newest post of the history, 0 without any; it grows with each."""
        row = self._database.first("SELECT max(number) FROM posts")
        return int(row[0] or 0) if row else 0

    def marked_posts(self, after: int, limit: int) -> tuple[tuple[int, str], ...]:
        """Return number and text of the newest `limit` posts beyond `after` that hold an @ or a #, newest first."""
        rows = self._database.read(
            "SELECT number, text FROM (SELECT number, text FROM posts WHERE number > ? ORDER BY number DESC LIMIT ?)"
            " WHERE instr(text, '@') OR instr(text, '#')",
            (after, limit),
        )
        return tuple((number, text) for number, text in rows)
