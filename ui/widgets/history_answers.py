# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the desk does for each answer to a delivery that waits; the names are those of the words `wish.<name>`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.desk import Desk

SETTLE: dict[str, Callable[[Desk, str], object]] = {
    "published": lambda desk, delivery: desk.sending.confirm(delivery),
    "to_drafts": lambda desk, delivery: desk.sending.put_back(delivery),
    "is_there": lambda desk, delivery: desk.sending.settle(delivery, True),
    "is_missing": lambda desk, delivery: desk.sending.settle(delivery, False),
    "retry": lambda desk, delivery: desk.sending.retry(delivery),
    "by_hand": lambda desk, delivery: desk.sending.by_hand(delivery),
}
