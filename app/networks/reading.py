# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Reads one network's data file key by key, and complains about a bad one naming file, key and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.errors import OurFault
from app.model import Way
from app.networks.values import CARDS, OPTIONS, PEOPLE, RULES, UNITS, About, Network, Option, Reach, Source, is_address


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
    why, cost, doubt, way = (row.text(key, may_be_empty=True, default="") for key in ("why", "cost", "doubt", "way"))
    found = About(why, cost, doubt, row.words("key"), row.words("link"), way)
    row.refuse_unknown()
    return found


def _source(row: _Table) -> Source:
    found = Source(row.text("page"), row.day("read"))
    row.refuse_unknown()
    return found


def _reach(row: _Table) -> Reach:
    prices = row.table("prices", may_be_absent=True)
    found = Reach(
        console=row.address("console"),
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
        if value and not is_address(value):
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
