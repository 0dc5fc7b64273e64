# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Moments in words, in the writer's own time zone and the language of the window; never asks a widget."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from app.wording import t

if TYPE_CHECKING:
    from app.model import Concern

WEEK = 7


def day(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return the date: 2.9.2026 in Finnish and Swedish, 2 Sep 2026 in English. `zone` None is the system's."""
    local = moment.astimezone(zone)
    return t("when.day", day=local.day, month=local.month, year=local.year, name=t(f"when.month.{local.month}"))


def clock(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return the time of day: 8.30 in Finnish and Swedish, 8:30 in English."""
    local = moment.astimezone(zone)
    return t("when.clock", hour=local.hour, minute=f"{local.minute:02}")


def full(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return date and time: 2.9.2026 klo 8.30."""
    return t("when.full", day=day(moment, zone), clock=clock(moment, zone))


def short(moment: datetime, now: datetime | None = None, zone: tzinfo | None = None) -> str:
    """Return what a list needs: today with the time, yesterday, the weekday within six days, then the date."""
    local = moment.astimezone(zone)
    today = (now or datetime.now(local.tzinfo)).astimezone(zone)
    days = (today.date() - local.date()).days
    if days == 0:
        return t("when.today", clock=clock(moment, zone))
    if days == 1:
        return t("when.yesterday")
    if 1 < days < WEEK:
        return t(f"when.weekday.{local.weekday()}")
    if local.year == today.year:
        return t("when.day_month", day=local.day, month=local.month, name=t(f"when.month.{local.month}"))
    return day(moment, zone)


def in_words(concern: Concern) -> str:
    """Return the sentence of a concern; a day in it reads as days do in the window."""
    facts = dict(concern.facts)
    if iso := facts.get("day"):
        facts["day"] = day(datetime.fromisoformat(iso))
    return t(concern.code, **facts)
