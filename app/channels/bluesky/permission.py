# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Permission for Bluesky in the writer's browser: pushed request, PKCE, tokens bound to a key.

As atproto.com/specs/oauth wants it (read 2026-11-23). The program has no web site to describe itself on, so it is the
"loopback client" that every server knows: its id holds its address on this machine and what it asks for. The whole
sign-in lasts two weeks, however often it is renewed.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from app.channels import Browser
from app.channels.bluesky.bound import Permit, bound, error_of, posted, revoke
from app.channels.bluesky.identity import Directory, Gate, Home
from app.errors import AppError, Fixable
from app.model import Account, Way, new_id
from app.networks import network
from app.signin.dpop import ProofKey, new_key
from app.signin.grants import Grant
from app.signin.loopback import failed, raise_refusal
from app.wire import Answer

LASTS = timedelta(days=14)
"""A whole session of a public client (oauth-provider: SESSION_LIFETIME, read 2026-11-22)."""
OLDER = ("atproto", "transition:generic")
"""What to ask of a server that does not know fine-grained permissions yet."""

_REDIRECT = "http://127.0.0.1/"
"""As registered; the port is any (RFC 8252, 7.3)."""


def sign_in(server: str, answers: Mapping[str, str], browser: Browser, now: datetime) -> tuple[Account, str]:
    """Ask in the browser; return the account and the secret to keep. `now` is UTC.

    Without a handle the person picks the account on the server's own page. Either way the account that comes back is
    looked up from its DID: it must live where this very server may give permission for it.
    Raises Fixable ("signin.refused", "signin.other_server", "bluesky.no_such_handle" …) and TryLater.
    """
    directory = Directory(server, answers.get("directory", ""))
    handle = answers.get("handle", "").strip().lstrip("@").lower()
    home = directory.home_of(handle) if handle else None
    gate = directory.gate_of(home.server) if home else _gate_at(directory, server)
    permit = Permit(new_key(), "", gate.tokens, gate.revokes)
    asking = _Asking(gate, permit.key, handle, now)
    fields = browser.ask(asking.page)
    raise_refusal(fields)
    if fields.get("iss") != gate.issuer:
        raise Fixable("signin.other_server")
    if not fields.get("code"):
        raise failed("no code")
    grant, did = asking.tokens(fields["code"])
    permit = replace(permit, client=asking.client)
    with _taken_back_on_trouble(grant, permit):
        found = _confirmed(directory, gate, home, did)
    name = found.handle or did
    until = now + LASTS
    account = Account(new_id(), "bluesky", f"@{name}", Way.DIRECT, name, found.server, did, signed_in_until=until)
    return account, replace(grant, fields=permit.fields()).secret()


@contextmanager
def _taken_back_on_trouble(grant: Grant, permit: Permit) -> Iterator[None]:
    """Give a permission back when what follows fails: nothing stays open at the server that nobody keeps."""
    try:
        yield
    except AppError:
        with suppress(AppError):
            revoke(replace(grant, fields=permit.fields()))
        raise


class _Asking:
    """One conversation with the server that gives permission: verifier, redirect and key can't be mixed up."""

    def __init__(self, gate: Gate, key: ProofKey, handle: str, now: datetime) -> None:
        self._gate, self._key, self._handle, self._now = gate, key, handle, now
        self._verifier = secrets.token_urlsafe(64)
        self._redirect = ""
        self._scopes = network("bluesky").scopes
        self.client = ""

    def page(self, redirect: str, state: str) -> str:
        """Push the request; return the address of the page in which it is granted."""
        self._redirect = redirect
        answer = self._pushed(state)
        if not answer.ok and error_of(answer)[0] == "invalid_scope":
            self._scopes = OLDER
            answer = self._pushed(state)
        if not answer.ok:
            raise failed(*error_of(answer))
        asked = {"client_id": self.client, "request_uri": answer.word("request_uri")}
        return f"{self._gate.asks}?{urlencode(asked)}"

    def _pushed(self, state: str) -> Answer:
        scope = " ".join(self._scopes)
        self.client = "http://localhost?" + urlencode({"redirect_uri": _REDIRECT, "scope": scope})
        digest = hashlib.sha256(self._verifier.encode()).digest()
        asked = {
            "client_id": self.client,
            "redirect_uri": self._redirect,
            "response_type": "code",
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            "scope": scope,
            "state": state,
        }
        if self._handle:
            asked["login_hint"] = self._handle
        return posted(self._gate.pushed, asked, self._key)

    def tokens(self, code: str) -> tuple[Grant, str]:
        """Turn the code into tokens; return them and the DID they are for."""
        asked = {"grant_type": "authorization_code", "code": code, "code_verifier": self._verifier}
        asked |= {"redirect_uri": self._redirect, "client_id": self.client}
        answer = posted(self._gate.tokens, asked, self._key)
        if not answer.ok:
            error, words = error_of(answer)
            raise Fixable("signin.expired") if error == "invalid_grant" else failed(error, words)
        grant, did = bound(answer, self._now)
        missing = [scope for scope in self._scopes if scope not in grant.scope.split()]
        if missing:
            raise Fixable("signin.no_scope", scopes=", ".join(missing))
        return grant, did


def _gate_at(directory: Directory, server: str) -> Gate:
    """A server may hold accounts itself, or only give permission for those on others (bsky.social does)."""
    try:
        return directory.gate_of(server)
    except Fixable:
        return directory.gate(server)


def _confirmed(directory: Directory, gate: Gate, home: Home | None, did: str) -> Home:
    """Return the home of the account that was permitted. Raises Fixable if it is not the one asked for, or not here."""
    if home is not None:
        if home.did != did:
            raise Fixable("bluesky.other_account", handle=home.handle)
        return home
    found = directory.home(did)
    if directory.gate_of(found.server).issuer != gate.issuer:
        raise Fixable("signin.other_server")
    return found if directory.leads_back(found) else replace(found, handle="")
