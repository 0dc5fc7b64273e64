# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Sending: the seconds to take it back, what each network answered, cards, trouble, quitting in between."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.errors import Fixable, TryLater
from app.model import Account, Delivery, SentPart, State, Way
from ui.dialogs.by_hand import ByHandCard
from ui.dialogs.quit import QuitSheet
from ui.dialogs.sending import Sending
from ui.widgets.kinds import Look, Looks
from ui.widgets.sending_bar import SendingBar

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)  # offscreen has no stacking

NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)


@pytest.fixture
def opened():
    return []


@pytest.fixture
def sending(live, host, opened):
    def opener(url):
        opened.append(url.toString())
        return True

    live.ask(lambda desk: desk.settings.set("send_window_s", 10))
    sending = Sending(live.bridge, host, opener)
    live.settle()
    yield sending
    live.settle()


@pytest.fixture
def practice(live):
    return live.ask(lambda desk: desk.accounts.sign_in("practice", {}))


@pytest.fixture
def linkedin(live):
    return live.ask(lambda desk: desk.accounts.add_by_hand("linkedin"))


def draft(live, text="Savi on hidas."):
    return live.ask(lambda desk: desk.drafts.new(text)).id


def found(live):
    return live.ask(lambda desk: desk.history.search()).found


def words(bar):
    return [one.text() for one in bar.findChildren(QLabel) if one.isVisibleTo(bar) and one.text()]


def run_out(sending):
    """Let the seconds pass without waiting for them: what is queued for later is queued for now."""
    while sending.counting() and sending._left > 1:
        sending._tick()
    sending.send_now()


def test_it_counts_down_and_leaves(sending, live, practice, qtbot):
    sending.start(draft(live), (practice.id,))
    qtbot.waitUntil(sending.counting)
    assert sending.bar.words.text() == "Lähtee 10\u00a0s päästä"
    assert found(live) == 0
    ring, cancel = sending.bar.ring, sending.bar.cancel
    sending._tick()
    assert sending.bar.words.text() == "Lähtee 9\u00a0s päästä"
    assert sending.bar.ring is ring
    assert sending.bar.cancel is cancel
    with qtbot.waitSignal(sending.published):
        run_out(sending)
    assert found(live) == 1
    assert "Menee. Hyvä sinä." in words(sending.bar)


def test_seconds_that_pass_a_little_fast_hold_nothing_up(sending, live, practice, qtbot):
    sending.start(draft(live), (practice.id,))
    qtbot.waitUntil(sending.counting)
    with qtbot.waitSignal(sending.published):
        while sending.counting():
            sending._tick()
    assert found(live) == 1


def test_escape_takes_it_back_and_the_draft_is_there(sending, live, practice, qtbot, host):
    mine = draft(live)
    sending.start(mine, (practice.id,))
    qtbot.waitUntil(sending.counting)
    host.activateWindow()
    qtbot.keyClick(host, Qt.Key.Key_Escape)
    assert not sending.counting()
    live.settle()
    assert words(sending.bar) == ["Peruttu. Teksti on luonnoksissa."]
    assert live.ask(lambda desk: desk.sending.waiting()) == ()
    assert live.ask(lambda desk: desk.drafts.get(mine)).text == "Savi on hidas."
    assert not sending._escape.isEnabled()


def test_taken_back_it_can_be_sent_again(sending, live, practice, qtbot):
    mine = draft(live)
    sending.start(mine, (practice.id,))
    qtbot.waitUntil(sending.counting)
    sending.bar.cancel.click()
    live.settle()
    sending.start(mine, (practice.id,))
    qtbot.waitUntil(sending.counting)
    with qtbot.waitSignal(sending.published):
        sending.send_now()
    assert found(live) == 1


def test_without_a_window_it_leaves_at_once(sending, live, practice, qtbot):
    live.ask(lambda desk: desk.settings.set("send_window_s", 0))
    with qtbot.waitSignal(sending.published):
        sending.start(draft(live), (practice.id,))
    assert found(live) == 1


def test_by_hand_only_opens_its_card_at_once(sending, live, linkedin, qtbot, host, opened):
    mine = draft(live)
    sending.start(mine, (linkedin.id,))
    qtbot.waitUntil(lambda: bool(host.findChildren(ByHandCard)))
    card = host.findChildren(ByHandCard)[0]
    qtbot.waitUntil(lambda: bool(opened))
    sending.hand_over(card.delivery)
    live.settle()
    assert len(host.findChildren(ByHandCard)) == 1
    with qtbot.waitSignal(sending.published) as heard:
        card.done.click()
    assert heard.args == [mine]
    assert found(live) == 1
    assert words(sending.bar) == ["Menee. Hyvä sinä."]


def test_whoever_settles_the_last_one_the_draft_is_told_to_be_out_once(sending, live, linkedin, host, qtbot):
    mine, out = draft(live), []
    sending.published.connect(out.append)
    sending.start(mine, (linkedin.id,))
    qtbot.waitUntil(lambda: bool(host.findChildren(ByHandCard)))
    card = host.findChildren(ByHandCard)[0]
    live.ask(lambda desk: desk.sending.confirm(card.delivery))
    qtbot.waitUntil(lambda: out == [mine])
    live.ask(lambda desk: desk.announce("deliveries", card.delivery))
    live.ask(lambda desk: desk.announce("deliveries", "gone"))
    live.settle()
    assert out == [mine]
    card.close()


def test_one_that_waits_keeps_the_draft_from_being_out(sending, live, practice, linkedin, qtbot, host):
    out = []
    sending.published.connect(out.append)
    sending.start(draft(live), (practice.id, linkedin.id))
    qtbot.waitUntil(sending.counting)
    sending.send_now()
    qtbot.waitUntil(lambda: bool(host.findChildren(ByHandCard)))
    live.settle()
    assert out == []
    assert found(live) == 1
    host.findChildren(ByHandCard)[0].close()


def test_what_can_not_be_queued_is_said_and_nothing_leaves(sending, live, practice):
    sending.start(draft(live, "   "), (practice.id,))
    live.settle()
    assert not sending.counting()
    assert len(words(sending.bar)) == 1
    assert found(live) == 0


def test_a_network_that_does_not_answer_is_said_in_words(sending, live, practice, monkeypatch, qtbot):
    channel = live.ask(lambda desk: type(desk.accounts.channels.network("practice")))

    def refuse(*_words):
        raise Fixable("practice.too_long", limit=1)

    monkeypatch.setattr(channel, "publish", refuse)
    sending.start(draft(live), (practice.id,))
    qtbot.waitUntil(sending.counting)
    sending.send_now()
    live.settle()
    live.settle()
    (delivery,) = live.ask(lambda desk: desk.sending.waiting())
    assert delivery.state is State.FAILED
    names = {one.text() for one in sending.bar.findChildren(QPushButton) if one.isVisibleTo(sending.bar)}
    assert {"Kokeile", "Käsin"} <= names
    monkeypatch.undo()
    with qtbot.waitSignal(sending.published):
        sending.bar.wanted.emit("retry", delivery.id)


def test_a_failed_one_can_be_finished_by_hand(sending, live, practice, monkeypatch, qtbot, host):
    channel = live.ask(lambda desk: type(desk.accounts.channels.network("practice")))

    def refuse(*_words):
        raise Fixable("practice.too_long", limit=1)

    monkeypatch.setattr(channel, "publish", refuse)
    sending.start(draft(live), (practice.id,))
    qtbot.waitUntil(sending.counting)
    sending.send_now()
    live.settle()
    live.settle()
    (delivery,) = live.ask(lambda desk: desk.sending.waiting())
    sending.bar.wanted.emit("by_hand", delivery.id)
    qtbot.waitUntil(lambda: bool(host.findChildren(ByHandCard)))
    host.findChildren(ByHandCard)[0].close()


def test_what_could_not_be_reached_tries_again_by_itself_later(sending, live, practice, monkeypatch, qtbot):
    channel = live.ask(lambda desk: type(desk.accounts.channels.network("practice")))

    def unreachable(*_words):
        raise TryLater("wire.no_answer", host="x")

    monkeypatch.setattr(channel, "publish", unreachable)
    sending.start(draft(live), (practice.id,))
    qtbot.waitUntil(sending.counting)
    sending.send_now()
    live.settle()
    live.settle()
    (delivery,) = live.ask(lambda desk: desk.sending.waiting())
    assert delivery.state in (State.SCHEDULED, State.FAILED)
    assert found(live) == 0
    live.bridge.minute.emit()
    live.settle()
    assert found(live) == 0


# ---------------------------------------------------------------- quitting


def test_quitting_is_free_when_nothing_counts(sending):
    assert sending.may_quit()


def test_quitting_while_counting_asks_and_sends(sending, live, practice, qtbot, host):
    sending.start(draft(live), (practice.id,))
    qtbot.waitUntil(sending.counting)
    assert not sending.may_quit()
    (sheet,) = host.findChildren(QuitSheet)
    assert sheet.heading.text() == "Lähetä nyt vai peru?"
    with qtbot.waitSignal(sending.quit_allowed):
        sheet.send.click()
    assert found(live) == 1


def test_quitting_while_counting_asks_and_takes_back(sending, live, practice, qtbot, host):
    sending.start(draft(live), (practice.id,))
    qtbot.waitUntil(sending.counting)
    assert not sending.may_quit()
    (sheet,) = host.findChildren(QuitSheet)
    with qtbot.waitSignal(sending.quit_allowed):
        sheet.cancel.click()
    assert found(live) == 0
    assert live.ask(lambda desk: desk.sending.waiting()) == ()


def test_nothing_leaves_while_quitting_is_asked_about_and_esc_counts_anew(sending, live, practice, qtbot, host):
    sending.start(draft(live), (practice.id,))
    qtbot.waitUntil(sending.counting)
    assert not sending.may_quit()
    assert not sending.may_quit()  # asked twice: one question
    (sheet,) = host.findChildren(QuitSheet)
    live.settle()
    assert live.ask(lambda desk: desk.sending.waiting()) == ()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(sending.counting)
    assert len(live.ask(lambda desk: desk.sending.waiting())) == 1
    sending.cancel()


def test_the_question_is_freed_on_close(live, host, freed):
    held = [QuitSheet(host)]
    held[0].appear()
    assert freed(held)


# ---------------------------------------------------------------- the bar alone


@pytest.fixture
def bar(live, qtbot):
    bar = SendingBar()
    bar.looks = Looks((Look("bluesky", "Bluesky", "brand-bluesky"), Look("practice", "Harjoittelu", "school")))
    qtbot.addWidget(bar)
    return bar


def delivery(state, network="bluesky", way=Way.DIRECT, url="", message=""):
    account = Account("a", network, network, way)
    return Delivery("1", "d", account, state, NOW, (SentPart("Hei", url),), message=message)


def test_links_open_only_https_and_practice_shows_its_feed(bar, qtbot):
    bar.show_results(
        (
            delivery(State.PUBLISHED, url="https://bsky.app/x"),
            delivery(State.PUBLISHED, url="http://bsky.app/x"),
            delivery(State.PUBLISHED, "practice", Way.PRACTICE),
        )
    )
    links = [one for one in bar.findChildren(QPushButton) if one.text() == "Avaa"]
    heard = []
    bar.link_wanted.connect(heard.append)
    for link in links:
        link.click()
    assert heard == ["https://bsky.app/x", ""]


def test_sending_opens_what_is_asked(sending, opened, qtbot):
    sending.bar.link_wanted.emit("https://bsky.app/x")
    sending.bar.link_wanted.emit("file:///etc/passwd")
    assert opened == ["https://bsky.app/x"]
    with qtbot.waitSignal(sending.practice_wanted):
        sending.bar.link_wanted.emit("")
    with qtbot.waitSignal(sending.history_wanted):
        sending.bar.wanted.emit("look", "1")


def test_what_is_unclear_points_to_the_history(bar):
    bar.show_results((delivery(State.UNCERTAIN),))
    assert "Katson, menikö perille" in words(bar)
    assert not bar._away.isActive()
    assert [one.text() for one in bar.findChildren(QPushButton)] == ["Näytä"]


def test_what_came_out_differently_is_told_and_stays(bar):
    bar.show_results((delivery(State.PUBLISHED, message="delivery.no_card"),))
    assert any(said.startswith("Postaus lähti ilman linkkikorttia") for said in words(bar))
    assert not bar._away.isActive()


def test_a_finished_bar_goes_by_itself(bar, qtbot):
    bar.show_results((delivery(State.PUBLISHED),))
    assert bar._away.isActive()
    bar._away.setInterval(1)
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert isinstance(bar, QObject)
