# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The networks this build knows, from resources/networks/<id>.toml, and what one server allows otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from app.errors import Fixable
from app.networks.reading import read
from app.networks.values import SERVER_LIMITS, SERVER_TELLS, About, Network, Option, Reach, Source
from app.paths import resource

__all__ = [
    "About",
    "Network",
    "Option",
    "Reach",
    "Source",
    "at",
    "believed",
    "limits_told",
    "load",
    "network",
    "networks",
    "read",
    "with_limits",
]


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


def limits_told(configuration: object) -> dict[str, int]:
    """Return what a Mastodon server's `configuration` allows, as far as it is told and can be believed."""
    return believed({name: at(configuration, *path) for name, path in SERVER_TELLS.items()})


def at(value: object, *path: str) -> object:
    """Return what stands at a path of keys, None where the path ends early."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


@cache
def load(folder: Path) -> tuple[Network, ...]:
    """Read every network file of a folder, once. Raises OurFault("network.bad_file", file, key, reason)."""
    return tuple(sorted(map(read, sorted(folder.glob("*.toml"))), key=lambda network: (network.order, network.id)))
