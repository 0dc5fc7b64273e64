# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Bluesky, directly, on any server: permission or app password, threads as one; a repeat never makes a second post.

Exactly once: the record key (a TID) is chosen before the first attempt and everything in the record follows from what
was frozen, so `putRecord` with `swapRecord: null` writes it, finds it unchanged, or refuses (facts: a repeat answers
200 with the same cid and no commit; other content under the key answers 400 InvalidSwap).
"""

from __future__ import annotations

import itertools
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.channels import Browser, Lent, Question
from app.channels.bluesky.bound import is_grant
from app.channels.bluesky.cids import cid_of
from app.channels.bluesky.conversation import after, answers, record_at
from app.channels.bluesky.records import GATE, POST, Record, Records, later_key, tid
from app.channels.bluesky.server import Call, Server, address, error_of, explain
from app.channels.bluesky.sessions import expires, read_kept, read_session
from app.errors import AppError, Fixable, OutcomeUnknown, TryLater
from app.model import Account, Answers, Concern, Delivery, SentPart, Way, new_id
from app.text import bluesky_facets
from app.wire import Answer, Limits

MOST_WRITES = 200
"""Records in one write, all or nothing (com.atproto.repo.applyWrites)."""
_MILLISECOND = 1000
_LOOKING = 4.0
"""Seconds for all mentions of a text before it is sent: a person is waiting."""
_clock_ids = itertools.count(secrets.randbelow(1024))
_latest = [0]


class Bluesky:
    """The AT protocol's repository calls, spoken to the server the writer named and to no other."""

    network = "bluesky"
    needs_key = False

    def __init__(self, lent: Lent) -> None:
        """Keep tokens where the desk says."""
        self._server = Server(lent.secrets)

    def repeatable(self, account: Account, since: timedelta) -> bool:
        """Return True: the key is the record key, and a record is there once."""
        return True

    def questions(self) -> tuple[Question, ...]:
        """Return server, handle and app password."""
        return Question("server", default="https://bsky.social"), Question("handle"), Question("secret", secret=True)

    # ------------------------------------------------------------ signing in and out

    def sign_in(self, answers: Mapping[str, str], browser: Browser) -> tuple[Account, str]:
        """Open a session: with the app password that was given, without one by permission in the browser.

        The account's end is that of its session; with an app password it has none.
        """
        server = address(answers.get("server", "") or self.questions()[0].default)
        password = answers.get("secret", "")
        if not password:
            from app.channels.bluesky.permission import sign_in  # late: only for a new account

            return sign_in(server, answers, browser, datetime.now(UTC))
        handle = answers.get("handle", "").strip().lstrip("@")
        answer = self._server.open_session(server, handle, password)
        session = read_session(answer, password)
        handle, did = answer.word("handle"), answer.word("did")
        until = None if session.password else expires(session.refresh)
        account = Account(new_id(), self.network, f"@{handle}", Way.DIRECT, handle, server, did, signed_in_until=until)
        return account, session.secret()

    def sign_out(self, account: Account) -> None:
        """Tell the server to forget the session, or give the permission back."""
        self._server.sign_out(account)

    def ends(self, secret: str) -> datetime | None:
        """Return the end of a session opened with the account's own password; each use moves it 90 days ahead."""
        if is_grant(secret):
            return None  # two weeks from the permission, whatever is renewed
        session = read_kept(secret)
        return None if session.password else expires(session.refresh)

    # ------------------------------------------------------------ publishing

    def new_key(self, now: datetime) -> str:
        """Return a TID: microseconds since 1970 and ten bits, sortable as text.

        Keys of one process lie a millisecond apart at least, so that the parts of a thread also differ in createdAt;
        the ten bits differ too, so that two threads at the same moment can't get the same key.
        """
        _latest[0] = max(int(now.timestamp() * 1_000_000), _latest[0] + _MILLISECOND)
        number = _latest[0] << 10 | next(_clock_ids) % 1024
        return tid(number)

    def publish(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart:
        """Upload the pictures (harmless), then put the record under its key; who may answer goes in the same write."""
        records = Records(self._server, account, delivery)
        reply = after(self._server, account, previous, delivery.option("reply_to"))
        record, plain = records.post(part, key, reply)
        gate = records.gate(key) if part == 0 else None
        if gate:
            self._write(account, delivery, [(POST, key, record), (GATE, key, gate)])
            return _sent(account, delivery, part, key, plain)
        body = {"repo": account.remote_id, "collection": POST, "rkey": key, "record": record, "swapRecord": None}
        answer = self._server.signed(account, Call("com.atproto.repo.putRecord", body, safe=False))
        if answer.ok:
            answer.word("uri")
            return _sent(account, delivery, part, key, plain)
        if error_of(answer.text)[0] == "InvalidSwap":  # the key is ours alone, so what stands there is this post
            found = self.find(account, delivery, part, previous, key)
            if found:
                return replace(found, plain=plain)
        return self._server.refuse(answer, account)

    def find(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart | None:
        """Read the record back by its key."""
        answer = record_at(self._server, account, account.remote_id, key)
        if answer.ok:
            answer.word("uri")
            return _sent(account, delivery, part, key)
        if error_of(answer.text)[0] == "RecordNotFound":
            return None
        raise OutcomeUnknown("bluesky.unclear", status=answer.status)

    def explain(self, status: int, body: str) -> str:
        """Sort an answer by its status and the error name in it."""
        return explain(status, body)

    # ------------------------------------------------------------ a thread as one

    def whole(self, account: Account, delivery: Delivery) -> bool:
        """Tell whether all parts fit in one write."""
        return 1 < len(delivery.parts) < MOST_WRITES

    def publish_all(self, account: Account, delivery: Delivery, key: str) -> tuple[SentPart, ...]:
        """Write all parts at once or none: each names the one before by the address it will have.

        A repeat finds the first key taken, is refused as a whole, and so is known to have happened.
        """
        records = Records(self._server, account, delivery)
        reply = after(self._server, account, (), delivery.option("reply_to"))
        writes: list[tuple[str, str, Record]] = []
        sent: list[SentPart] = []
        for part in range(len(delivery.parts)):
            own_key = later_key(key, part)
            record, plain = records.post(part, own_key, reply)
            here = {"uri": f"at://{account.remote_id}/{POST}/{own_key}", "cid": _address_of(record)}
            reply = {"root": reply["root"] if reply else here, "parent": here}
            writes.append((POST, own_key, record))
            sent.append(_sent(account, delivery, part, own_key, plain))
        gate = records.gate(key)
        created = self._write(account, delivery, [*writes, (GATE, key, gate)] if gate else writes)
        if created or self.find(account, delivery, len(sent) - 1, (), writes[-1][1]):
            return tuple(sent)
        return tuple(sent[:1])  # a thread begun part by part

    def _write(self, account: Account, delivery: Delivery, writes: list[tuple[str, str, Record]]) -> bool:
        """Create records together; False if they were refused because the first stands already."""
        create = "com.atproto.repo.applyWrites#create"
        listed = [{"$type": create, "collection": kind, "rkey": key, "value": value} for kind, key, value in writes]
        body = {"repo": account.remote_id, "writes": listed}
        answer = self._server.signed(account, Call("com.atproto.repo.applyWrites", body, safe=False))
        if answer.ok:
            answer.json()
            return True
        if explain(answer.status, answer.text) in ("bluesky.unclear", "bluesky.refused"):
            with suppress(OutcomeUnknown, TryLater):  # what the look did not tell, the answer says
                if self.find(account, delivery, 0, (), writes[0][1]):
                    return False
        return self._server.refuse(answer, account)

    # ------------------------------------------------------------ afterwards

    def delete(self, account: Account, sent: SentPart) -> None:
        """Delete one own post, and what said who may answer it; both are fine when they are gone already."""
        repo, _, key = (*sent.remote_id.removeprefix("at://").split("/"), "", "", "")[:3]
        if repo != account.remote_id or not key:
            raise Fixable("channel.no_post_there", network="Bluesky")
        for kind in (POST, GATE):
            body = {"repo": repo, "collection": kind, "rkey": key}
            self._server.done(account, Call("com.atproto.repo.deleteRecord", body))

    def answers(self, account: Account, sent: tuple[SentPart, ...]) -> Answers:
        """Return likes, shares and replies, as the network's own count tells them to this account."""
        return answers(self._server, account, sent, datetime.now(UTC))

    # ------------------------------------------------------------ before sending

    def concerns(self, account: Account, text: str) -> tuple[Concern, ...]:
        """Look every mention up: those of nobody, and those that could not be looked up in time."""
        nobody, unasked = list[str](), list[str]()
        end = time.monotonic() + _LOOKING
        for handle in dict.fromkeys(facet.value for facet in bluesky_facets(text) if facet.kind == "mention"):
            left = end - time.monotonic()
            try:
                answer = (
                    self._resolve(account, handle, Limits(connect=left, read=left, total=left)) if left > 0 else None
                )
            except AppError:
                answer = None
            if answer is None or not (answer.ok or answer.status == 400):
                unasked.append(f"@{handle}")
            elif not answer.ok:
                nobody.append(f"@{handle}")
        said = (("bluesky.nobody", nobody), ("bluesky.not_looked_up", unasked))
        return tuple(Concern(account.id, code, (("handles", ", ".join(names)),)) for code, names in said if names)

    def _resolve(self, account: Account, handle: str, limits: Limits | None = None) -> Answer:
        return self._server.get(account.server, "com.atproto.identity.resolveHandle", limits, handle=handle.lower())


def _address_of(record: Record) -> str:
    """Return the CID a record will have. Raises TryLater for one that holds what no record can."""
    try:
        return cid_of(record)
    except ValueError as error:
        raise TryLater("wire.not_json") from error


def _sent(account: Account, delivery: Delivery, part: int, key: str, plain: tuple[str, ...] = ()) -> SentPart:
    url = f"https://bsky.app/profile/{account.handle}/post/{key}"
    uri = f"at://{account.remote_id}/{POST}/{key}"
    return replace(delivery.parts[part], url=url, remote_id=uri, plain=plain)


CHANNEL = Bluesky
