# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Tokens that are bound to a key: the proof on every call, the server's nonce in it, renewal, giving them back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from app.errors import AppError, SignInAgain, TryLater
from app.signin.dpop import Nonces, ProofKey, read_key
from app.signin.grants import Grant, read_tokens
from app.wire import Answer, send

_ENDED = {"invalid_grant", "invalid_token", "invalid_client", "unauthorized_client", "invalid_dpop_proof"}
_nonces = Nonces()


@dataclass(frozen=True, slots=True)
class Permit:
    """What is kept beside the tokens: the key they are bound to, and where they are renewed and given back."""

    key: ProofKey
    client: str
    tokens: str
    revokes: str

    def fields(self) -> dict[str, object]:
        """Return the fields for the grant in the keyring; `permit_of` reads them."""
        return {"dpop": self.key.text, "client": self.client, "tokens": self.tokens, "revokes": self.revokes}


def is_grant(secret: str) -> bool:
    """Tell a grant from the session of an app password by the text in the keyring."""
    try:
        return len(json.loads(secret)) == 5
    except (ValueError, TypeError, RecursionError):
        return False


def permit_of(grant: Grant) -> Permit:
    """Return what was kept beside the tokens. Raises SignInAgain("signin.ended") if it is not whole."""
    client, tokens, revokes = (grant.fields.get(name) for name in ("client", "tokens", "revokes"))
    if not (isinstance(client, str) and isinstance(tokens, str) and isinstance(revokes, str)):
        raise SignInAgain("signin.ended")
    return Permit(read_key(grant.fields.get("dpop")), client, tokens, revokes)


def renew(grant: Grant, now: datetime) -> Grant:
    """Get new tokens; a refresh token is good once. For `keeping.renewed`. Raises SignInAgain, TryLater."""
    permit = permit_of(grant)
    asked = {"grant_type": "refresh_token", "refresh_token": grant.refresh, "client_id": permit.client}
    answer = posted(permit.tokens, asked, permit.key)
    if not answer.ok:
        if error_of(answer)[0] in _ENDED:
            raise SignInAgain("signin.ended")
        raise TryLater("signin.unclear", status=answer.status)
    new, _ = bound(answer, now)
    return replace(new, refresh=new.refresh or grant.refresh, fields=grant.fields)


def revoke(grant: Grant) -> None:
    """Give the permission back. Raises TryLater when the server can't be told."""
    permit = permit_of(grant)
    if permit.revokes:
        posted(permit.revokes, {"token": grant.refresh or grant.access, "client_id": permit.client}, permit.key)


class Bearer:
    """Signs the calls of one account with its bound tokens, and mends what can be mended when one is turned down."""

    def __init__(self, grant: Grant, renewed: Callable[[Grant], Grant]) -> None:
        """Keep the tokens, and how to get new ones that are already safe in the keyring."""
        self._grant, self._renewed = grant, renewed
        self._key = permit_of(grant).key
        self._tries = {"nonce": 1, "renewal": 1}

    def headers(self, method: str, url: str) -> dict[str, str]:
        """Return the signature of one request."""
        token = self._grant.access
        proof = self._key.proof(method, url, datetime.now(UTC), _nonces.of(url), token)
        return {"Authorization": f"DPoP {token}", "DPoP": proof}

    def mended(self, url: str, answer: Answer, signed_out: bool) -> bool:
        """Tell whether only the signature was turned down, nothing was done, and another try has a better one."""
        news = _nonces.note(url, answer.headers)
        if answer.status != 401 and not signed_out:
            return False
        if _wants_nonce(answer):
            self._tries["nonce"] -= 1
            return news and self._tries["nonce"] >= 0
        self._tries["renewal"] -= 1
        if self._tries["renewal"] < 0:
            return False
        self._grant = self._renewed(self._grant)
        self._tries["nonce"] = 1
        return True


def posted(url: str, asked: Mapping[str, str], key: ProofKey) -> Answer:
    """Post a form with a proof; again, once, if the server wants a nonce of its own in it (the first time it does)."""
    for _ in range(2):
        proof = key.proof("POST", url, datetime.now(UTC), _nonces.of(url))
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json", "DPoP": proof}
        answer = send("POST", url, body=urlencode(asked).encode(), headers=headers, safe=True)
        news = _nonces.note(url, answer.headers)
        if answer.ok or not (news and _wants_nonce(answer)):
            break
    if answer.status == 429:
        raise TryLater("signin.slow_down", at=answer.wait_until(datetime.now(UTC)))
    if answer.status >= 500 or 300 <= answer.status < 400:
        raise TryLater("signin.unclear", status=answer.status)
    return answer


def bound(answer: Answer, now: datetime) -> tuple[Grant, str]:
    """Return tokens that are bound to our key and the DID they are for; a token that anybody could use is refused."""
    kind, did = answer.word("token_type"), answer.word("sub")
    if kind.lower() != "dpop" or not did.startswith("did:"):
        answer.broken("wire.not_json")
    return read_tokens(answer, now), did


def _wants_nonce(answer: Answer) -> bool:
    return error_of(answer)[0] == "use_dpop_nonce" or "use_dpop_nonce" in answer.headers.get("www-authenticate", "")


def error_of(answer: Answer) -> tuple[str, str]:
    """Return the error name and the server's words, or the status where there is no name."""
    try:
        fields = answer.json()
    except AppError:
        fields = {}
    error, words = fields.get("error"), fields.get("error_description") or fields.get("message")
    return error if isinstance(error, str) and error else str(answer.status), words if isinstance(words, str) else ""
