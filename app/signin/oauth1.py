# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""OAuth 1.0a, which X still takes: three steps with the writer's browser, and a signature on every request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from app.errors import AppError, Fixable, SignInAgain, TryLater
from app.signin.loopback import failed, raise_refusal
from app.signin.oauth2 import Asks
from app.wire import Answer

if TYPE_CHECKING:
    from requests_oauthlib import OAuth1Session


@dataclass(frozen=True, slots=True)
class Grant1:
    """What the writer allowed; it has no end of its own. `fields`: what else the server said (user_id, screen_name)."""

    token: str = field(repr=False)
    token_secret: str = field(repr=False)
    fields: Mapping[str, str] = field(default_factory=dict)

    def secret(self) -> str:
        """Return the text for the keyring; `read_grant1` reads it."""
        return json.dumps({"oauth1": [self.token, self.token_secret, dict(self.fields)]})


def read_grant1(text: str) -> Grant1:
    """Read what `Grant1.secret` wrote. Raises SignInAgain("signin.ended") for anything else."""
    try:
        token, secret, fields = json.loads(text)["oauth1"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise SignInAgain("signin.ended") from error
    if not (isinstance(token, str) and isinstance(secret, str) and isinstance(fields, dict)):
        raise SignInAgain("signin.ended")
    return Grant1(token, secret, fields)


def grant1(  # noqa: PLR0913, PLR0917 the three doors of the protocol and who goes through them
    key: str,
    secret: str,
    request_url: str,
    authorise_url: str,
    access_url: str,
    browser: Asks,
    port: int = 0,
) -> Grant1:
    """Ask for permission in the browser. Raises Fixable ("signin.refused", "signin.key_refused" …) and TryLater.

    The protocol knows no `state`: ours rides on the address the browser comes back to, and the answer must name the
    request token it was given for.
    """
    session = _session(key, secret)
    asked: list[str] = []

    def page(redirect: str, state: str) -> str:
        session._client.client.callback_uri = f"{redirect}?{urlencode({'state': state})}"
        given = _step(session, "fetch_request_token", request_url)
        if given.get("oauth_callback_confirmed", "true") != "true":
            raise Fixable("signin.key_refused")
        asked.append(given["oauth_token"])
        return f"{authorise_url}?{urlencode({'oauth_token': asked[0]})}"

    fields = browser.ask(page, port)
    raise_refusal(fields)
    if fields.get("oauth_token") != asked[-1]:
        raise Fixable("signin.other_server")
    if not fields.get("oauth_verifier"):
        raise failed("no verifier")
    given = _step(session, "fetch_access_token", access_url, verifier=fields["oauth_verifier"])
    token, token_secret = given.pop("oauth_token"), given.pop("oauth_token_secret")
    return Grant1(token, token_secret, given)


def sign1(method: str, url: str, client: tuple[str, str], grant: Grant1) -> dict[str, str]:
    """Return the headers that sign a request whose body is no form (JSON, a picture); for `app.wire.send`.

    `client` is key and secret of the program. Nonce and time make each signature one of a kind: sign every try anew.
    """
    import requests
    from requests_oauthlib import OAuth1

    signer = OAuth1(client[0], client[1], grant.token, grant.token_secret)
    signed = signer(requests.Request(method, url).prepare())
    value = signed.headers["Authorization"]
    return {"Authorization": value.decode("latin-1") if isinstance(value, bytes) else str(value)}


def _session(key: str, secret: str) -> OAuth1Session:
    from requests_oauthlib import OAuth1Session  # late: 90 ms

    from app.wire.adapter import Adapter, session_through_wire

    session = OAuth1Session(key, client_secret=secret)
    session_through_wire(session, Adapter(_judge))
    return session


def _step(session: OAuth1Session, way: str, url: str, **own: str) -> dict[str, str]:
    """Take one step; return the token and what came with it, each of them text."""
    try:
        given = getattr(session, way)(url, **own)
    except (ValueError, TypeError, KeyError) as error:  # the library's word for an answer that is none
        raise TryLater("wire.not_json") from error
    fields = {str(name): str(value) for name, value in given.items()}
    if not fields.get("oauth_token") or not fields.get("oauth_token_secret"):
        raise TryLater("wire.not_json")
    return fields


def _judge(answer: Answer) -> None:
    if answer.status == 429:
        raise TryLater("signin.slow_down", at=answer.wait_until(datetime.now(UTC)))
    if answer.status >= 500 or 300 <= answer.status < 400:
        raise TryLater("signin.unclear", status=answer.status)
    if answer.status in (401, 403):
        raise Fixable("signin.key_refused")
    if not answer.ok:
        raise failed(str(answer.status), _words(answer))


def _words(answer: Answer) -> str:
    try:
        first = answer.json().get("errors")
    except AppError:
        return answer.text[:200]
    one = first[0] if isinstance(first, list) and first else None
    return str(one.get("message", "")) if isinstance(one, dict) else ""
