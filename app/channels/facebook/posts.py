# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Posts of a Page on their way out: pictures first, now or at their time, and what became of those that wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from app.calls import Ask, Calls, said
from app.channels.facebook.wire import id_of, listed, path
from app.errors import Fixable
from app.model import Account, Delivery, Photo, SentPart
from app.networks import network
from app.photos import fit, kind_of
from app.text import find as find_marks
from app.text import same_words
from app.wire import Answer
from app.wire.bodies import File, as_form, as_multipart

NETWORK = "facebook"
GONE = (100, 803)
"""Meta's numbers for "no such object"."""
_SOONEST, _LATEST = timedelta(minutes=10), timedelta(days=30)
_MARGIN = timedelta(minutes=2)
"""What uploading and two clocks may take off the network's own limits for a schedule."""
_ENDING = {"image/jpeg": "jpg", "image/png": "png"}


class Posts:
    """What `app.channels.Schedules` promises, and how any post is made."""

    def __init__(self, calls: Calls) -> None:
        """Keep how the Page is spoken for."""
        self._calls = calls

    def _sent(self, account: Account, delivery: Delivery, id: str, url: str = "") -> SentPart:
        known = url if url.startswith("https://") else f"https://www.facebook.com/{id}"
        return replace(delivery.parts[0], url=known, remote_id=id)

    def holds(self, account: Account, delivery: Delivery, now: datetime) -> bool:
        """Tell whether Facebook takes it now: 10 minutes to 30 days ahead, one part."""
        return len(delivery.parts) == 1 and _SOONEST + _MARGIN <= delivery.at - now <= _LATEST - _MARGIN

    def schedule(self, account: Account, delivery: Delivery, key: str) -> str:
        """Hand the post over for its time."""
        when = {"published": "false", "scheduled_publish_time": str(int(delivery.at.timestamp()))}
        answer = self._posted(account, delivery, when)
        return id_of(answer) if answer.ok else self._calls.refuse(answer, account)

    def find_scheduled(self, account: Account, delivery: Delivery, key: str) -> str | None:
        """Look among the Page's scheduled posts for the same words at the same time."""
        asked = {"fields": "id,message,scheduled_publish_time", "limit": "100"}
        answer = self._calls.done(account, Ask("GET", path(account.remote_id, "scheduled_posts", **asked)))
        for post in listed(answer):
            same = same_words(str(post.get("message", "")), delivery.parts[0].text)
            if same and str(post.get("scheduled_publish_time")) == str(int(delivery.at.timestamp())):
                return str(post.get("id", ""))
        return None

    def reschedule(self, account: Account, held: str, at: datetime) -> None:
        """Move a schedule that still waits."""
        self._waiting(account, held)
        body = as_form({"scheduled_publish_time": str(int(at.timestamp()))})
        self._calls.done(account, Ask("POST", path(held), body))

    def unschedule(self, account: Account, held: str) -> None:
        """Take a schedule back; asked first whether it is out, since the same call would delete a published post."""
        self._waiting(account, held)
        self._calls.done(account, Ask("DELETE", path(held)))

    def went_out(self, account: Account, held: str, delivery: Delivery) -> SentPart | None:
        """Return the post a schedule became, None while it waits."""
        about = self._about(account, held)
        if about.get("is_published") is not True:
            return None
        return self._sent(account, delivery, held, str(about.get("permalink_url", "")))

    def _waiting(self, account: Account, held: str) -> None:
        if self._about(account, held).get("is_published") is not False:
            raise Fixable("schedule.gone")

    def _about(self, account: Account, held: str) -> dict[str, object]:
        answer = self._calls.call(account, Ask("GET", path(held, fields="is_published,permalink_url")))
        if not answer.ok and (answer.status == 404 or said(answer.text).number in GONE):
            raise Fixable("schedule.gone")
        return answer.json() if answer.ok else self._calls.refuse(answer, account)

    def _posted(self, account: Account, delivery: Delivery, more: Mapping[str, str]) -> Answer:
        text = delivery.parts[0].text
        links = find_marks(text, "meta").urls
        post = {"message": text, **more}
        for number, photo in enumerate(self._photos(delivery)):
            id = self._uploaded(account, photo, bool(more))
            post[f"attached_media[{number}]"] = f'{{"media_fbid":"{id}"}}'
        if links and not delivery.photos:
            link = links[0].text
            post["link"] = link if "://" in link else f"https://{link}"
        return self._calls.call(account, Ask("POST", path(account.remote_id, "feed"), as_form(post), safe=False))

    def _photos(self, delivery: Delivery) -> tuple[Photo, ...]:
        rules = network(NETWORK)
        if len(delivery.photos) > rules.images:
            raise Fixable("channel.too_many_pictures", network=rules.name, limit=rules.images)
        return delivery.photos

    def _uploaded(self, account: Account, photo: Photo, for_later: bool) -> str:
        """Upload a picture that nobody sees until a post names it; `for_later` keeps it for a scheduled one."""
        rules = network(NETWORK)
        content = fit(photo, rules.image_bytes, rules.image_pixels)
        mime = kind_of(content)
        fields = {"published": "false"}
        if for_later:
            fields["temporary"] = "true"
        if photo.alt:
            fields["alt_text_custom"] = photo.alt
        body = as_multipart(fields, {"source": File(f"picture.{_ENDING.get(mime, 'jpg')}", mime, content)})
        answer = self._calls.done(account, Ask("POST", path(account.remote_id, "photos"), body, upload=True))
        return id_of(answer)
