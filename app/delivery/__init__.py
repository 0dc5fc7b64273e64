# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One delivery from claim to receipt. Clocks and networks are arguments, so that every crash can be played in a test.

    scheduled -> claimed -> sending -> published | failed | uncertain | scheduled (later) | needs_person
    uncertain -> published | scheduled | needs_person          by hand: scheduled -> claimed -> handed_over

The promise: nothing is sent again unless the network takes a repeat for the same post, or a look showed that it is
missing; otherwise the person is asked. What must hold for that (docs/reliability.md): an attempt is on the disk before
its request; whatever is not surely unsent is `uncertain`; a part in doubt never becomes `failed`; what is known of a
network's windows is counted on a clock that neither sleeps nor is set.

    rules.py     what the caller lends: networks, clocks, the writer's wishes; how long is long
    clock.py     notices when the wall clock was moved
    attempt.py   one request for one part, and what its answer means
    looking.py   finding out about a part in doubt
    early.py     the network's own scheduler
    sending.py   what to do next
"""

from __future__ import annotations

from collections.abc import Callable

from app.delivery.rules import ABSENT_AFTER, LATE, PATIENCE, Cards, Channels, Clock, Rules
from app.delivery.sending import Sending
from app.store import Store

__all__ = ["ABSENT_AFTER", "LATE", "PATIENCE", "Rules", "Sending", "send_due"]


def send_due(
    store: Store,
    channels: Channels,
    clock: Clock,
    tell: Callable[[str], None] = lambda delivery: None,
    cards: Cards | None = None,
    rules: Rules | None = None,
) -> tuple[str, ...]:
    """Send and settle everything that is due, if no other process is at it; return the ids touched, in order.

    `tell` hears the id of each delivery as soon as it rests.
    """
    with store.sender.role() as mine:
        if not mine:
            return ()
        sender = Sending(store, channels, clock, cards, rules)
        sender.recover()
        touched: dict[str, None] = {}
        while not (rules and rules.stopped()) and (one := sender.step()):
            touched[one] = None
            tell(one)
        return tuple(touched)
