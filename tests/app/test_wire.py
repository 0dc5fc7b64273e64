# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The wire: what surely went out, what surely did not, and answers that are none."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest
from fakes.loopback import Loopback, Play
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import AppError, Fixable, OutcomeUnknown, TryLater
from app.wire import LARGEST_ANSWER, Answer, Limits, check_address, connection, send

SHORT = Limits(connect=0.5, read=0.3, total=0.6)
NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)


@pytest.fixture
def server():
    with Loopback() as server:
        yield server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_whole_answer(server):
    server.plays = {"/post": [Play(status=201, body='{"id":"ä"}'.encode(), headers={"X-Odd": "1"})]}
    answer = send("POST", f"{server.url}/post", body=b"hello", headers={"Authorization": "Bearer x"})
    assert (answer.status, answer.ok, answer.json(), answer.headers["x-odd"]) == (201, True, {"id": "ä"}, "1")
    asked = server.asked[0]
    assert (asked.body, asked.headers["authorization"], asked.headers["user-agent"]) == (b"hello", "Bearer x", "Mummo")


def test_refused_is_surely_unsent_even_for_a_post():
    with pytest.raises(TryLater) as caught:
        send("POST", f"http://127.0.0.1:{free_port()}/", body=b"x")
    assert caught.value.code == "wire.no_connection"


def test_an_unknown_name_is_surely_unsent(monkeypatch):
    def nowhere(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(TryLater) as caught:
        send("POST", "https://server.invalid/", body=b"x")
    assert (caught.value.code, caught.value.facts) == ("wire.no_connection", {"server": "server.invalid"})


@pytest.mark.parametrize("how", ["lost", "half", "nothing", "drip", "trickle"])
def test_without_a_whole_answer_a_post_is_unknown_and_a_read_may_come_again(server, how):
    server.plays = {"/x": [Play(how=how, body=b'{"id":"12345678"}')]}
    with pytest.raises(OutcomeUnknown) as caught:
        send("POST", f"{server.url}/x", body=b"x", limits=SHORT)
    assert caught.value.code == "wire.no_answer"
    with pytest.raises(TryLater):
        send("GET", f"{server.url}/x", limits=SHORT)
    assert not server.outlasted
    assert len(server.asked) == 2, "nothing is ever sent again by itself"


def test_answers_are_capped_after_unpacking(server):
    bomb = gzip.compress(b"0" * (200 << 20))
    server.plays = {"/bomb": [Play(body=bomb, headers={"Content-Encoding": "gzip"})]}
    with pytest.raises(OutcomeUnknown) as caught:
        send("POST", f"{server.url}/bomb")
    assert caught.value.code == "wire.answer_too_big"


def test_the_largest_answer_still_passes(server):
    server.plays = {"/x": [Play(body=b" " * (LARGEST_ANSWER - 2) + b"{}")]}
    assert send("GET", f"{server.url}/x").json() == {}


def test_redirects_are_not_followed(server):
    server.plays = {"/x": [Play(status=307, headers={"Location": f"{server.url}/elsewhere"})]}
    assert send("POST", f"{server.url}/x", body=b"secret").status == 307
    assert server.paths() == ["x"]


def test_after_a_shut_lid_nothing_is_sent(server, monkeypatch):
    clock = iter([0.0, 60.0])
    monkeypatch.setattr(connection, "_awake_or_not", lambda: next(clock))
    with pytest.raises(TryLater) as caught:
        send("POST", f"{server.url}/x", body=b"x")
    assert caught.value.code == "wire.slept"
    assert server.asked == []


def test_a_netrc_never_takes_the_place_of_a_token(server, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server.plays = {"/x": [Play()]}
    send("GET", f"{server.url}/x", headers={"Authorization": "Bearer mine"})
    assert server.asked[0].headers["authorization"] == "Bearer mine"


def test_a_proxy_is_used_and_its_refusal_is_surely_unsent(server, monkeypatch):
    def refuse(handler):
        handler.close_connection = True
        handler.send_error(407)

    monkeypatch.setattr(server._server.RequestHandlerClass, "do_CONNECT", refuse, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(TryLater) as caught:
        send("POST", "https://bsky.example/xrpc/x", body=b"x")
    assert caught.value.code == "wire.proxy"


def test_loopback_never_goes_through_a_proxy(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.plays = {"/x": [Play()]}
    assert send("GET", f"{server.url}/x").ok


def test_a_certificate_nobody_vouches_for_is_refused_before_a_byte(tmp_path):
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    make = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=localhost",
        "-keyout",
    ]
    subprocess.run([*make, key, "-out", cert], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    seen = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            plain, _ = listener.accept()
            try:
                with context.wrap_socket(plain, server_side=True) as tls:
                    seen.append(tls.recv(1000))
            except OSError:
                seen.append(b"")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with pytest.raises(TryLater) as caught:
            send("POST", f"https://localhost:{listener.getsockname()[1]}/", body=b"secret")
        thread.join(5)
    assert caught.value.code == "wire.certificate"
    assert seen == [b""]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "bsky.social",
        "http://bsky.social/",
        "ftp://bsky.social/",
        "file:///etc/passwd",
        "data:text/plain,x",
        "https:///x",
        "https://user:pass@bsky.social/",
        "https://10.0.0.8/",
        "https://[fd00::1]/",
        "http://169.254.169.254/latest",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://bsky.social:99999/",
        "https://bsky.social/\nHost: x",
        "https://bsky.social\\@evil/",
        "https://bsky .social/",
    ],
)
def test_addresses_that_are_none(address):
    with pytest.raises(Fixable) as caught:
        send("GET", address)
    assert caught.value.code == "wire.bad_address"
    shown = caught.value.facts["address"]
    assert not any(word in shown for word in ("user:pass", "latest", "passwd"))


@pytest.mark.parametrize(
    "address", ["https://bsky.social", "http://localhost:2583", "http://127.0.0.1:1/", "http://[::1]:2/"]
)
def test_addresses_that_are_fine(address):
    assert check_address(address) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Sign in to the Wi-Fi</html>",
        b"[1]",
        b'{"a": NaN}',
        b"[" * 10_000,
        b'{"a":' * 10_000,
        b"\xff",
        b"9" * 5000,
        b'"x"',
    ],
)
def test_json_that_is_none(body):
    with pytest.raises(TryLater) as caught:
        Answer(200, {}, body).json()
    assert caught.value.code == "wire.not_json"
    with pytest.raises(OutcomeUnknown):
        Answer(200, {}, body, safe=False).json()


@settings(max_examples=300, deadline=None)
@given(body=st.binary(max_size=200))
def test_any_bytes_end_in_an_object_or_a_clean_refusal(body):
    try:
        code = type(Answer(200, {}, body).json()).__name__
    except AppError as error:
        code = error.code
    assert code in ("dict", "wire.not_json")


def test_words_are_found_by_path_and_checked():
    answer = Answer(200, {}, b'{"a": {"b": "c", "n": 1, "empty": ""}}')
    assert answer.word("a", "b") == "c"
    for path in [("a",), ("a", "n"), ("a", "empty"), ("a", "b", "c"), ("z",)]:
        with pytest.raises(TryLater):
            answer.word(*path)


@pytest.mark.parametrize(
    ("headers", "after"),
    [
        ({"retry-after": "90"}, timedelta(seconds=90)),
        ({"retry-after": "Mon, 23 Nov 2026 07:14:00 GMT"}, timedelta(minutes=2)),
        ({"retry-after": "999999999999"}, None),
        ({"retry-after": "99999999"}, timedelta(hours=24)),
        ({"retry-after": "soon"}, None),
        ({"ratelimit-reset": str(int(NOW.timestamp()) + 300)}, timedelta(minutes=5)),
        ({"x-rate-limit-reset": str(int(NOW.timestamp()) + 300)}, timedelta(minutes=5)),
        ({"ratelimit-reset": "1"}, timedelta(0)),
        ({"ratelimit-reset": "9" * 40}, None),
        ({}, None),
    ],
)
def test_how_long_a_server_asks_to_wait(headers, after):
    assert Answer(429, headers, b"").wait_until(NOW) == (None if after is None else NOW + after)


def test_importing_the_wire_does_not_import_requests():
    code = "import sys, app.wire; print('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"
