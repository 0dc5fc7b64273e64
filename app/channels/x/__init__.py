# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""X, directly, with a key somebody pays for: posts, threads, pictures with descriptions, replies, what came back.

X knows no key of ours for a post: after a lost answer the own timeline is read and compared, which costs a little, and
a post that is not listed is the person's to settle. Requests follow X's OpenAPI description 2.167.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import urlencode

from app.calls import (
    DUPLICATE,
    PICTURE_TOO_BIG,
    REFUSED,
    SIGNED_OUT,
    TOO_LONG,
    Ask,
    Calls,
    by_status,
    not_listed,
    own_since,
    said,
)
from app.channels import Browser, Lent, Question
from app.channels.x.permission import Permission
from app.channels.x.pictures import uploaded
from app.channels.x.prices import dollars, price_of
from app.errors import Fixable
from app.model import Account, Answers, Concern, Delivery, Photo, Reply, SentPart, new_id
from app.networks import network
from app.text import same_words
from app.wire import Answer
from app.wire.bodies import as_json

_NUMBER = re.compile(r"\d{1,19}")
_STATUS = re.compile(r"/status(?:es)?/(\d{1,19})")
_MOST_READ = 20
"""Posts looked through when one is in doubt: each costs."""


class X:
    """Version 2 of the interface, for the account that gave permission."""

    network = "x"
    needs_key = True

    def __init__(self, lent: Lent) -> None:
        """Keep where tokens and the program's key are."""
        self._permission = Permission(lent.keys, lent.secrets)
        self._calls = Calls(self.network, lent.secrets, self.explain, self._permission.renewed, self._permission.signed)

    def repeatable(self, account: Account, since: timedelta) -> bool:
        """Return False: X knows no key of ours."""
        return False

    def questions(self) -> tuple[Question, ...]:
        """Return by which protocol the key signs in: 2.0, or 1.0a for an older one."""
        return (Question("protocol", default="2.0"),)

    def sign_in(self, answers: Mapping[str, str], browser: Browser) -> tuple[Account, str]:
        """Ask for permission in the browser, then for the name. OAuth 2 renews itself; OAuth 1.0a has no end."""
        return self._permission.given(answers, browser, self._calls.refuse)

    def sign_out(self, account: Account) -> None:
        """Tell X to forget the permission (OAuth 2; for 1.0a only X's own settings can)."""
        self._permission.taken_back(account)

    # ------------------------------------------------------------ before sending

    def new_key(self, now: datetime) -> str:
        """Return a random key; X never hears of it."""
        return new_id()

    def concerns(self, account: Account, text: str) -> tuple[Concern, ...]:
        """Return nothing: what X would change can't be asked. The price is told by `foresee`."""
        return ()

    def foresee(self, account: Account, parts: tuple[str, ...], photos: tuple[Photo, ...]) -> tuple[Concern, ...]:
        """Return what publishing will cost, the whole thread summed up."""
        return (price_of(account, parts, photos),)

    # ------------------------------------------------------------ publishing

    def publish(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart:
        """Upload the pictures (harmless), then post; later parts reply to the one before."""
        post: dict[str, object] = {"text": delivery.parts[part].text}
        if part == 0 and delivery.photos:
            post["media"] = {"media_ids": self._pictures(account, delivery.photos)}
        above = previous[-1].remote_id if previous else _number_in(delivery.option("reply_to"))
        if above:
            post["reply"] = {"in_reply_to_tweet_id": above}
        answer = self._calls.call(account, Ask("POST", "/2/tweets", as_json(post), safe=False))
        if answer.ok:
            id = answer.word("data", "id")
            return _sent(account, delivery, part, id) if _NUMBER.fullmatch(id) else answer.broken("wire.not_json")
        if self.explain(answer.status, answer.text) == DUPLICATE:
            return self._judge_duplicate(account, delivery, part, previous)
        return self._calls.refuse(answer, account)

    def _pictures(self, account: Account, photos: Sequence[Photo]) -> list[str]:
        rules = network(self.network)
        if len(photos) > rules.images:
            raise Fixable("channel.too_many_pictures", network=rules.name, limit=rules.images)
        return [uploaded(self._calls, account, photo) for photo in photos]

    def _judge_duplicate(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...]
    ) -> SentPart:
        """Say which post the duplicate is of: this delivery's own, whose answer was lost, or an earlier one."""
        for id, text, at in self._timeline(account, None):
            if same_words(text, delivery.parts[part].text) and id not in {sent.remote_id for sent in previous}:
                if at >= own_since(delivery):
                    return _sent(account, delivery, part, id)
                raise Fixable(DUPLICATE, network="X", url=_page(account, id), post=id)
        raise Fixable(DUPLICATE, network="X", url=f"https://x.com/{account.handle}", post="")

    def find(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart | None:
        """Look in the own timeline for the same words, posted since this was due; absence proves nothing yet."""
        others = {sent.remote_id for sent in previous}
        for id, text, at in self._timeline(account, own_since(delivery)):
            if id not in others and at >= own_since(delivery) and same_words(text, delivery.parts[part].text):
                return _sent(account, delivery, part, id)
        return not_listed(delivery, self.network)

    def _timeline(self, account: Account, since: datetime | None) -> list[tuple[str, str, datetime]]:
        """Return id, text as written and moment of own posts, newest first."""
        asked = {"max_results": str(_MOST_READ), "exclude": "retweets", "post.fields": "created_at,entities"}
        if since:
            asked["start_time"] = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        path = f"/2/users/{account.remote_id}/tweets?{urlencode(asked)}"
        answer = self._calls.done(account, Ask("GET", path))
        rows = answer.json().get("data", [])
        return [row for post in (rows if isinstance(rows, list) else []) if (row := _row(post))]

    # ------------------------------------------------------------ afterwards

    def delete(self, account: Account, sent: SentPart) -> None:
        """Delete one post; one that is gone already is fine."""
        answer = self._calls.call(account, Ask("DELETE", f"/2/tweets/{sent.remote_id}"))
        if not answer.ok and answer.status != 404:
            self._calls.refuse(answer, account)

    def answers(self, account: Account, sent: tuple[SentPart, ...]) -> Answers:
        """Return likes and reposts of all parts. Each post read costs, so replies, which cost more, are not read."""
        likes = shares = 0
        for part in sent:
            answer = self._calls.done(account, Ask("GET", f"/2/tweets/{part.remote_id}?post.fields=public_metrics"))
            likes += _count(answer, "like_count")
            shares += _count(answer, "repost_count", "retweet_count") + _count(answer, "quote_count")
        return Answers(datetime.now(UTC), likes, shares, tuple[Reply, ...]())

    def answers_cost(self, account: Account, sent: tuple[SentPart, ...]) -> Concern:
        """Return what reading back costs: each own post."""
        price = network(self.network).reach.price("own_read") * len(sent)
        return Concern(account.id, "x.answers_cost", (("price", dollars(price)),))

    def explain(self, status: int, body: str) -> str:
        """Sort an answer by status and the words of X's problem (403 says several things)."""
        if code := by_status(status):
            return code
        about = said(body)
        words = about.words.lower()
        if "duplicate content" in words:
            return DUPLICATE
        if "too long" in words or about.number == 186:
            return TOO_LONG
        if status == 402 or "credits" in words:
            return "x.no_credit"
        if status == 413 or "file size" in words:
            return PICTURE_TOO_BIG
        if status == 403 and ("permitted" in words or "permission" in words or "suspended" in words):
            return "channel.no_permission"
        return SIGNED_OUT if about.number in (32, 89) else REFUSED


def _count(answer: Answer, *names: str) -> int:
    data = answer.json().get("data")
    metrics = data.get("public_metrics") if isinstance(data, dict) else None
    found = [metrics.get(name) for name in names] if isinstance(metrics, dict) else []
    return next((number for number in found if type(number) is int), 0)


def _row(post: object) -> tuple[str, str, datetime] | None:
    """Read one post of a timeline; None for what can't be read."""
    if not isinstance(post, dict):
        return None
    id, text, at = post.get("id"), post.get("text"), post.get("created_at")
    if not (isinstance(id, str) and _NUMBER.fullmatch(id) and isinstance(text, str) and isinstance(at, str)):
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (id, _as_written(text, post.get("entities")), moment) if moment.tzinfo else None


def _as_written(text: str, entities: object) -> str:
    """Return a post's text with its t.co links as they were written; those X adds for pictures go.

    The text arrives with &, < and > as entities. Links are replaced by what they are, not by their offsets.
    """
    urls = entities.get("urls") if isinstance(entities, dict) else None
    text = unescape(text)
    for link in urls if isinstance(urls, list) else []:
        if not isinstance(link, dict):
            continue
        short, whole = link.get("url"), link.get("expanded_url")
        if isinstance(short, str) and short and isinstance(whole, str):
            text = text.replace(short, "" if "media_key" in link else whole, 1)
    return text


def _number_in(address: str) -> str:
    """Return the post's number in an address of X, "" without one. Raises Fixable("channel.no_post_there")."""
    if not address:
        return ""
    found = _STATUS.search(address)
    if found is None:
        raise Fixable("channel.no_post_there", network="X")
    return found[1]


def _page(account: Account, id: str) -> str:
    return f"https://x.com/{account.handle}/status/{id}"


def _sent(account: Account, delivery: Delivery, part: int, id: str) -> SentPart:
    return replace(delivery.parts[part], url=_page(account, id), remote_id=id)


CHANNEL = X
