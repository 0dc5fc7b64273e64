# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Linking from the settings over real sign-ins: networks that behave, a loopback listener, a browser that obeys."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest
from fakes.accounts_page import accounts_of, add, at, browser, clock_now, open_at, page, press, row_of, words
from fakes.facebook import FacebookStub
from fakes.linkedin import LinkedInStub
from fakes.threads import ThreadsStub
from fakes.x import XStub
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton

from app.errors import ProfileUnusable
from app.model import Account, Way
from app.networks import network
from ui.widgets.account_facts import Wish, begun

__all__ = ["at", "browser", "clock_now", "page"]


@pytest.mark.parametrize("kind", [LinkedInStub, XStub])
def test_linking_through_the_browser(page, live, at, qtbot, browser, kind):
    network = {LinkedInStub: "linkedin", XStub: "x"}[kind]
    with kind() as stub:
        at(network, stub)
        side = open_at(page, live, network)
        side.link()
        qtbot.waitUntil(lambda: bool(browser.opened), timeout=10_000)
        qtbot.waitUntil(lambda: bool(accounts_of(live)), timeout=10_000)
        live.settle()
    (account,) = accounts_of(live)
    assert (account.network, account.way) == (network, Way.DIRECT)
    assert side.trial.dot.text() == "✓"
    assert side.notice.words.text().startswith("Hei, ")
    assert "Liitetty" in words(row_of(page, network))
    assert stub.texts() == []


def test_while_the_browser_is_open_it_can_be_opened_again_and_closing_ends_the_listener(page, live, at, qtbot, browser):
    browser.idle = True
    with LinkedInStub() as stub:
        at("linkedin", stub)
        side = open_at(page, live, "linkedin")
        side.link()
        qtbot.waitUntil(lambda: len(browser.opened) == 1, timeout=10_000)
        assert "Liitetään…" in words(row_of(page, "linkedin"))
        assert side.opened.words.text() == "Selain on auki. Kirjaudu siellä ja palaa tänne, huomaan kyllä."
        press(side, "Avaa selain uudestaan")
        qtbot.waitUntil(lambda: len(browser.opened) == 2)
        assert browser.opened[0] == browser.opened[1]
        press(side, "Kopioi osoite")
        assert QGuiApplication.clipboard().text() == browser.opened[0]
        press(side, "Peruuta")
        live.settle()  # the lane is free again: settling waits a few seconds, a sign-in two minutes
        with socket.socket() as line:
            assert line.connect_ex(("127.0.0.1", network("linkedin").reach.port)) != 0
    assert accounts_of(live) == ()
    assert "Jatka: LinkedIn" in [one.accessibleName() for one in page.findChildren(QAbstractButton)]


def test_sending_goes_on_while_the_browser_is_open(page, live, at, qtbot, browser):
    from ui.jobs import Lane

    browser.idle = True
    with LinkedInStub() as stub:
        at("linkedin", stub)
        open_at(page, live, "linkedin").link()
        qtbot.waitUntil(lambda: bool(browser.opened), timeout=10_000)
        assert live.ask(lambda desk: "sent", Lane.SEND) == "sent"
        page.close_side()


def test_a_no_is_fine_and_can_be_tried_again(page, live, at, qtbot, browser):
    browser.idle = True
    with LinkedInStub() as stub:
        at("linkedin", stub)
        side = open_at(page, live, "linkedin")
        side.link()
        qtbot.waitUntil(lambda: bool(browser.opened), timeout=10_000)
        browser.refuse()
        qtbot.waitUntil(lambda: side.go.isVisibleTo(page), timeout=10_000)
        assert side.notice.words.text() == "Lupaa ei tullut. Ei haittaa, käsin onnistuu yhä."
        assert side.go.text() == "Kokeile uudestaan"
        browser.idle = False
        side.go.click()
        qtbot.waitUntil(lambda: bool(accounts_of(live)), timeout=10_000)
        live.settle()


def test_by_hand_becomes_direct_and_keeps_its_id(page, live, at, qtbot):
    by_hand = live.ask(lambda desk: desk.accounts.add_by_hand("linkedin"))
    with LinkedInStub() as stub:
        at("linkedin", stub)
        page.list.refresh()
        live.settle()
        row_of(page, "linkedin").click()
        press(page.side, "Liitä suoraan: LinkedIn")
        page.side.page.link()
        qtbot.waitUntil(lambda: accounts_of(live)[0].way is Way.DIRECT, timeout=10_000)
        live.settle()
    (account,) = accounts_of(live)
    assert (account.id, account.name) == (by_hand.id, "Sari Savi")


def test_signing_in_anew_as_somebody_else_changes_nothing(page, live, at, qtbot, clock_now):
    with LinkedInStub() as stub:
        at("linkedin", stub)
        until = clock_now + timedelta(days=3)
        mine = Account("a", "linkedin", "Aino", Way.DIRECT, "", stub.url, "urn:li:person:aino", None, until)
        add(live, mine)
        row_of(page, "linkedin").click()
        press(page.side, "Uusi lupa: Aino")
        side = page.side.page
        assert "Sama tili kuin ennenkin: Aino" in words(side)
        side.link()
        qtbot.waitUntil(lambda: side.notice.isVisibleTo(page), timeout=10_000)
        assert side.notice.words.text() == "Tämä on Sari Savi, mutta tili on Aino. Mitään ei muutettu."
    assert accounts_of(live) == (mine,)


def test_signing_in_anew_keeps_the_account_and_moves_its_end(page, live, at, qtbot, clock_now):
    with LinkedInStub() as stub:
        at("linkedin", stub)
        me = "urn:li:person:782bbtaQ"
        add(live, Account("a", "linkedin", "Sari", Way.DIRECT, "", stub.url, me, None, clock_now + timedelta(days=3)))
        row_of(page, "linkedin").click()
        press(page.side, "Uusi lupa: Sari")
        page.side.page.link()
        qtbot.waitUntil(lambda: accounts_of(live)[0].name == "Sari Savi", timeout=10_000)
        live.settle()
    (account,) = accounts_of(live)
    assert account.id == "a"
    assert account.signed_in_until > clock_now + timedelta(days=50)


def test_a_pasted_token_links_threads_and_is_not_kept_in_the_window(page, live, at, qtbot):
    with ThreadsStub() as stub:
        at("threads", stub)
        side = open_at(page, live, "threads", Wish.LINK)
        side.link()
        assert side.notice.words.text() == "Tämä vielä puuttuu: Tunnus (token) verkon omalta sivulta"
        side.asks.fields["token"].setText("THQ-1")
        qtbot.keyClick(side.asks.fields["token"], Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(accounts_of(live)), timeout=10_000)
        live.settle()
    assert side.asks.fields["token"].text() == ""
    assert begun == {}


def test_several_pages_of_facebook_are_shown_to_choose_from(page, live, at, qtbot):
    with FacebookStub() as stub:
        stub.pages.append({"id": "1056", "name": "Kylätalo, Ylikylä", "access_token": "EAAother"})
        at("facebook", stub)
        side = open_at(page, live, "facebook", Wish.LINK)
        side.asks.fields["token"].setText("EAApasted")
        side.link()
        qtbot.waitUntil(lambda: side.notice.isVisibleTo(page), timeout=10_000)
        assert side.notice.words.text() == "Ylläpidät useaa sivua. Mille niistä julkaisen?"
        press(side, "Kylätalo, Ylikylä")
        qtbot.waitUntil(lambda: bool(accounts_of(live)), timeout=10_000)
        live.settle()
    assert [one.name for one in accounts_of(live)] == ["Kylätalo, Ylikylä"]


def test_without_a_key_store_the_permission_may_last_until_the_end(page, live, at, qtbot, monkeypatch):
    with LinkedInStub() as stub:
        at("linkedin", stub)
        keychain = live.ask(lambda desk: desk.accounts.keychain)
        monkeypatch.setattr(keychain, "check", _shut)
        side = open_at(page, live, "linkedin")
        side.link()
        qtbot.waitUntil(lambda: side.this_time.isVisibleTo(page), timeout=10_000)
        side.this_time.click()
        qtbot.waitUntil(lambda: bool(accounts_of(live)), timeout=10_000)
        live.settle()
    assert [one.session_only for one in accounts_of(live)] == [True]


def _shut():
    raise ProfileUnusable("keyring.missing")
