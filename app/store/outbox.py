# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The writer's side of the outbox: queue, look, take back, answer. The sender's side is sender.py."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.errors import Fixable
from app.model import Account, Card, Delivery, Facts, Kind, Photo, SentPart, State, Way
from app.store.accounts import as_text, from_text
from app.store.cards import Cards, freeze, thaw
from app.store.connect import at, moment, stored
from app.store.database import Database, Row
from app.store.deliveries import (
    Rest,
    change,
    count_as_missing,
    count_parts,
    enter_history,
    publish_if_whole,
    resting,
)
from app.store.notes import MOVE, PAUSED, TAKE, TAKING_BACK, WISH, put, wish
from app.store.options import Options
from app.store.options import freeze as freeze_options
from app.store.pictures import Pictures, attach

RESTORED = "delivery.restored"
"""What is said of a delivery that came out of a backup."""


@dataclass(frozen=True, slots=True)
class Order:
    """A delivery as it is queued: all that sending needs, frozen. `digest` tells text and pictures apart.

    A `card` without a title is still to be read from its link when the delivery goes.
    """

    id: str
    draft: str
    digest: str
    account: Account
    kind: Kind
    text: str
    parts: tuple[str, ...]
    photos: tuple[Photo, ...]
    at: datetime
    wall: str = ""
    zone: str = ""
    card: Card | None = None
    options: Facts = ()


@dataclass(frozen=True, slots=True)
class PartRow:
    """One post of a delivery and what is known of it. `state`: todo, sending or done; `unknowns`: unclear attempts.

    `was_unclear`: any attempt at it ended without being told, also one that was settled since.
    """

    number: int
    state: str
    key: str
    first_sent: datetime | None
    doubt_since: datetime | None
    unknowns: int
    was_unclear: bool = False


class Outbox:
    """Deliveries, their parts and attempts."""

    def __init__(self, database: Database, pictures: Pictures, cards: Cards, options: Options) -> None:
        """Keep the open database, and what stands beside a delivery's row."""
        self._database = database
        self._pictures = pictures
        self._cards = cards
        self._options = options

    def get(self, delivery: str) -> Delivery:
        """Return one delivery. Raises Fixable("delivery.unknown_id")."""
        row = self._database.first(f"{_SELECT} WHERE id = ?", (delivery,))
        if row is None:
            raise Fixable("delivery.unknown_id", id=delivery)
        return self._delivery(row)

    def waiting(self) -> tuple[Delivery, ...]:
        """Return everything neither published nor given up, the one due first first."""
        rows = self._database.read(f"{_SELECT} WHERE closed_at IS NULL AND state <> 'published' ORDER BY at, rowid")
        return tuple(self._delivery(row) for row in rows)

    def next_due(self) -> datetime | None:
        """Return when there is something to send or to look at next; what is on its way may be a dead sender's."""
        row = self._database.first(
            "SELECT min(next_at) FROM (SELECT next_at FROM deliveries WHERE closed_at IS NULL"
            " AND state IN ('scheduled', 'uncertain', 'claimed', 'sending')"
            " UNION ALL SELECT substr(value, instr(value, ' ') + 1) FROM notes"
            " WHERE name LIKE ? AND value LIKE '% 2%')",
            (f"{WISH}%",),
        )
        return at(row[0]) if row and row[0] else None

    def parts(self, delivery: str) -> tuple[PartRow, ...]:
        """Return what is known of each post of a delivery, in order."""
        rows = self._database.read(
            "SELECT number, state, key, first_sent, doubt_since, unknowns, EXISTS (SELECT 1 FROM attempts a"
            " WHERE a.delivery = p.delivery AND a.part = p.number AND a.outcome = 'unknown')"
            " FROM parts p WHERE delivery = ? ORDER BY number",
            (delivery,),
        )
        return tuple(
            PartRow(number, state, key, first and at(first), doubt and at(doubt), unknowns, bool(unclear))
            for number, state, key, first, doubt, unknowns, unclear in rows
        )

    def add(self, orders: Iterable[Order], now: datetime) -> tuple[str, ...]:
        """Queue all or none; what is queued or published already (same draft, digest, account) stays as it is.

        Returns the ids of the deliveries that stand for the orders now, new or not.
        """
        with self._database.write() as connection:
            return tuple(_add(connection, order, now) for order in orders)

    def close(self, delivery: str, states: Iterable[State], now: datetime) -> bool:
        """Give a delivery up if it is in one of `states`; parts of a thread that are out enter the history.

        What a network holds is given up once it is taken away there: until then it stays, with a wish beside it.
        """
        with self._database.write() as connection:
            if not change(connection, delivery, states, "owner = ''", ()):
                return False
            _give_up(connection, delivery, now)
            if count_parts(connection, delivery, "done"):
                enter_history(connection, delivery, now)
        return True

    def rest(self, delivery: str, states: Iterable[State], rest: Rest, now: datetime) -> bool:
        """Move a delivery by the writer's wish if it is in one of `states`; `at` becomes now."""
        with self._database.write() as connection:
            sets, values = resting(rest, now)
            return change(connection, delivery, states, f"{sets}, at = ?", (*values, moment(now)))

    def count_as_out(self, delivery: str, numbers: Iterable[int], url: str, by_hand: bool, now: datetime) -> None:
        """Record the writer's word that these parts are out, the first of them at `url`.

        With the last part the delivery is published.
        """
        with self._database.write() as connection:
            connection.executemany(
                "UPDATE parts SET state = 'done', url = ? WHERE delivery = ? AND number = ? AND state <> 'done'",
                [("" if place else url, delivery, number) for place, number in enumerate(numbers)],
            )
            publish_if_whole(connection, delivery, now, Way.BY_HAND if by_hand else None)

    def count_as_missing(self, delivery: str, number: int) -> None:
        """Record that a part is surely not out: it starts anew, under a new key (facts/reliability.md 1)."""
        with self._database.write() as connection:
            count_as_missing(connection, delivery, number)

    def hurry(self, now: datetime, codes: tuple[str, ...]) -> int:
        """Let what waits because of one of `codes` (no connection) try again now: the network has come back."""
        places = ", ".join("?" for _ in codes)
        with self._database.write() as connection:
            return connection.execute(
                "UPDATE deliveries SET next_at = max(at, ?) WHERE closed_at IS NULL AND next_at > ?"  # noqa: S608 fixed texts
                f" AND state IN ('scheduled', 'uncertain') AND message IN ({places})",
                (moment(now), moment(now), *codes),
            ).rowcount

    def pause(self, now: datetime) -> int:
        """Send nothing of what a backup brought until the writer has looked at each: it may be out already.

        Returns how many wait now.
        """
        with self._database.write() as connection:
            rows = connection.execute(
                "SELECT id FROM deliveries WHERE closed_at IS NULL"
                " AND state IN ('scheduled', 'claimed', 'sending', 'uncertain')"
            ).fetchall()
            sets, values = resting(Rest(State.NEEDS_PERSON, RESTORED), now)
            connection.executemany(
                f"UPDATE deliveries SET {sets} WHERE id = ?",  # noqa: S608 fixed texts
                [(*values, identity) for (identity,) in rows],
            )
            connection.execute(
                "UPDATE parts SET unknowns = max(unknowns, 1), doubt_since = coalesce(doubt_since, ?),"
                " first_sent = coalesce(first_sent, ?) WHERE state = 'sending'",
                (moment(now), moment(now)),
            )
            if rows:
                put(connection, PAUSED, RESTORED)
            return len(rows)

    def _delivery(self, row: Row) -> Delivery:
        identity, draft, account, state, due, wall, zone, message, facts, trouble, left_early = row
        parts = self._database.read(
            "SELECT text, url, remote_id, plain FROM parts WHERE delivery = ? ORDER BY number", (identity,)
        )
        card, card_from = self._cards.frozen(identity)
        return Delivery(
            id=identity,
            draft=draft,
            account=from_text(account),
            state=State(state),
            at=at(due),
            parts=tuple(SentPart(text, url, remote, tuple(json.loads(plain))) for text, url, remote, plain in parts),
            wall=wall,
            zone=zone,
            photos=self._pictures.of("delivery", identity),
            message=message,
            facts=tuple(json.loads(facts).items()),
            network_trouble=bool(trouble),
            card=card,
            card_from=card_from,
            options=self._options.frozen(identity),
            left_early=left_early,
        )


_SELECT = (
    "SELECT id, draft, frozen_account, state, at, wall, zone, message, facts, network_trouble, left_early"
    " FROM deliveries"
)


def _add(connection: sqlite3.Connection, order: Order, now: datetime) -> str:
    known = connection.execute(
        "SELECT id, state FROM deliveries WHERE draft = ? AND digest = ? AND account = ? AND closed_at IS NULL",
        (order.draft, order.digest, order.account.id),
    ).fetchone()
    if known:
        states = (State.SCHEDULED, State.FAILED, State.NEEDS_PERSON)
        if known[1] in states and _is_whole(connection, known[0]):  # a new time, or once more: nothing of it is out
            sets, values = resting(Rest(State.SCHEDULED, next_at=order.at), now)
            times = (moment(order.at), order.wall, order.zone)
            change(connection, known[0], (State(known[1]),), f"{sets}, at = ?, wall = ?, zone = ?", (*values, *times))
            if not wish(connection, known[0], MOVE):  # the same words may be cut, numbered or named anew
                _cut(connection, known[0], order.parts)
            _freeze_card(connection, known[0], order.card)
            freeze_options(connection, known[0], order.options)
        return str(known[0])
    _replace_older(connection, order, now)
    connection.execute(
        "INSERT INTO deliveries (id, draft, digest, account, frozen_account, state, at, next_at, wall, zone, kind,"
        " message, facts, network_trouble, owner, queued_at, text)"
        " VALUES (?, ?, ?, ?, ?, 'scheduled', ?, ?, ?, ?, ?, '', '{}', 0, '', ?, cast(? AS text))",
        (
            order.id,
            order.draft,
            order.digest,
            order.account.id,
            as_text(order.account),
            moment(order.at),
            moment(order.at),
            order.wall,
            order.zone,
            order.kind.value,
            moment(now),
            stored(order.text),
        ),
    )
    _cut(connection, order.id, order.parts)
    attach(connection, "delivery", order.id, order.photos)
    _freeze_card(connection, order.id, order.card)
    freeze_options(connection, order.id, order.options)
    return order.id


def _cut(connection: sqlite3.Connection, delivery: str, parts: tuple[str, ...]) -> None:
    """Lay the posts of a delivery of which nothing is out or in doubt."""
    connection.execute("DELETE FROM parts WHERE delivery = ?", (delivery,))
    connection.executemany(
        "INSERT INTO parts (delivery, number, state, key, url, remote_id, unknowns, text)"
        " VALUES (?, ?, 'todo', '', '', '', 0, cast(? AS text))",
        [(delivery, number, stored(text)) for number, text in enumerate(parts)],
    )


def _replace_older(connection: sqlite3.Connection, order: Order, now: datetime) -> None:
    """Take back what was queued of an earlier text of the same draft: it must never go out beside the new one."""
    older = connection.execute(
        "SELECT id FROM deliveries WHERE draft = ? AND account = ? AND digest <> ? AND closed_at IS NULL"
        " AND state IN ('scheduled', 'failed', 'needs_person')",
        (order.draft, order.account.id, order.digest),
    ).fetchall()
    for (delivery,) in older:
        if _is_whole(connection, delivery):
            _give_up(connection, delivery, now)


def _give_up(connection: sqlite3.Connection, delivery: str, now: datetime) -> None:
    """Close a delivery; one that a network holds is first taken away there."""
    if wish(connection, delivery, TAKE):
        connection.execute(
            "UPDATE deliveries SET state = 'scheduled', message = ?, facts = '{}' WHERE id = ?", (TAKING_BACK, delivery)
        )
    else:
        connection.execute("UPDATE deliveries SET closed_at = ? WHERE id = ?", (moment(now), delivery))


def _is_whole(connection: sqlite3.Connection, delivery: str) -> bool:
    """Tell whether nothing of a delivery is out or in doubt."""
    touched = connection.execute(
        "SELECT 1 FROM parts WHERE delivery = ? AND (state <> 'todo' OR unknowns > 0)", (delivery,)
    ).fetchone()
    return touched is None


def _freeze_card(connection: sqlite3.Connection, delivery: str, card: Card | None) -> None:
    thaw(connection, delivery)
    if card:
        freeze(connection, delivery, card, known=bool(card.title))
