# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the accounts page knows: networks in their order, what is linked, what is possible, and how long it lasts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.model import Account, Way
from app.wording import t
from ui.widgets.kinds import Look, looks

if TYPE_CHECKING:
    from app.desk import Desk

SOON = 10
"""From this many days before the end on, a sign-in is amber (ux.md 3B)."""


class Wish(StrEnum):
    """What the writer wants of a network."""

    LOOK = "look"
    LINK = "link"
    KEY = "key"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing a sign-in asks for, as the window shows it."""

    key: str
    secret: bool
    default: str


@dataclass(frozen=True, slots=True)
class Linked:
    """An account and the days its sign-in has left: None without an end, 0 on the last day; `ended` when it is over."""

    account: Account
    days: int | None = None
    ended: bool = False

    @property
    def ends_soon(self) -> bool:
        """Whether the writer should sign in anew these days."""
        return self.ended or (self.days is not None and self.days <= SOON)


@dataclass(frozen=True, slots=True)
class Place:
    """A network and what can be done there.

    direct: this build can publish there by itself. needs_key: only with a key of the program. steps: wording codes of
    how to get that key. asks_server: its own page is on a server of one's own.
    """

    look: Look
    way: Way
    asks: tuple[Ask, ...] = ()
    direct: bool = False
    needs_key: bool = False
    steps: tuple[str, ...] = ()
    redirect: str = ""
    page: str = ""
    asks_server: bool = False
    linked: tuple[Linked, ...] = ()

    @property
    def pasted(self) -> bool:
        """Whether permission is a token from the network's own page instead of a visit in the browser."""
        return any(ask.key == "token" for ask in self.asks)

    @property
    def by_hand(self) -> Account | None:
        """The one account by hand here, which linking would turn into a direct one; None for none or several."""
        found = [one.account for one in self.linked if one.account.way is Way.BY_HAND]
        return found[0] if len(found) == 1 else None


@dataclass(slots=True)
class Begun:
    """A linking that was not finished: what was typed (never a secret), and whether the first step is behind."""

    typed: dict[str, str] = field(default_factory=dict)
    asked: bool = False


begun: dict[str, Begun] = {}
"""By network, while the program runs."""


def is_begun(network: str) -> bool:
    """Return whether a linking waits to be gone on with."""
    return network in begun and (begun[network].asked or any(begun[network].typed.values()))


def linked(account: Account, now: datetime) -> Linked:
    """Return an account with the whole days its sign-in has left at `now`, as desk.accounts.days_left counts them."""
    until = account.signed_in_until
    if until is None:
        return Linked(account)
    return Linked(account, max((until - now).days, 0), until <= now)


def gather(desk: Desk) -> tuple[Place, ...]:
    """Return every network in the order of the data files, practice last; meant for a worker. Asks no key store."""
    known, accounts = looks(desk), desk.accounts
    there: dict[str, list[Linked]] = {}
    for account in accounts.all():
        there.setdefault(account.network, []).append(linked(account, desk.clock()))
    places = []
    for network in desk.reading.networks():
        id = network.id
        asks = tuple(Ask(one.key, one.secret, one.default) for one in accounts.questions(id))
        places.append(
            Place(
                known.of(id),
                network.way,
                asks,
                accounts.direct(id) and network.way is not Way.PRACTICE,
                accounts.needs_key(id),
                accounts.keys.steps(id),
                accounts.keys.redirect(id),
                accounts.keys.page(id),
                "{server}" in network.compose_url,
                tuple(there.get(id, ())),
            )
        )
    return tuple(sorted(places, key=lambda one: one.way is Way.PRACTICE))


def key_sources(desk: Desk) -> dict[str, str]:
    """Return where the program's key for each network comes from: "policy", "own" or ""; asks the key store."""
    keys = desk.accounts.keys
    return {one.id: keys.source(one.id) for one in desk.reading.networks() if keys.steps(one.id)}


def about(account: Account) -> str:
    """Return in one line what a name leaves open: handle, how it goes out, and a permission for this time only."""
    name = who(account)
    words = ["" if name == account.name else name, t(f"way.{account.way.value}")]
    if account.session_only:
        words.append(t("accounts.session_only"))
    return " · ".join(filter(None, words))


def who(account: Account) -> str:
    """Return how an account is called there: its name where that is an address, else the handle, else the name."""
    if account.name.startswith("@"):
        return account.name
    return f"@{account.handle}" if account.handle else account.name if account.way is Way.DIRECT else ""


def state_of(place: Place) -> tuple[str, str, str]:
    """Return icon, colour token and words of the most pressing state of a network's accounts; "" for none."""
    ways = [one.account.way for one in place.linked]
    pressing = sorted((one for one in place.linked if one.ends_soon), key=lambda one: (not one.ended, one.days or 0))
    if pressing:
        return "refresh", "brow", ends(pressing[0])
    if Way.DIRECT in ways:
        return "circle-check", "calm", t("accounts.state.linked")
    if Way.PRACTICE in ways:
        return "circle-check", "calm", t("accounts.is_added")
    return ("hand-click", "ink_soft", t("accounts.by_hand")) if ways else ("", "", "")


def ends(one: Linked) -> str:
    """Return in words when a sign-in ends or that it has ended; "" for one without an end."""
    if one.ended:
        return t("accounts.state.ended")
    if one.days is None:
        return ""
    return t("accounts.state.ends", n=one.days) if one.days else t("accounts.state.ends_today")
