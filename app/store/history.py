# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The history: append only, one post per published draft revision, one row per account it went to; and its search."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.errors import Fixable
from app.model import Account, Kind, Page, Post, Sent, Way, new_id
from app.store.connect import at, moment, stored
from app.store.database import Database, Row
from app.store.pictures import Pictures
from app.store.words import as_searched, hits

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS = "posts.number, posts.id, posts.kind, posts.text"


@dataclass(frozen=True, slots=True)
class Entry:
    """What becomes history: a delivery that is out. `digest` joins the accounts one text went to."""

    delivery: str
    draft: str
    digest: str
    kind: Kind
    text: str
    account: Account
    way: Way
    url: str


@dataclass(frozen=True, slots=True)
class _Which:
    """The part of a query that chooses posts: FROM and WHERE with their values. Counting needs no text of a post."""

    clause: str
    values: tuple[object, ...]
    to_count: str = ""
    newest_first: str = "posts.number DESC"


class History:
    """What was published."""

    def __init__(self, database: Database, pictures: Pictures) -> None:
        """Keep the open database and the pictures beside it."""
        self._database = database
        self._pictures = pictures

    def get(self, post: str) -> Post:
        """Return one post. Raises Fixable("post.unknown")."""
        row = self._database.first(f"SELECT {_COLUMNS} FROM posts WHERE id = ?", (post,))  # noqa: S608 fixed names
        if row is None:
            raise Fixable("post.unknown", id=post)
        return self._post(row, ())

    def went_to(self, post: str) -> tuple[str, ...]:
        """Return the ids of the accounts a post went to."""
        rows = self._database.read("SELECT DISTINCT account FROM sent WHERE post = ?", (post,))
        return tuple(row[0] for row in rows)

    def search(self, words: str, network: str, limit: int, offset: int) -> Page:
        """Return posts newest first; with `words`, those that hold each of them in any form.

        Words are matched by their beginnings (facts/reliability.md 5). What no word begins with is looked for inside
        the texts, so that *näyte* finds *savinäyte*, and an emoji or a sign itself.
        """
        from app.languages import query_stems  # late: the window's first paint does not search

        wanted = as_searched(words).strip()
        stems = query_stems(wanted)
        which = _in_index(stems, network) if stems else _everywhere(wanted, network)
        found = self._count(which)
        if stems and not found:
            which, stems = _inside(stems, network), tuple(stems)
            found = self._count(which)
        rows = self._database.read(
            f"SELECT {_COLUMNS} {which.clause} ORDER BY {which.newest_first} LIMIT ? OFFSET ?",
            (*which.values, limit, offset),
        )
        total = self._database.first("SELECT count(*) FROM posts")
        posts = tuple(self._post(row, hits(row[3], stems, wanted)) for row in rows)
        return Page(posts, found, int(total[0]) if total else 0)

    def _count(self, which: _Which) -> int:
        row = self._database.first(f"SELECT count(*) {which.to_count or which.clause}", which.values)
        return int(row[0]) if row else 0

    def _post(self, row: Row, found: tuple[tuple[int, int], ...]) -> Post:
        number, identity, kind, text = row
        rows = self._database.read(
            "SELECT network, name, at, way, url, delivery, deleted_at FROM sent WHERE post = ? ORDER BY at, rowid",
            (identity,),
        )
        return Post(
            id=identity,
            text=text,
            at=_EPOCH + timedelta(microseconds=number),
            kind=Kind(kind),
            deliveries=tuple(map(_sent, rows)),
            photos=self._pictures.of("post", identity),
            hits=found,
        )


def _sent(row: Row) -> Sent:
    network, name, when, way, url, delivery, deleted = row
    return Sent(network, name, at(when), Way(way), url, delivery, at(deleted) if deleted else None)


def enter(connection: sqlite3.Connection, entry: Entry, now: datetime) -> None:
    """Append what is out, in the transaction that says so; entering the same delivery twice changes nothing."""
    known = connection.execute(
        "SELECT id FROM posts WHERE draft = ? AND digest = ?", (entry.draft, entry.digest)
    ).fetchone()
    post = known[0] if known else _add_post(connection, entry, now)
    connection.execute(
        "INSERT OR IGNORE INTO sent (delivery, post, network, account, name, at, way, url)"
        " VALUES (?, ?, ?, ?, cast(? AS text), ?, ?, ?)",
        (
            entry.delivery,
            post,
            entry.account.network,
            entry.account.id,
            stored(entry.account.name),
            moment(now),
            entry.way.value,
            entry.url,
        ),
    )


def _add_post(connection: sqlite3.Connection, entry: Entry, now: datetime) -> str:
    number = (now - _EPOCH) // timedelta(microseconds=1)
    while connection.execute("SELECT 1 FROM posts WHERE number = ?", (number,)).fetchone():
        number += 1
    post, words = new_id(), as_searched(entry.text)
    connection.execute(
        "INSERT INTO posts (number, id, draft, digest, kind, text, words)"
        " VALUES (?, ?, ?, ?, ?, cast(? AS text), cast(? AS text))",
        (
            number,
            post,
            entry.draft,
            entry.digest,
            entry.kind.value,
            stored(entry.text),
            None if words == entry.text else stored(words),
        ),
    )
    connection.execute(
        "INSERT INTO post_pictures (post, picture, place, alt)"
        " SELECT ?, picture, place, alt FROM delivery_pictures WHERE delivery = ?",
        (post, entry.delivery),
    )
    return post


def _in_index(stems: Iterable[Iterable[str]], network: str) -> _Which:
    """Posts with a word beginning with one of the stems, for every word of the query. Stems are quoted: no syntax."""
    query = " AND ".join(
        "(" + " OR ".join('"' + stem.replace('"', '""') + '" *' for stem in choices) + ")" for choices in stems
    )
    condition, values = _of_network(network)
    return _Which(
        f"FROM posts_fts JOIN posts ON posts.number = posts_fts.rowid WHERE posts_fts MATCH ?{condition}",
        (query, *values),
        "" if network else "FROM posts_fts WHERE posts_fts MATCH ?",
        "posts_fts.rowid DESC",  # the index's own order: nothing is sorted
    )


def _inside(stems: Iterable[Iterable[str]], network: str) -> _Which:
    """Posts that hold the first stem of every word anywhere, also inside a compound word."""
    return _holding([next(iter(choices)) for choices in stems], network)


def _everywhere(wanted: str, network: str) -> _Which:
    """All posts; with something wanted that is no word, those that hold it."""
    return _holding([wanted] if wanted else [], network)


def _holding(pieces: list[str], network: str) -> _Which:
    condition, values = _of_network(network)
    like = "".join(" AND coalesce(posts.words, posts.text) LIKE cast(? AS text) ESCAPE '\\'" for _ in pieces)
    escaped = [piece.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for piece in pieces]
    return _Which(f"FROM posts WHERE TRUE{like}{condition}", (*(stored(f"%{piece}%") for piece in escaped), *values))


def _of_network(network: str) -> tuple[str, tuple[str, ...]]:
    if not network:
        return "", ()
    return " AND EXISTS (SELECT 1 FROM sent WHERE sent.post = posts.id AND sent.network = ?)", (network,)
