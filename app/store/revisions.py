# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Earlier states of drafts."""

from __future__ import annotations

from datetime import datetime

from app.errors import Fixable
from app.model import Revision, new_id
from app.store.connect import at, moment, stored
from app.store.database import Database

_COLUMNS = "id, draft, at, characters, why, text"


class Revisions:
    """Earlier states of drafts."""

    def __init__(self, database: Database) -> None:
        """Keep the open database."""
        self._database = database

    def keep(self, draft: str, why: str, now: datetime) -> Revision | None:
        """Keep the saved text as a revision; None if it equals the last one, or is empty without any before it."""
        with self._database.write() as connection:
            saved = connection.execute("SELECT text FROM drafts WHERE id = ?", (draft,)).fetchone()
            if saved is None:
                raise Fixable("draft.unknown", id=draft)
            last = connection.execute(
                "SELECT text FROM revisions WHERE draft = ? ORDER BY at DESC, rowid DESC LIMIT 1", (draft,)
            ).fetchone()
            if saved[0] == (last[0] if last else ""):
                return None
            revision = Revision(new_id(), draft, now, len(saved[0]), why, saved[0])
            connection.execute(
                f"INSERT INTO revisions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, cast(? AS text))",  # noqa: S608 fixed names
                (revision.id, draft, moment(now), revision.characters, why, stored(revision.text)),
            )
        return revision

    def add(self, draft: str, text: str, why: str, now: datetime) -> None:
        """Keep a text that was not the common one; nothing to keep if it holds no words or is the common text."""
        with self._database.write() as connection:
            saved = connection.execute("SELECT text FROM drafts WHERE id = ?", (draft,)).fetchone()
            if saved is None or not text.strip() or saved[0] == text:
                return
            connection.execute(
                f"INSERT INTO revisions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, cast(? AS text))",  # noqa: S608 fixed names
                (new_id(), draft, moment(now), len(text), why, stored(text)),
            )

    def all(self, draft: str) -> tuple[Revision, ...]:
        """Return the revisions of a draft with their texts, newest first."""
        rows = self._database.read(
            f"SELECT {_COLUMNS} FROM revisions WHERE draft = ? ORDER BY at DESC, rowid DESC",  # noqa: S608 fixed names
            (draft,),
        )
        return tuple(Revision(row[0], row[1], at(row[2]), *row[3:]) for row in rows)

    def get(self, draft: str, revision: str) -> Revision:
        """Return one revision. Raises Fixable("revision.unknown")."""
        row = self._database.first(f"SELECT {_COLUMNS} FROM revisions WHERE draft = ? AND id = ?", (draft, revision))  # noqa: S608 fixed names
        if row is None:
            raise Fixable("revision.unknown", id=revision)
        return Revision(row[0], row[1], at(row[2]), *row[3:])
