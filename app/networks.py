# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Reads resources/networks/<id>.toml into Network values and complains about bad files, naming file, key and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

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
class Network:
    """One network as its data file describes it. `limit` in `unit`; in every number 0 means "no such limit".

    `people`: a person is addressed by "handle" (@sari), or only by "name" since a post can't tell the network who.
    `card` is one of CARDS; the picture of a card that is sent has at most `card_bytes`.
    `fold` is in characters. `link` is what any link costs in `unit`. `links` counts different links.
    `hashtags_gently` is where the network advises to stop, `hashtags` where it refuses.
    `compose_url` knows {text}, {url} (first link) and {server}; "" when there is no page to open.
    Picture sizes are `image_bytes` each and `image_pixels` on the longer side; `alt_limit` in characters.
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
        sources=about.sources("source"),
    )
    for table in (count, media, about):
        table.refuse_unknown()
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
        self._values = values
        self._asked: set[str] = set()

    def _bad(self, key: str, reason: str) -> OurFault:
        return OurFault("network.bad_file", file=self._file, key=f"{self._name}{key}", reason=reason)

    def _get(self, key: str, kind: type, default: object = None) -> object:
        self._asked.add(key)
        value = self._values.get(key, default)
        if value is None:
            raise self._bad(key, "missing")
        if type(value) is not kind:
            raise self._bad(key, f"should be {kind.__name__}, is {type(value).__name__}")
        return value

    def table(self, key: str) -> _Table:
        value = self._get(key, dict)
        assert isinstance(value, dict)  # noqa: S101 - narrows the type; _get has checked it
        return _Table(self._file, f"{key}.", value)

    def text(self, key: str, may_be_empty: bool = False) -> str:
        value = str(self._get(key, str))
        if not value.strip() and not may_be_empty:
            raise self._bad(key, "empty")
        return value

    def choice(self, key: str, known: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in known:
            raise self._bad(key, f"should be one of {', '.join(known)}, is {value}")
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        return bool(self._get(key, bool, default))

    def number(self, key: str, least: int = 0, default: int | None = None) -> int:
        value = self._get(key, int, default)
        assert isinstance(value, int)  # noqa: S101 - narrows the type; _get has checked it
        if value < least:
            raise self._bad(key, f"should be {least} or more, is {value}")
        return value

    def sources(self, key: str) -> tuple[Source, ...]:
        rows = self._get(key, list)
        assert isinstance(rows, list)  # noqa: S101 - narrows the type; _get has checked it
        found = []
        for place, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                raise self._bad(f"{key}.{place}", "should be a table")
            table = _Table(self._file, f"{key}.{place}.", row)
            read_on = table._get("read", date)
            assert isinstance(read_on, date)  # noqa: S101 - narrows the type; _get has checked it
            found.append(Source(table.text("page"), read_on))
            table.refuse_unknown()
        if not found:
            raise self._bad(key, "empty")
        return tuple(found)

    def refuse_unknown(self) -> None:
        for key in self._values:
            if key not in self._asked:
                raise self._bad(key, "unknown")
