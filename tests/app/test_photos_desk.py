# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Pictures of a draft through the desk: words that stay with them, blur that stays, what each network gets."""

from __future__ import annotations

import io
import os
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import PIL.Image
import pytest

from app.desk.photos import Edits, Stroke
from app.errors import Fixable
from app.networks import network
from app.wording import LANGUAGES, wording


def picture(size=(320, 240), kind="JPEG"):
    out = io.BytesIO()
    image = PIL.Image.new("RGB", size, (40, 120, 90))
    image.paste((220, 60, 50), (0, 0, size[0] // 2, size[1] // 2))
    image.save(out, kind)
    return out.getvalue()


def noise(size):
    out = io.BytesIO()
    PIL.Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3)).save(out, "PNG", compress_level=1)
    return out.getvalue()


@pytest.fixture
def draft(desk):
    made = desk.drafts.new("Savesta opittua")
    return desk.photos.add_bytes(made.id, picture(), "Savea kämmenellä")


def files(desk):
    return sorted(path.name for path in desk.profile.photos.iterdir())


def test_blur_makes_a_new_copy_and_the_earlier_one_is_gone_for_good(desk, draft):
    old = draft.photos[0]
    second = desk.photos.add_bytes(draft.id, picture((64, 64)))
    desk.photos.tick(draft.id, old.id, frozenset({"people", "signs", "nonsense"}))
    edited = desk.photos.edit(draft.id, old.id, Edits((Stroke(30, ((60, 60),)),), (0, 0, 200, 150)))
    new = edited.photos[0]
    assert (new.alt, new.width, new.height) == ("Savea kämmenellä", 200, 150)
    assert new.id != old.id
    assert not Path(old.path).exists()
    assert files(desk) == sorted(Path(photo.path).name for photo in edited.photos)
    assert [photo.id for photo in edited.photos] == [new.id, second.photos[1].id]
    assert desk.photos.care(draft.id, new.id).seen == {"people", "signs"}


def test_what_was_sent_keeps_its_own_copy(desk, draft):
    account = desk.accounts.sign_in("practice", {})
    desk.drafts.change(draft.id, to=(account.id,))
    sent = desk.sending.queue(draft.id, (account.id,))[0]
    desk.sending.send_due()
    old = draft.photos[0]
    new = desk.photos.edit(draft.id, old.id, Edits((), (0, 0, 100, 100))).photos[0]
    assert Path(old.path).exists()
    assert desk.sending.get(sent.id).photos[0].id == old.id
    assert (new.id != old.id, desk.sending.get(sent.id).photos[0].alt) == (True, "Savea kämmenellä")


@pytest.fixture
def planned(desk, draft, clock):
    """The draft as it waits for tomorrow on two accounts of the practice network."""
    accounts = tuple(desk.accounts.sign_in("practice", {"name": name}).id for name in ("Yksi", "Kaksi"))
    queued = desk.sending.queue(draft.id, accounts, clock.now + timedelta(days=1))
    return tuple(one.id for one in queued)


def test_what_waits_goes_with_the_blurred_copy(desk, draft, clock, planned):
    old = draft.photos[0]
    new = desk.photos.edit(draft.id, old.id, Edits((Stroke(30, ((60, 60),)),))).photos[0]
    assert not Path(old.path).exists(), "no copy with the face is left anywhere"
    waiting = [desk.sending.get(one) for one in planned]
    assert [one.photos for one in waiting] == [(new,), (new,)]
    assert not desk.schedule.outdated(draft.id)
    again = desk.sending.queue(draft.id, tuple(one.account.id for one in waiting), clock.now + timedelta(days=1))
    assert tuple(one.id for one in again) == planned, "it is the same post still"


def test_a_text_that_differs_by_now_stays_as_it_was_planned(desk, draft, planned):
    desk.drafts.save(draft.id, "Jotain ihan muuta")
    new = desk.photos.edit(draft.id, draft.photos[0].id, Edits((), (0, 0, 100, 100))).photos[0]
    waiting = [desk.sending.get(one) for one in planned]
    assert {one.parts[0].text for one in waiting} == {draft.text}
    assert {one.photos[0].id for one in waiting} == {new.id}


def test_what_a_network_holds_is_taken_back_and_planned_anew(desk, draft, clock, planned):
    wall = {"wall": "2026-11-24T09:00", "zone": "Europe/Helsinki"}
    account = desk.sending.get(planned[0]).account
    (held,) = desk.sending.queue(draft.id, (account.id,), **wall)
    with desk.store.database.write() as connection:
        connection.execute("UPDATE deliveries SET left_early = 's1' WHERE id = ?", (held.id,))
    new = desk.photos.edit(draft.id, draft.photos[0].id, Edits((), (0, 0, 100, 100))).photos[0]
    old = desk.sending.get(held.id)
    assert (old.message, old.left_early) == ("delivery.taking_back", "s1")
    (fresh,) = (one for one in desk.sending.waiting() if one.account == account and one.id != held.id)
    assert (fresh.at, fresh.photos[0].id, fresh.left_early) == (held.at, new.id, "")


def test_words_stay_through_reuse_and_go_to_the_network(desk, draft):
    account = desk.accounts.sign_in("practice", {})
    delivery = desk.sending.queue(draft.id, (account.id,))[0]
    desk.sending.send_due()
    assert delivery.photos[0].alt == "Savea kämmenellä"
    post = desk.history.search().posts[0]
    again = desk.history.as_base(post.id)
    assert [photo.alt for photo in again.photos] == ["Savea kämmenellä"]
    desk.variants.fork(again.id, "x", "Omin sanoin X:ssä")
    assert desk.drafts.get(again.id).photos[0].alt == "Savea kämmenellä"
    desk.photos.edit(again.id, again.photos[0].id, Edits((), (0, 0, 90, 90)))
    assert Path(post.photos[0].path).exists(), "the history goes on showing what went out"


def test_taken_out_and_put_back_at_its_place(desk, draft):
    desk.photos.add_bytes(draft.id, picture((64, 64)), "toinen")
    gone = draft.photos[0]
    assert [photo.alt for photo in desk.photos.remove(draft.id, gone.id).photos] == ["toinen"]
    back = desk.photos.put_back(draft.id, gone, 0)
    assert [photo.alt for photo in back.photos] == ["Savea kämmenellä", "toinen"]
    assert back.photos[0] == gone
    assert desk.photos.put_back(draft.id, gone, 0).photos == back.photos
    Path(gone.path).unlink()
    with pytest.raises(Fixable) as caught:
        desk.photos.put_back(draft.id, gone, 0)
    assert caught.value.code == "photo.lost"


def test_the_least_room_for_words_among_the_chosen_networks_counts(desk, draft):
    assert desk.photos.care(draft.id, draft.photos[0].id).alt_limit == 0
    chosen = [desk.accounts.add_by_hand(network).id for network in ("linkedin", "x", "mastodon")]
    desk.drafts.change(draft.id, to=tuple(chosen[:2]))
    care = desk.photos.care(draft.id, draft.photos[0].id)
    assert (care.alt_limit, care.alt_network) == (1000, "X")
    desk.photos.describe(draft.id, draft.photos[0].id, "s" * 1003)
    codes = {(one.account, one.code, dict(one.facts)["over"]) for one in desk.photos.concerns(draft.id, tuple(chosen))}
    assert codes == {(chosen[1], "photo.alt_too_long", "3")}


def test_what_each_network_gets_is_told_before_it_goes(desk, draft, monkeypatch):
    large = desk.photos.add_bytes(draft.id, noise((1500, 1000))).photos[1]
    direct, by_hand = desk.accounts.sign_in("practice", {}), desk.accounts.add_by_hand("facebook")
    small = replace(network("practice"), image_bytes=400_000, images=1)
    real = desk.accounts.network
    monkeypatch.setattr(
        desk.accounts, "network", lambda account: small if account.network == "practice" else real(account)
    )
    desk.drafts.change(draft.id, to=(direct.id, by_hand.id))
    first = {fit.account: fit for fit in desk.photos.fits(draft.id, draft.photos[0].id)}
    assert {fit.code for fit in first.values()} == {"photo.fit.as_is"}
    drawing = desk.photos.add_bytes(draft.id, picture((40, 30), "PNG")).photos[2]
    assert {fit.code for fit in desk.photos.fits(draft.id, drawing.id) if fit.account == by_hand.id} == {
        "photo.fit.as_jpeg"
    }
    second = {fit.account: fit for fit in desk.photos.fits(draft.id, large.id)}
    assert (second[direct.id].code, second[direct.id].loses) == ("photo.fit.left_out", True)
    assert second[by_hand.id].code == "photo.fit.smaller"
    monkeypatch.setattr(desk.accounts, "network", lambda account: replace(small, images=4))
    fit = desk.photos.fits(draft.id, large.id)[0]
    assert (fit.code, fit.loses) == ("photo.fit.smaller", True)


def test_every_way_to_get_a_picture_has_its_sentence():
    facts = {"network": "X", "number": "1", "width": "1", "height": "1", "kilobytes": "1", "quality": "1", "limit": "1"}
    for language in LANGUAGES:
        for name in ("as_is", "packed", "smaller", "left_out", "as_jpeg"):
            assert wording(language)(f"photo.fit.{name}", **facts) != f"photo.fit.{name}"
            if not name.startswith("as_"):
                assert "X" in wording(language)(f"photo.fit.{name}.concern", **facts)


def test_strangers_are_told(desk, draft):
    calls = (
        lambda: desk.photos.edit(draft.id, "nobody", Edits()),
        lambda: desk.photos.care(draft.id, "nobody"),
        lambda: desk.photos.tick(draft.id, "nobody", frozenset()),
        lambda: desk.photos.fits(draft.id, "nobody"),
        lambda: desk.photos.remove(draft.id, "nobody"),
    )
    for call in calls:
        with pytest.raises(Fixable) as caught:
            call()
        assert caught.value.code == "photo.unknown"
    with pytest.raises(Fixable) as caught:
        desk.photos.add_bytes("nobody", picture())
    assert caught.value.code == "draft.unknown"


def test_files_that_a_kill_left_behind_go_with_the_next_change(desk, draft):
    old, young = desk.profile.photos / "stray.jpg", desk.profile.photos / "coming.jpg"
    for path in (old, young):
        path.write_bytes(picture())
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    desk.photos.edit(draft.id, draft.photos[0].id, Edits((), (0, 0, 50, 50)))
    assert (old.exists(), young.exists()) == (False, True)
