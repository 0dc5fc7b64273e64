# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What is said to a Bluesky server: sessions, signed calls, and what its answers mean."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NoReturn
from urllib.parse import urlencode

from app import wire
from app.channels import Secrets
from app.errors import AppError, Fixable, OutcomeUnknown, ProfileUnusable, SignInAgain, TryLater
from app.model import Account
from app.wire import Answer, Limits, send

_SIGNED_OUT = {"ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired", "AuthRequired"}
_GONE = {"AccountTakedown", "AccountDeactivated", "AccountSuspended"}


@dataclass(frozen=True, slots=True)
class Session:
    """What the keyring keeps. `password` only if it is an app password: a main password is never kept."""

    access: str
    refresh: str
    password: str = ""

    def secret(self) -> str:
        """Return the text for the keyring; `Server.session` reads it."""
        return json.dumps([self.access, self.refresh, self.password])


class Server:
    """The calls, spoken to the server the writer named and to no other."""

    def __init__(self, secrets: Secrets) -> None:
        """Keep tokens where the desk says."""
        self._secrets = secrets

    def open_session(self, server: str, handle: str, password: str) -> Answer:
        """Sign in with handle (or DID) and password. Raises Fixable with what the writer can mend, TryLater else."""
        asked = {"identifier": handle, "password": password}
        answer = self.post(server, "com.atproto.server.createSession", asked, safe=True)
        if answer.ok:
            return answer
        error = error_of(answer.text)[0]
        if error == "AuthFactorTokenRequired":
            raise Fixable("bluesky.needs_app_password", handle=handle)
        if answer.status == 429 or answer.status >= 500:
            self.refuse(answer)
        if error in ("AuthenticationRequired", "InvalidRequest"):
            raise Fixable("bluesky.wrong_password", handle=handle)
        raise Fixable("bluesky.not_a_server", server=server)

    def session(self, account: Account) -> Session:
        """Return the tokens kept for an account. Raises SignInAgain without any, ProfileUnusable("keyring.…")."""
        try:
            kept = self._secrets.read(account.id)
        except ProfileUnusable:
            if not account.session_only:
                raise
            kept = None  # it lived in the memory of a program that has ended
        if kept is None:
            raise SignInAgain("bluesky.sign_in_again", name=account.name)
        try:
            access, refresh, password = json.loads(kept)
        except ValueError as error:
            raise SignInAgain("bluesky.sign_in_again", name=account.name) from error
        return Session(access, refresh, password)

    def _renew(self, account: Account, session: Session) -> Session:
        """Get new tokens, by the refresh token or else by the app password, and keep them before using them."""
        answer = self.post(account.server, "com.atproto.server.refreshSession", None, session.refresh, safe=True)
        if not answer.ok and session.password and explain(answer.status, answer.text) == "bluesky.sign_in_again":
            try:
                answer = self.open_session(account.server, account.remote_id, session.password)
            except Fixable as error:
                raise SignInAgain("bluesky.sign_in_again", name=account.name) from error
        if not answer.ok:
            self.refuse(answer, account)
        renewed = replace(read_session(answer, ""), password=session.password)
        self._secrets.write(account.id, renewed.secret())
        return renewed

    def get(self, server: str, name: str, limits: Limits | None = None, /, **asked: str) -> Answer:
        """Read something public."""
        return send("GET", f"{server}/xrpc/{name}?{urlencode(asked)}", limits=limits)

    def post(self, server: str, name: str, asked: object, token: str = "", safe: bool = False) -> Answer:
        """Post JSON (None: nothing) with any token; `safe` as in `wire.send`."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = None if asked is None else json.dumps(asked).encode()
        if body:
            headers["Content-Type"] = "application/json"
        return send("POST", f"{server}/xrpc/{name}", body=body, headers=headers, safe=safe)

    def signed(
        self,
        account: Account,
        name: str,
        body: bytes,
        safe: bool,
        picture: str = "",
    ) -> Answer:
        """Post JSON, or a picture of that media type, with the access token.

        If the server says that the token ran out, so nothing was done, renew it and post again.
        """
        session = self.session(account)
        for last in (False, True):
            headers = {"Authorization": f"Bearer {session.access}", "Content-Type": picture or "application/json"}
            url = f"{account.server}/xrpc/{name}"
            answer = send("POST", url, body=body, headers=headers, safe=safe, limits=wire.UPLOAD if picture else None)
            if last or answer.ok or explain(answer.status, answer.text) != "bluesky.sign_in_again":
                break
            session = self._renew(account, session)
        return answer

    def refuse(self, answer: Answer, account: Account | None = None) -> NoReturn:
        """Raise what an answer means, by who must act."""
        code = explain(answer.status, answer.text)
        if code == "bluesky.slow_down":
            raise TryLater(code, at=answer.wait_until(datetime.now(UTC)))
        if code == "bluesky.unclear":
            unclear: type[AppError] = TryLater if answer.safe else OutcomeUnknown
            raise unclear(code, status=answer.status)
        if code == "bluesky.sign_in_again":
            raise SignInAgain(code, name=account.name if account else "")
        raise Fixable(code, words=error_of(answer.text)[1])


def explain(status: int, body: str) -> str:
    """Sort an answer by its status and the error name in it (com.atproto lexicons)."""
    error, words = error_of(body)
    if status == 429:
        return "bluesky.slow_down"
    if status >= 500 or 300 <= status < 400:
        return "bluesky.unclear"
    if status == 401 or error in _SIGNED_OUT | _GONE:
        return "bluesky.sign_in_again"
    if status == 413 or error == "BlobTooLarge":
        return "bluesky.picture_too_big"
    if re.search(r"(grapheme|string) too (big|long)|longer than", words) and "text" in words:
        return "bluesky.too_long"
    return "bluesky.refused"


def read_session(answer: Answer, password: str) -> Session:
    """Read the tokens; the scope in the access token says whether the password was made for apps."""
    access = answer.word("accessJwt")
    by_app_password = str(_claims(access).get("scope", "")).startswith("com.atproto.appPass")
    return Session(access, answer.word("refreshJwt"), password if by_app_password else "")


def _claims(token: str) -> dict[str, object]:
    """Return what a JWT says of itself, {} if it can't be read. The server checks it again anyway."""
    try:
        middle = token.split(".")[1]
        found = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (ValueError, IndexError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def expires(token: str) -> datetime | None:
    """Return when a token ends, None if it does not say."""
    seconds = _claims(token).get("exp")
    try:
        return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None
    except (ValueError, OverflowError, OSError):
        return None


def error_of(body: str) -> tuple[str, str]:
    """Return the error name and the server's words: one line, short, to be shown as plain text only."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return "", ""
    error, words = (found.get("error"), found.get("message")) if isinstance(found, dict) else ("", "")
    line = " ".join(str(words or "").split())
    return str(error or ""), "".join(letter for letter in line if letter.isprintable())[:200]


def address(server: str) -> str:
    """Return a server's address as typed by a person, with its scheme and without a slash at the end."""
    server = server.strip().rstrip("/")
    return server if "://" in server else f"https://{server}"
