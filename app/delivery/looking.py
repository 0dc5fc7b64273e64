# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Finding out about a part in doubt: by a repeat the network takes for the same post, else by reading back."""

from __future__ import annotations

from collections.abc import Callable

from app.delivery.attempt import Hands, Work, facts_of
from app.delivery.rules import ABSENT_AFTER, SOON
from app.errors import Fixable, OutcomeUnknown, ProfileUnusable, SignInAgain, TryLater
from app.model import SentPart, State
from app.store.deliveries import Rest


class Looking:
    """What is done about `uncertain` deliveries."""

    def __init__(self, hands: Hands) -> None:
        """Work with the hands of one holder of the role."""
        self._hands = hands

    def look(self, delivery: str) -> None:
        """Settle one delivery the hands have taken, as far as it can be settled now."""
        hands = self._hands
        now = hands.now()  # before the rows are read: a moved clock changes them
        work = hands.next_work(hands.store.outbox.get(delivery))
        if work is None:
            return
        since = now - (work.part.first_sent or now)
        if not work.part.unknowns:  # the answer came late and was recorded: go on with the thread
            hands.put_down(delivery, Rest(State.SCHEDULED))
        elif work.part.key and work.channel.repeatable(work.delivery.account, since):
            if hands.attempt(work, work.part.key):
                hands.send_rest(hands.store.outbox.get(delivery))
        else:
            self._find(work)

    def ask(self, work: Work, question: Callable[[], SentPart | None]) -> tuple[bool, SentPart | None]:
        """Return (True, what was found); (False, None) when it could not be told, and the delivery rests then."""
        hands, delivery = self._hands, work.delivery.id
        try:
            return True, question()
        except (TryLater, ProfileUnusable) as error:
            hands.put_down(delivery, hands.in_doubt(work, error))
        except (OutcomeUnknown, Fixable):
            hands.put_down(delivery, Rest(State.NEEDS_PERSON, "delivery.unknown"))
        except SignInAgain as error:
            hands.put_down(delivery, Rest(State.NEEDS_PERSON, error.code, facts_of(error), network_trouble=True))
        except Exception as error:  # noqa: BLE001 a fault of ours while looking changes nothing at the network
            hands.put_down(delivery, hands.in_doubt(work, error))
        return False, None

    def _find(self, work: Work) -> None:
        hands, delivery, part = self._hands, work.delivery, work.part
        answered, found = self.ask(
            work, lambda: work.channel.find(delivery.account, delivery, part.number, work.previous, part.key)
        )
        if not answered:
            return
        now = hands.now()
        believed_at = (part.doubt_since or now) + ABSENT_AFTER
        if found:
            hands.store.sender.answered(delivery.id, hands.owner, part.number, found, now)
            hands.send_rest(hands.store.outbox.get(delivery.id))
        elif now >= believed_at:
            rest = Rest(State.SCHEDULED) if part.key else Rest(State.NEEDS_PERSON, "delivery.gone_there")
            hands.store.sender.missing(delivery.id, hands.owner, part.number, rest, now)
        else:
            again = now + max(now - (part.doubt_since or now), SOON)  # it may only be listed late
            hands.put_down(delivery.id, Rest(State.UNCERTAIN, "delivery.looking", next_at=min(again, believed_at)))
