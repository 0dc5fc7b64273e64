# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the writer allowed a program to do: tokens, their end and scope, read from a server's answer or the keyring."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.errors import SignInAgain
from app.wire import Answer

_TOKEN = re.compile(r"[\x21-\x7e]{1,8192}")
_LONGEST = 10 * 366 * 86_400
"""Seconds a sign-in may claim to last; anything longer is a mistake."""
_KINDS = ("bearer", "dpop", "user")


@dataclass(frozen=True, slots=True)
class Grant:
    """What the writer allowed. `until` (UTC) is the end of `access`; `fields`: what else the server said of it."""

    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    until: datetime | None = None
    scope: str = ""
    fields: Mapping[str, object] = field(default_factory=dict, repr=False)

    def secret(self) -> str:
        """Return the text for the keyring; `read_grant` reads it."""
        until = self.until.isoformat() if self.until else None
        return json.dumps([self.access, self.refresh, until, self.scope, dict(self.fields)])


def read_grant(text: str) -> Grant:
    """Read what `Grant.secret` wrote. Raises SignInAgain("signin.ended") for anything else."""
    try:
        access, refresh, until, scope, fields = json.loads(text)
        end = datetime.fromisoformat(until) if until else None
        whole = all(isinstance(word, str) for word in (access, refresh, scope)) and isinstance(fields, dict)
    except (ValueError, TypeError, RecursionError):
        whole = False
    if not whole:
        raise SignInAgain("signin.ended")
    return Grant(access, refresh, end, scope, fields)


def read_tokens(answer: Answer, now: datetime) -> Grant:
    """Return the tokens of a whole answer, each field checked. Raises TryLater("wire.not_json")."""
    fields = answer.json()
    access, refresh = _token(answer, fields.pop("access_token", None)), fields.pop("refresh_token", None)
    scope, seconds = fields.pop("scope", None) or "", fields.pop("expires_in", None)
    if isinstance(scope, list):
        scope = " ".join(str(one) for one in scope)
    if not isinstance(scope, str) or str(fields.pop("token_type", None) or "bearer").lower() not in _KINDS:
        answer.broken("wire.not_json")
    return Grant(access, _token(answer, refresh) if refresh else "", _end(answer, seconds, now), scope, fields)


def _token(answer: Answer, value: object) -> str:
    if not isinstance(value, str) or not _TOKEN.fullmatch(value):
        answer.broken("wire.not_json")
    return value


def _end(answer: Answer, seconds: object, now: datetime) -> datetime | None:
    if isinstance(seconds, str) and seconds.isdecimal() and len(seconds) < 12:
        seconds = int(seconds)
    if seconds is None or seconds == 0:
        return None
    if type(seconds) is not int or not 0 < seconds < _LONGEST:
        answer.broken("wire.not_json")
    return now + timedelta(seconds=seconds)
