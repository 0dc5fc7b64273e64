# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`accounts add` in the browser, as a terminal shows it: where the page's address goes, and one sentence for a no."""

from __future__ import annotations

import io
import json
import re
import sys
import threading
import urllib.request
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from fakes.linkedin import LinkedInStub
from fakes.loopback import Play

from app import cli

DOOR = "/oauth/native-pkce/authorization?"
PAGE = re.compile(r"http://127\.0\.0\.1:\d+/\S*authori\S+")


class Refusing(LinkedInStub):
    """A person who says no on LinkedIn's page."""

    error = "access_denied"

    def page(self, asked):
        wish = dict(parse_qsl(urlsplit(asked.path).query))
        target = f"{wish['redirect_uri']}?{urlencode({'error': self.error, 'state': wish['state']})}"
        return Play(status=302, headers={"Location": target}, body=b"")


def visit(page):
    def go():
        urllib.request.urlopen(page, timeout=20).read()

    thread = threading.Thread(target=go, daemon=True)
    thread.start()
    return thread


class Said(io.BytesIO):
    """An output that a person reads: an address in it is opened at once."""

    def __init__(self):
        super().__init__()
        self.visits = []

    def write(self, data):
        if address := PAGE.search(bytes(data).decode()):
            self.visits.append(visit(address[0]))
        return super().write(data)


class Terminal:
    """What came out of a command, line by line."""

    def __init__(self, monkeypatch):
        self._monkeypatch = monkeypatch
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
            monkeypatch.delenv(name, raising=False)

    def run(self, *words, given=""):
        outs = [Said(), Said()]
        self._monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(outs[0]))
        self._monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(outs[1]))
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        status = cli.run(list(words))
        for thread in outs[0].visits + outs[1].visits:
            thread.join(20)
        return status, *(out.getvalue().decode().splitlines() for out in outs)


@pytest.fixture
def terminal(monkeypatch):
    return Terminal(monkeypatch)


def add(stub):
    return "accounts", "add", "linkedin", "--server", stub.url, "--key-id", "mummo-id"


@pytest.mark.parametrize("error", ["access_denied", "user_cancelled_login", "user_cancelled_authorize"])
def test_a_no_is_one_sentence_and_the_address_stands_on_standard_output(terminal, error):
    with Refusing() as stub:
        stub.error = error
        status, out, err = terminal.run(*add(stub))
    assert (status, len(out)) == (3, 1)
    assert DOOR in out[0]
    assert err == ["No permission came. No harm done, by hand still works."]


def test_with_json_and_no_browser_the_address_is_said_beside(terminal):
    with LinkedInStub() as stub:
        status, out, err = terminal.run(*add(stub), "--json")
    assert (status, len(err)) == (0, 1)
    assert DOOR in err[0]
    assert set(json.loads("".join(out))) == {"account"}


def test_with_json_and_a_browser_a_no_is_one_sentence(terminal, monkeypatch):
    opened = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("webbrowser.open", lambda page: opened.append(visit(page)) or True)
    with Refusing() as stub:
        status, out, err = terminal.run(*add(stub), "--json")
        for thread in opened:
            thread.join(20)
    assert (status, out, len(opened)) == (3, [], 1)
    assert err == ["No permission came. No harm done, by hand still works."]
