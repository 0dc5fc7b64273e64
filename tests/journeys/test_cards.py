# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A link's card at a real Bluesky server: read from a page, sent with its thumbnail, read back; lost answers too."""

from __future__ import annotations

import io

import PIL.Image
import pytest
from fakes.loopback import Play
from fakes.pages import HTML, PNG, a_site

from app.model import State
from app.photos import leftovers


@pytest.fixture
def site():
    with a_site() as site:
        out = io.BytesIO()
        PIL.Image.effect_noise((1800, 1200), 100).save(out, "PNG")
        assert len(out.getvalue()) > 1_000_000
        site.plays["/savi.png"] = [Play(body=out.getvalue(), headers=PNG)]
        yield site


@pytest.fixture
def link(desk):
    def link(reader, url=""):
        answers = {"server": url or reader.url, "handle": f"@{reader.handle}", "secret": reader.app_password()}
        return desk.accounts.sign_in("bluesky", answers)

    return link


@pytest.fixture
def losing(alice, link, lossy):
    """An account whose server's answers to a new post get lost on the way, as told."""

    def losing(losses):
        lossy.losses["com.atproto.repo.putRecord"] = list(losses)
        return link(alice, lossy.url)

    return losing


def send(desk, clock, draft, account):
    (queued,) = desk.sending.queue(draft, (account.id,))
    desk.sending.send_due()
    while (delivery := desk.sending.get(queued.id)).state in (State.SCHEDULED, State.UNCERTAIN):
        clock.now = max(clock.now, desk.sending.next_due() or clock.now)
        desk.sending.send_due()
    return delivery


def external(reader, part):
    return reader.record(part.remote_id)["value"]["embed"]["external"]


def test_a_card_with_its_thumbnail_is_read_back(desk, clock, alice, link, site):
    draft = desk.drafts.new(f"Katso, mitä savesta opittiin: {site.url}/juttu").id
    card = desk.cards.fetch(draft)
    delivery = send(desk, clock, draft, link(alice))
    assert (delivery.state, delivery.message, delivery.card) == (State.PUBLISHED, "", card)
    found = external(alice, delivery.parts[0])
    assert (found["uri"], found["title"]) == (f"{site.url}/juttu", "Savi kertoo & kairaaja kuuntelee")
    assert found["description"] == "Mitä opin tänään"
    content = alice.blob(found["thumb"]["ref"]["$link"])
    assert len(content) == found["thumb"]["size"] <= 1_000_000
    assert leftovers(content) == ()
    with PIL.Image.open(io.BytesIO(content)) as thumbnail:
        assert thumbnail.size == (1200, 800)


@pytest.mark.parametrize("losses", [["drop", "drop"], ["502", "cut"]], ids=" ".join)
def test_lost_answers_leave_one_post_with_its_card(desk, clock, alice, losing, site, losses):
    text = f"Kortti lähtee kerran ({' '.join(losses)}): {site.url}/juttu"
    delivery = send(desk, clock, desk.drafts.new(text).id, losing(losses))
    assert (delivery.state, delivery.message) == (State.PUBLISHED, "")
    assert alice.texts().count(text) == 1
    assert external(alice, delivery.parts[0])["title"].startswith("Savi")


def test_without_a_page_the_post_goes_and_says_so(desk, clock, alice, link, site):
    site.plays["/juttu"] = [Play(status=503, headers=HTML)]
    draft = desk.drafts.new(f"Terveisiä @eikukaan.test: {site.url}/juttu").id
    delivery = send(desk, clock, draft, link(alice))
    assert (delivery.state, delivery.message) == (State.PUBLISHED, "delivery.plain_and_no_card")
    assert dict(delivery.facts)["handles"] == "@eikukaan.test"
    assert "embed" not in alice.record(delivery.parts[0].remote_id)["value"]


def test_mentions_are_looked_up_before_sending(desk, alice, bob, link):
    account = link(alice)
    by_hand = desk.accounts.add_by_hand("linkedin")
    draft = desk.drafts.new("Terveisiä @eikukaan.test ja @bob.test").id
    (found,) = desk.sending.concerns(draft, (account.id, by_hand.id))
    assert (found.account, found.code, dict(found.facts)) == (
        account.id,
        "bluesky.nobody",
        {"handles": "@eikukaan.test"},
    )
