# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The practice network: a post becomes a small file in the profile and never leaves the machine."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from app.channels import Browser, Lent, Question
from app.errors import Fixable, OutcomeUnknown, TryLater
from app.model import Account, Concern, Delivery, SentPart, Way, new_id
from app.paths import make_private_folder, write_safely
from app.wording import t

_LIMIT = 3000
"""Code points in one practice post; as long as the longest of the real ones."""


class Practice:
    """Behaves like a network that never loses a post: the same key twice is one post."""

    network = "practice"
    needs_key = False

    def __init__(self, lent: Lent) -> None:
        """Publish into the folder the desk lends."""
        self._folder = lent.practice

    def repeatable(self, account: Account, since: timedelta) -> bool:
        """Return True: the key is the name of the file."""
        return True

    def questions(self) -> tuple[Question, ...]:
        """Return nothing: practice needs no sign-in."""
        return ()

    def sign_in(self, answers: Mapping[str, str], browser: Browser) -> tuple[Account, str]:
        """Return a practice account; the one answer it takes is an optional `name`."""
        name = answers.get("name", "").strip() or t("network.practice")
        return Account(new_id(), self.network, name, Way.PRACTICE), ""

    def sign_out(self, account: Account) -> None:
        """Do nothing: there is no session, and posts stay in the history."""

    def concerns(self, account: Account, text: str) -> tuple[Concern, ...]:
        """Return nothing: whatever is written stays as it is."""
        return ()

    def new_key(self, now: datetime) -> str:
        """Return a random key; `now` is not needed here."""
        return new_id()

    def publish(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart:
        """Write the post durably under its key, or leave it if it is there already."""
        sent = self._sent(delivery, part, key)
        if len(sent.text) > _LIMIT:
            raise Fixable("practice.too_long", limit=_LIMIT)
        post = {
            "account": account.id,
            "text": sent.text,
            "reply_to": previous[-1].remote_id if previous else "",
            "photos": [{"id": photo.id, "alt": photo.alt} for photo in delivery.photos] if part == 0 else [],
        }
        path = self._path(key)
        try:
            make_private_folder(self._folder)
            if not path.exists():
                write_safely(path, json.dumps(post, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        except OSError as error:
            raise TryLater("practice.cannot_write", reason=error.strerror or "") from error
        return sent

    def find(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart | None:
        """Look for the file; a folder that can't be read says nothing about the post."""
        try:
            return self._sent(delivery, part, key) if self._path(key).exists() else None
        except OSError as error:
            raise OutcomeUnknown("practice.cannot_read", reason=error.strerror or "") from error

    def explain(self, status: int, body: str) -> str:
        """Return the one thing that can be wrong with a practice post."""
        return "practice.too_long"

    def _path(self, key: str) -> Path:
        if not re.fullmatch(r"[0-9a-zA-Z]{1,40}", key):
            raise Fixable("practice.bad_key", key=key[:40])
        return self._folder / f"{key}.json"

    def _sent(self, delivery: Delivery, part: int, key: str) -> SentPart:
        return replace(delivery.parts[part], url="", remote_id=f"practice:{key}")


CHANNEL = Practice
