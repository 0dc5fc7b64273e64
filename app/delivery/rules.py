# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the caller of the sender lends it, and how long is long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.channels import Channel
from app.delivery.clock import Boot, boot_now
from app.model import Account, Card, Delivery
from app.rhythm import QUIETLY, Late

Clock = Callable[[], datetime]
Channels = Callable[[Account], Channel]
Cards = Callable[[Delivery], Card]
"""Reads the card of a delivery's `card_from`; raises AppError when it can't be had."""

LATE = QUIETLY
"""A post with a due minute that could not go out for so long is not sent any more without asking."""
PATIENCE = timedelta(hours=24)
"""How long a post without a due minute waits for the network, and an unclear one for an answer, before asking."""
ABSENT_AFTER = timedelta(minutes=10)
"""How long after the last doubt "not there" is believed: networks list new posts late."""
SOON = timedelta(minutes=1)
"""How long after a look that found nothing the next one comes, at first."""
ON_TIME = timedelta(minutes=2)
"""So much late is not told: the machine was just waking up."""
AGREES = timedelta(minutes=5)
"""How far this machine's clock and a server's may differ before nothing planned is sent."""
IN_HAND_S = 240.0
"""Seconds from the record of an attempt to the first byte of its last request; less than any key's margin."""
UPLOAD_S = 600.0
"""Seconds more for each picture of a first attempt."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A moment to publish at, and how the writer's wall shows it."""

    at: datetime
    wall: str
    zone: str


def _nobody(account: Account) -> None:
    return None


def _never(delivery: Delivery) -> bool:
    return False


def _nowhere(delivery: Delivery) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Rules:
    """The writer's wishes and this machine's clocks.

    `boot`: a clock that counts sleep and is never set. `server_time`: what an account's server says the time is, None
    if it does not say; raises AppError when it can't be asked. `late`: what to do with a post whose minute passed;
    `next_own_time` where it moves to. `early`: whether a text may wait at its network. `stopped`: whether to
    take up nothing new.
    """

    boot: Callable[[], Boot] = boot_now
    server_time: Callable[[Account], datetime | None] = _nobody
    late: Callable[[], Late] = lambda: Late.ASK
    next_own_time: Callable[[Delivery], Plan | None] = _nowhere
    early: Callable[[Delivery], bool] = _never
    stopped: Callable[[], bool] = lambda: False
