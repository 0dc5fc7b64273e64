# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What every check must keep; runs over every data file found, so a new check needs no test file of its own."""

from __future__ import annotations

import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from app import checks
from app.model import Around, Hat, Level, ListRow, WordList
from app.wording import LANGUAGES

CATEGORIES = {
    "crude", "slur", "threat", "hostile.person", "hostile.group", "hostile.employer",
    "privacy.email", "privacy.phone", "privacy.hetu", "privacy.personnummer", "privacy.iban", "privacy.business_id",
    "privacy.plate", "privacy.address", "privacy.card", "secret.api_key", "secret.password",
    "person.health", "person.child", "person.name",
    "confidential.sum", "confidential.date", "confidential.mark", "confidential.own_list",
    "tone.shouting", "tone.late_and_hot", "tone.absolutes", "grandma.alcohol", "grandma.sex", "grandma.gossip",
    "voice.link_only", "voice.brochure", "voice.near_copy", "voice.abbreviation", "voice.no_question",
    "hat.speaks_for_employer", "hat.undisclosed_praise", "hat.other_account", "praise.thanks", "praise.question",
    "access.fancy_letters", "access.emoji_wall", "access.hashtag_case",
}  # fmt: skip
ALL = tuple(checks.all_checks().values())
ids = [data.id for data in ALL]
each_check = pytest.mark.parametrize("data", ALL, ids=ids)
each_language = pytest.mark.parametrize("language", LANGUAGES)


AROUND = {
    "list": lambda words: {"lists": (WordList("", (ListRow((("any", words),), Level.STARTLED),)),)},
    "pack": lambda words: {"lists": (WordList("Pack", (ListRow((("any", words),), Level.EYEBROW),), "pack.toml"),)},
    "hour": lambda hour: {"hour": int(hour)},
    "earlier": lambda text: {"earlier": (text,)},
    "employer": lambda name: {"employer": (name,)},
}


def written_for(data, example):
    """An example's text and what it is read with: the account's hat ("me|text") or what is around ("hour=23|text")."""
    before, mark, text = example.partition("|")
    if data.scope == "hats" and mark:
        return text, (Hat(before), None)
    if data.scope == "around" and mark:
        kind, _, value = before.partition("=")
        return text, (None, Around(**AROUND[kind](value)))
    return example, (None, None)


def of_check(data, text, language, known=(None, None)):
    return [finding for finding in checks.read(text, language, *known).findings if finding.check == data.id]


def _with_language(data, example, language):
    text, known = written_for(data, example)
    return text, language, known


def test_there_are_checks():
    assert len(ALL) >= 6


@each_check
def test_categories_are_of_the_contract(data):
    assert data.categories
    assert set(data.categories) <= CATEGORIES


@each_check
@each_language
def test_says_why_in_every_language(data, language):
    table = data.raw["say"][language]
    sentences = [(table["why"], table.get("suggestion", ""))]
    sentences += [(row["why"], row.get("suggestion", "")) for row in table.values() if isinstance(row, dict)]
    for why, suggestion in sentences:
        assert 0 < len(why) <= 90
        assert len(suggestion) <= 90
        assert "!" not in why + suggestion
    assert data.level is Level.PRAISE or table.get("suggestion")


@each_check
@each_language
def test_finds_its_examples(data, language):
    listed = data.raw["examples"][language]["found"]
    assert len(listed) >= 2
    for example in listed:
        assert of_check(data, *_with_language(data, example, language)), example


@each_check
@each_language
def test_leaves_the_other_examples_alone(data, language):
    listed = data.raw["examples"][language]["left_alone"]
    assert len(listed) >= 2
    for example in listed:
        assert not of_check(data, *_with_language(data, example, language)), example


@each_check
@each_language
def test_spans_are_the_words_of_the_text(data, language):
    for example in data.raw["examples"][language]["found"]:
        text, known = written_for(data, example)
        for before in ("", "😀👩‍👩‍👧 ", "a\u0308 vi\u00adhje ", "\u200b"):
            written = before + text
            found = of_check(data, written, language, known)
            assert found, written
            for finding in found:
                assert 0 <= finding.start < finding.end <= len(written)
                assert finding.words == written[finding.start : finding.end]
                assert finding.category in data.categories
                assert finding.rule


@each_check
@each_language
def test_same_text_same_answer(data, language):
    for text in data.raw["examples"][language]["found"]:
        first = checks.read(text, language)
        checks.forget_read()
        assert checks.read(text, language) == first


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=300), language=st.sampled_from(LANGUAGES))
def test_any_unicode_is_read(text, language):
    for finding in checks.read(text, language).findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.words == text[finding.start : finding.end]


@settings(max_examples=60, deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from(
            ["\ud800", "\0", "\u200e", "\u00ad", "a\u0301", "😀", "v\u00adi\u200bt\u00adun", "+358 40 123 4567", "\n"]
        ),
        max_size=12,
    )
)
def test_hidden_characters_keep_the_offsets(pieces):
    text = "".join(pieces)
    for finding in checks.read(text, "fi").findings:
        assert finding.words == text[finding.start : finding.end]


@each_language
def test_a_text_costs_some_times_its_bare_tokenizing(language):
    """Some twenty times where the tokenizer knows each word already; only another order of work shall be noticed."""
    text = " ".join(ALL[0].raw["examples"][language]["left_alone"] * 20)[:1000]
    checks.read(text, language)
    bare, took = spacy.blank(language), {"read": [], "cut": []}
    bare.make_doc(text)
    for _ in range(9):
        checks.forget_read()
        for name, work in (("read", lambda: checks.read(text, language)), ("cut", lambda: bare.make_doc(text))):
            start = time.thread_time()
            work()
            took[name].append(time.thread_time() - start)
    assert min(took["read"]) < 100 * min(took["cut"])


@pytest.mark.parametrize(
    "unit", ["a", "vittu", "1", "1 ", "(at)", "x@", "paska*", "salasana ", "A1", "0-", "#a ", "?", "fi12 "]
)
def test_time_grows_with_length_and_no_faster(unit):
    short, long = unit * (20_000 // len(unit)), unit * (160_000 // len(unit))
    checks.read(unit, "fi")
    took = []
    for text in (short, long):
        checks.forget_read()
        start = time.thread_time()
        checks.read(text, "fi")
        took.append(time.thread_time() - start)
    assert took[1] < 8 * 3 * took[0] + 0.3
