# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A server on loopback that behaves or misbehaves exactly as told, and remembers what it was asked."""

from __future__ import annotations

import contextlib
import select
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Play:
    """One answer. `how`: whole, lost (close without a byte), half (cut in the body), nothing (hold the line),

    drip (a header that never ends, byte by byte), trickle (a body that never ends).
    """

    how: str = "whole"
    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)


class Loopback:
    """`plays` maps the end of a path to answers, used one by one; the last one stays. Unknown paths answer 404.

    `outlasted`: who asked waited out an answer that stalled (20 s) instead of giving up on it.
    """

    def __init__(self, plays: dict[str, list[Play]] | None = None) -> None:
        self.plays = {end: list(answers) for end, answers in (plays or {}).items()}
        self.asked: list[Asked] = []
        self.outlasted = False
        self.then: Callable[[Asked], Play | None] = lambda asked: None
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Loopback:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def paths(self) -> list[str]:
        return [asked.path.partition("?")[0].rpartition("/")[2] for asked in self.asked]

    def _next(self, asked: Asked) -> Play:
        special = self.then(asked)
        if special:
            return special
        for end, answers in self.plays.items():
            if asked.path.partition("?")[0].endswith(end):
                return answers.pop(0) if len(answers) > 1 else answers[0]
        return Play(status=404, body=b'{"error":"NotFound"}')

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args: object) -> None:
                pass

            def _serve(self) -> None:
                self.close_connection = True
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                asked = Asked(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
                loopback.asked.append(asked)
                with contextlib.suppress(OSError):
                    loopback._answer(self, loopback._next(asked))

        for verb in ("GET", "POST", "PUT", "DELETE"):
            setattr(Handler, f"do_{verb}", Handler._serve)
        return Handler

    def _answer(self, handler: BaseHTTPRequestHandler, play: Play) -> None:
        if play.how == "lost":
            return
        if play.how in ("nothing", "drip", "trickle"):
            self._stall(handler, play.how)
            return
        handler.send_response(play.status)
        length = {"Content-Length": str(len(play.body))}
        for name, value in {"Content-Type": "application/json", **length, **play.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(play.body[: len(play.body) // 2] if play.how == "half" else play.body)

    def _stall(self, handler: BaseHTTPRequestHandler, how: str) -> None:
        head = b"HTTP/1.1 200 OK\r\n"
        if how != "nothing":
            handler.wfile.write(head if how == "drip" else head + b"Content-Length: 100000\r\n\r\n")
        for _ in range(400):
            if self._over.wait(0.05):
                return
            if how != "nothing":
                handler.wfile.write(b"X")
            elif select.select([handler.connection], [], [], 0)[0]:  # who asked has left
                return
        self.outlasted = True
