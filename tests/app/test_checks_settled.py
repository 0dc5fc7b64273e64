# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a writer reads in the end: nothing twice, nothing for ever, and a "try this" that makes a sentence."""

from __future__ import annotations

import pytest

from app import checks, languages
from app.model import Level


def said(text: str, language: str) -> list[tuple[str, str]]:
    return [(one.category, one.words) for one in checks.read(text, language).findings]


@pytest.mark.parametrize(
    ("language", "text", "tried"),
    [
        ("fi", "Se oli vitun hyvä päivä.", "Se oli kovin hyvä päivä."),
        ("fi", "Taas nuo saatanan ikkunat.", "Taas nuo hitsin ikkunat."),
        ("sv", "Det var jävla bra.", "Det var väldigt bra."),
        ("sv", "Den jävla skrivaren igen.", "Den himla skrivaren igen."),
        ("en", "What a fucking good day.", "What a really good day."),
        ("en", "It was a fucking trailing space.", "It was a darn trailing space."),
        ("en", "Sarah is off with depression and Tom had surgery.", "Sarah is away and Tom is away."),
        ("en", "PLEASE STOP IT!!! READ THE MANUAL.", "Please stop it! Read the manual."),
    ],
)
def test_what_is_tried_makes_a_sentence(language, text, tried):
    for one in reversed(checks.read(text, language).findings):
        assert one.replacement
        text = text[: one.start] + one.replacement + text[one.end :]
    assert text == tried


def test_harsh_words_about_one_person_are_one_remark():
    assert said("My manager Dave is a lying snake.", "en") == [("hostile.employer", "My manager Dave is a lying")]


def test_a_brochure_is_told_three_times_at_most():
    text = "We leverage cutting-edge, best-in-class solutions. Game changer! Thrilled to announce a paradigm shift."
    assert [category for category, _ in said(text, "en")].count("voice.brochure") == 3


def test_numbers_are_told_each_time():
    text = " ".join(f"Ring 050 371 22{number}." for number in (98, 97, 96, 95))
    assert [category for category, _ in said(text, "sv")].count("privacy.phone") == 4


def test_two_checks_of_the_same_words_both_come_through_the_pipeline():
    text = "En elev i min klass, Oliver i 4B, har fått diagnosen adhd."
    assert {category for category, _ in said(text, "sv")} == {"person.child", "person.health"}
    doc = languages.pipeline("sv")(text)
    assert {span._.finding.check: str(span._.level) for group in doc.spans.values() for span in group} == {
        "person_child": str(Level.EYEBROW),
        "person_health": str(Level.NUDGE),
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", 'En pappa skrek åt mig på föräldramötet: "Du är ju för fan dum i huvudet". Jag hämtade kaffe.'),
        ("fi", "Luokittelimme viestit, joissa on sanoja kuten neekeri ja huora."),
        ("sv", "Jag intervjuade kvinnor som kallats hora på nätet."),
    ],
)
def test_what_others_said_is_not_the_writers(language, text):
    assert checks.read(text, language).mood == "calm"


def test_a_shouted_question_is_no_invitation():
    assert said("KUKA VIE PERJANTAINA TUOTANTOON???", "fi")[-1][0] == "tone.shouting"
    assert said("Mitä sinä veisit tuotantoon?", "fi") == [("praise.question", "?")]
