# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The wire below a library's session, and 10,000 answers that are none."""

from __future__ import annotations

import ssl
from collections import Counter
from random import Random

import pytest
import requests
from fakes.loopback import Loopback, Play

from app.errors import AppError, Fixable, TryLater
from app.wire import Answer, connection
from app.wire.adapter import Adapter, open_to_loopback, session_through_wire


@pytest.fixture
def server():
    with Loopback() as server:
        yield server


def session(judge=lambda answer: None, plain=frozenset()):
    made = requests.Session()
    session_through_wire(made, Adapter(judge, plain))
    return made


def test_a_session_gets_the_whole_answer(server):
    server.plays = {"/x": [Play(status=201, body='{"a": "ä"}'.encode(), headers={"X-Odd": "1"})]}
    with session() as made:
        answer = made.post(f"{server.url}/x", data={"k": "v"}, headers={"Authorization": "Bearer t"})
    assert (answer.status_code, answer.json(), answer.headers["X-Odd"]) == (201, {"a": "ä"}, "1")
    asked = server.asked[0]
    assert (asked.body, asked.headers["user-agent"].split("/")[0]) == (b"k=v", "python-requests")
    assert asked.headers["authorization"] == "Bearer t"


def test_plain_http_is_turned_back_for_this_machine_alone(server):
    server.plays = {"/x": [Play()]}
    place = server.url.removeprefix("http://")
    with session(plain=frozenset({place, "network.example"})) as made:
        assert made.get(open_to_loopback(f"{server.url}/x")).status_code == 200
        with pytest.raises(Fixable) as caught:
            made.get("https://network.example/x")
    assert caught.value.code == "wire.bad_address"
    assert open_to_loopback("https://a.example/") == "https://a.example/"


def test_no_redirect_is_followed_and_nothing_of_the_surroundings_gets_in(server, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.plays = {"/x": [Play(status=307, headers={"Location": f"{server.url}/elsewhere"})]}
    with session() as made:
        answer = made.post(f"{server.url}/x", data=b"secret")
    assert (answer.status_code, server.paths()) == (307, ["x"])
    assert "authorization" not in server.asked[0].headers


def test_the_judge_sees_it_first_and_trouble_keeps_its_name(server):
    def judge(answer):
        raise Fixable("signin.refused")

    server.plays = {"/x": [Play()], "/lost": [Play(how="lost")]}
    with session(judge) as made:
        with pytest.raises(Fixable):
            made.get(f"{server.url}/x")
        with pytest.raises(TryLater) as caught:
            made.post(f"{server.url}/lost")
    assert caught.value.code == "wire.no_answer"


def test_ten_thousand_answers_end_in_an_object_or_a_clean_refusal():
    dice, ends = Random(20261123), Counter[str]()
    seeds = [
        b'{"a": {"b": "c"}}',
        b'{"a": NaN}',
        b'{"n": 1e999}',
        b"[" * 3000,
        b'{"a":' * 3000,
        b"9" * 5000,
        b"",
        b"\xef",
    ]
    for _ in range(10_000):
        body = bytearray(dice.choice(seeds))
        for _ in range(dice.choice((0, 1, 3))):
            body[dice.randrange(len(body)) if body else 0 : dice.randrange(len(body) + 1)] = dice.randbytes(1)
        answer = Answer(200, {}, bytes(body))
        try:
            ends[type(answer.json()).__name__] += 1
            ends["word" if answer.word("a", "b") else ""] += 1
        except AppError as error:
            ends[error.code] += 1
    assert set(ends) <= {"dict", "word", "wire.not_json"}
    assert min(ends.values()) > 100


def test_tls_is_verified_new_enough_and_the_systems_own():
    context = connection.system_certificates()
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert type(context).__module__.startswith("truststore")
