# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Threads: text directly, with a token the writer makes in Meta's own pages; pictures by hand.

Meta sends permission back to public https pages only, never to a program, and fetches pictures from public addresses
only, so both go through the writer's hands. A post is made in two steps: a container, which is harmless, and its
publication. Pages read: developers.facebook.com/documentation/threads, publishing, posts, replies, long-lived tokens.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NoReturn
from urllib.parse import urlencode

from app.calls import (
    REFUSED,
    SIGNED_OUT,
    TOO_LONG,
    UNCLEAR,
    Ask,
    Calls,
    base_of,
    by_meta,
    not_listed,
    own_since,
    said,
)
from app.channels import Browser, Lent, Question
from app.channels.threads.reading import ID, id_of, moment, page, parsed, path, reply, whole
from app.errors import AppError, Fixable, OutcomeUnknown, SignInAgain, TryLater
from app.model import Account, Answers, Concern, Delivery, Photo, Reply, SentPart, Way, new_id
from app.networks import network
from app.signin.grants import Grant, read_tokens
from app.text import same_words
from app.wire import Answer, send
from app.wire.bodies import as_form

_NOT_READY = 4279009
"""Meta's detail of "the resource does not exist" just after a container was made: wait (30 seconds, says Meta)."""
_WAIT = timedelta(seconds=30)
_YOUNG = timedelta(days=50)
"""A token with less left is renewed when something is published; one of 60 days may be after its first."""
_WANTED = ("threads_basic", "threads_content_publish")


class Threads:
    """Meta's graph for Threads. Whose token it is, that is the account."""

    network = "threads"
    needs_key = False

    def __init__(self, lent: Lent) -> None:
        """Keep where tokens and the program's key are."""
        self._keys = lent.keys
        self._calls = Calls(self.network, lent.secrets, self.explain, self._renewed)

    def repeatable(self, account: Account, since: timedelta) -> bool:
        """Return False: a second container would be a second post."""
        return False

    def questions(self) -> tuple[Question, ...]:
        """Return the token: made in Meta's pages, since Meta answers no program on a person's own computer."""
        return (Question("token", secret=True),)

    # ------------------------------------------------------------ signing in and out

    def sign_in(self, answers: Mapping[str, str], browser: Browser) -> tuple[Account, str]:
        """Take a pasted token: look at what it allows and until when, lengthen it where the program has a key."""
        place = network(self.network)
        base = base_of(place, answers.get("server", ""))
        token = answers.get("token", "").strip()
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise Fixable("channel.bad_token", network=place.name)
        given = self._longer(base, Grant(token, until=self._until(base, token)))
        who = send("GET", whole(base, "me", fields="id,username"), headers={"Authorization": f"Bearer {given.access}"})
        if not who.ok:
            self._bad_token(who)
        handle, id = who.word("username"), who.word("id")
        account = Account(
            new_id(), self.network, f"@{handle}", Way.DIRECT, handle, base, id, signed_in_until=given.until
        )
        return account, given.secret()

    def _until(self, base: str, token: str) -> datetime | None:
        """Return a token's end as Meta tells it, None where it does not. Raises Fixable("signin.no_scope")."""
        answer = send("GET", whole(base, "debug_token", input_token=token, access_token=token))
        if not answer.ok:
            if self.explain(answer.status, answer.text) == SIGNED_OUT:
                self._bad_token(answer)
            return None
        about = answer.json().get("data")
        if not isinstance(about, dict):
            return None
        scopes = about.get("scopes")
        if isinstance(scopes, list) and (missing := [scope for scope in _WANTED if scope not in scopes]):
            raise Fixable("signin.no_scope", scopes=", ".join(missing))
        return moment(about.get("expires_at"))

    def _longer(self, base: str, given: Grant) -> Grant:
        """Exchange a token of an hour for one of 60 days, if the program has a key; Meta refuses one that is long."""
        try:
            key = self._keys.of(self.network)
        except Fixable:
            return given
        asked = {"grant_type": "th_exchange_token", "client_secret": key.secret, "access_token": given.access}
        answer = send("GET", f"{base}/access_token?{urlencode(asked)}")
        return read_tokens(answer, datetime.now(UTC)) if answer.ok else given

    def _renewed(self, account: Account, grant: Grant) -> Grant:
        """Renew a token of 60 days that is a day old; needs no key."""
        asked = {"grant_type": "th_refresh_token", "access_token": grant.access}
        answer = send("GET", f"{account.server}/refresh_access_token?{urlencode(asked)}")
        if answer.ok:
            return read_tokens(answer, datetime.now(UTC))
        if self.explain(answer.status, answer.text) == UNCLEAR:
            raise TryLater(UNCLEAR, network="Threads", status=answer.status)
        raise SignInAgain(SIGNED_OUT)

    def _bad_token(self, answer: Answer) -> NoReturn:
        """Say that a pasted token is none, unless it is Meta that is in trouble."""
        if self.explain(answer.status, answer.text) in (SIGNED_OUT, REFUSED):
            raise Fixable("channel.bad_token", network="Threads")
        self._calls.refuse(answer)

    def sign_out(self, account: Account) -> None:
        """Do nothing: Meta documents no way to revoke; the writer can in the settings of Threads."""

    # ------------------------------------------------------------ before sending

    def new_key(self, now: datetime) -> str:
        """Return a random key; Threads never hears of it."""
        return new_id()

    def concerns(self, account: Account, text: str) -> tuple[Concern, ...]:
        """Return nothing: what Threads would change can't be asked."""
        return ()

    def foresee(self, account: Account, parts: tuple[str, ...], photos: tuple[Photo, ...]) -> tuple[Concern, ...]:
        """Return that pictures go by hand."""
        return (Concern(account.id, "threads.pictures_by_hand"),) if photos else ()

    def hands_over(self, account: Account, photos: tuple[Photo, ...], now: datetime) -> str:
        """Return why by hand: pictures, or a token past its end."""
        over = account.signed_in_until is not None and account.signed_in_until <= now
        if over:  # it may have been renewed since the account was added
            with suppress(AppError):
                over = self._calls.ended(account, now)
        return "threads.pictures_by_hand" if photos else "channel.sign_in_over" if over else ""

    # ------------------------------------------------------------ publishing

    def publish(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart:
        """Make a container (harmless), then publish it; the container's id travels with a doubt."""
        if delivery.photos:
            raise Fixable("threads.pictures_by_hand")
        self._calls.renew_early(account, _YOUNG)
        post = {"media_type": "TEXT", "text": delivery.parts[part].text}
        if above := previous[-1].remote_id if previous else self._above(account, delivery.option("reply_to")):
            post["reply_to_id"] = above
        made = self._calls.done(account, Ask("POST", path(account.remote_id, "threads"), as_form(post)))
        container = id_of(made)
        id = self._published(account, container)
        return replace(delivery.parts[part], url=self._permalink(account, id), remote_id=id)

    def _published(self, account: Account, container: str) -> str:
        body = as_form({"creation_id": container})
        try:
            answer = self._calls.call(
                account, Ask("POST", path(account.remote_id, "threads_publish"), body, safe=False)
            )
            if not answer.ok and said(answer.text).detail == _NOT_READY:
                raise TryLater("threads.not_ready", at=datetime.now(UTC) + _WAIT)
            return id_of(answer) if answer.ok else self._calls.refuse(answer, account)
        except OutcomeUnknown as error:
            error.facts["container"] = container
            raise

    def _permalink(self, account: Account, id: str) -> str:
        """Return a post's address; the post is out even when this can't be asked."""
        try:
            return page(self._calls.done(account, Ask("GET", path(id, fields="permalink"))).word("permalink"))
        except AppError:
            return ""

    def _above(self, account: Account, address: str) -> str:
        """Return the id of one's own post at an address, "" without one. Others' posts need a permission of their own.

        Raises Fixable("channel.no_post_there").
        """
        if not address:
            return ""
        for post in self._listed(account, "threads", None):
            if post.get("permalink") == address.partition("?")[0].rstrip("/"):
                return str(post.get("id", ""))
        raise Fixable("channel.no_post_there", network="Threads")

    def find(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart | None:
        """Look among one's own posts for the same words since this was due, then ask what became of the container."""
        edge = "replies" if previous or delivery.option("reply_to") else "threads"
        since, others = own_since(delivery), {sent.remote_id for sent in previous}
        for post in self._listed(account, edge, since):
            id, at = str(post.get("id", "")), parsed(post.get("timestamp"))
            same = same_words(str(post.get("text", "")), delivery.parts[part].text)
            if same and ID.fullmatch(id) and id not in others and at and at >= since:
                return replace(delivery.parts[part], url=page(post.get("permalink")), remote_id=id)
        container = dict(delivery.facts).get("container", "")
        if container and self._status(account, container) in ("FINISHED", "ERROR", "EXPIRED"):
            return None
        return not_listed(delivery, self.network)

    def _status(self, account: Account, container: str) -> str:
        return self._calls.done(account, Ask("GET", path(container, fields="status"))).word("status")

    def _listed(self, account: Account, edge: str, since: datetime | None) -> list[dict[str, object]]:
        asked = {"fields": "id,text,timestamp,permalink", "limit": "25"}
        if since:
            asked["since"] = str(int(since.timestamp()))
        rows = self._calls.done(account, Ask("GET", path(f"me/{edge}", **asked))).json().get("data")
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    # ------------------------------------------------------------ afterwards

    def delete(self, account: Account, sent: SentPart) -> None:
        """Delete one post; one that is gone already is fine."""
        answer = self._calls.call(account, Ask("DELETE", path(sent.remote_id)))
        if not answer.ok and answer.status != 404:
            self._calls.refuse(answer, account)

    def answers(self, account: Account, sent: tuple[SentPart, ...]) -> Answers:
        """Return the replies to all parts, and likes and shares where the token may read them."""
        replies: list[Reply] = []
        for part in sent:
            edge = path(f"{part.remote_id}/replies", fields="id,text,username,timestamp,permalink")
            rows = self._calls.done(account, Ask("GET", edge)).json().get("data")
            replies += filter(None, map(reply, rows if isinstance(rows, list) else []))
        own = {part.remote_id for part in sent}
        return Answers(datetime.now(UTC), replies=tuple(reply for reply in replies if reply.id not in own))

    def explain(self, status: int, body: str) -> str:
        """Sort an answer by Meta's number, then by status."""
        if code := by_meta(status, body):
            return code
        words = said(body).words.lower()
        if "link_limit_exceeded" in body.lower():
            return "threads.too_many_links"
        return TOO_LONG if "500 characters" in words or "too long" in words else REFUSED


CHANNEL = Threads
