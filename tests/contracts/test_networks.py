# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What every network file has to keep, and what docs/networks.md makes of them; runs over every file found."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
from datetime import date

import pytest
from sources import ROOT

from app.measure import measure
from app.model import Way
from app.networks import networks
from app.paths import resource

ALL = networks()


def named(known):
    return known.id


@pytest.mark.parametrize("known", ALL, ids=named)
def test_numbers_have_a_source_and_a_date(known):
    assert known.sources
    for source in known.sources:
        assert source.page.strip()
        assert date(2026, 1, 1) <= source.read <= date(2100, 1, 1)


@pytest.mark.parametrize("known", ALL, ids=named)
def test_it_can_be_opened_by_hand(known):
    if known.way is Way.PRACTICE:
        assert known.compose_url == ""
    else:
        assert known.compose_url.startswith("https://")
        known.compose_url.format(text="t", url="u", server="s")


@pytest.mark.parametrize("known", ALL, ids=named)
def test_its_icon_is_there(known):
    assert (resource("icons") / f"{known.icon}.svg").is_file()


@pytest.mark.parametrize("known", ALL, ids=named)
def test_one_more_than_the_limit_does_not_fit(known):
    full = measure("a" * known.limit, known)
    assert (full.used, full.limit, full.unit, full.fits) == (known.limit, known.limit, known.unit, True)
    assert [part.text for part in full.parts] == ["a" * known.limit]
    over = measure("a" * (known.limit + 1), known)
    assert (over.used, over.fits) == (known.limit + 1, False)
    assert len(over.parts) == (2 if known.threads else 1)


@pytest.mark.parametrize("known", ALL, ids=named)
def test_nothing_costs_nothing(known):
    nothing = measure("", known)
    assert (nothing.used, nothing.fits, nothing.urls, nothing.mentions, nothing.hashtags) == (0, True, (), (), ())
    assert [part.text for part in nothing.parts] == [""]


@pytest.mark.parametrize("known", ALL, ids=named)
@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "a\x00b " * 3000,
        "\ud800",
        "\udfff\ud800 x" * 1000,
        "\ufffe\uffff\ufeff",
        "e" + "\u0301" * 10_000,
        "\u202e#\u200f@\u200d" * 2000,
        "\r\n" * 5000,
        " " * 70_000,
        "https://" * 2000,
        "a.com" * 2000,
        "(" * 5000 + "#" * 5000 + "@" * 5000,
        "😀" * 5000,
        "”" * 5001,
    ],
    ids=range(14),
)
def test_any_string_is_measured(known, text):
    found = measure(text, known)
    assert found.used >= 0
    assert found.parts
    for mark in (*found.urls, *found.mentions, *found.hashtags):
        assert text[mark.start : mark.end] == mark.text


@pytest.mark.parametrize("known", ALL, ids=named)
def test_a_megabyte_is_measured(known):
    text = "Päivä oli pitkä. Kiitos kaikille, jotka jaksoivat! " * 20_000
    found = measure(text, known)
    assert not found.fits
    assert all(part.used <= known.limit for part in found.parts) or not known.threads


@pytest.fixture(scope="module")
def doc():
    """The script that writes docs/networks.md."""
    sys.path.insert(0, str(ROOT / "packaging"))
    about = importlib.util.spec_from_file_location("make_networks_doc", ROOT / "packaging" / "make_networks_doc.py")
    module = importlib.util.module_from_spec(about)
    about.loader.exec_module(module)
    sys.path.remove(str(ROOT / "packaging"))
    return module


@pytest.mark.parametrize("known", ALL, ids=named)
def test_a_person_is_told_how_to_link_it_what_it_costs_and_how_a_doubt_ends(known, doc):
    about = known.about
    assert all((about.why, about.cost, about.doubt, about.link))
    needs_key = known.id in doc.direct() and doc._channels().network(known.id).needs_key
    assert about.key or not needs_key
    for text in (about.why, about.doubt, *about.link, *about.key):
        assert text.rstrip()[-1] in ".)/", text


def test_the_seven_times_seven_answers_are_all_played(doc):
    assert len(doc.seven()) == len(doc.ROWS) == 7
    empty = [f"{place.id}: {row}" for place in doc.seven() for row in doc.ROWS if not doc.cell(place.id, row)]
    assert not empty


def test_every_play_that_is_marked_belongs_to_a_row(doc):
    for path in doc.REPLIES.glob("*.toml"):
        replies = tomllib.loads(path.read_text(encoding="utf-8"))
        marked = [play["row"] for play in [*replies.get("publish", []), *replies.get("by_hand", [])] if "row" in play]
        assert set(marked) <= set(doc.ROWS), path.name
        assert len(marked) == len(set(marked)), path.name


def test_the_page_of_networks_is_what_the_data_files_and_the_reply_files_say():
    script = [sys.executable, "packaging/make_networks_doc.py", "--check"]
    done = subprocess.run(script, cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
