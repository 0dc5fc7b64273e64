# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Recognising, folding, stems, word tables and the built forms."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import languages
from app.languages.folding import fold, pieces
from app.languages.lexicon import Lexicon
from app.languages.phrases import Row, phrases_at
from app.paths import resource


@cache
def spacy_blank(language):
    import spacy

    return spacy.blank(language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Savi ei ole ikävä maalaji. Se on vain hidas.", "fi"),
        ("Lera är ingen tråkig jordart. Den är bara långsam.", "sv"),
        ("Clay is not a nasty soil. It is only slow.", "en"),
        ("Mittasimme painumat eilen työmaalla", "fi"),
        ("Sättningarna mättes igår vid bron", "sv"),
        ("Settlements measured yesterday near bridge", "en"),
    ],
)
def test_recognises_the_language(text, language):
    assert languages.recognise(text, "") == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Voi vittu", "fi"),
        ("Perkele.", "fi"),
        ("Hyvää työtä!", "fi"),
        ("Det går bra", "sv"),
        ("vad fan är det", "sv"),
        ("Jävla skit", "sv"),
        ("What the hell", "en"),
        ("Kiitos https://example.org/the/one", "fi"),
    ],
)
def test_the_words_of_a_short_text_tell_its_language(text, language):
    assert {languages.recognise(text, before) for before in languages.codes()} == {language}


@pytest.mark.parametrize("text", ["", "12.11.", "Xyzq", "🎉", "fan", "@nimi", "Ok"])
def test_a_short_text_that_tells_nothing_keeps_the_language_it_had(text):
    assert languages.recognise(text, "sv") == "sv"


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=100))
def test_recognises_any_text_as_one_of_ours(text):
    assert languages.recognise(text, "sv") in languages.codes()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("vit\u00adtu", "vittu"),
        ("pa\u200bska", "paska"),
        ("a\u0308ä", "ää"),
        ("180\u00a0000", "180 000"),
        ("раskа", "paska"),  # Cyrillic letters among Latin ones
        ("don\u2019t", "don't"),
        ("𝐡𝐢", "hi"),
        ("😀 savi", "😀 savi"),
        ("\ud800", "\ufffd"),
        ("x\u0336y\u0336", "xy"),
    ],
)
def test_folding(written, plain):
    assert fold(written).plain == plain


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("aä\u0308\u00ad\u200b😀 \u0336o\u00a0"), min_size=1, max_size=30))
def test_folding_keeps_the_way_back(text):
    folded = fold(text)
    for at in range(len(folded.plain)):
        start, end = folded.origin(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert fold(text[start:end]).plain == folded.plain[at]


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet="a b\n", max_size=200), longest=st.integers(4, 50))
def test_pieces_hold_every_word_once(text, longest):
    found = pieces(text, longest)
    assert all(0 < end - start <= longest for start, end in found)
    assert "".join(text[start:end] for start, end in found).replace(" ", "") == "".join(text.split())


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("savi", ["savesta", "saven", "savea", "savinäyte", "Saveen"]),
        ("katu", ["kadulla", "katua", "kaduilla"]),
        ("lupa", ["luvan", "lupia"]),
        ("silta", ["sillalla", "siltojen", "siltatyömaa"]),
        ("kauppa", ["kaupasta", "kauppaan"]),
        ("ranta", ["rannalla", "rantaan"]),
        ("sade", ["sateessa", "sadetta"]),
        ("luvan", ["lupa", "luvat"]),
        ("käsi", ["käden", "kädessä", "kättä", "käteen"]),
        ("kädestä", ["käsi", "käsissä", "kädet"]),
        ("joki", ["joen", "joella"]),
        ("uusi", ["uuden", "uutta"]),
        ("rannoilla", ["ranta", "rannan"]),
        ("böcker", ["bok", "boken"]),
        ("mice", ["mouse"]),
    ],
)
def test_search_stems_find_inflected_forms(word, forms):
    (stems,) = languages.query_stems(word)
    assert not any(one != other and one.startswith(other) for one in stems for other in stems)
    for form in forms:
        assert form.lower().startswith(stems), (form, stems)


@pytest.mark.parametrize(("word", "other"), [("hankkeen", "hansikas"), ("uusi", "uutinen"), ("työ", "sinulle")])
def test_search_stems_leave_other_words_out(word, other):
    (stems,) = languages.query_stems(word)
    assert not other.startswith(stems)


def test_query_stems_are_one_tuple_a_word():
    assert languages.query_stems("Savi ja työ!") == (("sav",), ("ja",), ("työ",))
    assert languages.query_stems(" ?! ") == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Vitun", "VITTU", True),
        ("paska", "paskan", True),
        ("Pertti Laaksonen", "Pertti Laaksosen", True),
        ("180 000 euroa", "180 000 euron", True),
        ("vittu", "perkele", False),
        ("vitun paska", "vitun", False),
        ("040 123 4567", "040 123 4568", False),
        ("p***a", "p***a", True),
    ],
)
def test_words_are_alike_in_any_case_and_inflection(one, other, same):
    assert languages.alike(languages.word_key(one), languages.word_key(other)) is same


@pytest.fixture
def lexicon():
    table = Lexicon({"talo": ("talon", "talossa")}, clitics=True)
    table.add("x#exact", ["sana"])
    table.add("x#head", ["alku*"])
    table.add("x#tail", ["*loppu"])
    table.add("x#inner", ["*keski*"])
    table.add("x#form", ["talo~"])
    table.add("x#either", ["yksi|kaksi"])
    table.veto("x", ["alkuvuosi"])
    table.add_starred("x#star", ["paska"])
    return table


@pytest.mark.parametrize(
    ("word", "tags"),
    [
        ("sana", ("x#exact",)),
        ("sanakin", ("x#exact",)),
        ("alkusana", ("x#head",)),
        ("alkuvuosi", ()),
        ("sanaloppu", ("x#tail",)),
        ("akeskib", ("x#inner",)),
        ("talossa", ("x#form",)),
        ("talossakin", ("x#form",)),
        ("kaksi", ("x#either",)),
        ("s4na", ("x#exact",)),
        ("saaaana", ("x#exact",)),
        ("p***a", ("x#star",)),
        ("****a", ()),
        ("muu", ()),
    ],
)
def test_words_get_their_tags(lexicon, word, tags):
    assert lexicon.tags(word) == tags


@pytest.mark.parametrize(
    ("phrase", "words", "end"),
    [
        ("a b", "a b", 2),
        ("a b", "a c", None),
        ("a _ b", "a x b", 3),
        ("a _ b", "a . b", None),
        ("a .. b", "a x y z b", 5),
        ("a .. b", "a x . b", None),
        ("a .. b", "a 1 2 3 4 5 b", None),
        ("a b? c", "a c", 2),
        ("a b? c", "a b c", 3),
        ("z? a b", "a b", 2),
        ("a <joku>", "a q", 2),
    ],
)
def test_phrases(phrase, words, end):
    table = Lexicon({})
    table.add("x#<joku>", ["q"])
    table.add("x#found", [phrase])
    row = words.split()
    entries = {token: table.entry(word) for token, word in enumerate(row)}
    tokens = Row(entries, lambda token: row[token] == ".", len(row))
    found = [last for tag, last in phrases_at(0, tokens) if tag == "x#found"]
    assert found == ([end] if end else [])


def test_a_phrase_must_begin_with_a_word():
    with pytest.raises(ValueError, match="begins with a word"):
        Lexicon({}).add("x#found", ["_ a"])


@pytest.mark.parametrize("written", ["p4ska", "p***a", "pa\u00adska", "paaaaska", "PASKA", "раska"])
def test_disguised_words_are_one_token(written):
    analysis = languages.analyse(f"Tämä on {written} juttu", "fi")
    assert len(analysis.keys) == 4


def test_tables_are_what_the_build_gives():
    script = resource().parent / "packaging" / "make_forms.py"
    run = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "")


def test_importing_the_room_loads_no_heavy_library():
    code = (
        "import sys, app.languages, app.checks; app.languages.query_stems('savi');"
        "print({'spacy', 'py3langid', 'numpy'} & set(sys.modules))"
    )
    folder = resource().parent
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder)
    assert run.stdout.strip() == "set()"


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200), language=st.sampled_from(["fi", "sv", "en"]))
def test_tokens_are_those_of_spacy(text, language):
    ours = languages.pipeline(language).tokenizer._cut(text)
    assert [token.text_with_ws for token in ours] == [token.text_with_ws for token in spacy_blank(language)(text)]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_pattern_of_spacys_finds_anything_in_letters_alone(language):
    """What makes the tokenizer quick: words of letters are not shown to these patterns."""
    slow = spacy_blank(language).tokenizer
    letters = "".join(filter(str.isalpha, map(chr, range(sys.maxunicode + 1))))
    words = [*letters, *(letters[at : at + 500] for at in range(0, len(letters), 500))]
    for word in words:
        assert not slow.prefix_search(word)
        assert not slow.suffix_search(word)
        assert not slow.url_match(word)
        assert not any(slow.infix_finditer(word))


@pytest.mark.parametrize(
    ("text", "digits"),
    [("ei yhtään", 0), ("040 - 123 4567", 10), ("20 taloa, 30 autoa", 2), ("2025, 2026", 8), ("٣٤٥", 3)],
)
def test_digits_that_stand_together_are_counted(text, digits):
    assert languages.analyse(text, "fi").longest_number == digits


def test_cheap_questions_before_dear_patterns_see_the_text_as_a_reader_does():
    analysis = languages.analyse("SALA\u00adSANA on Kissa", "fi")
    assert analysis.holds(("tunnus", "salasana"))
    assert not analysis.holds(("kissa1", "koira"))
    assert analysis.has_capitals
    assert not languages.analyse("Kissa On Iso", "fi").has_capitals


def test_a_word_takes_what_its_beginning_and_its_end_say_and_no_more():
    words = Lexicon({})
    for entry in ("pas*", "paskaduu*", "*duuni", "*ni", "x*"):
        words.add(f"a#{entry}", [entry])
    assert words.tags("paskaduuni") == ("a#*duuni", "a#*ni", "a#pas*", "a#paskaduu*")
    assert words.tags("pa") == words.tags("x") == words.tags("i") == ()
    assert words.tags("ni") == ("a#*ni",)
