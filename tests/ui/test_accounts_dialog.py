# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The accounts sheet: by hand in one press, linking in steps, no keyring, removing with undo, no secret kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from app.errors import Fixable, ProfileUnusable, TryLater
from app.model import Account, Way, new_id
from ui.dialogs.accounts import AccountsSheet
from ui.widgets.account_facts import about, begun
from ui.widgets.kinds import looks
from ui.widgets.sentence import Sentence

PASSWORD = "abcd-efgh-ijkl-mnop"


@pytest.fixture(autouse=True)
def nothing_begun():
    begun.clear()
    yield
    begun.clear()


@pytest.fixture
def sheet(live, host):
    sheet = AccountsSheet(live.bridge, host)
    sheet.appear()
    live.settle()
    yield sheet
    live.settle()


def press(sheet, name):
    buttons = sheet.findChildren(QAbstractButton)
    found = [one for one in buttons if one.accessibleName() == name and one.isVisibleTo(sheet)]
    assert len(found) == 1, name
    found[0].click()


def row_of(sheet, network):
    return next(row for row in sheet.list.rows if row.place.look.id == network)


def words(sheet):
    return [one.text() for one in sheet.findChildren(QLabel) if one.isVisibleTo(sheet) and one.text()]


def all_accounts(live):
    return live.ask(lambda desk: desk.accounts.all())


@pytest.fixture
def answer(live, monkeypatch):
    """Let signing in to Bluesky answer as the test wants; what it was told is kept."""
    desk = live.ask(lambda desk: desk.accounts)
    told = []

    def set_answer(result):
        def sign_in(network, answers, session_only=False, browser=None):
            told.append((network, dict(answers), session_only))
            if isinstance(result, Exception):
                raise result
            handle = answers["handle"]
            account = Account(new_id(), network, "Aino", Way.DIRECT, handle, "https://bsky.social", "did:plc:aino")
            return desk._add(replace(account, session_only=session_only))

        monkeypatch.setattr(desk, "sign_in", sign_in)

    set_answer.told = told
    return set_answer


@pytest.fixture
def bluesky(sheet, live):
    press(sheet, "Liitä: Bluesky")
    live.settle()
    page = sheet.side.page
    page.show_other_way()
    page.asks.fields["handle"].setText("aino.example")
    page.asks.fields["secret"].setText(PASSWORD)
    return page


def test_every_network_says_honestly_what_is_possible(sheet, live):
    said = words(sheet)
    for look in live.ask(looks).known:
        assert look.name in said
    assert "Harjoitusverkko" in said
    assert "Suoraan luvalla, jonka annat selaimessa" in said
    assert "Jää tälle koneelle. Hyvä paikka kokeilla." in said
    assert not any(text.startswith("accounts.") for text in said)


def test_by_hand_is_one_press(sheet, live):
    press(sheet, "Käsin: LinkedIn")
    live.settle()
    assert [(one.network, one.way) for one in all_accounts(live)] == [("linkedin", Way.BY_HAND)]
    assert "Käsin" in words(row_of(sheet, "linkedin"))


def test_the_focus_stays_on_the_row_after_adding(sheet, live, qtbot):
    focused = next(one for one in sheet.findChildren(QAbstractButton) if one.accessibleName() == "Käsin: LinkedIn")
    focused.setFocus()
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    live.settle()
    assert len(all_accounts(live)) == 1
    qtbot.waitUntil(lambda: "LinkedIn" in sheet.focusWidget().accessibleName())
    assert "Käsin" in sheet.focusWidget().accessibleName()


def test_the_practice_network_is_one_press(sheet, live):
    press(sheet, "Lisää: Harjoitusverkko")
    live.settle()
    assert [one.way for one in all_accounts(live)] == [Way.PRACTICE]


def test_mastodon_by_hand_asks_for_ones_own_server(sheet, live, qtbot):
    press(sheet, "Käsin: Mastodon")
    live.settle()
    field = next(one for one in sheet.findChildren(QLineEdit) if one.isVisibleTo(sheet))
    assert field.hasFocus()
    qtbot.keyClicks(field, "kivijalka.example")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    live.settle()
    assert [one.server for one in all_accounts(live)] == ["https://kivijalka.example"]


def test_linking_takes_three_steps_and_keeps_no_password(sheet, bluesky, live, answer):
    answer(None)
    assert bluesky.asks.fields["secret"].echoMode() is QLineEdit.EchoMode.Password
    sheet.side.page.go.click()
    live.settle()
    assert answer.told == [
        ("bluesky", {"server": "https://bsky.social", "handle": "aino.example", "secret": PASSWORD}, False)
    ]
    assert bluesky.asks.fields["secret"].text() == ""
    assert bluesky.trial.dot.text() == "✓"
    assert bluesky.notice.words.text() == "Hei, Aino. Nyt onnistuu suoraan."
    press(sheet, "Valmis")
    live.settle()
    assert "@aino.example" in words(sheet)
    assert "Liitetty" in words(sheet)
    assert "bluesky" not in begun


def test_the_permission_is_explained_both_ways(bluesky):
    said = [one.text() for one in bluesky.findChildren(QLabel)]
    assert "Julkaisen, kun sinä sanot tai ajoitat" in said
    assert "En lue yksityisviestejä" in said


@pytest.mark.parametrize("error", [Fixable("bluesky.wrong_password"), TryLater("wire.no_answer", host="bsky.social")])
def test_what_does_not_work_is_said_and_can_be_tried_again(sheet, bluesky, live, answer, error):
    answer(error)
    sheet.side.page.go.click()
    live.settle()
    assert bluesky.notice.isVisibleTo(sheet)
    assert not bluesky.this_time.isVisibleTo(sheet)
    assert bluesky.asks.fields["handle"].text() == "aino.example"
    assert bluesky.asks.fields["secret"].text() == ""
    assert bluesky.go.isVisibleTo(sheet)
    assert bluesky.go.text() == "Kokeile uudestaan"
    answer(None)
    bluesky.asks.fields["secret"].setText(PASSWORD)
    bluesky.link()
    live.settle()
    assert len(all_accounts(live)) == 1


def test_without_a_keyring_the_permission_may_last_until_the_end(sheet, bluesky, live, answer):
    answer(ProfileUnusable("keyring.missing"))
    sheet.side.page.go.click()
    live.settle()
    assert "kunnes suljet" in bluesky.notice.words.text() or "kun suljet" in bluesky.notice.words.text()
    assert bluesky.this_time.isVisibleTo(sheet)
    assert bluesky.asks.fields["secret"].text() == PASSWORD
    answer(None)
    bluesky.this_time.click()
    live.settle()
    assert answer.told[-1][2] is True
    (account,) = all_accounts(live)
    assert about(account) == "@aino.example · suoraan · lupa voimassa, kunnes suljet Mummon"


def test_something_missing_is_asked_for_before_anything_is_sent(sheet, bluesky, live, answer):
    answer(None)
    bluesky.asks.fields["handle"].clear()
    bluesky.link()
    live.settle()
    assert answer.told == []
    assert bluesky.notice.words.text() == "Tämä vielä puuttuu: Käyttäjätunnus"


def test_closing_midway_keeps_what_was_typed_but_never_the_password(sheet, bluesky, live, host):
    sheet.close()
    live.settle()
    assert begun["bluesky"].typed == {"handle": "aino.example"}
    again = AccountsSheet(live.bridge, host)
    again.appear()
    live.settle()
    press(again, "Jatka: Bluesky")
    live.settle()
    assert again.side.page.asks.fields["handle"].text() == "aino.example"
    assert again.side.page.asks.fields["secret"].text() == ""
    assert again.side.page.go.text() == "Avaa selain"


def test_removing_can_be_undone_and_closing_means_it(sheet, live, host):
    press(sheet, "Käsin: LinkedIn")
    live.settle()
    row_of(sheet, "linkedin").click()
    live.settle()
    press(sheet, "Poista LinkedIn")
    live.settle()
    assert len(all_accounts(live)) == 1
    assert "Poistetaan hetken päästä." in words(sheet)
    press(sheet, "Kumoa")
    live.settle()
    press(sheet, "Poista LinkedIn")
    live.settle()
    sheet.close()
    live.settle()
    assert all_accounts(live) == ()


def test_the_seconds_of_undo_end_by_themselves(sheet, live, qtbot):
    press(sheet, "Käsin: X")
    live.settle()
    row_of(sheet, "x").click()
    live.settle()
    sheet.side.removals.undo_over.setInterval(1)
    press(sheet, "Poista X")
    qtbot.waitUntil(lambda: all_accounts(live) == ())


def test_names_from_outside_are_plain_text(sheet, live):
    live.ask(lambda desk: desk.accounts.add_by_hand("x", "<i>minä</i>"))
    live.settle()
    row_of(sheet, "x").click()
    live.settle()
    shown = next(one for one in sheet.findChildren(QLabel) if one.text() == "<i>minä</i>")
    assert shown.textFormat() is Qt.TextFormat.PlainText
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in sheet.findChildren(Sentence))


def test_the_focus_goes_into_the_page_and_escape_closes(sheet, live, qtbot):
    assert sheet.focusWidget() is not sheet._close
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Escape)


def test_it_is_freed_on_close(live, host, freed):
    held = [AccountsSheet(live.bridge, host)]
    held[0].appear()
    live.settle()
    row_of(held[0], "bluesky").click()
    assert freed(held)


def test_enter_right_after_opening_removes_nothing(live, host, qtbot):
    kept = live.ask(lambda desk: desk.accounts.add_by_hand("linkedin"))
    live.settle()
    sheet = AccountsSheet(live.bridge, host)
    sheet.appear()
    live.settle()
    qtbot.waitUntil(lambda: sheet.focusWidget() is not None and sheet.focusWidget() is not sheet)
    assert not sheet.focusWidget().property("account")
    qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Return)
    sheet.close()
    live.settle()
    assert kept.id in [one.id for one in all_accounts(live)]


def test_a_place_that_is_there_already_is_not_offered_again(sheet, live):
    press(sheet, "Käsin: LinkedIn")
    live.settle()
    names = [one.accessibleName() for one in sheet.findChildren(QAbstractButton) if one.isVisibleTo(sheet)]
    assert "Käsin: LinkedIn" not in names


def test_it_opens_at_one_network_for_those_who_come_from_a_post_that_waits(live, host, qtbot):
    sheet = AccountsSheet(live.bridge, host, "bluesky")
    sheet.list.known.emit(())  # the keys were there before the networks
    sheet.appear()
    qtbot.waitUntil(lambda: sheet.side.network == "bluesky")
    assert sheet.list.isHidden()
    assert "Bluesky" in sheet.heading.text()
    sheet.close()
