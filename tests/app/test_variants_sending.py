# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What is frozen for each account: its network's own text, the writer's cuts, people as that network knows them."""

from __future__ import annotations

import pytest

from app.errors import Fixable
from app.measure import measure
from app.networks import network as network_of

SENTENCES = [f"Savi numero {number} on hidas, mutta se muistaa kaiken mitä sille tehdään." for number in range(1, 16)]
LONG = " ".join(SENTENCES)


@pytest.fixture
def accounts(desk):
    return {network: desk.accounts.add_by_hand(network).id for network in ("bluesky", "mastodon", "linkedin")}


def frozen(desk, draft, accounts):
    queued = desk.sending.queue(draft, tuple(accounts.values()))
    return {delivery.account.network: [part.text for part in delivery.parts] for delivery in queued}


def test_each_network_gets_its_own_text(desk, accounts):
    draft = desk.drafts.new("Yhteinen teksti.").id
    desk.variants.fork(draft, "bluesky", "Vain Blueskyssä.")
    assert frozen(desk, draft, accounts) == {
        "bluesky": ["Vain Blueskyssä."],
        "mastodon": ["Yhteinen teksti."],
        "linkedin": ["Yhteinen teksti."],
    }


def test_the_cuts_of_the_writer_are_sent(desk, accounts):
    draft = desk.drafts.new(LONG).id
    moved = desk.variants.move_cut(draft, "bluesky", 0, LONG.index(SENTENCES[2]))
    sent = frozen(desk, draft, accounts)
    assert sent["bluesky"] == [part.text for part in moved.parts]
    assert sent["bluesky"][0] == " ".join(SENTENCES[:2])
    assert sent["mastodon"] == [part.text for part in desk.variants.parts_for(draft, "mastodon").parts]
    assert sent["linkedin"] == [LONG]


def test_numbered_parts_are_sent_and_fit(desk, accounts):
    draft = desk.drafts.new(LONG).id
    assert desk.drafts.change(draft, numbered=True).numbered
    moved = desk.variants.move_cut(draft, "bluesky", 0, LONG.index(SENTENCES[2]))
    sent = frozen(desk, draft, accounts)
    assert sent["bluesky"] == [part.text for part in moved.parts]
    assert sent["bluesky"][0] == f"{' '.join(SENTENCES[:2])} 1/{len(sent['bluesky'])}"
    for place in ("bluesky", "mastodon"):
        parts = sent[place]
        assert len(parts) > 1
        assert [part.rpartition(" ")[2] for part in parts] == [f"{n}/{len(parts)}" for n in range(1, len(parts) + 1)]
        assert all(measure(part, network_of(place)).fits for part in parts)
        assert " ".join(part.rpartition(" ")[0] for part in parts) == LONG
    assert sent["linkedin"] == [LONG]


def test_a_single_post_gets_no_number(desk, accounts):
    draft = desk.drafts.new("Savi on hidas.").id
    desk.drafts.change(draft, numbered=True)
    assert set(map(tuple, frozen(desk, draft, accounts).values())) == {("Savi on hidas.",)}


def test_one_mention_addresses_each_network_right_and_stays_one_post_in_the_history(desk, accounts):
    desk.people.add("Sari Savi", {"bluesky": "sari.example", "mastodon": "@sari@example.social", "linkedin": "sari"})
    (suggestion,) = desk.people.complete("@sa", ("bluesky", "mastodon"))
    draft = desk.drafts.new(f"Kiitos {suggestion.words}, {suggestion.words}! Ja @sari.muu hei.").id
    desk.people.use(draft, suggestion)
    assert frozen(desk, draft, accounts) == {
        "bluesky": ["Kiitos @sari.example, @sari.example! Ja @sari.muu hei."],
        "mastodon": ["Kiitos @sari@example.social, @sari@example.social! Ja @sari.muu hei."],
        "linkedin": ["Kiitos Sari Savi, Sari Savi! Ja @sari.muu hei."],
    }
    desk.sending.send_due()
    for delivery in desk.sending.waiting():
        desk.sending.confirm(delivery.id)
    (post,) = desk.history.search().posts
    assert {sent.network for sent in post.deliveries} == {"bluesky", "mastodon", "linkedin"}


def test_an_own_text_that_says_nothing_is_refused_as_an_empty_draft_is(desk, accounts):
    draft = desk.drafts.new("Yhteinen teksti.").id
    desk.variants.fork(draft, "bluesky", "  ")
    with pytest.raises(Fixable) as caught:
        frozen(desk, draft, accounts)
    assert caught.value.code == "sending.empty"
    assert desk.sending.waiting() == ()


def test_only_an_own_text_that_fits_saves_a_text_that_does_not(desk, accounts):
    draft = desk.drafts.new("x" * 4000).id
    with pytest.raises(Fixable):
        desk.sending.queue(draft, (accounts["linkedin"],))
    desk.variants.fork(draft, "linkedin", "Lyhyempi.")
    (queued,) = desk.sending.queue(draft, (accounts["linkedin"],))
    assert [part.text for part in queued.parts] == ["Lyhyempi."]


def test_whom_a_network_is_not_told_is_said_before_sending(desk, accounts):
    desk.people.add("Sari Savi", {"bluesky": "sari.example"})
    (suggestion,) = desk.people.complete("@sari", ("bluesky",))
    draft = desk.drafts.new(f"Kiitos {suggestion.words}").id
    assert desk.sending.concerns(draft, tuple(accounts.values())) == ()
    desk.people.use(draft, suggestion)
    said = {one.account: (one.code, dict(one.facts)) for one in desk.sending.concerns(draft, tuple(accounts.values()))}
    assert said == {
        accounts["mastodon"]: ("sending.only_named", {"network": "Mastodon", "names": "Sari Savi"}),
        accounts["linkedin"]: ("sending.only_named", {"network": "LinkedIn", "names": "Sari Savi"}),
    }
