# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`agent [--once]`: sends what is due without a window; stays until it is told to stop (SIGTERM, SIGINT)."""

from __future__ import annotations

import argparse
import select
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from app.console import DONE, Console, ended, shape, tell_delivery
from app.model import Delivery
from app.wording import t

HELP = "send what is due, in the background"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the contract, and the switch for sign-in."""
    parser.add_argument("--once", action="store_true", help="send what is due now and end")
    parser.add_argument("--at-sign-in", choices=("on", "off"), help="start by itself at each sign-in, or no more")


def run(console: Console) -> int:
    """Send once, switch the start at sign-in, or stay."""
    agent = console.desk.agent
    if console.options.at_sign_in:
        (agent.on if console.options.at_sign_in == "on" else agent.off)()
        state = agent.state()
        shown = {"at_sign_in": state.at_sign_in, "running": state.running}
        return console.answer(shown, t(f"agent.{console.options.at_sign_in}"))
    if console.options.once:
        deliveries = console.desk.sending.send_due()
        console.status = ended(deliveries)
        lines = [f"{one.id}  {tell_delivery(one)}" for one in deliveries] or [t("agent.nothing")]
        return console.answer({"deliveries": [{"id": one.id, **shape(one)} for one in deliveries]}, *lines)
    _stay(console)
    return DONE


def _stay(console: Console) -> None:
    from app.notices import show

    def told(delivery: Delivery) -> None:
        console.answer({"id": delivery.id, **shape(delivery)}, f"{delivery.id}  {tell_delivery(delivery)}")

    with _signals() as told_to_stop:
        console.desk.agent.stay(lambda seconds: bool(select.select([told_to_stop], [], [], seconds)[0]), told, show)


@contextmanager
def _signals() -> Iterator[socket.socket]:
    """Give a socket that can be read once a signal says to stop; a second one ends at once, recoverably."""
    reading, writing = socket.socketpair()
    writing.setblocking(False)
    count = []

    def note(number: int, frame: object) -> None:
        count.append(number)
        if len(count) > 1:
            raise KeyboardInterrupt

    before = [(number, signal.signal(number, note)) for number in (signal.SIGTERM, signal.SIGINT)]
    woken = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    try:
        yield reading
    finally:
        signal.set_wakeup_fd(woken)
        for number, handler in before:
            signal.signal(number, handler)
        reading.close()
        writing.close()
