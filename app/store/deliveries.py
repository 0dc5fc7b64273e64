# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How the row of a delivery changes: pieces of a transaction that the writer's and the sender's side share."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from app.model import Facts, Kind, State, Way
from app.store import history
from app.store.accounts import from_text
from app.store.connect import at, moment
from app.store.notes import granted, notice


@dataclass(frozen=True, slots=True)
class Rest:
    """Where a delivery rests after a step, and why. With a `plan` (wall, zone) `next_at` is its new due minute."""

    state: State
    message: str = ""
    facts: Facts = ()
    next_at: datetime | None = None
    network_trouble: bool = False
    plan: tuple[str, str] | None = None


def change(
    connection: sqlite3.Connection,
    delivery: str,
    states: Iterable[State],
    sets: str,
    values: tuple[object, ...],
    owner: str | None = None,
) -> bool:
    """Change a delivery that is open and in one of `states` (and held by `owner`); tell whether it was."""
    wanted = ", ".join(f"'{State(state).value}'" for state in states)
    fence, fenced = (" AND owner = ?", (owner,)) if owner is not None else ("", ())
    done = connection.execute(
        f"UPDATE deliveries SET {sets} WHERE id = ? AND closed_at IS NULL AND state IN ({wanted}){fence}",  # noqa: S608 fixed texts
        (*values, delivery, *fenced),
    )
    return bool(done.rowcount)


def resting(rest: Rest, now: datetime) -> tuple[str, tuple[object, ...]]:
    """Return what to SET, and the values, so that a delivery rests."""
    sets = "state = ?, message = ?, facts = ?, network_trouble = ?, next_at = ?, owner = ''"
    return sets, (
        rest.state.value,
        rest.message,
        json.dumps(dict(rest.facts)),
        int(rest.network_trouble),
        moment(rest.next_at or now),
    )


_TOLD = {State.NEEDS_PERSON: "not_sent", State.FAILED: "not_sent", State.HANDED_OVER: "by_hand"}
_TOLD_OF = {"delivery.unknown": "unclear"}
"""What is told when a delivery comes to rest so, by state and by message."""


def set_down(connection: sqlite3.Connection, delivery: str, owner: str, rest: Rest, now: datetime) -> None:
    """Let a delivery of `owner` rest; one that is no longer the owner's stays as it is."""
    sets, values = resting(rest, now)
    if rest.plan:
        sets, values = f"{sets}, at = ?, wall = ?, zone = ?", (*values, moment(rest.next_at or now), *rest.plan)
        notice(connection, "slept", delivery, now)
    if change(connection, delivery, (State.CLAIMED, State.SENDING, State.UNCERTAIN), sets, values, owner):
        kind = _TOLD.get(rest.state, "")
        if kind:
            notice(
                connection,
                "slept" if "minutes" in dict(rest.facts) else _TOLD_OF.get(rest.message, kind),
                delivery,
                now,
            )


def begin_attempt(
    connection: sqlite3.Connection, delivery: str, owner: str, number: int, key: str, now: datetime
) -> bool:
    """Record an attempt before its request; False when the delivery is no longer the owner's."""
    states = (State.CLAIMED, State.UNCERTAIN)
    if not change(connection, delivery, states, "state = 'sending'", (), owner):
        return False
    connection.execute(
        "UPDATE parts SET state = 'sending', key = ?, first_sent = coalesce(first_sent, ?)"
        " WHERE delivery = ? AND number = ? AND state <> 'done'",
        (key, moment(now), delivery, number),
    )
    connection.execute(
        "INSERT INTO attempts (delivery, part, key, owner, started_at, outcome, code)"
        " VALUES (?, ?, ?, ?, ?, 'sending', '')",
        (delivery, number, key, owner, moment(now)),
    )
    return True


def end_attempt(
    connection: sqlite3.Connection, delivery: str, owner: str, outcome: str, code: str, now: datetime
) -> None:
    """Record how the attempt under way ended."""
    connection.execute(
        "UPDATE attempts SET ended_at = ?, outcome = ?, code = ? WHERE delivery = ? AND owner = ? AND ended_at IS NULL",
        (moment(now), outcome, code, delivery, owner),
    )


def count_as_missing(connection: sqlite3.Connection, delivery: str, number: int) -> None:
    """Start a part anew that surely is not out, under a new key."""
    connection.execute(
        "UPDATE parts SET state = 'todo', key = '', unknowns = 0, first_sent = NULL, doubt_since = NULL"
        " WHERE delivery = ? AND number = ? AND state <> 'done'",
        (delivery, number),
    )


_TOLD_FROM = 2
"""Minutes late that are told."""


def count_parts(connection: sqlite3.Connection, delivery: str, state: str = "%") -> int:
    """Return how many posts a delivery has, in one state or in any."""
    sql = "SELECT count(*) FROM parts WHERE delivery = ? AND state LIKE ?"
    return int(connection.execute(sql, (delivery, state)).fetchone()[0])


def publish_if_whole(connection: sqlite3.Connection, delivery: str, now: datetime, way: Way | None) -> bool:
    """Once no part is missing: `published`, and into the history in the same transaction."""
    if count_parts(connection, delivery, "done") < count_parts(connection, delivery):
        return False
    message, facts = ("", {}) if way is Way.BY_HAND else _not_as_written(connection, delivery)
    if not message and way is not Way.BY_HAND:
        message, facts = _late(connection, delivery, now)
    connection.execute(
        "UPDATE deliveries SET state = 'published', owner = '', left_early = '', message = ?, facts = ?,"
        " network_trouble = 0 WHERE id = ?",
        (message, json.dumps(facts), delivery),
    )
    granted(connection, delivery)
    if way is not Way.BY_HAND and connection.execute(_PLANNED, (delivery,)).fetchone():
        notice(connection, "sent", delivery, now)
    enter_history(connection, delivery, now, way)
    return True


_PLANNED = "SELECT 1 FROM deliveries WHERE id = ? AND wall <> ''"


def _late(connection: sqlite3.Connection, delivery: str, now: datetime) -> tuple[str, dict[str, str]]:
    """Return what is told of a post that went out two minutes or more after its time."""
    due, wall, early = connection.execute(
        "SELECT at, wall, left_early FROM deliveries WHERE id = ?", (delivery,)
    ).fetchone()
    minutes = int((now - at(due)).total_seconds() // 60)
    return ("delivery.was_late", {"n": str(minutes)}) if wall and not early and minutes >= _TOLD_FROM else ("", {})


def _not_as_written(connection: sqlite3.Connection, delivery: str) -> tuple[str, dict[str, str]]:
    """Return what is told of a published delivery: mentions that stayed plain text, a card that could not be read."""
    rows = connection.execute("SELECT plain FROM parts WHERE delivery = ? ORDER BY number", (delivery,))
    handles = dict.fromkeys(handle for (plain,) in rows for handle in json.loads(plain))
    unread = connection.execute(
        "SELECT url FROM delivery_cards WHERE delivery = ? AND NOT known", (delivery,)
    ).fetchone()
    facts = {"handles": ", ".join(f"@{handle}" for handle in handles)} if handles else {}
    if unread:
        code = "delivery.plain_and_no_card" if handles else "delivery.no_card"
        return code, {**facts, "site": urlsplit(unread[0]).netloc}
    return ("delivery.plain_mentions" if handles else ""), facts


def enter_history(connection: sqlite3.Connection, delivery: str, now: datetime, way: Way | None = None) -> None:
    """Append to the history what is out of a delivery, all of it or the first parts; `way` if not the account's."""
    row = connection.execute(
        "SELECT draft, digest, kind, text, frozen_account FROM deliveries WHERE id = ?", (delivery,)
    ).fetchone()
    out = connection.execute(
        "SELECT text, url FROM parts WHERE delivery = ? AND state = 'done' ORDER BY number", (delivery,)
    ).fetchall()
    draft, digest, kind, text, frozen = row
    if len(out) < count_parts(connection, delivery):  # given up in mid-thread: only what is out
        text, digest = "\n\n".join(part for part, _ in out), f"{digest}:{len(out)}"
    account = from_text(frozen)
    url = next((url for _, url in out if url), "")
    entry = history.Entry(delivery, draft, digest, Kind(kind), text, account, way or account.way, url)
    history.enter(connection, entry, now)
