# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Running the checks over whole posts: what is found, settled, remembered; the numbers with check digits."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import checks
from app.checking.data import load
from app.model import Finding, Hat, Level, Mood, Tone

POSTS = sorted((Path(__file__).parent.parent / "data" / "posts").glob("*.txt"))


def told(reading):
    """A reading as lines of text, as kept beside the posts."""
    lines = [f"mood {reading.mood}"]
    for one in reading.findings:
        instead = f" → «{one.replacement}»" if one.replacement else ""
        lines.append(f"{one.level} {one.category} «{one.words}»{instead}")
    for hat in Hat:
        lines.append(f"{hat} " + ", ".join(one.word for one in reading.hats.evidence if one.hat is hat))
    return lines


@pytest.mark.parametrize("post", POSTS, ids=[post.stem for post in POSTS])
def test_posts_are_read_as_written_down(post):
    text, _, expected = post.read_text(encoding="utf-8").partition("\n----\n")
    assert told(checks.read(text, post.stem[-2:])) == expected.splitlines()


def kinds(text, language="fi"):
    return [one.category for one in checks.read(text, language).findings]


def hetu(born, number, century):
    signs = "0123456789ABCDEFHJKLMNPRSTUVWXY"
    digits = f"{born:%d%m%y}{number:03}"
    return f"{digits[:6]}{century}{digits[6:]}{signs[int(digits) % 31]}"


@pytest.mark.parametrize("century", "-YXWVUABCDEF")
def test_identity_codes_of_every_century_sign(century):
    born = date(1985, 3, 9) if century in "-YXWVU" else date(2008, 2, 29)
    code = hetu(born, 912, century)
    assert kinds(f"Tunnus {code} on hänen.") == ["privacy.hetu"]
    assert kinds(f"Tunnus {code.lower()} on hänen.") == ["privacy.hetu"]


@settings(max_examples=60, deadline=None)
@given(days=st.integers(0, 36_000), number=st.integers(900, 999), wrong=st.integers(1, 30))
def test_a_wrong_check_sign_is_no_identity_code(days, number, wrong):
    signs = "0123456789ABCDEFHJKLMNPRSTUVWXY"
    code = hetu(date(1900, 1, 1) + timedelta(days), number, "-")
    bad = code[:-1] + signs[(signs.index(code[-1]) + wrong) % 31]
    assert "privacy.hetu" in kinds(f"Tunnus {code} on hänen.")
    assert "privacy.hetu" not in kinds(f"Tunnus {bad} on hänen.")


def test_a_date_that_never_was_is_no_identity_code():
    digits = "310285900"
    sign = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(digits) % 31]
    assert kinds(f"Tunnus 310285-900{sign} on hänen.") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Maksa FI21 1234 5600 0007 85 on eräpäivä.", "FI21 1234 5600 0007 85"),
        ("Maksa fi2112345600000785.", "fi2112345600000785"),
        ("Numeroni on +358 (0)40 123 4567 iltaisin.", "+358 (0)40 123 4567"),
        ("Soita 00358401234567.", "00358401234567"),
        ("p.0400-123 456 klo 9", "0400-123 456"),
        ("Postia: matti.meikalainen [at] esimerkki (piste) fi", "matti.meikalainen [at] esimerkki (piste) fi"),
        ("Kirje: Koivukuja 12 B 4, 33100 Tampere.", "Koivukuja 12 B 4, 33100 Tampere"),
        ("Kortti 4111-1111-1111-1111.", "4111-1111-1111-1111"),
        ("😀😀 Soita 040 123 4567.", "040 123 4567"),
    ],
)
def test_personal_data_is_marked_whole(text, words):
    assert [one.words for one in checks.read(text, "fi").findings] == [words]


NUMBERS = (
    "Versio 10.20.30.40 tuli.", "12.6.2026 klo 9.30", "Katso sivut 100-123.", "ISBN 978-952-264-512-7",
    "10 000 000 000", "1 2 3 4 5",
)  # fmt: skip
GROUPS = ("natsi", "rasisti", "homo", "persu", "suvakki", "muslimi", "feministi", "vihreät", "juutalainen", "romani")


@pytest.mark.parametrize("text", NUMBERS)
def test_other_numbers_are_left_alone(text):
    assert not [kind for kind in kinds(text) if kind.startswith("privacy")]


@pytest.mark.parametrize("word", GROUPS)
def test_names_of_groups_are_never_a_finding(word):
    assert kinds(f"Luento käsitteli sanaa {word} ja sen historiaa.") == []


def test_quoted_words_after_a_word_of_saying_are_reported():
    assert kinds('Hän huusi minulle "vittu" ja lähti.') == []
    assert kinds('Se oli kuin "vittu" vain.') == ["crude"]


def test_a_name_raises_an_eyebrow_beside_blame_only():
    plain = checks.read("Työnjohtaja Pertti Laaksonen tietää.", "fi")
    beside = checks.read("Pomo on täysi ääliö. Työnjohtaja Pertti Laaksonen tietää.", "fi")
    assert [one.level for one in plain.findings] == [Level.NUDGE]
    assert plain.mood is Mood.CALM
    assert {one.level for one in beside.findings} == {Level.EYEBROW}


def test_mood_is_the_strongest_finding():
    def finding(level):
        return Finding("crude", "crude", level, 0, 1, "x")

    assert checks.mood_of([]) is Mood.CALM
    assert checks.mood_of([finding(Level.NUDGE), finding(Level.PRAISE)]) is Mood.CALM
    assert checks.mood_of([finding(Level.NUDGE), finding(Level.EYEBROW)]) is Mood.EYEBROW
    assert checks.mood_of([finding(Level.EYEBROW), finding(Level.STARTLED)]) is Mood.STARTLED


def test_offsets_of_later_paragraphs():
    text = "Savi on hidas. " * 100 + "\n\nSe oli vitun hyvä päivä.\n"
    (finding,) = [one for one in checks.read(text, "fi").findings if one.category == "crude"]
    assert text[finding.start : finding.end] == finding.words == "vitun"


def test_only_the_changed_paragraph_is_read_again(monkeypatch):
    text = "\n".join(f"Kappale numero {number} kertoo savesta ja odottamisesta." for number in range(100))
    checks.read(text, "fi")
    analysed = []
    analyse = checks.languages.analyse
    monkeypatch.setattr(
        checks.languages, "analyse", lambda text, language: analysed.append(text) or analyse(text, language)
    )
    changed = text.replace("numero 50 ", "numero viisikymmentä ")
    checks.read(changed, "fi")
    assert [one for one in analysed if one != changed] == [changed.split("\n")[50]]


@pytest.mark.parametrize(
    ("text", "language", "tone"),
    [
        ("Olen iloinen ja kiitollinen, upea päivä.", "fi", Tone.POSITIVE),
        ("Surullinen ja pettynyt olo, kamala päivä.", "fi", Tone.NEGATIVE),
        ("Mittasimme painuman tiistaina.", "fi", Tone.NEUTRAL),
        ("This is not good.", "en", Tone.NEGATIVE),
        ("Vilken underbar dag.", "sv", Tone.POSITIVE),
    ],
)
def test_tone(text, language, tone):
    assert checks.read(text, language).tone is tone


def test_hats_say_nothing_under_three_words():
    hats = checks.read("Minä mietin.", "fi").hats
    assert (hats.me, hats.work) == (None, None)
    assert len(hats.evidence) == 2


def test_both_hats_can_be_on():
    hats = checks.read(
        "Minä mietin ja opin paljon. Tilaaja ja urakoitsija kävivät työmaalla, ja me mittasimme.", "fi"
    ).hats
    assert hats.me > 0.5
    assert hats.work > 0.5


def test_the_accounts_hat_matters_only_when_known():
    text = "Minä rakastan saunaa ja omaa mökkiäni, olen onnellinen."
    assert checks.read(text, "fi").findings == ()
    assert [one.category for one in checks.read(text, "fi", Hat.WORK).findings] == ["hat.other_account"]
    assert checks.read(text, "fi", Hat.ME).findings == ()


def test_a_kinder_sentence_for_who_knows_nothing():
    (finding,) = checks.read("Asiakas ei tajua betonista hölkäsen pöläystä.", "fi").findings
    assert finding.replacement == "betoni on asiakkaalle uusi tuttavuus"
    (finding,) = checks.read("The boss has no clue about clay.", "en").findings
    assert finding.replacement == "clay is a new acquaintance for the boss"


def test_a_bad_data_file_is_named():
    with pytest.raises(ValueError, match=r"resources/checks/own\.toml: level is missing"):
        load("own", 'categories = ["crude"]\nsay = {}\nexamples = {}')
    with pytest.raises(ValueError, match=r"resources/checks/own\.toml"):
        load("own", "not toml")
