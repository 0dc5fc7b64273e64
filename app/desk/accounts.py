# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for the accounts. Only delegates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.channels import Browser, Channel, Channels, Ends, Lent, NoBrowser
from app.desk.keys import KeyDesk
from app.desk.limits import ServerLimits
from app.desk.permits import Permits
from app.errors import AppError, Fixable
from app.keychain import Keychain
from app.model import Account, Concern
from app.signin.loopback import Loopback, never

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
        self.keys = KeyDesk(self.keychain)
        self.channels = Channels(Lent(_Kept(self), desk.profile.root / "practice", self.keys))
        self._limits = ServerLimits(desk.profile)
        self._permits = Permits(self.keychain, self.all)

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

    def needs_key(self, network: str) -> bool:
        """Tell whether a network knows programs by a key that somebody must get first (`keys`)."""
        return self.direct(network) and self.channels.network(network).needs_key

    def browser(self, show: Callable[[str], None], stopped: Callable[[], bool] = never) -> Browser:
        """Return what `sign_in` asks permission with: `show` opens a page, `stopped` is looked at while it waits."""
        return Loopback(show, stopped)

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
        Somebody who is linked here already stays one account, with the new permission.
        Raises Fixable (wrong password, bad server), TryLater (no answer), ProfileUnusable("keyring.…").
        """
        channel = self.channels.network(network)
        if _keeps_a_secret(channel) and not session_only:
            self.keychain.check()
        account, secret = channel.sign_in(answers, browser or NoBrowser())
        for known in self.all():
            if known.way is account.way and known.network == network and _same_person(account, known):
                return self._replaced(channel, known, account, secret, session_only)
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

    def sign_in_again(
        self, account: str, answers: Mapping[str, str], session_only: bool = False, browser: Browser | None = None
    ) -> Account:
        """Sign in anew to an account that is known: id, hat and history stay. A by-hand account becomes direct.

        Once the new permission is kept, the one before is given back.
        Raises as `sign_in`, and Fixable("account.other_person") when somebody else signed in: that permission is given
        back at once, and the account stays as it was.
        """
        known = self._desk.store.accounts.get(account)
        channel = self.channels.network(known.network)
        if _keeps_a_secret(channel) and not session_only:
            self.keychain.check()
        usual = {"server": known.server, "handle": known.handle}
        asked = {key: value for key, value in {**usual, **answers}.items() if value}
        signed, secret = channel.sign_in(asked, browser or NoBrowser())
        if known.remote_id and not _same_person(signed, known):
            self._permits.end(channel, signed, secret)
            raise Fixable("account.other_person", signed=signed.name, account=known.name)
        return self._replaced(channel, known, signed, secret, session_only)

    def _replaced(self, channel: Channel, known: Account, signed: Account, secret: str, session_only: bool) -> Account:
        """Keep a new permission of an account in place of the one before, which is then given back."""
        before = self._permits.of(known)
        keep = self.keychain.keep_for_session if session_only else self.keychain.keep
        keep(known.id, secret)
        added = self._add(replace(signed, id=known.id, hat=known.hat, session_only=session_only))
        self._permits.end(channel, known, before)
        return added

    def days_left(self, account: Account) -> int | None:
        """Return the whole days until a sign-in ends, 0 on its last day and after; None for one without an end."""
        if account.signed_in_until is None:
            return None
        return max((account.signed_in_until - self._desk.clock()).days, 0)

    def ends_before(self, account: Account, at: datetime) -> Concern | None:
        """Return what to say when a sign-in will have ended at `at` (UTC), None if it holds."""
        if account.signed_in_until is None or account.signed_in_until > at:
            return None
        facts = (("name", account.name), ("day", account.signed_in_until.astimezone().date().isoformat()))
        return Concern(account.id, "account.ends_before", facts)

    def ended(self, account: Account) -> Concern | None:
        """Return what to say before sending by a sign-in that has ended, None if it holds."""
        if self.ends_before(account, self._desk.clock()) is None:
            return None
        return Concern(account.id, "delivery.sign_in_ended", (("name", account.name),))

    def remove(self, account: str) -> None:
        """End the session at the network where it can be reached, then forget the token and the account.

        Raises Fixable("account.unknown"), ProfileUnusable("keyring.…") while the token can't be deleted: the account
        stays then, so that it can be tried again.
        """
        known = self._desk.store.accounts.get(account)
        channel = self.channels.of(known)
        before = self._permits.of(known)
        if _keeps_a_secret(channel):
            self._forget_secret(known)
        self._desk.store.accounts.remove(account)
        self._permits.end(channel, known, before)
        with suppress(AppError):  # it opens nobody's account
            self._permits.forget_server(known)
        self._limits.forget(account)
        self._desk.announce("accounts", account)

    def note_end(self, account: str, secret: str) -> None:
        """Move the end of a sign-in in its row when a renewal moved it (Threads: 60 days more, Bluesky: 90)."""
        with suppress(AppError):  # nothing that has an end, or not yet an account: nothing to note
            known = self._desk.store.accounts.get(account)
            until = self._end_of(known, secret)
            if until and known.signed_in_until and until > known.signed_in_until:
                self._desk.store.accounts.add(replace(known, signed_in_until=until))
                self._desk.announce("accounts", account)

    def _end_of(self, account: Account, secret: str) -> datetime | None:
        """Return the end of a sign-in by what is kept of it, None where only its network knows."""
        from app.signin.grants import read_grant

        channel = self.channels.of(account)
        if isinstance(channel, Ends):
            return channel.ends(secret)
        grant = read_grant(secret)
        return None if grant.refresh else grant.until

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


class _Kept:
    """What channels read and write tokens by; a renewed one is noted in the account's row."""

    def __init__(self, accounts: AccountDesk) -> None:
        """Keep whose."""
        self._accounts = accounts

    def read(self, account: str) -> str | None:
        """Return a secret."""
        return self._accounts.keychain.read(account)

    def write(self, account: str, secret: str) -> None:
        """Keep a secret: written and read back before the one before is dropped."""
        self._accounts.keychain.write(account, secret)
        self._accounts.note_end(account, secret)


def _same_person(signed: Account, known: Account) -> bool:
    """Tell whether two sign-ins are of one person; a DID says so on every server, and its account may move."""
    here = signed.server == known.server or known.remote_id.startswith("did:")
    return here and signed.remote_id == known.remote_id != ""


def _keeps_a_secret(channel: Channel) -> bool:
    """Tell whether signing in leaves something to keep: all but practice and by hand."""
    return channel.needs_key or bool(channel.questions())
