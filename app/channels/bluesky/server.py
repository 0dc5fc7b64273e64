# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What is said to a Bluesky server: signed calls by app password or by permission, and what its answers mean."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import NoReturn, Protocol
from urllib.parse import urlencode

from app import wire
from app.calls import quoted
from app.channels import Secrets
from app.channels.bluesky.bound import Bearer, is_grant, renew, revoke
from app.channels.bluesky.sessions import Session, read_kept, read_session
from app.errors import AppError, Fixable, OutcomeUnknown, SignInAgain, TryLater
from app.model import Account
from app.signin import keeping
from app.signin.grants import Grant, read_grant
from app.wire import Answer, Limits, send

_SIGNED_OUT = {"ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired", "AuthRequired", "invalid_token"}
_GONE = {"AccountTakedown", "AccountDeactivated", "AccountSuspended"}
_MOST_TRIES = 4
"""Of one call: as it is, with the server's nonce, with new tokens, and those with a nonce again."""


@dataclass(frozen=True, slots=True)
class Call:
    """One signed call. `body`: JSON, or bytes of the media type `mime`; None reads. `safe` as in `wire.send`."""

    name: str
    body: object = None
    safe: bool = True
    mime: str = "application/json"
    asked: Mapping[str, str] = field(default_factory=dict)


class Ticket(Protocol):
    """What an account's calls are signed with."""

    def headers(self, method: str, url: str) -> dict[str, str]:
        """Return the signature of one request."""

    def mended(self, url: str, answer: Answer, signed_out: bool) -> bool:
        """Tell whether only the signature was turned down, and another try has a better one."""


class Server:
    """The calls, spoken to the account's own server and to no other."""

    def __init__(self, secrets: Secrets) -> None:
        """Keep tokens where the desk says."""
        self._secrets = secrets

    def open_session(self, server: str, handle: str, password: str) -> Answer:
        """Sign in with handle (or DID) and password. Raises Fixable with what the writer can mend, TryLater else."""
        asked = {"identifier": handle, "password": password}
        answer = self.post(server, "com.atproto.server.createSession", asked)
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

    def sign_out(self, account: Account) -> None:
        """Tell the server to forget the session, or give the permission back."""
        kept = self._kept(account)
        if is_grant(kept):
            revoke(read_grant(kept))
            return
        self.post(account.server, "com.atproto.server.deleteSession", None, read_kept(kept).refresh)

    def get(self, server: str, name: str, limits: Limits | None = None, /, **asked: str) -> Answer:
        """Read something public."""
        return send("GET", f"{server}/xrpc/{name}?{urlencode(asked)}", limits=limits)

    def post(self, server: str, name: str, asked: object, token: str = "") -> Answer:
        """Post JSON (None: nothing) with any token; nothing that is posted so is published."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = None if asked is None else json.dumps(asked).encode()
        if body:
            headers["Content-Type"] = "application/json"
        return send("POST", f"{server}/xrpc/{name}", body=body, headers=headers, safe=True)

    def signed(self, account: Account, call: Call) -> Answer:
        """Make a call with the account's tokens and return the answer, whatever it says.

        If the server turns only the signature down (ran out, wants a nonce), so nothing was done, mend and call again.
        """
        ticket = self._ticket(account)
        url = f"{account.server}/xrpc/{call.name}"
        whole = f"{url}?{urlencode(call.asked)}" if call.asked else url
        method = "GET" if call.body is None else "POST"
        content = call.body if isinstance(call.body, bytes) else json.dumps(call.body).encode()
        limits = wire.NORMAL if call.mime == "application/json" else wire.UPLOAD
        kind = {} if call.body is None else {"Content-Type": call.mime}
        for _ in range(_MOST_TRIES):
            headers = {**kind, **ticket.headers(method, url)}
            body = None if call.body is None else content
            answer = send(method, whole, body=body, headers=headers, safe=call.safe, limits=limits)
            signed_out = not answer.ok and explain(answer.status, answer.text) == "bluesky.sign_in_again"
            if not ticket.mended(url, answer, signed_out):
                break
        return answer

    def done(self, account: Account, call: Call) -> Answer:
        """Do `signed` and raise what an answer means that is no success."""
        answer = self.signed(account, call)
        return answer if answer.ok else self.refuse(answer, account)

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
        raise Fixable(code, words=quoted(error_of(answer.text)[1], answer.status))

    # ------------------------------------------------------------ what calls are signed with

    def _kept(self, account: Account) -> str:
        try:
            return keeping.kept(account, self._secrets)
        except SignInAgain as error:
            raise SignInAgain("bluesky.sign_in_again", name=account.name) from error

    def _ticket(self, account: Account) -> Ticket:
        kept = self._kept(account)
        try:
            if is_grant(kept):
                return Bearer(keeping.fresh(account, self._secrets, _renewal, datetime.now(UTC)), self._next(account))
            return _PasswordTicket(read_kept(kept), partial(self._renew, account))
        except SignInAgain as error:
            raise SignInAgain("bluesky.sign_in_again", name=account.name) from error

    def _next(self, account: Account) -> partial[Grant]:
        return partial(keeping.renewed, account, self._secrets, _renewal)

    def _renew(self, account: Account, session: Session) -> Session:
        """Get new tokens, by the refresh token or else by the app password, and keep them before using them."""
        answer = self.post(account.server, "com.atproto.server.refreshSession", None, session.refresh)
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


class _PasswordTicket:
    """The tokens of a session opened with an app password."""

    def __init__(self, session: Session, renewed: partial[Session]) -> None:
        self._session, self._renewed = session, renewed
        self._tries = 1

    def headers(self, method: str, url: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._session.access}"}

    def mended(self, url: str, answer: Answer, signed_out: bool) -> bool:
        if not signed_out or not self._tries:
            return False
        self._tries -= 1
        self._session = self._renewed(self._session)
        return True


def _renewal(old: Grant) -> Grant:
    return renew(old, datetime.now(UTC))


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
