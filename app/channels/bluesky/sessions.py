# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What is kept of a session opened with an app password, and what its tokens say of themselves."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from app.errors import SignInAgain
from app.wire import Answer


@dataclass(frozen=True, slots=True)
class Session:
    """What the keyring keeps. `password` only if it is an app password: a main password is never kept."""

    access: str
    refresh: str
    password: str = ""

    def secret(self) -> str:
        """Return the text for the keyring; `read_kept` reads it."""
        return json.dumps([self.access, self.refresh, self.password])


def read_kept(kept: str) -> Session:
    """Read what `Session.secret` wrote. Raises SignInAgain("bluesky.sign_in_again") for anything else."""
    try:
        access, refresh, password = json.loads(kept)
    except (ValueError, TypeError, RecursionError) as error:
        raise SignInAgain("bluesky.sign_in_again") from error
    return Session(access, refresh, password)


def read_session(answer: Answer, password: str) -> Session:
    """Read the tokens; the scope in the access token says whether the password was made for apps."""
    access = answer.word("accessJwt")
    by_app_password = str(_claims(access).get("scope", "")).startswith("com.atproto.appPass")
    return Session(access, answer.word("refreshJwt"), password if by_app_password else "")


def expires(token: str) -> datetime | None:
    """Return when a token ends, None if it does not say."""
    seconds = _claims(token).get("exp")
    try:
        return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None
    except (ValueError, OverflowError, OSError):
        return None


def _claims(token: str) -> dict[str, object]:
    """Return what a JWT says of itself, {} if it can't be read. The server checks it again anyway."""
    try:
        middle = token.split(".")[1]
        found = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (ValueError, IndexError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
