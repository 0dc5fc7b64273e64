# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Posts that wait at a Mastodon server until their time, so that the computer may be shut.

No key protects here (facts/reliability.md 2): a request in doubt is looked for in the server's list, never repeated.
An old server may post at once what is too near; its answer is a post then, kept as a schedule that went out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from app.calls import Ask
from app.channels.mastodon.own import SOON, STATUSES, begun, body_of, moment_of, posted
from app.channels.mastodon.posts import Status, comparable, id_of, moment, read_status, rows
from app.channels.mastodon.server import Server
from app.errors import Fixable, TryLater
from app.model import Account, Delivery, SentPart
from app.wire import Answer
from app.wire.bodies import as_json

SCHEDULED = "/api/v1/scheduled_statuses"
_OUT = "posted."
"""What an id begins with that is no schedule but the post an old server made at once."""
_SLOW = timedelta(minutes=10)
"""How long after its time a post may still be on its way from the list of schedules to the posts."""
_FAR = timedelta(days=365)


class Planning:
    """The part of the channel that leaves posts with the server."""

    _server: Server

    def holds(self, account: Account, delivery: Delivery, now: datetime) -> bool:
        """Tell whether the server takes it now: Mastodon itself, one part, six minutes to one year ahead.

        At most 25 a day and 300 in all are the server's to count: it says so when asked for one more.
        """
        near, far = now + SOON, now + _FAR
        return len(delivery.parts) == 1 and near <= delivery.at <= far and self._server.known(account)

    def schedule(self, account: Account, delivery: Delivery, key: str) -> str:
        """Hand the post over and return the id of its schedule. Raises as `publish` does."""
        body = body_of(self._server, account, delivery, 0, ()) | {"scheduled_at": moment_of(delivery.at)}
        answer = self._server.done(account, Ask("POST", STATUSES, as_json(body), safe=False))
        told = answer.json()
        found = id_of(answer, told.get("id"))
        return found if isinstance(told.get("params"), dict) else f"{_OUT}{found}"

    def find_scheduled(self, account: Account, delivery: Delivery, key: str) -> str | None:
        """Look through the schedules, then through the posts: it may have gone out at once."""
        answer = self._server.done(account, Ask("GET", f"{SCHEDULED}?limit=40"))
        for row in rows(answer):
            told = row.get("params")
            text = told.get("text") or told.get("status") if isinstance(told, dict) else None
            same = isinstance(text, str) and comparable(text) == comparable(delivery.parts[0].text)
            if same and abs(moment(row.get("scheduled_at")) - delivery.at) < timedelta(minutes=1):
                return id_of(answer, row.get("id"))
        out = posted(self._server, account, delivery, 0, begun(key, delivery))
        return f"{_OUT}{out.id}" if out else None

    def reschedule(self, account: Account, held: str, at: datetime) -> None:
        """Move a schedule; the server refuses a time that is too near."""
        answer = self._held(account, held, Ask("PUT", f"{SCHEDULED}/{held}", as_json({"scheduled_at": moment_of(at)})))
        if not answer.ok:
            self._server.refuse(answer, account)

    def unschedule(self, account: Account, held: str) -> None:
        """Take a schedule back."""
        answer = self._held(account, held, Ask("DELETE", f"{SCHEDULED}/{held}"))
        if not answer.ok:
            self._server.refuse(answer, account)

    def went_out(self, account: Account, held: str, delivery: Delivery) -> SentPart | None:
        """Return the post it became; the server gives posts new ids, so it is known by its words and time."""
        if held.startswith(_OUT):
            return self._at_once(account, held.removeprefix(_OUT), delivery)
        answer = self._server.call(account, Ask("GET", f"{SCHEDULED}/{held}"))
        if answer.ok:
            return None
        if answer.status != 404:
            self._server.refuse(answer, account)
        out = posted(self._server, account, delivery, 0, delivery.at - timedelta(minutes=5))
        if out:
            return sent(delivery, 0, out)
        if _server_time(answer) < delivery.at + _SLOW:
            raise TryLater("delivery.looking")
        raise Fixable("schedule.gone")

    def _at_once(self, account: Account, status: str, delivery: Delivery) -> SentPart:
        answer = self._server.call(account, Ask("GET", f"{STATUSES}/{status}"))
        if answer.status == 404:
            raise Fixable("schedule.gone")
        if not answer.ok:
            self._server.refuse(answer, account)
        return sent(delivery, 0, read_status(answer, answer.json()))

    def _held(self, account: Account, held: str, ask: Ask) -> Answer:
        """Ask about a schedule. Raises Fixable("schedule.gone") when the server has it no more."""
        if held.startswith(_OUT):
            raise Fixable("schedule.gone")
        answer = self._server.call(account, ask)
        if answer.status == 404:
            raise Fixable("schedule.gone")
        return answer


def sent(delivery: Delivery, part: int, status: Status) -> SentPart:
    """Return a part as the server has it."""
    return replace(delivery.parts[part], url=status.url, remote_id=status.id)


def _server_time(answer: Answer) -> datetime:
    """Return the server's own time, or ours where it does not tell."""
    try:
        found = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return datetime.now(UTC)
    return found.astimezone(UTC)
