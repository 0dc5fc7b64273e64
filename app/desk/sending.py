# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for sending: queue, undo, what is due, by hand, what is uncertain. Only delegates."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.desk.orders import order_of, with_card
from app.errors import AppError, Fixable
from app.model import Account, Concern, Delivery, Photo, State, Way
from app.networks import network as network_of
from app.store.deliveries import Rest

if TYPE_CHECKING:
    from app.desk import Desk
    from app.desk.network import NetworkWatch

_GIVEN_UP_FROM = (State.HANDED_OVER, State.FAILED, State.NEEDS_PERSON, State.SCHEDULED)


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the by-hand card needs: texts to paste in order, the page to open, pictures to drag.

    `folder` holds the pictures as the network takes them, "" without any; `opens_folder`: its page takes them alone.
    """

    delivery: Delivery
    texts: tuple[str, ...]
    url: str
    photos: tuple[Photo, ...]
    folder: str = ""
    opens_folder: bool = False


class SendingDesk:
    """What the send sheet, the sending bar and the outbox may ask.

    Unknown ids raise Fixable("delivery.unknown_id", id=…), a wish that does not fit the state
    Fixable("delivery.wrong_state", id=…, state=…).
    """

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    @cached_property
    def network(self) -> NetworkWatch:
        """Looked at again and again it lets what waits for a connection go as soon as there is one."""
        from app.desk.network import NetworkWatch

        return NetworkWatch(self._desk)

    def queue(
        self, draft: str, accounts: tuple[str, ...], at: datetime | None = None, wall: str = "", zone: str = ""
    ) -> tuple[Delivery, ...]:
        """Freeze text, pictures and accounts into one `scheduled` delivery per account, due `at` (UTC, default now).

        With a `wall` time in a `zone` that is the due minute, kept as chosen; `at` then tells which of two is meant.

        A network with a text of its own gets that, cut where the writer cut it (`desk.variants`), parts numbered if the
        writer wants that.

        Raises Fixable (unknown ids, empty draft, does not fit, "time.…"); then nothing is queued for any account. The
        same draft, revision and account queue once: what is on its way or out already comes back as it stands.
        """
        desk, now = self._desk, self._desk.clock()
        if wall:
            zone = zone or desk.schedule.zone()
            at = desk.schedule.due(wall, zone, at)
        written = desk.drafts.get(draft)
        if written.removed_at is not None:
            raise Fixable("sending.in_trash", id=draft)
        if not accounts:
            raise Fixable("sending.nowhere")
        known = [desk.store.accounts.get(account) for account in dict.fromkeys(accounts)]
        orders = [with_card(desk, order_of(desk, written, account, at or now)) for account in known]
        orders = [replace(order, wall=wall, zone=zone) for order in orders]
        desk.drafts.keep_revision(draft, "sent")
        queued = desk.store.outbox.add(orders, now)
        for delivery in queued:
            desk.announce("deliveries", delivery)
        return tuple(desk.store.outbox.get(delivery) for delivery in queued)

    def concerns(self, draft: str, accounts: tuple[str, ...]) -> tuple[Concern, ...]:
        """Return what would not come out as written: people a network can't be told of, mentions of nobody, pictures.

        Uses the network for direct accounts alone, a few seconds at most; what can't be asked is a concern too.
        """
        found: list[Concern] = []
        for account in map(self._desk.store.accounts.get, accounts):
            if names := self._desk.people.only_named(draft, account.network):
                facts = (("network", network_of(account.network).name), ("names", ", ".join(names)))
                found.append(Concern(account.id, "sending.only_named", facts))
            if ended := self._desk.accounts.ended(account):
                found.append(ended)  # its network need not be asked
            elif account.way is Way.DIRECT:
                text = self._desk.variants.text_for(draft, account.network)
                with suppress(AppError):  # sending will say it better
                    found += self._desk.accounts.channels.of(account).concerns(account, text)
            found += self._foreseen(draft, account)
        return (*found, *self._desk.photos.concerns(draft, accounts))

    def _foreseen(self, draft: str, account: Account) -> tuple[Concern, ...]:
        """Return what a network tells of the parts and pictures themselves: their price, what goes by hand."""
        from app.channels import Foresees  # late: with it come the networks

        channel = self._desk.accounts.channels.of(account)
        if not isinstance(channel, Foresees):
            return ()
        try:
            order = order_of(self._desk, self._desk.drafts.get(draft), account, self._desk.clock())
        except AppError:  # sending will say it better
            return ()
        return channel.foresee(account, order.parts, order.photos)

    def get(self, delivery: str) -> Delivery:
        """Return one delivery, published ones too."""
        return self._desk.store.outbox.get(delivery)

    def cancel(self, deliveries: tuple[str, ...]) -> tuple[str, ...]:
        """Take back what is still `scheduled`; returns the ids that were taken back."""
        return tuple(one for one in deliveries if self._close(one, (State.SCHEDULED,)))

    def send_due(self, stopped: Callable[[], bool] = lambda: False) -> tuple[Delivery, ...]:
        """Send what is due now, on this thread, and return each touched delivery as it ended. Raises for no network.

        `stopped` is asked between two deliveries: what is under way is finished.

        Announces each as it ends. Returns () at once while another process or thread is sending.
        """
        from app.delivery import send_due  # late: with it come the networks
        from app.desk.rules import rules_of

        desk = self._desk

        def ended(delivery: str) -> None:
            self._tell(self.get(delivery))

        rules = rules_of(desk, stopped)
        touched = send_due(desk.store, desk.accounts.channels.of, desk.clock, ended, desk.cards.for_sending, rules)
        return tuple(self.get(delivery) for delivery in touched)

    def next_due(self) -> datetime | None:
        """Return when there is something to send, or an unclear one to look at, next (UTC)."""
        return self._desk.store.outbox.next_due()

    def waiting(self) -> tuple[Delivery, ...]:
        """Return the outbox: everything that is neither published nor taken back, oldest first."""
        return self._desk.store.outbox.waiting()

    def hand_over(self, delivery: str) -> HandOver:
        """Return what the by-hand card of a `handed_over` delivery shows: of a thread, what is not out yet."""
        from app.channels.by_hand import compose_url, prepared

        handed = self._in_state(delivery, (State.HANDED_OVER,))
        out = {part.number for part in self._desk.store.outbox.parts(delivery) if part.state == "done"}
        texts = tuple(part.text for number, part in enumerate(handed.parts) if number not in out)
        photos, folder = handed.photos, self._folder(delivery)
        if photos:
            with suppress(AppError):  # the copies as they are will do
                photos = prepared(handed.account, photos, folder)
        place = network_of(handed.account.network)
        where = str(Path(photos[0].path).parent) if photos else ""
        page = compose_url(handed.account, texts[0])
        return HandOver(handed, texts, page, photos, where, bool(photos) and place.needs_picture)

    def _put_away(self, delivery: str) -> None:
        """Remove the pictures that were laid out for a delivery by hand."""
        folder = self._folder(delivery)
        if folder.exists():
            from app.channels.by_hand import cleared

            cleared(folder)

    def _folder(self, delivery: str) -> Path:
        """Return where the pictures of a delivery by hand are laid out."""
        return self._desk.profile.root / "by_hand" / delivery

    def confirm(self, delivery: str, url: str = "") -> Delivery:
        """The writer says a by-hand post is out: `handed_over` becomes `published` and enters the history."""
        handed = self._in_state(delivery, (State.HANDED_OVER,))
        numbers = range(len(handed.parts))
        self._desk.store.outbox.count_as_out(delivery, numbers, url.strip(), True, self._desk.clock())
        self._put_away(delivery)
        return self._tell(self.get(delivery))

    def put_back(self, delivery: str) -> None:
        """The writer did not finish by hand, or gives a failed one up: the draft is there as before.

        What of a thread is out already enters the history.
        """
        self._in_state(delivery, _GIVEN_UP_FROM)
        if self._close(delivery, _GIVEN_UP_FROM):
            self._desk.announce("history")

    def retry(self, delivery: str) -> Delivery:
        """Try a `failed` or `needs_person` delivery once more, now, under the same key.

        One in doubt is looked for first: it is never sent blindly again.
        """
        asked = self._in_state(delivery, (State.FAILED, State.NEEDS_PERSON))
        state = State.SCHEDULED if self._doubtful_part(delivery) is None else State.UNCERTAIN
        return self._rest(asked, Rest(state))

    def by_hand(self, delivery: str) -> Delivery:
        """Let the writer publish by hand what was to go directly: it becomes `handed_over`, same texts."""
        asked = self._in_state(delivery, (State.FAILED, State.NEEDS_PERSON, State.SCHEDULED))
        return self._rest(asked, Rest(State.HANDED_OVER))

    def settle(self, delivery: str, published: bool) -> Delivery:
        """The writer's answer on an `uncertain` or `needs_person` delivery: it is there, or it is missing (sends anew).

        For a `handed_over` one: published, or put back.
        """
        asked = self._in_state(delivery, (State.UNCERTAIN, State.NEEDS_PERSON, State.HANDED_OVER))
        if asked.state is State.HANDED_OVER:
            if published:
                return self.confirm(delivery)
            self.put_back(delivery)
            return self.get(delivery)
        doubtful = self._doubtful_part(delivery)
        outbox, now = self._desk.store.outbox, self._desk.clock()
        if published:
            whole = doubtful is None or (doubtful == 0 and self._as_one(asked))
            numbers = range(len(asked.parts)) if whole else (doubtful or 0,)
            outbox.count_as_out(delivery, numbers, "", doubtful is None, now)
            if self.get(delivery).state is State.PUBLISHED:
                return self._tell(self.get(delivery))
        elif doubtful is not None:
            outbox.count_as_missing(delivery, doubtful)
        return self._rest(asked, Rest(State.SCHEDULED))

    def _as_one(self, asked: Delivery) -> bool:
        """Tell whether all parts went out with the first one, or none of them did."""
        from app.delivery.attempt import as_one  # late: only for an answer to a doubt

        try:
            return as_one(self._desk.accounts.channels.of(asked.account), asked) is not None
        except Fixable:
            return False

    # ------------------------------------------------------------

    def _in_state(self, delivery: str, states: tuple[State, ...]) -> Delivery:
        found = self.get(delivery)
        if found.state not in states:
            raise Fixable("delivery.wrong_state", id=delivery, state=found.state.value)
        return found

    def _doubtful_part(self, delivery: str) -> int | None:
        parts = self._desk.store.outbox.parts(delivery)
        return next((part.number for part in parts if part.state != "done" and part.unknowns), None)

    def _rest(self, asked: Delivery, rest: Rest) -> Delivery:
        self._desk.store.outbox.rest(asked.id, (asked.state,), rest, self._desk.clock())
        return self._tell(self.get(asked.id))

    def _close(self, delivery: str, states: tuple[State, ...]) -> bool:
        closed = self._desk.store.outbox.close(delivery, states, self._desk.clock())
        if closed:
            self._put_away(delivery)
            self._desk.announce("deliveries", delivery)
        return closed

    def _tell(self, delivery: Delivery) -> Delivery:
        """Announce how a delivery stands, and return it."""
        self._desk.announce("deliveries", delivery.id)
        if delivery.state is State.PUBLISHED:
            self._desk.announce("history")
        return delivery
