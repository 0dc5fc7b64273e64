# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`schedule DRAFT --to … --at TIME [--zone Z]`: plan a draft for a wall time; nothing is sent now."""

from __future__ import annotations

import argparse

from app import zones
from app.console import Console, accounts_of, shape, tell_delivery

HELP = "plan a draft for a time"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the contract."""
    parser.add_argument("draft", metavar="DRAFT")
    parser.add_argument("--to", required=True, metavar="ACCOUNT[,ACCOUNT]", help="ids of accounts list")
    parser.add_argument("--at", required=True, metavar="TIME", help="ISO 8601, local or with an offset")
    parser.add_argument("--zone", metavar="ZONE", default="", help="for a local time, such as Europe/Helsinki")


def run(console: Console) -> int:
    """Queue for the time; what may leave early is handed to its network at once."""
    options, sending = console.options, console.desk.sending
    zone = zones.known(options.zone) if options.zone else console.desk.schedule.zone()
    at, wall, zone = zones.read_time(options.at, zone)
    queued = [one.id for one in sending.queue(options.draft, accounts_of(options.to), at, wall, zone)]
    if console.desk.settings["leave_early"]:
        sending.send_due()
    deliveries = tuple(sending.get(delivery) for delivery in queued)
    lines = [f"{one.id}  {tell_delivery(one)}" for one in deliveries]
    return console.answer({"deliveries": [{"id": one.id, **shape(one)} for one in deliveries]}, *lines)
