# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`outbox` and `outbox settle ID published|missing`: what waits, what is uncertain, and the person's answer."""

from __future__ import annotations

import argparse

from app.console import Console, ended, shape, tell_delivery
from app.model import State
from app.wording import t

HELP = "what waits to go out, and your answer on what is uncertain"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the contract."""
    actions = parser.add_subparsers(dest="action", metavar="settle")
    settle = actions.add_parser("settle")
    settle.add_argument("id", metavar="ID")
    settle.add_argument("answer", choices=("published", "missing"))
    settle.add_argument("--profile", metavar="DIR", default=argparse.SUPPRESS)
    settle.add_argument("--json", action="store_true", default=argparse.SUPPRESS)


def run(console: Console) -> int:
    """List, or settle one delivery."""
    sending = console.desk.sending
    if console.options.action == "settle":
        return _settle(console)
    waiting = sending.waiting()
    console.status = ended(tuple(one for one in waiting if one.state != State.SCHEDULED))
    lines = [f"{one.id}  {tell_delivery(one)}" for one in waiting] or [t("outbox.empty")]
    return console.answer({"deliveries": [{"id": one.id, **shape(one)} for one in waiting]}, *lines)


def _settle(console: Console) -> int:
    published = console.options.answer == "published"
    delivery = console.desk.sending.settle(console.options.id, published)
    return console.answer({"deliveries": [{"id": delivery.id, **shape(delivery)}]}, tell_delivery(delivery))
