# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The accounts' desk: by hand for all, practice, direct with its secret in the keyring, and nothing half done."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import keyring
import pytest
from fakes.loopback import Loopback, Play
from keyring.backends.null import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from app.desk import Desk
from app.errors import Fixable, ProfileUnusable, SignInAgain, TryLater
from app.model import Delivery, Event, SentPart, State, Way
from app.networks import networks

REPLIES = Path(__file__).parents[1] / "data" / "replies" / "bluesky.toml"


@pytest.fixture
def server():
    healthy = tomllib.loads(REPLIES.read_text(encoding="utf-8"))["healthy"]
    with Loopback({at: [Play(body=reply["body"].encode())] for at, reply in healthy.items()}) as server:
        yield server


@pytest.fixture
def answers(server):
    return {"server": server.url, "handle": "@alice.test", "secret": "srw7-qdpm-v6gq-3gyz"}


@pytest.fixture
def events(desk):
    seen: list[Event] = []
    desk.listen(seen.append)
    return seen


def test_by_hand_works_on_every_network(desk, events):
    made = [desk.accounts.add_by_hand(row.id) for row in networks()]
    assert desk.accounts.all() == tuple(made)
    assert {account.way for account in made} == {Way.BY_HAND}
    assert [account.name for account in made] == [row.name for row in networks()]
    assert [event.what for event in events] == ["accounts"] * len(made)


def test_names_and_servers_are_kept(desk):
    made = desk.accounts.add_by_hand("mastodon", "Oma", "https://mastodon.example/")
    assert (made.name, made.server) == ("Oma", "https://mastodon.example")
    assert desk.accounts.all() == (made,)


def test_what_is_direct_and_what_is_asked(desk):
    assert desk.accounts.direct("practice")
    assert desk.accounts.direct("bluesky")
    assert not desk.accounts.direct("instagram")
    assert not desk.accounts.direct("by_hand")
    assert [question.key for question in desk.accounts.questions("bluesky")] == ["server", "handle", "secret"]
    assert [question.secret for question in desk.accounts.questions("bluesky")] == [False, False, True]
    assert desk.accounts.questions("practice") == desk.accounts.questions("instagram") == ()


def test_practice_asks_nobody_and_needs_no_keyring(desk):
    keyring.set_keyring(NoKeyring())
    account = desk.accounts.sign_in("practice", {"name": "Kerho"})
    assert (account.name, account.way, account.network) == ("Kerho", Way.PRACTICE, "practice")
    desk.accounts.remove(account.id)
    assert desk.accounts.all() == ()


def test_a_real_sign_in_keeps_the_secret_in_the_keyring_alone(desk, answers, memory_keyring, profile):
    account = desk.accounts.sign_in("bluesky", answers)
    assert (account.handle, account.remote_id, account.way) == ("alice.test", "did:plc:alice", Way.DIRECT)
    assert json.loads(desk.accounts.keychain.read(account.id))[2] == answers["secret"]
    desk.close()
    held = [path.name for path in profile.root.rglob("*") if path.is_file() and b"srw7" in path.read_bytes()]
    assert held == []


def test_another_program_start_finds_the_secret(desk, answers, profile, clock):
    account = desk.accounts.sign_in("bluesky", answers)
    again = Desk(profile, clock)
    assert again.accounts.all() == (account,)
    assert again.accounts.keychain.read(account.id)
    again.close()


def test_without_a_keyring_nothing_is_begun(desk, answers, server):
    keyring.set_keyring(NoKeyring())
    with pytest.raises(ProfileUnusable) as caught:
        desk.accounts.sign_in("bluesky", answers)
    assert caught.value.code == "keyring.missing"
    assert server.asked == []
    assert desk.accounts.all() == ()


def test_with_a_locked_keyring_nothing_is_begun(desk, answers, server, memory_keyring, monkeypatch):
    def refuse(*_):
        raise KeyringLocked("locked")

    monkeypatch.setattr(memory_keyring, "set_password", refuse)
    with pytest.raises(ProfileUnusable) as caught:
        desk.accounts.sign_in("bluesky", answers)
    assert caught.value.code == "keyring.locked"
    assert server.asked == []
    assert desk.accounts.all() == ()


def test_for_this_session_only(desk, answers, profile, clock):
    keyring.set_keyring(NoKeyring())
    account = desk.accounts.sign_in("bluesky", answers, session_only=True)
    assert account.session_only
    post = Delivery("d1", "draft", account, State.SENDING, clock(), (SentPart("Hei"),))
    channel = desk.accounts.channels.of(account)
    assert channel.publish(account, post, 0, (), channel.new_key(clock())).remote_id.startswith("at://")
    later = Desk(profile, clock)
    (kept,) = later.accounts.all()
    channel = later.accounts.channels.of(kept)
    with pytest.raises(SignInAgain):
        channel.publish(kept, post, 0, (), channel.new_key(clock()))
    later.accounts.remove(kept.id)
    assert later.accounts.all() == ()
    later.close()


def test_a_sign_in_that_fails_leaves_nothing(desk, answers, server, memory_keyring):
    refused = Play(status=401, body=b'{"error":"AuthenticationRequired","message":"Invalid identifier or password"}')
    server.plays["com.atproto.server.createSession"] = [refused]
    with pytest.raises(Fixable):
        desk.accounts.sign_in("bluesky", answers)
    assert desk.accounts.all() == ()
    assert memory_keyring.kept == {}


def test_no_secret_without_its_account(desk, answers, memory_keyring, monkeypatch):
    def full(account):
        raise ProfileUnusable("profile.full")

    monkeypatch.setattr(desk.store.accounts, "add", full)
    with pytest.raises(ProfileUnusable):
        desk.accounts.sign_in("bluesky", answers)
    assert memory_keyring.kept == {}


def test_removing_ends_the_session_even_when_nobody_answers(desk, answers, server, memory_keyring):
    first = desk.accounts.sign_in("bluesky", answers)
    desk.accounts.remove(first.id)
    assert server.paths()[-1] == "com.atproto.server.deleteSession"
    second = desk.accounts.sign_in("bluesky", answers)
    server.plays["com.atproto.server.deleteSession"] = [Play(how="lost")]
    desk.accounts.remove(second.id)
    assert desk.accounts.all() == ()
    assert memory_keyring.kept == {}


def test_an_account_stays_while_its_secret_can_not_be_deleted(desk, answers, memory_keyring, monkeypatch):
    account = desk.accounts.sign_in("bluesky", answers)

    def locked(*_):
        raise KeyringLocked("locked")

    monkeypatch.setattr(memory_keyring, "delete_password", locked)
    with pytest.raises(ProfileUnusable):
        desk.accounts.remove(account.id)
    assert desk.accounts.all() == (account,)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda accounts: accounts.remove("nobody"), "account.unknown"),
        (lambda accounts: accounts.add_by_hand("myspace"), "network.unknown"),
        (lambda accounts: accounts.add_by_hand("mastodon", server="ftp://x"), "wire.bad_address"),
        (lambda accounts: accounts.sign_in("instagram", {}), "network.by_hand_only"),
        (lambda accounts: accounts.sign_in("by_hand", {}), "network.by_hand_only"),
        (lambda accounts: accounts.sign_in("bluesky", {"server": "http://bsky.social"}), "wire.bad_address"),
    ],
)
def test_what_can_not_be_done(desk, call, code):
    with pytest.raises(Fixable) as caught:
        call(desk.accounts)
    assert caught.value.code == code
    assert desk.accounts.all() == ()


def test_a_server_that_is_not_there(desk):
    with pytest.raises(TryLater):
        desk.accounts.sign_in("bluesky", {"server": "http://127.0.0.1:9", "handle": "a", "secret": "b"})
    assert desk.accounts.all() == ()


def test_opening_a_desk_loads_nothing_heavy():
    code = "import sys, app.desk.accounts; print({'keyring', 'requests', 'PIL', 'spacy'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"
