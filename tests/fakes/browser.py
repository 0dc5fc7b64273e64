# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A browser nobody sees: it opens the page a sign-in asks for and brings back what a person's answer would bring."""

from __future__ import annotations

import http.client
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from app.channels import AppKey
from app.errors import Fixable

PORT = 8765
"""What stands in the redirect; nothing listens there, the answer never travels."""


@dataclass
class FakeBrowser:
    """Satisfies `app.channels.Browser`. A page on this machine is really fetched, others are only noted.

    If the server redirects back to us at once, its fields are the answer; else `fields`.
    `closed` plays the person who closes the page.
    """

    fields: Mapping[str, str] = field(default_factory=lambda: {"code": "code-of-the-page"})
    closed: bool = False
    opened: list[str] = field(default_factory=list)

    def ask(self, page: Callable[[str, str], str], port: int = 0) -> Mapping[str, str]:
        redirect, state = f"http://127.0.0.1:{port or PORT}/", secrets.token_urlsafe(24)
        url = page(redirect, state)
        self.opened.append(url)
        assert urlsplit(url).scheme == "https" or urlsplit(url).hostname == "127.0.0.1", url
        if self.closed:
            raise Fixable("signin.closed")
        answered = self._visit(url, redirect)
        assert answered.pop("state", state) == state
        return {**self.fields, **answered}

    def _visit(self, url: str, redirect: str) -> dict[str, str]:
        """Fetch a page of this machine, and read the fields off a redirect back to us."""
        parts = urlsplit(url)
        if parts.scheme != "http":
            return {}
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        line.request("GET", f"{parts.path}?{parts.query}")
        target = line.getresponse().getheader("Location") or ""
        line.close()
        if urlsplit(target).netloc != urlsplit(redirect).netloc:
            return {}
        return dict(parse_qsl(urlsplit(target).query))


@dataclass(frozen=True)
class FakeKeys:
    """The program's keys as a test knows them, by network. Satisfies `app.channels.AppKeys`."""

    keys: Mapping[str, AppKey]

    def of(self, network: str) -> AppKey:
        if network not in self.keys:
            raise Fixable("keys.missing", network=network)
        return self.keys[network]
