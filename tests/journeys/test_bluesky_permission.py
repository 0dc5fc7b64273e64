# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Permission at the real Bluesky server, given by a person in a real browser; then all a bound token is used for."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import PIL.Image
import pytest
from fakes.chromium import Chromium
from journeys.servers import demand_programs

from app.channels.bluesky.cids import cid_of
from app.errors import Fixable, SignInAgain, TryLater
from app.model import Delivery, SentPart, State
from app.signin.grants import read_grant
from app.signin.loopback import Loopback

POST, GATE = "app.bsky.feed.post", "app.bsky.feed.threadgate"


class Person:
    """Reads the page that is shown and presses; what went wrong on the way is told to the test."""

    def __init__(self, browser, password):
        self.browser, self.password = browser, password
        self.last, self.seen, self.addresses = "Authorize", "", []
        self.trouble = None

    def show(self, address):
        self.addresses.append(address)
        self.thread = threading.Thread(target=self._act, args=(address,))
        self.thread.start()

    def _act(self, address):
        try:
            self.browser.open(address)
            self.browser.wait(
                "document.querySelector('input[type=password]') || document.body.innerText.includes('Deny')"
            )
            if self.browser.run("!!document.querySelector('input[type=password]')"):
                self.browser.fill("input[type=password]", self.password)
                self.browser.press("Sign in")
                self.browser.wait("document.body.innerText.includes('Deny access')")
            self.seen = self.browser.text()
            self.browser.press(self.last)
            self.browser.wait("location.hostname == '127.0.0.1' && document.body.innerText.includes('Mummo')")
            self.end = self.browser.text()
        except Exception as trouble:  # noqa: BLE001 told where the test looks
            self.trouble = trouble


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    demand_programs("chromium")
    with Chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture
def person(chromium, pds):
    return Person(chromium, pds["accounts"][0]["password"])


@pytest.fixture
def link(desk, pds, person):
    def link(**other):
        answers = {"server": pds["url"], "handle": "alice.test", "directory": pds["plc"], **other}
        try:
            return desk.accounts.sign_in(
                "bluesky", answers, browser=Loopback(person.show, lambda: person.trouble is not None)
            )
        finally:
            person.thread.join(60)
            assert person.trouble is None, person.trouble

    return link


@pytest.fixture
def photo_file(tmp_path):
    path = tmp_path / "kaivanto.jpg"
    PIL.Image.new("RGB", (400, 300), "sienna").save(path, "JPEG")
    return path


def spoil(desk, account, **other):
    """Change what is kept, as time would."""
    grant = replace(read_grant(desk.accounts.keychain.read(account.id)), **other)
    desk.accounts.keychain.write(account.id, grant.secret())
    return grant


def sent_by(desk, account, text, photo=None, alt="", **options):
    draft = desk.drafts.new(text)
    desk.cards.drop(draft.id)
    for name, value in options.items():
        desk.options.choose(draft.id, "bluesky", name, value)
    if photo:
        desk.drafts.add_photo(draft.id, photo, alt)
    (queued,) = desk.sending.queue(draft.id, (account.id,))
    desk.sending.send_due()
    return desk.sending.get(queued.id)


def test_link_publish_renew_and_leave(desk, alice, link, person, photo_file, memory_keyring):
    account = link()
    assert "An application on your device" in person.seen
    assert "alice.test" in person.seen
    assert "Mummo" in person.end
    assert (account.handle, account.remote_id) == ("alice.test", alice.did)
    assert timedelta(days=13) < account.signed_in_until - datetime.now(UTC) <= timedelta(days=14)

    delivery = sent_by(
        desk, account, "Selaimessa annettu lupa riittää kuvaan", photo_file, "Ruskea kaivanto", replies="nobody"
    )
    assert (delivery.state, delivery.message) == (State.PUBLISHED, "")
    key = delivery.parts[0].remote_id.rpartition("/")[2]
    record = alice.record(delivery.parts[0].remote_id)["value"]
    (image,) = record["embed"]["images"]
    assert image["alt"] == "Ruskea kaivanto"
    assert alice.blob(image["image"]["ref"]["$link"])[:2] == b"\xff\xd8"
    assert alice.record(f"at://{alice.did}/{GATE}/{key}")["value"]["allow"] == []

    before = spoil(desk, account, until=datetime.now(UTC) - timedelta(minutes=1))
    assert sent_by(desk, account, "Uudistetulla tunnisteella").state is State.PUBLISHED
    after = read_grant(desk.accounts.keychain.read(account.id))
    assert after.refresh != before.refresh
    assert "Uudistetulla tunnisteella" in alice.texts()
    spoil(desk, account, access=before.access)
    assert sent_by(desk, account, "Vanha tunniste torjutaan ja uusitaan").state is State.PUBLISHED

    kept = desk.accounts.keychain.read(account.id)
    channel = desk.accounts.channels.of(account)
    desk.accounts.remove(account.id)
    assert memory_keyring.kept == {}
    desk.accounts.keychain.write(account.id, kept)
    with pytest.raises(SignInAgain):
        channel.publish(account, post(account, "Lupa on annettu takaisin"), 0, (), channel.new_key(datetime.now(UTC)))
    assert "Lupa on annettu takaisin" not in alice.texts()


def post(account, *texts, **options):
    parts = tuple(SentPart(text) for text in texts)
    chosen = tuple(sorted(options.items()))
    return Delivery("d1", "draft", account, State.SENDING, datetime.now(UTC), parts, options=chosen)


def test_refused_on_the_page_links_nothing(desk, link, person, memory_keyring):
    person.last = "Deny access"
    with pytest.raises(Fixable) as caught:
        link()
    assert caught.value.code == "signin.refused"
    assert desk.accounts.all() == ()
    assert memory_keyring.kept == {}


def test_a_refresh_token_used_twice_ends_it(desk, alice, link):
    account = link()
    stolen = desk.accounts.keychain.read(account.id)
    spoil(desk, account, until=datetime.now(UTC))
    assert sent_by(desk, account, "Ensimmäinen uusinta").state is State.PUBLISHED
    desk.accounts.keychain.write(account.id, stolen)
    spoil(desk, account, until=datetime.now(UTC))
    refused = sent_by(desk, account, "Toinen uusinta samalla")
    assert (refused.state, refused.message) == (State.FAILED, "bluesky.sign_in_again")
    assert "Toinen uusinta samalla" not in alice.texts()


def test_a_thread_as_one_at_the_real_server(desk, alice, bob, link):
    """The addresses made here are the server's own, for facets, languages, replies and a gate."""
    account = link()
    channel = desk.accounts.channels.of(account)
    there = bob.post(
        "com.atproto.repo.createRecord",
        {
            "repo": bob.did,
            "collection": POST,
            "record": {"$type": POST, "text": "Kysymys", "createdAt": "2026-11-23T07:00:00.000Z"},
        },
        bob.session["accessJwt"],
    )
    texts = (
        "Hei @bob.test, tässä #savi 😀 https://example.com/ä",
        "Toinen osa, jossa on \u200dmerkkejä ja 水",
        "Kolmas",
    )
    for chosen in (
        {"replies": "mentioned"},
        {"reply_to": f"https://bsky.app/profile/bob.test/post/{there['uri'][-13:]}"},
    ):
        thread = post(account, *texts, **chosen)
        key = channel.new_key(datetime.now(UTC))
        assert channel.find(account, thread, 0, (), key) is None
        sent = channel.publish_all(account, thread, key)
        count = len(alice.texts())
        assert channel.publish_all(account, thread, key) == sent
        assert len(alice.texts()) == count
        records = [alice.record(part.remote_id) for part in sent]
        assert [cid_of(record["value"]) for record in records] == [record["cid"] for record in records]
        parents = [record["value"]["reply"]["parent"]["cid"] for record in records[1:]]
        assert parents == [record["cid"] for record in records[:2]]
        root = records[0]["cid"] if "replies" in chosen else there["cid"]
        assert {record["value"]["reply"]["root"]["cid"] for record in records[1:]} == {root}
        for part in reversed(sent):
            channel.delete(account, part)
            channel.delete(account, part)
        assert channel.find(account, thread, 0, (), key) is None
        assert not any(part.remote_id in json.dumps(alice.posts()) for part in sent)
    gates = json.loads(alice.get("com.atproto.repo.listRecords", repo=alice.did, collection=GATE))["records"]
    assert key not in json.dumps(gates)


def test_the_last_part_refused_means_that_none_is_out(desk, alice, link):
    account = link()
    channel = desk.accounts.channels.of(account)
    thread = post(account, "Ensimmäinen, joka ei jää yksin", "a" * 301)
    with pytest.raises(Fixable) as caught:
        channel.publish_all(account, thread, channel.new_key(datetime.now(UTC)))
    assert caught.value.code == "bluesky.too_long"
    assert "Ensimmäinen, joka ei jää yksin" not in alice.texts()


def test_the_answers_of_a_server_without_the_network_behind_it(desk, link):
    account = link()
    sent = sent_by(desk, account, "Kuka vastaa")
    with pytest.raises(TryLater) as caught:
        desk.accounts.channels.of(account).answers(account, sent.parts)
    assert caught.value.code == "bluesky.unclear"
