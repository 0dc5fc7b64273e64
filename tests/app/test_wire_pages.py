# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Reading strangers' pages over real TLS: the judged address, the name in the certificate, redirects between names."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from contextlib import contextmanager

import pytest

from app.errors import Fixable, TryLater
from app.wire import Limits, addresses, connection
from app.wire.pages import read_page

SHORT = Limits(connect=2, read=2, total=5)
PUBLIC = "93.184.216.34"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    names = "subjectAltName=DNS:savi.example,DNS:toinen.example"
    subject = ["-subj", "/CN=savi.example", "-addext", names]
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *subject, "-keyout"]
    subprocess.run([*make, key, "-out", cert], check=True, capture_output=True)
    return key, cert


@pytest.fixture
def world(certificate, monkeypatch):
    """A TLS server that stands in for every public address; `world.answers` maps (name, path) to raw answers."""
    key, cert = certificate
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    names = []
    server.sni_callback = lambda _sock, name, _context: names.append(name)
    monkeypatch.setattr(connection, "system_certificates", lambda: ssl.create_default_context(cafile=str(cert)))
    for proxy in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(proxy, raising=False)
    with serving(server) as (port, world):
        world.names = names
        connect = socket.socket.connect

        def elsewhere(self, address):
            world.tried.append(address)
            return connect(self, ("127.0.0.1", port))

        monkeypatch.setattr(socket.socket, "connect", elsewhere)
        monkeypatch.setattr(
            socket, "getaddrinfo", lambda host, port, *_, **__: [_row(world.leads.get(host, PUBLIC), port)]
        )
        yield world


def _row(address, port):
    return socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)


class World:
    def __init__(self):
        self.answers, self.leads, self.asked, self.tried, self.names = {}, {}, [], [], []


@contextmanager
def serving(context):
    world, over = World(), threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)

        def serve():
            while not over.is_set():
                try:
                    plain, _ = listener.accept()
                    with context.wrap_socket(plain, server_side=True) as tls:
                        head = tls.recv(4000).decode()
                        path = head.split(" ")[1]
                        host = head.partition("Host: ")[2].split("\r")[0]
                        world.asked.append((host, path))
                        tls.sendall(world.answers.get((host, path), b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"))
                except OSError:
                    continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1], world
        over.set()
        thread.join(5)


def page(body, head="HTTP/1.1 200 OK"):
    content = body.encode()
    return f"{head}\r\nContent-Type: text/html\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content


def turn(place):
    return page("", f"HTTP/1.1 302 Found\r\nLocation: {place}")


def test_a_public_page_over_tls_by_its_name(world):
    world.answers["savi.example", "/a?b=1"] = page("hei")
    place, answer = read_page("https://savi.example/a?b=1#osa", "text/html", SHORT)
    assert (place, answer.status, answer.body) == ("https://savi.example/a?b=1", 200, b"hei")
    assert (world.tried, world.names) == ([(PUBLIC, 443)], ["savi.example"])


def test_a_name_the_certificate_does_not_know_is_refused(world):
    with pytest.raises(TryLater) as caught:
        read_page("https://paha.example/", "text/html", SHORT)
    assert caught.value.code == "wire.certificate"
    assert world.asked == []


def test_redirects_between_public_names_are_followed(world):
    world.answers["savi.example", "/"] = turn("//toinen.example/uusi")
    world.answers["toinen.example", "/uusi"] = page("perillä")
    place, answer = read_page("https://savi.example/", "text/html", SHORT)
    assert (place, answer.body) == ("https://toinen.example/uusi", "perillä".encode())


def test_a_redirect_to_a_name_inside_is_refused_unconnected(world):
    world.answers["savi.example", "/"] = turn("https://toinen.example/")
    world.leads["toinen.example"] = "192.168.1.1"
    with pytest.raises(Fixable) as caught:
        read_page("https://savi.example/", "text/html", SHORT)
    assert caught.value.code == "wire.private_address"
    assert world.tried == [(PUBLIC, 443)]


@pytest.mark.parametrize(
    "place", ["http://savi.example/", "http://127.0.0.1/", "https://localhost/", "file:///etc/passwd"]
)
def test_a_redirect_down_or_home_is_refused(world, place):
    world.answers["savi.example", "/"] = turn(place)
    with pytest.raises(Fixable):
        read_page("https://savi.example/", "text/html", SHORT)
    assert len(world.asked) == 1


def test_no_address_at_all_is_for_later(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [])
    with pytest.raises(OSError, match=r"tyhjä\.example"):
        addresses.connect("tyhjä.example", 443, lambda: 1.0)
