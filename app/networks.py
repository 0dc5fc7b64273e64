# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Reads resources/networks/<id>.toml into Network values and complains about bad files, naming file, key and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from app.errors import Fixable, OurFault
from app.model import Way
from app.paths import resource

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
            return _is_address(value)
        return len(value) <= MOST_LETTERS and value.isprintable()


@dataclass(frozen=True, slots=True)
class About:
    """What docs/networks.md tells of a network in English: why this way, its price, how a doubt is settled, its key.

    `key` holds the steps to a key of the program, () where none is needed.
    """

    why: str = ""
    cost: str = ""
    doubt: str = ""
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """How a program gets in, beside `api`: the pages of its sign-in, and what the network is paid.

    `port` is of the loopback address where it must be told beforehand, 0 where any will do. `version` is what the API
    wants to be called by. `authorise_public` is the page for keys without a secret, where that is another. `prices` are
    thousandths of a US dollar by what is done; empty where nothing is charged.
    """

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


def networks() -> tuple[Network, ...]:
    """Return every network this build knows, by `order`. Raises OurFault("network.bad_file", file, key, reason)."""
    return load(resource("networks"))


def network(id: str) -> Network:
    """Return one network. Raises Fixable("network.unknown", id, known)."""
    for known in networks():
        if known.id == id:
            return known
    raise Fixable("network.unknown", id=id, known=", ".join(known.id for known in networks()))


def with_limits(network: Network, limits: Mapping[str, object]) -> Network:
    """Return a network with the limits of one server in place of the usual ones; what can't be believed is left out."""
    sane = believed(limits)
    return replace(
        network,
        limit=sane.get("limit", network.limit),
        link=sane.get("link", network.link),
        images=sane.get("images", network.images),
        image_bytes=sane.get("image_bytes", network.image_bytes),
        alt_limit=sane.get("alt_limit", network.alt_limit),
    )


def believed(limits: Mapping[str, object]) -> dict[str, int]:
    """Return the limits that are whole numbers within SERVER_LIMITS; all else is dropped."""
    found = {}
    for name, sane in SERVER_LIMITS.items():
        value = limits.get(name)
        if type(value) is int and value in sane:  # True is no number here
            found[name] = value
    return found


@cache
def load(folder: Path) -> tuple[Network, ...]:
    """Read every network file of a folder, once. Raises OurFault("network.bad_file", file, key, reason)."""
    return tuple(sorted(map(read, sorted(folder.glob("*.toml"))), key=lambda network: (network.order, network.id)))


def read(path: Path) -> Network:
    """Read one network file; its name is the network's id. Raises OurFault("network.bad_file", file, key, reason)."""
    about = _Table(path.name, "", _tables(path))
    count = about.table("count")
    media = about.table("media")
    found = Network(
        id=path.stem,
        name=about.text("name"),
        icon=about.text("icon"),
        way=Way(about.choice("way", tuple(Way))),
        limit=count.number("limit", least=1),
        unit=count.choice("unit", UNITS),
        threads=about.flag("threads"),
        compose_url=about.text("compose_url", may_be_empty=True),
        fold=about.number("fold"),
        find=about.choice("find", RULES),
        people=about.choice("people", PEOPLE),
        card=about.choice("card", CARDS),
        order=about.number("order"),
        link=count.number("link", default=0),
        bytes=count.number("bytes", default=0),
        links=count.number("links", default=0),
        mentions=count.number("mentions", default=0),
        hashtags=count.number("hashtags", default=0),
        hashtags_gently=count.number("hashtags_gently", default=0),
        warning_counts=count.flag("warning_counts", default=False),
        images=media.number("images"),
        image_bytes=media.number("image_bytes"),
        image_pixels=media.number("image_pixels"),
        alt_limit=media.number("alt_limit"),
        card_bytes=media.number("card_bytes", default=0),
        needs_picture=media.flag("needs_picture", default=False),
        sources=tuple(map(_source, about.rows("source", least=1))),
    )
    found = _with_reach(found, about)
    for table in (count, media, about):
        table.refuse_unknown()
    return found


def _with_reach(found: Network, about: _Table) -> Network:
    """Add what is told of its interface, of its choices, and for people."""
    return replace(
        found,
        reach=_reach(about.table("reach", may_be_absent=True)),
        api=about.address("api"),
        hosts=about.words("hosts"),
        scopes=about.words("scopes"),
        options=tuple(map(_option, about.rows("option"))),
        about=_about(about.table("about", may_be_absent=True)),
    )


def _option(row: _Table) -> Option:
    """Read one [[option]]; `values` belong to a choice and to nothing else."""
    kind = row.choice("kind", OPTIONS)
    found = Option(row.text("name"), kind, row.words("values"), row.text("default", may_be_empty=True, default=""))
    if bool(found.values) != (kind == "choice"):
        raise row.bad("values", "belong to a choice, and a choice needs them")
    row.refuse_unknown()
    return found


def _about(row: _Table) -> About:
    why, cost, doubt = (row.text(key, may_be_empty=True, default="") for key in ("why", "cost", "doubt"))
    found = About(why, cost, doubt, row.words("key"))
    row.refuse_unknown()
    return found


def _source(row: _Table) -> Source:
    found = Source(row.text("page"), row.day("read"))
    row.refuse_unknown()
    return found


def _is_address(value: str) -> bool:
    """Tell whether a value is the address of a page: https, or this very machine, in plain letters."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    scheme = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))
    plain = len(value) <= MOST_LETTERS and value.isprintable() and not set(value) & set(' <>"\\')
    return scheme and plain and bool(parts.hostname) and "@" not in parts.netloc


def _reach(row: _Table) -> Reach:
    prices = row.table("prices", may_be_absent=True)
    found = Reach(
        authorise=row.address("authorise"),
        token=row.address("token"),
        revoke=row.address("revoke"),
        authorise_public=row.address("authorise_public"),
        port=row.number("port", default=0),
        version=row.text("version", may_be_empty=True, default=""),
        prices=tuple((name, prices.number(name)) for name in prices.values),
    )
    row.refuse_unknown()
    return found


def _tables(path: Path) -> dict[str, object]:
    import tomllib  # late: the window's first paint does not wait for it

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OurFault("network.bad_file", file=path.name, key="-", reason=error) from error


class _Table:
    """One table of a network file, read key by key, so that a wrong value can be named."""

    def __init__(self, file: str, name: str, values: Mapping[str, object]) -> None:
        self._file = file
        self._name = name
        self.values = values
        self._asked: set[str] = set()

    def bad(self, key: str, reason: str) -> OurFault:
        return OurFault("network.bad_file", file=self._file, key=f"{self._name}{key}", reason=reason)

    def _get(self, key: str, kind: type, default: object = None) -> object:
        self._asked.add(key)
        value = self.values.get(key, default)
        if value is None:
            raise self.bad(key, "missing")
        if type(value) is not kind:
            raise self.bad(key, f"should be {kind.__name__}, is {type(value).__name__}")
        return value

    def table(self, key: str, may_be_absent: bool = False) -> _Table:
        value = self._get(key, dict, {} if may_be_absent else None)
        assert isinstance(value, dict)  # noqa: S101 - narrows the type; _get has checked it
        return _Table(self._file, f"{key}.", value)

    def text(self, key: str, may_be_empty: bool = False, default: str | None = None) -> str:
        value = str(self._get(key, str, default))
        if not value.strip() and not may_be_empty:
            raise self.bad(key, "empty")
        return value

    def choice(self, key: str, known: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in known:
            raise self.bad(key, f"should be one of {', '.join(known)}, is {value}")
        return value

    def address(self, key: str) -> str:
        value = self.text(key, may_be_empty=True, default="").rstrip("/")
        if value and not _is_address(value):
            raise self.bad(key, "should be an https address")
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        return bool(self._get(key, bool, default))

    def number(self, key: str, least: int = 0, default: int | None = None) -> int:
        value = self._get(key, int, default)
        assert isinstance(value, int)  # noqa: S101 - narrows the type; _get has checked it
        if value < least:
            raise self.bad(key, f"should be {least} or more, is {value}")
        return value

    def day(self, key: str) -> date:
        value = self._get(key, date)
        assert isinstance(value, date)  # noqa: S101 - narrows the type; _get has checked it
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, () without one."""
        found = self._list(key)
        if not all(isinstance(value, str) and value.strip() for value in found):
            raise self.bad(key, "should be a list of texts")
        return tuple(map(str, found))

    def rows(self, key: str, least: int = 0) -> tuple[_Table, ...]:
        """Return the tables of a list."""
        found = []
        for place, row in enumerate(self._list(key), 1):
            if not isinstance(row, dict):
                raise self.bad(f"{key}.{place}", "should be a table")
            found.append(_Table(self._file, f"{self._name}{key}.{place}.", row))
        if len(found) < least:
            raise self.bad(key, "empty")
        return tuple(found)

    def _list(self, key: str) -> list[object]:
        value = self._get(key, list, [])
        assert isinstance(value, list)  # noqa: S101 - narrows the type; _get has checked it
        return value

    def refuse_unknown(self) -> None:
        for key in self.values:
            if key not in self._asked:
                raise self.bad(key, "unknown")
