# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The settings' page of accounts: what a row says, amber before the end, the key wizard, removing, narrow windows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fakes.accounts_page import SECRET, accounts_of, add, at, browser, clock_now, open_at, page, press, row_of, words
from fakes.authority import Authority
from fakes.linkedin import LinkedInStub
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton

from app.model import Account, Way
from app.signin.oauth2 import knows
from ui.widgets.account_facts import Wish
from ui.widgets.account_page import AccountsPage

__all__ = ["at", "browser", "clock_now", "page"]


def test_a_row_per_network_says_its_state_or_what_is_possible(page, live, clock_now):
    add(
        live,
        Account("a", "linkedin", "Aino Kallio", Way.DIRECT, signed_in_until=clock_now + timedelta(days=9, hours=1)),
    )
    add(live, Account("b", "mastodon", "@aino@kivijalka.example", Way.DIRECT, "aino", "https://kivijalka.example", "7"))
    add(live, Account("c", "x", "X", Way.BY_HAND))
    assert [row.place.look.id for row in page.list.rows][-1] == "practice"
    assert "Lupa päättyy 9 päivän päästä" in words(row_of(page, "linkedin"))
    assert {"@aino@kivijalka.example", "Liitetty"} <= set(words(row_of(page, "mastodon")))
    assert {"Vaatii oman avaimen, josta X laskuttaa", "Käsin"} <= set(words(row_of(page, "x")))
    assert row_of(page, "linkedin").accessibleName() == "LinkedIn, Aino Kallio, Lupa päättyy 9 päivän päästä"
    offered = {one.accessibleName() for one in page.list.findChildren(QAbstractButton) if one.isVisibleTo(page)}
    assert {"Liitä: Bluesky", "Käsin: Bluesky", "Käsin: Instagram"} <= offered
    assert not {"Liitä: Facebook", "Liitä: Instagram", "Käsin: X"} & offered


@pytest.mark.parametrize(
    ("days", "said"),
    [(11, "Liitetty"), (10, "Lupa päättyy 10 päivän päästä"), (0, "Lupa päättyy tänään"), (-1, "Lupa päättyi")],
)
def test_amber_begins_ten_days_before_the_end(page, live, clock_now, days, said):
    until = clock_now + timedelta(days=days, minutes=5)
    add(live, Account("a", "linkedin", "Aino", Way.DIRECT, signed_in_until=until))
    assert said in words(row_of(page, "linkedin"))


def test_two_accounts_of_one_network_share_a_row_and_the_worse_state_is_said(page, live, clock_now):
    add(live, Account("a", "mastodon", "@aino@yksi.example", Way.DIRECT, "aino", "https://yksi.example", "1"))
    ended = clock_now - timedelta(days=1)
    add(
        live,
        Account("b", "mastodon", "@aino@kaksi.example", Way.DIRECT, "aino", "https://kaksi.example", "2", None, ended),
    )
    assert {"@aino@yksi.example · @aino@kaksi.example", "Lupa päättyi"} <= set(words(row_of(page, "mastodon")))


def test_the_keyboard_opens_a_network_and_escape_goes_back_to_its_row(page, live, qtbot):
    row = row_of(page, "bluesky")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.side.page is not None and page.side.page.asks.fields["handle"].hasFocus())
    qtbot.keyClick(page.side.page.asks.fields["handle"], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: row_of(page, "bluesky").hasFocus())
    assert page.side.page is None


@pytest.mark.parametrize("width", [420, 560, 850])
def test_nothing_is_wider_than_its_place(page, live, width, qtbot):
    """Also at the least size of the window, where list and side take turns."""
    page.resize(width, 420)
    for network, wish in (("bluesky", Wish.LINK), ("x", Wish.KEY), ("facebook", Wish.KEY), ("threads", Wish.LINK)):
        open_at(page, live, network, wish)
        qtbot.waitUntil(lambda: page.side.isVisible())
        live.settle()
        room = page.side.parentWidget().width()
        assert page.side.minimumSizeHint().width() <= room, network
        assert page.side.width() <= room


# ------------------------------------------------------------ the program's key


@pytest.fixture
def authority(live, monkeypatch):
    """What a network says of keys is really asked, of a server on this machine."""
    with Authority(client="client-id", secret=SECRET) as made:
        keys = live.ask(lambda desk: desk.accounts.keys)

        def try_out(network):
            key = keys.of(network)
            return knows(made.client_for(id=key.id, secret=key.secret))

        monkeypatch.setattr(keys, "try_out", try_out)
        yield made


def test_the_wizard_says_where_to_click_what_to_paste_and_tries_the_key(page, live, qtbot, browser, authority):
    browser.idle = True
    side = open_at(page, live, "linkedin")
    said = words(side)
    assert any("linkedin.com/developers" in one for one in said)
    press(side, "Avaa sivu")
    assert browser.opened == ["https://www.linkedin.com/developers/apps"]
    press(side, "Kopioi: Paluuosoite")
    assert QGuiApplication.clipboard().text() == "http://127.0.0.1:8431/"
    side.id.setText("client-id")
    side.secret.setText(SECRET)
    qtbot.keyClick(side.secret, Qt.Key.Key_Return)
    live.settle()
    assert side.notice.words.text() == "Verkko tuntee avaimen. Se on nyt avainnipussa."
    assert (side.id.text(), side.secret.text()) == ("", "")
    live.settle()
    side.go.click()
    assert page.side.page.go.text() == "Avaa selain"
    assert live.ask(lambda desk: desk.accounts.keys.source("linkedin")) == "own"


def test_a_key_that_is_refused_gives_way_to_the_one_before(page, live, qtbot, authority):
    live.ask(lambda desk: desk.accounts.keys.set("linkedin", "client-id", SECRET))
    side = open_at(page, live, "linkedin", Wish.KEY)
    assert "Oma avaimesi on avainnipussa." in words(side)
    side.id.setText("client-id")
    side.secret.setText("not-this-one")
    side.keep()
    live.settle()
    assert side.notice.words.text() == "Verkko ei tunnista ohjelman avainta. Tarkista avain ja sen salaisuus."
    assert live.ask(lambda desk: desk.accounts.keys.of("linkedin")).secret == SECRET
    with qtbot.waitSignal(live.bridge.toast_wanted) as told:
        press(side, "Poista avain")
    live.settle()
    assert live.ask(lambda desk: desk.accounts.keys.source("linkedin")) == ""
    told.args[1]()
    live.settle()
    assert live.ask(lambda desk: desk.accounts.keys.of("linkedin")).secret == SECRET


def test_a_key_of_the_organisation_is_shown_as_such_and_can_not_be_changed(page, live):
    page.list._show_keys({"linkedin": "policy"})
    row_of(page, "linkedin").wished.emit("linkedin", Wish.KEY)
    side = page.side.page
    assert "Avain on organisaatiosi antama. Se ei näe tekstejäsi." in words(side)
    assert not side.id.isVisibleTo(side)
    assert not side.go.isVisibleTo(side)


# ------------------------------------------------------------ leaving


def test_removing_waits_can_be_undone_and_closing_the_side_means_it(page, live, qtbot):
    add(live, Account("c", "x", "X", Way.BY_HAND))
    row_of(page, "x").click()
    press(page.side, "Poista X")
    live.settle()
    press(page.side, "Kumoa")
    live.settle()
    press(page.side, "Poista X")
    live.settle()
    assert len(accounts_of(live)) == 1
    page.close_side()
    live.settle()
    assert accounts_of(live) == ()


def test_it_is_freed_with_what_waits(live, freed, browser, at, qtbot):
    browser.idle = True
    with LinkedInStub() as stub:
        at("linkedin", stub)
        held = [AccountsPage(live.bridge)]
        held[0].setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        held[0].show()
        live.settle()
        open_at(held[0], live, "linkedin").link()
        qtbot.waitUntil(lambda: bool(browser.opened), timeout=10_000)
        held[0].close_side()
        assert freed(held)


@pytest.mark.parametrize(("network", "wish"), [("mastodon", Wish.LINK), ("x", Wish.KEY), ("linkedin", Wish.LOOK)])
def test_the_buttons_stay_in_sight_in_the_lowest_window(page, live, network, wish):
    page.resize(520, 420)
    shown = open_at(page, live, network, wish)
    live.settle()
    last = shown.done if wish is Wish.LOOK and hasattr(shown, "done") else shown.go
    corner = last.mapTo(page, last.rect().bottomRight())
    assert page.rect().contains(corner)
    focused = shown.focusWidget()
    assert focused is None or page.rect().contains(focused.mapTo(page, focused.rect().bottomLeft()))
