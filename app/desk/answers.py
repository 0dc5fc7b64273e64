# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for what comes back to a post: likes and replies, answering them, deleting a post from its network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.channels import AsksMoney, Deletes, Reads
from app.errors import AppError, Fixable
from app.model import Answers, Concern, Delivery, Draft, Facts, Kind, Reply, SentPart, Way, new_id
from app.wording import t

if TYPE_CHECKING:
    from app.desk import Desk

FRESH = timedelta(hours=1)
"""So long answers are not asked for again by themselves."""
RECENT = timedelta(days=14)
"""So long after a post its answers are looked for by themselves."""
MOST = 10


@dataclass(frozen=True, slots=True)
class Came:
    """What is known of one delivery. `reads`, `deletes`: what its network lets Mummo do; `code` why not just now.

    `cost`: what asking costs at a network that wants money for it; it is asked only when the writer says so.
    """

    delivery: str
    reads: bool
    deletes: bool
    answers: Answers | None = None
    code: str = ""
    facts: Facts = ()
    cost: Concern | None = None


class AnswerDesk:
    """What the history may ask. Unknown ids raise Fixable("delivery.unknown_id")."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def of(self, post: str) -> tuple[Came, ...]:
        """Return what is known of each delivery of a post; asks no network."""
        deliveries = [one for one in self._desk.history.get(post).deliveries if one.delivery]
        return tuple(self._known(one.delivery, one.deleted_at is not None) for one in deliveries)

    def fetch(self, post: str, paid: bool = False) -> tuple[Came, ...]:
        """Ask the networks of a post what came back, keep it and return it; one that can't tell says why.

        Those that want money are asked only with `paid`.
        """
        return tuple(self._fetched(one) if one.reads and (paid or one.cost is None) else one for one in self.of(post))

    def fetch_calmly(self) -> int:
        """Ask for the newest posts, if the writer wants that: at most ten, each once an hour; return how many."""
        desk, asked = self._desk, 0
        if not desk.settings["fetch_answers"]:
            return 0
        now = desk.clock()
        for delivery in desk.store.answers.recent(now - RECENT, MOST):
            if not desk.store.answers.asked_since(delivery, now - FRESH):
                came = self._known(delivery, False)
                asked += int(came.reads and came.cost is None and not self._fetched(came).code)
        return asked

    def delete(self, delivery: str) -> None:
        """Delete what is out of a delivery from its network, the last part first; the history keeps the text.

        Raises Fixable("answers.cannot_delete"), SignInAgain or TryLater; what is gone by then stays gone, and another
        call goes on from there.
        """
        desk, sent = self._desk, self._desk.sending.get(delivery)
        channel = desk.accounts.channels.of(sent.account)
        if sent.account.way is not Way.DIRECT or not isinstance(channel, Deletes):
            raise Fixable("answers.cannot_delete", network=sent.account.network)
        for number, part in reversed(tuple(enumerate(sent.parts))):
            if part.remote_id:
                channel.delete(sent.account, part)
                desk.store.answers.part_deleted(delivery, number)
        desk.store.answers.deleted(delivery, desk.clock())
        desk.announce("history", delivery)

    def reply(self, delivery: str, reply: str) -> Draft:
        """Make a draft that answers somebody's reply, for the account the post went out by."""
        desk, sent = self._desk, self._desk.sending.get(delivery)
        found = self._reply(delivery, reply)
        handle = f"@{found.handle.lstrip('@')} " if found.handle and sent.account.network == "mastodon" else ""
        draft = Draft(
            new_id(), handle, desk.clock(), kind=Kind.REPLY, kind_chosen=True, to=(sent.account.id,), cursor=len(handle)
        )
        desk.store.drafts.add(draft)
        if any(one.name == "reply_to" for one in desk.options.declared(sent.account.network)) and found.url:
            desk.options.choose(draft.id, sent.account.network, "reply_to", found.url)
        desk.announce("drafts", draft.id)
        return draft

    # ------------------------------------------------------------

    def _known(self, delivery: str, deleted: bool) -> Came:
        sent = self._desk.sending.get(delivery)
        reads = deletes = False
        cost = None
        if sent.account.way is Way.DIRECT and not deleted and any(part.remote_id for part in sent.parts):
            channel = self._desk.accounts.channels.of(sent.account)
            reads, deletes = isinstance(channel, Reads), isinstance(channel, Deletes)
            cost = channel.answers_cost(sent.account, _out(sent)) if isinstance(channel, AsksMoney) else None
        return Came(delivery, reads, deletes, self._desk.store.answers.of(delivery), cost=cost)

    def _fetched(self, known: Came) -> Came:
        desk, sent = self._desk, self._desk.sending.get(known.delivery)
        channel = desk.accounts.channels.of(sent.account)
        if not isinstance(channel, Reads):
            return known
        try:
            answers = channel.answers(sent.account, _out(sent))
        except AppError as error:
            facts = tuple((name, str(value)) for name, value in error.facts.items())
            return replace(known, code=error.code, facts=facts)
        desk.store.answers.put(known.delivery, answers)
        desk.announce("answers", known.delivery)
        return replace(known, answers=answers)

    def _reply(self, delivery: str, reply: str) -> Reply:
        answers = self._desk.store.answers.of(delivery)
        for one in answers.replies if answers is not None else ():
            if one.id == reply:
                return one
        raise Fixable("answers.no_such_reply", id=reply[:40])


def _out(sent: Delivery) -> tuple[SentPart, ...]:
    return tuple(part for part in sent.parts if part.remote_id)


def told(answers: Answers) -> str:
    """Return likes, shares and replies in a few words; what a network does not tell is left out."""
    counts = (("likes", answers.likes), ("shares", answers.shares), ("replies", len(answers.replies)))
    return ", ".join(t(f"answers.{name}", n=count) for name, count in counts if count is not None)
