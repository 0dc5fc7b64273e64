# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The whole way to a real Bluesky server: link, publish a thread with a picture, read it back, lose answers, leave."""

from __future__ import annotations

import io
import json

import PIL.Image
import pytest

from app.errors import Fixable, SignInAgain, TryLater
from app.model import Delivery, SentPart, State
from app.photos import leftovers

FIRST = "Kävin @bob.test kanssa kaivannolla. Pohjavesi oli metrin ylempänä kuin luulin 😀, ja siitä opin tämän: "
LINK = "https://example.com/savi?näyte=1"
TEXT = (
    FIRST
    + "kysy kairaajalta, ennen kuin luet raportin. "
    + "Hän on nähnyt maan, minä vain paperin. " * 5
    + f"\n\nLisää täällä: {LINK} #pohjavesi. "
    + "Kiitos, että jaoit tämän. " * 6
).strip()


@pytest.fixture
def photo_file(tmp_path):
    tags = PIL.Image.Exif()
    tags[0x010F], tags[0x0112] = "Kamera", 6
    tags.get_ifd(0x8825).update({1: "N", 2: (60.0, 10.0, 0.0), 3: "E", 4: (24.0, 56.0, 0.0)})
    path = tmp_path / "kaivanto.jpg"
    PIL.Image.new("RGB", (400, 300), "sienna").save(path, "JPEG", exif=tags, comment=b"salaisuus")
    return path


@pytest.fixture
def link(desk):
    def link(reader, url=""):
        answers = {"server": url or reader.url, "handle": f"@{reader.handle}", "secret": reader.app_password()}
        return desk.accounts.sign_in("bluesky", answers)

    return link


def send(desk, clock, text, account, photo=None, alt=""):
    draft = desk.drafts.new(text)
    desk.cards.drop(draft.id)  # cards have their own journey; here nothing but the server is asked
    if photo:
        desk.drafts.add_photo(draft.id, photo, alt)
    (queued,) = desk.sending.queue(draft.id, (account.id,))
    desk.sending.send_due()
    for _ in range(20):
        delivery = desk.sending.get(queued.id)
        if delivery.state not in (State.SCHEDULED, State.UNCERTAIN):
            break
        clock.now = max(clock.now, desk.sending.next_due() or clock.now)
        desk.sending.send_due()
    return desk.sending.get(queued.id)


def test_a_thread_with_picture_mention_link_and_tag(desk, clock, alice, bob, link, photo_file):
    account = link(alice)
    assert (account.handle, account.remote_id, account.session_only) == ("alice.test", alice.did, False)
    delivery = send(desk, clock, TEXT, account, photo_file, "Ruskea kaivanto, pohjalla vettä")
    assert (delivery.state, delivery.message) == (State.PUBLISHED, "")
    assert len(delivery.parts) == 2
    records = [alice.record(part.remote_id) for part in delivery.parts]
    first, second = (record["value"] for record in records)
    assert [first["text"], second["text"]] == [part.text for part in delivery.parts]
    root = {"uri": records[0]["uri"], "cid": records[0]["cid"]}
    assert second["reply"] == {"root": root, "parent": root}
    assert "reply" not in first
    assert first["langs"] == second["langs"] == ["fi"]
    assert first["createdAt"] <= second["createdAt"]
    key = delivery.parts[0].remote_id.rpartition("/")[2]
    assert delivery.parts[0].url == f"https://bsky.app/profile/alice.test/post/{key}"
    features = {
        record["text"].encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(): facet["features"][0]
        for record in (first, second)
        for facet in record.get("facets", [])
    }
    assert features["@bob.test"] == {"$type": "app.bsky.richtext.facet#mention", "did": bob.did}
    assert features["#pohjavesi"]["tag"] == "pohjavesi"
    assert any(feature.get("uri", "").startswith("https://example.com/savi") for feature in features.values())
    (image,) = first["embed"]["images"]
    assert "embed" not in second
    assert (image["alt"], image["aspectRatio"]) == ("Ruskea kaivanto, pohjalla vettä", {"width": 300, "height": 400})
    content = alice.blob(image["image"]["ref"]["$link"])
    assert leftovers(content) == ()
    assert b"Exif" not in content
    assert b"salaisuus" not in content
    with PIL.Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (300, 400)
    assert desk.history.search("kairaaja").posts[0].deliveries[0].url == delivery.parts[0].url


@pytest.mark.parametrize("losses", [["drop", "drop"], ["cut"], ["html", "502"], ["502", "drop", "cut"]], ids=" ".join)
def test_answers_lost_on_the_way_still_make_one_post(desk, clock, alice, link, lossy, losses):
    text = f"Tämä lähtee kerran, vaikka vastaus katoaisi: {' '.join(losses)}"
    account = link(alice, lossy.url)
    lossy.losses["com.atproto.repo.putRecord"] = list(losses)
    delivery = send(desk, clock, text, account)
    assert delivery.state is State.PUBLISHED
    assert alice.texts().count(text) == 1
    assert alice.record(delivery.parts[0].remote_id)["value"]["text"] == text
    asked = [path.rpartition(".")[2] for method, path, _ in lossy.passed]
    assert asked.count("putRecord") >= 1


def test_a_threads_answer_is_lost_and_it_is_there_whole_and_once(desk, clock, alice, link, lossy, photo_file):
    account = link(alice, lossy.url)
    for losses in (["drop"], ["cut", "502"], ["html", "drop", "drop"]):
        lossy.losses["com.atproto.repo.applyWrites"] = list(losses)
        lossy.losses["com.atproto.repo.uploadBlob"] = ["drop"]
        text = TEXT.replace("metrin", f"puoli metriä ({' '.join(losses)})")
        delivery = send(desk, clock, text, account, photo_file, "Kaivanto")
        assert delivery.state is State.PUBLISHED
        assert lossy.losses["com.atproto.repo.applyWrites"] == []
        first, second = (alice.record(part.remote_id) for part in delivery.parts)
        assert second["value"]["reply"]["parent"] == {"uri": first["uri"], "cid": first["cid"]}
        assert alice.texts().count(delivery.parts[0].text) == 1
        mine = [post for post in alice.posts() if post["uri"] in {part.remote_id for part in delivery.parts}]
        assert len(mine) == 2


def test_the_same_key_twice_is_one_post_and_one_commit(desk, clock, alice, link, pds):
    account = link(alice)
    channel = desk.accounts.channels.of(account)
    post = Delivery("d1", "draft", account, State.SENDING, clock(), (SentPart("Kerran vain"),))
    key = channel.new_key(clock())
    assert channel.find(account, post, 0, (), key) is None
    first = channel.publish(account, post, 0, (), key)
    again = channel.publish(account, post, 0, (), key)
    changed = Delivery("d1", "draft", account, State.SENDING, clock(), (SentPart("Kerran vain!"),))
    assert first == again == channel.find(account, post, 0, (), key)
    assert channel.publish(account, changed, 0, (), key).remote_id == first.remote_id
    assert alice.texts().count("Kerran vain") == 1
    assert "Kerran vain!" not in alice.texts()


def test_a_wrong_password_keeps_nothing(desk, alice, memory_keyring):
    with pytest.raises(Fixable) as caught:
        desk.accounts.sign_in("bluesky", {"server": alice.url, "handle": "alice.test", "secret": "wrong"})
    assert caught.value.code == "bluesky.wrong_password"
    assert desk.accounts.all() == ()
    assert memory_keyring.kept == {}


def test_a_main_password_is_never_kept_and_its_end_is_known(desk, alice, pds, clock):
    answers = {"server": alice.url, "handle": "alice.test", "secret": pds["accounts"][0]["password"]}
    account = desk.accounts.sign_in("bluesky", answers)
    kept = json.loads(desk.accounts.keychain.read(account.id))
    assert kept[2] == ""
    assert 88 <= (account.signed_in_until - account.signed_in_until.now(account.signed_in_until.tzinfo)).days <= 90


def test_an_access_token_that_ran_out_is_renewed_and_kept(desk, clock, alice, link):
    account = link(alice)
    _, refresh, password = json.loads(desk.accounts.keychain.read(account.id))
    desk.accounts.keychain.write(account.id, json.dumps(["broken.broken.broken", refresh, password]))
    assert send(desk, clock, "Uudella luvalla", account).state is State.PUBLISHED
    kept = json.loads(desk.accounts.keychain.read(account.id))
    assert kept[0] not in ("broken.broken.broken", "")
    assert kept[1] != refresh
    assert kept[2] == password


def test_when_the_session_ends_the_app_password_opens_a_new_one(desk, clock, alice, link):
    account = link(alice)
    _, refresh, password = json.loads(desk.accounts.keychain.read(account.id))
    alice.post("com.atproto.server.deleteSession", None, refresh)
    desk.accounts.keychain.write(account.id, json.dumps(["broken.broken.broken", refresh, password]))
    assert send(desk, clock, "Uudella istunnolla", account).state is State.PUBLISHED
    assert "Uudella istunnolla" in alice.texts()


def test_a_revoked_app_password_asks_to_sign_in_again(desk, clock, alice, link):
    account = link(alice)
    _, refresh, password = json.loads(desk.accounts.keychain.read(account.id))
    alice.revoke_app_passwords()
    desk.accounts.keychain.write(account.id, json.dumps(["broken.broken.broken", refresh, password]))
    channel = desk.accounts.channels.of(account)
    post = Delivery("d1", "draft", account, State.SENDING, clock(), (SentPart("Ei mene"),))
    with pytest.raises(SignInAgain):
        channel.publish(account, post, 0, (), channel.new_key(clock()))
    assert "Ei mene" not in alice.texts()


def test_disconnecting_ends_the_session_and_forgets_the_token(desk, alice, link, memory_keyring):
    account = link(alice)
    refresh = json.loads(desk.accounts.keychain.read(account.id))[1]
    assert alice.still_opens(refresh), "or the next line would prove nothing"
    desk.accounts.remove(account.id)
    assert not alice.still_opens(refresh)
    assert memory_keyring.kept == {}
    assert desk.accounts.all() == ()


def test_too_long_and_odd_texts_at_the_real_server(desk, clock, alice, link):
    account = link(alice)
    channel = desk.accounts.channels.of(account)
    for text, code in (("a" * 301, "bluesky.too_long"), ("👨‍👩‍👧‍👦" * 121, "bluesky.too_long")):
        post = Delivery("d1", "draft", account, State.SENDING, clock(), (SentPart(text),))
        with pytest.raises(Fixable) as caught:
            channel.publish(account, post, 0, (), channel.new_key(clock()))
        assert caught.value.code == code
    for text, stored in (
        ("nolla\x00tavu", "nolla\x00tavu"),
        ("puolikas \ud83d", "puolikas \ufffd"),
        ("‏שלום‏ hei", "‏שלום‏ hei"),
    ):
        post = Delivery("d1", "draft", account, State.SENDING, clock(), (SentPart(text),))
        sent = channel.publish(account, post, 0, (), channel.new_key(clock()))
        assert alice.record(sent.remote_id)["value"]["text"] == stored
        assert sent.text == text


def test_a_mention_of_nobody_stays_plain_text(desk, clock, alice, link):
    delivery = send(desk, clock, "Terveisiä @eikukaan.test ja @bob.test", link(alice))
    (facet,) = alice.record(delivery.parts[0].remote_id)["value"]["facets"]
    assert facet["index"] == {"byteStart": 29, "byteEnd": 38}


def test_no_server_there_leaves_everything_as_it_was(desk, memory_keyring):
    with pytest.raises(TryLater) as caught:
        desk.accounts.sign_in("bluesky", {"server": "http://127.0.0.1:9", "handle": "a.test", "secret": "x"})
    assert caught.value.code == "wire.no_connection"
    assert desk.accounts.all() == ()
    assert memory_keyring.kept == {}
