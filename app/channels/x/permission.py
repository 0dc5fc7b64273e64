# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How X lets a program in: OAuth 2 with PKCE on a fixed loopback port, or OAuth 1.0a; signing and renewing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NoReturn

from app.calls import base_of, page_of
from app.channels import AppKeys, Browser, Secrets
from app.errors import Fixable
from app.model import Account, Way, new_id
from app.networks import network
from app.signin import oauth2
from app.signin.grants import Grant, read_grant
from app.signin.keeping import kept
from app.signin.oauth1 import Grant1, grant1, read_grant1, sign1
from app.wire import Answer, send

NETWORK = "x"
_DOORS = ("/oauth/request_token", "/oauth/authorize", "/oauth/access_token")


class Permission:
    """Both protocols behind one face; which one an account has is told by what is kept of it."""

    def __init__(self, keys: AppKeys, secrets: Secrets) -> None:
        """Keep where the program's key and the tokens are."""
        self._keys, self._secrets = keys, secrets

    def given(
        self, answers: Mapping[str, str], browser: Browser, refuse: Callable[[Answer], NoReturn]
    ) -> tuple[Account, str]:
        """Ask the writer in the browser and X for the name. Raises as a channel's `sign_in`."""
        base = base_of(network(NETWORK), answers.get("server", ""))
        if answers.get("protocol", "").strip() == "1.0a":
            return self._old(base, browser)
        found = oauth2.grant(self._client(base), browser)
        answer = send("GET", f"{base}/2/users/me", headers={"Authorization": f"Bearer {found.access}"})
        if not answer.ok:
            refuse(answer)
        return _account(base, answer.word("data", "id"), answer.word("data", "username")), found.secret()

    def _old(self, base: str, browser: Browser) -> tuple[Account, str]:
        key, place = self._keys.of(NETWORK), network(NETWORK)
        doors = (page_of(place, base, place.api + path) for path in _DOORS)
        request, authorise, access = doors
        found = grant1(key.id, key.secret, request, authorise, access, browser, place.reach.port)
        id, handle = found.fields.get("user_id", ""), found.fields.get("screen_name", "")
        if not id.isdecimal() or not handle:
            raise Fixable("signin.failed", words="user_id")
        return _account(base, id, handle), found.secret()

    def _client(self, base: str) -> oauth2.Client:
        """A key with a secret is X's "confidential client"; its secret goes in a header."""
        place, key = network(NETWORK), self._keys.of(NETWORK)
        reach = place.reach
        return oauth2.Client(
            key.id,
            key.secret,
            page_of(place, base, reach.authorise),
            page_of(place, base, reach.token),
            place.scopes,
            port=reach.port,
            revoke_url=page_of(place, base, reach.revoke),
            basic=bool(key.secret),
        )

    def renewed(self, account: Account, grant: Grant) -> Grant:
        """Return new tokens for old; X's access lasts two hours."""
        return oauth2.renew(self._client(account.server), grant.refresh, datetime.now(UTC))

    def signed(self, account: Account, method: str, url: str) -> dict[str, str] | None:
        """Return the signature of an OAuth 1.0a account, None for one of OAuth 2."""
        grant = self._grant1(account)
        if grant is None:
            return None
        key = self._keys.of(NETWORK)
        return sign1(method, url, (key.id, key.secret), grant)

    def _grant1(self, account: Account) -> Grant1 | None:
        text = kept(account, self._secrets)
        return read_grant1(text) if text.startswith('{"oauth1"') else None

    def taken_back(self, account: Account) -> None:
        """Revoke the tokens where there is a door for it. Raises TryLater."""
        if self._grant1(account) is None:
            grant = read_grant(kept(account, self._secrets))
            oauth2.revoke(self._client(account.server), grant.refresh or grant.access)


def _account(base: str, id: str, handle: str) -> Account:
    return Account(new_id(), NETWORK, f"@{handle}", Way.DIRECT, handle, base, id)
