# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The loopback sign-in in a real browser (Debian's headless Chromium): its tabs, its icons, its early connections."""

from __future__ import annotations

import threading
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from fakes.authority import Authority
from fakes.chromium import Chromium, Gone
from fakes.loopback import Play
from journeys.servers import demand_programs

from app.errors import Fixable
from app.signin.loopback import PATIENCE, Loopback
from app.signin.oauth2 import grant

FORM = """<!doctype html><title>Permission</title><p>May Mummo post for you?</p>
<form action="/authorize" method="get">{fields}<button name="press" value="yes">Allow</button></form>
<a href="{no}">Deny</a>"""


class Asking(Authority):
    """Asks the person first: a page with two buttons, as networks have."""

    def __init__(self, **own) -> None:
        super().__init__(**own)
        self.then = self._ask_first
        self.wrong_state = False
        self._server.RequestHandlerClass.timeout = 0.5  # a browser's early connection that says nothing

    def _ask_first(self, asked):
        wished = dict(parse_qsl(urlsplit(asked.path).query))
        if urlsplit(asked.path).path != "/authorize":
            return self._play(asked)
        if "press" in wished:
            if not self.wrong_state:
                return self._play(asked)
            place = f"{wished['redirect_uri']}?{urlencode({'code': 'evil', 'state': 'guessed'})}"
            return Play(status=302, body=b"", headers={"Location": place})
        fields = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in wished.items())
        no = f"{wished['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': wished['state']})}"
        page = FORM.format(fields=fields, no=no.replace("&", "&amp;"))
        return Play(body=page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


@pytest.fixture
def authority():
    with Asking() as authority:
        yield authority


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    demand_programs("chromium", "bash")
    with Chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


class Sitting:
    """A person at the browser, on a thread of their own: does `errand` once the page of permission is there."""

    def __init__(self, chromium, *errands) -> None:
        self._chromium, self._errands = chromium, errands
        self.words: list[str] = []
        self.trouble: list[BaseException] = []
        self.shown = ""

    def __call__(self, address: str) -> None:
        self.shown = address
        self._thread = threading.Thread(target=self._sit, args=(address,), daemon=True)
        self._thread.start()

    def _sit(self, address: str) -> None:
        try:
            self._chromium.open(address)
            for errand in self._errands:
                errand(self._chromium)
            self.words.append(self._chromium.text())
        except (Gone, OSError) as error:  # looked at by `rest`, on the test's own thread
            self.trouble.append(error)

    def rest(self) -> None:
        self._thread.join(40)
        assert self.trouble == []


def allow(browser):
    browser.press("Allow")
    browser.wait("document.querySelector('h1') && document.querySelector('h1').innerText === 'Mummo'")


def deny(browser):
    browser.wait("(a => a && (a.click(), true))(document.querySelector('a'))")
    browser.wait("document.querySelector('h1') && document.querySelector('h1').innerText === 'Mummo'")


def test_allowed(chromium, authority):
    person = Sitting(chromium, allow)
    found = grant(authority.client_for(), Loopback(person))
    person.rest()
    assert found.access.startswith("canary-access")
    assert "close this tab" in person.words[0]


def test_refused(chromium, authority):
    person = Sitting(chromium, deny)
    with pytest.raises(Fixable) as caught:
        grant(authority.client_for(), Loopback(person))
    person.rest()
    assert caught.value.code == "signin.refused"
    assert "nothing was linked" in person.words[0]
    assert authority.forms("/token") == []


def test_a_wrong_state_then_the_right_one(chromium, authority):
    authority.wrong_state = True

    def again(browser):
        authority.wrong_state = False
        browser.open(person.shown)

    person = Sitting(chromium, allow, again, allow)
    assert grant(authority.client_for(), Loopback(person)).access
    person.rest()
    assert [form["code"] for form in authority.forms("/token")] == ["code-1"]


def test_a_second_request_finds_nobody(chromium, authority):
    person = Sitting(chromium, allow)
    grant(authority.client_for(), Loopback(person))
    person.rest()
    place = str(chromium.run("location.href"))
    assert place.startswith("http://127.0.0.1:")
    chromium.run("location.reload()")
    chromium.wait("document.querySelector('h1') === null || document.querySelector('h1').innerText !== 'Mummo'")
    assert len(authority.forms("/token")) == 1


def test_the_window_is_closed(chromium, authority):
    """Nobody answers any more: the wait ends by the clock, or at once when the person stops it in the program."""
    gone = threading.Event()

    def close(browser):
        browser.wait("document.title === 'Permission'")
        browser.open("about:blank")
        gone.set()

    now = [0.0]

    def clock():
        now[0] += PATIENCE if gone.is_set() else 0
        return now[0]

    person = Sitting(chromium, close)
    with pytest.raises(Fixable) as caught:
        grant(authority.client_for(), Loopback(person, clock=clock))
    person.rest()
    assert caught.value.code == "signin.closed"
    gone.clear()
    person = Sitting(chromium, close)
    with pytest.raises(Fixable) as caught:
        grant(authority.client_for(), Loopback(person, stopped=gone.is_set))
    person.rest()
    assert caught.value.code == "signin.cancelled"


def test_two_sign_ins_at_once(chromium, authority):
    """The first page waits while a second sign-in is done; each gets its own answer."""
    with Asking(client="other") as second:
        first_page, found = threading.Event(), {}
        shown = []

        def show(address):
            shown.append(address)
            first_page.set()

        waiting = threading.Thread(
            target=lambda: found.update(first=grant(authority.client_for(), Loopback(show))), daemon=True
        )
        waiting.start()
        assert first_page.wait(10)
        person = Sitting(chromium, allow)
        found["second"] = grant(second.client_for(), Loopback(person))
        person.rest()
        person(shown[0])
        person.rest()
        waiting.join(30)
    assert found["first"].access
    assert [form["client_id"] for form in authority.forms("/token") + second.forms("/token")] == ["mummo-test", "other"]


def test_a_port_that_is_taken_opens_no_page(chromium, authority):
    import socket

    person = Sitting(chromium)
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(Fixable) as caught:
        grant(authority.client_for(port=other.getsockname()[1]), Loopback(person))
    assert (caught.value.code, person.shown) == ("signin.port_taken", "")
