# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Mastodon and what speaks its language, on any server: threads, pictures, covering lines, answers, schedules.

Exactly once: Mastodon keeps an Idempotency-Key for an hour and answers a repeat with the first post. Others ignore it
(GoToSocial: each repeat is a new post), so only a server known to be Mastodon is ever asked twice, and only within 55
minutes; else the account's own posts are read and compared by words and time.
"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.calls import Ask
from app.channels import Browser, Lent, Question
from app.channels.mastodon.own import STATUSES, begun, body_of, posted
from app.channels.mastodon.planning import Planning, sent
from app.channels.mastodon.posts import author_of, count, read_reply, read_status
from app.channels.mastodon.server import NAME, Server, address, explain, host_of
from app.errors import Fixable
from app.model import Account, Answers, Concern, Delivery, Reply, SentPart, Way, new_id
from app.signin.grants import Grant
from app.wire import Answer
from app.wire.bodies import as_json

KEPT = timedelta(minutes=55)
"""A key lives for an hour from the first post; five minutes are for clocks and the way."""

_numbers = itertools.count(secrets.randbelow(1 << 16))


class Mastodon(Planning):
    """Mastodon's client interface, spoken to the server the writer named and to no other."""

    network = NAME
    needs_key = False

    def __init__(self, lent: Lent) -> None:
        """Keep tokens where the desk says."""
        self._server = Server(lent.secrets)

    def repeatable(self, account: Account, since: timedelta) -> bool:
        """Return True within 55 minutes on a server known to be Mastodon."""
        return since < KEPT and self._server.known(account)

    def questions(self) -> tuple[Question, ...]:
        """Return the server, and a token made on its page for those who would rather not use the browser."""
        return Question("server"), Question("secret", secret=True)

    # ------------------------------------------------------------ signing in and out

    def sign_in(self, answers: Mapping[str, str], browser: Browser) -> tuple[Account, str]:
        """Get permission in the browser, or take a pasted token; the server says whose it is."""
        server = address(answers.get("server", ""))
        told = self._server.instance(server)
        pasted = answers.get("secret", "").strip()
        grant = Grant(pasted) if pasted else self._server.permission(server, browser)
        who = self._server.who(server, grant.access)
        grant = replace(grant, fields={**grant.fields, "known": told.known})
        handle = "".join(letter for letter in str(who["username"]) if letter.isprintable())[:100]
        name = f"@{handle}@{told.domain or host_of(server)}"
        until = None if grant.refresh else grant.until
        account = Account(new_id(), NAME, name, Way.DIRECT, handle, server, str(who["id"]), signed_in_until=until)
        return account, grant.secret()

    def sign_out(self, account: Account) -> None:
        """Tell the server to forget the token."""
        self._server.forget(account)

    def concerns(self, account: Account, text: str) -> tuple[Concern, ...]:
        """Return nothing: what is written stays as it is."""
        return ()

    # ------------------------------------------------------------ publishing

    def new_key(self, now: datetime) -> str:
        """Return a key that begins with its moment in milliseconds, so that looking knows how far back to go."""
        return f"{int(now.timestamp() * 1000):012x}-{next(_numbers):08x}{secrets.token_hex(8)}"

    def publish(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart:
        """Upload the pictures (harmless), then post under the key."""
        body = as_json(body_of(self._server, account, delivery, part, previous))
        ask = Ask("POST", STATUSES, body, safe=False, headers={"Idempotency-Key": key})
        answer = self._server.call(account, ask)
        if answer.status == 404:  # nothing but the post it answers can be missing
            raise Fixable("mastodon.thread_gone" if previous else "mastodon.reply_gone")
        if not answer.ok:
            self._server.refuse(answer, account)
        return sent(delivery, part, read_status(answer, answer.json()))

    def find(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart | None:
        """Read the account's own posts since the key was made."""
        found = posted(self._server, account, delivery, part, begun(key, delivery))
        return sent(delivery, part, found) if found else None

    def explain(self, status: int, body: str) -> str:
        """Sort an answer by its status and the words in it."""
        return explain(status, body)

    # ------------------------------------------------------------ afterwards

    def delete(self, account: Account, sent: SentPart) -> None:
        """Delete a post; its pictures go with it."""
        if not sent.remote_id:  # the writer said that it is out; where, nobody knows
            raise Fixable("mastodon.unknown_post")
        answer = self._server.call(account, Ask("DELETE", f"{STATUSES}/{sent.remote_id}"))
        if not answer.ok and answer.status != 404:
            self._server.refuse(answer, account)

    def answers(self, account: Account, sent: tuple[SentPart, ...]) -> Answers:
        """Count favourites and boosts of every part, and read what others wrote below the first one."""
        if not all(part.remote_id for part in sent):
            raise Fixable("mastodon.unknown_post")
        likes = shares = 0
        for part in sent:
            told = self._server.done(account, Ask("GET", f"{STATUSES}/{part.remote_id}")).json()
            likes, shares = likes + count(told, "favourites_count"), shares + count(told, "reblogs_count")
        below = self._server.done(account, Ask("GET", f"{STATUSES}/{sent[0].remote_id}/context"))
        return Answers(datetime.now(UTC), likes, shares, _replies(below, account))


def _replies(below: Answer, account: Account) -> tuple[Reply, ...]:
    """Return what others wrote below a post, oldest first."""
    found = below.json().get("descendants")
    if not isinstance(found, list):
        below.broken("wire.not_json")
    others = (row for row in found if isinstance(row, dict) and author_of(row) != account.remote_id)
    return tuple(sorted((read_reply(below, row) for row in others), key=lambda reply: reply.at))


CHANNEL = Mastodon
