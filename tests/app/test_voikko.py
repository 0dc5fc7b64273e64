# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Libvoikko as an option: with it, without it, and with half of it. The real one is asked where it is installed."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import languages
from app.languages import tables, voikko

FORGOTTEN = "äidiltään"  # a form that stands in no table of ours


class NoDictionary(Exception):
    """What libvoikko raises for a language it has no dictionary of."""


def library(known, opened):
    class Voikko:
        def __init__(self, language):
            opened.append(language)
            if known is None:
                raise NoDictionary

        def analyze(self, word):
            return [{"BASEFORM": known[word]}] if word in known else []

    return SimpleNamespace(Voikko=Voikko, VoikkoException=NoDictionary)


@pytest.fixture
def install(monkeypatch):
    """Let a library (None: no library at all) be there for the test, and no memory of another one."""

    def installed(module):
        monkeypatch.setitem(sys.modules, "libvoikko", module)
        monkeypatch.setattr(voikko, "_handle", type(voikko._handle)("voikko of a test"))
        tables.lemma.cache_clear()

    yield installed
    tables.lemma.cache_clear()


def test_without_it_a_word_nobody_knows_is_its_own_lemma(install):
    install(None)
    assert not voikko.is_there()
    assert languages.lemma(FORGOTTEN, "fi") == FORGOTTEN


def test_without_its_dictionary_it_is_not_there(install):
    install(library(None, opened := []))
    assert not voikko.is_there()
    assert languages.lemma(FORGOTTEN, "fi") == FORGOTTEN
    assert opened == ["fi"], "asked for once, not at every word"


def test_it_is_asked_for_finnish_words_no_table_knows_and_for_no_other(install):
    install(library({FORGOTTEN: "äiti", "kädestä": "wrong", "Tampereella": "Tampere"}, []))
    assert voikko.is_there()
    assert languages.lemma(FORGOTTEN, "fi") == "äiti"
    assert languages.lemma("kädestä", "fi") == "käsi", "what our table says counts"
    assert languages.lemma(FORGOTTEN, "sv") == FORGOTTEN
    assert voikko.base("tampereella") == "tampere", "names are known with a capital letter"


def test_each_thread_has_one_of_its_own(install):
    install(library({FORGOTTEN: "äiti"}, opened := []))
    assert Context().run(voikko.base, FORGOTTEN) == "äiti"
    with ThreadPoolExecutor(1) as lane:
        assert [lane.submit(voikko.base, FORGOTTEN).result() for _ in range(3)] == ["äiti"] * 3
    assert opened == ["fi", "fi"]


@pytest.fixture
def real():
    if not voikko.is_there():
        pytest.skip("libvoikko is not installed (apt install libvoikko1 voikko-fi, pip install libvoikko)")
    tables.lemma.cache_clear()


def test_the_real_one_knows_rare_forms_and_compounds_so_that_a_search_finds_their_other_forms(real):
    rare = {
        FORGOTTEN: "äiti",
        "lumiaan": "lumi",
        "kauppakasseineni": "kauppakassi",
        "pelitestivaiheessa": "pelitestivaihe",
    }
    assert {word: languages.lemma(word, "fi") for word in rare} == rare
    (beginnings,) = languages.query_stems(FORGOTTEN)
    assert {form for form in ("äiti", "äidin", "äitiä") if not form.startswith(beginnings)} == set()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.text(max_size=80))
def test_the_real_one_takes_any_word(real, word):
    assert isinstance(languages.lemma(word, "fi"), str)
