# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Counting as each network counts, and threads cut so that every part fits and nothing is lost."""

from __future__ import annotations

import json
import os
import random
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.measure import measure
from app.networks import network, networks
from app.text import find, graphemes
from app.text.sentences import quotations

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = Path(os.environ.get("MUMMO_EVAL_TEXT") or ROOT.parent / "shared" / "eval" / "text")
COUNTS = tomllib.loads((ROOT / "tests" / "data" / "text" / "counts.toml").read_text(encoding="utf-8"))["case"]
THREADED = [known for known in networks() if known.threads]

# Fewer by default than a night's run, to keep the tests short: MUMMO_RANDOM_TEXTS=10000 does them all.
RANDOM_TEXTS = int(os.environ.get("MUMMO_RANDOM_TEXTS", "1000"))


def published(name):
    """The networks' own cases; they are not part of the repository."""
    path = PUBLISHED / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside the clone (MUMMO_EVAL_TEXT names another folder)")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# ---------------------------------------------------------------- counting


@pytest.mark.parametrize("case", COUNTS, ids=lambda case: f"{case['network']} {case['text'][:20]}")
def test_what_a_text_costs(case):
    found = measure(case["text"], network(case["network"]), case.get("warning", ""))
    assert (found.used, found.fits) == (case["used"], case.get("fits", True))
    for kind in ("urls", "mentions", "hashtags"):
        if kind in case:
            assert [mark.text for mark in getattr(found, kind)] == case[kind]
    assert found.bytes == (len(case["text"].encode()) if case["network"] == "bluesky" else None)


def test_x_weighs_as_twitter_text_does():
    rows = [row for row in published("twitter-validate.jsonl") if row.get("config") == "v3"]
    asked = [(row["input"], row["expected"]["weightedLength"], row["expected"]["valid"]) for row in rows]
    asked += [(row["input"], row["x"]["weightedLength"], row["x"]["valid"]) for row in published("own-texts.jsonl")]
    ours = [(text, *_x(text)) for text, _, _ in asked]
    print(f"weights: {sum(a == b for a, b in zip(ours, asked, strict=True))} of {len(asked)}")
    assert ours == asked


def _x(text):
    found = measure(text, network("x"))
    return found.used, found.fits


def test_mastodon_counts_as_its_server_does():
    rows = published("mastodon-length.jsonl")
    ours = [measure(row["text"], network("mastodon"), row["spoiler_text"]) for row in rows]
    print(f"mastodon: {len(rows)} cases")
    assert [found.used for found in ours] == [row["count"] for row in rows]
    assert [found.fits for found in ours] == [row["valid_at_500"] for row in rows]


def test_bluesky_has_two_limits():
    family = "👨‍👩‍👧‍👦"
    found = measure(family * 121, network("bluesky"))
    assert (found.used, found.bytes, found.fits) == (121, 3025, False)
    assert [part.used for part in found.parts] == [120, 1]


def test_instagram_refuses_too_many_hashtags():
    assert measure(" ".join(f"#tägi{n}" for n in range(30)), network("instagram")).fits
    assert not measure(" ".join(f"#tägi{n}" for n in range(31)), network("instagram")).fits


def test_a_servers_own_limit_is_used():
    roomy = replace(network("mastodon"), limit=5000)
    assert measure("sana " * 200, roomy).fits
    assert not measure("sana " * 200, network("mastodon")).fits


# ---------------------------------------------------------------- cutting, by example


def parts(text, name="bluesky", **options):
    return [part.text for part in measure(text, network(name), **options).parts]


SENTENCE = "Tässä on virke, jossa on juuri viisikymmentä merkkiä. "


def test_a_text_that_fits_is_one_part_as_it_is():
    assert parts("Hei!\n\nKiitos.\n") == ["Hei!\n\nKiitos.\n"]


def test_paragraphs_come_first():
    first, second = (SENTENCE * 3).strip(), (SENTENCE * 4).strip()
    assert parts(f"{first}\n\n{second}") == [first, second]


def test_then_sentences_and_no_abbreviation_ends_one():
    text = "Kävelin pitkän matkan, n. 5 km, esim. Helsingissä ja bl.a. Vasassa on hyvä kävellä kauan. " * 4
    for part in parts(text):
        assert part.endswith("kauan.")


def test_then_clauses_then_words_then_characters():
    clause = "kun aurinko nousi yli metsän ja järven, "
    assert all(part.endswith(",") for part in parts((clause * 20).strip())[:-1])
    assert all(part.endswith("sana") for part in parts("sana " * 200))
    assert [len(part) for part in parts("a" * 700)] == [300, 300, 100]


def test_nothing_is_cut_inside():
    link = "https://example.com/" + "polku-" * 12
    whole = [link, "@maija.example.com", "#pitkähkötunniste", "”Näin hän sanoi. Ja vielä lisää.”"]
    text = " ".join(word for n in range(40) for word in (whole[n % 4], "ja" * (n % 7)))
    for known in THREADED:
        for piece in whole:
            assert sum(part.text.count(piece) for part in measure(text, known).parts) == text.count(piece)


def test_a_quotation_too_long_by_itself_is_cut_where_it_may_be():
    text = "”" + SENTENCE * 8 + "Loppu.”"
    assert len(parts(text)) > 1
    assert all(len(part) <= 300 for part in parts(text))


def test_a_link_too_long_stays_whole_and_does_not_fit():
    link = "https://example.com/" + "a" * 400
    found = measure(f"Katso {link} nyt", network("bluesky"))
    assert [(part.text, part.used) for part in found.parts] == [("Katso", 5), (link, 420), ("nyt", 3)]
    assert measure(f"Katso {link} nyt", network("x")).fits


def test_a_lonely_last_part_borrows_a_sentence():
    text = SENTENCE * 5 + "Ja lopuksi vielä yksi virke tähän. Kiitos!"
    *_, last = parts(text)
    assert len(last) >= 40
    assert last.endswith("Kiitos!")


def test_the_content_warning_counts_in_every_part():
    found = measure("sana " * 200, network("mastodon"), "varoitus" * 10)
    assert all(part.used == len(part.text) + 80 <= 500 for part in found.parts)


def test_numbering_is_counted():
    text = SENTENCE * 70
    found = measure(text, network("bluesky"), numbering=True)
    total = len(found.parts)
    assert total >= 10
    for place, part in enumerate(found.parts, 1):
        assert part.text.endswith(f" {place}/{total}")
        assert part.used <= 300
        assert part.words in text
    assert parts("Lyhyt.", numbering=True) == ["Lyhyt."]


def test_a_number_has_room_on_every_meter():
    heavy = "👩🏽\u200d❤️\u200d💋\u200d👨🏽 " * 200  # the bytes run out long before the characters do
    found = measure(heavy, network("bluesky"), numbering=True)
    assert len(found.parts) > 1
    assert all(measure(part.text, network("bluesky")).fits for part in found.parts)


def test_threads_allows_five_links_a_part():
    found = measure(" ".join(f"https://example.com/{n}" for n in range(12)), network("threads"))
    assert not found.fits
    assert [part.text.count("https://") for part in found.parts] == [5, 5, 2]


# ---------------------------------------------------------------- cutting, by property


def wrong(text, known, **options):
    """What is wrong with the parts: each must fit when counted again, nothing be lost, and nothing be cut inside."""
    found = measure(text, known, **options)
    if "".join("".join(part.text.split()) for part in found.parts) != "".join(text.split()):
        return "something is lost"
    if found.fits:
        return "" if [part.text for part in found.parts] == [text] else "cut without need"
    for part in found.parts:
        again = measure(part.text, known, **options)
        if again.used != part.used or not (again.fits or cannot_be_cut(part.text, known)):
            return f"does not fit: {part}"
    return cut_inside(text, known, located(text, found.parts))


def located(text, pieces):
    places = []
    place = 0
    for piece in pieces:
        start = text.index(piece.text, place)
        assert not text[place:start].strip()
        place = start + len(piece.text)
        places.append((start, place))
    return places


def cannot_be_cut(text, known):
    """A single thing that stays whole: a link, mention or hashtag, or one character; or an invalid one on X."""
    spans = find(text, known.find).spans()
    return len(graphemes(text)) == 1 or (0, len(text)) in spans or (known.id == "x" and has_invalid(text))


def has_invalid(text):
    return any(sign in text for sign in "\ufffe\uffff\ufeff")


def cut_inside(text, known, places):
    edges = {edge for start, end in places for edge in (start, end)} - {0, len(text)}
    whole = find(text, known.find).spans()
    whole += [span for span in quotations(text) if measure(text[slice(*span)], known).fits]
    place = 0
    for cluster in graphemes(text):
        if not cluster.isspace():
            whole.append((place, place + len(cluster)))
        place += len(cluster)
    hurt = [text[start:end] for start, end in whole if any(start < edge < end for edge in edges)]
    return f"cut inside {hurt}" if hurt else ""


PIECES = st.sampled_from(
    [
        "sana",
        "Virke.",
        "esim.",
        "n.",
        "5",
        "km,",
        "”lainaus",
        "on",
        "tässä.”",
        '"quoted',
        'words"',
        "#tunniste",
        "@maija.example.com",
        "@a@b.example",
        "$AAPL",
        "https://example.com/polku?x=1",
        "example.com",
        "👍🏽",
        "👨\u200d👩\u200d👧\u200d👦",
        "café",
        "日本語。",
        "\n",
        "\n\n",
        ",",
        "—",
        "(",
        ")",
        "!",
        "…",
        "ä̈̈",
        "\r\n",
        "hirvittävänpitkäyhdyssana",
    ]
)
LONG = st.lists(PIECES, min_size=40, max_size=160).map(" ".join)


@given(LONG, st.sampled_from(THREADED), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_part_fits_and_nothing_is_lost(text, known, glued):
    assert wrong(text.replace(" ", "") if glued and len(text) < 900 else text, known) == ""


@given(st.text(max_size=900), st.sampled_from(THREADED))
@settings(max_examples=60, deadline=None)
def test_any_characters_at_all(text, known):
    assert wrong(text, replace(known, limit=known.limit // 5)) == ""


WORDS = [
    "tänään",
    "opettaja",
    "kysyi",
    "miksi",
    "virke",
    "loppuu.",
    "Sitten",
    "alkoi",
    "uusi!",
    "Entä",
    "nyt?",
    "esim.",
    "ks.",
    "n.",
    "5",
    "km",
    "bl.a.",
    "e.g.",
    "(sulut)",
    "”pieni",
    "lainaus”",
    '"two',
    'words"',
    "#tunniste",
    "#日本",
    "@maija",
    "@bob.example.com",
    "@a@b.example",
    "https://example.com/polku_(x)",
    "example.com",
    "www.yle.fi/uutiset?a=1",
    "👍",
    "👍🏽",
    "👨\u200d👩\u200d👧\u200d👦",
    "☺️",
    "1️⃣",
    "日本語のテキスト。",
    "한국어",
    "مرحبا",
    "café",
    "—",
    "…",
    "½",
    "superkalifragilistinenekspialidosinenyhdyssana",
]
GAPS = (" ", " ", " ", " ", " ", "\n", "\n\n", "  ", ", ", ". ", "", "\u00a0")


def test_a_quotation_that_repeats_a_link_stays_whole_on_threads():
    """Threads counts different links: the same one six times over is one, and no reason to cut the quotation."""
    quotation = "”" + "katso www.yle.fi/uutiset " * 6 + "ja mieti”"
    text = f"{'Sana toisensa perään kertyy. ' * 16}Hän sanoi: {quotation} Näin."
    parts = measure(text, network("threads")).parts
    assert len(parts) == 2
    assert any(quotation in part.text for part in parts)


def test_many_random_texts():
    """Prints its seed; stops after a minute on a slow machine and says how many it did."""
    seed = int(os.environ.get("MUMMO_SEED") or random.SystemRandom().randrange(10**9))
    dice = random.Random(seed)
    begun = time.monotonic()
    done = 0
    while done < RANDOM_TEXTS and time.monotonic() - begun < 60 * max(1, RANDOM_TEXTS / 1000):
        text = "".join(dice.choice(WORDS) + dice.choice(GAPS) for _ in range(dice.randint(20, 150)))
        assert wrong(text, THREADED[done % len(THREADED)]) == ""
        done += 1
    print(f"seed {seed}: {done} random texts")
    assert done >= min(RANDOM_TEXTS, 100)


@pytest.mark.parametrize("known", THREADED, ids=lambda known: known.id)
def test_the_work_grows_with_the_text_only(known):
    text = (SENTENCE * 4 + "Katso https://example.com/a #b @c 👍🏽.\n\n") * 30

    def seconds(words):
        begun = time.thread_time()
        measure(words, known)
        return time.thread_time() - begun

    small = min(seconds(f"{n} {text}") for n in range(5))
    large = min(seconds(f"{n} {text * 10}") for n in range(3))
    assert large < small * 10 * 2.5


@pytest.mark.parametrize(
    "unit",
    ["🇫", "(a)", "a_.", "ä_", "·", "\u0301", "\u200d", "a.com", "“a ", "@a.b", "#a ", "日本語。", "http://", ".!?"],
)
def test_no_endless_row_takes_long(unit):
    """Each of these could make a pattern look at the same characters again and again."""
    took = []
    for length in (2_500, 20_000):
        begun = time.thread_time()
        for known in THREADED:
            measure("http://a.com/#a" + unit * (length // len(unit)), known)
        took.append(time.thread_time() - begun)
    assert took[1] < 8 * 3 * took[0] + 0.1
