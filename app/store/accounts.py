# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The accounts' rows. No secret is ever here: tokens live in the keyring."""

from __future__ import annotations

import json
from datetime import datetime

from app.errors import Fixable
from app.model import Account, Hat, Way
from app.store.connect import at, moment, stored
from app.store.database import Database, Row

_COLUMNS = "id, network, name, way, handle, server, remote_id, hat, signed_in_until, session_only"


class Accounts:
    """The rows of the accounts."""

    def __init__(self, database: Database) -> None:
        """Keep the open database."""
        self._database = database

    def add(self, account: Account) -> None:
        """Keep an account; one with the same id is replaced and keeps its place."""
        with self._database.write() as connection:
            connection.execute(
                f"INSERT INTO accounts ({_COLUMNS}) VALUES (?, ?, cast(? AS text), ?, cast(? AS text), ?, ?, ?, ?, ?)"  # noqa: S608 fixed names
                " ON CONFLICT (id) DO UPDATE SET network = excluded.network, name = excluded.name, way = excluded.way,"
                " handle = excluded.handle, server = excluded.server, remote_id = excluded.remote_id,"
                " hat = excluded.hat, signed_in_until = excluded.signed_in_until, session_only = excluded.session_only",
                _values(account),
            )

    def all(self) -> tuple[Account, ...]:
        """Return the accounts in the order they were added."""
        return tuple(_account(row) for row in self._database.read(f"SELECT {_COLUMNS} FROM accounts ORDER BY rowid"))  # noqa: S608 fixed names

    def get(self, account: str) -> Account:
        """Return one account. Raises Fixable("account.unknown")."""
        row = self._database.first(f"SELECT {_COLUMNS} FROM accounts WHERE id = ?", (account,))  # noqa: S608 fixed names
        if row is None:
            raise Fixable("account.unknown", id=account)
        return _account(row)

    def remove(self, account: str) -> None:
        """Forget an account. Raises Fixable("account.unknown")."""
        with self._database.write() as connection:
            if not connection.execute("DELETE FROM accounts WHERE id = ?", (account,)).rowcount:
                raise Fixable("account.unknown", id=account)


def as_text(account: Account) -> str:
    """Return an account as JSON: how a delivery freezes it."""
    return json.dumps(dict(zip(_COLUMNS.split(", "), _frozen(account), strict=True)))


def from_text(text: str) -> Account:
    """Return the account that `as_text` wrote."""
    return _account(tuple(json.loads(text).values()))


def _frozen(account: Account) -> tuple[str | int | None, ...]:
    until: datetime | None = account.signed_in_until
    return (
        account.id,
        account.network,
        account.name,
        account.way.value,
        account.handle,
        account.server,
        account.remote_id,
        account.hat.value if account.hat else None,
        moment(until) if until else None,
        int(account.session_only),
    )


def _values(account: Account) -> tuple[object, ...]:
    return tuple(stored(value) if isinstance(value, str) else value for value in _frozen(account))


def _account(row: Row) -> Account:
    identity, network, name, way, handle, server, remote_id, hat, until, session_only = row
    return Account(
        id=identity,
        network=network,
        name=name,
        way=Way(way),
        handle=handle,
        server=server,
        remote_id=remote_id,
        hat=Hat(hat) if hat else None,
        signed_in_until=at(until) if until else None,
        session_only=bool(session_only),
    )
