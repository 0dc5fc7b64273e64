# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The history: found by other word forms as one types, whatever the writer types; append only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import Fixable
from app.model import Account, Kind, Sent, Way
from app.store import Store
from app.store.history import Entry, enter
from app.store.words import as_searched, hits

LINKEDIN = Account("li", "linkedin", "LinkedIn", Way.BY_HAND)
PRACTICE = Account("pr", "practice", "Harjoitus", Way.PRACTICE)


@pytest.fixture
def store(profile):
    store = Store(profile)
    yield store
    store.close()


@pytest.fixture
def publish(store, clock):
    """Put a text into the history as if it had just gone out; each a minute after the one before."""

    def publish(text, account=LINKEDIN, draft="", digest="1"):
        clock.forward(minutes=1)
        number = store.database.first("SELECT count(*) FROM sent")[0]
        entry = Entry(
            f"delivery{number}", draft or f"draft{number}", digest, Kind.OWN, text, account, account.way, "https://x.example"
        )  # fmt: skip
        with store.database.write() as connection:
            enter(connection, entry, clock())
        return store.history.search("", "", 1, 0).posts[0]

    return publish


def found(store, words, network=""):
    return [post.text for post in store.history.search(words, network, 50, 0).posts]


def marked(store, words):
    """The words the search marks, as they stand in the text."""
    return [post.text[start:end] for post in store.history.search(words, "", 50, 0).posts for start, end in post.hits]


@pytest.mark.parametrize(
    ("query", "text", "word"),
    [
        ("savi", "Opin tänään savesta jotain.", "savesta"),
        ("savi", "Saven kosteus yllätti.", "Saven"),
        ("savi", "Otimme savinäytteen pellolta.", "savinäytteen"),
        ("savet", "😀 Opin tänään savesta jotain.", "savesta"),
        ("ranta", "Rannalla satoi.", "Rannalla"),
        ("katu", "Kadulla satoi.", "Kadulla"),
        ("hinta", "Hinnasta puhuttiin.", "Hinnasta"),
        ("maanantai", "Maanantaina alkaa.", "Maanantaina"),
        ("sa", "Vain savea.", "savea"),
        ("SAVI", "pelkkää savea", "savea"),
        ("näyte", "näytteet", "näytteet"),
        ("na\u0308yte", "näytteet", "näytteet"),
        ("näyte", "na\u0308ytteet", "na\u0308ytteet"),
        ("savi", "sa\u00advea tavutettuna", "sa\u00advea"),
        ("savi", "𝗌𝖺𝗏𝖾𝖺 koreasti", "𝗌𝖺𝗏𝖾𝖺"),
        ("näytteen", "Otimme savinäytteen pellolta.", "savinäytteen"),
        ("#geo", "Kuulumisia #geotekniikka", "geotekniikka"),
        ("meeting", "We had two meetings today.", "meetings"),
        ("lera", "Vi pratade om lerans egenskaper.", "lerans"),
    ],
)
def test_finds_other_forms(store, publish, query, text, word):
    publish("Aivan muuta asiaa.")
    publish(text)
    assert found(store, query) == [text]
    assert marked(store, query) == [word]


def test_letters_with_dots_are_letters_of_their_own(store, publish):
    publish("Nain meidät vihittiin.")
    assert found(store, "näin") == []


def test_every_word_must_be_there(store, publish):
    both = publish("Savesta ja sillasta.")
    publish("Savesta vain.")
    assert [post.id for post in store.history.search("silta savi", "", 50, 0).posts] == [both.id]
    assert found(store, "savi laiva") == []


def test_newest_first_in_pages_with_counts(store, publish):
    for number in range(7):
        publish(f"Savesta {number}")
    publish("Muuta")
    page = store.history.search("savi", "", 3, 2)
    assert [post.text for post in page.posts] == ["Savesta 4", "Savesta 3", "Savesta 2"]
    assert (page.found, page.total) == (7, 8)


def test_one_network_only(store, publish):
    publish("Savea LinkedIniin")
    publish("Savea harjoitukseen", PRACTICE)
    assert found(store, "savi", "practice") == ["Savea harjoitukseen"]
    assert found(store, "", "linkedin") == ["Savea LinkedIniin"]
    assert store.history.search("", "practice", 50, 0).found == 1


def test_what_is_no_word_is_found_as_it_stands(store, publish):
    publish("Kahvia ☕ ja 100 %")
    publish("Ilman")
    assert found(store, "☕") == ["Kahvia ☕ ja 100 %"]
    assert marked(store, "☕") == ["☕"]
    assert found(store, "%") == ["Kahvia ☕ ja 100 %"]
    assert found(store, "_") == []
    assert len(found(store, "   ")) == 2


def test_awkward_texts_are_kept_and_found(store, publish):
    text = "Savea \ud83d yksin \0 ja nollan jälkeen siltoja"
    publish(text)
    assert found(store, "silta") == [text]
    assert found(store, "savi") == [text]


@pytest.mark.parametrize(
    "query",
    [
        *('"', 'savi"', "savi*", "savi AND", "savi OR muu", "NEAR(savi silta)", "col:savi", "-savi", "(", "^savi"),
        *("'; DROP TABLE posts; --", "\\", "\0", "\ud800"),
    ],
)
def test_a_query_is_words_never_syntax(store, publish, query):
    publish("Savesta")
    page = store.history.search(query, "", 50, 0)
    assert page.total == 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_may_be_searched_and_marked(store, text):
    store.history.search(text, "", 5, 0)
    for start, end in hits(text, (("a",), ("sa", "so")), text):
        assert 0 <= start < end <= len(text)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec=None), max_size=60))
def test_as_searched_keeps_still(text):
    assert as_searched(as_searched(text)) == as_searched(text)


def test_one_text_to_two_networks_is_one_post(store, publish, clock):
    publish("Savesta", LINKEDIN, "draft", "same")
    post = publish("Savesta", PRACTICE, "draft", "same")
    assert store.history.search("", "", 50, 0).total == 1
    assert post.deliveries == (
        Sent("linkedin", "LinkedIn", clock() - timedelta(minutes=1), Way.BY_HAND, "https://x.example", "delivery0"),
        Sent("practice", "Harjoitus", clock(), Way.PRACTICE, "https://x.example", "delivery1"),
    )
    assert store.history.went_to(post.id) == ("li", "pr")


def test_entering_the_same_delivery_again_changes_nothing(store, clock):
    entry = Entry("e", "d", "1", Kind.OWN, "Savesta", LINKEDIN, Way.BY_HAND, "https://x.example")
    for _ in range(2):
        with store.database.write() as connection:
            enter(connection, entry, clock())
        clock.forward(hours=1)
    (post,) = store.history.search("", "", 9, 0).posts
    assert [sent.at for sent in post.deliveries] == [clock() - timedelta(hours=2)]


def test_times_are_exact_and_never_collide(store, clock):
    with store.database.write() as connection:
        for number in range(3):
            enter(
                connection,
                Entry(f"e{number}", f"d{number}", "1", Kind.OWN, f"t{number}", LINKEDIN, Way.BY_HAND, ""),
                clock(),
            )
    posts = store.history.search("", "", 9, 0).posts
    assert [post.text for post in posts] == ["t2", "t1", "t0"]
    assert posts[-1].at == clock()


def test_an_unknown_post_is_named(store):
    with pytest.raises(Fixable) as caught:
        store.history.get("nothing")
    assert (caught.value.code, caught.value.facts) == ("post.unknown", {"id": "nothing"})


def test_the_index_is_used_and_sound(store, publish):
    publish("Savesta")
    asked = []
    read = store.database.read
    store.database.read = lambda sql, values=(): asked.append((sql, values)) or read(sql, values)
    store.history.search("savi", "linkedin", 50, 0)
    sql, values = asked[0]
    plan = str(read(f"EXPLAIN QUERY PLAN {sql}", values))
    assert "VIRTUAL TABLE INDEX" in plan
    assert "TEMP B-TREE" not in plan
    with store.database.write() as connection:
        connection.execute("INSERT INTO posts_fts (posts_fts, rank) VALUES ('integrity-check', 1)")
        connection.execute("UPDATE posts SET text = 'Sillasta'")
        connection.execute("INSERT INTO posts_fts (posts_fts, rank) VALUES ('integrity-check', 1)")
        assert connection.execute("SELECT count(*) FROM posts_fts WHERE posts_fts MATCH 'sav*'").fetchone() == (0,)
        connection.execute("DELETE FROM posts")
        connection.execute("INSERT INTO posts_fts (posts_fts, rank) VALUES ('integrity-check', 1)")
