# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One request on one fresh connection, timed as a whole, with the moment of its first byte known."""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
import time
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
import truststore
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from app.wire import Limits, Request, addresses, guard, is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCK = 1 << 16
_SMALL = 1 << 13
_OVERLAP = 64
"""Bytes looked at again, so that what is searched for is found across two pieces."""


class Failed(Exception):
    """No whole answer. `begun`: bytes of the request left this machine, so it may have been read."""

    def __init__(self, code: str, begun: bool) -> None:
        """Keep the wording code and whether anything was sent."""
        super().__init__(code)
        self.code = code
        self.begun = begun


def exchange(request: Request, limits: Limits) -> tuple[int, dict[str, str], bytes]:
    """Send `request` and read the whole answer: status, headers by lower-case name, body. Raises Failed."""
    watch = _Stopwatch(limits)
    host = urlsplit(request.url).hostname or ""
    proxies = {} if is_loopback(host) else requests.utils.get_environ_proxies(request.url)
    if request.public and requests.utils.select_proxy(request.url, proxies):
        _judge(host)
    try:
        headers = {"User-Agent": "Mummo", "Accept-Encoding": "identity", "Connection": "close", **request.headers}
        ready = requests.Request(request.method, request.url, headers=headers, data=request.body).prepare()
        adapter = _Adapter(watch, request.public)
        try:
            with adapter.send(ready, stream=True, timeout=(limits.connect, limits.read), proxies=proxies) as answer:
                found = {k.lower(): v for k, v in answer.headers.items()}
                body = _body(answer, watch) if request.until is None else _start(answer, watch, request.until)
                return answer.status_code, found, body
        finally:
            adapter.close()
    except (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException) as error:
        raise Failed(_code(error, watch), watch.begun) from error
    except (OSError, ValueError) as error:  # an odd host name ends as UnicodeError, a cut socket as OSError
        raise Failed(_code(error, watch), watch.begun) from error


def _body(answer: requests.Response, watch: _Stopwatch) -> bytes:
    pieces, size = [], 0
    for piece in answer.iter_content(_BLOCK):  # in pieces: a compressed bomb is never unpacked whole
        size += len(piece)
        if size > watch.limits.size:
            raise Failed("wire.answer_too_big", begun=True)
        pieces.append(piece)
        watch.left()
    return b"".join(pieces)


def _start(answer: requests.Response, watch: _Stopwatch, until: re.Pattern[bytes]) -> bytes:
    """Read up to `until`, the size limit or the end, piece by piece as they arrive."""
    content = bytearray()
    while len(content) < watch.limits.size:
        piece = answer.raw.read1(_SMALL, decode_content=True)
        if not piece:
            break
        seen = max(len(content) - _OVERLAP, 0)
        content += piece
        if until.search(content, seen):
            break
        watch.left()
    return bytes(content[: watch.limits.size])


def _judge(host: str) -> None:
    """Refuse what the proxy should not fetch for us either, as far as this machine knows the name."""
    try:
        addresses.judged(host, 443)
    except addresses.NotPublic as error:
        raise Failed("wire.private_address", begun=False) from error
    except OSError:
        return  # behind many proxies only the proxy looks names up


def _code(error: BaseException, watch: _Stopwatch) -> str:
    """Name the trouble by walking down what urllib3 wrapped."""
    if watch.begun:
        return "wire.no_answer"
    if watch.stale:
        return "wire.slept"
    seen: list[BaseException] = []
    links: list[object] = [error]
    while links:
        link = links.pop()
        if isinstance(link, BaseException) and link not in seen:
            seen.append(link)
            links += [link.__cause__, link.__context__, getattr(link, "reason", None), *link.args]
    if any(isinstance(link, addresses.NotPublic) for link in seen):
        return "wire.private_address"
    if any(isinstance(link, requests.exceptions.ProxyError | urllib3.exceptions.ProxyError) for link in seen):
        return "wire.proxy"
    if any(isinstance(link, ssl.SSLError | urllib3.exceptions.SSLError) for link in seen):
        return "wire.certificate"
    return "wire.no_connection"


class _Stopwatch:
    """Time left for one exchange, and whether its first byte has gone."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._end = time.monotonic() + limits.total
        self._started = _awake_or_not()
        self.begun = False
        self.stale = False

    def left(self) -> float:
        """Return the seconds the next step may take. Raises TimeoutError when there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the time for this request is over")
        return min(seconds, self.limits.read)

    def begin(self) -> None:
        """Note that bytes leave now; refuse after a pause in which the lid may have been shut."""
        if _awake_or_not() - self._started > self.limits.fresh or guard.overdue():
            self.stale = True
            raise TimeoutError("too long since this was decided")
        self.left()
        self.begun = True


def _awake_or_not() -> float:
    """Seconds on a clock that also counts sleep, where the system has one."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class _Reader(io.RawIOBase):
    """A socket's bytes, each wait bounded by the stopwatch: a server that drips can't outlast the deadline."""

    def __init__(self, sock: socket.socket, watch: _Stopwatch) -> None:
        self._sock, self._watch = sock, watch
        self._raw: Any = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 io's own signature
        self._sock.settimeout(self._watch.left())
        count: int | None = self._raw.readinto(buffer)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedResponse(http.client.HTTPResponse):
    def __init__(self, watch: _Stopwatch, sock: socket.socket, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 http.client's
        super().__init__(sock, *args, **kwargs)
        plain, self.fp = self.fp, io.BufferedReader(_Reader(sock, watch))
        plain.close()


class _Timed(HTTPConnection):
    """Connects first, asks the stopwatch, then sends: so `begun` is true only if bytes could have left."""

    watch: _Stopwatch
    public: bool

    def _new_conn(self) -> socket.socket:
        if not self.public or self.proxy is not None:
            return super()._new_conn()
        return addresses.connect(self._dns_host, self.port, lambda: min(self.watch.left(), self.watch.limits.connect))

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 urllib3's own signature
        if self.is_closed:
            self.connect()
        try:
            self.watch.begin()
        except TimeoutError:
            self.close()
            raise
        self.response_class: Callable[..., http.client.HTTPResponse] = partial(_TimedResponse, self.watch)  # type: ignore[assignment]  # called, never subclassed
        super().request(method, url, *args, **kwargs)

    def send(self, data: Any) -> None:  # noqa: ANN401 http.client's own signature
        if not isinstance(data, bytes) or self.sock is None:
            super().send(data)
            return
        for start in range(0, len(data), _BLOCK):
            self.sock.settimeout(self.watch.left())
            super().send(data[start : start + _BLOCK])


class _TimedTls(_Timed, HTTPSConnection):
    pass


class _Adapter(HTTPAdapter):
    """Fresh connections, the system's certificates, no retries."""

    def __init__(self, watch: _Stopwatch, public: bool) -> None:
        self._watch, self._public = watch, public
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 requests' own signature
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        base = _TimedTls if pool.scheme == "https" else _Timed
        pool.ConnectionCls = type(base.__name__, (base,), {"watch": self._watch, "public": self._public})
        return pool

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 requests' own signature
        super().init_poolmanager(*args, **kwargs, ssl_context=system_certificates())

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:  # noqa: ANN401 requests' own signature
        return super().proxy_manager_for(proxy, **kwargs, ssl_context=system_certificates())

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:  # noqa: ANN401 requests' own signature
        """Leave the pool as it is: certificates come from the system, not from a bundled list."""
        conn.cert_reqs = "CERT_REQUIRED"


@cache
def system_certificates() -> ssl.SSLContext:
    """Return TLS 1.2 or newer that trusts whom the system trusts, a managed authority included."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
