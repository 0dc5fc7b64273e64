# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a network is to this program: limits, ways of counting, choices, how a program gets in. Frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from app.model import Way

UNITS = ("characters", "emoji_bytes", "graphemes", "little_text", "utf16", "weighted")
"""How a network may count; app/measure has one meter for each."""

RULES = ("bluesky", "linkedin", "mastodon", "meta", "x")
"""Whose rules find links, mentions and hashtags; app/text has one finder for each."""

PEOPLE = ("handle", "name")
"""How a post may address a person."""

CARDS = ("sent", "made", "none")
"""Where a link's card comes from: we send it with the post, the network makes its own, or it shows none."""

MOST_LETTERS = 500
"""Letters of a line or an address that is chosen."""

OPTIONS = ("choice", "text", "yes", "address")
"""What a choice beside the text may be: one of some words, a line, yes or nothing, the address of a post."""

SERVER_LIMITS = {
    "limit": range(100, 100_001),
    "link": range(1, 101),
    "images": range(1, 65),
    "image_bytes": range(100_000, 1 << 30),
    "alt_limit": range(100, 100_001),
}
"""What a server may set otherwise than its network, by the field of Network, and what can be believed of it."""

SERVER_TELLS = {
    "limit": ("statuses", "max_characters"),
    "link": ("statuses", "characters_reserved_per_url"),
    "images": ("statuses", "max_media_attachments"),
    "image_bytes": ("media_attachments", "image_size_limit"),
    "alt_limit": ("media_attachments", "description_limit"),
}
"""Where `configuration` of a Mastodon server's GET /api/v2/instance holds what Network calls so."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the numbers of a network file were read, and when."""

    page: str
    read: date


@dataclass(frozen=True, slots=True)
class Option:
    """One choice a writer has beside the text. `kind` is one of OPTIONS; `default` is what "" means, for people."""

    name: str
    kind: str
    values: tuple[str, ...] = ()
    default: str = ""

    def takes(self, value: str) -> bool:
        """Tell whether a value can be chosen; "" always can, it takes the choice back."""
        if not value:
            return True
        if self.kind == "choice":
            return value in self.values
        if self.kind == "yes":
            return value == "yes"
        if self.kind == "address":
            return is_address(value)
        return len(value) <= MOST_LETTERS and value.isprintable()


@dataclass(frozen=True, slots=True)
class About:
    """What docs/networks.md tells of a network in English: why this way, its price, how a doubt is settled, its key.

    `way` is what goes directly and what by hand, in a few words, "" where all of it goes one way. `key` holds the
    steps to a key of the program, () where none is needed; `link` those to a linked account.
    """

    why: str = ""
    cost: str = ""
    doubt: str = ""
    key: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    way: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """How a program gets in, beside `api`: the pages of its sign-in, and what the network is paid.

    `console` is where keys of the program are made. `port` is of the loopback address where it must be told beforehand,
    0 where any will do. `version` is what the API wants to be called by. `authorise_public` is the page for keys
    without a secret, where that is another. `prices` are thousandths of a US dollar by what is done; empty where
    nothing is charged.
    """

    console: str = ""
    authorise: str = ""
    token: str = ""
    revoke: str = ""
    authorise_public: str = ""
    port: int = 0
    version: str = ""
    prices: tuple[tuple[str, int], ...] = ()

    def price(self, done: str) -> int:
        """Return what is charged for a thing done, 0 for nothing."""
        return dict(self.prices).get(done, 0)


@dataclass(frozen=True, slots=True)
class Network:
    """One network as its data file describes it. `limit` in `unit`; in every number 0 means "no such limit".

    `people`: a person is addressed by "handle" (@sari), or only by "name" since a post can't tell the network who.
    `card` is one of CARDS; the picture of a card that is sent has at most `card_bytes`.
    `fold` is in characters. `link` is what any link costs in `unit`. `links` counts different links.
    `hashtags_gently` is where the network advises to stop, `hashtags` where it refuses.
    `compose_url` knows {text}, {url} (first link) and {server}; "" when there is no page to open.
    Picture sizes are `image_bytes` each and `image_pixels` on the longer side; `alt_limit` in characters.
    `api` is where its interface lives, "" where that is the account's own server; `hosts` names what else a publish
    may speak to; `scopes` is all that a sign-in asks for. `needs_picture`: it takes no post without one.
    """

    id: str
    name: str
    icon: str
    way: Way
    limit: int
    unit: str
    threads: bool
    compose_url: str
    fold: int = 0
    find: str = "meta"
    people: str = "name"
    card: str = "none"
    order: int = 0
    link: int = 0
    bytes: int = 0
    links: int = 0
    mentions: int = 0
    hashtags: int = 0
    hashtags_gently: int = 0
    warning_counts: bool = False
    images: int = 0
    image_bytes: int = 0
    image_pixels: int = 0
    alt_limit: int = 0
    card_bytes: int = 0
    needs_picture: bool = False
    api: str = ""
    hosts: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    reach: Reach = Reach()
    options: tuple[Option, ...] = ()
    about: About = field(default_factory=About)
    sources: tuple[Source, ...] = ()


def is_address(value: str) -> bool:
    """Tell whether a value is the address of a page: https, or this very machine, in plain letters."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    scheme = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))
    plain = len(value) <= MOST_LETTERS and value.isprintable() and not set(value) & set(' <>"\\')
    return scheme and plain and bool(parts.hostname) and "@" not in parts.netloc
