# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for the calendar: what is planned, moves and their undo, own times, quiet hours, what was missed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app import zones
from app.desk.orders import digest_of
from app.desk.times import Times, naive_here
from app.errors import Fixable
from app.model import Concern, Delivery, DraftRow, Kind, State, Way
from app.networks import network as network_of
from app.rhythm import Offer, offers, preselect
from app.store.calendar import MOVABLE, Before, Planned

_URGENT = (
    State.NEEDS_PERSON,
    State.FAILED,
    State.UNCERTAIN,
    State.HANDED_OVER,
    State.SENDING,
    State.CLAIMED,
    State.SCHEDULED,
    State.PUBLISHED,
)
"""Of the deliveries of one post the most pressing one speaks for the card."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One post at one time: all its deliveries together. `here` is its time on this machine's clock (naive).

    `wall` and `zone` are as the writer chose ("" for a post without a due minute). `message` is a wording code.
    `networks`: one id per delivery. `early`: a network holds the text already. `past`: all of it is out.
    """

    deliveries: tuple[str, ...]
    draft: str
    here: datetime
    wall: str
    zone: str
    utc: datetime
    state: State
    kind: Kind
    title: str
    networks: tuple[str, ...]
    message: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    movable: bool = False
    past: bool = False
    early: bool = False

    @property
    def id(self) -> str:
        """The first delivery's id: stays the same when the post is moved."""
        return self.deliveries[0]


@dataclass(frozen=True, slots=True)
class Missed:
    """A post whose time passed: what can be done with it, and what Mummo would preselect (one of `offers` or near)."""

    entry: Entry
    minutes: int
    offers: tuple[Offer, ...]
    preselected: Offer


@dataclass(frozen=True, slots=True)
class Plan:
    """A draft that got a time: its wall, what `undo` takes, and what speaks against that time."""

    wall: str
    deliveries: tuple[str, ...]
    before: Before
    concerns: tuple[Concern, ...]


class ScheduleDesk(Times):
    """What the calendar, the time picker and the dialog of missed posts may ask. Walls are ISO 8601 texts."""

    # ------------------------------------------------------------ the calendar

    def week(self, start: date, days: int = 7) -> tuple[Entry, ...]:
        """Return the posts of some days of this machine's calendar, in order."""
        zone = self.zone()
        begin, end = (zones.resolve(f"{day.isoformat()}T00:00", zone).utc for day in (start, start + timedelta(days)))
        return self._entries(self._desk.store.calendar.between(begin, end))

    def of_draft(self, draft: str) -> tuple[Entry, ...]:
        """Return the times a draft is planned for."""
        return self._entries(self._desk.store.calendar.of_draft(draft))

    def outdated(self, draft: str) -> bool:
        """Tell whether a planned draft says something else by now than what will go out."""
        return any(map(self._is_old, self._desk.store.calendar.of_draft(draft)))

    def drafts(self, limit: int = 200) -> tuple[DraftRow, ...]:
        """Return the drafts without a time, last saved first."""
        return self._desk.store.calendar.unplanned(limit)

    def move(self, deliveries: Iterable[str], wall: str, zone: str = "", at: datetime | None = None) -> Before:
        """Give a post another time; return what `undo` takes.

        `at` (UTC) tells which of two a wall time that comes twice is meant. Raises Fixable: "time.gap", "time.twice",
        "time.past", "delivery.wrong_state" (it is on its way).
        """
        ids, place = tuple(deliveries), zone or self.zone()
        before = self._desk.store.calendar.move(ids, self.due(wall, place, at), wall, place)
        return self._told(before)

    def plan(self, draft: str, wall: str = "", at: datetime | None = None, accounts: tuple[str, ...] = ()) -> Plan:
        """Plan a draft for a wall time of here ("": the next own time), at `accounts` or where it was meant to go.

        An earlier plan of it for the same account is replaced: undone, that one stands again. Raises Fixable
        "sending.…" and "time.…" as `desk.sending.queue`, "calendar.no_own_time".
        """
        desk, zone = self._desk, self.zone()
        places = accounts or desk.drafts.get(draft).to
        if not places:
            raise Fixable("sending.nowhere")
        wall = wall or self.next_own_time(draft=draft)
        if not wall:
            raise Fixable("calendar.no_own_time")
        due = self.due(wall, zone, at)
        stood = desk.store.calendar.standing(draft, places)
        ids = tuple(one.id for one in desk.sending.queue(draft, places, due, wall=wall, zone=zone))
        known = {delivery for delivery, _ in stood.rows}
        made = tuple(one for one in ids if one not in known)
        return Plan(wall, ids, Before(stood.rows, made), self.concerns(places, due))

    def renew(self, draft: str) -> Plan | None:
        """Plan a draft as it is now for the times it has already; None if it has none. Raises as `plan`."""
        plans = []
        for entry in self.of_draft(draft):
            places = tuple(self._desk.sending.get(one).account.id for one in entry.deliveries)
            plans.append(self.plan(draft, entry.here.isoformat(timespec="minutes"), entry.utc, places))
        if not plans:
            return None
        rows, made = (tuple(itertools.chain(*parts)) for parts in zip(*map(_undoes, plans), strict=True))
        return replace(plans[0], before=Before(rows, made))

    def try_again(self, delivery: str) -> Delivery:
        """Send what did not go once more, now: the text as it is by now, if nothing of the older one is out.

        Raises as `desk.sending.queue` and `desk.sending.retry`.
        """
        for one in self._desk.store.calendar.of((delivery,)):
            if one.whole and self._is_old(one):
                return self._desk.sending.queue(one.draft, (one.account,))[0]
        return self._desk.sending.retry(delivery)

    def planned(self) -> int:
        """Return how many posts wait for their time."""
        return self._desk.store.calendar.planned(self._desk.clock())

    def copy(self, deliveries: Iterable[str], wall: str, zone: str = "") -> tuple[Delivery, ...]:
        """Plan the same text for another time as a draft of its own; undo it with `back_to_drafts`."""
        desk, found = self._desk, self._desk.store.calendar.of(deliveries)
        if not found:
            raise Fixable("sending.nowhere")
        self.due(wall, zone or self.zone())  # before anything is copied
        copied = desk.store.calendar.copy_draft(found[0].draft, desk.clock())
        desk.announce("drafts", copied)
        return desk.sending.queue(copied, tuple(one.account for one in found), wall=wall, zone=zone or self.zone())

    def back_to_drafts(self, deliveries: Iterable[str]) -> Before:
        """Take a post off the calendar; return what `undo` takes. What a network holds is taken away there too."""
        return self._told(self._desk.store.calendar.take_back(tuple(deliveries), self._desk.clock()))

    def undo(self, before: Before) -> tuple[str, ...]:
        """Put a move or a take-back right again where nothing has happened since; return the ids put back."""
        undone = self._desk.store.calendar.undo(before, self._desk.clock())
        self._told(before)
        return undone

    def concerns(self, accounts: Iterable[str], at: datetime) -> tuple[Concern, ...]:
        """Return what speaks against a time: a sign-in that ends before it."""
        found = []
        for account in map(self._desk.store.accounts.get, accounts):
            until = account.signed_in_until
            if account.way is Way.DIRECT and until is not None and until <= at:
                facts = (("network", network_of(account.network).name), ("day", until.astimezone().date().isoformat()))
                found.append(Concern(account.id, "schedule.sign_in_ends", facts))
        return tuple(found)

    # ------------------------------------------------------------ missed

    def missed(self) -> tuple[Missed, ...]:
        """Return the posts whose time passed while nothing could be sent: one list, with what is preselected."""
        rhythm, now = self.rhythm(), naive_here(self._desk.clock(), self.zone())
        entries = self._entries(self._desk.store.calendar.missed())
        chosen = preselect([one.here for one in entries], now, rhythm)
        return tuple(
            Missed(one, int((now - one.here).total_seconds() // 60), offers(one.here, now, rhythm), choice)
            for one, choice in zip(entries, chosen, strict=True)
        )

    def settle_missed(self, choices: Mapping[str, Offer]) -> tuple[Before, ...]:
        """Do what the writer chose, by the id of each missed entry; return what `undo` takes, one for each.

        Posts that got the same time are the writer's own wish; nothing is moved apart here.
        """
        missed = {one.entry.id: one.entry for one in self.missed()}
        done = []
        for identity, choice in choices.items():
            if identity not in missed:
                raise Fixable("delivery.unknown_id", id=identity)
            ids = missed[identity].deliveries
            if choice.wall is None:
                done.append(self.back_to_drafts(ids))
            elif choice.what == "now":
                now, zone = self._desk.clock(), self.zone()
                done.append(self._told(self._desk.store.calendar.move(ids, now, zones.wall_of(now, zone), zone)))
            else:
                wall = choice.wall.isoformat(timespec="minutes")
                moment = self.resolve(wall)
                wall = wall if moment.kind != zones.GAP else zones.wall_of(moment.utc, self.zone())
                done.append(self.move(ids, wall, at=moment.utc))
        return tuple(done)

    # ------------------------------------------------------------

    def _entries(self, planned: Iterable[Planned]) -> tuple[Entry, ...]:
        zone, posts = self.zone(), dict[tuple[str, datetime], list[Planned]]()
        for one in planned:
            posts.setdefault((one.draft, one.at), []).append(one)
        return tuple(_entry(post, zone) for post in posts.values())

    def _is_old(self, one: Planned) -> bool:
        """Tell whether the draft says something else by now than what was frozen of it; one that is gone does not."""
        try:
            written = self._desk.drafts.get(one.draft)
        except Fixable:
            return False
        if written.removed_at is not None:
            return False
        text = self._desk.variants.forks(one.draft).get(one.network, written.text)
        return digest_of(text, written.photos) != one.digest

    def _told(self, before: Before) -> Before:
        for delivery in (*(delivery for delivery, _ in before.rows), *before.made):
            self._desk.announce("deliveries", delivery)
        return before


def _undoes(plan: Plan) -> tuple[tuple[tuple[str, tuple[object, ...]], ...], tuple[str, ...]]:
    return plan.before.rows, plan.before.made


def _entry(post: list[Planned], zone: str) -> Entry:
    speaker = min(post, key=lambda one: _URGENT.index(one.state))
    return Entry(
        deliveries=tuple(one.id for one in post),
        draft=speaker.draft,
        here=naive_here(speaker.at, zone),
        wall=speaker.wall,
        zone=speaker.zone,
        utc=speaker.at,
        state=speaker.state,
        kind=speaker.kind,
        title=speaker.title,
        networks=tuple(one.network for one in post),
        message=speaker.message,
        facts=speaker.facts,
        movable=all(one.state in MOVABLE and one.whole for one in post),
        past=all(one.state is State.PUBLISHED for one in post),
        early=any(one.left_early for one in post),
    )
