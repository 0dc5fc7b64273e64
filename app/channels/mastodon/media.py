# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Pictures to a Mastodon server: fitted to what it takes, described, and waited for until they are ready."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from contextlib import suppress

from app.calls import Ask, quoted
from app.channels.mastodon.posts import id_of
from app.channels.mastodon.server import Instance, Server, words_of
from app.errors import AppError, Fixable, TryLater
from app.model import Account, Photo
from app.photos import fit, kind_of
from app.wire.bodies import File, as_multipart

WAITS = (0.5, 0.5, 1, 1, 2, 2, 3, 5, 5, 10, 10, 20)
"""Seconds between two looks at a picture the server is still working on; a minute in all."""
pause: Callable[[float], None] = time.sleep

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}


def uploaded(server: Server, account: Account, photos: tuple[Photo, ...]) -> list[str]:
    """Upload pictures with their descriptions and return their ids; nothing of it is public yet.

    Raises Fixable ("mastodon.too_many_pictures", "mastodon.alt_too_long", "mastodon.picture_refused" …), TryLater.
    """
    if not photos:
        return []
    told = Instance()
    with suppress(AppError):  # then the usual limits hold, and the server has the last word
        told = server.instance(account.server)
    rules = told.rules()
    if len(photos) > rules.images:
        raise Fixable("mastodon.too_many_pictures", limit=rules.images)
    for photo in photos:
        if len(photo.alt) > rules.alt_limit:
            raise Fixable("mastodon.alt_too_long", limit=rules.alt_limit, used=len(photo.alt))
    return [_uploaded(server, account, photo, fit(photo, rules.image_bytes, _side(photo, told))) for photo in photos]


def _uploaded(server: Server, account: Account, photo: Photo, content: bytes) -> str:
    kind = kind_of(content)
    file = File(f"picture.{_ENDINGS.get(kind, 'bin')}", kind, content)
    fields = {"description": photo.alt} if photo.alt else {}
    answer = server.done(account, Ask("POST", "/api/v2/media", as_multipart(fields, {"file": file}), upload=True))
    found = id_of(answer, answer.json().get("id"))
    if answer.status == 202:
        _wait(server, account, found)
    return found


def _wait(server: Server, account: Account, media: str) -> None:
    """Look until the server has made its sizes of the picture; before that no post may use it."""
    for seconds in WAITS:
        pause(seconds)
        answer = server.call(account, Ask("GET", f"/api/v1/media/{media}"))
        if answer.status == 206:
            continue
        if answer.ok:
            return
        if answer.status in (400, 404, 422):
            raise Fixable("mastodon.picture_refused", words=quoted(words_of(answer.text), answer.status))
        server.refuse(answer, account)
    raise TryLater("mastodon.still_working")


def _side(photo: Photo, told: Instance) -> int:
    """Return how long the longer side may be so that the whole picture has no more pixels than the server takes."""
    area, longer = photo.width * photo.height, max(photo.width, photo.height)
    if not told.area or area <= told.area:
        return 0
    return math.floor(longer * math.sqrt(told.area / area))
