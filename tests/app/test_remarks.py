# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the writer tells Mummo: the "not yet" list, names of the work, hats, a company pack, rules that rest."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.desk.remarks import PATIENCE, falls_silent
from app.errors import Fixable
from app.model import Finding, Hat, Level

PACK = (
    'name = "Sillat"\n[[row]]\nlevel = "eyebrow"\nwords.fi = ["Mustasaaren silta"]\nwhy.fi = "Julkistetaan keväällä."\n'
)


def categories(desk, text, draft="d"):
    return [one.finding.category for one in desk.reading.check(text, "fi", draft=draft).remarks]


def test_a_listed_word_startles_in_any_form_until_it_is_taken_off(desk):
    word = desk.remarks.add_word("  Sammallahden   silta ")
    assert word.words == "Sammallahden silta"
    assert desk.remarks.add_word("SAMMALLAHDEN SILTA") == word
    text = "Kävimme tänään Sammallahden sillalla."
    assert desk.reading.check(text, "fi", draft="d").mood == "startled"
    assert desk.reading.check(text, "fi").remarks == ()
    removed = desk.remarks.remove_word(word.id)
    assert categories(desk, text) == []
    desk.remarks.put_back(removed)
    assert categories(desk, text) == ["confidential.own_list"]


def test_what_is_no_word_is_not_listed(desk):
    with pytest.raises(Fixable, match=r"own\.empty"):
        desk.remarks.add_word(" ?! ")
    with pytest.raises(Fixable, match=r"own\.unknown"):
        desk.remarks.remove_word("nobody")


def test_the_names_of_the_work_speak_for_the_work_hat(desk):
    text = "Minä mietin Nordkraftin pumppua ja Merituulta koko illan, olen iloinen."
    before = desk.reading.check(text, "fi", draft="d").hats
    desk.settings.set("employer", "Nordkraft")
    desk.settings.set("products", "Merituuli, Aava")
    after = desk.reading.check(text, "fi", draft="d").hats
    assert {one.word for one in after.evidence} - {one.word for one in before.evidence} == {"nordkraftin", "merituulta"}
    assert after.work > before.work


def test_a_word_that_is_no_hats_is_learned_and_can_be_given_back(desk):
    text = "Minä mietin projektia, tilaajaa ja omaa mökkiäni koko illan."
    before = desk.reading.check(text, "fi", draft="d").hats
    word = next(one.word for one in before.evidence if one.hat is Hat.WORK)
    desk.remarks.not_this_hat(Hat.WORK, word)
    after = desk.reading.check(text, "fi", draft="d").hats
    assert word not in {one.word for one in after.evidence}
    assert desk.remarks.not_hats() == ((Hat.WORK, word),)
    inflected = desk.reading.check("Minä mietin projektin kulkua ja omaa mökkiäni koko illan.", "fi", draft="d").hats
    assert "projektin" not in {one.word for one in inflected.evidence}  # learned of every form of the word
    desk.remarks.hat_again(Hat.WORK, word)
    assert desk.reading.check(text, "fi", draft="d").hats == before


def test_a_pack_is_tried_before_it_is_used_and_can_be_left(desk, tmp_path):
    folder = tmp_path / "pack"
    folder.mkdir()
    desk.settings.set("language", "fi")
    with pytest.raises(Fixable, match=r"pack\.missing"):
        desk.remarks.use_pack(folder)
    (folder / "sillat.toml").write_text(PACK, encoding="utf-8")
    text = "Mustasaaren sillalla tuulee."
    tried = desk.remarks.try_words(text, "", desk.remarks.try_pack(folder))
    assert [one.why for one in tried.remarks] == ["Organisaation sana: Julkistetaan keväällä."]
    assert categories(desk, text) == []
    desk.remarks.use_pack(folder)
    assert categories(desk, text) == ["confidential.own_list"]
    (folder / "sillat.toml").write_text("name = 3", encoding="utf-8")
    assert categories(desk, text) == []
    with pytest.raises(Fixable, match=r"pack\.wrong"):
        desk.remarks.pack()
    desk.remarks.use_pack(None)
    assert desk.remarks.pack() is None


def test_a_list_is_tried_without_keeping_it(desk):
    report = desk.remarks.try_words("Tarjous jätettiin Leppälahdesta.", "Leppälahti\n\n")
    assert [one.finding.words for one in report.remarks] == ["Leppälahdesta"]
    assert desk.remarks.own_words() == ()


def test_a_rule_waved_off_again_and_again_falls_silent_and_wakes_when_asked(desk, clock):
    text = "Kehitämme innovatiivisia ratkaisuja asiakkaillemme."
    (finding,) = [one.finding for one in desk.reading.check(text, "fi", draft="d0").remarks][:1]
    waivers = []
    for number in range(PATIENCE):
        assert finding.category in categories(desk, text, f"d{number}")
        clock.now += timedelta(hours=1)
        waivers.append(desk.reading.fine_by_me(f"d{number}", finding))
    assert finding.category not in categories(desk, text, "another")
    rest = next(one for one in desk.reading.waivers() if one.rule and not one.draft)
    assert (rest.category, rest.words, rest.draft) == (finding.category, "", None)
    clock.now += timedelta(hours=1)
    desk.reading.forget(rest.id)
    assert finding.category in categories(desk, text, "another")
    clock.now += timedelta(hours=1)
    desk.reading.fine_by_me("d9", finding)
    assert finding.category in categories(desk, text, "another")


def test_undoing_what_made_a_rule_fall_silent_wakes_it(desk, clock):
    text = "Kehitämme innovatiivisia ratkaisuja asiakkaillemme."
    (finding,) = [one.finding for one in desk.reading.check(text, "fi", draft="d0").remarks][:1]
    for number in range(PATIENCE):
        clock.now += timedelta(hours=1)
        last = desk.reading.fine_by_me(f"d{number}", finding)
    assert finding.category not in categories(desk, text, "another")
    desk.reading.forget(last.id)
    assert finding.category in categories(desk, text, "another")
    assert all(one.draft for one in desk.reading.waivers())


def test_taking_the_advice_once_counts_anew(desk, clock):
    finding = Finding("brochure", "voice.brochure", Level.NUDGE, 0, 5, "sanat", "rule")
    for number in range(2 * PATIENCE - 2):
        clock.now += timedelta(hours=1)
        if number == PATIENCE - 1:
            desk.remarks.taken(finding)
            clock.now += timedelta(hours=1)
        desk.reading.fine_by_me(f"d{number}", finding)
    assert not [one for one in desk.reading.waivers() if one.rule and not one.draft]


def test_what_startles_never_rests_by_itself():
    startling = Finding("slur", "slur", Level.STARTLED, 0, 1, "x", "rule")
    assert not falls_silent(startling, 100)
    assert not falls_silent(Finding("a", "a", Level.NUDGE, 0, 1, "x"), PATIENCE - 1)
    assert falls_silent(Finding("a", "a", Level.NUDGE, 0, 1, "x"), PATIENCE)


def test_the_hour_is_the_writers(desk, clock):
    assert desk.remarks.around("x").hour == clock().astimezone().hour
    assert isinstance(clock(), datetime)


def test_every_kind_has_its_sentence(desk):
    kinds = desk.remarks.kinds()
    assert kinds["crude"]
    assert set(kinds) >= {"confidential.own_list", "privacy.hetu", "voice.near_copy"}


SOURCE = (
    "Lietteen kuivaus verkossa kestää kolme viikkoa, jos sää on poutainen, ja kuusi, jos sataa joka päivä. "
    "Verkko nostetaan kuivumaan telineelle, jonka alla on tarkkailukaivo, ja vesi palautetaan altaaseen."
)


def test_a_text_put_into_the_draft_is_compared_with_it_and_with_no_other(desk):
    desk.remarks.pasted("d", SOURCE)
    text = SOURCE.replace("poutainen", "aurinkoinen")
    assert "voice.near_copy" in [one.finding.category for one in desk.reading.check(text, "fi", draft="d").remarks]
    assert "voice.near_copy" not in [one.finding.category for one in desk.reading.check(text, "fi", draft="e").remarks]


def test_texts_put_in_are_kept_in_mind_within_bounds(desk):
    for number in range(9):
        desk.remarks.pasted("d", f"{SOURCE} {number}")
    assert [one[-1] for one in desk.remarks.around("a", "d").earlier] == ["8", "7", "6", "5", "4"]
    for number in range(60):
        desk.remarks.pasted(f"draft {number}", SOURCE)
    assert desk.remarks.around("a", "d").earlier == ()
    assert desk.remarks.around("a", "draft 59").earlier == (SOURCE,)
