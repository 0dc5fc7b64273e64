# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A server that gives permission by OAuth 2 as the RFCs say (6749, 7636, 7009, 9207), and a visitor who presses yes.

Strict where a lax one would hide our mistakes: PKCE must be S256 and fit, a code is good once, redirects must be equal.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import urllib.error
import urllib.request
from urllib.parse import parse_qsl, urlencode, urlsplit

from fakes.loopback import Asked, Loopback, Play


class Authority(Loopback):
    """`client` and `secret` are what it knows the program by; `refuse` is an error the person's no becomes."""

    def __init__(self, client: str = "mummo-test", secret: str = "", refuse: str = "", iss: str = "") -> None:
        super().__init__()
        self.client, self.secret, self.refuse, self.iss = client, secret, refuse, iss
        self.token = {"access": "canary-access-", "refresh": "canary-refresh-"}
        self.expires_in: object = 7200
        self.rotates = True
        self.scope: str | None = None
        self.codes: dict[str, dict[str, str]] = {}
        self.refreshes: set[str] = set()
        self.revoked: list[str] = []
        self.made = 0
        self.then = self._play

    def client_for(self, **other):
        from app.signin.oauth2 import Client

        usual = {
            "id": self.client,
            "secret": self.secret,
            "authorise_url": f"{self.url}/authorize",
            "token_url": f"{self.url}/token",
            "revoke_url": f"{self.url}/revoke",
            "scopes": ("read", "write"),
        }
        return Client(**{**usual, **other})

    def forms(self, end: str) -> list[dict[str, str]]:
        return [dict(parse_qsl(asked.body.decode())) for asked in self.asked if asked.path.endswith(end)]

    def _play(self, asked: Asked) -> Play | None:
        path = urlsplit(asked.path).path
        doors = {"/authorize": self._authorize, "/token": self._token, "/revoke": self._revoke}
        if path in self.plays or path not in doors:
            return None
        return doors[path](asked)

    def _authorize(self, asked: Asked) -> Play:
        wished = dict(parse_qsl(urlsplit(asked.path).query))
        assert wished["client_id"] == self.client
        assert wished["response_type"] == "code"
        assert wished.get("code_challenge_method", "S256") == "S256"
        answer = {"state": wished["state"]} | ({"iss": self.iss} if self.iss else {})
        if self.refuse:
            answer["error"] = self.refuse
        else:
            self.made += 1
            answer["code"] = f"code-{self.made}"
            self.codes[answer["code"]] = wished
        place = f"{wished['redirect_uri']}?{urlencode(answer)}"
        return Play(status=302, body=b"", headers={"Location": place})

    def _token(self, asked: Asked) -> Play:
        form = dict(parse_qsl(asked.body.decode()))
        given = asked.headers.get("authorization", "")
        if given:
            form["client_id"], _, form["client_secret"] = base64.b64decode(given.split()[1]).decode().partition(":")
        if (form.get("client_id"), form.get("client_secret", "")) != (self.client, self.secret):
            return _no("invalid_client", 401)
        good = self._renews(form) if form["grant_type"] == "refresh_token" else self._fits(form)
        return self._tokens() if good else _no("invalid_grant")

    def _renews(self, form: dict[str, str]) -> bool:
        known = form["refresh_token"] in self.refreshes
        if self.rotates:
            self.refreshes.discard(form["refresh_token"])
        return known

    def _fits(self, form: dict[str, str]) -> bool:
        wished = self.codes.pop(form.get("code", ""), None)
        if wished is None or form["redirect_uri"] != wished["redirect_uri"]:
            return False
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return wished.get("code_challenge", challenge) == challenge

    def _tokens(self) -> Play:
        self.made += 1
        fields = {"token_type": "Bearer", "access_token": f"{self.token['access']}{self.made}", "me": "sari"}
        if self.expires_in is not None:
            fields["expires_in"] = self.expires_in
        if self.token["refresh"]:
            fields["refresh_token"] = f"{self.token['refresh']}{self.made}"
            self.refreshes.add(fields["refresh_token"])
        if self.scope is not None:
            fields["scope"] = self.scope
        return Play(body=json.dumps(fields).encode())

    def _revoke(self, asked: Asked) -> Play:
        self.revoked.append(dict(parse_qsl(asked.body.decode()))["token"])
        return Play()


def _no(error: str, status: int = 400) -> Play:
    return Play(status=status, body=json.dumps({"error": error, "error_description": f"because {error}"}).encode())


class Visitor:
    """Opens what is shown, on a thread of its own as a browser would, and keeps what came back."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.pages: list[tuple[int, str]] = []
        self.threads: list[threading.Thread] = []

    def __call__(self, address: str) -> None:
        self.shown.append(address)
        self.away(lambda: self.open(address))

    def away(self, errand) -> None:
        thread = threading.Thread(target=errand, daemon=True)
        self.threads.append(thread)
        thread.start()

    def open(self, address: str, **headers: str) -> tuple[int, str]:
        request = urllib.request.Request(address, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                page = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                page = error.code, error.read().decode()
        self.pages.append(page)
        return page

    def rest(self) -> None:
        for thread in self.threads:
            thread.join(10)
