# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for sending: queue, undo, what is due, by hand, what is uncertain. Only delegates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.model import Delivery, Photo

if TYPE_CHECKING:
    from app.desk import Desk


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the by-hand card needs: texts to paste in order, the page to open, pictures to drag."""

    delivery: Delivery
    texts: tuple[str, ...]
    url: str
    photos: tuple[Photo, ...]


class SendingDesk:
    """What the send sheet, the sending bar and the outbox may ask."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def queue(self, draft: str, accounts: tuple[str, ...], at: datetime | None = None) -> tuple[Delivery, ...]:
        """Freeze text, pictures and accounts into one `scheduled` delivery per account, due `at` (UTC, default now).

        Raises Fixable (unknown ids, empty draft, does not fit). The same draft, revision and account queue once.
        """
        raise NotImplementedError

    def cancel(self, deliveries: tuple[str, ...]) -> tuple[str, ...]:
        """Take back what is still `scheduled`; returns the ids that were taken back."""
        raise NotImplementedError

    def send_due(self) -> tuple[Delivery, ...]:
        """Send what is due now, on this thread, and return each touched delivery as it ended. Never raises for a network."""
        raise NotImplementedError

    def next_due(self) -> datetime | None:
        """Return when the next `scheduled` delivery is due (UTC)."""
        raise NotImplementedError

    def waiting(self) -> tuple[Delivery, ...]:
        """Return the outbox: everything that is neither published nor taken back, oldest first."""
        raise NotImplementedError

    def hand_over(self, delivery: str) -> HandOver:
        """Return what the by-hand card of a `handed_over` delivery shows."""
        raise NotImplementedError

    def confirm(self, delivery: str, url: str = "") -> Delivery:
        """The writer says a by-hand post is out: `handed_over` becomes `published` and enters the history."""
        raise NotImplementedError

    def put_back(self, delivery: str) -> None:
        """The writer did not finish by hand, or gives a failed one up: the draft is there as before."""
        raise NotImplementedError

    def settle(self, delivery: str, published: bool) -> Delivery:
        """The writer's answer on an `uncertain` or `needs_person` delivery: it is there, or it is missing (sends anew)."""
        raise NotImplementedError
