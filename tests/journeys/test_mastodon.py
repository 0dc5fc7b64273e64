# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The whole way to a Mastodon server: link, a thread with a picture and its words, look back with another client."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from datetime import UTC, datetime, timedelta

import PIL.Image
import pytest
from fakes.described import description

from app import cli
from app.channels.mastodon import server as talk
from app.errors import Fixable, SignInAgain
from app.model import Delivery, SentPart, State
from app.photos import leftovers
from app.signin.grants import read_grant

TEXT = (
    "Kävin kaivannolla. Pohjavesi oli metrin ylempänä kuin luulin 😀, ja siitä opin tämän: "
    + "kysy kairaajalta, ennen kuin luet raportin. "
    + "Hän on nähnyt maan, minä vain paperin. " * 8
    + "\n\nLisää täällä: https://example.com/savi?n=1 #pohjavesi. "
    + "Kiitos, että jaoit tämän. " * 6
).strip()


@pytest.fixture(autouse=True)
def now(clock):
    """The server has the real time, so the program has it too."""
    clock.now = datetime.now(UTC)


@pytest.fixture
def photo_file(tmp_path):
    tags = PIL.Image.Exif()
    tags[0x010F] = "Kamera"
    tags.get_ifd(0x8825).update({1: "N", 2: (60.0, 10.0, 0.0), 3: "E", 4: (24.0, 56.0, 0.0)})
    path = tmp_path / "kaivanto.jpg"
    PIL.Image.new("RGB", (400, 300), "sienna").save(path, "JPEG", exif=tags, comment=b"salaisuus")
    return path


@pytest.fixture
def link(desk, mastodon):
    def link(name="alice", url=""):
        return desk.accounts.sign_in("mastodon", {"server": url or mastodon.url, "secret": mastodon.tokens[name]})

    return link


@pytest.fixture
def known(monkeypatch):
    """Take the server for Mastodon itself: it keeps keys as Mastodon does."""
    monkeypatch.setattr(talk, "KNOWN", re.compile(".*"))


def send(desk, clock, text, account, photo=None, alt="", **chosen):
    draft = desk.drafts.new(text)
    for name, value in chosen.items():
        desk.options.choose(draft.id, "mastodon", name, value)
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


def post_of(channel, account, clock, text, **more):
    return Delivery("d1", "draft", account, State.SENDING, clock(), (SentPart(text),), **more)


def test_a_thread_with_a_picture_its_words_a_covering_line_and_who_sees_it(desk, clock, mastodon, link, photo_file):
    account = link()
    assert (account.handle, account.server) == ("alice", mastodon.url)
    assert account.name == f"@alice@{mastodon.url.removeprefix('http://')}"
    chosen = {"visibility": "unlisted", "warning": "työmaa ja savi", "language": "sv"}
    delivery = send(desk, clock, TEXT, account, photo_file, "Ruskea kaivanto, pohjalla vettä", **chosen)
    assert (delivery.state, delivery.message) == (State.PUBLISHED, "")
    assert len(delivery.parts) == 2
    posts = {str(post["id"]): post for post in mastodon.read("alice")["posts"]}
    first, second = (
        posts[int(part.remote_id)] if int(part.remote_id) in posts else posts[part.remote_id] for part in delivery.parts
    )
    assert str(second["in_reply_to_id"]) == delivery.parts[0].remote_id
    assert first["in_reply_to_id"] is None
    for post in (first, second):
        assert (post["visibility"], post["spoiler_text"], post["language"]) == ("unlisted", "työmaa ja savi", "sv")
    assert first["sensitive"] is True
    (picture,) = first["media_attachments"]
    assert picture["description"] == "Ruskea kaivanto, pohjalla vettä"
    assert second["media_attachments"] == []
    address = urllib.parse.urlsplit(picture["url"])
    with urllib.request.urlopen(f"{mastodon.url}{address.path}", timeout=20) as answer:
        content = answer.read()
    assert leftovers(content) == ()
    assert b"salaisuus" not in content
    with PIL.Image.open(io.BytesIO(content)) as shown:
        assert shown.size == (400, 300)
    assert desk.history.search("kairaaja").posts[0].deliveries[0].url == delivery.parts[0].url


def test_the_same_key_twice_is_one_post_where_keys_are_kept(desk, clock, mastodon, link, known):
    account = link("bob")
    channel = desk.accounts.channels.of(account)
    assert channel.repeatable(account, timedelta(minutes=54))
    assert not channel.repeatable(account, timedelta(minutes=55))
    post = post_of(channel, account, clock, "Kerran vain")
    key = channel.new_key(clock())
    assert channel.find(account, post, 0, (), key) is None
    first = channel.publish(account, post, 0, (), key)
    changed = post_of(channel, account, clock, "Kerran vain, toisin")
    assert channel.publish(account, post, 0, (), key) == first
    assert channel.publish(account, changed, 0, (), key).remote_id == first.remote_id
    assert channel.find(account, post, 0, (), key) == first
    assert mastodon.texts("bob").count("<p>Kerran vain</p>") == 1


def test_a_server_that_is_not_known_is_never_asked_twice(desk, clock, link):
    account = link()
    assert not desk.accounts.channels.of(account).repeatable(account, timedelta(seconds=1))


@pytest.mark.parametrize("text", ["Yksi *kaksi* `kolme` @bob@muualla.example", "a\n\nb\nc  d", "1 < 2 && 3 > 2 &amp;"])
def test_a_post_is_found_by_its_words_however_the_server_shows_them(desk, clock, link, text):
    account = link("carol")
    channel = desk.accounts.channels.of(account)
    post, key = post_of(channel, account, clock, text), channel.new_key(clock())
    sent = channel.publish(account, post, 0, (), key)
    assert channel.find(account, post, 0, (), key) == sent
    later = channel.new_key(clock() + timedelta(minutes=6))
    assert channel.find(account, post, 0, (), later) is None, "an older post with the same words is another one"


def test_a_post_waits_at_the_server_is_moved_and_taken_back(desk, clock, mastodon, link, known, photo_file):
    account = link("carol")
    channel = desk.accounts.channels.of(account)
    later = post_of(channel, account, clock, "Huomenna aamulla", options=(("warning", "savi"),))
    later = Delivery(**{name: getattr(later, name) for name in later.__slots__} | {"at": clock() + timedelta(days=1)})
    assert channel.holds(account, later, clock())
    assert not channel.holds(account, later, later.at - timedelta(minutes=5))
    key = channel.new_key(clock())
    assert channel.find_scheduled(account, later, key) is None
    held = channel.schedule(account, later, key)
    assert channel.find_scheduled(account, later, key) == held
    (scheduled,) = mastodon.read("carol")["scheduled"]
    assert scheduled["params"]["spoiler_text"] == "savi"
    channel.reschedule(account, held, later.at + timedelta(hours=2))
    (scheduled,) = mastodon.read("carol")["scheduled"]
    assert datetime.fromisoformat(scheduled["scheduled_at"]) == (later.at + timedelta(hours=2)).replace(microsecond=0)
    assert channel.went_out(account, held, later) is None
    channel.unschedule(account, held)
    assert mastodon.read("carol")["scheduled"] == []
    for gone in (lambda: channel.unschedule(account, held), lambda: channel.reschedule(account, held, later.at)):
        with pytest.raises(Fixable) as caught:
            gone()
        assert caught.value.code == "schedule.gone"


def test_a_server_that_posts_at_once_what_was_to_wait_is_understood(desk, clock, mastodon, link, known):
    """This server does so for what is nearer than five minutes, as old ones do."""
    account = link("carol")
    channel = desk.accounts.channels.of(account)
    soon = Delivery("d1", "draft", account, State.SENDING, clock() + timedelta(minutes=1), (SentPart("Heti nyt"),))
    assert not channel.holds(account, soon, clock())
    key = channel.new_key(clock())
    held = channel.schedule(account, soon, key)
    out = channel.went_out(account, held, soon)
    assert out.url.endswith(out.remote_id)
    assert channel.find_scheduled(account, soon, key) == held
    with pytest.raises(Fixable) as caught:
        channel.unschedule(account, held)
    assert caught.value.code == "schedule.gone"
    assert mastodon.texts("carol").count("<p>Heti nyt</p>") == 1


def test_answers_are_read_and_an_answer_is_written(desk, clock, mastodon, link):
    account = link()
    mine = send(desk, clock, "Kuka muistaa savikuopan?", account).parts
    mastodon.read("bob", "status_post", "@alice minä <b>muistan</b>", mine[0].remote_id)
    mastodon.read("bob", "status_favourite", mine[0].remote_id)
    mastodon.read("carol", "status_reblog", mine[0].remote_id)
    channel = desk.accounts.channels.of(account)
    found = channel.answers(account, mine)
    assert (found.likes, found.shares) == (1, 1)
    (reply,) = found.replies
    assert (reply.handle, reply.text) == ("@bob", "@alice minä <b>muistan</b>")
    thanks = send(desk, clock, "Kiitos @bob", account, reply_to=f"{mastodon.url}/@bob/{reply.id}")
    assert thanks.state is State.PUBLISHED
    written = next(post for post in mastodon.read("alice")["posts"] if "Kiitos" in post["content"])
    assert str(written["in_reply_to_id"]) == reply.id
    assert len(channel.answers(account, mine).replies) == 1, "own answers are not news"


def test_deleting_takes_the_post_away_and_twice_is_fine(desk, clock, mastodon, link):
    account = link("bob")
    (part,) = send(desk, clock, "Tämä lähtee pois", account).parts
    assert "<p>Tämä lähtee pois</p>" in mastodon.texts("bob")
    channel = desk.accounts.channels.of(account)
    channel.delete(account, part)
    channel.delete(account, part)
    assert "<p>Tämä lähtee pois</p>" not in mastodon.texts("bob")


def test_too_long_is_told_so_and_nothing_is_out(desk, clock, mastodon, link):
    account = link("bob")
    channel = desk.accounts.channels.of(account)
    with pytest.raises(Fixable) as caught:
        channel.publish(account, post_of(channel, account, clock, "a" * 501), 0, (), channel.new_key(clock()))
    assert caught.value.code == "channel.too_long"
    assert not any("aaaa" in text for text in mastodon.texts("bob"))


class Person:
    """A browser in which somebody chooses an account on the page of permission; urllib only."""

    def __init__(self, name):
        self.name = name

    def show(self, page):
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page).query))
        assert asked["code_challenge_method"] == "S256"
        form = {key: asked[key] for key in ("client_id", "redirect_uri", "scope", "state")} | {"username": self.name}
        url = urllib.parse.urlsplit(page)._replace(query="").geturl()
        request = urllib.request.Request(url, urllib.parse.urlencode(form).encode())
        opener = urllib.request.build_opener(_Stay)
        with pytest.raises(urllib.error.HTTPError) as caught:
            opener.open(request, timeout=20)
        with caught.value as answer:
            self.answer = answer.headers["Location"]

    def ask(self, page, port=0):
        self.show(page(f"http://127.0.0.1:{port}/", "state-of-this-sign-in"))
        fields = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.answer).query))
        assert fields.pop("state") == "state-of-this-sign-in"
        return fields


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def test_permission_is_given_in_the_browser_and_taken_back(desk, mastodon, memory_keyring):
    account = desk.accounts.sign_in("mastodon", {"server": mastodon.url}, browser=Person("carol"))
    assert account.handle == "carol"
    token, *_, fields = json.loads(desk.accounts.keychain.read(account.id))
    assert fields["id"]
    assert mastodon.read("carol")["me"] == "carol"
    reader = type(mastodon)(mastodon.python, mastodon.url, {"ours": token})
    assert reader.read("ours")["me"] == "carol"
    desk.accounts.remove(account.id)
    assert memory_keyring.kept == {}
    with pytest.raises(subprocess.CalledProcessError):
        reader.read("ours")


def test_a_second_sign_in_takes_the_same_registration_and_the_older_permission_is_given_back(
    desk, mastodon, memory_keyring
):
    def of_ours():
        return read_grant(desk.accounts.keychain.read(account.id))

    account = desk.accounts.sign_in("mastodon", {"server": mastodon.url}, browser=Person("carol"))
    first, place = of_ours(), f"app:mastodon:{mastodon.url}"
    kept = desk.accounts.keychain.read(place)
    desk.accounts.sign_in_again(account.id, {}, browser=Person("carol"))
    assert desk.accounts.keychain.read(place) == kept
    assert of_ours().fields["id"] == first.fields["id"]
    reader = type(mastodon)(mastodon.python, mastodon.url, {"first": first.access, "second": of_ours().access})
    assert reader.read("second")["me"] == "carol"
    with pytest.raises(subprocess.CalledProcessError):
        reader.read("first")
    desk.accounts.remove(account.id)
    assert memory_keyring.kept == {}


def test_the_server_knows_every_door_that_is_described(mastodon):
    """Our own description (tests/data/contracts) against the one the server makes of itself; "oauth" has a page too."""
    with urllib.request.urlopen(f"{mastodon.url}/openapi.json", timeout=20) as answer:
        theirs = json.loads(answer.read())["paths"]
    doors = {re.sub(r"{\w+}", "{}", path): set(methods) for path, methods in theirs.items()}
    ours = description("mastodon")["paths"]
    missing = {path: set(methods) - doors.get(re.sub(r"{\w+}", "{}", path), set()) for path, methods in ours.items()}
    assert {path: methods for path, methods in missing.items() if methods} == {}


def test_a_revoked_token_asks_to_sign_in_again(desk, clock, mastodon):
    account = desk.accounts.sign_in("mastodon", {"server": mastodon.url}, browser=Person("bob"))
    channel = desk.accounts.channels.of(account)
    channel.sign_out(account)
    with pytest.raises(SignInAgain):
        channel.publish(account, post_of(channel, account, clock, "Ei mene"), 0, (), channel.new_key(clock()))
    assert "<p>Ei mene</p>" not in mastodon.texts("bob")


def test_the_commands_link_publish_and_remember(mastodon, capsys, monkeypatch, profile_folder):
    """As a person would type it, the token on standard input."""

    def mummo(*words, said=""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(said.encode())))
        status = cli.run([*words, "--json"])
        told = capsys.readouterr()
        assert status == 0, told
        return json.loads(told.out)

    add = ("accounts", "add", "mastodon", "--server", mastodon.url, "--secret-stdin")
    added = mummo(*add, said=f"{mastodon.tokens['bob']}\n")
    draft = mummo("draft", "add", "--text", "-", said="Komentoriviltä lähetetty")
    mummo("publish", draft["draft"], "--to", added["account"])
    assert "<p>Komentoriviltä lähetetty</p>" in mastodon.texts("bob")
    assert "Komentoriviltä" in json.dumps(mummo("history"), ensure_ascii=False)
    files = [path for path in profile_folder.rglob("*") if path.is_file()]
    assert files
    assert not any(mastodon.tokens["bob"].encode() in path.read_bytes() for path in files)
