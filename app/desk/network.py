# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Notices that this machine has a network again, or another one: what waits for a connection tries again at once."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.desk import Desk

WAITING = ("wire.no_connection", "wire.slept")
"""What a delivery says that waits for the network itself."""


class NetworkWatch:
    """Compares this machine's addresses with those of the last look."""

    def __init__(self, desk: Desk) -> None:
        """Remember the addresses of now."""
        self._desk = desk
        self._addresses = addresses()

    def look(self) -> None:
        """Let what waits for a connection be due now if there is one through another address than before."""
        found = addresses()
        if found != self._addresses:
            self._addresses = found
            if any(found):
                self._desk.store.outbox.hurry(self._desk.clock(), WAITING)


def addresses() -> tuple[str, str]:
    """Return the addresses this machine would speak from; nothing is sent to find out."""
    found = []
    for family, somewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((somewhere, 9))
                found.append(str(probe.getsockname()[0]))
        except OSError:
            found.append("")
    return found[0], found[1]
