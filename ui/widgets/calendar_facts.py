# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the calendar shows, gathered from the desk in one question: frozen values, no widget."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.model import DraftRow, State
from app.wording import t
from ui.widgets import when
from ui.widgets.kinds import Looks, looks

if TYPE_CHECKING:
    from app.desk import Desk
    from app.desk.schedule import Entry

DAYS = 7
WEEKS = 6
ASKING = (State.NEEDS_PERSON, State.FAILED, State.UNCERTAIN, State.HANDED_OVER)
"""The states in which a card asks the writer for something."""
COMING = (State.SCHEDULED, State.CLAIMED, State.SENDING)
"""The states in which a post goes out without anybody's help."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some days of the calendar: all that stands in them. `quiet` stretches and `own` times are naive."""

    first: date
    days: int
    now: datetime
    entries: tuple[Entry, ...] = ()
    quiet: tuple[tuple[datetime, datetime], ...] = ()
    own: tuple[datetime, ...] = ()
    drafts: tuple[DraftRow, ...] = ()
    looks: Looks = field(default_factory=Looks)
    out: int = 0
    coming: int = 0
    rhythm: int = 0


def span_of(desk: Desk, first: date, days: int) -> Span:
    """Gather some days; meant for a worker. `out` and `coming` count the week of today."""
    from app.desk.times import naive_here  # late: it comes with the desk, on a worker

    schedule = desk.schedule
    begin = datetime.combine(first, time())
    now = naive_here(desk.clock(), schedule.zone())
    own = schedule.own_times()
    week = monday(now.date())
    this_week = schedule.week(week)
    return Span(
        first,
        days,
        now,
        schedule.week(first, days),
        schedule.quiet(begin, begin + timedelta(days=days)) if days == DAYS else (),
        tuple(
            datetime.combine(first + timedelta(days=day), one.at)
            for day in range(days)
            for one in own
            if one.day == (first + timedelta(days=day)).weekday()
        ),
        schedule.drafts(),
        looks(desk),
        sum(one.past for one in this_week),
        sum(one.state in COMING for one in this_week),
        len(own),
    )


def asks(entry: Entry) -> bool:
    """Return whether the writer has to do something about a post."""
    return entry.state in ASKING


def said_of(entry: Entry) -> str:
    """Return what a card's second sentence says of a post; "" while all is well."""
    if entry.past or (entry.state is State.SCHEDULED and not entry.message):
        return ""
    if entry.message:
        return t(entry.message, **dict(entry.facts))
    return t(f"calendar.state.{entry.state.value}")


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def page_of_month(day: date) -> date:
    """Return the first Monday shown on the page of a day's month."""
    return monday(day.replace(day=1))


def at_words(here: datetime) -> str:
    """Return day and time as a card's name says them: ti 24.11. klo 9.00."""
    return t(
        "calendar.at", weekday=t(f"calendar.weekday.{here.weekday()}"), day=day_words(here), clock=when.clock(here)
    )


def range_words(first: date, last: date) -> str:
    """Return some days in a row without their year: 23.–29.11., or both days in full where the month changes."""
    if first.month != last.month:
        return f"{day_words(first)} – {day_words(last)}"
    return t("calendar.range", first=first.day, last=day_words(last))


def day_words(day: date) -> str:
    """Return a day without its year."""
    return t("when.day_month", day=day.day, month=day.month, name=t(f"when.month.{day.month}"))
