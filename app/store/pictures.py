# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Rows of the pictures (the copies lie in the profile's photos folder) and who shows them with which alt text.

A copy is shared: the draft it was added to, what was sent from it and the history all point at one file, which
goes when nobody points at it any more.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from app.errors import Fixable
from app.model import Photo
from app.store.connect import stored
from app.store.database import Database
from app.store.notes import WISH

Owner = Literal["draft", "delivery", "post"]
OWNERS: tuple[Owner, ...] = ("draft", "delivery", "post")
_SHOWING = (*(f"{owner}_pictures" for owner in OWNERS), "draft_cards", "delivery_cards")


class Pictures:
    """Who shows which picture."""

    def __init__(self, database: Database) -> None:
        """Keep the open database."""
        self._database = database

    def add(self, draft: str, photo: Photo) -> None:
        """Keep a new copy and put it last into a draft."""
        with self._database.write() as connection:
            enter(connection, photo)
            place = connection.execute(
                "SELECT coalesce(max(place) + 1, 0) FROM draft_pictures WHERE draft = ?", (draft,)
            ).fetchone()[0]
            attach(connection, "draft", draft, (photo,), place)

    def of(self, owner: Owner, identity: str) -> tuple[Photo, ...]:
        """Return the pictures that something shows, in order, with absolute paths."""
        rows = self._database.read(
            "SELECT alt, id, file, width, height, bytes, mime, removed"  # noqa: S608 fixed names
            f" FROM {owner}_pictures JOIN pictures ON picture = id WHERE {owner} = ? ORDER BY place",
            (identity,),
        )
        folder = self._database.profile.photos
        return tuple(photo_of(folder, *row) for row in rows)

    def describe(self, draft: str, photo: str, alt: str) -> None:
        """Give a draft's picture its alt text. Raises Fixable("photo.unknown")."""
        with self._database.write() as connection:
            done = connection.execute(
                "UPDATE draft_pictures SET alt = cast(? AS text) WHERE draft = ? AND picture = ?",
                (stored(alt), draft, photo),
            )
            if not done.rowcount:
                raise Fixable("photo.unknown", id=photo)

    def remove(self, draft: str, photo: str) -> None:
        """Take a picture out of a draft. Raises Fixable("photo.unknown")."""
        with self._database.write() as connection:
            done = connection.execute("DELETE FROM draft_pictures WHERE draft = ? AND picture = ?", (draft, photo))
            if not done.rowcount:
                raise Fixable("photo.unknown", id=photo)

    def put_back(self, draft: str, photo: Photo, place: int) -> None:
        """Show a picture in a draft again that was taken out of it, at its place. Raises Fixable("photo.lost")."""
        if not Path(photo.path).is_file():
            raise Fixable("photo.lost", reason="")
        with self._database.write() as connection:
            enter(connection, photo)
            held = connection.execute(
                "SELECT picture FROM draft_pictures WHERE draft = ? ORDER BY place", (draft,)
            ).fetchall()
            if (photo.id,) in held:
                return
            attach(connection, "draft", draft, (photo,), len(held))
            order = [picture for (picture,) in held]
            order.insert(place, photo.id)
            _arrange(connection, draft, order)

    def replace(self, draft: str, old: str, new: Photo, digests: Mapping[str, str]) -> None:
        """Show a new copy where an earlier one stood, words kept; the earlier one goes if nobody else shows it.

        What of the draft waits to be sent from here shows the new one as well; `digests` says what a delivery's digest
        becomes by that. Raises Fixable("photo.unknown"), which leaves the new copy to the caller.
        """
        with self._database.write() as connection:
            enter(connection, new)
            done = connection.execute(
                "UPDATE draft_pictures SET picture = ? WHERE draft = ? AND picture = ?", (new.id, draft, old)
            )
            if not done.rowcount:
                raise Fixable("photo.unknown", id=old)
            _replace_waiting(connection, draft, (old, new.id), digests)
        self._drop("id = ? AND ", (old,))

    def let_go(self) -> None:
        """Delete the copies nobody shows any more: rows first, so that a kill leaves a stray file, not a gap."""
        self._drop("", ())

    def strays(self) -> tuple[Path, ...]:
        """Return the files of the photos folder that no row knows: left by a kill, or just on their way in."""
        folder = self._database.profile.photos
        known = {file for (file,) in self._database.read("SELECT file FROM pictures")}
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        return tuple(path for path in found if path.is_file() and path.name not in known)

    def _drop(self, which: str, values: tuple[str, ...]) -> None:
        shown = " UNION ".join(f"SELECT picture FROM {table} WHERE picture IS NOT NULL" for table in _SHOWING)  # noqa: S608 fixed names
        with self._database.write() as connection:
            gone = connection.execute(
                f"DELETE FROM pictures WHERE {which}id NOT IN ({shown}) RETURNING file",  # noqa: S608 fixed names
                values,
            ).fetchall()
        for (file,) in gone:
            (self._database.profile.photos / file).unlink(missing_ok=True)


_WAITING = (
    "SELECT id, digest FROM deliveries d WHERE draft = ? AND closed_at IS NULL AND left_early = ''"  # noqa: S608 a fixed name
    " AND state IN ('scheduled', 'failed', 'needs_person')"
    " AND NOT EXISTS (SELECT 1 FROM parts p WHERE p.delivery = d.id AND (p.state <> 'todo' OR p.unknowns > 0))"
    f" AND NOT EXISTS (SELECT 1 FROM notes WHERE name = '{WISH}' || d.id)"
)
"""Deliveries of a draft that nobody has begun to send, here or at a network that may hold them."""


def _replace_waiting(
    connection: sqlite3.Connection, draft: str, pictures: tuple[str, str], digests: Mapping[str, str]
) -> None:
    """Let deliveries that wait show the second picture instead of the first."""
    old, new = pictures
    for delivery, digest in connection.execute(_WAITING, (draft,)).fetchall():
        connection.execute(
            "UPDATE delivery_pictures SET picture = ? WHERE delivery = ? AND picture = ?", (new, delivery, old)
        )
        after = digests.get(digest, digest)
        connection.execute("UPDATE deliveries SET digest = ? WHERE id = ?", (after, delivery))


def _arrange(connection: sqlite3.Connection, draft: str, order: list[str]) -> None:
    connection.executemany(
        "UPDATE draft_pictures SET place = ? WHERE draft = ? AND picture = ?",
        [(place, draft, picture) for place, picture in enumerate(order)],
    )


def enter(connection: sqlite3.Connection, photo: Photo) -> None:
    """Give a copy its row, in an open transaction; one that has a row already keeps it."""
    connection.execute(
        "INSERT OR IGNORE INTO pictures (id, file, width, height, bytes, mime, removed) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            photo.id,
            Path(photo.path).name,
            photo.width,
            photo.height,
            photo.bytes,
            photo.mime,
            json.dumps(photo.removed),
        ),
    )


def photo_of(folder: Path, alt: str, identity: str, file: str, *rest: Any) -> Photo:  # noqa: ANN401 columns as they come
    """Return the value of a row: alt text, id, file, width, height, bytes, mime, removed."""
    width, height, size, mime, removed = rest
    return Photo(identity, str(folder / file), alt, width, height, size, mime, tuple(json.loads(removed)))


def attach(
    connection: sqlite3.Connection, owner: Owner, identity: str, photos: Iterable[Photo], place: int = 0
) -> None:
    """Show pictures that have a row already, from `place` on, in an open transaction."""
    connection.executemany(
        f"INSERT INTO {owner}_pictures ({owner}, picture, place, alt) VALUES (?, ?, ?, cast(? AS text))",  # noqa: S608 fixed names
        [(identity, photo.id, number, stored(photo.alt)) for number, photo in enumerate(photos, start=place)],
    )
