# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the sender keeps from run to run: whether it is paused, its clock, wishes for the network, notices to show."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from app.model import new_id
from app.store.connect import at, moment
from app.store.database import Database

PAUSED = "paused"
MOVE, TAKE, GONE_ONCE, DOUBT = "move", "take", "gone", "doubt"
"""What is to happen to a network's own schedule: move it, take it away, see once more that it is gone and no post;

DOUBT: find out whether it was made."""
TAKING_BACK = "delivery.taking_back"
WISH = "early:"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person may want to hear of. `at` is UTC.

    `kind`: by_hand, not_sent, slept, unclear, sent, zone, or ending (then `delivery` is the account).
    """

    id: str
    kind: str
    delivery: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to be done to the schedule the network holds for a delivery, not before `next_at`."""

    delivery: str
    what: str
    next_at: datetime | None


def wish(connection: sqlite3.Connection, delivery: str, what: str, next_at: datetime | None = None) -> bool:
    """Write down a wish for a delivery that a network holds or may hold; tell whether one does."""
    held = connection.execute(
        f"SELECT 1 FROM deliveries WHERE id = ? AND (left_early <> '' OR EXISTS"  # noqa: S608 a fixed name
        f" (SELECT 1 FROM notes WHERE name = '{WISH}' || deliveries.id))",
        (delivery,),
    ).fetchone()
    if held or what == DOUBT:
        put(connection, f"{WISH}{delivery}", f"{what} {moment(next_at) if next_at else ''}".strip())
    return bool(held)


def granted(connection: sqlite3.Connection, delivery: str) -> None:
    """Forget the wish for a delivery: it is done."""
    connection.execute("DELETE FROM notes WHERE name = ?", (f"{WISH}{delivery}",))


def put(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep a value under a name."""
    connection.execute("INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)", (name, value))


def notice(connection: sqlite3.Connection, kind: str, delivery: str, now: datetime) -> None:
    """Tell the person something about a delivery; once a kind and delivery while it is not shown."""
    connection.execute(
        "INSERT INTO notices (id, kind, delivery, at) SELECT ?, ?, ?, ? WHERE NOT EXISTS"
        " (SELECT 1 FROM notices WHERE kind = ? AND delivery = ? AND shown_at IS NULL)",
        (new_id(), kind, delivery, moment(now), kind, delivery),
    )


class Notes:
    """Names and values, and the notices."""

    def __init__(self, database: Database) -> None:
        """Keep the open database."""
        self._database = database

    def get(self, name: str) -> str:
        """Return what is kept under a name, "" if nothing."""
        row = self._database.first("SELECT value FROM notes WHERE name = ?", (name,))
        return str(row[0]) if row else ""

    def put(self, name: str, value: str) -> None:
        """Keep a value, or forget it with ""."""
        with self._database.write() as connection:
            if value:
                put(connection, name, value)
            else:
                connection.execute("DELETE FROM notes WHERE name = ?", (name,))

    def wishes(self) -> tuple[Wish, ...]:
        """Return what is to be done to schedules that networks hold."""
        rows = self._database.read("SELECT name, value FROM notes WHERE name >= ? AND name < ?", (WISH, "early;"))
        found = ((name.removeprefix(WISH), *value.partition(" ")) for name, value in rows)
        return tuple(Wish(delivery, what, at(when) if when else None) for delivery, what, _, when in found)

    def wish_of(self, delivery: str) -> str:
        """Return what is to be done to the schedule of one delivery, "" if nothing."""
        return self.get(f"{WISH}{delivery}").partition(" ")[0]

    def unshown(self) -> tuple[Notice, ...]:
        """Return the notices nobody has seen yet, oldest first, without those that are settled meanwhile."""
        rows = self._database.read(
            "SELECT id, kind, delivery, at FROM notices n WHERE shown_at IS NULL"
            " AND NOT (kind IN ('by_hand', 'not_sent', 'slept', 'unclear') AND EXISTS (SELECT 1 FROM deliveries d"
            " WHERE d.id = n.delivery AND (d.closed_at IS NOT NULL OR d.state = 'published'))) ORDER BY at"
        )
        return tuple(Notice(identity, kind, delivery, at(when)) for identity, kind, delivery, when in rows)

    def shown_since(self, since: datetime) -> int:
        """Return how many moments of showing there were since `since`: several notices shown at once are one."""
        row = self._database.first("SELECT count(DISTINCT shown_at) FROM notices WHERE shown_at >= ?", (moment(since),))
        return int(row[0]) if row else 0

    def tell(self, kind: str, delivery: str, now: datetime) -> None:
        """Keep a notice to show."""
        with self._database.write() as connection:
            notice(connection, kind, delivery, now)

    def mark_shown(self, notices: tuple[str, ...], now: datetime) -> None:
        """Note that these notices were shown, together; what is a month old is forgotten."""
        with self._database.write() as connection:
            connection.executemany("UPDATE notices SET shown_at = ? WHERE id = ?", [(moment(now), n) for n in notices])
            connection.execute("DELETE FROM notices WHERE julianday(at) < julianday(?) - 30", (moment(now),))
