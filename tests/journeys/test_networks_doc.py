# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""docs/networks.md word by word: the command it names for each network links an account at what behaves like it."""

from __future__ import annotations

import re

import pytest
from fakes.facebook import FacebookStub
from fakes.linkedin import LinkedInStub
from fakes.threads import ThreadsStub
from fakes.x import XStub
from journeys.test_signin_commands import terminal
from sources import ROOT

__all__ = ["terminal"]

PAGE = (ROOT / "docs" / "networks.md").read_text(encoding="utf-8")
COMMANDS = {
    found[1]: found[0].split()[2:] for found in re.findall(r"`(python main\.py accounts add (\w+)[^`]*)`", PAGE)
}


def command(network, **filled):
    """The command as the page has it: names in capitals filled in; brackets kept where something fills them."""
    whole = " ".join(COMMANDS[network])
    for option in re.findall(r"\[([^\]]+)\]", whole):
        wanted = option.removeprefix("--").split()[0].replace("-", "_") in filled
        whole = whole.replace(f"[{option}]", option if wanted else "")
    for name, value in filled.items():
        whole = whole.replace(name.upper(), value) if isinstance(value, str) else whole
    assert not re.search(r"\b[A-Z]{2,}\b", whole.replace("1.0A", "")), whole
    return whole.split()


def linked(terminal, words, given=""):
    status, _, err = terminal.run(*words, given=given)
    assert (status, err) == (0, [])
    return terminal.run("accounts", "list")[1]


def test_every_network_has_its_command():
    assert set(COMMANDS) == {
        *("linkedin", "mastodon", "bluesky", "threads", "x", "facebook", "instagram", "practice"),
    }


@pytest.mark.parametrize(
    ("network", "stub", "filled", "given", "name"),
    [
        ("linkedin", LinkedInStub, {"id": "client-id"}, "", "Sari Savi"),
        ("linkedin", LinkedInStub, {"id": "client-id", "key_secret_stdin": True}, "client-secret\n", "Sari Savi"),
        ("x", XStub, {"id": "client-id"}, "", "@sarisavi"),
        ("x", XStub, {"id": "k", "key_secret_stdin": True, "answer": True, "protocol": "1.0a"}, "s\n", "@sarisavi"),
        ("threads", ThreadsStub, {}, "THQ-1\n", "@sarisavi"),
        ("facebook", FacebookStub, {"id": "4711"}, "app-secret\nEAAuser\n", "Savikerho"),
        (
            "facebook",
            FacebookStub,
            {"id": "4711", "answer": True, "page": "Savikerho"},
            "app-secret\nEAA\n",
            "Savikerho",
        ),
    ],
)
def test_a_network_of_one_server(terminal, network, stub, filled, given, name):
    with stub() as server:
        rows = linked(terminal, [*command(network, **filled), "--server", server.url], given)
        assert len(rows) == 1
        assert name in rows[0]
        assert server.texts() == [], "linking publishes nothing"


def test_mastodon(terminal, mastodon):
    words = command("mastodon", server=mastodon.url, secret_stdin=True)
    (row,) = linked(terminal, words, f"{mastodon.tokens['alice']}\n")
    assert "@alice@" in row


def test_bluesky(terminal, alice):
    words = command("bluesky", handle="alice.test", secret_stdin=True)
    (row,) = linked(terminal, [*words, "--server", alice.url], f"{alice.app_password()}\n")
    assert "@alice.test" in row


@pytest.mark.parametrize("network", ["instagram", "practice"])
def test_without_any_sign_in(terminal, network):
    assert len(linked(terminal, command(network))) == 1
