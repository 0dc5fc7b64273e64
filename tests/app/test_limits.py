# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What an account's own server allows: asked once, believed only within reason, used wherever that account counts."""

from __future__ import annotations

import json

import pytest
from fakes.loopback import Loopback, Play

from app.errors import AppError
from app.networks import network, with_limits

ROOMY = {
    "configuration": {
        "statuses": {"max_characters": 5000, "max_media_attachments": 6, "characters_reserved_per_url": 25},
        "media_attachments": {"description_limit": 3000, "image_size_limit": 41_943_040},
    }
}
USUAL = network("mastodon")


def limit(number: object) -> bytes:
    return json.dumps({"configuration": {"statuses": {"max_characters": number}}}).encode()


@pytest.fixture
def instance():
    with Loopback({"/api/v2/instance": [Play(body=json.dumps(ROOMY).encode())]}) as server:
        yield server


def add(desk, server):
    return desk.accounts.add_by_hand("mastodon", "Oma", server.url)


def test_a_server_is_asked_once_and_what_it_told_is_kept_privately(desk, instance, profile):
    account = add(desk, instance)
    found = desk.accounts.network(account)
    assert (found.limit, found.link, found.images) == (5000, 25, 6)
    assert (found.alt_limit, found.image_bytes) == (3000, 41_943_040)
    assert (found.unit, found.compose_url) == (USUAL.unit, USUAL.compose_url)
    assert [asked.path for asked in instance.asked] == ["/api/v2/instance"]
    assert "authorization" not in instance.asked[0].headers
    kept = profile.root / "limits" / f"{account.id}.json"
    assert json.loads(kept.read_bytes())["read"] == "2026-11-23"
    assert kept.stat().st_mode & 0o077 == 0


def test_removing_the_account_removes_the_file(desk, instance, profile):
    account = add(desk, instance)
    desk.accounts.remove(account.id)
    assert list((profile.root / "limits").iterdir()) == []
    assert desk.accounts.network(account) == USUAL


def test_other_networks_and_servers_nobody_named_are_not_asked(desk, instance):
    desk.accounts.add_by_hand("mastodon")
    desk.accounts.add_by_hand("bluesky", server=instance.url)
    assert instance.asked == []


@pytest.mark.parametrize(
    "play",
    [
        Play(body=b"\xff\xfe{"),
        Play(body=b"[" * 100_000),
        Play(body=b"<!doctype html><title>Hei</title>", headers={"Content-Type": "text/html"}),
        Play(body=b"{}"),
        Play(body=b"[5000]"),
        Play(body=b'{"configuration": [1]}'),
        Play(body=b'{"configuration": {"statuses": "many"}}'),
        Play(body=limit(10**30)),
        Play(body=limit(100_001)),
        Play(body=limit(0)),
        Play(body=limit(-5000)),
        Play(body=limit(True)),
        Play(body=limit("5000")),
        Play(body=limit(5000.5)),
        Play(body=limit(5000) + b" " * (1 << 19)),
        Play(status=404, body=limit(5000)),
        Play(status=302, headers={"Location": "http://127.0.0.1:1/"}),
        Play("lost"),
        Play("half", body=limit(5000)),
        Play("nothing"),
        Play("trickle"),
    ],
    ids=lambda play: f"{play.how} {play.status} {play.body[:36]!r}",
)
def test_what_can_not_be_believed_leaves_the_usual_limits_and_the_account(desk, profile, play):
    with Loopback({"/api/v2/instance": [play]}) as server:
        account = add(desk, server)
    assert desk.accounts.all() == (account,)
    assert desk.accounts.network(account) == USUAL
    assert not (profile.root / "limits").exists()


def test_no_server_at_all_leaves_the_usual_limits(desk):
    with Loopback() as gone:
        pass
    account = add(desk, gone)
    assert desk.accounts.all() == (account,)
    assert desk.accounts.network(account).limit == 500


def test_what_is_missing_stays_usual_and_the_rest_counts(desk):
    with Loopback({"/api/v2/instance": [Play(body=limit(11_000))]}) as server:
        found = desk.accounts.network(add(desk, server))
    assert found == with_limits(USUAL, {"limit": 11_000})
    assert found.alt_limit == USUAL.alt_limit


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"limit": 1e9}', b'{"limit": "5000"}', b"[" * 100_000])
def test_a_spoilt_file_is_as_good_as_none(desk, instance, profile, content):
    account = add(desk, instance)
    (profile.root / "limits" / f"{account.id}.json").write_bytes(content)
    assert desk.accounts.network(account) == USUAL


def test_a_folder_that_can_not_be_written_does_not_stand_in_the_way(desk, instance, profile):
    (profile.root / "limits").write_text("a file", encoding="utf-8")
    account = add(desk, instance)
    assert desk.accounts.all() == (account,)
    assert desk.accounts.network(account) == USUAL


def test_an_account_that_is_refused_leaves_nothing(desk, instance, profile):
    with pytest.raises(AppError):
        desk.accounts.add_by_hand("mastodon", server="ftp://example.social")
    assert not (profile.root / "limits").exists()


SENTENCES = [f"Savi numero {number} on hidas, mutta se muistaa kaiken mitä sille tehdään." for number in range(1, 31)]
LONG = " ".join(SENTENCES)


def test_everything_that_counts_for_the_account_uses_its_servers_limit(desk, instance):
    roomy, usual = add(desk, instance), desk.accounts.add_by_hand("mastodon")
    draft = desk.drafts.new(LONG).id
    own = desk.variants_of(roomy)
    assert len(LONG) > 4 * USUAL.limit
    for measured in (own.parts_for(draft, "mastodon"), own.measured(draft, "mastodon", LONG)):
        assert (measured.limit, measured.used, len(measured.parts)) == (5000, len(LONG), 1)
    assert own.cuts_for(draft, "mastodon") == ()
    other = desk.variants_of(usual).parts_for(draft, "mastodon")
    assert other == desk.variants.parts_for(draft, "mastodon")
    assert (other.limit, len(other.parts) > 4) == (500, True)
    queued = {sent.account.id: sent.parts for sent in desk.sending.queue(draft, (roomy.id, usual.id))}
    assert [part.text for part in queued[roomy.id]] == [LONG]
    assert [part.text for part in queued[usual.id]] == [part.text for part in other.parts]


def test_a_thread_is_cut_and_moved_by_the_servers_limit(desk, instance):
    account, text = add(desk, instance), " ".join(SENTENCES * 3)
    draft = desk.drafts.new(text).id
    own = desk.variants_of(account)
    assert [part.used > 4000 for part in own.parts_for(draft, "mastodon").parts] == [True, False]
    moved = own.move_cut(draft, "mastodon", 0, text.index(SENTENCES[5], len(LONG)))
    assert moved.parts[0].text == " ".join([*SENTENCES, *SENTENCES[:5]])
    (queued,) = desk.sending.queue(draft, (account.id,))
    assert [part.text for part in queued.parts] == [part.text for part in moved.parts]
