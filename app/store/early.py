# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Posts that networks hold until their time: each method is one transaction, fenced by the owner as in sender.py."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from app.model import State
from app.store.connect import moment
from app.store.database import Database
from app.store.deliveries import Rest, begin_attempt, change, end_attempt, set_down
from app.store.notes import DOUBT, Wish, granted, wish

_AGAIN = timedelta(minutes=30)
_MOST = 50
_UNDER_WAY = (State.CLAIMED, State.SENDING, State.UNCERTAIN)


class EarlyRows:
    """What is known of the schedules that networks hold."""

    def __init__(self, database: Database) -> None:
        """Keep the open database."""
        self._database = database

    def candidates(self, now: datetime) -> tuple[str, ...]:
        """Return what is due next and still here, whole and untried for half an hour: up to fifty."""
        rows = self._database.read(
            "SELECT id FROM deliveries d WHERE closed_at IS NULL AND state = 'scheduled' AND left_early = ''"
            " AND wall <> '' AND next_at > ?"
            " AND NOT EXISTS (SELECT 1 FROM parts p WHERE p.delivery = d.id AND (p.state <> 'todo' OR p.unknowns))"
            " AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.delivery = d.id AND a.started_at > ?)"
            " ORDER BY next_at, rowid LIMIT ?",
            (moment(now), moment(now - _AGAIN), _MOST),
        )
        return tuple(row[0] for row in rows)

    def begin(self, delivery: str, owner: str, key: str, now: datetime) -> bool:
        """Record, before the request, that the network may hold the post from now on."""
        with self._database.write() as connection:
            if not begin_attempt(connection, delivery, owner, 0, key, now):
                return False
            wish(connection, delivery, DOUBT)
        return True

    def held(self, delivery: str, owner: str, held: str, now: datetime) -> None:
        """Record that the network holds the post, as `held`, for the delivery's present time."""
        with self._database.write() as connection:
            end_attempt(connection, delivery, owner, "early", "", now)
            sets = "state = 'scheduled', left_early = ?, next_at = at, owner = '', message = '', facts = '{}'"
            if change(connection, delivery, _UNDER_WAY, f"{sets}, network_trouble = 0", (held,), owner):
                _whole_again(connection, delivery)
                granted(connection, delivery)

    def not_held(self, delivery: str, owner: str, rest: Rest, now: datetime) -> None:
        """Record that the network surely does not hold the post: it goes from here, under a new key."""
        with self._database.write() as connection:
            end_attempt(connection, delivery, owner, "not early", "", now)
            if change(connection, delivery, _UNDER_WAY, "left_early = ''", (), owner):
                _whole_again(connection, delivery)
                granted(connection, delivery)
                set_down(connection, delivery, owner, rest, now)

    def lost(self, delivery: str, owner: str, now: datetime) -> None:
        """Record that a held post is there no more: it may be out. Without a key it is looked for, never repeated."""
        with self._database.write() as connection:
            if change(connection, delivery, _UNDER_WAY, "left_early = ''", (), owner):
                connection.execute(
                    "UPDATE parts SET state = 'sending', key = '', unknowns = 1, first_sent = ?, doubt_since = ?"
                    " WHERE delivery = ? AND state <> 'done'",
                    (moment(now), moment(now), delivery),
                )
                granted(connection, delivery)
                set_down(connection, delivery, owner, Rest(State.UNCERTAIN, "delivery.looking"), now)

    def taken_back(self, delivery: str, owner: str, now: datetime) -> None:
        """Record that the network holds the post no more, as wished: it rests as a draft."""
        with self._database.write() as connection:
            sets = "closed_at = ?, left_early = '', owner = '', state = 'scheduled', message = '', facts = '{}'"
            if change(connection, delivery, _UNDER_WAY, sets, (moment(now),), owner):
                _whole_again(connection, delivery)
                granted(connection, delivery)

    def wait(self, delivery: str, owner: str, wished: Wish, rest: Rest, now: datetime) -> None:
        """Let a wish rest until `wished.next_at`."""
        with self._database.write() as connection:
            set_down(connection, delivery, owner, rest, now)
            wish(connection, delivery, wished.what, wished.next_at)


def _whole_again(connection: sqlite3.Connection, delivery: str) -> None:
    connection.execute(
        "UPDATE parts SET state = 'todo', key = '', unknowns = 0, first_sent = NULL, doubt_since = NULL"
        " WHERE delivery = ? AND state <> 'done'",
        (delivery,),
    )
