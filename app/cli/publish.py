# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`publish DRAFT --to ACCOUNT[,ACCOUNT]`: queue now and send on this process."""

from __future__ import annotations

import argparse

from app.console import Console, ended, shape, tell_delivery
from app.errors import Fixable

HELP = "publish a draft now"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the contract."""
    parser.add_argument("draft", metavar="DRAFT")
    parser.add_argument("--to", required=True, metavar="ACCOUNT[,ACCOUNT]", help="ids of accounts list")


def run(console: Console) -> int:
    """Publish and show how each delivery ended."""
    accounts = tuple(dict.fromkeys(part.strip() for part in console.options.to.split(",") if part.strip()))
    if not accounts:
        raise Fixable("cli.to_is_empty")
    sending = console.desk.sending
    queued = [delivery.id for delivery in sending.queue(console.options.draft, accounts)]
    sending.send_due()
    deliveries = tuple(sending.get(delivery) for delivery in queued)
    console.status = ended(deliveries)
    return console.answer({"deliveries": [shape(one) for one in deliveries]}, *map(tell_delivery, deliveries))
