# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What is kept of a sign-in: read, renewed in time, and the new always safe before the old is let go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from app.errors import ProfileUnusable, SignInAgain
from app.model import Account
from app.signin.grants import Grant, read_grant

EARLY = timedelta(minutes=2)
"""A token this near its end is renewed before it is used: an upload takes a while."""


class Secrets(Protocol):
    """As much of app/channels' Secrets as is needed here."""

    def read(self, account: str) -> str | None:
        """Return the secret of an account id, None if there is none."""

    def write(self, account: str, secret: str) -> None:
        """Keep a secret, read it back, and only then drop the one before."""


def kept(account: Account, secrets: Secrets) -> str:
    """Return the secret of an account. Raises SignInAgain("signin.ended") without one, ProfileUnusable("keyring.…")."""
    try:
        found = secrets.read(account.id)
    except ProfileUnusable:
        if not account.session_only:
            raise
        found = None  # it lived in the memory of a program that has ended
    if not found:
        raise SignInAgain("signin.ended", name=account.name)
    return found


def fresh(account: Account, secrets: Secrets, renewal: Callable[[Grant], Grant], now: datetime) -> Grant:
    """Return a grant that holds a while longer; renewed, and kept, when its end is near. Raises as `renewed`."""
    found = read_grant(kept(account, secrets))
    if found.until is not None and found.until - now <= EARLY:
        return renewed(account, secrets, renewal, found)
    return found


def renewed(account: Account, secrets: Secrets, renewal: Callable[[Grant], Grant], old: Grant) -> Grant:
    """Renew `old` and keep the new grant before anybody uses it; also when the network said that `old` has ended.

    If another process renewed meanwhile (a refresh token may be good for one use only), its grant is returned.
    `renewal` is given what is kept, e.g. `lambda grant: oauth2.renew(client, grant.refresh, now)`.
    Raises SignInAgain, TryLater; ProfileUnusable when the new grant can't be kept: the old one is there still.
    """
    current = read_grant(kept(account, secrets))
    if current.access != old.access:
        return current
    try:
        new = renewal(current)
    except SignInAgain:
        later = read_grant(kept(account, secrets))
        if later.access != current.access:
            return later
        raise SignInAgain("signin.ended", name=account.name) from None
    secrets.write(account.id, new.secret())
    return new
