# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What every language must bring; runs over every data file found."""

from __future__ import annotations

import json

import pytest

from app import languages
from app.paths import resource
from app.wording import LANGUAGES

each_language = pytest.mark.parametrize("code", languages.codes())


def test_the_languages_of_the_window_are_there():
    assert set(LANGUAGES) <= set(languages.codes())


@each_language
def test_data_is_complete(code):
    facts = languages.facts(code)
    assert facts["name"]
    assert len(facts["function_words"]) >= 30
    assert len(facts["first_names"]) >= 100
    assert len(facts["hat"]["me"]) >= 20
    assert len(facts["hat"]["work"]) >= 20
    assert len(facts["tone"]["pos"]) >= 50
    assert len(facts["tone"]["neg"]) >= 50


@each_language
def test_no_word_speaks_for_both_hats_or_both_tones(code):
    facts = languages.facts(code)
    assert not set(facts["hat"]["me"]) & set(facts["hat"]["work"])
    assert not set(facts["tone"]["pos"]) & set(facts["tone"]["neg"])


@each_language
def test_recognises_its_own_function_words(code):
    words = " ".join(languages.facts(code)["function_words"][:12])
    assert languages.recognise(words, "") == code


@each_language
def test_built_table_names_source_and_licence(code):
    table = json.loads(resource("languages", f"{code}.forms.json").read_text(encoding="utf-8"))
    assert "simplemma" in table["source"]
    assert table["licence"].startswith("MIT")
    assert table["forms"]
