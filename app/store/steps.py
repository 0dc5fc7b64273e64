# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How the schema grew: named steps on raw tables, never changed once shipped, each in one transaction.

Steps know no other file of the program: the tables of today must not leak into a step of yesterday.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence, Set

from sqlite_utils import Database
from sqlite_utils.db import DEFAULT, ForeignKey

Step = Callable[[Database], None]


def step_1_drafts_accounts_waivers(db: Database) -> None:
    """Lay the tables of the write view."""
    _table(
        db,
        "drafts",
        {
            "id": str,
            "saved_at": str,
            "kind": str,
            "kind_chosen": int,
            "accounts": str,  # JSON list of account ids
            "cursor": int,
            "starter": str,
            "based_on": str,
            "removed_at": str,
            "text": str,  # last, so that sorting by time reads no overflow pages
        },
        optional={"removed_at"},
    )
    _table(
        db,
        "revisions",
        {"id": str, "draft": str, "at": str, "characters": int, "why": str, "text": str},
        parents=[("draft", "drafts")],
    )
    db.table("revisions").create_index(["draft", "at"])
    _table(
        db,
        "pictures",
        {"id": str, "file": str, "width": int, "height": int, "bytes": int, "mime": str, "removed": str},
    )
    _pictures_of(db, "draft", "drafts")
    _table(
        db,
        "accounts",
        {
            "id": str,
            "network": str,
            "name": str,
            "way": str,
            "handle": str,
            "server": str,
            "remote_id": str,
            "hat": str,
            "signed_in_until": str,
            "session_only": int,
        },
        optional={"hat", "signed_in_until"},
    )
    _table(
        db,
        "waivers",
        {"id": str, "category": str, "words": str, "key": str, "draft": str, "at": str},
        optional={"draft"},
    )


def step_2_outbox(db: Database) -> None:
    """Lay the outbox: deliveries with all they need frozen, the posts of a thread, and every attempt."""
    _table(
        db,
        "deliveries",
        {
            "id": str,
            "draft": str,
            "digest": str,  # of text, pictures and alt texts: what makes two deliveries the same
            "account": str,
            "frozen_account": str,  # JSON
            "state": str,
            "at": str,  # due
            "next_at": str,  # when to act next: to send, or to look
            "wall": str,
            "zone": str,
            "kind": str,
            "message": str,
            "facts": str,  # JSON
            "network_trouble": int,
            "owner": str,  # the sender that holds it
            "queued_at": str,
            "closed_at": str,  # taken back or given up
            "text": str,
        },
        optional={"closed_at"},
    )
    db.execute("CREATE UNIQUE INDEX deliveries_once ON deliveries (draft, digest, account) WHERE closed_at IS NULL")
    db.execute("CREATE INDEX deliveries_due ON deliveries (state, next_at) WHERE closed_at IS NULL")
    _table(
        db,
        "parts",
        {
            "delivery": str,
            "number": int,
            "state": str,  # todo, sending, done
            "key": str,
            "url": str,
            "remote_id": str,
            "first_sent": str,
            "doubt_since": str,  # when the sender heard no clear answer, or was found dead
            "unknowns": int,
            "text": str,
        },
        key=("delivery", "number"),
        optional={"first_sent", "doubt_since"},
        parents=[("delivery", "deliveries")],
    )
    _table(
        db,
        "attempts",
        {
            "id": int,
            "delivery": str,
            "part": int,
            "key": str,
            "owner": str,
            "started_at": str,
            "ended_at": str,
            "outcome": str,  # sending, sent, later, refused, unknown
            "code": str,
        },
        optional={"ended_at"},
        parents=[("delivery", "deliveries")],
    )
    db.table("attempts").create_index(["delivery"])
    _pictures_of(db, "delivery", "deliveries")


def step_3_history(db: Database) -> None:
    """Lay the history with its search index (settings: facts/reliability.md 5).

    A post's number is its time in microseconds, so that the index itself gives the newest first.
    """
    _table(
        db,
        "posts",
        {"number": int, "id": str, "draft": str, "digest": str, "kind": str, "text": str, "words": str},
        key="number",
        optional={"words"},  # the text as it is searched, where that differs
    )
    db.table("posts").create_index(["id"], unique=True)
    db.table("posts").create_index(["draft", "digest"], unique=True)
    db.create_view("post_words", "SELECT number, coalesce(words, text) AS words FROM posts")
    db.execute(
        "CREATE VIRTUAL TABLE posts_fts USING fts5(words, content='post_words', content_rowid='number',"
        " tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
    )
    put = "INSERT INTO posts_fts (rowid, words) VALUES (new.number, coalesce(new.words, new.text));"
    take = (
        "INSERT INTO posts_fts (posts_fts, rowid, words) VALUES ('delete', old.number, coalesce(old.words, old.text));"
    )
    db.execute(f"CREATE TRIGGER posts_put AFTER INSERT ON posts BEGIN {put} END")
    db.execute(f"CREATE TRIGGER posts_taken AFTER DELETE ON posts BEGIN {take} END")
    db.execute(f"CREATE TRIGGER posts_changed AFTER UPDATE ON posts BEGIN {take} {put} END")
    _table(
        db,
        "sent",
        {
            "delivery": str,
            "post": str,
            "network": str,
            "account": str,
            "name": str,
            "at": str,
            "way": str,
            "url": str,
        },
        key="delivery",
    )
    db.table("sent").create_index(["post"])
    db.table("sent").create_index(["network"])
    _pictures_of(db, "post", None)


def step_4_cards(db: Database) -> None:
    """Lay the cards of links: as read for a draft, as frozen for a delivery; and mentions that stayed plain text."""
    card = {"title": str, "description": str, "picture": str, "alt": str}
    _table(
        db,
        "draft_cards",
        {"draft": str, "url": str, "wanted": int, **card},  # not wanted: the writer took it away
        key=("draft", "url"),
        optional={"picture"},
        parents=[("draft", "drafts")],
    )
    _table(
        db,
        "delivery_cards",
        {"delivery": str, "url": str, "known": int, **card},  # not known: to be read when the delivery goes
        key="delivery",
        optional={"picture"},
        parents=[("delivery", "deliveries")],
    )
    db.execute("ALTER TABLE parts ADD COLUMN plain TEXT NOT NULL DEFAULT '[]'")  # JSON list of handles


def step_5_texts_per_network(db: Database) -> None:
    """Lay what single networks have of their own in a draft, and the address book."""
    own = {"draft": str, "network": str}
    _table(
        db,
        "forks",
        {**own, "saved_at": str, "text": str},
        key=("draft", "network"),
        parents=[("draft", "drafts")],
    )
    _table(
        db,
        "cuts",
        {**own, "place": int, "before": str, "after": str, "offset": int, "rest": int},
        key=("draft", "network", "place"),
        parents=[("draft", "drafts")],
    )
    _table(db, "people", {"id": str, "name": str})
    _table(
        db,
        "handles",
        {"person": str, "network": str, "handle": str},
        key=("person", "network"),
        parents=[("person", "people")],
    )
    _table(
        db,
        "mentions",
        {"draft": str, "words": str, "person": str},
        key=("draft", "words"),
        parents=[("draft", "drafts")],  # a person who is taken out may come back
    )


def step_6_remarks(db: Database) -> None:
    """Lay what the writer told of the remarks: the "not yet" list, words that are no hat's, rules that rest."""
    db.execute("ALTER TABLE waivers ADD COLUMN rule TEXT NOT NULL DEFAULT ''")
    _table(db, "own_words", {"id": str, "words": str, "at": str})
    _table(db, "hat_words", {"hat": str, "word": str, "at": str}, key=("hat", "word"))
    _table(db, "taken", {"category": str, "rule": str, "at": str}, key=("category", "rule"))  # when last


def step_7_numbered_parts(db: Database) -> None:
    """Keep with a draft whether the parts of its threads are numbered."""
    db.execute("ALTER TABLE drafts ADD COLUMN numbered INTEGER NOT NULL DEFAULT 0")


def step_8_networks_and_time(db: Database) -> None:
    """Lay what networks can do besides: choices of their own, answers, deleting, their own schedulers, notices."""
    _table(
        db,
        "draft_options",
        {"draft": str, "network": str, "name": str, "value": str},
        key=("draft", "network", "name"),
        parents=[("draft", "drafts")],
    )
    _table(
        db,
        "delivery_options",
        {"delivery": str, "name": str, "value": str},
        key=("delivery", "name"),
        parents=[("delivery", "deliveries")],
    )
    _table(
        db,
        "answers",  # what the network told last; a number it does not tell is missing
        {"delivery": str, "at": str, "likes": int, "shares": int},
        key="delivery",
        optional={"likes", "shares"},
        parents=[("delivery", "deliveries")],
    )
    _table(
        db,
        "replies",
        {"delivery": str, "id": str, "author": str, "handle": str, "at": str, "url": str, "text": str},
        key=("delivery", "id"),
        parents=[("delivery", "deliveries")],
    )
    db.execute("ALTER TABLE sent ADD COLUMN deleted_at TEXT")
    db.execute("ALTER TABLE deliveries ADD COLUMN left_early TEXT NOT NULL DEFAULT ''")  # the network's own schedule
    _table(db, "notices", {"id": str, "kind": str, "delivery": str, "at": str, "shown_at": str}, optional={"shown_at"})
    _table(db, "notes", {"name": str, "value": str}, key="name")  # what the sender keeps from run to run


STEPS: tuple[Step, ...] = (
    step_1_drafts_accounts_waivers,
    step_2_outbox,
    step_3_history,
    step_4_cards,
    step_5_texts_per_network,
    step_6_remarks,
    step_7_numbered_parts,
    step_8_networks_and_time,
)


def take(connection: sqlite3.Connection, done: int) -> None:
    """Take the steps after the first `done` ones; a step that fails or is killed leaves no trace."""
    db = Database(connection, execute_plugins=False)
    for number, step in enumerate(STEPS[done:], start=done + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            step(db)
            connection.execute(f"PRAGMA user_version={number}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def schema(connection: sqlite3.Connection) -> str:
    """Return the whole schema as a script; what resources/store/schema.sql holds."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' ORDER BY rowid"
    )
    return ";\n\n".join(row[0] for row in rows) + "\n"


def _pictures_of(db: Database, owner: str, parent: str | None) -> None:
    """Make the table of who shows which picture with which alt text."""
    _table(
        db,
        f"{owner}_pictures",
        {owner: str, "picture": str, "place": int, "alt": str},
        key=(owner, "picture"),
        parents=[*([(owner, parent)] if parent else []), ("picture", "pictures")],
    )


def _table(
    db: Database,
    name: str,
    columns: dict[str, type],
    *,
    key: str | tuple[str, ...] = "id",
    optional: Set[str] = frozenset(),
    parents: Sequence[tuple[str, str]] = (),
) -> None:
    """Make one strict table; all but the `optional` columns must be filled, rows go when their parent goes."""
    db.table(name).create(
        columns,
        pk=key,
        not_null=set(columns) - optional - {key},
        foreign_keys=[ForeignKey(name, column, table, "id", on_delete="CASCADE") for column, table in parents]
        or DEFAULT,
        strict=True,
    )
