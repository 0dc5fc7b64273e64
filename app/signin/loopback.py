# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The browser's answer on this machine: a listener on 127.0.0.1 that takes one answer and closes (RFC 8252, 7.3)."""

from __future__ import annotations

import os
import secrets
import selectors
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from html import escape
from typing import NoReturn
from urllib.parse import parse_qsl

from app.errors import Fixable
from app.wire import check_address
from app.wording import current, t

PATIENCE = 120.0
"""Seconds a person has for the page in the browser."""

_REFUSALS = {"access_denied", "user_cancelled_authorize", "user_cancelled_login"}
"""What a person's no is called: by RFC 6749, and by LinkedIn (learn.microsoft.com, authorization code flow)."""
_HOST = "127.0.0.1"
_STATE_BYTES = 32
_LARGEST_HEAD = 1 << 14
_MOST_CALLERS = 16
_MOST_FIELDS = 32
_TICK = 0.1
"""Seconds between two looks at `stopped`."""


def never() -> bool:
    """Nobody stops it."""
    return False


class Loopback:
    """A `Browser` (app/channels): shows a page and waits for the one answer that carries this sign-in's state.

    Browsers open connections in advance and ask for icons, so several callers are listened to at once; only a GET of
    "/" on the right host with the right state counts, and with it the listener is gone. No thread is started.
    """

    def __init__(
        self,
        show: Callable[[str], None],
        stopped: Callable[[], bool] = never,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep how a page is shown, who may stop the wait, and a clock of seconds."""
        self._show, self._stopped, self._clock = show, stopped, clock

    def ask(self, page: Callable[[str, str], str], port: int = 0) -> Mapping[str, str]:
        """Show `page(redirect, state)` and return the fields of its answer, `iss` among them, without `state`.

        Raises Fixable: "signin.refused", "signin.failed", "signin.closed", "signin.port_taken", "signin.cancelled".
        """
        state = secrets.token_urlsafe(_STATE_BYTES)
        with ExitStack() as open_things:
            listener = open_things.enter_context(_listen(port))
            number = listener.getsockname()[1]
            address = page(f"http://{_HOST}:{number}/", state)
            check_address(address)
            self._show(address)
            fields = self._wait(listener, open_things, _Reader(f"{_HOST}:{number}", state))
        raise_refusal(fields)
        return fields

    def _wait(self, listener: socket.socket, open_things: ExitStack, reader: _Reader) -> dict[str, str]:
        callers = open_things.enter_context(_Callers(listener))
        end = self._clock() + PATIENCE
        while self._clock() < end:
            if self._stopped():
                raise Fixable("signin.cancelled")
            for caller, head in callers.heads():
                fields, said = reader.read(head)
                callers.answer(caller, said)
                if fields is not None:
                    return fields
        raise Fixable("signin.closed")


def raise_refusal(fields: Mapping[str, str]) -> None:
    """Raise Fixable when a page's answer is a refusal ("denied" is OAuth 1.0a's word for it)."""
    error = fields.get("error", "")
    if error in _REFUSALS or "denied" in fields:
        raise Fixable("signin.refused")
    if error:
        raise failed(error, fields.get("error_description", ""))


def failed(error: str, words: str = "") -> Fixable:
    """Return "signin.failed" with the network's own words on one short line; never to be shown as more than text."""
    line = " ".join((words or error).split())
    return Fixable("signin.failed", words="".join(letter for letter in line if letter.isprintable())[:200])


class _Reader:
    """Reads the heads of requests; knows which one is the answer."""

    def __init__(self, host: str, state: str) -> None:
        self._host, self._state = host, state.encode()

    def read(self, head: bytes) -> tuple[dict[str, str] | None, bytes]:
        """Return the answer's fields (None when it is not the answer), and what to say to the caller."""
        first, _, rest = head.partition(b"\r\n")
        words = first.split(b" ")
        if len(words) != 3 or words[0] != b"GET" or not words[2].startswith(b"HTTP/1."):
            return None, _page(405, "stray")
        if _hosts(rest) != [self._host]:  # another name for this machine: a page elsewhere wants in
            return None, _page(421, "stray")
        path, _, query = words[1].partition(b"?")
        if path != b"/":
            return None, _page(404, "stray")
        fields = _fields(query)
        if not secrets.compare_digest(fields.pop("state", "").encode(), self._state):
            return None, _page(403, "stray")
        return fields, _page(200, "refused" if "error" in fields or "denied" in fields else "done")


def _hosts(lines: bytes) -> list[str]:
    pairs = (line.partition(b":") for line in lines.split(b"\r\n"))
    return [value.strip().decode("latin-1") for name, _, value in pairs if name.strip().lower() == b"host"]


def _fields(query: bytes) -> dict[str, str]:
    """Return the fields of a query; {} if one comes twice or it can't be read."""
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:  # UnicodeDecodeError is one
        return {}
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else {}


def _page(status: int, code: str) -> bytes:
    """Return a whole answer: one friendly sentence in the writer's language that loads and runs nothing."""
    words = escape(t(f"signin.page.{code}"))
    html = (
        f'<!doctype html><html lang="{current()}"><meta charset="utf-8"><title>Mummo</title>'
        "<style>body{font:1.25rem/1.5 system-ui,sans-serif;margin:15vh auto;max-width:30rem;padding:0 1rem;"
        f"color-scheme:light dark}}</style><h1>Mummo</h1><p>{words}</p></html>"
    ).encode()
    head = (
        f"HTTP/1.1 {status} -\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(html)}\r\n"
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'\r\n"
        "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode() + html


class _Callers:
    """Everybody who is connected, read side by side: a silent one keeps nobody waiting."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ)
        self._heads: dict[socket.socket, bytearray] = {}

    def __enter__(self) -> _Callers:
        return self

    def __exit__(self, *_: object) -> None:
        for caller in list(self._heads):
            self._leave(caller)
        self._selector.close()

    def heads(self) -> list[tuple[socket.socket, bytes]]:
        """Wait a moment; return the callers whose request is whole."""
        whole = []
        for key, _ in self._selector.select(_TICK):
            sock = key.fileobj
            if sock is self._listener:
                self._take()
            elif isinstance(sock, socket.socket) and self._read(sock):
                whole.append((sock, bytes(self._heads[sock])))
        return whole

    def answer(self, caller: socket.socket, said: bytes) -> None:
        """Say it and hang up; a caller who is gone already is none of our business."""
        with suppress(OSError):
            caller.settimeout(1)
            caller.sendall(said)
            caller.shutdown(socket.SHUT_WR)
        self._leave(caller)

    def _take(self) -> None:
        with suppress(OSError):
            caller, _ = self._listener.accept()
            if len(self._heads) >= _MOST_CALLERS:
                self._leave(next(iter(self._heads)))
            caller.setblocking(False)
            self._heads[caller] = bytearray()
            self._selector.register(caller, selectors.EVENT_READ)

    def _read(self, caller: socket.socket) -> bool:
        """Read what came; return True when the head is whole."""
        if caller not in self._heads:
            return False  # made room in this very round
        try:
            piece = caller.recv(_LARGEST_HEAD)
        except BlockingIOError:
            return False
        except OSError:
            piece = b""
        head = self._heads[caller]
        head += piece
        if not piece or len(head) > _LARGEST_HEAD:
            self._leave(caller)
            return False
        return b"\r\n\r\n" in head

    def _leave(self, caller: socket.socket) -> None:
        if self._heads.pop(caller, None) is not None:
            self._selector.unregister(caller)
            caller.close()


def _listen(port: int) -> socket.socket:
    """Listen on the literal 127.0.0.1, on a free port or on `port`. Raises Fixable("signin.port_taken")."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # a port that was closed a moment ago is free; one that is listened on is not
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE"), 1)  # noqa: B009 Windows alone has it
        listener.bind((_HOST, port))
        listener.listen(_MOST_CALLERS)
        listener.setblocking(False)
    except OSError as error:
        listener.close()
        _no_port(port, error)
    return listener


def _no_port(port: int, error: OSError) -> NoReturn:
    raise Fixable("signin.port_taken", port=port) from error
