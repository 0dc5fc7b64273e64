# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Rows of the cards: what was read from a link's page for a draft, and what was frozen of it for a delivery."""

from __future__ import annotations

import sqlite3

from app.model import Card, Photo
from app.store.connect import stored
from app.store.database import Database, Row
from app.store.pictures import Pictures, enter, photo_of


class Cards:
    """Cards by draft and link, so that a link that comes back finds its card again."""

    def __init__(self, database: Database, pictures: Pictures) -> None:
        """Keep the open database and the pictures beside it."""
        self._database = database
        self._pictures = pictures

    def get(self, draft: str, url: str) -> Card | None:
        """Return what was read for a link of a draft, None if nothing was or the writer took it away."""
        row = self._first("draft_cards", "draft = ? AND url = cast(? AS text) AND wanted", (draft, stored(url)))
        return self._card(row) if row else None

    def wanted(self, draft: str, url: str) -> bool:
        """Tell whether the writer left this link its card: True until it is taken away."""
        row = self._first("draft_cards", "draft = ? AND url = cast(? AS text) AND NOT wanted", (draft, stored(url)))
        return row is None

    def keep(self, draft: str, card: Card) -> None:
        """Keep what was read, in the place of what was read before."""
        with self._database.write() as connection:
            _put(connection, draft, card, wanted=True)
        self._pictures.let_go()

    def drop(self, draft: str, url: str) -> None:
        """Remember that the writer wants no card for this link."""
        with self._database.write() as connection:
            _put(connection, draft, Card(url, ""), wanted=False)
        self._pictures.let_go()

    def frozen(self, delivery: str) -> tuple[Card | None, str]:
        """Return a delivery's card, and the link whose card is still to be read; (None, "") without either."""
        row = self._first("delivery_cards", "delivery = ?", (delivery,))
        if row is None:
            return None, ""
        known, url = bool(row[0]), row[1]
        return (self._card(row), "") if known else (None, url)

    def settle(self, delivery: str, card: Card) -> None:
        """Freeze the card that was read as the delivery goes; once known it stays."""
        with self._database.write() as connection:
            freeze(connection, delivery, card, known=True, after="WHERE NOT known")

    def _first(self, table: str, where: str, values: tuple[object, ...]) -> Row | None:
        known = "known" if table == "delivery_cards" else "wanted"
        return self._database.first(
            f"SELECT {known}, url, title, description, {table}.alt,"  # noqa: S608 fixed names
            " pictures.id, file, width, height, bytes, mime, removed"
            f" FROM {table} LEFT JOIN pictures ON picture = pictures.id WHERE {where}",
            values,
        )

    def _card(self, row: Row) -> Card:
        _, url, title, description, alt, *picture = row
        photo = photo_of(self._database.profile.photos, alt, *picture) if picture[0] else None
        return Card(url, title, description, photo)


def freeze(connection: sqlite3.Connection, delivery: str, card: Card, known: bool, after: str = "") -> None:
    """Freeze a card, or (not `known`) the link it is to be read from, in an open transaction."""
    _enter_picture(connection, card.picture)
    connection.execute(
        "INSERT INTO delivery_cards (delivery, known, url, title, description, picture, alt)"  # noqa: S608 fixed texts
        " VALUES (?, ?, cast(? AS text), ?, ?, ?, cast(? AS text)) ON CONFLICT (delivery) DO UPDATE SET"
        " known = excluded.known, url = excluded.url, title = excluded.title, description = excluded.description,"
        f" picture = excluded.picture, alt = excluded.alt {after}",
        (delivery, int(known), *_columns(card)),
    )


def thaw(connection: sqlite3.Connection, delivery: str) -> None:
    """Take the card of a delivery away again, in an open transaction."""
    connection.execute("DELETE FROM delivery_cards WHERE delivery = ?", (delivery,))


def _put(connection: sqlite3.Connection, draft: str, card: Card, wanted: bool) -> None:
    _enter_picture(connection, card.picture)
    connection.execute(
        "INSERT OR REPLACE INTO draft_cards (draft, wanted, url, title, description, picture, alt)"
        " VALUES (?, ?, cast(? AS text), ?, ?, ?, cast(? AS text))",
        (draft, int(wanted), *_columns(card)),
    )


def _enter_picture(connection: sqlite3.Connection, photo: Photo | None) -> None:
    if photo:
        enter(connection, photo)


def _columns(card: Card) -> tuple[object, ...]:
    picture = card.picture
    return (
        stored(card.url),
        card.title,
        card.description,
        picture.id if picture else None,
        picture.alt if picture else "",
    )
