# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How a Mastodon server lets a program in: it is made known there once, the writer allows it in the browser.

A registration is kept in the keyring and used again for later sign-ins on the same server. Servers may throw away one
that nobody used, so it is tried first; one that is not surely known still is made anew. It remembers its port: some
servers compare the redirect letter by letter, others take any port of this machine (RFC 8252, 7.3).
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import NoReturn

from app import calls
from app.channels import Browser, Secrets, known_as
from app.errors import Fixable, ProfileUnusable, SignInAgain
from app.model import Account
from app.networks import network
from app.signin.grants import Grant
from app.signin.oauth2 import Client, grant, knows, renew, revoke
from app.wire import Answer, send
from app.wire.bodies import as_form

SCOPES = network("mastodon").scopes


@dataclass(frozen=True, slots=True)
class Registration:
    """What one server knows this program by, and the port of the redirect it was told."""

    id: str
    key: str = field(repr=False)
    port: int

    def secret(self) -> str:
        """Return the text for the keyring. The scopes are those it was made for."""
        return json.dumps([self.id, self.key, self.port, " ".join(SCOPES)])

    def fields(self) -> dict[str, object]:
        """Return what stays with a token, so that it can be revoked whatever becomes of the registration."""
        return {"id": self.id, "key": self.key}


def permission(server: str, browser: Browser, secrets: Secrets, refuse: Callable[[Answer], NoReturn]) -> Grant:
    """Ask the writer, in the browser, to let this program in; make it known to the server first where it is not.

    Raises as `oauth2.grant`, Fixable("mastodon.not_a_server"), and what `refuse` raises.
    """
    own = _still_known(server, secrets) or _registered(server, secrets, refuse)
    try:
        return _granted(server, own, browser)
    except Fixable as error:
        if error.code != "signin.port_taken":
            raise
    return _granted(server, _registered(server, secrets, refuse), browser)


def take_back(server: str, given: Grant) -> None:
    """Tell the server to forget a token; a pasted one belongs to a program that is not ours to speak for."""
    if given.fields.get("id"):
        revoke(_client(server, given.fields), given.access)


def renewed(account: Account, old: Grant) -> Grant:
    """Renew a token where a server lets them end; Mastodon's own have no end."""
    if not old.refresh or not old.fields.get("id"):
        raise SignInAgain(calls.SIGNED_OUT)
    return replace(renew(_client(account.server, old.fields), old.refresh, datetime.now(UTC)), fields=old.fields)


def _granted(server: str, own: Registration, browser: Browser) -> Grant:
    client = replace(_client(server, own.fields()), port=own.port)
    return replace(grant(client, browser), fields=own.fields())


def _still_known(server: str, secrets: Secrets) -> Registration | None:
    """Return the registration that was kept, if the server says that it knows it; one that won't say counts as no."""
    own = _kept(server, secrets)
    with suppress(Fixable):  # "signin.key_refused": thrown away there
        if own and knows(replace(_client(server, own.fields()), port=own.port)):
            return own
    return None


def _kept(server: str, secrets: Secrets) -> Registration | None:
    """Read what was kept; what is none, or was made for other scopes, is none. A shut key store holds none."""
    try:
        id, key, port, scopes = json.loads(secrets.read(known_as("mastodon", server)) or "")
    except (ProfileUnusable, ValueError, TypeError, RecursionError):
        return None
    whole = isinstance(id, str) and isinstance(key, str) and type(port) is int and 0 < port < 1 << 16
    return Registration(id, key, port) if whole and scopes == " ".join(SCOPES) else None


def _registered(server: str, secrets: Secrets, refuse: Callable[[Answer], NoReturn]) -> Registration:
    """Make this program known to a server, and keep what it is known by where there is a place to."""
    port = _free_port()
    fields = {"client_name": "Mummo", "redirect_uris": f"http://127.0.0.1:{port}/", "scopes": " ".join(SCOPES)}
    body = as_form(fields)
    kind = {"Content-Type": body.mime}
    answer = send("POST", f"{server}/api/v1/apps", body=body.content, headers=kind, safe=True)
    if not answer.ok:
        if calls.by_status(answer.status) in (calls.SLOW_DOWN, calls.UNCLEAR):
            refuse(answer)
        raise Fixable("mastodon.not_a_server", server=server)
    own = Registration(answer.word("client_id"), answer.word("client_secret"), port)
    with suppress(ProfileUnusable):  # without a key store it is made anew each time
        secrets.write(known_as("mastodon", server), own.secret())
    return own


def _client(server: str, own: Mapping[str, object]) -> Client:
    """Return what this program is to the server that made it known."""
    return Client(
        str(own.get("id", "")),
        str(own.get("key", "")),
        f"{server}/oauth/authorize",
        f"{server}/oauth/token",
        SCOPES,
        revoke_url=f"{server}/oauth/revoke",
    )


def _free_port() -> int:
    """Return a port of this machine that is free just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
