# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Accounts linked in the browser: signing in again, the wrong person, ends that come near, and letting go."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes.authority import Authority, Visitor
from fakes.loopback import Play

from app.channels import AppKey, Channels, Question
from app.errors import Fixable, ProfileUnusable, SignInAgain, TryLater
from app.model import Account, Hat, Way, new_id
from app.signin import grants, keeping, oauth2


class Club:
    """A network of one server that knows programs by a key, written as a channel is."""

    network = "linkedin"
    needs_key = True
    person = "sari"
    address = ""

    def __init__(self, lent):
        self._lent = lent

    def questions(self):
        return (Question("protocol", default="2"),)

    def _client(self):
        key = self._lent.keys.of(self.network)
        doors = [f"{self.address}/{door}" for door in ("authorize", "token", "revoke")]
        return oauth2.Client(key.id, key.secret, doors[0], doors[1], ("read",), revoke_url=doors[2])

    def sign_in(self, answers, browser):
        given = oauth2.grant(self._client(), browser, datetime(2026, 11, 23, 7, 12, tzinfo=UTC))
        name = f"@{self.person}"
        account = Account(new_id(), self.network, name, Way.DIRECT, remote_id=self.person, signed_in_until=given.until)
        return account, given.secret()

    def sign_out(self, account):
        oauth2.revoke(self._client(), grants.read_grant(keeping.kept(account, self._lent.secrets)).access)


@pytest.fixture
def authority():
    with Authority(client="key", secret="key-secret") as authority:
        authority.expires_in = 60 * 86_400
        Club.address, Club.person = authority.url, "sari"
        yield authority


@pytest.fixture
def accounts(desk, authority, monkeypatch):
    monkeypatch.setattr(Channels, "direct", lambda self: ("linkedin",))
    monkeypatch.setattr(Channels, "network", lambda self, network: Club(self._lent))
    desk.accounts.keys.set("linkedin", "key", "key-secret")
    return desk.accounts


@pytest.fixture
def browser(accounts):
    visitor = Visitor()
    yield accounts.browser(visitor)
    visitor.rest()


def secrets_of(memory_keyring):
    return {name for _, name in memory_keyring.kept}


def test_a_sign_in_in_the_browser(accounts, browser, authority):
    account = accounts.sign_in("linkedin", {}, browser=browser)
    assert accounts.all() == (account,)
    assert accounts.needs_key("linkedin")
    assert accounts.days_left(account) == 60
    assert "canary-access" in accounts.keychain.read(account.id)


def test_without_a_key_nothing_is_asked(accounts, browser, authority):
    accounts.keys.forget("linkedin")
    with pytest.raises(Fixable) as caught:
        accounts.sign_in("linkedin", {}, browser=browser)
    assert caught.value.code == "keys.missing"
    assert authority.asked == []


def test_signing_in_again_keeps_who_it_is(accounts, browser, desk, clock):
    account = accounts.sign_in("linkedin", {}, browser=browser)
    desk.store.accounts.add(replace(account, hat=Hat.WORK, signed_in_until=clock.now + timedelta(days=1)))
    before = accounts.keychain.read(account.id)
    again = accounts.sign_in_again(account.id, {}, browser=browser)
    assert (again.id, again.hat, again.signed_in_until) == (account.id, Hat.WORK, account.signed_in_until)
    assert accounts.all() == (again,)
    assert accounts.keychain.read(account.id) != before


def test_signing_in_again_gives_the_older_permission_back(accounts, browser, authority, memory_keyring):
    account = accounts.sign_in("linkedin", {}, browser=browser)
    before, held = grant_of(accounts, account), secrets_of(memory_keyring)
    accounts.sign_in_again(account.id, {}, browser=browser)
    assert authority.revoked == [before.access]
    assert grant_of(accounts, account).access not in authority.revoked
    assert len(secrets_of(memory_keyring)) == len(held)


def test_an_older_permission_that_can_not_be_given_back_changes_nothing(accounts, browser, authority, monkeypatch):
    account = accounts.sign_in("linkedin", {}, browser=browser)
    authority.plays["/revoke"] = [Play(how="lost")]
    again = accounts.sign_in_again(account.id, {}, browser=browser)
    assert accounts.all() == (again,)
    assert grant_of(accounts, again).access.startswith("canary-access")


@pytest.fixture
def one_token(authority):
    """A server that answers every sign-in of one person with the same token, as Mastodon does."""
    real = authority.then

    def answer(asked):
        authority.made = 0 if asked.path == "/token" else authority.made
        return real(asked)

    authority.rotates, authority.then = False, answer


def test_one_permission_for_two_sign_ins_ends_with_the_account(accounts, browser, authority, one_token):
    account = accounts.sign_in("linkedin", {}, browser=browser)
    token = grant_of(accounts, account).access
    accounts.sign_in_again(account.id, {}, browser=browser)
    assert grant_of(accounts, account).access == token
    assert authority.revoked == []
    accounts.remove(account.id)
    assert authority.revoked == [token]


def test_a_permission_another_account_lives_by_is_not_given_back(accounts, browser, authority, one_token):
    sari = accounts.sign_in("linkedin", {}, browser=browser)
    Club.person = "mikko"
    mikko = accounts.sign_in("linkedin", {}, browser=browser)
    with pytest.raises(Fixable) as caught:
        accounts.sign_in_again(sari.id, {}, browser=browser)
    assert caught.value.code == "account.other_person"
    accounts.remove(sari.id)
    assert authority.revoked == [], "a server that gives one token to all would have signed the other out"
    accounts.remove(mikko.id)
    assert len(authority.revoked) == 1


def test_who_is_linked_already_stays_one_account(accounts, browser, authority, desk, clock):
    first = accounts.sign_in("linkedin", {}, browser=browser)
    desk.store.accounts.add(replace(first, hat=Hat.WORK, signed_in_until=clock.now + timedelta(days=1)))
    before = grant_of(accounts, first)
    again = accounts.sign_in("linkedin", {}, browser=browser)
    assert accounts.all() == (again,)
    assert (again.id, again.hat, accounts.days_left(again)) == (first.id, Hat.WORK, 60)
    assert authority.revoked == [before.access]


def test_somebody_else_is_told_so_and_given_back(accounts, browser, authority, memory_keyring):
    account = accounts.sign_in("linkedin", {}, browser=browser)
    before, held = accounts.keychain.read(account.id), secrets_of(memory_keyring)
    Club.person = "mikko"
    with pytest.raises(Fixable) as caught:
        accounts.sign_in_again(account.id, {}, browser=browser)
    assert caught.value.code == "account.other_person"
    assert caught.value.facts == {"signed": "@mikko", "account": "@sari"}
    assert accounts.all() == (account,)
    assert (accounts.keychain.read(account.id), secrets_of(memory_keyring)) == (before, held)
    assert len(authority.revoked) == 1


def test_a_by_hand_account_becomes_direct(accounts, browser):
    by_hand = accounts.add_by_hand("linkedin")
    linked = accounts.sign_in_again(by_hand.id, {}, browser=browser)
    assert (linked.id, linked.way, accounts.all()) == (by_hand.id, Way.DIRECT, (linked,))


def test_from_memory_to_the_key_store_and_back(accounts, browser, memory_keyring):
    account = accounts.sign_in("linkedin", {}, session_only=True, browser=browser)
    assert account.id not in secrets_of(memory_keyring)
    kept = accounts.sign_in_again(account.id, {}, browser=browser)
    assert not kept.session_only
    assert account.id in secrets_of(memory_keyring)


def test_an_end_that_comes_before_the_post(accounts, browser, clock):
    account = accounts.sign_in("linkedin", {}, browser=browser)
    assert accounts.ends_before(account, clock.now + timedelta(days=59)) is None
    concern = accounts.ends_before(account, clock.now + timedelta(days=60))
    assert (concern.code, dict(concern.facts)["name"]) == ("account.ends_before", "@sari")
    clock.forward(days=61)
    assert accounts.days_left(account) == 0
    forever = replace(account, signed_in_until=None)
    assert accounts.days_left(forever) is accounts.ends_before(forever, clock.now) is None


def test_a_renewal_that_moves_the_end_shows_in_the_row(accounts, browser, clock, desk):
    account = accounts.sign_in("linkedin", {}, browser=browser)
    later = grants.Grant("canary-access-9", until=clock.now + timedelta(days=90))
    seen = []
    desk.listen(seen.append)
    accounts.channels.network("linkedin")._lent.secrets.write(account.id, later.secret())
    assert accounts.all()[0].signed_in_until == later.until
    assert [event.what for event in seen] == ["accounts"]
    short = grants.Grant("canary-access-9", "refresh", clock.now + timedelta(days=900))
    accounts.channels.network("linkedin")._lent.secrets.write(account.id, short.secret())
    assert accounts.all()[0].signed_in_until == later.until, "a token with a successor is no end"


@pytest.mark.parametrize("away", [False, True])
def test_letting_go_revokes_and_deletes(accounts, browser, authority, memory_keyring, away):
    account = accounts.sign_in("linkedin", {}, browser=browser)
    token = json.loads(accounts.keychain.read(account.id))[0]
    if away:
        authority.then = lambda asked: Play(how="lost")
    accounts.remove(account.id)
    assert authority.revoked == ([] if away else [token])
    assert accounts.all() == ()
    assert {name.partition(".")[0] for name in secrets_of(memory_keyring)} == {"app:linkedin"}


class Renewal:
    """Renews as told, and counts."""

    def __init__(self, *ends):
        self.ends, self.asked = list(ends), []

    def __call__(self, old):
        self.asked.append(old.access)
        end = self.ends.pop(0)
        if isinstance(end, Exception):
            raise end
        return end


@pytest.fixture
def kept(accounts, browser):
    return accounts.sign_in("linkedin", {}, browser=browser)


def grant_of(accounts, account):
    return grants.read_grant(accounts.keychain.read(account.id))


def test_a_token_near_its_end_is_renewed_and_kept_first(accounts, kept, clock):
    secrets, new = accounts.channels._lent.secrets, grants.Grant("new", "r2", clock.now + timedelta(days=200))
    renewal = Renewal(new)
    assert keeping.fresh(kept, secrets, renewal, clock.now).access.startswith("canary-access")
    clock.forward(days=60)
    assert keeping.fresh(kept, secrets, renewal, clock.now) == new == grant_of(accounts, kept)
    assert keeping.fresh(kept, secrets, renewal, clock.now) == new
    assert len(renewal.asked) == 1


def test_a_new_token_that_can_not_be_kept_leaves_the_old_one(accounts, kept, memory_keyring, monkeypatch):
    before = grant_of(accounts, kept)

    def full(*_):
        raise RuntimeError("the key store is full")

    monkeypatch.setattr(memory_keyring, "set_password", full)
    with pytest.raises(ProfileUnusable):
        keeping.renewed(kept, accounts.channels._lent.secrets, Renewal(grants.Grant("new")), before)
    assert grant_of(accounts, kept) == before


def test_another_process_was_quicker(accounts, kept):
    secrets, old = accounts.channels._lent.secrets, grant_of(accounts, kept)
    theirs = grants.Grant("theirs", "r")
    secrets.write(kept.id, theirs.secret())
    assert keeping.renewed(kept, secrets, Renewal(), old) == theirs

    def beaten(grant):
        secrets.write(kept.id, grants.Grant("quicker", "r3").secret())
        raise SignInAgain("signin.ended")

    assert keeping.renewed(kept, secrets, beaten, theirs).access == "quicker"


@pytest.mark.parametrize("trouble", [SignInAgain("signin.ended"), TryLater("wire.no_answer")])
def test_what_a_renewal_raises_changes_nothing(accounts, kept, trouble):
    before = grant_of(accounts, kept)
    with pytest.raises(type(trouble)) as caught:
        keeping.renewed(kept, accounts.channels._lent.secrets, Renewal(trouble), before)
    assert caught.value.code == trouble.code
    assert grant_of(accounts, kept) == before


def test_no_secret_means_signing_in_again(accounts, kept):
    accounts.keychain.forget(kept.id)
    with pytest.raises(SignInAgain) as caught:
        keeping.kept(kept, accounts.channels._lent.secrets)
    assert (caught.value.code, caught.value.facts) == ("signin.ended", {"name": "@sari"})
    assert isinstance(accounts.keys.of("linkedin"), AppKey)


def test_no_browser_is_opened_inside_the_terminal(monkeypatch):
    from app.cli.accounts import has_browser

    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert not has_browser()
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_browser()
