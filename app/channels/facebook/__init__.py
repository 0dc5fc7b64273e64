# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Facebook: a Page directly, with pictures and scheduled posts; a personal profile by hand, no API reaches one.

A doubt is settled by reading the Page's own posts. Pages read: developers.facebook.com/docs/pages-api/posts and
docs/graph-api/reference: page/feed, page/photos, page-post, page/scheduled_posts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from app.calls import DUPLICATE, PICTURE_TOO_BIG, REFUSED, TOO_LONG, Ask, Calls, by_meta, not_listed, own_since, said
from app.channels import Browser, Lent, Question
from app.channels.facebook.pages import Pages
from app.channels.facebook.posts import GONE, Posts
from app.channels.facebook.wire import id_of, listed, moment, path
from app.errors import Fixable
from app.model import Account, Concern, Delivery, SentPart, new_id
from app.text import same_words

_FIELDS = "id,message,created_time,permalink_url"


class Facebook(Posts):
    """Meta's graph, for one Page that the writer may post as."""

    network = "facebook"
    needs_key = True

    def __init__(self, lent: Lent) -> None:
        """Keep where tokens and the program's key are."""
        super().__init__(Calls(self.network, lent.secrets, self.explain))
        self._pages = Pages(lent.keys, self._calls, self.explain)

    def repeatable(self, account: Account, since: timedelta) -> bool:
        """Return False: Facebook knows no key of ours."""
        return False

    def questions(self) -> tuple[Question, ...]:
        """Return the token, made in Meta's own pages, and which Page ("" when there is only one)."""
        return Question("token", secret=True), Question("page", default="-")

    def sign_in(self, answers: Mapping[str, str], browser: Browser) -> tuple[Account, str]:
        """Turn a pasted token of the writer into that of the Page they choose; it is the Page's that is kept."""
        return self._pages.sign_in(answers)

    def sign_out(self, account: Account) -> None:
        """Do nothing: a Page's token can only be taken back in Facebook's own settings."""

    # ------------------------------------------------------------ publishing

    def new_key(self, now: datetime) -> str:
        """Return a random key; Facebook never hears of it."""
        return new_id()

    def concerns(self, account: Account, text: str) -> tuple[Concern, ...]:
        """Return nothing: what Facebook would change can't be asked."""
        return ()

    def publish(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart:
        """Upload the pictures unpublished (harmless), then post."""
        answer = self._posted(account, delivery, {})
        if answer.ok:
            return self._sent(account, delivery, id_of(answer))
        if self.explain(answer.status, answer.text) == DUPLICATE:
            found = self._look(account, delivery, "published_posts", None)
            if found and found[1] >= own_since(delivery):
                return found[0]
            url, post = (found[0].url, found[0].remote_id) if found else ("https://www.facebook.com/", "")
            raise Fixable(DUPLICATE, network="Facebook", url=url, post=post)
        return self._calls.refuse(answer, account)

    def find(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart | None:
        """Look among the Page's own posts for the same words since this was due; absence proves nothing yet."""
        found = self._look(account, delivery, "published_posts", own_since(delivery))
        if found and found[1] >= own_since(delivery):
            return found[0]
        return not_listed(delivery, self.network)

    def _look(
        self, account: Account, delivery: Delivery, edge: str, since: datetime | None
    ) -> tuple[SentPart, datetime] | None:
        """Return the newest post of a list with the delivery's words, and when it was made."""
        asked = {"fields": _FIELDS, "limit": "25"} | ({"since": str(int(since.timestamp()))} if since else {})
        for post in listed(self._calls.done(account, Ask("GET", path(account.remote_id, edge, **asked)))):
            at = moment(post.get("created_time"))
            if at and same_words(str(post.get("message", "")), delivery.parts[0].text):
                return self._sent(account, delivery, str(post.get("id", "")), str(post.get("permalink_url", ""))), at
        return None

    # ------------------------------------------------------------ afterwards

    def delete(self, account: Account, sent: SentPart) -> None:
        """Delete one post; one that is gone already is fine."""
        answer = self._calls.call(account, Ask("DELETE", path(sent.remote_id)))
        if not answer.ok and answer.status != 404 and said(answer.text).number not in GONE:
            self._calls.refuse(answer, account)

    def explain(self, status: int, body: str) -> str:
        """Sort an answer by Meta's number, then by status and words."""
        if code := by_meta(status, body):
            return code
        about = said(body)
        if about.number == 368 and re.search("duplicate|already posted", about.words, re.IGNORECASE):
            return DUPLICATE
        if status == 413 or about.number in (324, 1487242):
            return PICTURE_TOO_BIG
        return TOO_LONG if "too long" in about.words.lower() else REFUSED


CHANNEL = Facebook
