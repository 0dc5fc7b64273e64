# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One text on several networks: forks, differences, cuts that survive edits, people as each network needs them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Fixable
from app.measure import measure
from app.model import Event
from app.networks import network
from app.variants import Anchor, anchored, differences, located

SENTENCES = [f"Savi numero {number} on hidas, mutta se muistaa kaiken mitä sille tehdään." for number in range(1, 16)]
LONG = " ".join(SENTENCES)
BLUESKY = network("bluesky")


@pytest.fixture
def variants(desk):
    return desk.variants


@pytest.fixture
def draft(desk):
    return desk.drafts.new(LONG).id


class TestForks:
    """A text of its own for one network."""

    def test_the_common_text_goes_everywhere_until_a_network_gets_its_own(self, desk, variants, draft):
        assert variants.forks(draft) == {}
        assert variants.text_for(draft, "bluesky") == LONG
        assert variants.fork(draft, "bluesky") == LONG
        variants.fork(draft, "bluesky", "Lyhyesti: savi on hidas.")
        desk.drafts.save(draft, "Uusi yhteinen teksti.")
        assert variants.forks(draft) == {"bluesky": "Lyhyesti: savi on hidas."}
        assert variants.text_for(draft, "bluesky") == "Lyhyesti: savi on hidas."
        assert variants.text_for(draft, "mastodon") == "Uusi yhteinen teksti."

    def test_the_paper_is_newer_than_the_store(self, variants, draft):
        variants.fork(draft, "bluesky", "oma")
        assert variants.text_for(draft, "mastodon", "paperilla") == "paperilla"
        assert variants.text_for(draft, "bluesky", "paperilla") == "oma"
        assert variants.text_for("", "bluesky", "ei vielä tallessa") == "ei vielä tallessa"
        assert variants.parts_for("", "bluesky", "ei vielä tallessa").used == 17

    def test_rejoining_gives_the_text_back_and_keeps_it_among_the_versions(self, desk, variants, draft):
        variants.fork(draft, "bluesky", "oma \ud800 teksti")
        assert variants.rejoin(draft, "bluesky") == "oma \ud800 teksti"
        assert variants.text_for(draft, "bluesky") == LONG
        assert [(one.text, one.why) for one in desk.drafts.revisions(draft)] == [("oma \ud800 teksti", "rejoined")]
        assert variants.rejoin(draft, "bluesky") == ""
        variants.fork(draft, "bluesky", "oma")
        assert variants.forks(draft) == {"bluesky": "oma"}

    def test_they_are_announced(self, desk, variants, draft):
        heard = []
        desk.listen(heard.append)
        variants.fork(draft, "x", "oma")
        variants.rejoin(draft, "x")
        assert heard == [Event("forks", draft), Event("forks", draft)]

    def test_another_process_sees_it_at_once_and_it_goes_with_the_draft(self, desk, variants, draft, profile):
        from app.store import Store

        variants.fork(draft, "bluesky", "oma")
        variants.move_cut(draft, "mastodon", 0, 200)
        other = Store(profile)
        assert other.forks.all(draft) == {"bluesky": "oma"}
        other.drafts.discard(draft)
        other.close()
        assert variants.forks(draft) == {}
        assert desk.store.database.first("SELECT count(*) FROM cuts") == (0,)

    @pytest.mark.parametrize(
        ("call", "code"),
        [
            (lambda variants: variants.fork("nobody", "bluesky", "x"), "draft.unknown"),
            (lambda variants: variants.fork("nobody", "bluesky"), "draft.unknown"),
            (lambda variants: variants.fork("nobody", "myspace", "x"), "network.unknown"),
            (lambda variants: variants.put_cuts("nobody", "bluesky", ()), "draft.unknown"),
            (lambda variants: variants.text_for("nobody", "bluesky"), "draft.unknown"),
        ],
    )
    def test_what_is_unknown_is_named(self, variants, call, code):
        with pytest.raises(Fixable) as caught:
            call(variants)
        assert caught.value.code == code


class TestDifferences:
    """What differs, word by word."""

    @pytest.mark.parametrize(
        ("common", "own", "expected"),
        [
            ("Savi on hidas.", "Savi on hidas.", []),
            ("Savi on hidas.", "Savi on nopea.", [("nopea", "hidas")]),
            ("Savi on hidas.", "Savi on hyvin hidas.", [("hyvin ", "")]),
            ("Savi on hyvin hidas.", "Savi on hidas.", [("", "hyvin ")]),
            ("Savi on hidas. Kivi on kova.", "Savi on pehmeä. Kivi on luja.", [("pehmeä", "hidas"), ("luja", "kova")]),
            ("yksi kaksi kolme", "uno dos kolme", [("uno dos", "yksi kaksi")]),
            ("", "Kaikki uutta", [("Kaikki uutta", "")]),
            ("savessa", "savesta", [("savesta", "savessa")]),
        ],
    )
    def test_words(self, common, own, expected):
        found = differences(common, own)
        assert [(own[one.start : one.end], common[one.common_start : one.common_end]) for one in found] == expected

    @settings(max_examples=150, deadline=None)
    @given(st.text("ab ä\n.😀", max_size=40), st.text("ab ä\n.😀", max_size=40))
    def test_putting_the_changes_in_makes_the_own_text(self, common, own):
        made, place = "", 0
        for one in differences(common, own):
            made += common[place : one.common_start] + own[one.start : one.end]
            place = one.common_end
        assert made + common[place:] == own

    def test_two_long_texts_take_a_moment_only(self):
        common = "\n".join(f"rivi {number} jotain samaa" for number in range(3000))
        assert len(differences(common, common.replace("rivi 1500", "toinen"))) == 1

    def test_the_desk_compares_with_the_paper(self, variants, draft):
        assert variants.difference(draft, "bluesky") == ()
        variants.fork(draft, "bluesky", "Savi on nopea.")
        (change,) = variants.difference(draft, "bluesky", "Savi on hidas.")
        assert (change.start, change.end) == (8, 13)


class TestAnchors:
    """A place found again after edits around it."""

    PLACE = LONG.index(SENTENCES[4])

    @pytest.mark.parametrize(
        "edit",
        [
            lambda text: "Alkuun uutta. " + text,
            lambda text: text + " Loppuun uutta.",
            lambda text: text.replace(" " + SENTENCES[4], "\n\n" + SENTENCES[4]),
            lambda text: text.replace("Savi numero 5 on hidas", "Savi numero 5 on aika hidas"),
            lambda text: text.replace(SENTENCES[4], "Aivan toinen lause tässä kohdassa."),
            lambda text: text.replace(SENTENCES[3] + " ", ""),
            lambda text: text.replace(SENTENCES[0], "").replace(SENTENCES[9], "Toinen."),
        ],
    )
    def test_edits_around_it(self, edit):
        after = edit(LONG)
        found = located(after, anchored(LONG, self.PLACE))
        expected = after.find("Savi numero 5") if "numero 5" in after else after.find("Aivan toinen")
        assert found == expected

    def test_when_its_surroundings_are_gone_it_is_gone(self):
        assert located("Jotain aivan muuta.", anchored(LONG, self.PLACE)) is None
        assert located("", anchored(LONG, self.PLACE)) is None

    def test_of_repeated_words_the_one_where_it_was(self):
        text = "Sama lause joka kerta uudestaan. " * 9
        place = 33 * 5
        assert located(text, anchored(text, place)) == place
        assert located("Uusi alku. " + text, anchored(text, place)) == place + 11
        assert located(text + "Uusi loppu.", anchored(text, place)) == place

    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 60))
    def test_no_text_is_too_odd(self, text, other, offset):
        found = located(other, anchored(text, offset))
        assert found is None or 0 <= found <= len(other)


class TestCuts:
    """The writer's cuts."""

    def test_a_moved_cut_is_honoured_and_the_others_follow(self, variants, draft):
        before = [part.text for part in variants.parts_for(draft, "bluesky").parts]
        place = LONG.index(SENTENCES[2])
        after = [part.text for part in variants.move_cut(draft, "bluesky", 0, place).parts]
        assert after[0] == " ".join(SENTENCES[:2])
        assert after != before
        assert " ".join(after) == LONG
        assert [part.text for part in variants.parts_for(draft, "bluesky").parts] == after
        assert [cut.moved for cut in variants.cuts_for(draft, "bluesky")][:2] == [True, False]
        assert [part.text for part in variants.parts_for(draft, "mastodon").parts] != after

    def test_moving_a_later_cut_keeps_the_earlier_ones(self, variants, draft):
        before = variants.cuts_for(draft, "bluesky")
        variants.move_cut(draft, "bluesky", 2, before[2].offset - 30)
        after = variants.cuts_for(draft, "bluesky")
        assert [cut.offset for cut in after[:2]] == [cut.offset for cut in before[:2]]
        assert after[2].offset < before[2].offset
        assert [cut.moved for cut in after[:3]] == [True, True, True]

    def test_it_goes_no_further_than_the_part_before_it_fits(self, variants, draft):
        measured = variants.move_cut(draft, "bluesky", 0, 900)
        assert 250 < measured.parts[0].used <= 300

    def test_it_never_stands_inside_of_what_stays_whole(self, desk, variants):
        text = LONG[:200] + " https://example.com/" + "a" * 60 + " " + LONG
        draft = desk.drafts.new(text).id
        start = text.index("https")
        assert variants.move_cut(draft, "bluesky", 0, start + 20).parts[1].text.startswith("https://example.com/a")
        tagged = "Alkuun " * 20 + "#savitutkimus " + LONG
        draft = desk.drafts.new(tagged).id
        offset = tagged.index("#savi") + 3
        assert variants.move_cut(draft, "bluesky", 0, offset).parts[1].text.startswith("#savitutkimus")

    def test_writing_without_gaps_is_cut_between_characters(self, desk, variants):
        draft = desk.drafts.new("👩‍👩‍👧‍👦" * 400).id
        measured = variants.move_cut(draft, "bluesky", 0, 7 * 100 + 3)
        assert measured.parts[0].text == "👩‍👩‍👧‍👦" * 100

    def test_it_survives_edits_around_it(self, desk, variants, draft):
        variants.move_cut(draft, "bluesky", 0, LONG.index(SENTENCES[2]))
        edited = "Uusi alku. " + LONG + " Uusi loppu."
        desk.drafts.save(draft, edited)
        assert variants.parts_for(draft, "bluesky").parts[1].text.startswith(SENTENCES[2])
        assert variants.parts_for(draft, "bluesky", LONG).parts[1].text.startswith(SENTENCES[2])

    def test_it_goes_quietly_when_the_part_before_it_fits_no_more(self, variants, draft):
        variants.move_cut(draft, "bluesky", 0, LONG.index(SENTENCES[3]))
        grown = "Tähän alkuun tuli vielä yksi lyhyt lause, ja vielä toinen, ja kolmaskin mahtui mukaan. " + LONG
        parts = variants.parts_for(draft, "bluesky", grown).parts
        assert all(part.used <= 300 for part in parts)
        assert all(part.used >= 75 for part in parts)

    def test_a_text_that_fits_has_none(self, variants, draft):
        variants.move_cut(draft, "bluesky", 0, 150)
        assert len(variants.parts_for(draft, "bluesky", LONG[:290]).parts) == 1
        assert variants.cuts_for(draft, "bluesky", LONG[:290]) == ()

    def test_a_part_begins_where_the_writer_says_and_again_it_does_not(self, variants, draft):
        third, fourth = (LONG.index(SENTENCES[number]) for number in (2, 3))
        assert variants.cut_here(draft, "bluesky", LONG, third + 2) == ()
        assert variants.parts_for(draft, "bluesky").parts[0].words == " ".join(SENTENCES[:2])
        assert variants.cuts_for(draft, "bluesky")[0].moved
        before = variants.cut_here(draft, "bluesky", LONG, fourth)
        assert variants.parts_for(draft, "bluesky").parts[1].words == SENTENCES[2]
        variants.put_cuts(draft, "bluesky", before)
        assert variants.parts_for(draft, "bluesky").parts[1].words != SENTENCES[2]
        variants.cut_here(draft, "bluesky", LONG, third)
        assert variants.chosen_cuts(draft, "bluesky", LONG) == ()

    @pytest.mark.parametrize(
        ("network", "text", "offset"),
        [("linkedin", LONG, 200), ("bluesky", LONG, 0), ("bluesky", LONG, len(LONG)), ("bluesky", LONG[:200], 80)],
    )
    def test_where_no_part_can_begin_nothing_is_cut(self, variants, draft, network, text, offset):
        assert variants.cut_here(draft, network, text, offset) is None
        assert variants.chosen_cuts(draft, network, text) == ()

    def test_clearing_and_undoing_it(self, variants, draft):
        before = variants.parts_for(draft, "bluesky")
        moved = variants.move_cut(draft, "bluesky", 0, 160)
        old = variants.clear_cuts(draft, "bluesky")
        assert variants.parts_for(draft, "bluesky") == before
        variants.put_cuts(draft, "bluesky", old)
        assert variants.parts_for(draft, "bluesky") == moved
        assert variants.clear_cuts(draft, "x") == ()

    def test_alt_and_an_arrow_move_it_by_a_sentence(self, desk, variants, draft):
        (first, *_) = variants.cuts_for(draft, "bluesky")
        back = variants.step_cut(draft, "bluesky", 0, -1)
        place = variants.cuts_for(draft, "bluesky")[0].offset
        assert place in desk.reading.cut_places(LONG, "bluesky")
        assert place < first.offset
        assert back.parts[0].text == LONG[:place].rstrip()
        variants.step_cut(draft, "bluesky", 0, 1)
        assert variants.cuts_for(draft, "bluesky")[0].offset == first.offset

    def test_without_sentences_it_moves_by_words(self, desk, variants):
        text = "sana " * 200
        draft = desk.drafts.new(text).id
        (first, *_) = variants.cuts_for(draft, "bluesky")
        variants.step_cut(draft, "bluesky", 0, -1)
        assert variants.cuts_for(draft, "bluesky")[0].offset == first.offset - 5

    def test_a_cut_that_is_not_there_changes_nothing(self, variants, draft):
        before = variants.parts_for(draft, "bluesky")
        assert variants.move_cut(draft, "bluesky", 40, 10) == before
        assert variants.move_cut(draft, "bluesky", -1, 10) == before
        assert variants.step_cut(draft, "bluesky", 40, 1) == before
        assert variants.step_cut(draft, "linkedin", 0, 1) == variants.parts_for(draft, "linkedin")
        assert variants.move_cut(draft, "bluesky", 1, 0) == before


PIECES = "savi |on. |hidas, |\n\n|#savi |@sari.example |https://example.com/abc |👩‍👩‍👧‍👦|”lainaus tässä” |a\u0308"
WORDS = st.sampled_from(PIECES.split("|"))
TEXTS = st.lists(WORDS, min_size=60, max_size=160).map("".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(st.integers(0, 1200), max_size=5), st.lists(st.tuples(st.integers(0, 1200), WORDS), max_size=6))
def test_whatever_is_edited_every_part_fits_and_nothing_is_lost(text, places, edits):
    from app.measure import nearest_place
    from app.text import find

    anchors = [anchored(text, nearest_place(text, BLUESKY, place)) for place in places]
    for place, words in edits:
        text = text[:place] + words + text[place + len(words) // 2 :]
    found = {located(text, anchor) for anchor in anchors}
    cuts = sorted(place for place in found if place is not None)
    measured = measure(text, BLUESKY, cuts=cuts)
    assert all(part.used <= 300 for part in measured.parts)
    assert "".join("".join(part.text for part in measured.parts).split()) == "".join(text.split())
    place = 0
    for part in measured.parts[:-1]:
        place = text.index(part.text, place) + len(part.text)
        assert not any(start < place < end for start, end in find(text, "bluesky").spans())


@pytest.mark.parametrize("numbered", [False, True])
def test_a_cut_as_far_down_as_it_goes_leaves_room_for_the_number(desk, numbered):
    text = "sana " * 59 + "savi. " + "Jälkimmäinen osa on tässä, ja se on pitempi kuin neljäkymmentä merkkiä. " * 3
    draft = desk.drafts.new(text).id
    desk.drafts.change(draft, numbered=numbered)
    moved = desk.variants.move_cut(draft, "bluesky", 0, 299)
    assert max(part.used for part in moved.parts) <= 300
    assert moved.parts[0].words.endswith("sana" if numbered else "savi.")
    assert desk.variants.cuts_for(draft, "bluesky")[0].moved
    assert desk.variants.parts_for(draft, "bluesky") == moved


def test_numbers_come_and_go_and_the_writers_cuts_stay(desk):
    sentences = [f"Lause {number} on juuri tämän mittainen eikä yhtään pitempi." for number in range(20)]
    draft = desk.drafts.new(" ".join(sentences)).id
    desk.variants.move_cut(draft, "bluesky", 0, len(" ".join(sentences[:2])) + 1)
    before = desk.variants.parts_for(draft, "bluesky")
    events = []
    desk.listen(events.append)
    desk.drafts.change(draft, numbered=True)
    assert Event("forks", draft) in events
    numbered = desk.variants.parts_for(draft, "bluesky")
    assert numbered == desk.variants.measured(draft, "bluesky", " ".join(sentences))
    assert numbered.parts[0].text == f"{before.parts[0].text} 1/{len(numbered.parts)}"
    assert numbered.parts[0].words == before.parts[0].text
    desk.variants.step_cut(draft, "bluesky", 0, 1)
    assert desk.variants.parts_for(draft, "bluesky").parts[0].words == " ".join(sentences[:3])
    desk.variants.step_cut(draft, "bluesky", 0, -1)
    desk.drafts.change(draft, numbered=False)
    assert desk.variants.parts_for(draft, "bluesky") == before


def test_an_anchor_is_plain_words_and_numbers():
    assert anchored("Eka lause. Toka lause.", 11) == Anchor("Eka lause.", "Toka lause.", 11, 11)
