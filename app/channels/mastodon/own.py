# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""An account's own posts at a Mastodon server: what one is made of, and which of them a delivery became."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode, urlsplit

from app.calls import CLOCKS, Ask, own_since
from app.channels.mastodon.media import uploaded
from app.channels.mastodon.posts import Status, comparable, id_of, read_status, rows
from app.channels.mastodon.server import Server
from app.errors import Fixable, OutcomeUnknown
from app.languages import recognise
from app.model import Account, Delivery, SentPart

STATUSES = "/api/v1/statuses"
_PAGE, _PAGES, _SOURCES = 40, 5, 5


def body_of(
    server: Server, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...]
) -> dict[str, object]:
    """Return what is posted for one part; its pictures are uploaded, the post it answers is looked up.

    Who sees it, and the covering line, hold for every part of a thread. Raises as `uploaded` and `answered` do.
    """
    text, warning = delivery.parts[part].text, delivery.option("warning")
    media = uploaded(server, account, delivery.photos) if part == 0 else []
    parent = previous[-1].remote_id if previous else answered(server, account, delivery.option("reply_to"))
    body: dict[str, object] = {
        "status": text,
        "media_ids": media,
        "sensitive": bool(warning),
        "spoiler_text": warning,
        "visibility": delivery.option("visibility"),
        "language": delivery.option("language") or recognise(text, fallback=""),
        "in_reply_to_id": parent,
    }
    return {name: value for name, value in body.items() if value or name == "status"}


def answered(server: Server, account: Account, url: str) -> str:
    """Return the id by which the account's server knows the post at an address, "" for no address.

    A post of the server itself has its id in the address; any other is fetched by the server, which may take seconds.
    Raises Fixable("mastodon.reply_not_found"), TryLater, SignInAgain.
    """
    if not url:
        return ""
    place = urlsplit(url)
    steps = [step for step in place.path.split("/") if step]
    ours = place.netloc == urlsplit(account.server).netloc
    if ours and len(steps) in (2, 3) and steps[0].startswith("@") and steps[1:-1] in ([], ["statuses"]):
        return quote(steps[-1], safe="")
    asked = urlencode({"q": url, "resolve": "true", "type": "statuses", "limit": "1"})
    answer = server.done(account, Ask("GET", f"/api/v2/search?{asked}"))
    found = answer.json().get("statuses")
    if not isinstance(found, list) or not found or not isinstance(found[0], dict):
        raise Fixable("mastodon.reply_not_found", url=url)
    return id_of(answer, found[0].get("id"))


def posted(server: Server, account: Account, delivery: Delivery, part: int, since: datetime) -> Status | None:
    """Return the account's own post that says what a part says, under the same covering line, not older than `since`.

    A part in a thread must answer the part before it; one that answers nobody may not answer anybody.
    """
    text, warning = comparable(delivery.parts[part].text), comparable(delivery.option("warning"))
    parent = delivery.parts[part - 1].remote_id if part else ""
    near: list[Status] = []
    for status in _own(server, account, since):
        fits = status.parent == parent or bool(part == 0 and delivery.option("reply_to") and status.parent)
        if fits and status.warning == warning:
            if status.words == text:
                return status
            near.append(status)
    return next((status for status in near[:_SOURCES] if _source(server, account, status) == text), None)


def _source(server: Server, account: Account, status: Status) -> str:
    """Return what was written, which a server that formats texts shows otherwise; "" where it does not tell."""
    answer = server.call(account, Ask("GET", f"{STATUSES}/{status.id}/source"))
    if not answer.ok:
        return ""
    text = answer.json().get("text")
    return comparable(text) if isinstance(text, str) else ""


def _own(server: Server, account: Account, since: datetime) -> Iterator[Status]:
    """Yield the account's posts, newest first, back to a moment. Raises OutcomeUnknown when there are too many."""
    asked = {"limit": str(_PAGE), "exclude_reblogs": "true"}
    for _ in range(_PAGES):
        answer = server.done(account, Ask("GET", f"/api/v1/accounts/{account.remote_id}/statuses?{urlencode(asked)}"))
        found = [read_status(answer, row) for row in rows(answer)]
        for status in found:
            if status.at >= since:
                yield status
        if len(found) == 0 or found[-1].at < since:
            return
        asked["max_id"] = found[-1].id
    raise OutcomeUnknown("mastodon.too_many_posts")


def begun(key: str, delivery: Delivery) -> datetime:
    """Return from when on a post made under a key can be there, by a clock that may differ from ours."""
    try:
        return datetime.fromtimestamp(int(key.partition("-")[0], 16) / 1000, UTC) - CLOCKS
    except (ValueError, OverflowError, OSError):
        return own_since(delivery)


def moment_of(at: datetime) -> str:
    """Return a moment as the interface takes it."""
    return at.astimezone(UTC).replace(microsecond=0).strftime("%Y-%m-%dT%H:%M:%S.000Z")


SOON = timedelta(minutes=6)
"""A schedule nearer than five minutes is refused, or posted at once by older servers; one minute is for the way."""
