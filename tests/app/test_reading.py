# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The desk's reading slice: reports, waivers, strange texts."""

from __future__ import annotations

import gc

import pytest

from app import wording
from app.model import Level, Mood, Tone


@pytest.fixture(autouse=True)
def finnish():
    before = wording.current()
    wording.use("fi")
    yield
    wording.use(before)


def test_report_of_a_calm_post(desk):
    report = desk.reading.check("Savi ei ole ikävä maalaji. Se on vain hidas.")
    assert (report.lang, report.mood, report.remarks) == ("fi", Mood.CALM, ())


def test_swearing_raises_an_eyebrow_and_offers_a_word(desk):
    (remark,) = desk.reading.check("Se oli vitun hyvä päivä työmaalla.", "fi").remarks
    assert remark.finding.level is Level.EYEBROW
    assert remark.finding.replacement == "kovin"
    assert remark.suggestion == "”kovin”"
    assert remark.why == "Olen kuullut pahempaakin. Joku lukee tämän aamukahvilla."


def test_sentences_come_in_the_language_of_the_window(desk):
    text = "Se oli vitun hyvä päivä työmaalla."
    desk.settings.set("language", "sv")
    assert desk.reading.check(text).remarks[0].why.startswith("Jag har hört värre")


def test_phone_number_startles(desk):
    report = desk.reading.check("Soita minulle, numero on 040 123 4567.", "fi")
    assert report.mood is Mood.STARTLED


def test_praise_does_not_move_the_mood(desk):
    report = desk.reading.check("Kiitos Sarille, joka kävi lukemat sateessakin.", "fi")
    assert report.mood is Mood.CALM
    assert [remark.finding.words for remark in report.remarks] == ["Kiitos Sarille"]


def test_fine_by_me_ignores_case_and_inflection_in_that_draft_only(desk):
    (remark,) = desk.reading.check("Se oli vitun hyvä päivä.", "fi", draft="one").remarks
    waiver = desk.reading.fine_by_me("one", remark.finding)
    assert desk.reading.check("VITUN hyvä päivä.", "fi", draft="one").remarks == ()
    assert desk.reading.check("Se oli vitun hyvä päivä.", "fi", draft="two").mood is Mood.EYEBROW
    assert desk.reading.check("Se oli perkeleen hyvä päivä.", "fi", draft="one").mood is Mood.EYEBROW
    assert desk.reading.waivers() == (waiver,)


def test_fine_by_me_can_be_taken_back(desk):
    text = "Se oli vitun hyvä päivä."
    (remark,) = desk.reading.check(text, "fi", draft="one").remarks
    waiver = desk.reading.fine_by_me("one", remark.finding)
    desk.reading.forget(waiver.id)
    assert desk.reading.check(text, "fi", draft="one").mood is Mood.EYEBROW
    assert desk.reading.waivers() == ()


def test_never_again_holds_for_all_drafts(desk):
    (remark,) = desk.reading.check("Se oli vitun hyvä päivä.", "fi", draft="one").remarks
    desk.reading.never_again(remark.finding)
    assert desk.reading.check("Perkeleen hieno silta.", "fi", draft="two").mood is Mood.CALM


def test_waivers_are_announced(desk):
    heard = []
    desk.listen(heard.append)
    (remark,) = desk.reading.check("Se oli vitun hyvä päivä.", "fi", draft="one").remarks
    waiver = desk.reading.fine_by_me("one", remark.finding)
    desk.reading.forget(waiver.id)
    assert [(event.what, event.id) for event in heard] == [("waivers", waiver.id)] * 2


STRANGE = {
    "empty": "",
    "space": " ",
    "nul": "\0",
    "surrogate": "\ud800",
    "surrogates": "\udfff vitun \ud800",
    "megabyte": "a" * 1_000_000,
    "emoji": "😀" * 5000,
    "bidi": "\u202e abc \u202c",
    "lines": "\n" * 5000,
    "many": "vitun " * 20_000,
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_any_string_is_read(desk, text):
    report = desk.reading.check(text)
    assert report.tone in Tone
    for remark in report.remarks:
        assert remark.finding.words == text[remark.finding.start : remark.finding.end]


def test_without_a_draft_the_profile_is_not_touched(profile_folder, clock, tmp_path):
    from app.desk import Desk
    from app.paths import open_profile

    desk = Desk(open_profile(profile_folder), clock)
    desk.reading.check("Se oli vitun hyvä päivä.")
    assert not desk.profile.database.exists()


def test_what_was_loaded_for_good_is_not_looked_through_for_garbage(desk):
    gc.unfreeze()
    desk.reading.warm_up()
    assert gc.get_freeze_count() > len(gc.get_objects())
    gc.unfreeze()
