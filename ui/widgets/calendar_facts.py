# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the calendar shows, gathered from the desk in one question: frozen values, no widget."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.model import DraftRow, Kind, State
from app.wording import t
from ui.widgets import when
from ui.widgets.kinds import Looks, looks

if TYPE_CHECKING:
    from app.desk import Desk

DAYS = 7
WEEKS = 6
ASKING = (State.NEEDS_PERSON, State.FAILED, State.UNCERTAIN, State.HANDED_OVER)
"""The states in which a card asks the writer for something."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One card: a post at one time (naive, this machine's clock). `deliveries` are what is moved together."""

    id: str
    deliveries: tuple[str, ...]
    draft: str
    here: datetime
    state: State
    kind: Kind
    title: str
    networks: tuple[str, ...]
    message: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    movable: bool = False
    past: bool = False

    @property
    def asks(self) -> bool:
        """Whether the writer has to do something."""
        return self.state in ASKING

    def in_words(self) -> str:
        """Return what a card's second sentence says; "" while all is well."""
        if self.past or (self.state is State.SCHEDULED and not self.message):
            return ""
        if self.message:
            return t(self.message, **dict(self.facts))
        return t(f"calendar.state.{self.state.value}")


@dataclass(frozen=True, slots=True)
class Span:
    """Some days of the calendar: all that stands in them. `quiet` stretches and `own` times are naive."""

    first: date
    days: int
    now: datetime
    slips: tuple[Slip, ...] = ()
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
    this_week = slips_of(schedule.week(week))
    return Span(
        first,
        days,
        now,
        slips_of(schedule.week(first, days)),
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
        sum(not one.past for one in this_week),
        len(own),
    )


def slips_of(entries: tuple[object, ...]) -> tuple[Slip, ...]:
    """Return the desk's entries as cards."""
    names = ("id", "deliveries", "draft", "here", "state", "kind", "title", "networks", "message", "facts")
    flags = ("movable", "past")
    return tuple(Slip(**{name: getattr(one, name) for name in (*names, *flags)}) for one in entries)


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


def day_words(day: date) -> str:
    """Return a day without its year."""
    return t("when.day_month", day=day.day, month=day.month, name=t(f"when.month.{day.month}"))
