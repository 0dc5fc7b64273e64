# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Under a post stand its answers, as plain text; replying, fetching and deleting are wishes with a way back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fakes.networks import FakeNetwork
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.model import Account, Answers, Concern, Reply, Way
from app.wording import use
from ui.views.history import HistoryView
from ui.widgets.history_came import CameBox
from ui.widgets.plain import ValueButton

NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
REPLY = Reply("r1", "Ville", "ville@savi.example", "Samaa <b>mieltä</b> <img src=x>", NOON, "https://savi.example/1")


class Telling(FakeNetwork):
    def __init__(self):
        super().__init__()
        self.deleted = []

    def answers(self, account, sent):
        return Answers(NOON, 3, 1, (REPLY,))

    def delete(self, account, sent):
        self.deleted.append(sent.remote_id)


class Dear(Telling):
    def answers_cost(self, account, sent):
        return Concern(account.id, "practice.too_long", (("limit", "7"),))


def open_view(live, qtbot, net):
    def work(desk):
        account = Account("m1", "mastodon", "@sari@savi.example", Way.DIRECT, "sari", "https://savi.example")
        desk.store.accounts.add(account)
        real = desk.accounts.channels.of
        desk.accounts.channels.of = lambda one: net if one.id == "m1" else real(one)
        draft = desk.drafts.new("Savesta opittua", to=("m1",))
        desk.sending.queue(draft.id, ("m1",))
        desk.sending.send_due()

    live.ask(work)
    use("fi")
    view = HistoryView(live.bridge)
    qtbot.addWidget(view)
    view.resize(1060, 760)
    view.show()
    qtbot.waitUntil(lambda: shown(view) is not None)
    return view


@pytest.fixture
def net():
    return Telling()


def shown(view):
    """The box in sight; none for the moment in which it is made anew."""
    boxes = [one for one in view.preview.findChildren(CameBox) if one.isVisibleTo(view)]
    return boxes[-1] if boxes else None


def texts(view):
    box = shown(view)
    return [one.text() for one in box.findChildren(QLabel)] if box is not None else []


def press(view, qtbot, name):
    def found():
        box = shown(view)
        return [one for one in box.findChildren(ValueButton) if one.accessibleName() == name] if box is not None else []

    qtbot.waitUntil(lambda: bool(found()))
    found()[0].click()


def test_answers_are_fetched_on_request_and_shown_as_plain_text(live, qtbot, net):
    view = open_view(live, qtbot, net)
    qtbot.waitUntil(lambda: "Ei vielä haettu" in " ".join(texts(view)))
    press(view, qtbot, "Hae")
    qtbot.waitUntil(lambda: REPLY.text in texts(view))
    labels = [one for one in shown(view).findChildren(QLabel) if one.text()]
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}
    said = " ".join(texts(view))
    assert "3 tykkäystä" in said
    assert "1 vastaus" in said


def test_an_answer_is_begun_from_a_reply(live, qtbot, net):
    view = open_view(live, qtbot, net)
    press(view, qtbot, "Hae")
    qtbot.waitUntil(lambda: REPLY.text in texts(view))
    with qtbot.waitSignal(view.draft_wanted) as told:
        press(view, qtbot, "Vastaa: Ville")
    draft = live.ask(lambda desk: desk.drafts.get(told.args[0]))
    assert draft.to == ("m1",)


def test_deleting_can_be_undone_for_some_seconds(live, qtbot, net):
    view = open_view(live, qtbot, net)
    with qtbot.waitSignal(view.toast_wanted) as told:
        press(view, qtbot, "Poista verkosta: Mastodon")
    told.args[1]()
    live.settle()
    assert net.deleted == []
    press(view, qtbot, "Poista verkosta: Mastodon")
    view.coming._delete()
    qtbot.waitUntil(lambda: len(net.deleted) == 1)
    qtbot.waitUntil(lambda: view.posts.post(0).deliveries[0].deleted_at is not None)
    assert view.posts.post(0).text == "Savesta opittua"


def test_what_costs_money_says_so_before_it_is_pressed(live, qtbot):
    view = open_view(live, qtbot, Dear())
    (pay,) = [one for one in shown(view).findChildren(ValueButton) if one.value is True]
    assert "7" in pay.toolTip()
