# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What comes back is asked for on request, kept, answered from; deleting begins at the end of a thread and goes on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fakes.networks import FakeNetwork

from app.errors import Fixable, TryLater
from app.model import Account, Answers, Concern, Kind, Reply, Way

NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
REPLY = Reply("r1", "Ville", "ville@savi.example", "Samaa mieltä <b>täysin</b>", NOON, "https://savi.example/@ville/1")


class Telling(FakeNetwork):
    """A network that tells what came back, and deletes."""

    def __init__(self):
        super().__init__()
        self.asked, self.deleted, self.trouble = [], [], []

    def answers(self, account, sent):
        self.asked.append([part.remote_id for part in sent])
        if self.trouble:
            raise self.trouble.pop()
        return Answers(NOON, 3, None, (REPLY,))

    def delete(self, account, sent):
        if self.trouble:
            raise self.trouble.pop()
        self.deleted.append(sent.remote_id)


class Dear(Telling):
    def answers_cost(self, account, sent):
        return Concern(account.id, "x.answers_cost", (("price", "0.001"),))


@pytest.fixture
def place(desk, monkeypatch):
    def make(kind):
        account = Account("m1", "mastodon", "@sari@savi.example", Way.DIRECT, "sari", "https://savi.example")
        desk.store.accounts.add(account)
        net, real = kind(), desk.accounts.channels.of
        monkeypatch.setattr(desk.accounts.channels, "of", lambda one: net if one.id == "m1" else real(one))
        return net

    return make


@pytest.fixture
def publish(desk):
    def work(text="Savesta opittua"):
        draft = desk.drafts.new(text, to=("m1",))
        desk.sending.queue(draft.id, ("m1",))
        (done,) = desk.sending.send_due()
        return desk.history.search().posts[0].id, done.id

    return work


def test_nobody_is_asked_before_the_writer_asks(desk, place, publish):
    net = place(Telling)
    post, _ = publish()
    (came,) = desk.answers.of(post)
    assert (came.reads, came.deletes, came.answers) == (True, True, None)
    assert desk.answers.fetch_calmly() == 0
    assert net.asked == []


def test_what_came_back_is_kept(desk, place, publish):
    place(Telling)
    post, _ = publish()
    (came,) = desk.answers.fetch(post)
    assert came.answers == Answers(NOON, 3, None, (REPLY,))
    (again,) = desk.answers.of(post)
    assert again.answers == came.answers


def test_trouble_is_told_and_what_was_known_stays(desk, place, publish):
    net = place(Telling)
    post, _ = publish()
    desk.answers.fetch(post)
    net.trouble.append(TryLater("wire.no_connection", server="savi.example"))
    (came,) = desk.answers.fetch(post)
    assert came.code == "wire.no_connection"
    assert came.answers.likes == 3


def test_a_network_that_wants_money_is_asked_only_when_told_to(desk, place, publish):
    net = place(Dear)
    post, _ = publish()
    (came,) = desk.answers.fetch(post)
    assert came.cost.code == "x.answers_cost"
    desk.settings.set("fetch_answers", True)
    assert desk.answers.fetch_calmly() == 0
    assert net.asked == []
    desk.answers.fetch(post, paid=True)
    assert len(net.asked) == 1


def test_by_itself_each_post_is_asked_for_once_an_hour(desk, place, publish, clock):
    net = place(Telling)
    publish()
    publish("Toinen")
    desk.settings.set("fetch_answers", True)
    net.trouble.append(TryLater("wire.no_connection", server="savi.example"))
    assert desk.answers.fetch_calmly() == 1
    asked = len(net.asked)
    desk.answers.fetch_calmly()
    assert len(net.asked) == asked + 1  # the one that gave no answer


def test_a_reply_is_answered_from_the_same_account(desk, place, publish):
    place(Telling)
    post, delivery = publish()
    desk.answers.fetch(post)
    draft = desk.answers.reply(delivery, "r1")
    assert (draft.kind, draft.to, draft.text) == (Kind.REPLY, ("m1",), "@ville@savi.example ")
    assert dict(desk.options.of(draft.id, "mastodon"))["reply_to"] == REPLY.url
    with pytest.raises(Fixable) as caught:
        desk.answers.reply(delivery, "nobody")
    assert caught.value.code == "answers.no_such_reply"


def test_a_thread_is_deleted_from_its_end_and_a_cut_deletion_goes_on(desk, place, publish):
    net = place(Telling)
    post, delivery = publish("Savesta opittua. " * 60)
    parts = [part.remote_id for part in desk.sending.get(delivery).parts]
    assert len(parts) > 1
    real = net.delete

    def cut(account, sent):
        if sent.remote_id == parts[0]:
            raise TryLater("wire.no_connection", server="savi.example")
        real(account, sent)

    net.delete = cut
    with pytest.raises(TryLater):
        desk.answers.delete(delivery)
    assert net.deleted == parts[:0:-1]
    assert desk.history.get(post).deliveries[0].deleted_at is None
    net.delete = real
    desk.answers.delete(delivery)
    assert net.deleted == parts[::-1]
    (sent,) = desk.history.get(post).deliveries
    assert sent.deleted_at is not None
    (came,) = desk.answers.of(post)
    assert (came.reads, came.deletes) == (False, False)
    assert desk.history.get(post).text.startswith("Savesta")


def test_where_nothing_can_be_deleted_it_is_said(desk):
    account = desk.accounts.sign_in("practice", {})
    draft = desk.drafts.new("Savesta", to=(account.id,))
    desk.sending.queue(draft.id, (account.id,))
    (done,) = desk.sending.send_due()
    with pytest.raises(Fixable) as caught:
        desk.answers.delete(done.id)
    assert caught.value.code == "answers.cannot_delete"
