# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The trash, the practice feed and the toast."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.errors import ProfileUnusable
from ui.dialogs.practice import PracticeSheet
from ui.dialogs.trash import TrashSheet
from ui.widgets.post_text import PostText
from ui.widgets.toast import Toast


@pytest.fixture
def removed(live):
    def work(desk):
        drafts = [desk.drafts.new(text).id for text in ("Ensimmäinen", "", "Kolmas <b>ei</b> lihava")]
        for draft in drafts:
            desk.drafts.remove(draft)
        return drafts

    return live.ask(work)


def words(sheet):
    return [one.text() for one in sheet.findChildren(QLabel) if one.isVisibleTo(sheet) and one.text()]


def test_a_draft_comes_back_with_one_press(live, host, removed, qtbot):
    sheet = TrashSheet(live.bridge, host)
    sheet.appear()
    live.settle()
    assert {"Ensimmäinen", "Tyhjä paperi", "Kolmas <b>ei</b> lihava"} <= set(words(sheet))
    assert any(text.startswith("poistettu: Tänään") for text in words(sheet))
    press = next(one for one in sheet.buttons if "Ensimmäinen" in one.accessibleName())
    with qtbot.waitSignal(sheet.restored) as heard:
        press.click()
    assert heard.args == [removed[0]]
    assert removed[0] in [row.id for row in live.ask(lambda desk: desk.drafts.rows())]


def test_the_first_one_has_the_focus_and_enter_restores_it(live, host, removed, qtbot):
    sheet = TrashSheet(live.bridge, host)
    sheet.appear()
    live.settle()
    qtbot.waitUntil(lambda: sheet.focusWidget() is sheet.buttons[0])
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet.buttons[0], Qt.Key.Key_Return)


def test_an_empty_trash_says_so(live, host):
    sheet = TrashSheet(live.bridge, host)
    sheet.appear()
    live.settle()
    assert "Roskakori on tyhjä." in words(sheet)


def emptied(live, host):
    sheet = TrashSheet(live.bridge, host)
    sheet.appear()
    live.settle()
    sheet.clear.click()
    return host.findChildren(Toast)[0]


def rests(live):
    return {row.id for row in live.ask(lambda desk: desk.drafts.trash())}


def test_emptying_waits_while_it_can_be_undone(live, host, removed):
    toast = emptied(live, host)
    assert "3" in toast.words.text()
    assert rests(live) == set(removed)
    toast.undo_button.click()
    live.settle()
    assert rests(live) == set(removed)


def test_emptying_lets_go_of_everything_but_what_was_restored_meanwhile(live, host, removed):
    toast = emptied(live, host)
    live.ask(lambda desk: desk.drafts.restore(removed[0]))
    toast.close()
    live.settle()
    assert rests(live) == set()
    assert [row.id for row in live.ask(lambda desk: desk.drafts.rows())] == [removed[0]]


def test_an_empty_trash_has_nothing_to_empty(live, host):
    sheet = TrashSheet(live.bridge, host)
    sheet.appear()
    live.settle()
    assert not sheet.clear.isVisible()


def test_a_profile_that_can_not_be_read_is_said_in_words(live, host, monkeypatch):
    def broken():
        raise ProfileUnusable("profile.locked", path="/p")

    monkeypatch.setattr(live.ask(lambda desk: desk.drafts), "trash", broken)
    sheet = TrashSheet(live.bridge, host)
    sheet.appear()
    live.settle()
    assert len(words(sheet)) >= 3


def test_the_trash_is_freed_on_close(live, host, removed, freed):
    held = [TrashSheet(live.bridge, host)]
    held[0].appear()
    assert freed(held)


# ---------------------------------------------------------------- practice


def publish(live, text):
    def work(desk):
        accounts = desk.accounts.all() or (desk.accounts.sign_in("practice", {"name": "Harjoittelija"}),)
        desk.sending.queue(desk.drafts.new(text).id, (accounts[0].id,))
        return desk.sending.send_due()

    return live.ask(work)


def test_the_feed_shows_what_was_published_and_follows(live, host, qtbot):
    sheet = PracticeSheet(live.bridge, host)
    sheet.appear()
    live.settle()
    assert "Täällä on vielä hiljaista. Kokeile julkaista jotain." in words(sheet)
    publish(live, "Eka <b>harjoitus</b>")
    qtbot.waitUntil(lambda: len(sheet.findChildren(PostText)) == 1)
    live.settle()
    assert sheet.findChildren(PostText)[0].toPlainText() == "Eka <b>harjoitus</b>"
    assert "Harjoittelija" in words(sheet)


def test_the_feed_is_freed_on_close(live, host, freed):
    publish(live, "Eka")
    held = [PracticeSheet(live.bridge, host)]
    held[0].appear()
    assert freed(held)


# ---------------------------------------------------------------- toast


def test_a_toast_goes_by_itself_and_only_one_stands(host, live, qtbot):
    first = Toast(host, "Eka")
    second = Toast(host, "Toka", seconds=0.01)
    qtbot.waitUntil(lambda: not host.findChildren(Toast))
    with pytest.raises(RuntimeError):
        first.isVisible()
    with pytest.raises(RuntimeError):
        second.isVisible()


def test_undo_is_called_once_and_the_toast_goes(host, live, qtbot):
    undone = []
    toast = Toast(host, "Poistettu", lambda: undone.append(1))
    toast.undo_button.click()
    assert undone == [1]
    qtbot.waitUntil(lambda: not host.findChildren(Toast))


def test_a_toast_stays_while_undo_has_the_focus(host, live, qtbot):
    toast = Toast(host, "Poistettu", lambda: None, seconds=60)
    host.activateWindow()
    toast.undo_button.setFocus()
    qtbot.waitUntil(toast.undo_button.hasFocus)
    assert not toast._timer.isActive()
    toast.undo_button.clearFocus()
    assert toast._timer.isActive()
    assert toast.words.textFormat() is Qt.TextFormat.PlainText
    assert toast.findChildren(QPushButton) == [toast.undo_button]


def test_a_long_toast_stays_inside_its_window(host, live):
    toast = Toast(host, "Tämä lause on pitkä. " * 20)
    assert host.rect().contains(toast.geometry())
    host.resize(700, 480)
    assert host.rect().contains(toast.geometry())
