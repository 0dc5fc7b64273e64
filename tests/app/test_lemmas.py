# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Lemmas from the mapped tables, and that the tables in the repository are what the build gives."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import languages
from app.languages.lemmas import Lemmas, table
from app.paths import resource

SAMPLE = 5_000
each_language = pytest.mark.parametrize("code", languages.codes())


@pytest.fixture(scope="module")
def maker():
    path = resource().parent / "packaging" / "make_lemmas.py"
    spec = importlib.util.spec_from_file_location("make_lemmas", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@each_language
def test_tables_are_made_from_what_is_installed_by_the_script_as_it_is(code, maker):
    """The digest covers simplemma's data and the script: equal digests give equal tables, byte for byte.

    Building them anew takes a minute, so `make forms WORDS=--check` does that, and the test below a sample by seed.
    """
    assert table(code).head["digest"] == maker.digest(code), "run `make forms`"


@each_language
def test_tables_hold_what_the_source_says_and_nothing_else(code, maker):
    source, known, chance = maker.source(code), table(code), random.Random(code)
    drawn = [
        form for form in chance.sample(list(source), 2 * SAMPLE) if form.islower() and maker.LETTERS.issuperset(form)
    ]
    chosen = [form for form in drawn[:SAMPLE] if len(form) <= maker.LONGEST]
    assert len(chosen) > SAMPLE * 0.9
    assert {form: known.of(form) for form in chosen} == {form: source[form].lower() for form in chosen}
    others = {other for form in chosen for other in (form[:-1], form[1:], form + "…", form + chance.choice("aeinst"))}
    names = {form.lower() for form in source if not form.islower()}
    others -= names | source.keys()
    assert {form for form in others if known.of(form) is not None} == set()


def test_a_small_table_is_built_and_read_whole(maker, tmp_path, monkeypatch):
    few = dict(random.Random(7).sample(sorted(maker.source("en").items()), 5_000))
    monkeypatch.setattr(maker, "source", lambda _code: few)
    (tmp_path / "few.bin").write_bytes(maker.build("en"))
    known = Lemmas(tmp_path / "few.bin")
    assert {form: known.of(form) for form in maker.pairs(few)} == maker.pairs(few)
    assert maker.build("en") == maker.build("en")


def test_another_file_is_refused_by_name(tmp_path):
    (tmp_path / "odd.bin").write_bytes(b"something else entirely")
    with pytest.raises(ValueError, match=r"odd\.bin"):
        Lemmas(tmp_path / "odd.bin")


@pytest.mark.parametrize(
    ("language", "word", "lemma"),
    [
        ("fi", "kädestä", "käsi"),
        ("fi", "savesta", "savi"),
        ("fi", "taloissanikin", "talo"),
        ("fi", "hankkeemme", "hanke"),
        ("fi", "savinäytteestä", "savinäyte"),
        ("fi", "EU-hankkeen", "EU-hanke"),
        ("fi", "Helsingissä", "helsinki"),
        ("sv", "böckerna", "bok"),
        ("sv", "grundvattennivåer", "grundvattennivå"),
        ("en", "mice", "mouse"),
        ("en", "Measured", "measure"),
    ],
)
def test_lemmas(language, word, lemma):
    assert languages.lemma(word, language) == lemma.lower()


@settings(max_examples=200, deadline=None)
@given(word=st.text(max_size=80), language=st.sampled_from(["fi", "sv", "en"]))
def test_any_word_has_a_lemma(word, language):
    assert isinstance(languages.lemma(word, language), str)


def test_a_table_is_mapped_and_not_loaded():
    """All three tables together cost a process under 5 MB, also after thousands of words."""
    code = (
        "import app.languages.lemmas as lemmas\n"
        "def size(): return int(open('/proc/self/status').read().split('RssAnon:')[1].split()[0])\n"
        "begin = size()\n"
        "for language in ('fi', 'sv', 'en'):\n"
        "    known = lemmas.table(language)\n"
        "    for first in 'abcdefghiklmnoprstuvy':\n"
        "        for second in 'aeiouy':\n"
        "            for rest in ('n', 'lla', 'ssa', 'rna', 'ing'): known.of(first + second + 'l' + second + rest)\n"
        "print(size() - begin)"
    )
    if not sys.platform.startswith("linux"):
        pytest.skip("memory is read from /proc")
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=resource().parent
    )
    assert int(run.stdout) < 5_000
