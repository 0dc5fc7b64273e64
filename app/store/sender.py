# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The sender's side of the outbox: each method is one transaction; when to call which is app/delivery.py's.

Changes are fenced (`WHERE owner = ? AND state = ?`): a sender that was taken for dead changes nothing. One exception:
a positive answer of a network is always recorded.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta

from app.model import Delivery, SentPart, State
from app.store.connect import moment
from app.store.database import Database
from app.store.deliveries import Rest, begin_attempt, change, count_as_missing, end_attempt, publish_if_whole, set_down
from app.store.lock import held
from app.store.notes import PAUSED
from app.store.reserve import Reserve

STOPPED = "delivery.stopped"
"""What is said of a delivery whose sender died on the way."""


class Sender:
    """What the one process that sends may do."""

    def __init__(self, database: Database) -> None:
        """Keep the open database, and a little room on the disk for what must be recorded."""
        self._database = database
        self._reserve = Reserve(database.profile.root / "mummo.reserve")

    def role(self) -> AbstractContextManager[bool]:
        """Hold the role of the one process that sends; gives False at once while another has it."""
        self._database.open()
        self._reserve.keep()
        return held(self._database.profile.root / "mummo.sender.lock")

    def tries(self, delivery: str) -> int:
        """Return how many attempts were begun."""
        row = self._database.first("SELECT count(*) FROM attempts WHERE delivery = ?", (delivery,))
        return int(row[0]) if row else 0

    def doubtful(self, now: datetime) -> str | None:
        """Return the `uncertain` delivery it is time to look at, None without any."""
        row = self._database.first(
            "SELECT id FROM deliveries WHERE closed_at IS NULL AND state = 'uncertain' AND next_at <= ?"
            " ORDER BY next_at, rowid LIMIT 1",
            (moment(now),),
        )
        return row[0] if row else None

    def recover(self, now: datetime) -> int:
        """Take over what dead senders left; the caller holds the role, so whatever is on its way was left.

        What was `claimed` is `scheduled` again, what was `sending` becomes `uncertain`. Returns how many were found.
        """
        left = self._database.first(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM deliveries WHERE state IN ('claimed', 'sending'))"
            " OR EXISTS (SELECT 1 FROM notes WHERE name = ?)",
            (PAUSED,),
        )
        if left is None:
            return 0
        with self._database.write() as connection:
            connection.execute(
                "UPDATE parts SET unknowns = unknowns + 1, doubt_since = ? WHERE state = 'sending'"
                " AND delivery IN (SELECT id FROM deliveries WHERE state = 'sending')",
                (moment(now),),
            )
            connection.execute(
                "UPDATE attempts SET ended_at = ?, outcome = 'unknown', code = ? WHERE ended_at IS NULL",
                (moment(now), STOPPED),
            )
            connection.execute(
                "DELETE FROM notes WHERE name = ? AND NOT EXISTS (SELECT 1 FROM deliveries"
                " WHERE closed_at IS NULL AND state = 'needs_person' AND message = notes.value)",
                (PAUSED,),
            )
            return connection.execute(
                "UPDATE deliveries SET owner = '', next_at = CASE state WHEN 'sending' THEN ? ELSE next_at END,"
                " message = CASE state WHEN 'sending' THEN ? ELSE message END,"
                " state = CASE state WHEN 'sending' THEN 'uncertain' ELSE 'scheduled' END"
                " WHERE state IN ('claimed', 'sending')",
                (moment(now), STOPPED),
            ).rowcount

    def claim(self, owner: str, now: datetime) -> str | None:
        """Take the delivery due first, None without any: `scheduled` becomes `claimed`."""
        due = "SELECT 1 FROM deliveries WHERE closed_at IS NULL AND state = 'scheduled' AND next_at <= ? LIMIT 1"
        if self._database.first(due, (moment(now),)) is None:
            return None  # most of the time, and without a write
        with self._database.write() as connection:
            row = connection.execute(
                "UPDATE deliveries SET state = 'claimed', owner = ? WHERE id = (SELECT id FROM deliveries"
                " WHERE closed_at IS NULL AND state = 'scheduled' AND next_at <= ?"
                " AND NOT EXISTS (SELECT 1 FROM notes WHERE name = ?) ORDER BY next_at, rowid LIMIT 1)"
                " RETURNING id",
                (owner, moment(now), PAUSED),
            ).fetchone()
            return row[0] if row else None

    def take(self, delivery: str, owner: str) -> bool:
        """Take one `scheduled` delivery before its time: it becomes `claimed`."""
        with self._database.write() as connection:
            return change(connection, delivery, (State.SCHEDULED,), "state = 'claimed', owner = ?", (owner,))

    def caught_up(self, claimed: Delivery, since: datetime, late: timedelta) -> bool:
        """Tell whether another post of the same account went out late since then: one at a time catches up."""
        row = self._database.first(
            "SELECT 1 FROM sent s JOIN deliveries d ON d.id = s.delivery WHERE s.at >= ? AND d.account = ?"
            " AND d.draft <> ? AND d.wall <> '' AND (julianday(s.at) - julianday(d.at)) * 86400 >= ? LIMIT 1",
            (moment(since), claimed.account.id, claimed.draft, late.total_seconds()),
        )
        return row is not None

    def missing(self, delivery: str, owner: str, number: int, rest: Rest, now: datetime) -> None:
        """Record that a part surely is not out: it starts anew, under a new key (docs/reliability.md)."""
        with self._database.write() as connection:
            if change(connection, delivery, (State.UNCERTAIN,), "owner = owner", (), owner):
                count_as_missing(connection, delivery, number)
                set_down(connection, delivery, owner, rest, now)

    def take_doubtful(self, delivery: str, owner: str) -> bool:
        """Take an `uncertain` delivery for a look; it stays `uncertain`."""
        with self._database.write() as connection:
            return change(connection, delivery, (State.UNCERTAIN,), "owner = ?", (owner,))

    def begin(self, delivery: str, owner: str, number: int, key: str, now: datetime) -> bool:
        """Record an attempt before its request; False when the delivery is no longer the owner's."""
        with self._database.write() as connection:
            return begin_attempt(connection, delivery, owner, number, key, now)

    def answered(
        self, delivery: str, owner: str, number: int, sent: SentPart, now: datetime, after: tuple[SentPart, ...] = ()
    ) -> None:
        """Record that a part is out, whoever asked and however late; with the last part the delivery is published.

        `after`: the parts that went out with it, told in one transaction: a part left out would be sent again.
        """
        with self._recording() as connection:
            connection.executemany(
                "UPDATE parts SET state = 'done', url = ?, remote_id = ?, plain = ?"
                " WHERE delivery = ? AND number = ? AND state <> 'done'",
                [
                    (one.url, one.remote_id, json.dumps(one.plain), delivery, place)
                    for place, one in enumerate((sent, *after), number)
                ],
            )
            end_attempt(connection, delivery, owner, "sent", "", now)
            if not publish_if_whole(connection, delivery, now, None):
                sets = "state = 'claimed', message = '', facts = '{}', network_trouble = 0"
                change(connection, delivery, (State.SENDING, State.UNCERTAIN), sets, (), owner)

    def unsent(self, delivery: str, owner: str, number: int, outcome: str, rest: Rest, now: datetime) -> None:
        """Record that this attempt surely published nothing, and where the delivery rests."""
        with self._recording() as connection:
            connection.execute(
                "UPDATE parts SET state = CASE WHEN unknowns THEN state ELSE 'todo' END,"
                " first_sent = CASE WHEN unknowns THEN first_sent END"
                " WHERE delivery = ? AND number = ? AND state <> 'done'",
                (delivery, number),
            )
            end_attempt(connection, delivery, owner, outcome, rest.message, now)
            set_down(connection, delivery, owner, rest, now)

    def unknown(self, delivery: str, owner: str, number: int, rest: Rest, now: datetime) -> None:
        """Record that this attempt may have published, and where the delivery rests."""
        with self._recording() as connection:
            connection.execute(
                "UPDATE parts SET unknowns = unknowns + 1, doubt_since = ?"
                " WHERE delivery = ? AND number = ? AND state <> 'done'",
                (moment(now), delivery, number),
            )
            end_attempt(connection, delivery, owner, "unknown", rest.message, now)
            set_down(connection, delivery, owner, rest, now)

    @contextmanager
    def _recording(self) -> Iterator[sqlite3.Connection]:
        """Write what a network answered: on a full disk in the room that was kept for it."""
        self._reserve.give_if_full()
        with self._database.write() as connection:
            yield connection

    def put_down(self, delivery: str, owner: str, rest: Rest, now: datetime) -> None:
        """Let go of a delivery without an attempt."""
        with self._database.write() as connection:
            set_down(connection, delivery, owner, rest, now)
