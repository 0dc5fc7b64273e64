# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What changes in the outbox when the machine's clock, or a zone's rules, turn out to be others."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from app.store.connect import at, moment
from app.store.database import Database
from app.store.notes import WISH, notice, put

DOUBTFUL = "delivery.clock"
ZONE_CHANGED = "delivery.zone_changed"
_OLD = timedelta(hours=23)
"""What is made of the age of a doubt that nobody can tell any more: past every network's key, an hour before asking."""


class ClockRows:
    """Moments stored for doubts and retries; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        """Keep the open database."""
        self._database = database

    def moved(self, by: timedelta, note: str, value: str) -> None:
        """Move the moments of doubts along with a clock that was moved while the machine ran."""
        with self._database.write() as connection:
            for delivery, number, first, doubt in _doubts(connection):
                sets = (first and moment(at(first) + by), doubt and moment(at(doubt) + by), delivery, number)
                connection.execute(
                    "UPDATE parts SET first_sent = ?, doubt_since = ? WHERE delivery = ? AND number = ?", sets
                )
            for delivery, state, due, next_at in _waiting(connection):
                then = at(next_at) + by
                if state == "scheduled":
                    then = max(then, at(due))
                connection.execute("UPDATE deliveries SET next_at = ? WHERE id = ?", (moment(then), delivery))
            _move_wishes(connection, by)
            put(connection, note, value)

    def unknown(self, now: datetime, went_back: bool, note: str, value: str) -> None:
        """Start anew after a restart of the machine: how long it was off is not known for sure."""
        with self._database.write() as connection:
            for delivery, number, first, _ in _doubts(connection):
                since = moment(min(at(first), now - _OLD)) if went_back and first else first
                sets = (since, moment(now), delivery, number)
                connection.execute(
                    "UPDATE parts SET first_sent = ?, doubt_since = CASE WHEN unknowns THEN ? END"
                    " WHERE delivery = ? AND number = ?",
                    sets,
                )
            connection.execute(
                "UPDATE deliveries SET next_at = ? WHERE closed_at IS NULL AND state = 'uncertain' AND next_at > ?",
                (moment(now), moment(now)),
            )
            put(connection, note, value)

    def believed_again(self, now: datetime) -> None:
        """Schedule again what waited only because the clock was in doubt and is not due yet."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE deliveries SET state = 'scheduled', message = '', facts = '{}', next_at = at"
                " WHERE closed_at IS NULL AND state = 'needs_person' AND message = ? AND at > ?",
                (DOUBTFUL, moment(now)),
            )

    def rezone(self, again: Callable[[str, str, datetime], datetime], now: datetime, note: str, value: str) -> int:
        """Compute the UTC of what is planned anew from wall time and zone; tell the person where it changed."""
        rows = self._database.read(
            "SELECT id, at, wall, zone FROM deliveries"
            " WHERE closed_at IS NULL AND state = 'scheduled' AND wall <> '' AND zone <> ''"
        )
        changed = [
            (moment(utc), delivery)
            for delivery, was, wall, zone in rows
            if abs((utc := again(wall, zone, at(was))) - at(was)) >= timedelta(minutes=1)
        ]
        with self._database.write() as connection:
            for when, delivery in changed:
                connection.execute(
                    "UPDATE deliveries SET at = ?, next_at = ?, message = ?, facts = '{}'"
                    " WHERE id = ? AND state = 'scheduled'",
                    (when, when, ZONE_CHANGED, delivery),
                )
                notice(connection, "zone", delivery, now)
            put(connection, note, value)
        return len(changed)


def _doubts(connection: sqlite3.Connection) -> list[tuple[str, int, str | None, str | None]]:
    return connection.execute(
        "SELECT delivery, number, first_sent, doubt_since FROM parts WHERE state <> 'done'"
        " AND (first_sent IS NOT NULL OR doubt_since IS NOT NULL)"
    ).fetchall()


def _move_wishes(connection: sqlite3.Connection, by: timedelta) -> None:
    for name, value in connection.execute("SELECT name, value FROM notes WHERE name LIKE ?", (f"{WISH}%",)).fetchall():
        what, _, when = value.partition(" ")
        if when:
            put(connection, name, f"{what} {moment(at(when) + by)}")


def _waiting(connection: sqlite3.Connection) -> list[tuple[str, str, str, str]]:
    return connection.execute(
        "SELECT id, state, at, next_at FROM deliveries WHERE closed_at IS NULL"
        " AND (state = 'uncertain' OR (state = 'scheduled' AND next_at > at))"
    ).fetchall()
