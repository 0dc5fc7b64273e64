# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The browser's answer on this machine: one, from the right page, on 127.0.0.1 alone, and nothing left listening."""

from __future__ import annotations

import http.client
import re
import socket
import threading
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from fakes.authority import Visitor

from app.errors import Fixable
from app.signin.loopback import PATIENCE, Loopback
from app.wording import use


class Person(Visitor):
    """Opens no page of a network: does at the loopback address what the test says, request by request."""

    def __init__(self, *errands) -> None:
        super().__init__()
        self.errands = errands
        self.place = ""

    def __call__(self, address: str) -> None:
        self.asked = dict(parse_qsl(urlsplit(address).query))
        self.place = urlsplit(self.asked["to"]).netloc
        self.away(lambda: [errand(self) for errand in self.errands])

    def get(self, path="/", host="", method="GET", **fields) -> int:
        line = http.client.HTTPConnection(self.place, timeout=10)
        target = f"{path}?{urlencode(fields)}" if fields else path
        line.putrequest(method, target, skip_host=True)
        line.putheader("Host", host or self.place)
        line.endheaders()
        answer = line.getresponse()
        self.headers = dict(answer.getheaders())
        self.pages.append((answer.status, answer.read().decode()))
        line.close()
        return answer.status

    def right(self, **more) -> int:
        return self.get(state=self.asked["state"], code="c1", **more)


def page(redirect, state):
    return "https://network.example/authorize?" + urlencode({"to": redirect, "state": state})


def ask(person, port=0, **own):
    try:
        return Loopback(person, **own).ask(page, port)
    finally:
        person.rest()


def test_the_answer_and_its_page():
    use("fi")
    person = Person(lambda me: me.right(iss="https://network.example"))
    assert ask(person) == {"code": "c1", "iss": "https://network.example"}
    status, words = person.pages[0]
    assert status == 200
    assert "Voit sulkea tämän välilehden" in words
    assert "default-src 'none'" in person.headers["Content-Security-Policy"]
    assert person.headers["Cache-Control"] == "no-store"
    use("en")


def test_each_state_is_long_and_new():
    states = set()
    for _ in range(20):
        person = Person(lambda me: me.right())
        ask(person)
        states.add(person.asked["state"])
    assert len(states) == 20
    assert min(map(len, states)) * 6 >= 128


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        (lambda me: me.get(state="guessed", code="evil"), 403),
        (lambda me: me.get(code="evil"), 403),
        (lambda me: me.get(f"/?state={me.asked['state']}&state=x&code=evil"), 403),
        (lambda me: me.get("/favicon.ico"), 404),
        (lambda me: me.get("/", host="evil.example", state=me.asked["state"], code="evil"), 421),
        (lambda me: me.get("/", host="localhost:1", state=me.asked["state"], code="evil"), 421),
        (lambda me: me.get("/", method="POST", state=me.asked["state"], code="evil"), 405),
        (lambda me: me.get("/", method="OPTIONS"), 405),
        (lambda me: me.get("/?" + "&".join(f"a{n}=1" for n in range(40))), 403),
    ],
)
def test_what_is_not_the_answer_is_waved_off_and_the_wait_goes_on(wrong, status):
    person = Person(wrong, lambda me: me.right())
    assert ask(person)["code"] == "c1"
    assert [code for code, _ in person.pages] == [status, 200]


def test_a_second_request_finds_nobody():
    person = Person(lambda me: me.right())
    ask(person)
    with pytest.raises(ConnectionRefusedError):
        person.right()


def test_silent_and_endless_callers_keep_nobody_waiting():
    held = []

    def silent(me):
        host, _, port = me.place.partition(":")
        held.extend(socket.create_connection((host, int(port))) for _ in range(20))
        held[-1].sendall(b"GET /" + b"x" * 40_000)

    person = Person(silent, lambda me: me.right())
    assert ask(person)["code"] == "c1"
    for one in held:
        one.close()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"error": "access_denied"}, "signin.refused"),
        ({"denied": "token"}, "signin.refused"),
        ({"error": "server_error", "error_description": "no\n<b>luck</b>\x07"}, "signin.failed"),
    ],
)
def test_a_no_is_told(fields, code):
    person = Person(lambda me: me.get(state=me.asked["state"], **fields))
    with pytest.raises(Fixable) as caught:
        ask(person)
    assert caught.value.code == code
    assert caught.value.facts.get("words", "no <b>luck</b>") == "no <b>luck</b>"
    assert "luck" not in person.pages[0][1], "a page of ours shows no words of theirs"


def test_after_two_minutes_it_closes():
    now = iter([0.0, 1.0, PATIENCE - 1, PATIENCE + 1])
    person = Person()
    with pytest.raises(Fixable) as caught:
        ask(person, clock=lambda: next(now))
    assert caught.value.code == "signin.closed"
    assert PATIENCE <= 120
    with pytest.raises(ConnectionRefusedError):
        person.right()


def test_the_person_may_stop_it():
    stopped = threading.Event()
    person = Person(lambda me: stopped.set())
    with pytest.raises(Fixable) as caught:
        ask(person, stopped=stopped.is_set)
    assert caught.value.code == "signin.cancelled"


def test_a_port_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Fixable) as caught:
            ask(Person(), port)
        assert (caught.value.code, caught.value.facts) == ("signin.port_taken", {"port": str(port)})
    for _ in range(2):  # and free again at once after a sign-in
        person = Person(lambda me: me.right())
        assert ask(person, port)["code"] == "c1"
        assert person.place == f"127.0.0.1:{port}"


def test_two_sign_ins_at_once_do_not_mix():
    first, second = Person(), Person(lambda me: me.right(who="second"))
    second.errands = (lambda me: first.get(state=me.asked["state"], code="evil"), *second.errands)
    found = {}
    first_shown = threading.Event()

    def show(address):
        first(address)
        first_shown.set()

    one = threading.Thread(target=lambda: found.update(Loopback(show).ask(page)), daemon=True)
    one.start()
    assert first_shown.wait(10)
    assert ask(second)["who"] == "second"
    assert first.pages[0][0] == 403, "the other sign-in's state is worth nothing here"
    first.right(who="first")
    one.join(10)
    assert found["who"] == "first"


def test_only_this_machine_is_listened_to():
    """What /proc says: the port is open on 127.0.0.1 and on no other address."""
    seen = []

    def look(me):
        port = f"{int(me.place.partition(':')[2]):04X}"
        for table in ("tcp", "tcp6"):
            rows = Path("/proc/net", table).read_text(encoding="ascii").splitlines()[1:]
            seen.extend(
                row.split()[1] for row in rows if re.search(f":{port}$", row.split()[1]) and row.split()[3] == "0A"
            )

    if not Path("/proc/net/tcp").exists():
        pytest.skip("this system has no /proc/net")
    ask(Person(look, lambda me: me.right()))
    assert [address.partition(":")[0] for address in seen] == ["0100007F"]


def test_a_page_that_is_none_is_never_shown():
    person = Person()
    for odd in ("javascript:alert(1)", "file:///etc/passwd", "http://network.example/"):
        with pytest.raises(Fixable) as caught:
            Loopback(person).ask(lambda redirect, state, odd=odd: odd)
        assert caught.value.code == "wire.bad_address"
    assert person.place == ""
