# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The keychain: what it keeps, splits, refuses and sorts."""

from __future__ import annotations

import keyring
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keyring.errors import InitError, KeyringLocked, NoKeyringError

from app import keychain
from app.errors import ProfileUnusable
from app.keychain import CHUNK, SERVICE, Keychain


def test_a_secret_comes_back_and_goes(memory_keyring):
    chain = Keychain()
    chain.write("a1", "hush")
    assert Keychain().read("a1") == "hush"
    chain.forget("a1")
    assert chain.read("a1") is None
    assert memory_keyring.kept == {}


def test_forgetting_what_is_not_there_is_fine(memory_keyring):
    Keychain().forget("nobody")
    assert memory_keyring.kept == {}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(secret=st.text(max_size=4000))
def test_any_text_survives_in_pieces_every_key_store_can_hold(memory_keyring, secret):
    Keychain().write("a1", secret)
    assert Keychain().read("a1") == secret
    assert all(len(value) <= CHUNK and value.isascii() for value in memory_keyring.kept.values())


def test_a_new_secret_leaves_no_piece_of_the_old_one(memory_keyring):
    chain = Keychain()
    chain.write("a1", "x" * 5000)
    chain.write("a1", "short")
    assert chain.read("a1") == "short"
    assert len(memory_keyring.kept) == 2


def test_the_old_secret_stays_until_the_new_one_is_whole(memory_keyring, monkeypatch):
    chain = Keychain()
    chain.write("a1", "before")
    put, calls = memory_keyring.set_password, []

    def full_after_two(service, name, value):
        calls.append(name)
        if len(calls) > 2:
            raise RuntimeError("the key store is full")
        put(service, name, value)

    monkeypatch.setattr(memory_keyring, "set_password", full_after_two)
    with pytest.raises(ProfileUnusable):
        chain.write("a1", "y" * 5000)
    assert Keychain().read("a1") == "before"


def test_a_lost_piece_is_noticed(memory_keyring):
    Keychain().write("a1", "z" * 3000)
    piece = next(name for service, name in memory_keyring.kept if name != "a1")
    del memory_keyring.kept[SERVICE, piece]
    with pytest.raises(ProfileUnusable) as caught:
        Keychain().read("a1")
    assert caught.value.code == "keyring.damaged"


def test_a_head_written_by_somebody_else_is_no_danger(memory_keyring):
    memory_keyring.kept[SERVICE, "a1"] = "x 99999999999 y"
    with pytest.raises(ProfileUnusable) as caught:
        Keychain().read("a1")
    assert caught.value.code == "keyring.damaged"


def test_a_key_store_that_swallows_secrets_is_found_out(memory_keyring, monkeypatch):
    monkeypatch.setattr(memory_keyring, "set_password", lambda *_: None)
    with pytest.raises(ProfileUnusable) as caught:
        Keychain().write("a1", "hush")
    assert caught.value.code == "keyring.missing"


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (NoKeyringError("none"), "keyring.missing"),
        (InitError("nobody to ask"), "keyring.missing"),
        (KeyringLocked("locked"), "keyring.locked"),
        (RuntimeError("whatever a system library raises"), "keyring.missing"),
    ],
)
def test_what_key_stores_raise_is_sorted(memory_keyring, monkeypatch, raised, code):
    def refuse(*_):
        raise raised

    monkeypatch.setattr(memory_keyring, "get_password", refuse)
    with pytest.raises(ProfileUnusable) as caught:
        Keychain().read("a1")
    assert caught.value.code == code


def test_the_null_backend_counts_as_none():
    from keyring.backends.null import Keyring

    keyring.set_keyring(Keyring())
    with pytest.raises(ProfileUnusable) as caught:
        Keychain().check()
    assert caught.value.code == "keyring.missing"


def test_a_store_outside_the_list_is_refused_even_when_it_works(memory_keyring, monkeypatch):
    monkeypatch.setattr(keychain, "ALLOWED", frozenset({"keyring.backends.SecretService.Keyring"}))
    with pytest.raises(ProfileUnusable):
        Keychain().write("a1", "hush")
    assert memory_keyring.kept == {}


def test_a_chain_is_opened_up_and_only_its_allowed_member_used(memory_keyring):
    from keyring.backends.chainer import ChainerBackend
    from keyring.backends.null import Keyring

    class Chain(ChainerBackend):
        backends = (Keyring(), memory_keyring)

    Chain.__module__, Chain.__qualname__ = ChainerBackend.__module__, ChainerBackend.__qualname__
    keyring.set_keyring(Chain())
    Keychain().write("a1", "hush")
    assert (SERVICE, "a1") in memory_keyring.kept


def test_a_session_only_secret_never_reaches_the_key_store(memory_keyring):
    chain = Keychain()
    chain.keep_for_session("a1", "hush")
    chain.write("a1", "newer")
    assert chain.read("a1") == "newer"
    assert memory_keyring.kept == {}
    assert Keychain().read("a1") is None
    chain.end_session("a1")
    assert chain.read("a1") is None


def test_the_trial_leaves_nothing(memory_keyring):
    Keychain().check()
    assert memory_keyring.kept == {}
