# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Pictures on their way to X: uploaded, waited for, described; nothing of it is public before a post names them."""

from __future__ import annotations

import base64
import re
import time

from app.calls import Ask, Calls
from app.errors import Fixable, TryLater
from app.model import Account, Photo
from app.networks import network
from app.photos import fit
from app.wire import Answer
from app.wire.bodies import as_json

_ID = re.compile(r"\d{1,19}")
_LOOKS = 20
_LONGEST_PAUSE = 5
"""Seconds between two looks at a picture X is still working on, at most; it may ask for less."""


def uploaded(calls: Calls, account: Account, photo: Photo) -> str:
    """Return the media id of a picture with its description. Raises TryLater while X is not done with it.

    Sent as JSON (OpenAPI: base64 in JSON bodies), so that an OAuth 1.0a signature need not cover the bytes.
    """
    rules = network("x")
    content = base64.b64encode(fit(photo, rules.image_bytes, rules.image_pixels)).decode()
    wish = as_json({"media": content, "media_category": "tweet_image"})
    answer = calls.done(account, Ask("POST", "/2/media/upload", wish, upload=True))
    id = answer.word("data", "id")
    if not _ID.fullmatch(id):
        answer.broken("wire.not_json")
    _wait(calls, account, id, answer)
    if photo.alt:
        described = {"id": id, "metadata": {"alt_text": {"text": photo.alt[: rules.alt_limit]}}}
        calls.done(account, Ask("POST", "/2/media/metadata", as_json(described)))
    return id


def _wait(calls: Calls, account: Account, id: str, answer: Answer) -> None:
    """Look until X has worked on the picture; most are ready at once and say nothing of it."""
    for _ in range(_LOOKS):
        state, pause = _processing(answer)
        if state == "failed":
            raise Fixable("channel.picture_refused", network="X")
        if state not in ("pending", "in_progress"):
            return
        time.sleep(min(max(pause, 0), _LONGEST_PAUSE))
        answer = calls.done(account, Ask("GET", f"/2/media/upload?command=STATUS&media_id={id}"))
    raise TryLater("channel.picture_not_ready", network="X")


def _processing(answer: Answer) -> tuple[str, int]:
    data = answer.json().get("data")
    about = data.get("processing_info") if isinstance(data, dict) else None
    if not isinstance(about, dict):
        return "", 0
    pause = about.get("check_after_secs")
    return str(about.get("state", "")), pause if type(pause) is int else 1
