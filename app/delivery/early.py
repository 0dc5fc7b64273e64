# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The network's own scheduler: texts that may leave early, what follows them there, and what they became."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.channels import Schedules
from app.delivery.attempt import Hands, Work, facts_of
from app.delivery.looking import Looking
from app.delivery.rules import ABSENT_AFTER, AGREES, IN_HAND_S, LATE, PATIENCE
from app.errors import AppError, Fixable, OutcomeUnknown, ProfileUnusable, SignInAgain, TryLater
from app.model import Delivery, SentPart, State
from app.store.deliveries import Rest
from app.store.notes import GONE_ONCE, MOVE, TAKE, Wish
from app.wire.guard import within

GONE = "schedule.gone"
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


class Early:
    """What is done about posts a network holds, or may hold, until their time."""

    def __init__(self, hands: Hands, looking: Looking) -> None:
        """Work with the hands of one holder of the role."""
        self._hands, self._looking = hands, looking
        self._store = hands.store
        self._tried: set[str] = set()

    # ------------------------------------------------------------ handing over

    def hand_over(self, now: datetime) -> str | None:
        """Hand one delivery over that may leave early and that its network takes; return its id, None without any."""
        for delivery in self._store.early.candidates(now):
            if delivery in self._tried:
                continue
            self._tried.add(delivery)
            found = self._store.outbox.get(delivery)
            may = self._hands.rules.early(found) and self._hands.can_schedule(found)
            if may and self._store.sender.take(delivery, self._hands.owner):
                self._hand_over(found)
                return delivery
        return None

    def _hand_over(self, taken: Delivery) -> None:
        hands, work = self._hands, self._hands.next_work(taken)
        if work is None:
            return
        channel, back = work.channel, Rest(State.SCHEDULED, taken.message, taken.facts, taken.at)
        if not isinstance(channel, Schedules) or not self._takes(work, channel):
            hands.put_down(taken.id, back)
            return
        key = work.part.key or work.channel.new_key(hands.now())
        with within(IN_HAND_S, lambda: hands.rules.boot().seconds):
            if not self._store.early.begin(taken.id, hands.owner, key, hands.now()):
                return
            try:
                held = channel.schedule(taken.account, taken, key)
            except (TryLater, ProfileUnusable, Fixable, SignInAgain):  # surely not there: it goes from here, on time
                self._store.early.not_held(taken.id, hands.owner, back, hands.now())
                return
            except Exception as error:  # noqa: BLE001 whatever went wrong may have been after the network took it
                hands.unknown(work, hands.in_doubt(work, error))
                return
        self._store.early.held(taken.id, hands.owner, held, hands.now())

    def _takes(self, work: Work, channel: Schedules) -> bool:
        """Tell whether the network can take it now; with a clock in doubt "now" and "then" mean nothing there."""
        asked = work.delivery
        try:
            agreed = self._hands.apart(asked.account) is None
        except AppError:
            return False
        return agreed and channel.holds(asked.account, asked, self._hands.now())

    def look(self, delivery: str) -> None:
        """Find out whether the network took a post it was handed; the hands have taken the delivery."""
        hands = self._hands
        hands.now()  # before the rows are read: a moved clock changes them
        work = hands.next_work(self._store.outbox.get(delivery))
        if work is None or not isinstance(work.channel, Schedules):
            return
        channel, asked, key = work.channel, work.delivery, work.part.key
        try:
            held = channel.find_scheduled(asked.account, asked, key)
        except (OutcomeUnknown, Fixable):
            hands.put_down(delivery, Rest(State.NEEDS_PERSON, "delivery.unknown"))
        except Exception as error:  # noqa: BLE001 looking changes nothing at the network
            hands.put_down(delivery, hands.in_doubt(work, error))
        else:
            if held is not None:
                self._store.early.held(delivery, hands.owner, held, hands.now())
            else:
                self._absent(work)

    def _absent(self, work: Work) -> None:
        """No schedule is listed: before its time it was never made, from then on it may have become a post."""
        hands, delivery = self._hands, work.delivery
        try:
            if hands.apart(delivery.account) is not None:
                raise TryLater("delivery.clock_differs")
        except AppError as error:
            hands.put_down(delivery.id, hands.in_doubt(work, error))
            return
        now = hands.now()
        believed_at = (work.part.doubt_since or now) + ABSENT_AFTER
        if now >= delivery.at - AGREES - _MINUTE:
            answered, found = self._looking.ask(work, lambda: self._find(work))
            if not answered:
                return
            if found:
                self._store.sender.answered(delivery.id, hands.owner, 0, found, hands.now())
                return
            believed_at = max(believed_at, delivery.at + AGREES + ABSENT_AFTER)
        if now >= believed_at:
            self._store.early.not_held(delivery.id, hands.owner, Rest(State.SCHEDULED, next_at=delivery.at), now)
        else:
            rest = Rest(State.UNCERTAIN, "delivery.looking", next_at=min(believed_at, now + 2 * _MINUTE))
            hands.put_down(delivery.id, rest)

    # ------------------------------------------------------------ at its time

    def collect(self, claimed: Delivery) -> None:
        """Ask what became of a held post whose time has come; the hands have claimed the delivery."""
        hands = self._hands
        work = hands.next_work(claimed)
        if work is None:
            return
        if not isinstance(work.channel, Schedules):
            self._store.early.lost(claimed.id, hands.owner, hands.now())
            return
        try:
            sent = work.channel.went_out(claimed.account, claimed.left_early, claimed)
        except Fixable:  # it waits there no more and is no post we know: look for it, then ask
            self._store.early.lost(claimed.id, hands.owner, hands.now())
        except Exception as error:  # noqa: BLE001 asking changes nothing at the network
            self._wait(claimed, error)
        else:
            if sent is not None:
                self._store.sender.answered(claimed.id, hands.owner, 0, sent, hands.now())
            else:
                self._wait(claimed, None)

    def _wait(self, claimed: Delivery, error: Exception | None) -> None:
        """Ask again a little later; nothing is sent from here while the network holds it."""
        hands = self._hands
        now = hands.now()
        late = now - claimed.at
        code, facts = hands.told(error) if error else ("delivery.held_late" if late >= LATE else "", ())
        if late >= PATIENCE:  # it may still be held: whatever the person says, it is asked for there first
            told = "delivery.unknown" if error else "delivery.held_late"
            hands.put_down(claimed.id, Rest(State.NEEDS_PERSON, told, network_trouble=error is not None))
            return
        pause = min(max(late, _MINUTE), _HOUR)
        trouble = isinstance(error, TryLater | SignInAgain)
        hands.put_down(claimed.id, Rest(State.SCHEDULED, code, facts, now + pause, trouble))

    # ------------------------------------------------------------ wishes

    def grant(self, now: datetime) -> str | None:
        """Do one thing the writer wished for a held post; return the delivery's id, None when none is due."""
        for wish in self._store.notes.wishes():
            due = wish.what in (MOVE, TAKE, GONE_ONCE) and (wish.next_at is None or wish.next_at <= now)
            if due and self._store.sender.take(wish.delivery, self._hands.owner):
                self._grant(wish, self._store.outbox.get(wish.delivery))
                return wish.delivery
        return None

    def _grant(self, wish: Wish, taken: Delivery) -> None:
        hands, work = self._hands, self._hands.next_work(taken)
        if work is None or not isinstance(work.channel, Schedules):
            self._store.early.lost(taken.id, hands.owner, hands.now())
            return
        try:
            with within(IN_HAND_S, lambda: hands.rules.boot().seconds):
                if wish.what == MOVE:
                    self._move(work, work.channel)
                else:
                    work.channel.unschedule(taken.account, taken.left_early)
                    self._store.early.taken_back(taken.id, hands.owner, hands.now())
        except Fixable as error:
            self._gone(wish, work, work.channel, error)
        except Exception as error:  # noqa: BLE001 doing it again is harmless: the same wish, the same schedule
            self._later(wish, taken, error)

    def _move(self, work: Work, channel: Schedules) -> None:
        hands, taken = self._hands, work.delivery
        if hands.apart(taken.account) is not None:
            raise TryLater("delivery.clock_differs")
        if channel.holds(taken.account, taken, hands.now()):
            channel.reschedule(taken.account, taken.left_early, taken.at)
            self._store.early.held(taken.id, hands.owner, taken.left_early, hands.now())
        else:  # too near or too far for the network: it comes home and goes from here
            channel.unschedule(taken.account, taken.left_early)
            self._store.early.not_held(taken.id, hands.owner, Rest(State.SCHEDULED, next_at=taken.at), hands.now())

    def _gone(self, wish: Wish, work: Work, channel: Schedules, error: Fixable) -> None:
        """The schedule is there no more: out already, or taken away, maybe by an earlier try of this very wish."""
        hands, taken = self._hands, work.delivery
        if error.code != GONE:
            self._later(wish, taken, error)
            return
        try:
            sent = channel.went_out(taken.account, taken.left_early, taken)
        except Fixable:
            sent = None
        except Exception as trouble:  # noqa: BLE001 asking changes nothing at the network
            self._later(wish, taken, trouble)
            return
        if sent is not None:
            self._store.sender.answered(taken.id, hands.owner, 0, sent, hands.now())
        elif wish.what in (TAKE, GONE_ONCE):
            self._take_for_sure(wish, work)
        else:
            self._store.early.lost(taken.id, hands.owner, hands.now())

    def _take_for_sure(self, wish: Wish, work: Work) -> None:
        """Close what was to be taken back only when it is no post either, seen twice with time to be listed between."""
        hands, taken = self._hands, work.delivery
        answered, found = self._looking.ask(work, lambda: self._find(work))
        if not answered:
            return
        now = hands.now()
        if found:
            self._store.sender.answered(taken.id, hands.owner, 0, found, now)
        elif wish.what == GONE_ONCE:
            self._store.early.taken_back(taken.id, hands.owner, now)
        else:
            rest = Rest(State.SCHEDULED, taken.message, taken.facts, taken.at)
            self._store.early.wait(taken.id, hands.owner, Wish(taken.id, GONE_ONCE, now + ABSENT_AFTER), rest, now)

    def _later(self, wish: Wish, taken: Delivery, error: Exception) -> None:
        hands = self._hands
        now = hands.now()
        code = error.code if isinstance(error, AppError) else hands.told(error)[0]
        facts = facts_of(error) if isinstance(error, AppError) else ()
        asked = error.at if isinstance(error, TryLater) else None
        next_at = min(max(asked or now, now + _MINUTE), now + _HOUR)
        rest = Rest(State.SCHEDULED, code, facts, taken.at, network_trouble=True)
        self._store.early.wait(taken.id, hands.owner, Wish(taken.id, wish.what, next_at), rest, now)

    def _find(self, work: Work) -> SentPart | None:
        asked = work.delivery
        return work.channel.find(asked.account, asked, 0, (), work.part.key)
