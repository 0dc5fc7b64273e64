# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the holder of the sender's role does next: wishes, doubts, what is due, what may leave early."""

from __future__ import annotations

from datetime import datetime, timedelta

from app import zones
from app.delivery.attempt import Hands, facts_of
from app.delivery.clock import Boot, Watch
from app.delivery.early import Early
from app.delivery.looking import Looking
from app.delivery.rules import LATE, ON_TIME, PATIENCE, Cards, Channels, Clock, Rules
from app.errors import AppError, Fixable
from app.log import record_fault
from app.model import Delivery, State, Way
from app.rhythm import TWO_HOURS, Verdict, judge
from app.store import Store
from app.store.clock import DOUBTFUL
from app.store.deliveries import Rest
from app.store.notes import DOUBT

_ZONES = "zones"


class Sending:
    """One holder of the sender's role. Each step leaves the delivery it took at rest, unless the process dies."""

    def __init__(
        self, store: Store, channels: Channels, clock: Clock, cards: Cards | None = None, rules: Rules | None = None
    ) -> None:
        """Take a name of its own: the rows this holder claims carry it. Without `rules` the clock is believed."""
        self._rules = rules or Rules(boot=lambda: Boot("believed", clock().timestamp()))
        self._store, self._cards = store, cards
        self._watch = Watch(store, clock, self._rules.boot)
        self._hands = Hands(store, channels, self._watch, self._rules)
        self._looking = Looking(self._hands)
        self._early = Early(self._hands, self._looking)

    def recover(self) -> int:
        """Take over what dead holders of the role left on its way; once a day read the zones' rules anew."""
        now = self._hands.now()
        today = now.date().isoformat()
        if self._store.notes.get(_ZONES) != today:
            zones.refresh()
            self._store.clock.rezone(_again, now, _ZONES, today)
        return self._store.sender.recover(now)

    def step(self) -> str | None:
        """Settle one doubt or send one delivery that is due; return its id, None when there is nothing to do."""
        hands, now = self._hands, self._hands.now()
        if wished := self._early.grant(now):
            return wished
        doubtful = self._store.sender.doubtful(now)
        if doubtful and self._store.sender.take_doubtful(doubtful, hands.owner):
            early = self._store.notes.wish_of(doubtful) == DOUBT
            (self._early.look if early else self._looking.look)(doubtful)
            return doubtful
        due = self._store.sender.claim(hands.owner, now)
        if due:
            self._deliver(self._store.outbox.get(due))
            return due
        return self._early.hand_over(now)

    # ------------------------------------------------------------ what is due

    def _deliver(self, claimed: Delivery) -> None:
        if claimed.left_early:
            self._early.collect(claimed)
        elif claimed.account.way is Way.BY_HAND:
            self._hands.put_down(claimed.id, Rest(State.HANDED_OVER))
        elif rest := self._not_now(claimed):
            self._hands.put_down(claimed.id, rest)
        else:
            self._read_card(claimed)
            self._hands.send_rest(self._store.outbox.get(claimed.id))

    def _not_now(self, claimed: Delivery) -> Rest | None:
        """Return where a due delivery rests instead of being sent, None if it may be sent."""
        return (
            self._without_account(claimed)
            or self._clock_in_doubt(claimed)
            or self._not_yet(claimed)
            or self._late(claimed)
        )

    def _without_account(self, claimed: Delivery) -> Rest | None:
        """Without an account or its permission the person decides, text in hand; some posts go by hand anyway."""
        try:
            account = self._store.accounts.get(claimed.account.id)
        except Fixable:
            return Rest(State.NEEDS_PERSON, "delivery.account_removed", (("name", claimed.account.name),))
        until, why = account.signed_in_until, self._hands.why_by_hand(account, claimed)
        over = until is not None and until <= self._hands.now()
        if over and why != "":  # the network knows better where it may have been renewed meanwhile
            return Rest(State.NEEDS_PERSON, "delivery.sign_in_ended", (("name", account.name),), network_trouble=True)
        return Rest(State.HANDED_OVER, why) if why else None

    def _clock_in_doubt(self, claimed: Delivery) -> Rest | None:
        """Nothing planned is sent while a server says that this machine's clock is wrong."""
        if not claimed.wall:
            return None
        try:
            ahead = self._hands.apart(claimed.account)
        except AppError as error:
            if self._verdict(claimed) is not Verdict.SEND:
                return None  # it is not sent without asking anyway
            work = self._hands.next_work(claimed)
            return self._hands.later(work, error) if work else Rest(State.SCHEDULED, error.code, facts_of(error))
        if ahead is None:
            return None
        minutes = str(abs(int(ahead.total_seconds() // 60)))
        return Rest(State.NEEDS_PERSON, DOUBTFUL, (("apart", minutes),))

    def _not_yet(self, claimed: Delivery) -> Rest | None:
        """What was claimed by a clock that was set right since goes back to wait for its minute."""
        begun = any(part.remote_id for part in claimed.parts)
        if not claimed.wall or begun or self._hands.now() >= claimed.at:
            return None
        return Rest(State.SCHEDULED, claimed.message, claimed.facts, claimed.at, claimed.network_trouble)

    def _late(self, claimed: Delivery) -> Rest | None:
        now = self._hands.now()
        late = now - claimed.at
        if not claimed.wall:
            waits = self._store.sender.tries(claimed.id) > 0
            return self._ask(claimed, late) if late >= (PATIENCE if waits else LATE) else None
        verdict = self._verdict(claimed)
        if verdict is Verdict.SEND:
            return None
        begun = any(part.remote_id for part in claimed.parts)  # the rest of a thread never goes alone on another day
        plan = self._rules.next_own_time(claimed) if verdict is Verdict.MOVE and not begun else None
        if plan is None:
            return self._ask(claimed, late)
        return Rest(State.SCHEDULED, "delivery.moved", (("wall", plan.wall),), plan.at, plan=(plan.wall, plan.zone))

    def _verdict(self, claimed: Delivery) -> Verdict:
        now = self._hands.now()
        late = now - claimed.at
        company = late >= ON_TIME and self._store.sender.caught_up(claimed, now - TWO_HOURS, ON_TIME)
        return judge(late, self._rules.late(), company)

    def _ask(self, claimed: Delivery, late: timedelta) -> Rest:
        facts = (*claimed.facts, ("minutes", str(int(late.total_seconds() // 60))))
        return Rest(
            State.NEEDS_PERSON, claimed.message or "delivery.late", facts, network_trouble=claimed.network_trouble
        )

    def _read_card(self, claimed: Delivery) -> None:
        """Read the card a post still wants, while nothing of it can be out: from then on its record must not change.

        A card never holds a post up, whatever happens.
        """
        parts = self._store.outbox.parts(claimed.id)
        if not (self._cards and claimed.card_from) or any(part.unknowns or part.state != "todo" for part in parts):
            return
        try:
            self._store.cards.settle(claimed.id, self._cards(claimed))
        except AppError:
            return
        except Exception as error:  # noqa: BLE001 a fault of ours, noted; the post goes without
            record_fault(self._store.profile, error)


def _again(wall: str, zone: str, was: datetime) -> datetime:
    """Return the moment by today's rules; a zone nobody knows any more keeps the moment it had."""
    try:
        return zones.again(wall, zone, was)
    except Fixable:
        return was
