# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The main job in the real window: first post to the practice network and by hand, and found again by another form."""

from __future__ import annotations

import pytest
from journeys.frame import ask, settle
from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.model import State
from ui.dialogs.accounts import AccountsSheet
from ui.dialogs.by_hand import ByHandCard
from ui.dialogs.practice import PracticeSheet
from ui.dialogs.quit import QuitSheet
from ui.dialogs.send import SendSheet
from ui.widgets.post_text import PostText
from ui.widgets.send_facts import how_in_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen

TEXT = "Lapsena tein savesta lehmiä. Nyt lasken, kuinka monta senttiä se painuu kymmenessä vuodessa."


class Browser(QObject):
    """Stands for the web browser: takes what the window opens."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def take(self, url):
        self.opened.append(url.toString())


@pytest.fixture(autouse=True)
def browser(qapp):
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "take")
    yield browser
    QDesktopServices.unsetUrlHandler("https")


def sheet_of(window, kind, qtbot):
    qtbot.waitUntil(lambda: bool(window.findChildren(kind)))
    settle(window, qtbot)
    return window.findChildren(kind)[0]


def press(parent, name):
    (found,) = (
        one for one in parent.findChildren(QAbstractButton) if one.accessibleName() == name and one.isVisibleTo(parent)
    )
    found.click()


def write(window, text):
    paper = window.show_view("write").paper
    for sign in text:  # QTest.keyClicks stops the program at ä
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(paper, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))
    return paper


def add_places(window, qtbot, *names):
    window.sheets.accounts()
    sheet = sheet_of(window, AccountsSheet, qtbot)
    for name in names:
        press(sheet, name)
        settle(window, qtbot)
    sheet.close()
    settle(window, qtbot)


def choose_window(window, qtbot, seconds):
    window._bridge.choose("send_window_s", seconds)
    settle(window, qtbot)


def open_send_sheet(window, qtbot):
    window.show_view("write").publish()
    sheet = sheet_of(window, SendSheet, qtbot)
    for box, _row in sheet._boxes:
        box.setChecked(True)
    return sheet


def test_a_first_post_to_practice_and_by_hand_is_found_again(window, qtbot, browser, tmp_path):
    choose_window(window, qtbot, 0)
    add_places(window, qtbot, "Lisää: Harjoitusverkko", "Käsin: LinkedIn")
    write(window, TEXT)
    sheet = open_send_sheet(window, qtbot)
    assert "LinkedInin" in sheet.hint.text()
    assert window.grab().save(str(tmp_path / "send.png"))
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet.publish, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    card = sheet_of(window, ByHandCard, qtbot)
    assert QGuiApplication.clipboard().text() == TEXT
    assert browser.opened[0].startswith("https://www.linkedin.com/")
    with qtbot.waitSignal(card.answered):
        card.done.click()
    settle(window, qtbot)

    window.search()
    history = window.view()
    qtbot.keyClicks(history.search, "savi")
    qtbot.waitUntil(lambda: history.posts.rowCount() == 1)
    post = history.posts.post(0)
    assert post.text == TEXT
    assert [post.text[start:end] for start, end in post.hits] == ["savesta"]
    assert {sent.network for sent in post.deliveries} == {"practice", "linkedin"}
    assert window.grab().save(str(tmp_path / "history.png"))

    history.practice.click()
    feed = sheet_of(window, PracticeSheet, qtbot)
    assert [one.toPlainText() for one in feed.findChildren(PostText)] == [TEXT]


def test_a_post_that_is_out_leaves_the_drafts_and_the_paper(window, qtbot):
    choose_window(window, qtbot, 0)
    add_places(window, qtbot, "Lisää: Harjoitusverkko")
    paper = write(window, TEXT)
    sheet = open_send_sheet(window, qtbot)
    sheet.publish.click()
    qtbot.waitUntil(lambda: paper.text() == "", timeout=10_000)
    settle(window, qtbot)
    titles = [row.title for row in ask(window, qtbot, lambda desk: desk.drafts.rows())]
    assert not any(title.startswith("Lapsena") for title in titles)
    assert ask(window, qtbot, lambda desk: desk.history.search().found) == 1


def test_taken_back_in_time_nothing_is_out_and_the_text_is_there(window, qtbot):
    choose_window(window, qtbot, 30)
    add_places(window, qtbot, "Lisää: Harjoitusverkko")
    paper = write(window, TEXT)
    open_send_sheet(window, qtbot).publish.click()
    sending = window.outgoing.sending()
    qtbot.waitUntil(sending.counting)
    assert sending.bar.isVisibleTo(window)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    settle(window, qtbot)
    assert not sending.counting()
    assert paper.text() == TEXT
    assert ask(window, qtbot, lambda desk: desk.history.search().found) == 0


def test_closing_the_window_in_between_asks_first(window, qtbot):
    choose_window(window, qtbot, 30)
    add_places(window, qtbot, "Lisää: Harjoitusverkko")
    write(window, TEXT)
    open_send_sheet(window, qtbot).publish.click()
    qtbot.waitUntil(window.outgoing.sending().counting)
    window.close()
    assert window.isVisible()
    sheet = sheet_of(window, QuitSheet, qtbot)
    with qtbot.waitSignal(window.gone, timeout=10_000):
        sheet.send.click()
    assert ask(window, qtbot, lambda desk: desk.history.search().found) == 1


def test_what_is_left_by_hand_waits_in_the_history_and_opens_again(window, qtbot, browser):
    choose_window(window, qtbot, 0)
    add_places(window, qtbot, "Käsin: LinkedIn")
    write(window, TEXT)
    open_send_sheet(window, qtbot).publish.click()
    sheet_of(window, ByHandCard, qtbot).close()
    settle(window, qtbot)
    window.show_view("history")
    settle(window, qtbot)
    history = window.view()
    qtbot.waitUntil(history.waits.rows.any_rows)
    (delivery,) = ask(window, qtbot, lambda desk: desk.sending.waiting())
    assert delivery.state is State.HANDED_OVER
    history.waits.rows.wanted.emit("show_card", delivery)
    card = sheet_of(window, ByHandCard, qtbot)
    with qtbot.waitSignal(card.answered):
        card.not_done.click()
    qtbot.waitUntil(lambda: not history.waits.rows.any_rows())
    titles = [row.title for row in ask(window, qtbot, lambda desk: desk.drafts.rows())]
    assert any(title and TEXT.startswith(title.rstrip("…")) for title in titles)


def test_bluesky_is_linked_in_steps_and_a_thread_is_on_the_server(window, qtbot, alice, browser):
    """A wrong password first, then the right one; the post is read back from the server itself."""
    choose_window(window, qtbot, 0)
    window.sheets.accounts()
    sheet = sheet_of(window, AccountsSheet, qtbot)
    press(sheet, "Liitä: Bluesky")
    settle(window, qtbot)
    page = sheet.side.page
    page.show_other_way()
    page.asks.fields["server"].setText(alice.url)
    page.asks.fields["handle"].setText(f"@{alice.handle}")
    page.asks.fields["secret"].setText("not-the-right-one")
    page.link()
    settle(window, qtbot)
    assert page.notice.isVisibleTo(window)
    assert page.asks.fields["secret"].text() == ""
    assert ask(window, qtbot, lambda desk: desk.accounts.all()) == ()
    page.asks.fields["secret"].setText(alice.app_password())
    qtbot.keyClick(page.asks.fields["secret"], Qt.Key.Key_Return)
    settle(window, qtbot)
    assert page.notice.words.text().startswith("Hei, ")
    sheet.close()
    settle(window, qtbot)

    before = len(alice.texts())
    text = f"{TEXT} " * 5
    write(window, text)
    sheet = open_send_sheet(window, qtbot)
    assert "suoraan, ketju 2" in how_in_words(sheet.chosen()[0])
    with qtbot.waitSignal(window.outgoing.sending().published, timeout=30_000):
        sheet.publish.click()
    settle(window, qtbot)
    texts = alice.texts()
    assert len(texts) == before + 2
    assert "".join(reversed(texts[:2])).replace(" ", "") == text.replace(" ", "")
    bar = window.outgoing.sending().bar
    link = next(one for one in bar.findChildren(QAbstractButton) if one.text() == "Avaa")
    link.click()
    assert browser.opened[-1].startswith(f"https://bsky.app/profile/{alice.handle}/post/")
