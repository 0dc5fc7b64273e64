# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Drafts and the trash. Times are handed in; a save is one flushed commit of one row."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from app.errors import Fixable
from app.model import Draft, DraftRow, Kind
from app.store.connect import at, moment, stored
from app.store.database import Database, Row
from app.store.pictures import Pictures, attach

REST = timedelta(days=30)
"""How long a removed draft rests before it goes for good (design/ux.md 8)."""

_COLUMNS = (
    "id, text, saved_at, kind, kind_chosen, accounts, cursor, starter, based_on, removed_at, numbered,"
    " (SELECT count(*) FROM revisions WHERE revisions.draft = drafts.id)"
)


class Drafts:
    """What is being written, and the trash."""

    def __init__(self, database: Database, pictures: Pictures) -> None:
        """Keep the open database and the pictures beside it."""
        self._database = database
        self._pictures = pictures

    def add(self, draft: Draft) -> None:
        """Keep a new draft with the pictures it names (their rows must be there already)."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO drafts"
                " (id, saved_at, kind, kind_chosen, accounts, cursor, starter, based_on, numbered, text)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? AS text))",
                (
                    draft.id,
                    moment(draft.saved_at),
                    draft.kind.value,
                    int(draft.kind_chosen),
                    json.dumps(draft.to),
                    draft.cursor,
                    draft.starter,
                    draft.based_on,
                    int(draft.numbered),
                    stored(draft.text),
                ),
            )
            attach(connection, "draft", draft.id, draft.photos)

    def get(self, draft: str) -> Draft:
        """Return one draft, also from the trash. Raises Fixable("draft.unknown")."""
        row = self._database.first(f"SELECT {_COLUMNS} FROM drafts WHERE id = ?", (draft,))  # noqa: S608 fixed names
        if row is None:
            raise _unknown(draft)
        return self._draft(row)

    def last_saved(self) -> Draft | None:
        """Return the draft that was saved last and is not in the trash."""
        row = self._database.first(
            f"SELECT {_COLUMNS} FROM drafts WHERE removed_at IS NULL ORDER BY saved_at DESC LIMIT 1"  # noqa: S608 fixed names
        )
        return self._draft(row) if row else None

    def rows(self, limit: int) -> tuple[DraftRow, ...]:
        """Return what is being written, last saved first."""
        return self._rows("removed_at IS NULL ORDER BY saved_at DESC LIMIT ?", (limit,))

    def trash(self) -> tuple[DraftRow, ...]:
        """Return what rests in the trash, last removed first."""
        return self._rows("removed_at IS NOT NULL ORDER BY removed_at DESC", ())

    def save(self, draft: str, text: str, cursor: int, now: datetime) -> None:
        """Save the text: raw prepared SQL in one flushed commit. Raises Fixable("draft.unknown")."""
        with self._database.write() as connection:
            done = connection.execute(
                "UPDATE drafts SET text = cast(? AS text), cursor = ?, saved_at = ? WHERE id = ?",
                (stored(text), cursor, moment(now), draft),
            )
            if not done.rowcount:
                raise _unknown(draft)

    def is_numbered(self, draft: str) -> bool:
        """Whether the parts of its threads are numbered; a draft nobody knows has no numbers."""
        return bool(self._database.first("SELECT 1 FROM drafts WHERE id = ? AND numbered", (draft,)))

    def choose(
        self, draft: str, kind: Kind | None, to: tuple[str, ...] | None, chosen: bool, numbered: bool | None = None
    ) -> None:
        """Set kind, accounts or numbering; None leaves what is there. `chosen`: by the writer, not guessed."""
        accounts = None if to is None else json.dumps(to)
        with self._database.write() as connection:
            done = connection.execute(
                "UPDATE drafts SET kind = coalesce(?, kind), kind_chosen = max(kind_chosen, ?),"
                " accounts = coalesce(?, accounts), numbered = coalesce(?, numbered) WHERE id = ?",
                (kind and kind.value, int(chosen and kind is not None), accounts, numbered, draft),
            )
            if not done.rowcount:
                raise _unknown(draft)

    def remove(self, draft: str, now: datetime) -> None:
        """Put a draft into the trash; one that rests there already keeps its day."""
        self._set_removed(draft, moment(now))

    def restore(self, draft: str) -> None:
        """Take a draft out of the trash."""
        self._set_removed(draft, None)

    def empty_trash(self, now: datetime) -> int:
        """Let go for good what has rested 30 days; return how many drafts went."""
        old = self._database.read("SELECT id FROM drafts WHERE removed_at <= ?", (moment(now - REST),))
        for (draft,) in old:
            self.discard(draft)
        return len(old)

    def discard(self, draft: str) -> None:
        """Let a draft go for good: revisions, waivers, what never went out of it, pictures nobody else shows."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM waivers WHERE draft = ?", (draft,))
            connection.execute(
                "DELETE FROM deliveries WHERE draft = ? AND state <> 'published'"
                " AND (closed_at IS NOT NULL OR state = 'failed')",
                (draft,),
            )
            if not connection.execute("DELETE FROM drafts WHERE id = ?", (draft,)).rowcount:
                raise _unknown(draft)
        self._pictures.let_go()

    def _set_removed(self, draft: str, removed_at: str | None) -> None:
        keep = "coalesce(removed_at, ?)" if removed_at else "?"
        with self._database.write() as connection:
            sql = f"UPDATE drafts SET removed_at = {keep} WHERE id = ?"  # noqa: S608 one of two fixed texts
            if not connection.execute(sql, (removed_at, draft)).rowcount:
                raise _unknown(draft)

    def _draft(self, row: Row) -> Draft:
        identity, text, saved_at, kind, kind_chosen, accounts, cursor, starter, based_on, removed_at, *rest = row
        numbered, revisions = rest
        return Draft(
            id=identity,
            text=text,
            saved_at=at(saved_at),
            kind=Kind(kind),
            kind_chosen=bool(kind_chosen),
            photos=self._pictures.of("draft", identity),
            to=tuple(json.loads(accounts)),
            cursor=cursor,
            starter=starter,
            based_on=based_on,
            revisions=revisions,
            removed_at=at(removed_at) if removed_at else None,
            numbered=bool(numbered),
        )

    def _rows(self, which: str, values: tuple[object, ...]) -> tuple[DraftRow, ...]:
        found = self._database.read(
            "SELECT id, substr(text, 1, 400), saved_at, removed_at,"  # noqa: S608 `which` is fixed text of this file
            " (SELECT count(*) FROM revisions WHERE revisions.draft = drafts.id)"
            f" FROM drafts WHERE {which}",
            values,
        )
        return tuple(
            DraftRow(identity, title_of(text), at(saved_at), revisions, at(removed_at) if removed_at else None)
            for identity, text, saved_at, removed_at, revisions in found
        )


def _unknown(draft: str) -> Fixable:
    return Fixable("draft.unknown", id=draft)


def title_of(text: str, most: int = 60) -> str:
    """Return the first words of a text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    head, _, _ = line[: most + 1].rpartition(" ")
    return (head or line[:most]) + "…"
