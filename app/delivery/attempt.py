# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One request for one part: recorded before it leaves, and its answer recorded for what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.calls import DUPLICATE
from app.channels import Channel, HandsOver, Schedules, Together
from app.delivery.clock import Watch
from app.delivery.rules import AGREES, IN_HAND_S, PATIENCE, SOON, UPLOAD_S, Channels, Rules
from app.errors import AppError, Fixable, OutcomeUnknown, ProfileUnusable, SignInAgain, TryLater
from app.log import record_fault
from app.model import Account, Delivery, Facts, SentPart, State, new_id
from app.store import Store
from app.store.deliveries import Rest
from app.store.outbox import PartRow
from app.wire.guard import within

_LOOKS, _REPEATS = 20, 9
"""So many looks, and so many repeats, come a minute apart; then they thin out."""
_SELDOM = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Work:
    """One part of one delivery under way."""

    delivery: Delivery
    channel: Channel
    part: PartRow
    previous: tuple[SentPart, ...]

    @property
    def in_thread(self) -> bool:
        """Whether something of the delivery is out already."""
        return bool(self.previous)


class Hands:
    """What one holder of the sender's role can do to a delivery; `owner` is the name it writes on what it takes."""

    def __init__(self, store: Store, channels: Channels, watch: Watch, rules: Rules) -> None:
        """Take a name of its own."""
        self.store, self.watch, self.rules = store, watch, rules
        self._channels = channels
        self.owner = new_id()

    def now(self) -> datetime:
        """Return the present moment (UTC) as far as the clock can be believed."""
        return self.watch.now()

    def apart(self, account: Account) -> timedelta | None:
        """Return how far an account's server is ahead of this clock if that is too far, None if they agree.

        Asked once a start of the machine and after each move of the clock. Raises AppError when it can't be asked.
        """
        return None if self.watch.agreed() else self.watch.agrees(account, self._server_time, AGREES)

    def _server_time(self, account: Account) -> datetime | None:
        return self.rules.server_time(account)

    def put_down(self, delivery: str, rest: Rest) -> None:
        """Let go of a delivery without an attempt."""
        self.store.sender.put_down(delivery, self.owner, rest, self.now())

    def next_work(self, claimed: Delivery) -> Work | None:
        """Return the first part that is not out; None without any, or when this build has no way to its network."""
        parts = self.store.outbox.parts(claimed.id)
        part = next((part for part in parts if part.state != "done"), None)
        if part is None:
            return None
        try:
            channel = self._channels(claimed.account)
        except Fixable as error:
            in_doubt = any(part.state != "todo" for part in parts)
            state = State.NEEDS_PERSON if in_doubt else State.FAILED
            self.put_down(claimed.id, Rest(state, error.code, facts_of(error)))
            return None
        return Work(claimed, channel, part, claimed.parts[: part.number])

    def can_schedule(self, delivery: Delivery) -> bool:
        """Tell whether a delivery's network has a scheduler of its own at all; nothing is asked or written for that."""
        try:
            return isinstance(self._channels(delivery.account), Schedules)
        except Fixable:
            return False

    def why_by_hand(self, account: Account, claimed: Delivery) -> str | None:
        """Return why a network takes this post by hand only, "" where it does not, None where it can't say.

        Once an attempt began it is too late for that: then the network's own answers count.
        """
        if any(part.state != "todo" for part in self.store.outbox.parts(claimed.id)):
            return None
        try:
            channel = self._channels(account)
        except Fixable:
            return None
        return channel.hands_over(account, claimed.photos, self.now()) if isinstance(channel, HandsOver) else None

    def send_rest(self, claimed: Delivery) -> None:
        """Send the parts that are not out yet, until one of them does not get through."""
        while work := self.next_work(claimed):
            key = work.part.key or work.channel.new_key(self.now())
            seconds = IN_HAND_S + UPLOAD_S * len(claimed.photos)
            if not self.attempt(work, key, seconds):
                return
            claimed = self.store.outbox.get(claimed.id)

    def attempt(self, work: Work, key: str, seconds: float = IN_HAND_S) -> bool:
        """Record an attempt, ask the network to publish one part, record what is known then; tell whether it is out.

        No request begins later than `seconds` after the record, however long the machine slept.
        """
        delivery, number = work.delivery, work.part.number

        def publish() -> tuple[SentPart, ...]:
            if number == 0 and (together := as_one(work.channel, delivery)):
                return together.publish_all(delivery.account, delivery, key)
            return (work.channel.publish(delivery.account, delivery, number, work.previous, key),)

        with within(seconds, lambda: self.rules.boot().seconds):
            if not self.store.sender.begin(delivery.id, self.owner, number, key, self.now()):
                return False
            sent = self._asked(work, publish)
        if sent:
            self.store.sender.answered(delivery.id, self.owner, number, sent[0], self.now(), after=sent[1:])
        return bool(sent)

    def _asked(self, work: Work, publish: Callable[[], tuple[SentPart, ...]]) -> tuple[SentPart, ...]:
        try:
            return publish()
        except (TryLater, ProfileUnusable) as error:
            self.unsent(work, "later", self.later(work, error))
        except (Fixable, SignInAgain) as error:
            if sent := self._other(work, error):
                return (sent,)
            self.unsent(work, "refused", _refused(work, error))
        except Exception as error:  # noqa: BLE001 whatever went wrong after the attempt began may have been published
            self.unknown(work, self.in_doubt(work, error))
        return ()

    def _other(self, work: Work, error: AppError) -> SentPart | None:
        """Return the post a network calls the original of a duplicate, if one attempt at this part was ever unclear.

        Such a post is this part itself (facts/reliability.md 3, row 29), however the doubt was settled since.
        """
        post = error.facts.get("post", "")
        if error.code != DUPLICATE or not post or not work.part.was_unclear:
            return None
        return replace(work.delivery.parts[work.part.number], url=error.facts["url"], remote_id=post)

    def unsent(self, work: Work, outcome: str, rest: Rest) -> None:
        """Record that the attempt surely published nothing."""
        self.store.sender.unsent(work.delivery.id, self.owner, work.part.number, outcome, rest, self.now())

    def unknown(self, work: Work, rest: Rest) -> None:
        """Record that the attempt may have published."""
        self.store.sender.unknown(work.delivery.id, self.owner, work.part.number, rest, self.now())

    def later(self, work: Work, error: AppError) -> Rest:
        """Wait as long as the network asks (at most a day), else 1, 2, 4 … minutes; a doubt is looked at soon."""
        now = self.now()
        in_doubt = work.part.unknowns > 0
        tries = max(self.store.sender.tries(work.delivery.id), 1)
        pause = pause_in_doubt(work.part, now) if in_doubt else timedelta(minutes=min(2 ** min(tries - 1, 6), 60))
        state = State.UNCERTAIN if in_doubt else State.SCHEDULED
        next_at = _asked_for(error, now) or now + pause
        return Rest(state, error.code, facts_of(error), next_at, isinstance(error, TryLater))

    def in_doubt(self, work: Work, error: Exception) -> Rest:
        """Look at once after the first doubt, then less and less often; in the end ask the person."""
        code, facts = self.told(error)
        now = self.now()
        if work.part.first_sent and now - work.part.first_sent >= PATIENCE:
            return Rest(State.NEEDS_PERSON, "delivery.unknown")
        next_at = _asked_for(error, now) or now + (
            pause_in_doubt(work.part, now) if work.part.unknowns else timedelta()
        )
        return Rest(State.UNCERTAIN, code, facts, next_at, isinstance(error, OutcomeUnknown | TryLater))

    def told(self, error: Exception) -> tuple[str, Facts]:
        """Return the sentence for an error; a fault of ours goes into the log."""
        if isinstance(error, AppError):
            return error.code, facts_of(error)
        record_fault(self.store.profile, error)
        return "delivery.unexpected", ()


def as_one(channel: Channel, delivery: Delivery) -> Together | None:
    """Return the channel if it publishes all parts of this delivery at once, under the key of the first."""
    return channel if isinstance(channel, Together) and channel.whole(delivery.account, delivery) else None


def _refused(work: Work, error: AppError) -> Rest:
    """Failed for good only if surely nothing of it is out; in mid-thread or in doubt the person must know."""
    trouble = isinstance(error, SignInAgain)
    if work.part.unknowns:
        return Rest(State.NEEDS_PERSON, "delivery.unknown", network_trouble=trouble)
    state = State.NEEDS_PERSON if work.in_thread else State.FAILED
    return Rest(state, error.code, facts_of(error), network_trouble=trouble)


def pause_in_doubt(part: PartRow, now: datetime) -> timedelta:
    """Return how long a part in doubt rests before it is asked about again: a minute at first, in the end an hour.

    Counted by its last doubt and by how many there were: what comes back from a long sleep is not made to wait as if
    it had been asked about all night.
    """
    since = now - (part.doubt_since or now)
    return min(max(since / _LOOKS, SOON * (part.unknowns - _REPEATS), SOON), _SELDOM)


def _asked_for(error: Exception, now: datetime) -> datetime | None:
    """Return when a network wants to be asked again, a day from now at most; None if it did not say."""
    asked = error.at if isinstance(error, TryLater) else None
    return min(asked, now + PATIENCE) if asked and asked > now else None


def facts_of(error: AppError) -> Facts:
    """Return an error's facts as a delivery keeps them."""
    return tuple(error.facts.items())
