# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Cards at the desk: kept with the draft and its link, frozen with the delivery, never holding a post up."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.loopback import Play
from fakes.networks import Crash, FakeNetwork
from fakes.pages import HTML, PAGE, a_site, html, picture, refused

from app import cards
from app.cards import link_of
from app.model import Account, State, Way


@pytest.fixture
def site():
    with a_site() as site:
        yield site


@pytest.fixture
def sky(desk, monkeypatch):
    """A direct Bluesky account before a network that remembers what it was given."""
    account = Account("sky", "bluesky", "@minna", Way.DIRECT, "minna.example")
    desk.store.accounts.add(account)
    net, seen, real = FakeNetwork(), [], desk.accounts.channels.of
    publish = net.publish
    net.publish = lambda one, delivery, *rest: (seen.append(delivery.card), publish(one, delivery, *rest))[1]
    monkeypatch.setattr(desk.accounts.channels, "of", lambda one: net if one.id == "sky" else real(one))
    net.seen = seen
    return net


def test_the_first_link_is_the_cards():
    assert link_of("Katso example.com ja https://toinen.example") == "https://example.com"
    assert link_of("ei linkkiä") == ""
    assert link_of("https://example.com/\ud83d") == ""


def test_a_card_is_kept_with_its_draft_and_its_link(desk, site):
    draft = desk.drafts.new(f"Katso {site.url}/juttu").id
    assert (desk.cards.known(draft), site.asked) == (None, [])
    card = desk.cards.fetch(draft)
    asked = len(site.asked)
    assert desk.cards.known(draft) == card
    desk.drafts.save(draft, "ilman linkkiä")
    assert desk.cards.known(draft) is None
    desk.drafts.save(draft, f"taas {site.url}/juttu")
    assert desk.cards.known(draft) == card
    assert len(site.asked) == asked, "only fetch uses the network"


def test_a_card_that_is_read_again_leaves_no_file_behind(desk, site):
    draft = desk.drafts.new(f"{site.url}/juttu").id
    first, second = desk.cards.fetch(draft), desk.cards.fetch(draft)
    assert [str(path) for path in desk.profile.photos.iterdir()] == [second.picture.path]
    assert first.picture.id != second.picture.id
    desk.drafts.remove(draft, for_good=True)
    assert list(desk.profile.photos.iterdir()) == []


def test_a_card_that_can_not_be_read_leaves_what_was_known(desk, site):
    draft = desk.drafts.new(f"{site.url}/juttu").id
    card = desk.cards.fetch(draft)
    site.plays["/juttu"] = [Play(status=404, headers=HTML)]
    assert refused(desk.cards.fetch, draft) == "card.refused"
    assert desk.cards.known(draft) == card
    assert refused(desk.cards.fetch, desk.drafts.new("ei mitään").id) == "card.no_link"
    assert refused(desk.cards.fetch, "nobody") == "draft.unknown"


def test_what_is_known_is_frozen_with_the_delivery(desk, site, sky):
    draft = desk.drafts.new(f"Katso {site.url}/juttu").id
    card = desk.cards.fetch(draft)
    (queued,) = desk.sending.queue(draft, ("sky",))
    assert (queued.card, queued.card_from) == (card, "")
    desk.cards.drop(draft)
    desk.drafts.remove(draft, for_good=True)
    site.asked.clear()
    desk.sending.send_due()
    assert (sky.seen, site.asked) == ([card], [])
    assert Path(card.picture.path).read_bytes()


def test_a_card_is_read_when_its_post_goes(desk, site, sky):
    draft = desk.drafts.new(f"Katso {site.url}/juttu").id
    (queued,) = desk.sending.queue(draft, ("sky",))
    assert (queued.card, queued.card_from, site.asked) == (None, f"{site.url}/juttu", [])
    (sent,) = desk.sending.send_due()
    assert sky.seen[0].title.startswith("Savi")
    assert (sent.state, sent.message, sent.card) == (State.PUBLISHED, "", sky.seen[0])
    assert desk.cards.known(draft) == sent.card


def test_a_card_that_can_not_be_read_never_holds_the_post_up(desk, site, sky):
    site.plays["/juttu"] = [Play(how="lost")]
    draft = desk.drafts.new(f"Katso {site.url}/juttu").id
    desk.sending.queue(draft, ("sky",))
    (sent,) = desk.sending.send_due()
    assert (sent.state, sent.message, dict(sent.facts)) == (
        State.PUBLISHED,
        "delivery.no_card",
        {"site": site.url.removeprefix("http://")},
    )
    assert sky.seen == [None]


def test_a_fault_in_reading_never_holds_the_post_up(desk, site, sky, monkeypatch):
    monkeypatch.setattr(cards, "read_card", lambda *_: 1 / 0)
    desk.sending.queue(desk.drafts.new(f"Katso {site.url}/juttu").id, ("sky",))
    (sent,) = desk.sending.send_due()
    assert (sent.state, sent.message) == (State.PUBLISHED, "delivery.no_card")


@pytest.mark.parametrize("fault", ["unknown, done", "unknown, not done", "crash after"])
def test_a_repeat_carries_the_same_card_whatever_became_of_the_page(desk, clock, site, sky, fault):
    sky.faults = [fault]
    site.plays["/juttu"] = [Play(how="lost"), html(PAGE)]
    desk.sending.queue(desk.drafts.new(f"Katso {site.url}/juttu").id, ("sky",))
    for _ in range(3):
        with suppress(Crash):
            desk.sending.send_due()
        clock.now = max(clock.now, desk.sending.next_due() or clock.now)
    assert set(sky.seen) == {None}
    assert len(sky.seen) >= 2
    assert len(sky.posts) == 1


def test_after_a_surely_unsent_attempt_the_page_is_tried_again(desk, clock, site, sky):
    sky.faults = ["later"]
    site.plays["/juttu"] = [Play(how="lost"), html(PAGE)]
    desk.sending.queue(desk.drafts.new(f"Katso {site.url}/juttu").id, ("sky",))
    desk.sending.send_due()
    clock.now = desk.sending.next_due()
    (sent,) = desk.sending.send_due()
    assert [card and card.title[:4] for card in sky.seen] == [None, "Savi"]
    assert sent.message == ""


def test_a_card_taken_away_is_neither_read_nor_sent(desk, site, sky):
    draft = desk.drafts.new(f"Katso {site.url}/juttu").id
    desk.cards.fetch(draft)
    assert not desk.cards.dropped(draft)
    desk.cards.drop(draft)
    assert (desk.cards.dropped(draft), desk.cards.known(draft)) == (True, None)
    assert list(desk.profile.photos.iterdir()) == []
    site.asked.clear()
    desk.sending.queue(draft, ("sky",))
    (sent,) = desk.sending.send_due()
    assert (sky.seen, site.asked, sent.message) == ([None], [], "")
    assert desk.cards.fetch(draft) == desk.cards.known(draft)


def test_pictures_of_ones_own_go_before_a_card(desk, site, sky, tmp_path):
    (tmp_path / "oma.png").write_bytes(picture())
    draft = desk.drafts.new(f"Katso {site.url}/juttu").id
    desk.drafts.add_photo(draft, tmp_path / "oma.png")
    (queued,) = desk.sending.queue(draft, ("sky",))
    assert (queued.card, queued.card_from) == (None, "")


def test_where_the_network_makes_its_own_card_nothing_is_read(desk, site):
    accounts = tuple(desk.accounts.add_by_hand(name).id for name in ("mastodon", "bluesky"))
    practice = desk.accounts.sign_in("practice", {})
    draft = desk.drafts.new(f"Katso {site.url}/juttu").id
    queued = desk.sending.queue(draft, (*accounts, practice.id))
    desk.sending.send_due()
    assert [(one.card, one.card_from) for one in queued] == [(None, "")] * 3
    assert site.asked == []


def test_a_card_read_meanwhile_goes_with_what_is_queued_again(desk, site, sky):
    draft = desk.drafts.new(f"Katso {site.url}/juttu").id
    (first,) = desk.sending.queue(draft, ("sky",))
    card = desk.cards.fetch(draft)
    (again,) = desk.sending.queue(draft, ("sky",))
    assert (first.id, first.card, again.id, again.card) == (again.id, None, first.id, card)


def test_a_published_post_tells_which_mentions_stayed_plain(desk, clock, sky, site):
    put = sky.publish
    sky.publish = lambda *asked: replace(put(*asked), plain=("eikukaan.test",))
    site.plays["/juttu"] = [Play(status=404, headers=HTML)]
    desk.sending.queue(desk.drafts.new("Hei @eikukaan.test").id, ("sky",))
    desk.sending.queue(desk.drafts.new(f"Hei @eikukaan.test {site.url}/juttu").id, ("sky",))
    first, second = desk.sending.send_due()
    assert (first.state, first.message, dict(first.facts)) == (
        State.PUBLISHED,
        "delivery.plain_mentions",
        {"handles": "@eikukaan.test"},
    )
    assert first.parts[0].plain == ("eikukaan.test",)
    assert (second.state, second.message) == (State.PUBLISHED, "delivery.plain_and_no_card")
    assert set(dict(second.facts)) == {"handles", "site"}
