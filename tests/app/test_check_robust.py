# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The check under anything: any Unicode, a megabyte in one line, a long stream, hostile lists. Time stays linear.

MUMMO_LONG=1 reads the hostile texts at ten times the length and tries more of any text.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import checks, languages
from app.model import Around, Level, ListRow, WordList
from app.paths import resource

LONG = bool(os.environ.get("MUMMO_LONG"))
LINES = 100_000
LANGUAGES = ("fi", "sv", "en")

any_text = st.text(max_size=300)
sentences = st.lists(
    st.sampled_from(
        ["vitun", "p***a", "040 123 4567", "”", "sanoi", "\u00ad", "a\u0308", "İ", "ß", "😀\u200d🔧", "\n", "Hän",
         "Clay is", "\ud800", "#saviOnKiva", "131052-308T", "för fan", "what the hell", "\u202e", "Ⅷ", "ﬃ", "𝐯𝐢𝐭𝐭𝐮"]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip


@settings(max_examples=300 if LONG else 60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=any_text | sentences, language=st.sampled_from(LANGUAGES), mixed=st.booleans())
def test_any_text_is_read_and_spans_hold_their_words(text, language, mixed):
    around = Around(lists=(WordList("", (ListRow((("any", "savi"),), Level.EYEBROW),)),), hour=23, earlier=(text,))
    reading = checks.read(text, language, None, around, mixed)
    for finding in reading.findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.words == text[finding.start : finding.end]
    for evidence in reading.hats.evidence:
        assert text[evidence.start : evidence.end].lower() == evidence.word


paragraphs = st.lists(
    any_text
    | sentences
    | st.sampled_from(
        ["Savi ei ole ikävä maalaji, se on vain hidas, ja siksi mittaamme painumat vasta keväällä. " * 5,
         "Leran är ingen tråkig jordart, den är bara långsam, och därför mäter vi sättningarna i vår. " * 4,
         "Hän soitti taas vitun myöhään, numerosta 040 123 4567, ja sanoi ”haista paska”. " * 4,
         "Clay is not a nasty soil, it is only slow, and we will measure the settlement in spring. " * 4]
    ),
    min_size=1,
    max_size=9,
).map("\n".join)  # fmt: skip


@settings(max_examples=300 if LONG else 60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=paragraphs,
    place=st.floats(0, 1),
    cut=st.integers(0, 200),
    put=st.sampled_from(["", "a", " ", "\n", "\n\n", "”", "\u0308"]) | sentences | any_text,
    language=st.sampled_from(LANGUAGES),
    mixed=st.booleans(),
)
def test_a_text_read_again_after_an_edit_is_read_as_if_anew(text, place, cut, put, language, mixed):
    at = round(place * len(text))
    edited = text[:at] + put + text[at + cut :]
    checks.forget_read()
    checks.read(text, language, mixed=mixed)
    again = checks.read(edited, language, mixed=mixed)
    checks.forget_read()
    assert again == checks.read(edited, language, mixed=mixed)
    for finding in again.findings:
        assert 0 <= finding.start < finding.end <= len(edited)
        assert finding.words == edited[finding.start : finding.end]
    for evidence in again.hats.evidence:
        assert edited[evidence.start : evidence.end].lower() == evidence.word


@settings(max_examples=60, deadline=None)
@given(text=any_text | sentences, language=st.sampled_from(LANGUAGES))
def test_the_pipeline_takes_any_text(text, language):
    checks.fit()
    doc = languages.pipeline(language)(text)
    for group in doc.spans.values():
        for span in group:
            assert span._.finding.words == text[span._.finding.start : span._.finding.end]


@settings(max_examples=100, deadline=None)
@given(text=any_text | sentences)
def test_places_are_the_way_back_of_origins(text):
    analysis = languages.analyse(text, "fi")
    for at in range(len(analysis.plain)):
        assert analysis.place(*analysis.origin(at, at + 1)) == (at, at + 1)


HOSTILE = {
    "one word": "a" * 20_000,
    "stars": "*" * 20_000,
    "starred": "p*" * 10_000,
    "spaced": "v i t u n " * 2_000,
    "quotes": '"' * 20_000,
    "open quotes": "sanoi ”a " * 2_500,
    "digits": "1" * 20_000,
    "digits and spaces": "1 " * 10_000,
    "dots": "a." * 10_000,
    "at": "a@" * 10_000,
    "phrases": "senkin vitun " * 1_500,
    "capitals": "HUUTOA " * 3_000,
    "links": "https://a.fi " * 1_500,
    "combining": "a" + "\u0308" * 20_000,
    "hyphens": "a-" * 10_000,
    "hashtags": "#a" * 10_000,
    "mixed": "Clay is not a nasty soil and we know it.\nSavi ei ole ikävä, se on vain hidas.\n" * 250,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length_and_not_with_its_square(text):
    text = text * 10 if LONG else text

    def seconds(part):
        checks.forget_read()
        begin = time.thread_time()
        checks.read(part, "fi", mixed=True)
        return time.thread_time() - begin

    seconds(text[: len(text) // 8])
    eighth = min(seconds(text[: len(text) // 8]) for _ in range(2))
    assert seconds(text) < 8 * 3 * eighth + 0.1


def test_a_megabyte_in_one_line_costs_no_more_than_it_is_long():
    one = "Savi {} ei ole ikävä maalaji, se on vain hidas, ja sen vitun pumppu pysähtyi taas. "
    text = "".join(one.format(number) for number in range(12_000))
    begin = time.thread_time()
    checks.read(text[: len(text) // 8], "fi", mixed=True)
    eighth, begin = time.thread_time() - begin, time.thread_time()
    reading = checks.read(text, "fi", mixed=True)
    assert time.thread_time() - begin < 8 * 3 * eighth + 0.1
    assert len(text) > 1_000_000
    assert "\n" not in text
    assert sum(one.category == "crude" for one in reading.findings) == 12_000


def test_a_long_stream_takes_no_more_memory_at_its_end(tmp_path):
    """Memory after half of the lines, when every cache is full, and after all. No line is like another."""
    if not sys.platform.startswith("linux"):
        pytest.skip("memory is read from /proc")
    code = (
        "import sys, io, json, random\n"
        "from app import checks\n"
        "def size(): return int(open('/proc/self/status').read().split('VmRSS:')[1].split()[0]) / 1024\n"
        "chance, lines, kept = random.Random(3), int(sys.argv[1]), []\n"
        "def word(): return ''.join(chance.choice('ptklmnrsv') + chance.choice('aeiou') for _ in range(4))\n"
        "for number in range(lines):\n"
        "    text = ' '.join(word() for _ in range(6)) + ' vitun 040 123 4567'\n"
        "    checks.read(text, ('fi', 'sv', 'en')[number % 3], mixed=True)\n"
        "    if number in (lines // 2, lines - 1): kept.append(size())\n"
        "print(json.dumps(kept))"
    )
    line = [sys.executable, "-c", code, str(LINES)]
    run = subprocess.run(line, capture_output=True, text=True, check=True, cwd=resource().parent)
    half, whole = json.loads(run.stdout)
    assert whole - half < 20


def test_a_hostile_list_costs_no_more_than_it_is_long():
    words = tuple(f"{'a' * 60} {'b' * 60} {number}" for number in range(2_000)) + ("a " * 40,) * 200 + ("*" * 80,) * 200
    lists = (WordList("", tuple(ListRow((("any", one),), Level.EYEBROW) for one in words)),)

    def seconds(text, lists):
        begin = time.thread_time()
        checks.read(text, "fi", None, Around(lists=lists))
        return time.thread_time() - begin

    seconds("a", lists)
    list_alone, text_alone = seconds("b", lists), seconds("a " * 5_000, ())
    assert seconds("a " * 5_000, lists) < 3 * (list_alone + text_alone) + 0.1
