# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What waits above the history: in words, with the answers that make sense, and where what is missing can be had."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QPushButton

from app.errors import TryLater
from app.model import Account, Delivery, SentPart, State, Way
from ui.views.history import HistoryView
from ui.widgets.asking import wishes
from ui.widgets.history_waiting import WaitingList, in_words

NOON = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def view(live, qtbot):
    view = HistoryView(live.bridge)
    qtbot.addWidget(view)
    view.resize(1064, 800)
    view.show()
    live.settle()
    return view


def test_by_hand_waits_on_top_until_the_writer_answers(view, live, qtbot):
    def work(desk):
        account = desk.accounts.add_by_hand("linkedin")
        desk.sending.queue(desk.drafts.new("Käsin tämä").id, (account.id,))
        return desk.sending.send_due()[0]

    live.ask(work)
    qtbot.waitUntil(view.waits.rows.any_rows)
    live.settle()
    qtbot.waitUntil(lambda: view.waits.height() >= 80)
    said = {button.text(): button for button in view.waits.rows.findChildren(QPushButton)}
    assert {"Julkaistu", "Näytä", "Luonnoksiin"} <= set(said)
    said["Julkaistu"].click()
    qtbot.waitUntil(lambda: not view.waits.rows.any_rows())
    qtbot.waitUntil(lambda: view.posts.rowCount() == 1)


def delivery(state, message="", id="1"):
    account = Account("a", "linkedin", "LinkedIn", Way.BY_HAND)
    return Delivery(id, "d", account, state, NOON, (SentPart("Teksti"),), message=message)


def test_states_in_words_and_what_can_be_answered(live):
    assert in_words(delivery(State.HANDED_OVER)) == "käsin, menikö?"
    assert in_words(delivery(State.SENDING)) == "lähtee nyt"
    assert wishes(delivery(State.FAILED)) == ("retry", "by_hand", "to_drafts")
    assert wishes(delivery(State.UNCERTAIN)) == ("is_there", "is_missing", "later")
    assert wishes(delivery(State.SENDING)) == ()


@pytest.mark.parametrize(
    ("message", "first"),
    [
        ("delivery.sign_in_ended", "sign_in"),
        ("delivery.account_removed", "link"),
        ("channel.too_long", "open_text"),
        ("wire.no_connection", "retry"),
    ],
)
def test_what_is_missing_has_one_button_that_leads_there(message, first):
    assert wishes(delivery(State.NEEDS_PERSON, message)) == tuple(
        dict.fromkeys((first, "retry", "by_hand", "to_drafts"))
    )


@pytest.mark.parametrize(
    ("message", "signal", "told"),
    [
        ("delivery.sign_in_ended", "network_wanted", "linkedin"),
        ("delivery.account_removed", "network_wanted", "linkedin"),
        ("sending.too_long", "draft_wanted", "d"),
    ],
)
def test_the_button_leads_there_and_leaves_the_entry_alone(view, live, qtbot, message, signal, told):
    asking = delivery(State.NEEDS_PERSON, message)
    with qtbot.waitSignal(getattr(view, signal)) as heard:
        view.waits.rows.wanted.emit(wishes(asking)[0], asking)
    assert heard.args == [told]


def test_deciding_later_leaves_only_the_words(qtbot, live):
    waiting = WaitingList()
    qtbot.addWidget(waiting)
    waiting.show_rows((delivery(State.UNCERTAIN),))
    waiting._pressed(("later", delivery(State.UNCERTAIN)))
    live.settle()
    buttons = [button for button in waiting.findChildren(QPushButton) if button.isVisibleTo(waiting)]
    assert buttons == []
    with qtbot.waitSignal(waiting.wanted) as heard:
        waiting._pressed(("is_there", delivery(State.UNCERTAIN)))
    assert heard.args == ["is_there", delivery(State.UNCERTAIN)]


def test_what_waits_is_never_wider_than_its_place(view, qtbot):
    view.resize(700, 480)
    planned = replace(delivery(State.SCHEDULED, id="1"), wall="2026-11-24T09:00")
    view.waits._show((planned, delivery(State.FAILED, "channel.too_long", id="2")))
    qtbot.waitUntil(view.waits.isVisible)
    qtbot.waitUntil(lambda: view.waits.rows.width() <= view.waits.viewport().width())


def test_what_only_waits_for_its_time_is_one_line_that_leads_to_the_calendar(view, qtbot):
    planned = [replace(delivery(State.SCHEDULED, id=str(one)), draft=str(one), wall="2026-11-24T09:00") for one in "12"]
    view.waits.rows.show_rows((*planned, delivery(State.FAILED, id="3")))
    said = [one.text() for one in view.waits.rows.findChildren(QPushButton) if one.isVisibleTo(view.waits.rows)]
    assert said == ["Kokeile", "Käsin", "Luonnoksiin", "Kalenteriin"]
    with qtbot.waitSignal(view.view_wanted) as heard:
        next(one for one in view.waits.rows.findChildren(QPushButton) if one.text() == "Kalenteriin").click()
    assert heard.args == ["calendar"]


def test_an_answer_that_does_not_work_is_said_in_words(view, live, monkeypatch, qtbot):
    sending = live.ask(lambda desk: desk.sending)

    def unreachable(_delivery):
        raise TryLater("wire.no_answer", host="x")

    monkeypatch.setattr(sending, "retry", unreachable)
    with qtbot.waitSignal(view.toast_wanted) as heard:
        view.waits.rows.wanted.emit("retry", delivery(State.FAILED))
    assert heard.args[0]
