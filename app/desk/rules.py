# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the desk lends the sender: this machine's clocks, what servers say the time is, the writer's wishes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from app import zones
from app.delivery.clock import Boot, boot_now
from app.delivery.rules import Plan, Rules
from app.model import Account, Delivery, Way
from app.rhythm import Late
from app.wire import Limits, send

if TYPE_CHECKING:
    from app.desk import Desk

_SHORT = Limits(connect=5, read=5, total=10)


def rules_of(desk: Desk, stopped: Callable[[], bool]) -> Rules:
    """Return the rules of a profile; settings are read when they are needed."""
    from app.desk import utc_now

    def boot() -> Boot:
        """A desk with a clock of its own (a test) has no other clock to doubt it with."""
        return boot_now() if desk.clock is utc_now else Boot("own", desk.clock().timestamp())

    def late() -> Late:
        return Late(desk.settings["late_rule"])

    def next_own_time(delivery: Delivery) -> Plan | None:
        wall, zone = desk.schedule.next_own_time(), desk.schedule.zone()
        return Plan(zones.resolve(wall, zone).utc, wall, zone) if wall else None

    def early(delivery: Delivery) -> bool:
        return bool(delivery.wall) and (desk.settings["leave_early"] or delivery.option("early") == "yes")

    return Rules(boot, server_time, late, next_own_time, early, stopped)


def server_time(account: Account) -> datetime | None:
    """Return what an account's server says the time is (its Date header), None if it says none.

    One short request without any secret to the server the post is about to go to. Raises TryLater.
    """
    from app.networks import network

    if account.way is not Way.DIRECT:
        return None
    server = account.server or str(getattr(network(account.network), "api", ""))
    if not server:
        return None
    told = send("HEAD", server, safe=True, limits=_SHORT).headers.get("date", "")
    try:
        return parsedate_to_datetime(told).astimezone(UTC)
    except (ValueError, TypeError):
        return None
