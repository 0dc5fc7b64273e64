# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Choices for one network stay with the draft, freeze with its delivery, and go with the draft."""

from __future__ import annotations

import pytest

from app.desk import Desk
from app.errors import Fixable


@pytest.fixture
def desk(profile, clock):
    opened = Desk(profile, clock)
    yield opened
    opened.close()


def test_a_choice_is_kept_changed_and_taken_back(desk):
    draft = desk.drafts.new("Savesta opittua").id
    desk.store.options.choose(draft, "mastodon", "visibility", "unlisted")
    desk.store.options.choose(draft, "mastodon", "warning", "työmaa 😀")
    assert desk.store.options.of(draft, "mastodon") == (("visibility", "unlisted"), ("warning", "työmaa 😀"))
    desk.store.options.choose(draft, "mastodon", "visibility", "")
    assert desk.store.options.of(draft, "mastodon") == (("warning", "työmaa 😀"),)
    assert desk.store.options.of(draft, "bluesky") == ()


def test_an_unknown_draft_has_no_choices(desk):
    with pytest.raises(Fixable) as caught:
        desk.store.options.choose("nobody", "mastodon", "visibility", "unlisted")
    assert caught.value.code == "draft.unknown"
    assert desk.store.options.of("nobody", "mastodon") == ()


def test_a_delivery_keeps_the_choices_it_was_queued_with(desk):
    account = desk.accounts.sign_in("practice", {})
    draft = desk.drafts.new("Savesta opittua").id
    desk.store.options.choose(draft, "practice", "visibility", "unlisted")
    (queued,) = desk.sending.queue(draft, (account.id,))
    desk.store.options.choose(draft, "practice", "visibility", "private")
    assert desk.sending.get(queued.id).option("visibility") == "unlisted"
    assert desk.sending.get(queued.id).option("warning") == ""
