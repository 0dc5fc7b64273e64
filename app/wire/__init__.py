# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Every web request: total deadline, size cap, no resend, redirects in pages.py alone. Only user of requests.

Each request has a connection of its own. A kept-alive one can die between two requests, and then nobody could tell
whether the second was read; a new one that fails before the first byte of the request is *surely unsent*.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NoReturn
from urllib.parse import urlsplit

from app.errors import AppError, Fixable, OutcomeUnknown, TryLater

LARGEST_ANSWER = 1 << 20
"""Bytes of an answer, counted after decompression."""


@dataclass(frozen=True, slots=True)
class Request:
    """What goes out. `public`: only to addresses that are everybody's; `until`: reading stops at these bytes."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None
    public: bool = False
    until: re.Pattern[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: to connect, between two pieces of an answer, and for everything together.

    `fresh`: if more than this passed between the call and the first byte (the lid was shut), nothing is sent.
    `size`: bytes of an answer, counted after decompression.
    """

    connect: float = 10
    read: float = 20
    total: float = 30
    fresh: float = 20
    size: int = LARGEST_ANSWER


NORMAL = Limits()
UPLOAD = Limits(read=60, total=600)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. `headers` by lower-case name; `safe` as the request was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    safe: bool = True

    @property
    def ok(self) -> bool:
        """Tell whether the status is a success."""
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        """The body for `explain`; never shown as anything but plain text."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> dict[str, object]:
        """Return the JSON object of the body. Raises as `broken` does for all else (HTML, NaN, endless nesting)."""
        try:
            value = json.loads(self.body.decode("utf-8"), parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            self.broken("wire.not_json")
        if not isinstance(value, dict):
            self.broken("wire.not_json")
        return value

    def word(self, *path: str) -> str:
        """Return the non-empty text at a path of keys of the JSON object. Raises as `broken` does if there is none."""
        value: object = self.json()
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        if not isinstance(value, str) or not value:
            self.broken("wire.not_json")
        return value

    def broken(self, code: str) -> NoReturn:
        """Raise what an answer that can't be read means: nothing happened if the request was safe, else unknown."""
        raise _no_answer(code, self.safe)

    def wait_until(self, now: datetime) -> datetime | None:
        """Return until when the server asks to wait (Retry-After, RateLimit-Reset, X's); at most a day, or None."""
        after = self.headers.get("retry-after", "")
        reset = self.headers.get("ratelimit-reset") or self.headers.get("x-rate-limit-reset", "")
        try:
            if after:
                until = now + timedelta(seconds=int(after)) if after.isdecimal() else parsedate_to_datetime(after)
            else:
                until = datetime.fromtimestamp(int(reset), UTC)
            return min(max(until.astimezone(UTC), now), now + timedelta(hours=24))
        except (ValueError, OverflowError, OSError):
            return None


def send(
    method: str,
    url: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    safe: bool | None = None,
    limits: Limits | None = None,
) -> Answer:
    """Send one request and return the whole answer, whatever its status. Never logs, never resends.

    `safe`: doing it twice, or not knowing, harms nobody (default: GET only). `limits`: NORMAL, or UPLOAD.
    Raises TryLater when surely nothing was sent, or for a safe request without an answer; OutcomeUnknown when an
    unsafe one may have been read; Fixable("wire.bad_address") for an address that is neither https nor this machine.
    """
    safe = method == "GET" if safe is None else safe
    check_address(url)
    from app.wire.connection import Failed, exchange  # late: brings requests along, 75 ms

    try:
        status, found, content = exchange(Request(method, url, dict(headers or {}), body), limits or NORMAL)
    except Failed as error:
        if error.begun:
            raise _no_answer(error.code, safe) from error
        raise TryLater(error.code, server=urlsplit(url).hostname) from error
    return Answer(status, found, content, safe)


def check_address(url: str) -> None:
    """Refuse all but https to a named server, and http to this very machine. Raises Fixable("wire.bad_address").

    Private numeric addresses are refused: a server's name is what a certificate vouches for.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Fixable("wire.bad_address", address=_shown(url)) from error
    loopback = is_loopback(host)
    plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    scheme = parts.scheme == "https" or (parts.scheme == "http" and loopback)
    if not (plain and scheme and host and port != 0 and "@" not in parts.netloc and (loopback or not _numeric(host))):
        raise Fixable("wire.bad_address", address=_shown(url))


def is_loopback(host: str) -> bool:
    """Tell whether a host name or number means this very machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _numeric(host: str) -> bool:
    """Numeric, also in the odd spellings that resolvers take for an address (0x7f.1, 2130706433)."""
    last = host.rstrip(".").rpartition(".")[2]
    return ":" in host or last.isdecimal() or last.lower().startswith("0x")


def _shown(url: str) -> str:
    """The address as a person typed it: without our path, a password, or more than fits a sentence."""
    scheme, mark, rest = url.partition("://")
    if not mark:
        return url.rpartition("@")[2][:80]
    return f"{scheme}{mark}{rest.partition('/')[0].rpartition('@')[2]}"[:80]


def _no_answer(code: str, safe: bool) -> AppError:
    return TryLater(code) if safe else OutcomeUnknown(code)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
