# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What is planned when, as the calendar shows and moves it; one flushed transaction per wish of the writer."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.errors import Fixable
from app.model import DraftRow, Facts, Kind, State, new_id
from app.store.connect import at, moment
from app.store.database import Database, Row
from app.store.drafts import title_of
from app.store.notes import MOVE, TAKE, TAKING_BACK, wish

MOVABLE = (State.SCHEDULED, State.NEEDS_PERSON, State.FAILED)


@dataclass(frozen=True, slots=True)
class Planned:
    """One delivery as the calendar needs it: no text, no pictures. `whole`: nothing of it is out or in doubt."""

    id: str
    draft: str
    account: str
    network: str
    state: State
    at: datetime
    wall: str
    zone: str
    kind: Kind
    title: str
    message: str
    facts: Facts
    left_early: bool
    whole: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Before:
    """How deliveries stood before a wish, for its undo: (id, values of _KEPT) each; `made` are new by it."""

    rows: tuple[tuple[str, tuple[object, ...]], ...]
    made: tuple[str, ...] = ()


_KEPT = "state, at, next_at, wall, zone, message, facts, network_trouble, closed_at"
_COLUMNS = (  # no value of anybody's is in these texts
    "SELECT d.id, d.draft, d.account, json_extract(d.frozen_account, '$.network'), d.state, d.at, d.wall, d.zone,"
    " d.kind, substr(d.text, 1, 200), d.message, d.facts, d.left_early <> '',"
    " NOT EXISTS (SELECT 1 FROM parts p WHERE p.delivery = d.id AND (p.state <> 'todo' OR p.unknowns > 0)),"
    " d.digest FROM deliveries d WHERE d.closed_at IS NULL"
)


class Calendar:
    """Deliveries by time, and the drafts that have none."""

    def __init__(self, database: Database) -> None:
        """Keep the open database."""
        self._database = database

    def between(self, start: datetime, end: datetime) -> tuple[Planned, ...]:
        """Return what is or was due from `start` up to `end`, in order."""
        sql = f"{_COLUMNS} AND d.at >= ? AND d.at < ? ORDER BY d.at, d.rowid"
        return tuple(map(_planned, self._database.read(sql, (moment(start), moment(end)))))

    def missed(self) -> tuple[Planned, ...]:
        """Return what waits for the writer because its time passed, in order."""
        sql = (
            f"{_COLUMNS} AND d.state = 'needs_person' AND json_extract(d.facts, '$.minutes') IS NOT NULL"
            " ORDER BY d.at, d.rowid"
        )
        return tuple(one for one in map(_planned, self._database.read(sql)) if one.whole)

    def of(self, deliveries: Iterable[str]) -> tuple[Planned, ...]:
        """Return these deliveries as they stand, those that are open."""
        ids = tuple(deliveries)
        sql = f"{_COLUMNS} AND d.id IN (SELECT value FROM json_each(?)) ORDER BY d.at, d.rowid"  # noqa: S608 fixed texts
        return tuple(map(_planned, self._database.read(sql, (json.dumps(ids),))))

    def of_draft(self, draft: str) -> tuple[Planned, ...]:
        """Return what of a draft is planned for a time and has not begun to go, in order."""
        sql = f"{_COLUMNS} AND d.draft = ? AND d.wall <> '' AND d.state = 'scheduled' ORDER BY d.at, d.rowid"
        return tuple(map(_planned, self._database.read(sql, (draft,))))

    def standing(self, draft: str, accounts: Iterable[str]) -> Before:
        """Return how what is planned of a draft for these accounts stands, before it is planned anew."""
        sql = f"{_COLUMNS} AND d.draft = ? AND d.account IN (SELECT value FROM json_each(?))"  # noqa: S608 fixed texts
        rows = self._database.read(sql, (draft, json.dumps(tuple(accounts))))
        ids = tuple(one.id for one in map(_planned, rows) if one.state in MOVABLE and one.whole)
        kept = f"SELECT id, {_KEPT} FROM deliveries WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 as above
        return Before(tuple((row[0], tuple(row[1:])) for row in self._database.read(kept, (json.dumps(ids),))))

    def unplanned(self, limit: int) -> tuple[DraftRow, ...]:
        """Return the drafts that are on their way nowhere and never went out, last saved first."""
        rows = self._database.read(
            "SELECT id, text, saved_at, (SELECT count(*) FROM revisions r WHERE r.draft = drafts.id),"
            " (SELECT json_group_array(a.network) FROM json_each(drafts.accounts) j JOIN accounts a ON a.id = j.value)"
            " FROM drafts"
            " WHERE removed_at IS NULL AND trim(text) <> ''"
            " AND id NOT IN (SELECT draft FROM deliveries WHERE closed_at IS NULL)"
            " ORDER BY saved_at DESC LIMIT ?",
            (limit,),
        )
        return tuple(
            DraftRow(
                draft,
                title_of(text),
                at(saved),
                revisions,
                words=len(text.split()),
                networks=tuple(dict.fromkeys(json.loads(networks))),
            )
            for draft, text, saved, revisions, networks in rows
        )

    def taken(self, after: datetime, but: str = "") -> tuple[datetime, ...]:
        """Return the moments something of other drafts than `but` is scheduled for (UTC)."""
        rows = self._database.read(
            "SELECT DISTINCT at FROM deliveries"
            " WHERE closed_at IS NULL AND state = 'scheduled' AND at > ? AND draft <> ?",
            (moment(after), but),
        )
        return tuple(at(row[0]) for row in rows)

    def move(self, deliveries: Sequence[str], to: datetime, wall: str, zone: str) -> Before:
        """Give deliveries a new time; all or none. What the network holds already is moved there too.

        Raises Fixable("delivery.wrong_state") for one that is out, under way or in doubt.
        """
        with self._database.write() as connection:
            before = tuple(_before(connection, one) for one in deliveries)
            for one in deliveries:
                connection.execute(
                    "UPDATE deliveries SET state = 'scheduled', at = ?, next_at = ?, wall = ?, zone = ?, message = '',"
                    " facts = '{}', network_trouble = 0 WHERE id = ?",
                    (moment(to), moment(to), wall, zone, one),
                )
                wish(connection, one, MOVE)
        return Before(before)

    def planned(self, now: datetime) -> int:
        """Return how many posts wait for their time; one on several networks counts once."""
        row = self._database.first(
            "SELECT count(*) FROM (SELECT DISTINCT draft, at FROM deliveries"
            " WHERE closed_at IS NULL AND state = 'scheduled' AND wall <> '' AND at > ?)",
            (moment(now),),
        )
        return int(row[0]) if row else 0

    def take_back(self, deliveries: Sequence[str], now: datetime) -> Before:
        """Let deliveries rest as drafts again; all or none. What the network holds is taken away there first.

        Raises as `move`.
        """
        with self._database.write() as connection:
            before = tuple(_before(connection, one) for one in deliveries)
            for one in deliveries:
                _let_rest(connection, one, now)
        return Before(before)

    def undo(self, before: Before, now: datetime) -> tuple[str, ...]:
        """Put deliveries back as they stood, those that have not gone on their way meanwhile; return their ids.

        What the wish made is taken back first. If that is on its way already, what it replaced stays away too.
        """
        undone = []
        with self._database.write() as connection:
            if not all(_may_rest(connection, one) for one in before.made):
                return ()
            for one in before.made:
                _let_rest(connection, one, now)
            for delivery, values in before.rows:
                sets = ", ".join(f"{name} = ?" for name in _KEPT.split(", "))
                done = connection.execute(
                    f"UPDATE OR IGNORE deliveries SET {sets} WHERE id = ? AND state = 'scheduled'"  # noqa: S608 fixed names
                    " OR (id = ? AND closed_at IS NOT NULL AND state IN ('needs_person', 'failed'))",
                    (*values, delivery, delivery),
                )
                if done.rowcount:
                    wish(connection, delivery, MOVE)
                    undone.append(delivery)
        return tuple(undone)

    def copy_draft(self, draft: str, now: datetime) -> str:
        """Copy a draft with all that belongs to it; return the id of the copy. Raises Fixable("draft.unknown")."""
        copy = new_id()
        with self._database.write() as connection:
            for table in _OF_A_DRAFT:
                names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                key = "id" if table == "drafts" else "draft"
                ours = {key: "?", "saved_at" if table == "drafts" else "": f"'{moment(now)}'"}
                columns = ", ".join(f'"{name}"' for name in names)
                values = ", ".join(ours.get(name, f'"{name}"') for name in names)
                done = connection.execute(
                    f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {key} = ?",  # noqa: S608 fixed names
                    (copy, draft),
                )
                if table == "drafts" and not done.rowcount:
                    raise Fixable("draft.unknown", id=draft)
        return copy


_OF_A_DRAFT = ("drafts", "draft_pictures", "draft_cards", "forks", "cuts", "mentions", "draft_options")


def _may_rest(connection: sqlite3.Connection, delivery: str) -> bool:
    row = connection.execute(f"{_COLUMNS} AND d.id = ?", (delivery,)).fetchone()
    if row is None:
        return True  # taken back by somebody else already
    found = _planned(row)
    return found.state in MOVABLE and found.whole


def _let_rest(connection: sqlite3.Connection, delivery: str, now: datetime) -> None:
    """Close a delivery; what a network holds of it is taken away there first."""
    if wish(connection, delivery, TAKE):
        connection.execute(
            "UPDATE deliveries SET state = 'scheduled', message = ?, facts = '{}' WHERE id = ?", (TAKING_BACK, delivery)
        )
    else:
        connection.execute(
            "UPDATE deliveries SET closed_at = ? WHERE id = ? AND closed_at IS NULL", (moment(now), delivery)
        )


def _before(connection: sqlite3.Connection, delivery: str) -> tuple[str, tuple[object, ...]]:
    """Return how a delivery stands. Raises Fixable for one that may not be moved."""
    row = connection.execute(f"{_COLUMNS} AND d.id = ?", (delivery,)).fetchone()
    if row is None:
        raise Fixable("delivery.unknown_id", id=delivery)
    found = _planned(row)
    if found.state not in MOVABLE or not found.whole:
        raise Fixable("delivery.wrong_state", id=delivery, state=found.state.value)
    kept = connection.execute(f"SELECT {_KEPT} FROM deliveries WHERE id = ?", (delivery,)).fetchone()  # noqa: S608 fixed names
    return delivery, tuple(kept)


def _planned(row: Row) -> Planned:
    identity, draft, account, network, state, due, wall, zone, kind, text, message, facts, early, whole, digest = row
    return Planned(
        id=identity,
        draft=draft,
        account=account,
        network=network,
        state=State(state),
        at=at(due),
        wall=wall,
        zone=zone,
        kind=Kind(kind),
        title=title_of(text),
        message=message,
        facts=() if facts == "{}" else tuple(json.loads(facts).items()),
        left_early=bool(early),
        whole=bool(whole),
        digest=digest,
    )
