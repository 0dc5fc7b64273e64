# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What networks know this program by: the company's key first, the writer's own in the keyring, none in the source."""

from __future__ import annotations

import json
import os
import plistlib
import re

import pytest
from fakes.authority import Authority
from sources import ROOT

from app.channels import AppKey
from app.desk.keys import KeyDesk
from app.errors import Fixable, ProfileUnusable, TryLater
from app.keychain import Keychain
from app.networks import networks
from app.policy import FOLDER, LARGEST, PREFERENCES, Policy, read_policy
from app.wording import LANGUAGES, wording

NONE = Policy()


@pytest.fixture
def keys():
    return KeyDesk(Keychain(), lambda: NONE)


@pytest.fixture
def folder(tmp_path):
    return private(tmp_path, FOLDER)


def private(root, folder):
    """A folder as an administrator makes it, in a root of this test's own."""
    place = root / folder.relative_to("/")
    for each in (place, *place.parents)[: len(folder.parts)]:
        each.mkdir(mode=0o755, parents=True, exist_ok=True)
        each.chmod(0o755)
    return place


def root_of(folder):
    return folder.parents[len(FOLDER.parts) - 2]


def read(folder, owner=None):
    return read_policy("linux", root_of(folder), os.getuid() if owner is None else owner)


def laid_down(folder, value, name="10.json"):
    (folder / name).write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    (folder / name).chmod(0o644)
    return read(folder)


def test_own_keys_come_and_go(keys, memory_keyring):
    with pytest.raises(Fixable) as caught:
        keys.of("x")
    assert (caught.value.code, caught.value.facts) == ("keys.missing", {"network": "X"})
    keys.set("x", " my-id ", "my-secret")
    assert (keys.of("x"), keys.source("x"), keys.source("linkedin")) == (AppKey("my-id", "my-secret"), "own", "")
    keys.set("x", "other")
    assert KeyDesk(Keychain(), lambda: NONE).of("x") == AppKey("other")
    keys.forget("x")
    keys.forget("x")
    assert (keys.source("x"), memory_keyring.kept) == ("", {})


def test_a_key_for_this_session(keys, memory_keyring):
    keys.set("x", "my-id", session_only=True)
    assert keys.of("x").id == "my-id"
    assert memory_keyring.kept == {}


@pytest.mark.parametrize(("id", "secret"), [("", ""), ("two words", ""), ("ä", ""), ("a" * 501, ""), ("a", "b\nc")])
def test_what_can_not_be_a_key(keys, memory_keyring, id, secret):
    with pytest.raises(Fixable) as caught:
        keys.set("x", id, secret)
    assert caught.value.code == "keys.bad"
    assert memory_keyring.kept == {}


def test_the_companys_key_comes_first_and_is_not_written_over(folder, memory_keyring):
    policy = laid_down(folder, {"keys": {"x": {"id": "company", "secret": "s"}}, "something newer": 1})
    keys = KeyDesk(Keychain(), lambda: policy)
    assert (keys.of("x"), keys.source("x"), keys.troubles()) == (AppKey("company", "s"), "policy", ())
    with pytest.raises(Fixable) as caught:
        keys.set("x", "mine")
    assert caught.value.code == "keys.policy"
    assert memory_keyring.kept == {}
    assert "company" not in repr(policy)


def test_later_files_add_to_earlier_ones(folder):
    laid_down(folder, {"keys": {"x": {"id": "first"}, "linkedin": {"id": "l"}}})
    assert laid_down(folder, {"keys": {"x": {"id": "second"}}}, "20.json").keys == {
        "x": ("second", ""),
        "linkedin": ("l", ""),
    }


NO_POLICIES = [
    *("", "[]", "{", '{"keys": []}', '{"keys": {"x": "id"}}', '{"keys": {"x": {}}}', '{"keys": {"x": {"id": 7}}}'),
    *('{"keys": {"x": {"id": "a b"}}}', '{"keys": {"x": {"id": "a", "secret": null}}}', "[" * 10_000, "\xff"),
    " " * (LARGEST + 1),
]


@pytest.mark.parametrize("text", NO_POLICIES, ids=range(len(NO_POLICIES)))
def test_a_file_that_is_no_policy_is_named(folder, text):
    policy = laid_down(folder, text)
    assert policy.keys == {}
    assert [trouble.code for trouble in policy.troubles] == ["policy.bad_file"]


def test_a_file_others_could_have_changed_counts_for_nothing(folder):
    good = {"keys": {"x": {"id": "company"}}}
    assert laid_down(folder, good).keys
    assert not read(folder, os.getuid() + 1).keys, "somebody else's file"
    (folder / "10.json").chmod(0o664)
    assert read(folder).troubles[0].code == "policy.not_trusted"
    (folder / "10.json").chmod(0o644)
    folder.chmod(0o777)
    assert not read(folder).keys, "a folder anybody writes to"
    folder.chmod(0o755)
    (folder / "10.json").rename(folder.parent / "elsewhere")
    (folder / "10.json").symlink_to(folder.parent / "elsewhere")
    assert not read(folder).keys, "a link"


def test_no_policy_at_all(tmp_path):
    assert [read_policy(system, tmp_path) for system in ("linux", "darwin", "win32")] == [NONE] * 3


def test_on_macos_it_is_the_managed_preferences(tmp_path, folder):
    laid_down(folder, {"keys": {"x": {"id": "not here"}}})
    file = private(tmp_path, PREFERENCES.parent) / PREFERENCES.name
    for kind in (plistlib.FMT_XML, plistlib.FMT_BINARY):
        file.write_bytes(plistlib.dumps({"keys": {"x": {"id": "company"}}, "PayloadUUID": "1"}, fmt=kind))
        file.chmod(0o644)
        assert read_policy("darwin", tmp_path, os.getuid()).keys == {"x": ("company", "")}
    file.chmod(0o666)
    assert [one.code for one in read_policy("darwin", tmp_path, os.getuid()).troubles] == ["policy.not_trusted"]
    file.chmod(0o644)
    for bad in (b"", b"<plist>", b"bplist00\xff", plistlib.dumps([1]), b"<?xml version='1.0'?><!DOCTYPE x>"):
        file.write_bytes(bad)
        assert [one.code for one in read_policy("darwin", tmp_path, os.getuid()).troubles] == ["policy.bad_file"]


def test_on_windows_files_lay_down_nothing(folder, tmp_path):
    laid_down(folder, {"keys": {"x": {"id": "company"}}})
    assert read_policy("win32", tmp_path, os.getuid()) == NONE


def test_the_wizard_has_a_sentence_for_every_step_in_every_language(keys):
    for row in networks():
        steps = keys.steps(row.id)
        assert not steps or keys.page(row.id).startswith("https://") or row.id not in ("x", "linkedin")
        for code in steps if keys.page(row.id) else ():
            for language in LANGUAGES:
                assert wording(language)(code) != code, (language, code)
    assert keys.redirect("x").startswith("http://127.0.0.1:")
    assert keys.redirect("mastodon") == ""


def test_a_key_is_tried_out_without_publishing(keys, monkeypatch):
    with Authority(client="mine", secret="s") as authority:
        monkeypatch.setattr("app.desk.keys.network_of", _with_token(f"{authority.url}/token"))
        keys.set("x", "mine", "s")
        assert keys.try_out("x")
        keys.set("x", "wrong")
        with pytest.raises(Fixable) as caught:
            keys.try_out("x")
        assert caught.value.code == "signin.key_refused"
        assert {asked.path for asked in authority.asked} == {"/token"}
        authority.then = lambda asked: None
        assert not keys.try_out("x"), "an answer that says neither"
    with pytest.raises(TryLater):
        keys.try_out("x")


def _with_token(url):
    from dataclasses import replace

    from app.networks import network

    return lambda id: replace(network(id), reach=replace(network(id).reach, token=url))


def test_a_damaged_or_shut_key_store_is_no_key(keys, memory_keyring, monkeypatch):
    Keychain().write("app:x", "not json")
    with pytest.raises(ProfileUnusable):
        keys.of("x")
    assert keys.source("x") == ""


def test_no_key_ships_in_the_source():
    """Looks for what the networks' keys look like, in every file the program is made of."""
    shapes = re.compile(
        r"""client_secret["']?\s*[:=]\s*["'][^"']{8,}|\b(?:78|86|77)[a-z0-9]{12}\b|WPL_AP\d|EAA[A-Za-z0-9]{30,}|THAA[A-Za-z0-9]{30,}"""
    )
    files = [path for room in ("app", "ui", "resources/networks") for path in (ROOT / room).rglob("*")]
    texts = [path for path in files if path.suffix in (".py", ".toml", ".json")]
    assert texts
    assert not [path.name for path in texts if shapes.search(path.read_text(encoding="utf-8"))]
