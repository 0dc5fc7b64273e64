# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The by-hand card: copies, opens the page, hands out the picture, asks whether it went."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QPushButton

from app.errors import Fixable
from app.model import Photo, State
from ui.dialogs.by_hand import ByHandCard
from ui.widgets.drag_picture import DragPicture
from ui.widgets.kinds import Look, Looks

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)  # offscreen has no stacking

LOOKS = Looks((Look("linkedin", "LinkedIn", "brand-linkedin"), Look("bluesky", "Bluesky", "brand-bluesky")))
LONG = "Savi painuu hitaasti, ja minä odotan rauhassa sen vieressä. " * 10


def handed(live, network="linkedin", text="Kiitos Villelle & muille"):
    def work(desk):
        account = desk.accounts.add_by_hand(network)
        desk.sending.queue(desk.drafts.new(text).id, (account.id,))
        return desk.sending.hand_over(desk.sending.send_due()[0].id)

    return live.ask(work)


@pytest.fixture
def opened():
    return []


@pytest.fixture
def card(live, host, opened, qtbot):
    def opener(url):
        opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return True

    card = ByHandCard(live.bridge, host, handed(live), LOOKS, opener)
    card.appear()
    yield card
    live.settle()


def state_of(live, delivery):
    return live.ask(lambda desk: desk.sending.get(delivery)).state


def test_it_copies_the_text_opens_the_page_and_stays_on_top(card, opened):
    assert QGuiApplication.clipboard().text() == "Kiitos Villelle & muille"
    assert len(opened) == 1
    assert opened[0].startswith("https://www.linkedin.com/")
    assert card.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert card.windowTitle() == "LinkedIn, käsin"
    assert card.copied.text() == "kopioitu ✓"
    assert not card.isModal()


def test_published_puts_it_into_the_history(card, live, qtbot):
    card.link.setText("https://www.linkedin.com/posts/1")
    with qtbot.waitSignal(card.answered) as heard:
        card.done.click()
    assert heard.args[1] is True
    live.settle()
    page = live.ask(lambda desk: desk.history.search())
    assert [sent.url for sent in page.posts[0].deliveries] == ["https://www.linkedin.com/posts/1"]


def test_enter_confirms(card, live, qtbot):
    with qtbot.waitSignal(card.answered) as heard:
        qtbot.keyClick(card.link, Qt.Key.Key_Return)
    assert heard.args[1] is True


def test_not_finished_leaves_the_draft_as_it_was(card, live, qtbot):
    delivery, draft = card.delivery, card._handed.delivery.draft
    with qtbot.waitSignal(card.answered) as heard:
        card.not_done.click()
    assert heard.args == [draft, False]
    assert live.ask(lambda desk: desk.drafts.get(draft)).text == "Kiitos Villelle & muille"
    assert delivery not in [one.id for one in live.ask(lambda desk: desk.sending.waiting())]


def test_closing_without_an_answer_leaves_it_waiting(card, live, qtbot):
    delivery = card.delivery
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    live.settle()
    assert state_of(live, delivery) is State.HANDED_OVER


def test_something_that_is_no_link_is_said_and_nothing_is_confirmed(card, live):
    delivery = card.delivery
    card.link.setText("hei vaan")
    card.done.click()
    assert card.trouble.isVisibleTo(card)
    assert card.done.isEnabled()
    assert state_of(live, delivery) is State.HANDED_OVER


def test_what_does_not_work_is_said_in_words(card, live, qtbot, monkeypatch):
    def refuse(*_words):
        raise Fixable("delivery.wrong_state", id="x", state="published")

    monkeypatch.setattr(live.ask(lambda desk: desk.sending), "confirm", refuse)
    card.done.click()
    qtbot.waitUntil(lambda: card.trouble.isVisibleTo(card))
    assert card.trouble.text()
    assert card.done.isEnabled()


def test_no_browser_shows_where_the_page_is(live, host):
    card = ByHandCard(live.bridge, host, handed(live), LOOKS, lambda url: False)
    card.appear()
    assert "https://www.linkedin.com/" in card.trouble.text()
    card.close()


def test_a_thread_is_copied_part_by_part(live, host, opened):
    card = ByHandCard(live.bridge, host, handed(live, "bluesky", LONG), LOOKS, lambda url: True)
    card.appear()
    whole = len(card._handed.texts)
    assert whole > 1
    assert [button.text().strip() for button in card.copies][:2] == [f"Kopioi osa 1/{whole}", f"Kopioi osa 2/{whole}"]
    card.copies[1].click()
    assert QGuiApplication.clipboard().text() == card._handed.texts[1]
    assert card.copied.text() == f"osa 2/{whole} kopioitu ✓"
    for button in card.findChildren(QPushButton):
        assert button.visibleRegion().boundingRect().size() == button.size()
    card.close()


def test_the_picture_carries_its_file_and_can_be_copied(qtbot, live, tmp_path):
    file = tmp_path / "savi.png"
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#aa7755"))
    assert image.save(str(file))
    shown = DragPicture(Photo("p", str(file), "savea"))
    qtbot.addWidget(shown)
    assert shown.mime().urls() == [QUrl.fromLocalFile(str(file))]
    assert not shown.pixmap().isNull()
    qtbot.keyClick(shown, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().mimeData().urls() == [QUrl.fromLocalFile(str(file))]
    assert shown.accessibleName() == "Kuva: savea"


def test_a_picture_that_is_gone_says_so(qtbot, live, tmp_path):
    shown = DragPicture(Photo("p", str(tmp_path / "ei.png")))
    qtbot.addWidget(shown)
    assert shown.text() == "Kuvaa ei enää löydy."


def test_it_is_freed_on_close(live, host, freed):
    held = [ByHandCard(live.bridge, host, handed(live), LOOKS, lambda url: True)]
    held[0].appear()
    assert freed(held)


def test_instagrams_pictures_lie_ready_in_a_folder_that_opens_by_itself(live, host, opened, qtbot, tmp_path):
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("brown"))
    picture.save(str(tmp_path / "kuoppa.png"))

    def work(desk):
        account = desk.accounts.add_by_hand("instagram")
        draft = desk.drafts.new("Kuvateksti").id
        desk.photos.add(draft, tmp_path / "kuoppa.png", "Savikuoppa & kettu")
        desk.sending.queue(draft, (account.id,))
        return desk.sending.hand_over(desk.sending.send_due()[0].id)

    ready = live.ask(work)
    looks = Looks((Look("instagram", "Instagram", "brand-instagram"),))
    card = ByHandCard(live.bridge, host, ready, looks, lambda url: opened.append(url))
    card.appear()
    page, folder = opened
    assert page.toString() == "https://www.instagram.com/"
    assert folder.toLocalFile() == ready.folder
    assert [path.name for path in Path(ready.folder).iterdir()] == ["1.jpg"]
    assert QGuiApplication.clipboard().text() == "Kuvateksti"
    card.alts[0].click()
    assert (QGuiApplication.clipboard().text(), card.copied.text()) == ("Savikuoppa & kettu", "kuvan kuvaus kopioitu ✓")
    card.done.click()
    qtbot.waitUntil(lambda: not Path(ready.folder).exists())
    live.settle()


def test_it_says_why_it_is_by_hand(live, host, qtbot):
    ready = handed(live)
    why = replace(ready.delivery, message="threads.pictures_by_hand")
    card = ByHandCard(live.bridge, host, replace(ready, delivery=why), LOOKS, lambda url: True)
    card.appear()
    assert any("Threads hakee kuvat" in shown.text() for shown in card.findChildren(QLabel))
    card.close()
    live.settle()
