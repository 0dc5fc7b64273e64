# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""LinkedIn, directly, for a person's own profile: text, one or many pictures, a link's card, comments as thread parts.

A plain app may publish and may not read back (r_member_social is closed), so a doubt is the person's to settle. An
answer that says "duplicate" names a post: after an attempt in doubt it is that one, else an earlier one (or, for a day
or two after a deletion, one that is gone), so the fact travels with the error and app/delivery judges.
Pages read: learn.microsoft.com/linkedin, posts, images, comments, little text, authorization code flow (and native).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import quote

from app.calls import (
    DUPLICATE,
    PICTURE_TOO_BIG,
    REFUSED,
    TOO_LONG,
    Ask,
    Calls,
    base_of,
    by_status,
    page_of,
)
from app.channels import Browser, Lent, Question
from app.errors import Fixable, OutcomeUnknown
from app.model import Account, Concern, Delivery, Photo, SentPart, Way, new_id
from app.networks import network
from app.photos import fit, kind_of
from app.signin import oauth2
from app.text import escape_little_text
from app.wire import Answer, send
from app.wire.bodies import Body, as_json

_URN = re.compile(r"urn:li:(?:share|ugcPost|activity):\d{1,19}")
_PROFILE = "https://www.linkedin.com"


class LinkedIn:
    """The versioned REST interface, for members only: pages of companies need an app that LinkedIn reviews."""

    network = "linkedin"
    needs_key = True

    def __init__(self, lent: Lent) -> None:
        """Keep where tokens and the program's key are."""
        self._keys = lent.keys
        self._calls = Calls(self.network, lent.secrets, self.explain)

    def repeatable(self, account: Account, since: timedelta) -> bool:
        """Return False: LinkedIn knows no key of ours."""
        return False

    def questions(self) -> tuple[Question, ...]:
        """Return nothing: the browser asks."""
        return ()

    # ------------------------------------------------------------ signing in and out

    def sign_in(self, answers: Mapping[str, str], browser: Browser) -> tuple[Account, str]:
        """Ask for permission in the browser, then for the name. The sign-in lasts 60 days and can't be renewed.

        Without a secret the key must be one that LinkedIn has switched PKCE on for.
        """
        place = network(self.network)
        base = base_of(place, answers.get("server", ""))
        given = oauth2.grant(self._client(base), browser)
        who = send("GET", f"{base}/v2/userinfo", headers={"Authorization": f"Bearer {given.access}"})
        if not who.ok:
            self._calls.refuse(who)
        name = who.word("name")
        account = Account(
            new_id(),
            self.network,
            name,
            Way.DIRECT,
            server=base,
            remote_id=f"urn:li:person:{who.word('sub')}",
            signed_in_until=given.until,
        )
        return account, given.secret()

    def sign_out(self, account: Account) -> None:
        """Do nothing: LinkedIn documents no way to revoke; the writer can in LinkedIn's own settings."""

    def _client(self, base: str) -> oauth2.Client:
        place, key = network(self.network), self._keys.of(self.network)
        door = place.reach.authorise if key.secret else place.reach.authorise_public
        return oauth2.Client(
            key.id,
            key.secret,
            page_of(place, base, door),
            page_of(place, base, place.reach.token),
            place.scopes,
            port=place.reach.port if key.secret else 0,
            pkce=not key.secret,
        )

    def hands_over(self, account: Account, photos: tuple[Photo, ...], now: datetime) -> str:
        """Return why by hand: the 60 days are over."""
        over = account.signed_in_until is not None and account.signed_in_until <= now
        return "channel.sign_in_over" if over else ""

    # ------------------------------------------------------------ publishing

    def new_key(self, now: datetime) -> str:
        """Return a random key; LinkedIn never hears of it."""
        return new_id()

    def concerns(self, account: Account, text: str) -> tuple[Concern, ...]:
        """Return nothing: what LinkedIn would change can't be asked."""
        return ()

    def publish(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart:
        """Publish the first part as a post, each later one as a comment on it."""
        if part:
            return self._comment(account, delivery, part, previous)
        content = self._content(account, delivery)  # harmless: nothing of it is public yet
        post: dict[str, object] = {
            "author": account.remote_id,
            "commentary": escape_little_text(delivery.parts[0].text),
            "visibility": (delivery.option("visibility") or "public").upper(),
            "distribution": {
                "feedDistribution": "MAIN_FEED",
                "targetEntities": [],
                "thirdPartyDistributionChannels": [],
            },
            "lifecycleState": "PUBLISHED",
            "isReshareDisabledByAuthor": False,
        }
        if content:
            post["content"] = content
        answer = self._calls.call(account, self._ask("POST", "/rest/posts", as_json(post), safe=False))
        return _sent(delivery, 0, self._urn_of(account, answer))

    def _comment(self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...]) -> SentPart:
        """Comment on one's own post. A comment is no little text."""
        post = previous[0].remote_id
        body = {"actor": account.remote_id, "object": post, "message": {"text": delivery.parts[part].text}}
        path = f"/rest/socialActions/{quote(post, safe='')}/comments"
        answer = self._calls.done(account, self._ask("POST", path, as_json(body), safe=False))
        number = answer.headers.get("x-restli-id", "")
        if not number:
            number = answer.word("commentUrn")
        comment = number if number.startswith("urn:") else f"urn:li:comment:({post},{number})"
        return replace(delivery.parts[part], url=_page(post), remote_id=comment[:200])

    def _urn_of(self, account: Account, answer: Answer) -> str:
        """Return the new post's URN. A duplicate raises Fixable with the address and the URN of the other post."""
        if answer.ok:
            urn = answer.headers.get("x-restli-id", "")
            if not _URN.fullmatch(urn):
                answer.broken("wire.not_json")
            return urn
        if self.explain(answer.status, answer.text) != DUPLICATE:
            self._calls.refuse(answer, account)
        found = _URN.search(answer.text)
        urn = found[0] if found else ""
        raise Fixable(DUPLICATE, network="LinkedIn", url=_page(urn) if urn else _PROFILE, post=urn)

    def find(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart | None:
        """Refuse to guess: a plain app can't read posts back, so the person is asked."""
        raise OutcomeUnknown("channel.not_listed", network="LinkedIn")

    def delete(self, account: Account, sent: SentPart) -> None:
        """Delete a post, or a comment on it; LinkedIn answers 204 for one that is gone already."""
        comment = re.fullmatch(r"urn:li:comment:\((urn:li:\w+:\d+),(\d+)\)", sent.remote_id)
        path = f"/rest/posts/{quote(sent.remote_id, safe='')}"
        if comment:
            actor = quote(account.remote_id, safe="")
            path = f"/rest/socialActions/{quote(comment[1], safe='')}/comments/{comment[2]}?actor={actor}"
        answer = self._calls.call(account, self._ask("DELETE", path, None, safe=True, method="DELETE"))
        if not answer.ok and answer.status != 404:
            self._calls.refuse(answer, account)

    def explain(self, status: int, body: str) -> str:
        """Sort an answer by status and LinkedIn's code (403 without a permission, 426 for a version that is gone)."""
        if code := by_status(status):
            return code
        if "DUPLICATE_POST" in body:
            return DUPLICATE
        if "FIELD_ARRAY_SIZE_TOO_HIGH" in body or "FIELD_LENGTH_TOO_LONG" in body or "maxLength" in body:
            return TOO_LONG
        if status == 413:
            return PICTURE_TOO_BIG
        if status == 426:
            return "linkedin.too_old"
        return "channel.no_permission" if status == 403 else REFUSED

    # ------------------------------------------------------------ pictures and cards

    def _content(self, account: Account, delivery: Delivery) -> dict[str, object]:
        """Upload what goes with a post and return its `content`; pictures win over a card."""
        rules = network(self.network)
        if len(delivery.photos) > rules.images:
            raise Fixable("channel.too_many_pictures", network=rules.name, limit=rules.images)
        if delivery.photos:
            images = [{"id": self._uploaded(account, photo, 0), "altText": photo.alt} for photo in delivery.photos]
            return {"media": images[0]} if len(images) == 1 else {"multiImage": {"images": images}}
        if not delivery.card:
            return {}
        card = delivery.card
        article: dict[str, object] = {
            "source": card.url,
            "title": card.title or card.url,
            "description": card.description,
        }
        if card.picture:
            with suppress(Fixable):  # the card is as good without
                article["thumbnail"] = self._uploaded(account, card.picture, rules.card_bytes)
        return {"article": article}

    def _uploaded(self, account: Account, photo: Photo, most: int) -> str:
        """Upload a picture and return its URN. No page of LinkedIn's asks to wait for it before the post."""
        rules = network(self.network)
        content = fit(photo, most or rules.image_bytes, rules.image_pixels)
        wish = as_json({"initializeUploadRequest": {"owner": account.remote_id}})
        answer = self._calls.done(account, self._ask("POST", "/rest/images?action=initializeUpload", wish, safe=True))
        where, urn = answer.word("value", "uploadUrl"), answer.word("value", "image")
        put = Ask("PUT", where, Body(kind_of(content), content), upload=True)
        self._calls.done(account, put)
        return urn

    def _ask(self, verb: str, path: str, body: Body | None, safe: bool, method: str = "") -> Ask:
        headers = {"LinkedIn-Version": network(self.network).reach.version, "X-Restli-Protocol-Version": "2.0.0"}
        if method:
            headers["X-RestLi-Method"] = method
        return Ask(verb, path, body, safe, headers)


def _page(urn: str) -> str:
    return f"{_PROFILE}/feed/update/{urn}/"


def _sent(delivery: Delivery, part: int, urn: str) -> SentPart:
    return replace(delivery.parts[part], url=_page(urn), remote_id=urn)


CHANNEL = LinkedIn
