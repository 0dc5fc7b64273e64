# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for permissions nobody here uses any more: ended at their network, unless an account still lives by one.

A server may answer a second sign-in with the token of the first (Mastodon's `reuse_access_token`, in
config/initializers/doorkeeper.rb): revoking "the old one" would then end the new one, or another account's.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from app.channels import Channel, known_as
from app.errors import AppError, ProfileUnusable, SignInAgain
from app.keychain import Keychain
from app.model import Account, new_id


class Permits:
    """Lets go of what a sign-in left at a network and in the key store."""

    def __init__(self, keychain: Keychain, accounts: Callable[[], tuple[Account, ...]]) -> None:
        """Keep where secrets are and who tells which accounts there are."""
        self._keychain, self._accounts = keychain, accounts

    def of(self, account: Account) -> str:
        """Return what is kept of an account's sign-in, "" without any; a key store that is shut holds none."""
        with suppress(ProfileUnusable):
            return self._keychain.read(account.id) or ""
        return ""

    def end(self, channel: Channel, account: Account, secret: str) -> None:
        """End a permission at its network. One that can't be reached, or ended it already, is fine.

        `secret` is in memory for that moment alone. Nothing is done while an account here still uses it.
        """
        if not secret or self._used(account.network, secret):
            return
        passing = replace(account, id=new_id())
        self._keychain.keep_for_session(passing.id, secret)
        with suppress(AppError):
            channel.sign_out(passing)
        self._keychain.end_session(passing.id)

    def forget_server(self, account: Account) -> None:
        """Forget what a server knows this program by once no account there is left. Raises ProfileUnusable."""
        here = {(one.network, one.server) for one in self._accounts()}
        if account.server and (account.network, account.server) not in here:
            self._keychain.forget(known_as(account.network, account.server))

    def _used(self, network: str, secret: str) -> bool:
        asked = _tokens(secret)
        return any(asked & _tokens(self.of(one)) for one in self._accounts() if one.network == network)


def _tokens(secret: str) -> set[str]:
    """Return what of a secret a network would know it by; what is no grant is one of its kind as a whole."""
    from app.signin.grants import read_grant

    try:
        found = read_grant(secret)
    except SignInAgain:
        return {secret} - {""}
    return {found.access, found.refresh} - {""}
