# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Every sentence: in three languages with the same facts, in Mummo's voice, compiled, and asked for by somebody."""

from __future__ import annotations

import ast
import importlib.util
import re
import string

import pytest
from babel.messages.pofile import read_po
from sources import ROOT, calls, name, python_files, tree

from app import model, wording

FOLDER = ROOT / "resources" / "wording"
NEVER = {
    "fi": r"virhe|varoit|kielletty|kiellet|estetty|estet|riski|sääntörikkomu",
    "en": r"\berrors?\b|\bwarning|\bforbidden|\bblocked|\brisks?\b|\brisky|\bviolation",
    "sv": r"\bfel\b|\bfelet\b|\bvarning|\bförbju|\bblockera|\brisk|\böverträdelse",
}
"""What Mummo never says (design: Mummo's voice)."""

DATES = "when."
"""Days are written with numbers in one language and with names in another; the caller gives both."""

TELLERS = {"t": 0, "say": 0, "wording": 0}
"""Functions whose first word is the id of a sentence."""


def read(language):
    """Return id → its forms, one or several."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    sentences = {}
    for message in catalog:
        if message.id:
            code = message.id if isinstance(message.id, str) else message.id[0]
            sentences[code] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return sentences


SENTENCES = {language: read(language) for language in wording.LANGUAGES}


def facts(forms):
    return {field for form in forms for _, field, _, _ in string.Formatter().parse(form) if field is not None}


def error_classes():
    """Return the names of AppError and everything that comes of it, in any file."""
    names = {"AppError"}
    grown = True
    while grown:
        grown = False
        for file in python_files("app", "ui"):
            for node in ast.walk(tree(file)):
                if isinstance(node, ast.ClassDef) and node.name not in names:
                    bases = {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases}
                    if bases & names:
                        names.add(node.name)
                        grown = True
    return names


ERRORS = error_classes()


def asked(families):
    """Yield (where, call) of every call that names a sentence: those that translate, and errors where they are made."""
    for file in python_files("app", "ui"):
        for called, node in calls(file):
            if called in families and node.args:
                yield f"{name(file)}:{node.lineno}", node


def plain_ids(families):
    for where, node in asked(families):
        for choice in choices(node.args[0]):
            if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                yield where, node, choice.value


def choices(node):
    """Return the two arms of `a if b else c`, else the node itself."""
    return [*choices(node.body), *choices(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def patterns():
    """Return each f-string, and each beginning ("state."), that may be an id, as a pattern; {…} stands for anything."""
    for file in python_files("app", "ui"):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z_]+(\.[a-z_]+)*\.", str(node.value)):
                yield name(file), node.lineno, re.compile(re.escape(node.value) + ".+")
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(part.value) if isinstance(part, ast.Constant) else r".+" for part in node.values]
                whole = "".join(parts)
                if re.search(r"[a-z]\\?\.", whole) and " " not in whole:
                    yield name(file), node.lineno, re.compile(whole)


def test_every_sentence_is_in_all_three_languages():
    everything = set().union(*SENTENCES.values())
    assert not {
        language: sorted(everything - set(rows)) for language, rows in SENTENCES.items() if everything - set(rows)
    }


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_no_sentence_is_empty(language):
    assert not [code for code, forms in SENTENCES[language].items() if not all(form.strip() for form in forms)]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_sentence_tells_the_same_facts_in_every_language(language):
    differ = {
        code: (facts(forms), facts(SENTENCES[language].get(code, ())))
        for code, forms in SENTENCES["fi"].items()
        if not code.startswith(DATES) and facts(forms) - {"n"} != facts(SENTENCES[language].get(code, ())) - {"n"}
    }
    assert not differ


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_mummo_never_raises_her_voice(language):
    never = re.compile(NEVER[language], re.IGNORECASE)
    said = {code: form for code, forms in SENTENCES[language].items() for form in forms if never.search(form)}
    assert not said
    assert not [code for code, forms in SENTENCES[language].items() if any("!" in form for form in forms)]


def test_every_sentence_asked_for_is_there():
    known = SENTENCES["fi"]
    assert not [f"{where} {code}" for where, _, code in plain_ids(TELLERS) if code not in known]


def test_every_error_has_its_sentence():
    known = SENTENCES["fi"]
    assert not [f"{where} {code}" for where, _, code in plain_ids(ERRORS) if code not in known]


def test_every_sentence_gets_the_facts_it_tells():
    wanting = []
    for where, node, code in plain_ids({*TELLERS, *ERRORS}):
        given = {keyword.arg for keyword in node.keywords}
        told = set().union(*(facts(rows.get(code, ())) for rows in SENTENCES.values()))
        lacking = told - given
        if None not in given and lacking:
            wanting.append(f"{where} {code}: {', '.join(sorted(lacking))}")
    assert not wanting


def test_every_family_asked_for_has_members():
    codes = set(SENTENCES["fi"])
    asked_for = {node.lineno: (where, node.args[0]) for where, node in asked({*TELLERS, *ERRORS})}
    lines = {where for where, first in asked_for.values() if isinstance(first, ast.JoinedStr)}
    lost = [f"{file}:{line} {pattern.pattern}" for file, line, pattern in patterns()
            if f"{file}:{line}" in lines and not any(pattern.fullmatch(code) for code in codes)]  # fmt: skip
    assert not lost


@pytest.mark.parametrize("family", [model.State, model.Kind, model.Way], ids=lambda family: family.__name__)
def test_every_value_people_see_has_a_word(family):
    stem = family.__name__.lower()
    assert not [value for value in family if f"{stem}.{value}" not in SENTENCES["fi"]]


def test_no_sentence_is_left_that_nobody_asks_for():
    spoken = {
        node.value
        for file in python_files("app", "ui")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    families = [pattern for _, _, pattern in patterns()]
    data = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "resources").rglob("*.toml"))
    idle = [
        code
        for code in SENTENCES["fi"]
        if not {code, *stems(code)} & spoken
        and f'"{code}"' not in data
        and not any(pattern.fullmatch(code) for pattern in families)
    ]
    assert not idle


def stems(code):
    """Return the beginnings of an id that a caller may hand on and complete there (the family of a counted word)."""
    parts = code.split(".")
    return {".".join(parts[:cut]) for cut in range(1, len(parts)) if cut > 1 or parts[0] == "number"}


def test_the_compiled_words_are_those_of_the_source():
    place = ROOT / "packaging" / "make_wording.py"
    spec = importlib.util.spec_from_file_location("make_wording", place)
    make_wording = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_wording)
    assert not [po.name for po in FOLDER.glob("*.po") if make_wording.stale(po)]


def test_the_number_chooses_the_form():
    sentences = wording.Wording("fi")
    many = next(code for code, forms in SENTENCES["fi"].items() if len(forms) > 1)
    one, more = SENTENCES["fi"][many]
    assert sentences(many, n=1) == one.format_map(Echo({"n": 1}))
    assert sentences(many, n=5) == more.format_map(Echo({"n": 5}))


class Echo(dict):
    def __missing__(self, key):
        return "{" + key + "}"


def test_an_unknown_id_comes_back_as_it_is():
    assert wording.Wording("sv")("no.such.sentence") == "no.such.sentence"


def test_a_missing_fact_stays_visible_and_raises_nothing():
    code = next(code for code, forms in SENTENCES["en"].items() if facts(forms) and len(forms) == 1)
    assert "{" in wording.Wording("en")(code, unrelated="x")


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "fi_FI.UTF-8"}, "fi"),
        ({"LANG": "sv_FI.UTF-8"}, "sv"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fi_FI.UTF-8", "LC_ALL": "sv_SE.UTF-8"}, "sv"),
        ({"LANGUAGE": "de:sv:en", "LANG": "fi_FI.UTF-8"}, "sv"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_system_chooses_the_language(monkeypatch, variables, language):
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert wording.system_language() == language
