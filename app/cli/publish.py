# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`publish DRAFT --to ACCOUNT[,ACCOUNT]`: queue now and send on this process, or wait for the one that sends."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from app.console import Console, accounts_of, ended, shape, tell_delivery
from app.model import Delivery, State

if TYPE_CHECKING:
    from app.desk import Desk

HELP = "publish a draft now"

_PATIENCE_S = 60.0
"""How long another process that is sending just now is waited for; what it has not sent then, it will."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the contract."""
    parser.add_argument("draft", metavar="DRAFT")
    parser.add_argument("--to", required=True, metavar="ACCOUNT[,ACCOUNT]", help="ids of accounts list")


def run(console: Console) -> int:
    """Publish and show how each delivery ended."""
    desk = console.desk
    queued = [delivery.id for delivery in desk.sending.queue(console.options.draft, accounts_of(console.options.to))]
    deliveries = _sent(desk, queued)
    console.status = ended(deliveries)
    shown = [{"id": one.id, **shape(one)} for one in deliveries]
    return console.answer({"deliveries": shown}, *map(tell_delivery, deliveries))


def _sent(desk: Desk, queued: list[str]) -> tuple[Delivery, ...]:
    """Send; where another process holds the sender's role, wait until it has sent these or lets go."""
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        desk.sending.send_due()
        deliveries = tuple(desk.sending.get(delivery) for delivery in queued)
        if not any(map(_on_its_way, deliveries)) or time.monotonic() > deadline:
            return deliveries
        time.sleep(0.2)


def _on_its_way(delivery: Delivery) -> bool:
    """Tell whether nobody has tried it yet, or somebody is at it."""
    untried = delivery.state is State.SCHEDULED and not delivery.message
    return untried or delivery.state in (State.CLAIMED, State.SENDING)
