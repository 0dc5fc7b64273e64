# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Characters, links, mentions, hashtags and sentences, against the networks' own published cases and ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import text as room
from app.text import atproto, bluesky, mastodon, x
from app.text.sentences import Rank, cuts, quotations

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = Path(os.environ.get("MUMMO_EVAL_TEXT") or ROOT.parent / "shared" / "eval" / "text")
OWN = ROOT / "tests" / "data" / "text"

ANY_TEXT = st.text(st.characters(), max_size=60) | st.text(
    "a.b:/#@$_-~()é ä👍🏽\u200d\ufe0f\u0301\ud83d\r\n日", max_size=60
)


def published(name):
    """The networks' own cases; they are not part of the repository."""
    path = PUBLISHED / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside the clone (MUMMO_EVAL_TEXT names another folder)")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def agreement(name, pairs):
    """Print how many of (case, ours, theirs) agree, and return the share and those that do not."""
    pairs = list(pairs)
    wrong = [(case, ours, theirs) for case, ours, theirs in pairs if ours != theirs]
    print(f"{name}: {len(pairs) - len(wrong)} of {len(pairs)}")
    return 1 - len(wrong) / len(pairs), wrong


# ---------------------------------------------------------------- characters


def test_graphemes_as_unicode_has_them():
    rows = published("grapheme.jsonl")
    share, wrong = agreement("graphemes", ((row["id"], room.graphemes(row["input"]), row["expected"]) for row in rows))
    assert share == 1, wrong


@given(ANY_TEXT)
def test_graphemes_lose_nothing_and_are_counted_alike(text):
    pieces = room.graphemes(text)
    assert "".join(pieces) == text
    assert len(pieces) == room.count_graphemes(text)


@given(ANY_TEXT)
def test_the_short_way_to_graphemes_is_the_long_way(text):
    import regex

    assert room.graphemes(text) == regex.findall(r"\X", text)


@given(ANY_TEXT, st.integers(0, 60))
def test_offsets_go_to_utf16_and_back(text, place):
    place = min(place, len(text))
    there = room.utf16_offset(text, place)
    assert room.utf16_offsets(text)[place] == there
    assert room.code_point_offset(text, there) == place


def test_an_offset_inside_a_pair_falls_before_its_character():
    assert room.code_point_offset("a👍b", 2) == 1
    assert room.code_point_offset("a👍b", 99) == 3
    assert room.utf16_length("a👍b\ud800") == 5
    assert room.utf8_length("ä\ud800") == 5


# ---------------------------------------------------------------- the networks' own cases


def texts(spans, text):
    return [text[start:end] for start, end in spans]


X_FINDERS = {
    "urls": lambda text: texts(x.links(text), text),
    "tco_urls_with_params": lambda text: texts(x.links(text), text),
    "country": lambda text: texts(x.links(text), text),
    "generic": lambda text: texts(x.links(text), text),
    "urls_with_indices": lambda text: [{"url": text[a:b], "indices": [a, b]} for a, b in x.links(text)],
    "urls_with_directional_markers": lambda text: [{"url": text[a:b], "indices": [a, b]} for a, b in x.links(text)],
    "mentions": lambda text: [text[a + 1 : b] for a, b in x.mentions(text)],
    "mentions_with_indices": lambda text: [
        {"screen_name": text[a + 1 : b], "indices": [a, b]} for a, b in x.mentions(text)
    ],
    "hashtags": lambda text: [text[a + 1 : b] for a, b in x.hashtags(text)],
    "hashtags_from_astral": lambda text: [text[a + 1 : b] for a, b in x.hashtags(text)],
    "hashtags_with_indices": lambda text: [
        {"hashtag": text[a + 1 : b], "indices": [a, b]} for a, b in x.hashtags(text)
    ],
    "cashtags": lambda text: [text[a + 1 : b] for a, b in x.cashtags(text)],
    "cashtags_with_indices": lambda text: [
        {"cashtag": text[a + 1 : b], "indices": [a, b]} for a, b in x.cashtags(text)
    ],
}


@pytest.mark.parametrize("name", ["twitter-extract.jsonl", "twitter-tlds.jsonl"])
def test_x_finds_what_twitter_text_finds(name):
    rows = [row for row in published(name) if row["group"] in X_FINDERS]
    for group in sorted({row["group"] for row in rows}):
        chosen = [row for row in rows if row["group"] == group]
        pairs = ((row["input"], X_FINDERS[group](row["input"]), row["expected"]) for row in chosen)
        share, wrong = agreement(f"twitter-text {group}", pairs)
        assert share >= (0.99 if "hashtags" in group or "mentions" in group else 1), wrong


X_JUDGES = {
    "usernames": lambda text: x.mentions(text) == [(0, len(text))],
    "lists": lambda text: x.mentions_and_lists(text) == [(0, len(text), True)],
    "hashtags": lambda text: x.hashtags(text) == [(0, len(text))],
    "urls_without_protocol": lambda text: list(x.links(text)) == [(0, len(text))],
}


def test_x_takes_for_valid_what_twitter_text_does():
    rows = [row for row in published("twitter-validate.jsonl") if row["group"] in X_JUDGES]
    pairs = ((row["input"], X_JUDGES[row["group"]](row["input"]), row["expected"]) for row in rows)
    share, wrong = agreement("twitter-text, valid or not", pairs)
    assert share == 1, wrong


def test_lists_are_told_from_people():
    rows = [row for row in published("twitter-extract.jsonl") if row["group"] == "mentions_or_lists_with_indices"]
    for row in rows:
        ours = [[start, end] for start, end, _ in x.mentions_and_lists(row["input"])]
        assert ours == [found["indices"] for found in row["expected"]]


PROTOCOL = {
    "handle": atproto.is_handle,
    "did": atproto.is_did,
    "atidentifier": atproto.is_identifier,
    "nsid": atproto.is_nsid,
    "recordkey": atproto.is_record_key,
    "tid": atproto.is_tid,
    "aturi": atproto.is_address,
    "datetime": atproto.is_time,
    "language": atproto.is_language,
}


def test_the_protocols_strings_are_told_from_others():
    rows = published("atproto-syntax.jsonl")
    asked = ((row["input"], PROTOCOL[row["group"].split("_")[0]](row["input"]), row["expected"]) for row in rows)
    share, wrong = agreement("AT Protocol syntax", asked)
    assert share == 1, wrong


@pytest.mark.parametrize(
    ("judge", "good", "bad"),
    [
        (atproto.is_handle, "maija.example.com", "maija"),
        (atproto.is_did, "did:plc:abc123", "did:plc:"),
        (atproto.is_nsid, "app.bsky.feed.post", "app.bsky"),
        (atproto.is_record_key, "3jzfcijpj2z2a", ".."),
        (atproto.is_tid, "3jzfcijpj2z2a", "3jzfcijpj2z2"),
        (atproto.is_address, "at://maija.example.com/app.bsky.feed.post/3jzfcijpj2z2a", "at://maija/"),
        (atproto.is_time, "2026-11-23T07:12:00.000Z", "2026-02-30T07:12:00.000Z"),
        (atproto.is_language, "fi-FI", "fi_FI"),
    ],
)
def test_our_own_examples_of_them(judge, good, bad):
    assert judge(good)
    assert not judge(bad)


def facet_rows(text):
    return [
        {"kind": facet.kind, "value": facet.value, "byteStart": facet.byte_start, "byteEnd": facet.byte_end}
        for facet in room.bluesky_facets(text)
    ]


def test_bluesky_facets_are_those_of_its_own_library():
    rows = published("bluesky-facets.jsonl")
    for row in rows:
        for facet in row["expected"]:
            facet["value"] = facet["value"].removeprefix("did:fake:")
    share, wrong = agreement("facets", ((row["input"], facet_rows(row["input"]), row["expected"]) for row in rows))
    assert share == 1, wrong


@pytest.mark.parametrize("field", ["facets", "graphemes", "bytes", "urls", "hashtags", "mentions"])
def test_random_texts_as_the_networks_packages_judge_them(field):
    ask = {
        "facets": facet_rows,
        "graphemes": room.count_graphemes,
        "bytes": room.utf8_length,
        "urls": X_FINDERS["urls"],
        "hashtags": X_FINDERS["hashtags"],
        "mentions": X_FINDERS["mentions"],
    }[field]
    judge = "x" if field in ("urls", "hashtags", "mentions") else "bluesky"
    pairs = ((row["input"], ask(row["input"]), row[judge][field]) for row in published("own-texts.jsonl"))
    share, wrong = agreement(f"random texts, {field}", pairs)
    assert share == 1, wrong


# ---------------------------------------------------------------- ours


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "yle.fi, http://ääkkönen.fi/ö ja https://example.com.",
            ["yle.fi", "http://ääkkönen.fi/ö", "https://example.com"],
        ),
        ("posti a@example.com ja ftp://example.com", []),
        ("👍example.com", ["example.com"]),
        ("@👍example.com", ["example.com"]),
        ("https://t.co/" + "a" * 41, []),
        ("https://" + "a" * 64 + ".com", []),
        ("esim.Tämä on virke.Toinen", []),
    ],
)
def test_links_on_x(text, found):
    assert texts(x.links(text), text) == found


@pytest.mark.parametrize(
    ("text", "links", "mentions", "tags"),
    [
        ("example.com https://example.com/ä_(ö).", ["https://example.com/ä_(ö)"], [], []),
        ("@maija@mastodon.example, hei @pekka.", [], ["@maija@mastodon.example", "@pekka"], []),
        ("a@b.fi x@y", [], [], []),
        ("#opetus (#ei) #1 ＃kyllä\n#rivi", [], [], ["#opetus", "＃kyllä", "#rivi"]),
        ("gemini://example.com/x #ahttps://example.com", ["gemini://example.com/x"], [], ["#a"]),
    ],
)
def test_mastodon(text, links, mentions, tags):
    assert texts(mastodon.links(text), text) == links
    assert [text[start:end] for start, end, _ in mastodon.mentions(text)] == mentions
    assert texts(mastodon.hashtags(text), text) == tags


@given(ANY_TEXT)
@settings(max_examples=200)
def test_what_is_found_stands_where_it_is_said_to(text):
    for rules in ("x", "mastodon", "bluesky", "meta", "linkedin"):
        found = room.find(text, rules)
        for mark in (*found.urls, *found.mentions, *found.hashtags, *found.cashtags):
            assert text[mark.start : mark.end] == mark.text
            assert mark.text


@given(ANY_TEXT)
@settings(max_examples=200)
def test_facets_cut_the_bytes_at_characters(text):
    data = text.encode("utf-8", "surrogatepass")
    for facet in room.bluesky_facets(text):
        assert 0 <= facet.byte_start < facet.byte_end <= len(data)
        data[facet.byte_start : facet.byte_end].decode("utf-8", "surrogatepass")


def test_an_invalid_top_level_domain_is_no_handle_and_no_link():
    assert facet_rows("@maija.eiole example.eiole") == []
    assert [facet.value for facet in bluesky.facets("@maija.fi yle.fi")] == ["maija.fi", "https://yle.fi"]


# ---------------------------------------------------------------- LinkedIn's little text


def published_from(little):
    """Read little text as its documentation describes it: a backslash takes the next sign literally.

    Unescaped reserved signs begin an element (mention, template hashtag) and would not appear as written; the plain
    hashtag is the one element a # may begin.
    """
    shown = []
    place = 0
    while place < len(little):
        sign = little[place]
        if sign == "\\":
            shown.append(little[place + 1])
            place += 2
            continue
        assert sign not in "|{}@[]()<>*_~", f"{sign} begins something else"
        if sign == "#":
            assert little[place + 1 : place + 2].isalnum()
        shown.append(sign)
        place += 1
    return "".join(shown)


@given(st.text() | st.text("\\|{}@[]()<>#*_~ab1 ä\n", max_size=80))
@settings(max_examples=500)
def test_what_is_published_on_linkedin_is_what_was_written(text):
    assert published_from(room.escape_little_text(text)) == text


def test_hashtags_stay_hashtags_on_linkedin():
    assert room.escape_little_text("#opetus (C#) a_b https://a.fi/#x") == r"#opetus \(C\#\) a\_b https://a.fi/\#x"


# ---------------------------------------------------------------- sentences


@pytest.mark.parametrize("row", tomllib.loads((OWN / "sentences.toml").read_text(encoding="utf-8"))["sentences"])
def test_sentences_end_where_a_writer_ends_them(row):
    text = row.replace("¦", "")
    found = cuts(text)
    ends = [start for start, rank in zip(found.starts, found.ranks, strict=True) if rank <= Rank.SENTENCE]
    pieces = [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    assert pieces == row.split("¦")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hän sanoi: ”En tiedä.” Niin.", ["”En tiedä.”"]),
        ('He said "no way" twice', ['"no way"']),
        ("“a b” »c d» «e f» „g h“", ["“a b”", "»c d»", "«e f»", "„g h“"]),
        ('5" tv ja 6" tv', []),
        ("”jäi auki\n\ntoinen kappale”", []),
        ("it's John's", []),
    ],
)
def test_quotations(text, found):
    assert texts(quotations(text), text) == found


# ---------------------------------------------------------------- cheap to import


def test_importing_loads_no_heavy_library():
    heavy = ("regex", "spacy", "tomllib", "PySide6")
    code = f"import sys, app.measure; print([name for name in {heavy} if name in sys.modules])"
    child = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "[]"
