# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What is said to a Mastodon server: who it is, permission, signed calls, and what its answers mean."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NoReturn
from urllib.parse import urlsplit

from app import calls
from app.calls import Ask, Calls, by_status, plain_line
from app.channels import Browser, Secrets
from app.channels.mastodon.permission import permission, renewed, take_back
from app.channels.mastodon.posts import id_of
from app.errors import AppError, Fixable, OutcomeUnknown, SignInAgain, TryLater
from app.model import Account
from app.networks import Network, at, limits_told, network, with_limits
from app.signin.grants import Grant, read_grant
from app.signin.keeping import kept
from app.wire import Answer, check_address, send

NAME = "mastodon"
KNOWN = re.compile(r"https://github\.com/(mastodon|glitch-soc|hometown-fork)/(mastodon|hometown)/?")
"""Whose source is known to keep an Idempotency-Key for an hour; a server tells its own in /api/v2/instance."""

_TOKEN = re.compile(r"[\x21-\x7e]{1,4096}")
_NO_SCOPE = "mastodon.no_scope"
_AREA = range(1_000_000, 1_000_000_000)
_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Instance:
    """What a server told of itself. `known`: surely Mastodon; `area`: most pixels of a picture, 0 if not told."""

    known: bool = False
    domain: str = ""
    limits: Mapping[str, int] = field(default_factory=dict)
    area: int = 0

    def rules(self) -> Network:
        """Return the network with this server's own limits."""
        return with_limits(network(NAME), self.limits)


class Server:
    """The calls, spoken to the server the writer named and to no other."""

    def __init__(self, secrets: Secrets) -> None:
        """Keep tokens where the desk says."""
        self._secrets = secrets
        self._calls = Calls(NAME, secrets, explain, renewed)

    # ------------------------------------------------------------ without a token

    def instance(self, server: str) -> Instance:
        """Ask a server who it is; one that does not tell is an Instance of nothing. Raises TryLater, Fixable."""
        answer = send("GET", f"{server}/api/v2/instance")
        if not answer.ok:
            return Instance()
        told = answer.json()
        asked = told.get("configuration")
        area = at(asked, "media_attachments", "image_matrix_limit")
        source, domain = told.get("source_url"), told.get("domain")
        return Instance(
            known=isinstance(source, str) and bool(KNOWN.fullmatch(source)),
            domain=domain if isinstance(domain, str) and re.fullmatch(r"[0-9A-Za-z.:-]{1,253}", domain) else "",
            limits=limits_told(asked),
            area=area if type(area) is int and area in _AREA else 0,
        )

    def permission(self, server: str, browser: Browser) -> Grant:
        """Ask the writer, in the browser, to let this program in."""
        return permission(server, browser, self._secrets, self.refuse)

    def who(self, server: str, token: str) -> Mapping[str, object]:
        """Return the account a token belongs to. Raises Fixable("mastodon.token_refused"), TryLater."""
        if not _TOKEN.fullmatch(token):
            raise Fixable("mastodon.token_refused")
        headers = {"Authorization": f"Bearer {token}"}
        answer = send("GET", f"{server}/api/v1/accounts/verify_credentials", headers=headers)
        if answer.status in (401, 403):
            raise Fixable("mastodon.token_refused")
        if answer.status == 404:
            raise Fixable("mastodon.not_a_server", server=server)
        if not answer.ok:
            self.refuse(answer)
        told = answer.json()
        id_of(answer, told.get("id"))
        answer.word("username")
        return told

    def forget(self, account: Account) -> None:
        """Tell the server to forget the token; a pasted one belongs to a program that is not ours to speak for."""
        take_back(account.server, read_grant(kept(account, self._secrets)))

    # ------------------------------------------------------------ with the token

    def known(self, account: Account) -> bool:
        """Tell whether the account's server was known to be Mastodon when it was linked."""
        with suppress(AppError):
            return read_grant(kept(account, self._secrets)).fields.get("known") is True
        return False

    def call(self, account: Account, ask: Ask) -> Answer:
        """Send a signed request and return the answer, whatever it says."""
        return self._calls.call(account, ask)

    def done(self, account: Account, ask: Ask) -> Answer:
        """Do `call` and raise what an answer means that is no success."""
        answer = self.call(account, ask)
        return answer if answer.ok else self.refuse(answer, account)

    def refuse(self, answer: Answer, account: Account | None = None) -> NoReturn:
        """Raise what an answer means, by who must act."""
        code, name = explain(answer.status, answer.text), account.name if account else ""
        facts = {"network": network(NAME).name, "status": answer.status}
        if code == calls.SLOW_DOWN:
            raise TryLater(code, at=_wait_until(answer, datetime.now(UTC)), **facts)
        if code == calls.UNCLEAR:
            unclear: type[AppError] = TryLater if answer.safe else OutcomeUnknown
            raise unclear(code, **facts)
        if code in (calls.SIGNED_OUT, _NO_SCOPE):
            raise SignInAgain(code, name=name)
        raise Fixable(code, words=calls.quoted(words_of(answer.text), answer.status), **facts)


def explain(status: int, body: str) -> str:
    """Sort an answer by its status and the words in it (mastodon/documentation, api/guidelines and methods)."""
    code = by_status(status)
    words = words_of(body).lower()
    if code or status in (408, 425):
        return code or calls.UNCLEAR
    if status == 403:
        if "scope" in words:
            return _NO_SCOPE
        return calls.SIGNED_OUT if "your login" in words or "token" in words else calls.REFUSED
    if status == 413:
        return calls.PICTURE_TOO_BIG
    if status in (400, 422) and re.search(r"character limit|character_limit|characters? .*exceed|too long", words):
        return calls.TOO_LONG
    return calls.REFUSED


def words_of(body: str) -> str:
    """Return the server's own words: one short line, to be shown as plain text only."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    said = found.get("error_description") or found.get("error") if isinstance(found, dict) else ""
    return plain_line(said) if isinstance(said, str) else ""


def address(typed: str) -> str:
    """Return a server's address from what a person types: its name, a page of it, or @name@server.

    Raises Fixable("mastodon.no_server" or "wire.bad_address").
    """
    scheme, mark, rest = typed.strip().partition("://")
    if not mark:
        scheme, rest = "https", scheme.rpartition("@")[2]
    netloc = rest.partition("/")[0].lower()
    if not netloc:
        raise Fixable("mastodon.no_server")
    with suppress(UnicodeError):
        netloc = netloc if netloc.isascii() else netloc.encode("idna").decode()
    found = f"{scheme.lower()}://{netloc}"
    check_address(found)
    return found


def host_of(server: str) -> str:
    """Return the name of a server, with its port where it has an odd one."""
    return urlsplit(server).netloc


def _wait_until(answer: Answer, now: datetime) -> datetime | None:
    """Return until when to wait: Retry-After, or Mastodon's X-RateLimit-Reset, which is a moment as text."""
    asked = answer.wait_until(now)
    if asked is None:
        with suppress(ValueError, OverflowError):
            asked = datetime.fromisoformat(answer.headers.get("x-ratelimit-reset", "")).astimezone(UTC)
    return min(max(asked, now), now + _DAY) if asked else None
