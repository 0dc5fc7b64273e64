# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Publishing through the real window to networks that behave as documented; what they hold afterwards is read back.

The sign-in goes to the network on this machine by the desk (linking in the window has journeys of its own); writing,
pictures, choices, the send sheet, the card by hand and deleting are pressed.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import PIL.Image
import pytest
from fakes.browser import FakeBrowser
from fakes.facebook import FacebookStub
from fakes.linkedin import LinkedInStub
from fakes.threads import ThreadsStub
from fakes.x import XStub
from journeys.frame import ask, settle
from journeys.test_publish_window import Browser, browser, choose_window, open_send_sheet, press, sheet_of, write
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from app.model import State
from app.photos import leftovers
from ui.dialogs.by_hand import ByHandCard
from ui.jobs import Lane
from ui.widgets.chips import DestinationChip
from ui.widgets.toast import Toast

__all__ = ["browser"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen

TEXT = "Penger painui neljä milliä viikossa, ja (juuri) siksi odotimme."
LINK = "https://example.com/painumalevyt"
WORDS = "Kaivinkone penkereellä, taustalla mäkiä"
KEYS = {"linkedin": ("client-id", "client-secret"), "x": ("client-id", ""), "facebook": ("4711", "app-secret")}


@pytest.fixture
def link(window, qtbot):
    """Link an account of a network on this machine and show it in the window."""

    def link(network, stub, **answers):
        def sign_in(desk):
            if network in KEYS:
                desk.accounts.keys.set(network, *KEYS[network])
            return desk.accounts.sign_in(network, {"server": stub.url, **answers}, browser=FakeBrowser())

        account = ask(window, qtbot, sign_in, Lane.LINK)
        choose_window(window, qtbot, 0)
        return account

    return link


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "IMG_4711.jpg"
    tags = PIL.Image.Exif()
    tags[0x010F] = "Kamera"
    PIL.Image.new("RGB", (400, 300), "sienna").save(path, "JPEG", exif=tags, comment=b"salaisuus")
    return path


def add_picture(window, qtbot, path):
    """Drop a picture on the paper and write the words for it on its line."""
    view = window.show_view("write")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    view.paper.insertFromMimeData(data)
    qtbot.waitUntil(lambda: len(view.photos.lines) == 1, timeout=20_000)
    settle(window, qtbot)
    line = view.photos.lines[0]
    line.edit.click()
    line.field.setText(WORDS)
    qtbot.keyClick(line.field, Qt.Key.Key_Return)
    settle(window, qtbot)


def sheet_with_words(window, qtbot, *words):
    sheet = open_send_sheet(window, qtbot)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: all(word in sheet.concern.text() for word in words), timeout=20_000)
    return sheet


def publish(window, qtbot, sheet):
    with qtbot.waitSignal(window.outgoing.sending().published, timeout=30_000):
        sheet.publish.click()
    settle(window, qtbot)


def is_bare(content):
    assert leftovers(content) == ()
    assert b"salaisuus" not in content
    with PIL.Image.open(io.BytesIO(content)) as shown:
        assert shown.size == (400, 300)


def test_x_tells_its_price_first_and_moves_the_link_to_a_reply(window, qtbot, link):
    with XStub() as stub:
        link("x", stub)
        write(window, f"{TEXT} {LINK}")
        sheet = sheet_with_words(window, qtbot, "0,20\u00a0$")
        assert stub.posts == {}
        press(sheet, "Valinnat: X")
        press(sheet, "Linkki erikseen viimeiseksi")
        qtbot.waitUntil(lambda: "0,215\u00a0$" in sheet.concern.text(), timeout=20_000)
        assert sheet.publish.accessibleName() == "Julkaise: @sarisavi, X"
        publish(window, qtbot, sheet)
        (first, head), (_, tail) = stub.posts.items()
    assert (head["text"], head["above"]) == (TEXT, "")
    assert (tail["text"], tail["above"]) == (LINK, first)


def test_linkedin_gets_the_picture_with_its_words_and_unescaped_signs(window, qtbot, link, picture):
    with LinkedInStub() as stub:
        link("linkedin", stub)
        write(window, TEXT)
        add_picture(window, qtbot, picture)
        sheet = open_send_sheet(window, qtbot)
        publish(window, qtbot, sheet)
        (post,) = stub.posts.values()
        media = post["content"]["media"]
        is_bare(stub.images[media["id"]])
    assert (post["text"], post["visibility"], media["altText"]) == (TEXT, "PUBLIC", WORDS)


def asking(desk):
    return [one for one in desk.sending.waiting() if one.state is State.NEEDS_PERSON]


def chip_of(window, network):
    return next(one for one in window.findChildren(DestinationChip) if one.account.network == network)


def test_linkedin_turns_amber_before_its_end_and_goes_by_hand_after_it(window, qtbot, link, browser):
    with LinkedInStub() as stub:
        account = link("linkedin", stub)
        assert chip_of(window, "linkedin").ends_in_words() == ""

        def ends(left):
            until = datetime.now(UTC) + left

            def change(desk):
                desk.store.accounts.add(replace(account, signed_in_until=until))
                desk.announce("accounts", account.id)

            ask(window, qtbot, change)
            settle(window, qtbot)

        ends(timedelta(days=9, hours=1))
        assert "9" in chip_of(window, "linkedin").ends_in_words()
        ends(timedelta(hours=-1))
        write(window, TEXT)
        sheet = sheet_with_words(window, qtbot, "Lupasi tilille Sari Savi on päättynyt.")
        sheet.publish.click()
        qtbot.waitUntil(lambda: bool(ask(window, qtbot, asking)), timeout=20_000)
        window.show_view("history")
        settle(window, qtbot)
        next(one for one in window.view().findChildren(QAbstractButton) if one.text() == "Käsin").click()
        card = sheet_of(window, ByHandCard, qtbot)
        assert QGuiApplication.clipboard().text() == TEXT
        assert browser.opened[-1].startswith("https://www.linkedin.com/")
        with qtbot.waitSignal(card.answered):
            card.not_done.click()
        assert stub.posts == {}


def test_threads_takes_text_directly_and_a_picture_by_hand(window, qtbot, link, picture, browser):
    with ThreadsStub() as stub:
        link("threads", stub, token="THQ-1")
        write(window, TEXT)
        publish(window, qtbot, open_send_sheet(window, qtbot))
        assert stub.texts() == [TEXT]
        settle(window, qtbot)
        write(window, "Kuva kertoo enemmän.")
        add_picture(window, qtbot, picture)
        open_send_sheet(window, qtbot).publish.click()
        card = sheet_of(window, ByHandCard, qtbot)
        assert QGuiApplication.clipboard().text() == "Kuva kertoo enemmän."
        assert browser.opened[-1].startswith("https://www.threads.net/intent/post?")
        assert len(card.pictures) == 1
        with qtbot.waitSignal(card.answered):
            card.done.click()
        assert stub.texts() == [TEXT]


def test_a_page_on_facebook_gets_the_picture_with_its_words(window, qtbot, link, picture):
    with FacebookStub() as stub:
        account = link("facebook", stub, token="EAAuser")
        assert account.name == "Savikerho"
        write(window, TEXT)
        add_picture(window, qtbot, picture)
        publish(window, qtbot, open_send_sheet(window, qtbot))
        (post,) = stub.posts.values()
        (photo,) = (stub.photos[id] for id in post["photos"])
    assert post["text"] == TEXT
    assert photo["alt_text_custom"] == WORDS
    is_bare(photo["bytes"])


@pytest.fixture
def folders(qapp):
    """Takes the folders that the window opens."""
    taken = Browser()
    QDesktopServices.setUrlHandler("file", taken, "take")
    yield taken
    QDesktopServices.unsetUrlHandler("file")


def test_instagram_by_hand_copies_the_caption_and_opens_the_folder_of_the_picture(
    window, qtbot, picture, browser, folders
):
    ask(window, qtbot, lambda desk: desk.accounts.add_by_hand("instagram"))
    choose_window(window, qtbot, 0)
    write(window, TEXT)
    add_picture(window, qtbot, picture)
    open_send_sheet(window, qtbot).publish.click()
    card = sheet_of(window, ByHandCard, qtbot)
    assert QGuiApplication.clipboard().text() == TEXT
    assert browser.opened == ["https://www.instagram.com/"]
    qtbot.waitUntil(lambda: len(folders.opened) == 1)
    (prepared,) = Path(QUrl(folders.opened[0]).toLocalFile()).iterdir()
    is_bare(prepared.read_bytes())
    card.alts[0].click()
    assert QGuiApplication.clipboard().text() == WORDS
    with qtbot.waitSignal(card.answered):
        card.done.click()
    settle(window, qtbot)
    assert not prepared.exists()
    assert ask(window, qtbot, lambda desk: desk.history.search().found) == 1


def test_mastodon_gets_every_choice_and_a_post_is_deleted_there_unless_undone(window, qtbot, link, picture, mastodon):
    link("mastodon", mastodon, secret=mastodon.tokens["bob"])
    write(window, TEXT)
    add_picture(window, qtbot, picture)
    sheet = open_send_sheet(window, qtbot)
    press(sheet, "Valinnat: Mastodon")
    line = next(one for one in sheet.findChildren(QLineEdit) if one.accessibleName().startswith("Peittävä rivi"))
    line.setFocus()
    qtbot.keyClicks(line, "savea")
    for name, value in (("Kuka näkee", "unlisted"), ("Kieli", "fi")):
        box = next(one for one in sheet.findChildren(QComboBox) if one.accessibleName() == name)
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    sheet.publish.setFocus()
    settle(window, qtbot)
    publish(window, qtbot, sheet)

    def there():
        return [post for post in mastodon.read("bob")["posts"] if "Penger painui" in post["content"]]

    (post,) = there()
    assert (post["spoiler_text"], post["visibility"], post["language"]) == ("savea", "unlisted", "fi")
    assert post["media_attachments"][0]["description"] == WORDS

    window.search()
    history = window.view()
    qtbot.waitUntil(lambda: history.posts.rowCount() == 1)
    settle(window, qtbot)

    press(history, "Poista verkosta: Mastodon")
    (toast,) = (one for one in window.findChildren(Toast) if one.offers())
    toast.undo_button.click()
    history.coming._pause.setInterval(1)
    settle(window, qtbot)
    assert len(there()) == 1
    press(history, "Poista verkosta: Mastodon")
    qtbot.waitUntil(lambda: there() == [], timeout=20_000)
