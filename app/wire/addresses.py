# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Names that lead to everybody's addresses: never to what only this machine can reach, a printer, a cloud's metadata.

A name is looked up once, each address it has is judged, and the connection goes to those judged addresses: a name that
answers differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class NotPublic(OSError):
    """A name leads to an address that is not everybody's."""


def judged(host: str, port: int) -> list[tuple[int, tuple[Any, ...]]]:
    """Look a name up once. Raises NotPublic if any of its addresses is not everybody's, OSError without any."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for _, _, _, _, address in found:
        if not is_public(str(address[0])):
            raise NotPublic(host)
    return [(family, address) for family, _, _, _, address in found]


def connect(host: str, port: int, left: Callable[[], float]) -> socket.socket:
    """Connect to a public name: only addresses that were judged are tried. Raises OSError."""
    trouble = OSError(host)
    for family, address in judged(host, port):
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(left())
            plain.connect(address)
            return plain
        except OSError as error:
            plain.close()
            trouble = error
    raise trouble


def is_public(address: str) -> bool:
    """Tell whether a numeric address is everybody's: not private, local, shared, reserved, nor one in disguise."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour
        if number in _NAT64:
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return number.is_global and not (number.is_multicast or number.is_reserved)
