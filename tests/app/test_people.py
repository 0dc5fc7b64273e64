# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The address book, and what completes an @ or a #."""

from __future__ import annotations

import pytest

from app.desk.people import Suggestion
from app.errors import Fixable
from app.model import Event, Person
from app.networks import network
from app.variants import addressed, hashtags_in, mentions_in


@pytest.fixture
def people(desk):
    return desk.people


@pytest.fixture
def published(desk):
    """Publish texts on the practice network, so that the history knows them."""
    account = desk.accounts.sign_in("practice", {})

    def publish(*texts):
        for text in texts:
            desk.sending.queue(desk.drafts.new(text).id, (account.id,))
            desk.sending.send_due()

    return publish


class TestBook:
    """One person, a handle per network."""

    def test_add_change_remove_and_back(self, desk, people):
        heard = []
        desk.listen(heard.append)
        sari = people.add("  Sari   Savi ", {"bluesky": "sari.example", "mastodon": "@sari@example.social", "x": " "})
        assert sari.name == "Sari Savi"
        assert sari.handles == (("bluesky", "@sari.example"), ("mastodon", "@sari@example.social"))
        changed = people.change(sari.id, handles={"x": "sarisavi", "bluesky": ""})
        assert changed.handles == (("mastodon", "@sari@example.social"), ("x", "@sarisavi"))
        assert people.change(sari.id, name="Sari S.").handles == changed.handles
        gone = people.remove(sari.id)
        assert people.all() == ()
        assert people.restore(gone) == gone
        assert people.all() == (gone,)
        assert set(heard) == {Event("people", sari.id)}

    def test_by_name_whatever_the_letter_case(self, people):
        for name in ("Åke", "sari", "Anna", "Öland", "Émile", "Bo"):
            people.add(name)
        assert [person.name for person in people.all()] == ["Anna", "Bo", "Émile", "sari", "Åke", "Öland"]

    @pytest.mark.parametrize(
        ("call", "code"),
        [
            (lambda people: people.add(" "), "person.nameless"),
            (lambda people: people.add("Sari", {"myspace": "sari"}), "network.unknown"),
            (lambda people: people.change("nobody", "Sari"), "person.unknown"),
            (lambda people: people.remove("nobody"), "person.unknown"),
        ],
    )
    def test_what_does_not_go_is_named(self, people, call, code):
        with pytest.raises(Fixable) as caught:
            call(people)
        assert caught.value.code == code

    def test_any_name_is_kept_as_it_is(self, people):
        odd = people.add("Sa\ud800ri 👩‍🔬", {"x": "sa\ud800"})
        assert people.all() == (odd,)


class TestCompleting:
    """What an @ may become."""

    @pytest.fixture
    def sari(self, people):
        return people.add("Sari Savinen", {"bluesky": "sari.example", "mastodon": "ss@example.social"})

    @pytest.mark.parametrize("typed", ["@s", "@sari", "@SAVI", "@sarisav", "@ss@ex"])
    def test_by_any_name_or_handle(self, people, sari, typed):
        expected = Suggestion("@sari.example", "Sari Savinen", "Bluesky · Mastodon", sari.id)
        assert people.complete(typed, ("bluesky",)) == (expected,)

    def test_the_first_network_decides_what_is_put(self, people, sari):
        words = {
            place: people.complete("@sari", (place,))[0].words for place in ("mastodon", "linkedin", "threads", "x")
        }
        assert words == {
            "mastodon": "@ss@example.social",
            "linkedin": "Sari Savinen",
            "threads": "Sari Savinen",
            "x": "Sari Savinen",
        }
        assert people.complete("@sari")[0].words == "@sari.example"

    def test_nothing_for_nothing(self, people, sari):
        assert people.complete("@") == ()
        assert people.complete("@zz") == ()

    def test_earlier_posts_know_more_most_used_first(self, people, published):
        published("Hei @sanna.example ja @savi@example.social.", "Taas @savi@example.social!", "Ei sari@example.com")
        assert [one.words for one in people.complete("@sa")] == ["@savi@example.social", "@sanna.example"]
        published("Vielä @sanna.example @sanna.example")
        assert [one.words for one in people.complete("@sa")] == ["@sanna.example", "@savi@example.social"]
        people.add("Sanna", {"bluesky": "sanna.example"})
        found = people.complete("@sa", ("bluesky",))
        assert [(one.words, one.name) for one in found] == [("@sanna.example", "Sanna"), ("@savi@example.social", "")]

    def test_who_is_not_told_is_said(self, desk, people, sari):
        (suggestion,) = people.complete("@sari", ("bluesky",))
        draft = desk.drafts.new(f"Kiitos {suggestion.words}").id
        people.use(draft, suggestion)
        assert people.only_named(draft, "linkedin") == ("Sari Savinen",)
        assert people.only_named(draft, "mastodon") == ()
        assert people.only_named("", "linkedin") == ()
        desk.drafts.save(draft, "Ei ketään")
        assert people.only_named(draft, "linkedin") == ()

    def test_somebody_taken_out_leaves_the_text_as_it_stands(self, desk, people, sari):
        (suggestion,) = people.complete("@sari", ("bluesky",))
        draft = desk.drafts.new(f"Kiitos {suggestion.words}").id
        people.use(draft, suggestion)
        gone = people.remove(sari.id)
        assert desk.variants.text_for(draft, "linkedin") == "Kiitos @sari.example"
        people.restore(gone)
        assert desk.variants.text_for(draft, "linkedin") == "Kiitos Sari Savinen"


class TestHashtags:
    """What a # may become."""

    def test_most_used_first_with_capitals_for_screen_readers(self, people, published):
        published(
            "#savitutkimus #savitutkimus #savitutkimus #Maa",
            "#SaviTutkimus ja #sade #sade #sade #sade #sade",
            "#SAVI",
        )
        assert [one.words for one in people.hashtags("#sa")] == ["#sade", "#SaviTutkimus", "#SAVI"]
        assert [one.words for one in people.hashtags("#savit")] == ["#SaviTutkimus"]
        assert people.hashtags("#") == ()
        assert people.hashtags("#SaviTutkimus") == ()

    def test_what_counts_as_one(self):
        assert hashtags_in("#Savi, #2026 #a1 x#y https://a.example/#z &#39; #äö") == ["#Savi", "#a1", "#äö"]
        assert mentions_in("@a, me@b.example @c.example. @d@e.example: x/@f") == ["@a", "@c.example", "@d@e.example"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kiitos @sari.example.", "Kiitos Sari."),
        ("(@sari.example)", "(Sari)"),
        ("@sari.example.fi ja x@sari.example", "@sari.example.fi ja x@sari.example"),
        ("@sari.example, @sari.examples", "Sari, @sari.examples"),
        ("@sari.examplelle", "@sari.examplelle"),
        ("", ""),
    ],
)
def test_only_whole_mentions_change(text, expected):
    sari = Person("p", "Sari", (("bluesky", "@sari.example"),))
    assert addressed(text, {"@sari.example": sari}, network("linkedin")) == expected
    assert addressed(text, {"@sari.example": sari}, network("bluesky")) == text
