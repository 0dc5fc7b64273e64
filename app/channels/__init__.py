# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The contract every network keeps; one network a file, found by itself. When to send is decided elsewhere."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NoReturn, Protocol, runtime_checkable

from app.errors import Fixable
from app.model import Account, Answers, Concern, Delivery, Photo, SentPart, Way


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


def known_as(network: str, server: str) -> str:
    """Return the name under which a channel keeps, among the secrets, what one server knows this program by.

    No account's id has a colon. The desk forgets it with the last account on that server.
    """
    return f"app:{network}:{server}"


class Browser(Protocol):
    """The writer's own browser: a page in which permission is given, and its answer on this machine."""

    def ask(self, page: Callable[[str, str], str], port: int = 0) -> Mapping[str, str]:
        """Open `page(redirect, state)` and return the fields of the one answer that carries `state`.

        `redirect` is http://127.0.0.1:PORT/ on a free port, or on `port`. `state` has 128 bits or more. The listener
        takes one answer and closes, after 120 seconds at the latest. Raises Fixable("signin.refused", "signin.closed",
        "signin.port_taken" or "signin.cancelled").
        """


class NoBrowser:
    """Stands where nobody can press a button."""

    def ask(self, page: Callable[[str, str], str], port: int = 0) -> NoReturn:
        """Raise Fixable("signin.no_browser")."""
        raise Fixable("signin.no_browser")


@dataclass(frozen=True, slots=True)
class AppKey:
    """What a network knows this program by, from the company or from the writer; `secret` is "" for public clients."""

    id: str
    secret: str = ""


class AppKeys(Protocol):
    """Where the keys of the program are: the company's policy, else the writer's keyring. None is in the source."""

    def of(self, network: str) -> AppKey:
        """Return the key for a network. Raises Fixable("keys.missing", network), ProfileUnusable("keyring.…")."""


class NoKeys:
    """No key for any network."""

    def of(self, network: str) -> NoReturn:
        """Raise Fixable("keys.missing")."""
        raise Fixable("keys.missing", network=network)


@dataclass(frozen=True, slots=True)
class Lent:
    """What the desk lends to every channel. `practice` is the folder of the embedded network."""

    secrets: Secrets
    practice: Path
    keys: AppKeys = field(default_factory=NoKeys)


class Channel(Protocol):
    """One network. A channel keeps nothing between calls; tokens live in `Lent.secrets`.

    What only some networks can do is a protocol of its own below: `isinstance(channel, Deletes)`. `needs_key`: the
    network knows programs by a key that somebody must get first (`Lent.keys`).
    """

    network: str
    needs_key: bool

    def repeatable(self, account: Account, since: timedelta) -> bool:
        """Tell whether a repeat of `publish` under one key, `since` after the first try, is surely no second post.

        Where it may be one, a doubt is settled by `find` alone.
        """

    def questions(self) -> tuple[Question, ...]:
        """Return what `sign_in` needs to be told, in the order to ask."""

    def sign_in(self, answers: Mapping[str, str], browser: Browser) -> tuple[Account, str]:
        """Sign in for real; return the account and the secret to keep ("" for none).

        Raises Fixable (wrong password, bad address, refused in the browser) or TryLater (no answer). Publishes nothing.
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


@runtime_checkable
class Together(Protocol):
    """A network that takes a whole thread at once, all of it or nothing."""

    def whole(self, account: Account, delivery: Delivery) -> bool:
        """Tell whether this delivery, none of which is out, can go in one piece; one post alone goes by `publish`."""

    def publish_all(self, account: Account, delivery: Delivery, key: str) -> tuple[SentPart, ...]:
        """Publish every part or none; `key` is that of the first, the others follow from it. Raises as `publish`.

        Return the parts that are out, first one first: fewer than all only where an earlier try went part by part.
        """


@runtime_checkable
class Ends(Protocol):
    """A network whose sign-in lasts longer each time its token is renewed."""

    def ends(self, secret: str) -> datetime | None:
        """Return until when what is kept is good, None where a renewal moves nothing. Asks nobody."""


@runtime_checkable
class Deletes(Protocol):
    """A network that lets a program delete what it published."""

    def delete(self, account: Account, sent: SentPart) -> None:
        """Delete one post; one that is gone already is fine. Raises Fixable, SignInAgain or TryLater."""


@runtime_checkable
class Reads(Protocol):
    """A network that tells a person what came back to their own posts."""

    def answers(self, account: Account, sent: tuple[SentPart, ...]) -> Answers:
        """Return likes, shares and replies of a post with all its parts. Raises Fixable, SignInAgain or TryLater."""


@runtime_checkable
class AsksMoney(Protocol):
    """A network that wants money for telling what came back."""

    def answers_cost(self, account: Account, sent: tuple[SentPart, ...]) -> Concern:
        """Return what `Reads.answers` will cost, to be shown before it is asked. Asks nobody."""


@runtime_checkable
class Schedules(Protocol):
    """A network that can hold a post until its time, so that the computer may be shut."""

    def holds(self, account: Account, delivery: Delivery, now: datetime) -> bool:
        """Tell whether this delivery can be handed over now: its time neither too near nor too far, no thread."""

    def schedule(self, account: Account, delivery: Delivery, key: str) -> str:
        """Hand the delivery over for `delivery.at`; return the id of the network's schedule. Raises as `publish`."""

    def find_scheduled(self, account: Account, delivery: Delivery, key: str) -> str | None:
        """Return the schedule made under a `schedule` call in doubt, None if it is surely absent. Raises as `find`."""

    def reschedule(self, account: Account, held: str, at: datetime) -> None:
        """Move a schedule. Raises Fixable("schedule.gone") when it went out or was taken away, else as `publish`."""

    def unschedule(self, account: Account, held: str) -> None:
        """Take a schedule back; raises Fixable("schedule.gone") when it is there no more: it may have gone out."""

    def went_out(self, account: Account, held: str, delivery: Delivery) -> SentPart | None:
        """Return the post a schedule became, None while it waits. Raises Fixable("schedule.gone"), TryLater …"""


@runtime_checkable
class Foresees(Protocol):
    """A network that can tell from parts and pictures alone what is special about a post; asks nobody."""

    def foresee(self, account: Account, parts: tuple[str, ...], photos: tuple[Photo, ...]) -> tuple[Concern, ...]:
        """Return what the writer should know before sending: what it costs, what it lacks, what goes by hand."""


@runtime_checkable
class HandsOver(Protocol):
    """A network that a program may reach with some posts only, or for some time only."""

    def hands_over(self, account: Account, photos: tuple[Photo, ...], now: datetime) -> str:
        """Return the wording code of why a post must go by hand, "" if it can go directly. Asks nobody."""


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
