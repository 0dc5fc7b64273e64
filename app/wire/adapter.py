# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The wire below a requests session, for libraries that bring one: same deadline, cap, certificates; no redirects."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter

from app.wire import Answer, send


def open_to_loopback(url: str) -> str:
    """Return a loopback server's http address as https, and any other as it is.

    A library that rightly refuses plain http would refuse this very machine too; `Adapter` turns it back.
    """
    return "https" + url.removeprefix("http") if url.startswith("http://") else url


class Adapter(BaseAdapter):
    """Sends each prepared request by `wire.send`, as one that harms nobody when done twice, and lets `judge` see it.

    `judge` gets the answer before the library does and raises what it means. `plain` holds the places (host:port)
    that are spoken to in plain http; `wire.send` allows that for this machine alone.
    """

    def __init__(self, judge: Callable[[Answer], object], plain: frozenset[str] = frozenset()) -> None:
        """Keep who judges."""
        super().__init__()
        self._judge, self._plain = judge, plain

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: object = None,
        verify: object = True,
        cert: object = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Send and return the whole answer; what the session says of time, certificates and proxies is wire's to say.

        Raises as `wire.send` and `judge` do.
        """
        url = request.url or ""
        if urlsplit(url).netloc in self._plain:
            url = "http" + url.removeprefix("https")
        body = request.body.encode() if isinstance(request.body, str) else request.body
        headers = {name: _text(value) for name, value in request.headers.items()}
        headers.pop("Content-Length", None)
        headers.pop("Accept-Encoding", None)
        answer = send(request.method or "GET", url, body=body, headers=headers, safe=True)
        self._judge(answer)
        return _response(request, answer)

    def close(self) -> None:
        """Do nothing: no connection outlives its request."""


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _response(request: requests.PreparedRequest, answer: Answer) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status
    response.headers.update({name: value for name, value in answer.headers.items() if name != "location"})
    response._content = answer.body  # requests offers no other way to make one
    response.encoding = "utf-8"
    response.url = request.url or ""
    response.request = request
    return response


def session_through_wire(session: requests.Session, adapter: Adapter) -> None:
    """Let every request of a session go through `adapter`, and nothing of the surroundings (netrc, proxies) in.

    The libraries above it log nothing from then on: at their most talkative they write codes and tokens.
    """
    for name in ("requests_oauthlib", "oauthlib"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    session.trust_env = False
    session.adapters.clear()
    for scheme in ("https://", "http://"):
        session.mount(scheme, adapter)
