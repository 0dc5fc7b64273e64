# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The contract every network keeps; one network a file, found by itself. When to send is decided elsewhere."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from app.errors import Fixable
from app.model import Account, Concern, Delivery, SentPart, Way


@dataclass(frozen=True, slots=True)
class Question:
    """One thing a sign-in asks for. The label is wording `accounts.ask.<key>`; a secret is never shown or logged."""

    key: str
    secret: bool = False
    default: str = ""


class Secrets(Protocol):
    """Where a channel finds its tokens: the keyring, or memory for accounts that last one session."""

    def read(self, account: str) -> str | None:
        """Return the secret of an account id, None if there is none. Raises ProfileUnusable("keyring.…")."""

    def write(self, account: str, secret: str) -> None:
        """Keep a secret, read it back, and only then drop the one before. Raises ProfileUnusable("keyring.…")."""


@dataclass(frozen=True, slots=True)
class Lent:
    """What the desk lends to every channel. `practice` is the folder of the embedded network."""

    secrets: Secrets
    practice: Path


class Channel(Protocol):
    """One network. A channel keeps nothing between calls; tokens live in `Lent.secrets`.

    `repeatable`: a second `publish` with the same key can never make a second post.
    """

    network: str
    repeatable: bool

    def questions(self) -> tuple[Question, ...]:
        """Return what `sign_in` needs to be told, in the order to ask."""

    def sign_in(self, answers: Mapping[str, str]) -> tuple[Account, str]:
        """Sign in for real; return the account and the secret to keep ("" for none).

        Raises Fixable (wrong password, bad address) or TryLater (no answer). Publishes nothing.
        """

    def sign_out(self, account: Account) -> None:
        """End the session at the network. Raises TryLater when it can't be told; forgetting goes on all the same."""

    def concerns(self, account: Account, text: str) -> tuple[Concern, ...]:
        """Return what would not come out as written, asked of the network within a few seconds; () if all is well.

        Publishes nothing and raises nothing: what could not be asked is a concern too.
        """

    def new_key(self, now: datetime) -> str:
        """Return a key for one post, made once before the first attempt and stored; keys grow within a process."""

    def publish(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart:
        """Publish `delivery.parts[part]`; `previous` holds the parts of the thread that are out, first one first.

        Raises Fixable (refused for good), SignInAgain, TryLater (surely nothing was published) or
        OutcomeUnknown (it may be out: ask `find`).
        """

    def find(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart | None:
        """Return the part as published under `key`, or None if it is surely absent. Raises as `publish` does."""

    def explain(self, status: int, body: str) -> str:
        """Return the wording code for an answer that is no success; `body` is the answer's text, never trusted."""


@cache
def _found() -> tuple[str, ...]:
    """Name every file of this folder without importing it; works in a frozen program too."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


class Channels:
    """Every network this build can reach, opened with what the desk lends."""

    def __init__(self, lent: Lent) -> None:
        """Keep what is lent; a network's file is imported when it is first asked for."""
        self._lent = lent

    def direct(self) -> tuple[str, ...]:
        """Return the ids of the networks that need no hands: a file of their own."""
        return tuple(name for name in _found() if name != "by_hand")

    def network(self, network: str) -> Channel:
        """Return the channel of a network id. Raises Fixable("network.by_hand_only") for one without."""
        if network not in self.direct():
            raise Fixable("network.by_hand_only", network=network)
        return _open(network, self._lent)

    def by_hand(self) -> Channel:
        """Return the channel that hands over."""
        return _open("by_hand", self._lent)

    def of(self, account: Account) -> Channel:
        """Return the channel an account goes out by: its network's own, or by hand."""
        return self.by_hand() if account.way is Way.BY_HAND else self.network(account.network)


def _open(name: str, lent: Lent) -> Channel:
    """Import one network's file and open the class it names in CHANNEL."""
    opened: Channel = importlib.import_module(f"{__name__}.{name}").CHANNEL(lent)
    return opened
