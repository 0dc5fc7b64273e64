# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A thread as one, who may answer, answering somebody, what came back, and taking it away again."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from fakes.bluesky import ALICE, BOB, Guarded
from fakes.browser import FakeBrowser
from fakes.loopback import Play

from app import wire
from app.channels import Channels, Deletes, Lent, Reads, Together
from app.channels.bluesky.cids import cid_of
from app.channels.bluesky.records import created_at, later_key
from app.errors import Fixable, OutcomeUnknown, SignInAgain, TryLater
from app.keychain import Keychain
from app.model import Delivery, Reply, SentPart, State
from app.wire import Limits

NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)
POST, GATE = "app.bsky.feed.post", "app.bsky.feed.threadgate"
PAGE = "https://bsky.app/profile/bob.test/post/3jzfcijpj2z2a"


@pytest.fixture
def server():
    with Guarded() as server:
        yield server


@pytest.fixture
def bluesky(tmp_path):
    keychain = Keychain()
    return Channels(Lent(keychain, tmp_path)).network("bluesky"), keychain


@pytest.fixture
def account(bluesky, server):
    channel, keychain = bluesky
    account, secret = channel.sign_in(
        {"server": server.url, "handle": "alice.test", "directory": server.url}, FakeBrowser({})
    )
    keychain.write(account.id, secret)
    return account


@pytest.fixture
def channel(bluesky):
    return bluesky[0]


def delivery(account, *texts, **options):
    parts = tuple(SentPart(text) for text in texts)
    return Delivery("d1", "draft", account, State.SENDING, NOW, parts, options=tuple(sorted(options.items())))


def keys_for(channel, delivery):
    first = channel.new_key(NOW)
    return tuple(later_key(first, part) for part in range(len(delivery.parts)))


def writes(server):
    return [json.loads(one.body)["writes"] for one in server.asked if one.path.endswith("applyWrites")]


def tried(server):
    """Bodies of the writes that got past the nonce."""
    return [one.path.rpartition(".")[2] for one in server.asked if one.method == "POST" and "xrpc" in one.path]


def test_the_channel_says_what_it_can(channel):
    assert isinstance(channel, Together)
    assert isinstance(channel, Deletes)
    assert isinstance(channel, Reads)


# ------------------------------------------------------------ a thread as one


def test_a_thread_is_one_write_and_each_part_names_the_one_before(channel, account, server):
    thread = delivery(account, "Yksi", "Kaksi", "Kolme")
    keys = keys_for(channel, thread)
    sent = channel.publish_all(account, thread, keys[0])
    assert [part.text for part in sent] == server.texts() == ["Yksi", "Kaksi", "Kolme"]
    first, second, third = (server.records[POST, key] for key in keys)
    here = [
        {"uri": f"at://{ALICE}/{POST}/{key}", "cid": cid_of(one)}
        for key, one in zip(keys, (first, second), strict=False)
    ]
    assert "reply" not in first
    assert second["reply"] == {"root": here[0], "parent": here[0]}
    assert third["reply"] == {"root": here[0], "parent": here[1]}
    assert [part.remote_id for part in sent] == [f"at://{ALICE}/{POST}/{key}" for key in keys]
    assert [part.url for part in sent] == [f"https://bsky.app/profile/alice.test/post/{key}" for key in keys]
    assert "putRecord" not in tried(server)


def test_a_repeat_writes_nothing_and_finds_all(channel, account, server):
    thread = delivery(account, "Yksi", "Kaksi")
    keys = keys_for(channel, thread)
    assert channel.find(account, thread, 0, (), keys[0]) is None
    sent = channel.publish_all(account, thread, keys[0])
    held = dict(server.records)
    assert channel.publish_all(account, thread, keys[0]) == sent
    assert channel.find(account, thread, 1, sent[:1], keys[1]) == sent[1]
    assert server.records == held


@pytest.mark.parametrize(
    ("play", "kind"),
    [
        (Play("lost"), OutcomeUnknown),
        (Play("half"), OutcomeUnknown),
        (Play(body=b"<html>"), OutcomeUnknown),
        (Play(status=500, body=b'{"error":"InternalServerError"}'), OutcomeUnknown),
        (Play(status=502), OutcomeUnknown),
        (Play(status=429), TryLater),
        (Play(status=400, body=b'{"error":"InvalidRequest","message":"text: string too long"}'), Fixable),
        (Play(status=400, body=b'{"error":"InvalidRequest","message":"no"}'), Fixable),
        (Play(status=400, body=b'{"error":"AccountTakedown"}'), SignInAgain),
    ],
    ids=lambda value: f"{value.how} {value.status} {value.body.decode()}" if isinstance(value, Play) else "",
)
def test_every_answer_to_a_whole_thread(channel, account, server, monkeypatch, play, kind):
    thread = delivery(account, "Yksi", "Kaksi")
    keys = keys_for(channel, thread)
    monkeypatch.setattr(wire, "NORMAL", Limits(connect=1, read=0.3, total=0.6))
    server.plays["applyWrites"] = [play]
    with pytest.raises(kind):
        channel.publish_all(account, thread, keys[0])
    assert server.texts() == []
    server.plays.clear()
    channel.publish_all(account, thread, keys[0])
    assert server.texts() == ["Yksi", "Kaksi"]


def test_a_trouble_that_came_after_the_work_is_seen_through(channel, account, server):
    thread = delivery(account, "Yksi", "Kaksi")
    keys = keys_for(channel, thread)
    sent = channel.publish_all(account, thread, keys[0])
    server.plays["applyWrites"] = [Play(status=502, body=b"<html>")]
    assert channel.publish_all(account, thread, keys[0]) == sent


def test_a_thread_that_was_begun_part_by_part_goes_on_so(channel, account, server):
    thread = delivery(account, "Yksi", "Kaksi", "Kolme")
    keys = keys_for(channel, thread)
    first = channel.publish(account, thread, 0, (), keys[0])
    assert channel.publish_all(account, thread, keys[0]) == (first,)
    assert server.texts() == ["Yksi"]


def test_the_keys_of_a_thread_follow_from_the_first(channel):
    first = channel.new_key(NOW)
    keys = [later_key(first, part) for part in range(200)]
    assert keys[0] == first
    assert keys == sorted(set(keys))
    assert len({created_at(key) for key in keys}) == 200
    assert not {channel.new_key(NOW) for _ in range(500)} & set(keys), "nobody else gets them"


def test_how_much_goes_as_one(channel, account):
    assert not channel.whole(account, delivery(account, "Yksi"))
    assert channel.whole(account, delivery(account, *["osa"] * 199))
    assert not channel.whole(account, delivery(account, *["osa"] * 200)), "the one who may answer takes a place too"


# ------------------------------------------------------------ who may answer


@pytest.mark.parametrize(
    ("chosen", "allow"),
    [
        ("nobody", []),
        ("mentioned", [{"$type": f"{GATE}#mentionRule"}]),
        ("followers", [{"$type": f"{GATE}#followerRule"}]),
    ],
)
def test_who_may_answer_goes_in_the_same_write(channel, account, server, chosen, allow):
    key = channel.new_key(NOW)
    one = delivery(account, "Hei", replies=chosen)
    channel.publish(account, one, 0, (), key)
    assert channel.publish(account, one, 0, (), key).remote_id.endswith(key), "a repeat is no second post"
    assert server.texts() == ["Hei"]
    gate = server.records[GATE, key]
    created = server.records[POST, key]["createdAt"]
    assert gate == {"$type": GATE, "post": f"at://{ALICE}/{POST}/{key}", "allow": allow, "createdAt": created}
    thread = delivery(account, "Yksi", "Kaksi", replies=chosen)
    keys = keys_for(channel, thread)
    channel.publish_all(account, thread, keys[0])
    assert [(write["collection"], write["rkey"]) for write in writes(server)[-1]] == [
        (POST, keys[0]),
        (POST, keys[1]),
        (GATE, keys[0]),
    ]


@pytest.mark.parametrize("options", [{}, {"replies": "everybody"}, {"replies": "gibberish"}])
def test_everybody_needs_no_gate(channel, account, server, options):
    channel.publish(account, delivery(account, "Hei", **options), 0, (), channel.new_key(NOW))
    assert [kind for kind, _ in server.records] == [POST]


# ------------------------------------------------------------ languages and answers to somebody


def test_a_language_that_was_chosen_counts(channel, account, server):
    channel.publish(account, delivery(account, "Tämä on suomea kyllä", language="sv"), 0, (), channel.new_key(NOW))
    assert next(iter(server.records.values()))["langs"] == ["sv"]


@pytest.mark.parametrize(
    "page", [PAGE, f"{PAGE}/", PAGE.replace("bob.test", BOB), PAGE.replace("bsky.app", "b.example")]
)
def test_an_answer_hangs_on_the_post_and_its_conversation(channel, account, server, page):
    other = {"$type": POST, "text": "Kysymys", "createdAt": "2026-11-22T00:00:00.000Z"}
    server.records[POST, "3jzfcijpj2z2a"] = other
    key = channel.new_key(NOW)
    channel.publish(account, delivery(account, "Vastaus", reply_to=page, replies="nobody"), 0, (), key)
    there = {"uri": f"at://{BOB}/{POST}/3jzfcijpj2z2a", "cid": cid_of(other)}
    assert server.records[POST, key]["reply"] == {"root": there, "parent": there}
    assert (GATE, key) not in server.records, "in somebody else's conversation they decide"
    root = {"uri": f"at://{BOB}/{POST}/3jzfcijpj2z22", "cid": "bafyroot"}
    server.records[POST, "3jzfcijpj2z2a"] = deeper = {**other, "reply": {"root": root, "parent": root}}
    thread = delivery(account, "Yksi", "Kaksi", reply_to=page)
    keys = keys_for(channel, thread)
    channel.publish_all(account, thread, keys[0])
    first, second = (server.records[POST, key] for key in keys)
    assert first["reply"] == {"root": root, "parent": {**there, "cid": cid_of(deeper)}}
    assert second["reply"] == {
        "root": root,
        "parent": {"uri": f"at://{ALICE}/{POST}/{keys[0]}", "cid": cid_of(first)},
    }


def test_part_by_part_an_answer_keeps_the_conversations_start(channel, account, server):
    server.records[POST, "3jzfcijpj2z2a"] = {"$type": POST, "text": "Kysymys", "createdAt": "2026-11-22T00:00:00.000Z"}
    thread = delivery(account, "Yksi", "Kaksi", reply_to=PAGE)
    keys = keys_for(channel, thread)
    first = channel.publish(account, thread, 0, (), keys[0])
    channel.publish(account, thread, 1, (first,), keys[1])
    root = server.records[POST, keys[0]]["reply"]["root"]
    assert server.records[POST, keys[1]]["reply"]["root"] == root
    assert root["uri"] == f"at://{BOB}/{POST}/3jzfcijpj2z2a"


@pytest.mark.parametrize(
    "page",
    [
        "https://bsky.app/profile/bob.test",
        "https://bsky.app/",
        PAGE.replace("bob", "nobody"),
        PAGE.replace("2z2a", "2z2b"),
        "https://bsky.app/profile/bob.test/post/../../x",
        "https://[x",
    ],
)
def test_a_post_that_is_not_there_can_not_be_answered(channel, account, server, page):
    with pytest.raises(Fixable) as caught:
        channel.publish(account, delivery(account, "Vastaus", reply_to=page), 0, (), channel.new_key(NOW))
    assert caught.value.code == "channel.no_post_there"
    assert server.texts() == []


def test_a_server_in_trouble_does_not_mean_that_the_post_is_gone(channel, account, server):
    server.plays["getRecord"] = [Play(status=503)]
    with pytest.raises(TryLater):
        channel.publish(account, delivery(account, "Vastaus", reply_to=PAGE), 0, (), channel.new_key(NOW))
    assert server.texts() == []


# ------------------------------------------------------------ what came back


def seen(uri, did, text="", replies=(), **numbers):
    author = {"did": did, "handle": "bob.test", "displayName": "Bob"}
    record = {"$type": POST, "text": text, "createdAt": "2026-11-23T08:00:00.000Z"}
    post = {"uri": uri, "cid": "bafy", "author": author, "record": record, "indexedAt": "2026-11-23T09:00:00.000Z"}
    return {"$type": "app.bsky.feed.defs#threadViewPost", "post": {**post, **numbers}, "replies": list(replies)}


def thread_play(thread):
    return [Play(body=json.dumps({"thread": thread}).encode())]


def out(*keys):
    return tuple(SentPart("x", remote_id=f"at://{ALICE}/{POST}/{key}") for key in keys)


def test_numbers_are_added_up_and_replies_of_others_listed(channel, account, server):
    first, second = (part.remote_id for part in out("a", "b"))
    theirs = seen(f"at://{BOB}/{POST}/r1", BOB, "Hyvä <b>kirjoitus</b>")
    own = seen(f"at://{ALICE}/{POST}/own", ALICE, "Kiitos")
    inner = seen(second, ALICE, "osa 2", [theirs], likeCount=2, repostCount=1, quoteCount=1)
    server.plays["getPostThread"] = thread_play(seen(first, ALICE, "osa 1", [inner, own], likeCount=3, repostCount=0))
    found = channel.answers(account, out("a", "b"))
    assert (found.likes, found.shares) == (5, 2)
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    url = f"https://bsky.app/profile/{BOB}/post/r1"
    assert found.replies == (Reply(theirs["post"]["uri"], "Bob", "@bob.test", "Hyvä <b>kirjoitus</b>", at, url),)
    asked = [one for one in server.asked if "/xrpc/app.bsky.feed.getPostThread" in one.path]
    assert len(asked) == 1, "a part seen in the first answer is not asked for again"
    assert asked[0].headers["authorization"].startswith("DPoP ")


def test_a_part_that_was_not_told_is_asked_for_by_itself(channel, account, server):
    (first, second) = out("a", "b")
    server.plays["getPostThread"] = [
        *thread_play(seen(first.remote_id, ALICE, likeCount=1)),
        *thread_play(seen(second.remote_id, ALICE, likeCount=4)),
    ]
    assert channel.answers(account, (first, second)).likes == 5


@pytest.mark.parametrize(
    "thread",
    [
        None,
        7,
        [],
        {"$type": "app.bsky.feed.defs#notFoundPost", "notFound": True},
        {"post": {"uri": 7}, "replies": {}},
        seen("at://did:plc:x/app.bsky.feed.post/a", BOB) | {"replies": [None, 7, {"post": []}, {"post": {"uri": "x"}}]},
    ],
)
def test_odd_conversations_are_read_with_care(channel, account, server, thread):
    server.plays["getPostThread"] = thread_play(thread)
    found = channel.answers(account, out("a"))
    assert (found.likes, found.shares) == (None, None)
    assert len(found.replies) <= 1


@pytest.mark.parametrize(
    ("play", "kind", "code"),
    [
        (Play(status=501, body=b'{"error":"MethodNotImplemented"}'), Fixable, "channel.no_answers_here"),
        (Play(status=404, body=b""), Fixable, "channel.no_answers_here"),
        (Play(status=400, body=b'{"error":"NotFound"}'), Fixable, "channel.no_post_there"),
        (Play(status=502, body=b'{"error":"UpstreamFailure"}'), TryLater, "bluesky.unclear"),
        (Play(status=429), TryLater, "bluesky.slow_down"),
        (Play(body=b"<html>"), TryLater, "wire.not_json"),
    ],
)
def test_what_a_server_says_instead_of_numbers(channel, account, server, play, kind, code):
    server.plays["getPostThread"] = [play]
    with pytest.raises(kind) as caught:
        channel.answers(account, out("a"))
    assert caught.value.code == code


# ------------------------------------------------------------ taking it away


def test_deleting_takes_the_post_and_its_gate_and_can_be_repeated(channel, account, server):
    key = channel.new_key(NOW)
    sent = channel.publish(account, delivery(account, "Pois", replies="nobody"), 0, (), key)
    assert len(server.records) == 2
    channel.delete(account, sent)
    channel.delete(account, sent)
    assert server.records == {}


@pytest.mark.parametrize(
    "uri", ["", "at://", f"at://{BOB}/{POST}/3jzfcijpj2z2a", f"at://{ALICE}/{POST}", "https://x/y/z"]
)
def test_only_own_posts_are_deleted(channel, account, server, uri):
    asked = len(server.asked)
    with pytest.raises(Fixable):
        channel.delete(account, SentPart("x", remote_id=uri))
    assert len(server.asked) == asked


def test_a_delete_that_may_have_happened_is_tried_again_later(channel, account, server):
    sent = channel.publish(account, delivery(account, "Pois"), 0, (), channel.new_key(NOW))
    server.plays["deleteRecord"] = [Play("lost")]
    with pytest.raises(TryLater):
        channel.delete(account, sent)
