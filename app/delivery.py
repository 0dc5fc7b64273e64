# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One delivery from claim to receipt. Clock and networks are arguments, so that every crash can be played in a test.

    scheduled -> claimed -> sending -> published | failed | uncertain | scheduled (later) | needs_person
    uncertain -> published | scheduled | needs_person          by hand: scheduled -> claimed -> handed_over

The promise: nothing is sent again unless the network takes a repeat for the same post, or a look showed that it is
missing; otherwise the person is asked. What must hold for that (facts/reliability.md 1 and 2): an attempt is on the
disk before its request; whatever is not surely unsent is `uncertain`; a part in doubt never becomes `failed`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.channels import Channel
from app.errors import AppError, Fixable, OutcomeUnknown, ProfileUnusable, SignInAgain, TryLater
from app.log import record_fault
from app.model import Account, Card, Delivery, SentPart, State, Way, new_id
from app.store import Store
from app.store.deliveries import Rest
from app.store.outbox import PartRow

Clock = Callable[[], datetime]
Channels = Callable[[Account], Channel]
Cards = Callable[[Delivery], Card]
"""Reads the card of a delivery's `card_from`; raises AppError when it can't be had."""

LATE = timedelta(minutes=15)
"""A post with a due minute that could not go out for so long is not sent any more without asking."""
PATIENCE = timedelta(hours=24)
"""How long a post without a due minute waits for the network, and an unclear one for an answer, before asking."""
ABSENT_AFTER = timedelta(minutes=10)
"""How long after the last doubt "not there" is believed: networks list new posts late."""


def send_due(
    store: Store,
    channels: Channels,
    clock: Clock,
    tell: Callable[[str], None] = lambda delivery: None,
    cards: Cards | None = None,
) -> tuple[str, ...]:
    """Send and settle everything that is due, if no other process is at it; return the ids touched, in order.

    `tell` hears the id of each delivery as soon as it rests.
    """
    with store.sender.role() as mine:
        if not mine:
            return ()
        sender = Sending(store, channels, clock, cards)
        sender.recover()
        touched: dict[str, None] = {}
        while one := sender.step():
            touched[one] = None
            tell(one)
        return tuple(touched)


@dataclass(frozen=True)
class _Work:
    """One part of one delivery under way."""

    delivery: Delivery
    channel: Channel
    part: PartRow
    previous: tuple[SentPart, ...]

    @property
    def in_thread(self) -> bool:
        return bool(self.previous)


class Sending:
    """One holder of the sender's role. Each step leaves the delivery it took at rest, unless the process dies."""

    def __init__(self, store: Store, channels: Channels, clock: Clock, cards: Cards | None = None) -> None:
        """Take a name of its own: the rows this holder claims carry it."""
        self._store, self._channels, self._clock, self._cards = store, channels, clock, cards
        self._owner = new_id()

    def recover(self) -> int:
        """Take over what dead holders of the role left on its way."""
        return self._store.sender.recover(self._clock())

    def step(self) -> str | None:
        """Settle one doubtful delivery or send one that is due; return its id, None when there is nothing to do."""
        now = self._clock()
        doubtful = self._store.sender.doubtful(now)
        if doubtful and self._store.sender.take_doubtful(doubtful, self._owner):
            self._look(doubtful)
            return doubtful
        due = self._store.sender.claim(self._owner, now)
        if due:
            self._deliver(due)
        return due

    # ------------------------------------------------------------ sending

    def _deliver(self, delivery: str) -> None:
        claimed = self._store.outbox.get(delivery)
        if claimed.account.way is Way.BY_HAND:
            self._put_down(delivery, Rest(State.HANDED_OVER))
        elif self._is_late(claimed):
            minutes = int((self._clock() - claimed.at).total_seconds() // 60)
            facts = (*claimed.facts, ("minutes", str(minutes)))
            trouble = claimed.network_trouble
            self._put_down(delivery, Rest(State.NEEDS_PERSON, claimed.message or "delivery.late", facts, None, trouble))
        else:
            self._read_card(claimed)
            self._send_rest(self._store.outbox.get(delivery))

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

    def _is_late(self, claimed: Delivery) -> bool:
        waits = self._store.sender.tries(claimed.id) > 0 and not claimed.wall
        return self._clock() - claimed.at >= (PATIENCE if waits else LATE)

    def _send_rest(self, claimed: Delivery) -> None:
        """Send the parts that are not out yet, until one of them does not get through."""
        while work := self._next(claimed):
            key = work.part.key or work.channel.new_key(self._clock())
            if not self._store.sender.begin(claimed.id, self._owner, work.part.number, key, self._clock()):
                return
            if not self._attempt(work, key):
                return
            claimed = self._store.outbox.get(claimed.id)

    def _next(self, claimed: Delivery) -> _Work | None:
        """Return the first part that is not out; None without any, or when this build has no way to its network."""
        parts = self._store.outbox.parts(claimed.id)
        part = next((part for part in parts if part.state != "done"), None)
        if part is None:
            return None
        try:
            channel = self._channels(claimed.account)
        except Fixable as error:
            in_doubt = any(part.state != "todo" for part in parts)
            state = State.NEEDS_PERSON if in_doubt else State.FAILED
            self._put_down(claimed.id, Rest(state, error.code, _facts(error)))
            return None
        return _Work(claimed, channel, part, claimed.parts[: part.number])

    def _attempt(self, work: _Work, key: str) -> bool:
        """Ask the network to publish one part and record what is known then; tell whether it is out."""
        delivery, number = work.delivery, work.part.number
        try:
            sent = work.channel.publish(delivery.account, delivery, number, work.previous, key)
        except (TryLater, ProfileUnusable) as error:
            self._unsent(work, "later", self._later(work, error))
        except (Fixable, SignInAgain) as error:
            self._unsent(work, "refused", _refused(work, error))
        except Exception as error:  # noqa: BLE001 whatever went wrong after the attempt began may have been published
            self._store.sender.unknown(delivery.id, self._owner, number, self._in_doubt(work, error), self._clock())
        else:
            self._store.sender.answered(delivery.id, self._owner, number, sent, self._clock())
            return True
        return False

    def _unsent(self, work: _Work, outcome: str, rest: Rest) -> None:
        self._store.sender.unsent(work.delivery.id, self._owner, work.part.number, outcome, rest, self._clock())

    def _later(self, work: _Work, error: AppError) -> Rest:
        """Wait as long as the network asks (at most a day), else 1, 2, 4 … minutes; an earlier doubt remains."""
        now = self._clock()
        state = State.UNCERTAIN if work.part.unknowns else State.SCHEDULED
        asked = error.at if isinstance(error, TryLater) else None
        tries = self._store.sender.tries(work.delivery.id)
        pause = timedelta(minutes=min(2 ** (tries - 1), 60))
        next_at = min(asked, now + PATIENCE) if asked and asked > now else now + pause
        return Rest(state, error.code, _facts(error), next_at, isinstance(error, TryLater))

    def _in_doubt(self, work: _Work, error: Exception) -> Rest:
        """Look at once after the first doubt, then less and less often; in the end ask the person."""
        code, facts = self._told(error)
        now = self._clock()
        if work.part.first_sent and now - work.part.first_sent >= PATIENCE:
            return Rest(State.NEEDS_PERSON, "delivery.unknown")
        since = now - (work.part.first_sent or now)
        pause = min(max(since, timedelta(minutes=1)), timedelta(hours=1))
        next_at = now + pause if work.part.unknowns else now
        return Rest(State.UNCERTAIN, code, facts, next_at, isinstance(error, OutcomeUnknown | TryLater))

    def _told(self, error: Exception) -> tuple[str, tuple[tuple[str, str], ...]]:
        if isinstance(error, AppError):
            return error.code, _facts(error)
        record_fault(self._store.profile, error)
        return "delivery.unexpected", ()

    # ------------------------------------------------------------ looking

    def _look(self, delivery: str) -> None:
        """Find out about the part in doubt: by a repeat the network takes for the same post, else by reading back."""
        work = self._next(self._store.outbox.get(delivery))
        if work is None:
            return
        if not work.part.unknowns:  # the answer came late and was recorded: go on with the thread
            self._put_down(delivery, Rest(State.SCHEDULED))
        elif work.channel.repeatable(work.delivery.account, self._clock() - (work.part.first_sent or self._clock())):
            self._repeat(work)
        else:
            self._find(work)

    def _repeat(self, work: _Work) -> None:
        delivery, part = work.delivery.id, work.part
        if not self._store.sender.begin(delivery, self._owner, part.number, part.key, self._clock()):
            return
        if self._attempt(work, part.key):
            self._send_rest(self._store.outbox.get(delivery))

    def _find(self, work: _Work) -> None:
        delivery, part = work.delivery, work.part
        try:
            found = work.channel.find(delivery.account, delivery, part.number, work.previous, part.key)
        except (TryLater, ProfileUnusable) as error:
            self._put_down(delivery.id, self._in_doubt(work, error))
        except (OutcomeUnknown, Fixable):
            self._put_down(delivery.id, Rest(State.NEEDS_PERSON, "delivery.unknown"))
        except SignInAgain as error:
            self._put_down(delivery.id, Rest(State.NEEDS_PERSON, error.code, _facts(error), network_trouble=True))
        except Exception as error:  # noqa: BLE001 a fault of ours while looking changes nothing at the network
            self._put_down(delivery.id, self._in_doubt(work, error))
        else:
            self._found(work, found)

    def _found(self, work: _Work, found: SentPart | None) -> None:
        delivery, part, now = work.delivery.id, work.part, self._clock()
        believed_at = (part.doubt_since or now) + ABSENT_AFTER
        if found:
            self._store.sender.answered(delivery, self._owner, part.number, found, now)
            self._send_rest(self._store.outbox.get(delivery))
        elif now >= believed_at:
            self._store.outbox.count_as_missing(delivery, part.number)
            self._put_down(delivery, Rest(State.SCHEDULED))
        else:
            self._put_down(delivery, Rest(State.UNCERTAIN, "delivery.looking", next_at=believed_at))

    def _put_down(self, delivery: str, rest: Rest) -> None:
        self._store.sender.put_down(delivery, self._owner, rest, self._clock())


def _refused(work: _Work, error: AppError) -> Rest:
    """Failed for good only if surely nothing of it is out; in mid-thread or in doubt the person must know."""
    trouble = isinstance(error, SignInAgain)
    if work.part.unknowns:
        return Rest(State.NEEDS_PERSON, "delivery.unknown", network_trouble=trouble)
    state = State.NEEDS_PERSON if work.in_thread else State.FAILED
    return Rest(state, error.code, _facts(error), network_trouble=trouble)


def _facts(error: AppError) -> tuple[tuple[str, str], ...]:
    return tuple(error.facts.items())
