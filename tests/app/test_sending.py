# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Sending as the window asks for it: queue, undo, publish, by hand, answers of the writer, history."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from fakes.networks import FakeNetwork

from app.errors import Fixable
from app.model import Account, Kind, Sent, State, Way
from app.store.lock import held

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def practice(desk):
    return desk.accounts.sign_in("practice", {"name": "Harjoitus"})


@pytest.fixture
def by_hand(desk):
    return desk.accounts.add_by_hand("linkedin")


@pytest.fixture
def bluesky(desk, monkeypatch):
    """A direct account of a network that fails as told; `bluesky.net` is the network."""
    account = Account("sky", "bluesky", "Bluesky", Way.DIRECT, "m.example")
    desk.store.accounts.add(account)
    net, real = FakeNetwork("blind"), desk.accounts.channels.of
    monkeypatch.setattr(desk.accounts.channels, "of", lambda one: net if one.id == "sky" else real(one))
    return net


@pytest.fixture
def heard(desk):
    events = []
    desk.listen(lambda event: events.append((event.what, event.id)))
    return events


def refusal(call):
    with pytest.raises(Fixable) as caught:
        call()
    return caught.value


def test_practice_from_draft_to_history(desk, practice, clock, heard):
    draft = desk.drafts.new("Opin tänään savesta.", Kind.OWN)
    (queued,) = desk.sending.queue(draft.id, (practice.id,))
    assert (queued.state, queued.at, queued.draft) == (State.SCHEDULED, clock(), draft.id)
    assert desk.sending.next_due() == clock()
    (sent,) = desk.sending.send_due()
    assert sent.state == State.PUBLISHED
    assert desk.sending.get(queued.id) == sent
    assert desk.sending.waiting() == ()
    assert desk.sending.next_due() is None
    (post,) = desk.history.search("savi").posts
    assert (post.text, post.deliveries) == (
        "Opin tänään savesta.",
        (Sent("practice", "Harjoitus", clock(), Way.PRACTICE, "", queued.id),),
    )
    assert desk.history.feed() == desk.history.search().posts
    assert ("deliveries", queued.id) in heard
    assert ("history", "") in heard
    assert [one.why for one in desk.drafts.revisions(draft.id)] == ["sent"]


def test_the_text_is_frozen_when_queued(desk, practice):
    draft = desk.drafts.new("ennen")
    desk.sending.queue(draft.id, (practice.id,))
    desk.drafts.save(draft.id, "jälkeen")
    desk.sending.send_due()
    assert [post.text for post in desk.history.search().posts] == ["ennen"]


def test_the_same_queues_once(desk, practice, clock):
    draft = desk.drafts.new("kerran")
    first = desk.sending.queue(draft.id, (practice.id, practice.id))
    assert desk.sending.queue(draft.id, (practice.id,)) == first
    desk.sending.send_due()
    (again,) = desk.sending.queue(draft.id, (practice.id,))
    assert (again.id, again.state) == (first[0].id, State.PUBLISHED)
    assert desk.sending.send_due() == ()
    desk.drafts.save(draft.id, "toisen kerran")
    (other,) = desk.sending.queue(draft.id, (practice.id,))
    assert other.state == State.SCHEDULED
    desk.sending.send_due()
    assert desk.history.search().total == 2


def test_publishing_now_what_was_scheduled_moves_it(desk, practice, clock):
    draft = desk.drafts.new("huomenna")
    (first,) = desk.sending.queue(draft.id, (practice.id,), at=clock() + timedelta(days=1))
    (now,) = desk.sending.queue(draft.id, (practice.id,))
    assert (now.id, now.at) == (first.id, clock())


def test_undo_in_the_send_window(desk, practice, clock):
    draft = desk.drafts.new("hups")
    (queued,) = desk.sending.queue(draft.id, (practice.id,), at=clock() + timedelta(seconds=10))
    assert desk.sending.send_due() == ()
    assert desk.sending.cancel((queued.id, "nothing")) == (queued.id,)
    clock.forward(seconds=11)
    assert desk.sending.send_due() == ()
    assert desk.sending.waiting() == ()
    (again,) = desk.sending.queue(draft.id, (practice.id,))  # taken back, so it may be sent after all
    desk.sending.send_due()
    assert desk.sending.cancel((again.id,)) == ()


def test_what_never_went_out_goes_with_its_draft(desk, practice, clock):
    draft = desk.drafts.new("salaisuus").id
    (taken_back,) = desk.sending.queue(draft, (practice.id,))
    desk.sending.cancel((taken_back.id,))
    desk.drafts.remove(draft, for_good=True)
    assert desk.store.database.first("SELECT count(*) FROM deliveries") == (0,)
    assert desk.store.database.first("SELECT count(*) FROM parts") == (0,)


def test_what_waits_or_is_out_stays_when_its_draft_goes(desk, practice, clock):
    draft = desk.drafts.new("menee silti").id
    desk.sending.queue(draft, (practice.id,))
    desk.drafts.remove(draft, for_good=True)
    (sent,) = desk.sending.send_due()
    assert sent.state == State.PUBLISHED
    assert desk.history.search("menee").found == 1


def test_refusals_queue_nothing(desk, practice, bluesky, by_hand):
    empty, ready = desk.drafts.new("  \n"), desk.drafts.new("valmis")
    broken, long = desk.drafts.new("puolikas \ud83d"), desk.drafts.new("x" * 3001)
    trashed = desk.drafts.new("roskissa")
    desk.drafts.remove(trashed.id)
    queue = desk.sending.queue
    assert refusal(lambda: queue("nobody", (practice.id,))).code == "draft.unknown"
    assert refusal(lambda: queue(empty.id, (practice.id,))).code == "sending.empty"
    assert refusal(lambda: queue(ready.id, ())).code == "sending.nowhere"
    assert refusal(lambda: queue(ready.id, (practice.id, "nobody"))).code == "account.unknown"
    assert refusal(lambda: queue(trashed.id, (practice.id,))).code == "sending.in_trash"
    assert refusal(lambda: queue(broken.id, (practice.id, "sky"))).code == "sending.broken_letter"
    too_long = refusal(lambda: queue(long.id, (practice.id, by_hand.id)))
    assert (too_long.code, too_long.facts["over"]) == ("sending.too_long", "1")
    one_word = desk.drafts.new("https://a.example/" + "x" * 400)
    assert refusal(lambda: queue(one_word.id, ("sky",))).code == "sending.too_long"
    crowd = desk.drafts.new(" ".join(f"#tag{number}" for number in range(40)))
    instagram = desk.accounts.add_by_hand("instagram")
    assert refusal(lambda: queue(crowd.id, (instagram.id,))).code == "sending.too_many"
    assert desk.sending.waiting() == ()


def test_a_thread_is_cut_as_the_network_wants_it(desk, bluesky):
    draft = desk.drafts.new("Savesta opittua, kappale. " * 30)
    (queued,) = desk.sending.queue(draft.id, ("sky",))
    assert len(queued.parts) > 1
    (sent,) = desk.sending.send_due()
    assert sent.state == State.PUBLISHED
    assert [post.parent for post in bluesky.posts] == ["", *(post.id for post in bluesky.posts[:-1])]
    (post,) = desk.history.search().posts
    assert (post.text, post.deliveries[0].url) == (draft.text, "https://fake.example/id1")


class TestByHand:
    """Handed over, then the writer says how it went."""

    def test_published(self, desk, by_hand, heard):
        draft = desk.drafts.new("Käsin vietävä teksti")
        desk.sending.queue(draft.id, (by_hand.id,))
        (handed,) = desk.sending.send_due()
        assert handed.state == State.HANDED_OVER
        card = desk.sending.hand_over(handed.id)
        assert card.texts == ("Käsin vietävä teksti",)
        assert card.url.startswith("https://www.linkedin.com/")
        assert desk.history.search().total == 0
        assert desk.sending.confirm(handed.id, " https://www.linkedin.com/posts/1 ").state == State.PUBLISHED
        (post,) = desk.history.search().posts
        assert (post.deliveries[0].way, post.deliveries[0].url) == (Way.BY_HAND, "https://www.linkedin.com/posts/1")
        assert refusal(lambda: desk.sending.confirm(handed.id)).code == "delivery.wrong_state"

    def test_not_finished(self, desk, by_hand):
        draft = desk.drafts.new("Jäi kesken")
        desk.sending.queue(draft.id, (by_hand.id,))
        (handed,) = desk.sending.send_due()
        desk.sending.put_back(handed.id)
        assert desk.sending.waiting() == ()
        assert desk.history.search().total == 0
        assert desk.drafts.get(draft.id).text == "Jäi kesken"

    @pytest.mark.parametrize(("published", "total"), [(True, 1), (False, 0)])
    def test_settled_from_the_outbox(self, desk, by_hand, published, total):
        desk.sending.queue(desk.drafts.new("Menikö?").id, (by_hand.id,))
        (handed,) = desk.sending.send_due()
        desk.sending.settle(handed.id, published)
        assert desk.history.search().total == total

    def test_what_failed_directly_can_go_by_hand(self, desk, bluesky):
        bluesky.faults = ["signed out"]
        desk.sending.queue(desk.drafts.new("Suoraan ei mennyt").id, ("sky",))
        (failed,) = desk.sending.send_due()
        assert failed.state == State.FAILED
        assert desk.sending.by_hand(failed.id).state == State.HANDED_OVER
        assert desk.sending.hand_over(failed.id).url.startswith("https://bsky.app/")
        desk.sending.confirm(failed.id)
        assert desk.history.search().posts[0].deliveries[0].way == Way.BY_HAND


class TestAnswers:
    """What the writer says about a delivery that waits for a person."""

    @pytest.fixture
    def doubtful(self, desk, bluesky):
        bluesky.faults = ["unknown, done"]
        desk.sending.queue(desk.drafts.new("Menikö perille").id, ("sky",))
        (asked,) = desk.sending.send_due()
        assert asked.state == State.NEEDS_PERSON
        return asked.id

    def test_it_is_there(self, desk, doubtful, bluesky):
        assert desk.sending.settle(doubtful, published=True).state == State.PUBLISHED
        assert desk.history.search().posts[0].deliveries[0].way == Way.DIRECT
        assert len(bluesky.posts) == 1

    def test_it_is_missing(self, desk, doubtful, bluesky):
        assert desk.sending.settle(doubtful, published=False).state == State.SCHEDULED
        bluesky.posts.clear()
        (sent,) = desk.sending.send_due()
        assert sent.state == State.PUBLISHED
        assert [post.key for post in bluesky.posts] == ["key2"]

    def test_trying_again_looks_first_and_never_sends_blindly(self, desk, doubtful, bluesky):
        assert desk.sending.retry(doubtful).state == State.UNCERTAIN
        (asked,) = desk.sending.send_due()
        assert asked.state == State.NEEDS_PERSON
        assert len(bluesky.posts) == 1

    def test_trying_again_what_surely_did_not_go(self, desk, bluesky, clock):
        bluesky.faults = ["refused"]
        draft = desk.drafts.new("Uudestaan").id
        desk.sending.queue(draft, ("sky",))
        (failed,) = desk.sending.send_due()
        clock.forward(hours=3)
        assert desk.sending.retry(failed.id).at == clock()
        (sent,) = desk.sending.send_due()
        assert sent.state == State.PUBLISHED

    def test_publishing_again_what_failed_is_trying_again(self, desk, bluesky):
        bluesky.faults = ["refused"]
        draft = desk.drafts.new("Uudestaan").id
        (queued,) = desk.sending.queue(draft, ("sky",))
        desk.sending.send_due()
        (again,) = desk.sending.queue(draft, ("sky",))
        assert (again.id, again.state) == (queued.id, State.SCHEDULED)

    def test_late_but_published_by_the_writer_meanwhile(self, desk, bluesky, clock):
        (queued,) = desk.sending.queue(desk.drafts.new("Myöhässä").id, ("sky",))
        clock.forward(hours=2)
        desk.sending.send_due()
        assert desk.sending.settle(queued.id, published=True).state == State.PUBLISHED
        assert bluesky.posts == []

    def test_a_thread_in_doubt_goes_on_after_the_answer(self, desk, bluesky):
        bluesky.faults = ["unknown, done"]
        (queued,) = desk.sending.queue(desk.drafts.new("Savesta opittua, kappale. " * 30).id, ("sky",))
        desk.sending.send_due()
        assert desk.sending.settle(queued.id, published=True).state == State.SCHEDULED
        (sent,) = desk.sending.send_due()
        assert sent.state == State.PUBLISHED
        assert len(bluesky.posts) == len(sent.parts)

    def test_wishes_that_do_not_fit_are_refused(self, desk, practice):
        (queued,) = desk.sending.queue(desk.drafts.new("a").id, (practice.id,))
        for wish in (desk.sending.confirm, desk.sending.retry, desk.sending.hand_over):
            assert refusal(lambda wish=wish: wish(queued.id)).facts == {"id": queued.id, "state": "scheduled"}
        assert refusal(lambda: desk.sending.settle("nothing", True)).code == "delivery.unknown_id"


def test_an_old_post_as_a_base(desk, practice, clock):
    desk.sending.queue(desk.drafts.new("Vanha", Kind.NEWS).id, (practice.id,))
    desk.sending.send_due()
    (post,) = desk.history.search().posts
    clock.forward(days=100)
    draft = desk.history.as_base(post.id)
    assert (draft.text, draft.based_on, draft.kind, draft.to) == ("Vanha", post.id, Kind.NEWS, (practice.id,))
    desk.drafts.save(draft.id, "Uusi")
    assert desk.history.get(post.id) == post
    desk.accounts.remove(practice.id)
    assert desk.history.as_base(post.id).to == ()
    assert refusal(lambda: desk.history.as_base("nothing")).code == "post.unknown"


def test_each_delivery_is_announced_as_it_ends(desk, practice, by_hand):
    draft = desk.drafts.new("kahteen paikkaan").id
    queued = desk.sending.queue(draft, (practice.id, by_hand.id))
    seen = []
    desk.listen(lambda event: seen.append([desk.sending.get(one.id).state for one in queued]))
    desk.sending.send_due()
    assert [State.PUBLISHED, State.SCHEDULED] in seen
    assert seen[-1] == [State.PUBLISHED, State.HANDED_OVER]


def test_only_one_process_sends(desk, practice, profile):
    desk.sending.queue(desk.drafts.new("yksi lähettäjä").id, (practice.id,))
    with held(profile.root / "mummo.sender.lock") as mine:
        assert mine
        assert desk.sending.send_due() == ()
    assert len(desk.sending.send_due()) == 1


SENDING = """
import sys
from datetime import datetime
from app.desk import Desk
from app.paths import open_profile
desk = Desk(open_profile(), lambda: datetime.fromisoformat(sys.argv[2]))
channel = desk.accounts.channels.of(desk.accounts.all()[0])
publish = type(channel).publish
def slowly(self, *asked):
    sent = publish(self, *asked) if sys.argv[1] == "after" else None
    print("sending", flush=True)
    sys.stdin.read()
type(channel).publish = slowly
desk.sending.send_due()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a signal of POSIX systems")
@pytest.mark.parametrize("point", ["before", "after"])
def test_kill_9_in_the_middle_of_sending(desk, practice, profile, clock, point):
    """The killed process frees the role at once; the next one finds out and the post is there exactly once."""
    (queued,) = desk.sending.queue(desk.drafts.new("kesken").id, (practice.id,))
    with subprocess.Popen(
        [sys.executable, "-c", SENDING, point, clock().isoformat()],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout.readline() == "sending\n"
        assert desk.sending.get(queued.id).state == State.SENDING
        assert desk.sending.send_due() == ()  # the role is taken
        child.send_signal(signal.SIGKILL)
    (sent,) = desk.sending.send_due()
    assert (sent.id, sent.state) == (queued.id, State.PUBLISHED)
    assert len(list((profile.root / "practice").glob("*.json"))) == 1
    assert desk.history.search().total == 1


def test_a_changed_text_takes_the_older_one_back(desk, practice, clock):
    """Two posts would go out else: the text was changed after it was planned, and planned or sent anew."""
    draft = desk.drafts.new("Ensimmäinen versio.")
    (older,) = desk.sending.queue(draft.id, (practice.id,), clock() + timedelta(hours=1))
    desk.drafts.save(draft.id, "Toinen versio.")
    (newer,) = desk.sending.queue(draft.id, (practice.id,), clock() + timedelta(hours=2))
    assert [one.id for one in desk.sending.waiting()] == [newer.id]
    clock.forward(hours=2)
    desk.sending.send_due()
    assert [post.text for post in desk.history.search("").posts] == ["Toinen versio."]
    assert desk.sending.get(older.id).state == State.SCHEDULED  # closed, never sent


def test_the_same_words_cut_anew_go_out_as_cut_last(desk, bluesky, clock):
    draft = desk.drafts.new("Sana " * 80)
    (first,) = desk.sending.queue(draft.id, ("sky",), clock() + timedelta(hours=1))
    desk.store.drafts.choose(draft.id, None, None, False, numbered=True)
    (second,) = desk.sending.queue(draft.id, ("sky",), clock() + timedelta(hours=1))
    assert second.id == first.id
    assert len(second.parts) > 1
    assert [part.text for part in second.parts] != [part.text for part in first.parts]
