# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A lossy proxy: the server does the work, then the answer is dropped, cut, delayed or replaced on its way back."""

from __future__ import annotations

import contextlib
import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding"}


LATE_S = 0.3
_PAGE = b"<html>Wi-Fi</html>"
REWRITTEN: dict[str, tuple[int, bytes, dict[str, str]]] = {
    "html": (200, _PAGE, {"Content-Type": "text/html"}),
    "502": (502, _PAGE, {"Content-Type": "text/html"}),
    "503": (503, b'{"error":"busy"}', {"Content-Type": "application/json", "Retry-After": "1"}),
    "empty": (200, b"{}", {"Content-Type": "application/json"}),
    "moved": (302, b"", {"Location": "https://wifi.example/"}),
}


class LossyProxy:
    """Stands before `target`, also in the addresses the server hands out.

    `losses` maps the end of a path to what happens to its next answers, one by one: drop (no answer), cut (half the
    body), hold (no answer until the proxy ends), slow (late, but whole), and what a stranger on the way puts in its
    place: html (a Wi-Fi's page, 200), 502, 503, empty (200, {}), moved (a redirect). Afterwards all is well. `passed`
    is what reached the server, whatever came back.
    """

    def __init__(self, target: str) -> None:
        self._target = urlsplit(target)
        self.losses: dict[str, list[str]] = {}
        self.passed: list[tuple[str, str, int]] = []
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> LossyProxy:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _loss(self, path: str) -> str:
        for end, plan in self.losses.items():
            if path.partition("?")[0].endswith(end) and plan:
                return plan.pop(0)
        return ""

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args: object) -> None:
                pass

            def _serve(self) -> None:
                self.close_connection = True
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                with contextlib.suppress(OSError):
                    proxy._forward(self, body)

        for verb in ("GET", "POST", "PUT", "DELETE"):
            setattr(Handler, f"do_{verb}", Handler._serve)
        return Handler

    def _forward(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        upstream = http.client.HTTPConnection(self._target.hostname or "", self._target.port, timeout=60)
        headers = {k: v for k, v in handler.headers.items() if k.lower() not in _HOP | {"host"}}
        upstream.request(handler.command, handler.path, body or None, headers)
        answer = upstream.getresponse()
        content = answer.read().replace(self._target.netloc.encode(), self.url.removeprefix("http://").encode())
        upstream.close()
        self.passed.append((handler.command, handler.path, answer.status))
        loss = self._loss(handler.path)
        if loss == "drop":
            return
        if loss in ("hold", "slow"):
            self._over.wait(30 if loss == "hold" else LATE_S)
        if loss == "hold":
            return
        status, kept = answer.status, {k: v for k, v in answer.getheaders() if k.lower() not in _HOP}
        if loss in REWRITTEN:
            status, content, kept = REWRITTEN[loss]
        handler.send_response(status)
        for name, value in {**kept, "Content-Length": str(len(content))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content[: len(content) // 2] if loss == "cut" else content)
