# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Posts in more than one language: each paragraph and long quotation is read in its own, offsets are the post's."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import checks, languages

FINNISH = "Savi ei ole ikävä maalaji. Se on vain hidas, ja siksi me mittaamme painumat joka viikko."
SWEDISH = "Lera är ingen tråkig jordart. Den är bara långsam, och därför mäter vi sättningarna varje vecka."
ENGLISH = "Clay is not a nasty soil. It is only slow, and that is why we measure the settlements every week."


def spoken(text, language):
    return [(text[start:end], code) for start, end, code in languages.stretches(text, language, 2_000)]


def test_paragraphs_have_their_own_language():
    text = f"{FINNISH}\n\n{SWEDISH}\n{ENGLISH}"
    assert spoken(text, "fi") == [(FINNISH, "fi"), (SWEDISH, "sv"), (ENGLISH, "en")]


@pytest.mark.parametrize(("text", "language"), [(FINNISH, "fi"), (SWEDISH, "sv"), (ENGLISH, "en")])
def test_a_text_in_one_language_is_one(text, language):
    assert {code for _, code in spoken(f"{text}\n\n{text}", language)} == {language}


def test_a_short_paragraph_is_in_the_language_of_the_one_before():
    text = f"{FINNISH}\nOK 2026\n{ENGLISH}\nOK 2026"
    assert [code for _, code in spoken(text, "fi")] == ["fi", "fi", "en", "en"]


@pytest.mark.parametrize(
    "text",
    [
        "The Association for Soil of the North -yhdistyksen jäsenet kokoontuivat keväällä Oulussa",
        "Siltapäivät 2026, Helsinki: #bridge #foundation #geotechnics",
    ],
)
def test_a_foreign_name_makes_no_foreign_paragraph(text):
    assert {code for _, code in spoken(f"{FINNISH}\n{text}", "fi")} == {"fi"}


def test_a_long_quotation_is_read_in_its_language():
    text = f"Ovessa on kyltti ”{ENGLISH}” ja se on totta myös meillä."
    assert (ENGLISH, "en") in spoken(text, "fi")
    assert [code for _, code in spoken(text, "fi")] == ["fi", "en", "fi"]


def test_what_somebody_is_said_to_have_said_stays_in_its_sentence():
    text = f"Tutkija sanoi: ”{ENGLISH}” ja se on totta myös meillä."
    assert [code for _, code in spoken(text, "fi")] == ["fi"]


def test_offsets_are_those_of_the_whole_text():
    text = f"{FINNISH}\n\nWhat a load of bullshit that was, and I have said so to all of them.\n\n{FINNISH}"
    reading = checks.read(text, "fi", mixed=True)
    crude = [one for one in reading.findings if one.category == "crude"]
    assert [text[one.start : one.end] for one in crude] == [one.words for one in crude] == ["bullshit"]


def test_a_language_that_was_told_keeps_for_all():
    text = f"{FINNISH}\n\nDet där var för jävligt, och det har jag sagt till dem alla."
    assert any(one.category == "crude" for one in checks.read(text, "fi", mixed=True).findings)
    assert not any(one.category == "crude" for one in checks.read(text, "fi").findings)


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet='aä \n”"“t.e', max_size=300), language=st.sampled_from(["fi", "sv", "en"]))
def test_stretches_hold_every_word_once_and_in_order(text, language):
    found = languages.stretches(text, language, 50)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert "".join("".join(text[start:end].split()) for start, end, _ in found) == "".join(text.split())


def test_telling_the_paragraphs_apart_costs_little():
    texts = [f"{FINNISH} {number}\n\n{SWEDISH} {number}" for number in range(200)]

    def seconds(work):
        begin = time.thread_time()
        for text in texts:
            work(text)
        return time.thread_time() - begin

    languages.stretches(texts[0], "fi", 2_000)
    checks.read(texts[0], "fi")
    apart = seconds(lambda text: languages.stretches(text, "fi", 2_000))
    assert apart < 2 * seconds(lambda text: checks.read(text, "fi"))


def test_the_pipeline_is_spacys_and_every_span_has_its_reason():
    checks.fit()
    pipeline = languages.pipeline("fi")
    doc = pipeline("Voi pa\u00adska, savi on hidas. Soita 040 123 4567.")
    assert pipeline.pipe_names[0] == "tables"
    assert {data.id for data in checks.all_checks().values() if data.scope == "piece"} < {*pipeline.pipe_names}
    (crude,) = doc.spans["crude"]
    assert (crude.text, crude.label_, crude._.rule, str(crude._.level)) == ("paska", "crude", "*paska", "eyebrow")
    assert crude._.finding.words == "pa\u00adska"
    assert [span.text for span in doc.spans["contacts"]] == ["040 123 4567"]
