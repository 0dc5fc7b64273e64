# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Choices beside the text: only what a network's file declares, only values it takes, never at the cost of others."""

from __future__ import annotations

import pytest

from app.errors import Fixable, OurFault
from app.networks import load, networks
from app.paths import resource
from app.wording import LANGUAGES, wording

MASTODON = resource("networks", "mastodon.toml").read_text(encoding="utf-8")


@pytest.fixture
def draft(desk):
    return desk.drafts.new("Savesta opittua").id


def test_what_is_chosen_comes_back_in_the_order_of_the_file(desk, draft):
    desk.options.choose(draft, "mastodon", "reply_to", "https://social.example/@sari/1")
    desk.options.choose(draft, "mastodon", "warning", " työmaa 😀 ")
    desk.options.choose(draft, "mastodon", "visibility", "unlisted")
    found = desk.options.of(draft, "mastodon")
    assert found[:2] == (("visibility", "unlisted"), ("warning", "työmaa 😀"))
    assert found[2] == ("reply_to", "https://social.example/@sari/1")
    desk.options.choose(draft, "mastodon", "warning", "")
    assert "warning" not in dict(desk.options.of(draft, "mastodon"))
    assert desk.options.of(draft, "practice") == ()


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("colour", "red", "options.unknown"),
        ("visibility", "everybody", "options.not_one_of"),
        ("warning", "kaksi\nriviä", "options.no_line"),
        ("warning", "a" * 501, "options.no_line"),
        ("warning", "\u202ekäänteinen", "options.no_line"),
        ("reply_to", "social.example/@sari/1", "options.no_address"),
        ("reply_to", "http://social.example/@sari/1", "options.no_address"),
        ("reply_to", "javascript:alert(1)", "options.no_address"),
        ("reply_to", "https://me:pw@social.example/1", "options.no_address"),
        ("reply_to", "https://[social.example", "options.no_address"),
    ],
)
def test_a_value_that_makes_no_sense_changes_nothing_and_is_explained(desk, draft, name, value, code):
    desk.options.choose(draft, "mastodon", "visibility", "private")
    with pytest.raises(Fixable) as caught:
        desk.options.choose(draft, "mastodon", name, value)
    assert caught.value.code == code
    for language in LANGUAGES:
        assert "{" not in wording(language)(code, **caught.value.facts)
    assert desk.options.of(draft, "mastodon") == (("visibility", "private"),)


def test_what_a_network_no_longer_takes_is_left_out(desk, draft):
    desk.store.options.choose(draft, "mastodon", "visibility", "a value of an older version")
    desk.store.options.choose(draft, "mastodon", "colour", "red")
    assert desk.options.of(draft, "mastodon") == ()


def test_the_covering_line_counts_in_every_part(desk):
    """A server counts it with the text, so a text that is full without it must be cut with it."""
    account = desk.accounts.add_by_hand("mastodon")
    draft = desk.drafts.new("a" * 500).id
    assert desk.variants.parts_for(draft, "mastodon").used == 500
    desk.options.choose(draft, "mastodon", "warning", "savi")
    measured = desk.variants.parts_for(draft, "mastodon")
    assert (measured.used, len(measured.parts)) == (504, 2)
    (queued,) = desk.sending.queue(draft, (account.id,))
    assert [len(part.text) <= 496 for part in queued.parts] == [True, True]
    assert dict(queued.options) == {"warning": "savi"}
    assert desk.variants.parts_for(draft, "bluesky").used == 500


def test_listeners_hear_of_a_choice(desk, draft):
    heard = []
    desk.listen(lambda event: heard.append((event.what, event.id)))
    desk.options.choose(draft, "mastodon", "visibility", "unlisted")
    assert heard == [("drafts", draft)]


def test_every_choice_has_its_words_in_every_language():
    for known in networks():
        for option in known.options:
            values = () if option.name == "language" else option.values  # languages have names of their own
            for code in (f"option.{option.name}", *(f"option.{option.name}.{value}" for value in values)):
                assert all(wording(language)(code) != code for language in LANGUAGES), code


def test_a_choice_is_named_in_the_writers_language(desk):
    assert desk.options.label("visibility") != desk.options.label("visibility", "unlisted")
    assert "option." not in desk.options.label("visibility", "unlisted")


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('kind = "choice"', 'kind = "colour"', "option.1.kind", "should be one of"),
        ('kind = "choice"', 'kind = "text"', "option.1.values", "belong to a choice"),
        ('values = ["public"', "values = [7", "option.1.values", "list of texts"),
        ('name = "visibility"', "", "option.1.name", "missing"),
        ('name = "visibility"', 'name = "visibility"\nlabel = "Who"', "option.1.label", "unknown"),
        ("[[option]]", "[option]", "option", "list"),
        ("scopes = [", 'api = "http://example.com"\nscopes = [', "api", "https address"),
        ('cost = "free"', "cost = 0", "about.cost", "should be str"),
        ('cost = "free"', 'price = "free"', "about.price", "unknown"),
    ],
)
def test_a_bad_declaration_is_refused_by_name(tmp_path, old, new, key, reason):
    assert old in MASTODON
    text = MASTODON.replace(old, new) if old == "[[option]]" else MASTODON.replace(old, new, 1)
    text = text if old != "[[option]]" else text[: text.index("[option]")] + text[text.rindex("[option]") :]
    (tmp_path / "mastodon.toml").write_text(text, encoding="utf-8")
    with pytest.raises(OurFault) as caught:
        load(tmp_path)
    assert caught.value.code == "network.bad_file"
    assert caught.value.facts["key"] == key
    assert reason in caught.value.facts["reason"]
