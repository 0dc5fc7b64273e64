# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for the accounts. Only delegates."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from app.channels import Browser, Channels, Lent, NoBrowser
from app.desk.limits import ServerLimits
from app.errors import AppError
from app.keychain import Keychain
from app.model import Account

if TYPE_CHECKING:
    from app.channels import Question
    from app.desk import Desk
    from app.networks import Network


class AccountDesk:
    """What the accounts page and the chips may ask."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to; neither the disk nor the key store is touched yet."""
        self._desk = desk
        self.keychain = Keychain()
        self.channels = Channels(Lent(self.keychain, desk.profile.root / "practice"))
        self._limits = ServerLimits(desk.profile)

    def all(self) -> tuple[Account, ...]:
        """Return the accounts in the order they were added."""
        return self._desk.store.accounts.all()

    def network(self, account: Account) -> Network:
        """Return the network of an account with the limits of its own server, as told when the account was added."""
        from app.networks import network, with_limits

        return with_limits(network(account.network), self._limits.of(account.id) if account.server else {})

    def direct(self, network: str) -> bool:
        """Tell whether Mummo can publish to a network by itself (practice counts); by hand works on every one."""
        return network in self.channels.direct()

    def questions(self, network: str) -> tuple[Question, ...]:
        """Return what signing in to a network asks for (server, handle, secret …); () if only by hand."""
        return self.channels.network(network).questions() if self.direct(network) else ()

    def add_by_hand(self, network: str, name: str = "", server: str = "") -> Account:
        """Add a network that is published by hand: nothing is asked, nothing is stored but the row.

        `server` is for networks of many servers (Mastodon): its compose page is opened, and it is asked once, for
        three seconds at most, how long a post may be; without an answer the usual limits hold.
        Raises Fixable("network.unknown" or "wire.bad_address").
        """
        answers = {"network": network, "name": name, "server": server}
        account, _ = self.channels.by_hand().sign_in(answers, NoBrowser())
        return self._add(account)

    def sign_in(
        self, network: str, answers: Mapping[str, str], session_only: bool = False, browser: Browser | None = None
    ) -> Account:
        """Sign in for real, keep the token in the keyring and add the account (practice: no sign-in).

        The keyring is tried before the network is asked, so that nothing is begun that can't be kept. With
        `session_only` the token stays in memory until the program ends and the account says so.
        Raises Fixable (wrong password, bad server), TryLater (no answer), ProfileUnusable("keyring.…").
        """
        channel = self.channels.network(network)
        if channel.questions() and not session_only:
            self.keychain.check()
        account, secret = channel.sign_in(answers, browser or NoBrowser())
        if secret and session_only:
            account = replace(account, session_only=True)
            self.keychain.keep_for_session(account.id, secret)
        elif secret:
            self.keychain.write(account.id, secret)
        try:
            return self._add(account)
        except AppError:
            if secret:
                self._forget_secret(account)  # no secret without its account
            raise

    def remove(self, account: str) -> None:
        """End the session at the network where it can be reached, then forget the token and the account.

        Raises Fixable("account.unknown"), ProfileUnusable("keyring.…") while the token can't be deleted: the account
        stays then, so that it can be tried again.
        """
        known = self._desk.store.accounts.get(account)
        channel = self.channels.of(known)
        if channel.questions():
            with suppress(AppError):  # not reachable or signed out already: the token is deleted here all the same
                channel.sign_out(known)
            self._forget_secret(known)
        self._desk.store.accounts.remove(account)
        self._limits.forget(account)
        self._desk.announce("accounts", account)

    def _forget_secret(self, account: Account) -> None:
        if account.session_only:
            self.keychain.end_session(account.id)
        else:
            self.keychain.forget(account.id)

    def _add(self, account: Account) -> Account:
        from app.channels.by_hand import server_limits  # late: it is not needed before an account is added

        self._desk.store.accounts.add(account)
        self._limits.keep(account.id, server_limits(account), self._desk.clock())
        self._desk.announce("accounts", account.id)
        return account
