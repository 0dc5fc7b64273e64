# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What came back to published posts, as the networks told it last; and what was deleted there."""

from __future__ import annotations

from datetime import datetime

from app.model import Answers, Reply
from app.store.connect import at, moment, stored
from app.store.database import Database


class AnswerBook:
    """Answers by delivery. Their texts are other people's: they stay on this machine, and go with their delivery."""

    def __init__(self, database: Database) -> None:
        """Keep the open database."""
        self._database = database

    def of(self, delivery: str) -> Answers | None:
        """Return what was told last, None if nobody asked yet."""
        row = self._database.first("SELECT at, likes, shares FROM answers WHERE delivery = ?", (delivery,))
        if row is None:
            return None
        replies = self._database.read(
            "SELECT id, author, handle, text, at, url FROM replies WHERE delivery = ? ORDER BY at, id", (delivery,)
        )
        return Answers(
            at(row[0]),
            row[1],
            row[2],
            tuple(Reply(one, author, handle, text, at(when), url) for one, author, handle, text, when, url in replies),
        )

    def put(self, delivery: str, answers: Answers) -> None:
        """Keep what was told in place of what was told before."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO answers (delivery, at, likes, shares) VALUES (?, ?, ?, ?)",
                (delivery, moment(answers.at), answers.likes, answers.shares),
            )
            connection.execute("DELETE FROM replies WHERE delivery = ?", (delivery,))
            connection.executemany(
                "INSERT OR IGNORE INTO replies (delivery, id, author, handle, at, url, text)"
                " VALUES (?, ?, cast(? AS text), cast(? AS text), ?, ?, cast(? AS text))",
                [(delivery, *_row(one)) for one in answers.replies],
            )

    def asked_since(self, delivery: str, since: datetime) -> bool:
        """Tell whether the network was asked after a moment."""
        row = self._database.first("SELECT at FROM answers WHERE delivery = ?", (delivery,))
        return row is not None and at(row[0]) > since

    def recent(self, since: datetime, limit: int) -> tuple[str, ...]:
        """Return the deliveries that went out directly after a moment and were not deleted since, newest first."""
        rows = self._database.read(
            "SELECT delivery FROM sent WHERE way = 'direct' AND deleted_at IS NULL AND at > ? ORDER BY at DESC LIMIT ?",
            (moment(since), limit),
        )
        return tuple(row[0] for row in rows)

    def deleted(self, delivery: str, now: datetime) -> None:
        """Note that the network no longer shows a delivery."""
        with self._database.write() as connection:
            connection.execute("UPDATE sent SET deleted_at = ? WHERE delivery = ?", (moment(now), delivery))

    def part_deleted(self, delivery: str, number: int) -> None:
        """Note that one post of a thread is gone: a deletion that was cut short goes on from there."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE parts SET url = '', remote_id = '' WHERE delivery = ? AND number = ?", (delivery, number)
            )


def _row(reply: Reply) -> tuple[str | bytes, ...]:
    words = (stored(one) for one in (reply.author, reply.handle))
    return (reply.id, *words, moment(reply.at), reply.url, stored(reply.text))
