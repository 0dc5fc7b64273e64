# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""OAuth 2 for a program on a person's own computer: code flow with PKCE S256, renewal, revoking (RFC 6749, 7636)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from app.errors import AppError, Fixable, SignInAgain, TryLater
from app.model import Facts
from app.signin.grants import Grant, read_tokens
from app.signin.loopback import failed, raise_refusal
from app.wire import Answer, send

_KEY_TROUBLE = {"invalid_client", "unauthorized_client"}


class Asks(Protocol):
    """As much of app/channels' Browser as is needed here."""

    def ask(self, page: Asked, port: int = 0) -> Mapping[str, str]:
        """Open `page(redirect, state)` and return the fields of its answer."""


class Asked(Protocol):
    """Makes the address of the page of permission."""

    def __call__(self, redirect: str, state: str, /) -> str:
        """Return the address."""


@dataclass(frozen=True, slots=True)
class Client:
    """What this program is to one server: its key there and the server's three doors.

    `secret` is "" for a public client. `port`: the fixed loopback port where the network wants one, else 0. `pkce` is
    S256 or, only where a network refuses to hear of it, nothing; "plain" does not exist here. `extra` goes to the page.
    `issuer`: who the server says it is; an answer of another one is refused. `names_issuer`: the server promised to
    say so (RFC 9207), so an answer without is refused too. `basic`: key and secret go in a header.
    """

    id: str
    secret: str = field(repr=False)
    authorise_url: str
    token_url: str
    scopes: tuple[str, ...]
    port: int = 0
    pkce: bool = True
    extra: Facts = ()
    revoke_url: str = ""
    issuer: str = ""
    names_issuer: bool = False
    basic: bool = False


def takes_s256(methods: Sequence[str]) -> bool:
    """Tell whether to use PKCE with a server that lists these methods; none listed: no.

    Raises Fixable("signin.weak_server") for one that knows "plain" alone: a challenge that anybody can read is none.
    """
    if methods and "S256" not in methods:
        raise Fixable("signin.weak_server")
    return bool(methods)


def grant(client: Client, browser: Asks, now: datetime | None = None) -> Grant:
    """Ask for permission in the browser and turn its code into tokens. `now` is UTC.

    Raises Fixable ("signin.refused", "signin.no_scope", "signin.key_refused", "signin.other_server", "signin.expired"
    …) and TryLater. The verifier lives in this call alone.
    """
    exchange = _Exchange(client, now or datetime.now(UTC))
    fields = browser.ask(exchange.page, client.port)
    raise_refusal(fields)
    _same_issuer(client, fields)
    if not fields.get("code"):
        raise failed("no code")
    try:
        found = exchange.tokens(fields["code"])
    except _Denied as denied:
        raise denied.for_code() from denied
    _whole_scope(client, found)
    return found


def renew(client: Client, refresh: str, now: datetime) -> Grant:
    """Get new tokens for a refresh token; keep them with `keeping.renewed`, never by hand.

    A server that sends no new refresh token means the old one. Raises SignInAgain("signin.ended") and TryLater.
    """
    if not refresh:
        raise SignInAgain("signin.ended")
    try:
        return _Exchange(client, now).renewed(refresh)
    except _Denied as denied:
        raise SignInAgain("signin.ended") from denied


def revoke(client: Client, token: str) -> None:
    """Tell the server to forget a token (RFC 7009); where it has no such door, or forgot it already, that is fine.

    Raises TryLater when it can't be told.
    """
    if not client.revoke_url or not token:
        return
    asked = {"token": token}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if client.basic and client.secret:
        headers["Authorization"] = _basic(client)
    else:
        asked |= {"client_id": client.id} | ({"client_secret": client.secret} if client.secret else {})
    answer = send("POST", client.revoke_url, body=urlencode(asked).encode(), headers=headers, safe=True)
    _raise_trouble(answer)


def knows(client: Client) -> bool:
    """Tell whether a server knows the program's key, by a code that can't be right: nobody is signed in.

    False where its answer says neither. Raises Fixable("signin.key_refused") and TryLater.
    """
    exchange = _Exchange(client, datetime.now(UTC))
    exchange.page(f"http://127.0.0.1:{client.port or 80}/", "try-out")
    try:
        exchange.tokens("try-out")
    except _Denied as denied:
        if denied.error in _KEY_TROUBLE:
            raise Fixable("signin.key_refused") from denied
        return denied.error == "invalid_grant"
    return False


class _Denied(Exception):
    """The server's no, with its error name and words, until it is known what was asked."""

    def __init__(self, error: str, words: str) -> None:
        super().__init__(error)
        self.error, self.words = error, words

    def for_code(self) -> AppError:
        if self.error in _KEY_TROUBLE:
            return Fixable("signin.key_refused")
        if self.error == "invalid_grant":  # X's codes live for 30 seconds
            return Fixable("signin.expired")
        return failed(self.error, self.words)


class _Exchange:
    """One conversation with one server: what belongs together (verifier, redirect) can't be mixed up."""

    def __init__(self, client: Client, now: datetime) -> None:
        from requests_oauthlib import OAuth2Session  # late: 90 ms

        from app.wire.adapter import Adapter, session_through_wire

        self._client, self._now = client, now
        self._found = Grant("")
        self._session = OAuth2Session(client.id, pkce="S256" if client.pkce else None)
        plain = frozenset(urlsplit(url).netloc for url in (client.token_url,) if url.startswith("http://"))
        session_through_wire(self._session, Adapter(self._judge, plain))

    def page(self, redirect: str, state: str) -> str:
        """Return the address of the page of permission."""
        from app.wire.adapter import open_to_loopback

        self._session.redirect_uri = redirect
        self._session.scope = list(self._client.scopes)
        door = self._client.authorise_url
        address: str = self._session.authorization_url(open_to_loopback(door), state, **dict(self._client.extra))[0]
        self._session.scope = None  # the server may name fewer in its own way: `_whole_scope` looks at that
        return urlsplit(address)._replace(scheme=urlsplit(door).scheme).geturl()

    def tokens(self, code: str) -> Grant:
        client = self._client
        own: dict[str, object] = {"include_client_id": True, "client_secret": client.secret or None}
        if client.basic and client.secret:
            own = {"auth": (client.id, client.secret)}
        return self._asked("fetch_token", code=code, **own)

    def renewed(self, refresh: str) -> Grant:
        client = self._client
        own: dict[str, object] = {"client_id": client.id}
        if client.basic and client.secret:
            own = {"auth": (client.id, client.secret)}
        elif client.secret:
            own["client_secret"] = client.secret
        found = self._asked("refresh_token", refresh_token=refresh, **own)
        return found if found.refresh else Grant(found.access, refresh, found.until, found.scope, found.fields)

    def _asked(self, way: str, **own: object) -> Grant:
        from app.wire.adapter import open_to_loopback

        try:
            getattr(self._session, way)(open_to_loopback(self._client.token_url), **own)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
            raise TryLater("wire.not_json") from error  # fields that the library can't take
        return self._found

    def _judge(self, answer: Answer) -> None:
        """See the answer before the library does: what it means is ours to say, what it holds ours to check."""
        _raise_trouble(answer)
        if not answer.ok or "error" in answer.json():  # some say no with a status of success
            raise _Denied(*_error_of(answer))
        self._found = read_tokens(answer, self._now)


def _raise_trouble(answer: Answer) -> None:
    """Raise TryLater for an answer that is about the server, not about what was asked."""
    if answer.status == 429:
        raise TryLater("signin.slow_down", at=answer.wait_until(datetime.now(UTC)))
    if answer.status >= 500 or 300 <= answer.status < 400:
        raise TryLater("signin.unclear", status=answer.status)


def _error_of(answer: Answer) -> tuple[str, str]:
    """Return the error name and the server's words, or the status where there is no name. Meta nests them."""
    try:
        fields = answer.json()
    except AppError:
        fields = {}
    error, words = fields.get("error"), fields.get("error_description")
    if isinstance(error, dict):
        nested = error
        error, words = nested.get("type"), nested.get("message")
    name = error if isinstance(error, str) and error else str(answer.status)
    return name, words if isinstance(words, str) else ""


def _same_issuer(client: Client, fields: Mapping[str, str]) -> None:
    """Refuse an answer that another server gave (RFC 9207, mix-up). Raises Fixable("signin.other_server")."""
    said = fields.get("iss", "")
    if client.issuer and (said or client.names_issuer) and said != client.issuer:
        raise Fixable("signin.other_server")


def _whole_scope(client: Client, found: Grant) -> None:
    """Refuse less than what was asked for: half a permission would fail at the first post."""
    given = set(re.split(r"[\s,]+", found.scope))
    missing = [scope for scope in client.scopes if scope not in given]
    if found.scope and missing:
        raise Fixable("signin.no_scope", scopes=", ".join(missing))


def _basic(client: Client) -> str:
    import base64

    return "Basic " + base64.b64encode(f"{client.id}:{client.secret}".encode()).decode()
