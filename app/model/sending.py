# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Accounts, deliveries, and the history they end in. Frozen values; standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.model.kinds import Facts, Hat, Kind, State, Way
from app.model.writing import Card, Photo


@dataclass(frozen=True, slots=True)
class Account:
    """A place a post can go. Tokens are never here: they live in the keyring under the account's id."""

    id: str
    network: str
    name: str
    way: Way
    handle: str = ""
    server: str = ""
    remote_id: str = ""
    hat: Hat | None = None
    signed_in_until: datetime | None = None
    session_only: bool = False


@dataclass(frozen=True, slots=True)
class SentPart:
    """One post of a delivery as frozen at sending, and what the network made of it.

    `plain` names the mentions that stayed plain text because nobody has that handle.
    """

    text: str
    url: str = ""
    remote_id: str = ""
    plain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A draft on its way to one account. `at` is UTC; `message` is a wording code with `facts`, "" if all is well.

    `network_trouble`: the message is about the network or the sign-in, not about the post. A `published` one may have
    a message too: what is out, but not quite as written. `card_from`: the link whose card is still to be read when it
    goes; from the first attempt on `card` is what it is. `options` are the choices of its network; `left_early` is
    the id of the network's own schedule that holds the text already.
    """

    id: str
    draft: str
    account: Account
    state: State
    at: datetime
    parts: tuple[SentPart, ...]
    wall: str = ""
    zone: str = ""
    photos: tuple[Photo, ...] = ()
    message: str = ""
    facts: Facts = ()
    network_trouble: bool = False
    card: Card | None = None
    card_from: str = ""
    options: Facts = ()
    left_early: str = ""

    def option(self, name: str) -> str:
        """Return what the writer chose under a name, "" if nothing."""
        return dict(self.options).get(name, "")


@dataclass(frozen=True, slots=True)
class Concern:
    """What would not come out as written at one account, known before sending; a wording code with `facts`."""

    account: str
    code: str
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """Somebody's answer to a post, as the network told it: plain text, never trusted. `at` is UTC."""

    id: str
    author: str
    handle: str
    text: str
    at: datetime
    url: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a network told of a post at `at` (UTC); None for a number it does not tell."""

    at: datetime
    likes: int | None = None
    shares: int | None = None
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A published post in the history: one text, one row per network it went to."""

    id: str
    text: str
    at: datetime
    kind: Kind
    deliveries: tuple[Sent, ...] = ()
    photos: tuple[Photo, ...] = ()
    hits: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """Where and when a post of the history went out, who pressed (Mummo or the writer), when it was deleted there."""

    network: str
    account: str
    at: datetime
    way: Way
    url: str = ""
    delivery: str = ""
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some posts of the history, newest first, and how many there are."""

    posts: tuple[Post, ...]
    found: int
    total: int
