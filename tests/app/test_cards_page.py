# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a page's head says of itself, for any bytes there are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cards import page

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("head", "title", "description"),
    [
        ("<title>Vain otsikko</title>", "Vain otsikko", ""),
        ("<TITLE lang=fi>\n Iso \t ja\nrivitetty </TITLE>", "Iso ja rivitetty", ""),
        ("<title>a</title><meta name=twitter:title content=b><meta name=description content=c>", "b", "c"),
        ('<meta name="og:title" content="x"><meta property="OG:Title" content="y">', "x", ""),
        ('<meta content="toisin päin" property="og:title"/>', "toisin päin", ""),
        ('<meta property="og:title" content=""><title>ei tyhjää</title>', "ei tyhjää", ""),
        ("<!-- <title>ei tätä</title> --><title>tämä</title>", "tämä", ""),
        ("<script>var x = '<title>ei tätä</title>'</script><title>tämä</title>", "tämä", ""),
        ("<svg><title>kuvake</title></svg><title>sivu</title>", "sivu", ""),
        ('<meta property="og:title" content="nuoli > tässä \'näin\'">', "nuoli > tässä 'näin'", ""),
        ("<title>&lt;b&gt;ei lihavaa&lt;/b&gt; &#0; &#x202e;nurin</title>", "<b>ei lihavaa</b> \ufffd nurin", ""),
        ("<title>loppu puuttuu", "", ""),
        (f"<title>perhe {FAMILY}</title>", f"perhe {FAMILY}", ""),
        ("</head><title>myöhässä</title>", "", ""),
    ],
)  # fmt: skip
def test_what_a_head_says(head, title, description):
    found = page.read_head(head.encode(), "text/html; charset=utf-8")
    assert (found.title, found.description) == (title, description)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<title>Ääni €</title>".encode(), "text/html"),
        ("<title>Ääni €</title>".encode(), "text/html; charset=made-up"),
        ("<title>Ääni €</title>".encode(), "text/html; charset=rot13"),
        ("<title>Ääni €</title>".encode("cp1252"), "text/html; charset=ISO-8859-1"),
        ("<title>Ääni €</title>".encode("cp1252"), "text/html"),
        ('<meta charset="windows-1252"><title>Ääni €</title>'.encode("cp1252"), "text/html"),
        ('<meta http-equiv=x content="text/html; charset=iso-8859-15"><title>Ääni €</title>'.encode("iso-8859-15"), ""),
        ('<meta charset="utf-16"><title>Ääni €</title>'.encode(), "text/html"),
        ("\ufeff<title>Ääni €</title>".encode(), "text/html; charset=iso-8859-1"),
        ("\ufeff<title>Ääni €</title>".encode("utf-16-le"), "text/html"),
    ],
)
def test_charsets(content, kind):
    assert page.read_head(content, kind).title == "Ääni €"


def test_long_words_are_cut_between_characters():
    assert page.cleaned(FAMILY * 200, 300) == FAMILY * 59 + "…"
    assert len(page.cleaned("a" + "\u0301" * 10_000, 300)) <= 300
    assert page.cleaned("tasan", 5) == "tasan"


@settings(max_examples=300, deadline=None)
@given(
    content=st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: f"<title>{text}</title>".encode("utf-8", "replace"))
)
def test_any_bytes_give_plain_words(content):
    found = page.read_head(content)
    for words in (found.title, found.description, found.picture_alt):
        assert words == " ".join(words.split())
        assert words.isprintable() or any(letter in words for letter in "\u200c\u200d") or not words.isascii()
        assert len(words) <= page.LONGEST_DESCRIPTION


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<!--",
            "<meta ",
            "<meta content='",
            '<meta a="',
            "<title",
            "<title>",
            "<script>",
            "<",
            "&",
            "<svg",
            "</head",
        ),
        *(f"<meta {attribute * 4000}>" for attribute in ("a=", "' ", "//", "a ")),
        "x" * 1000,
        '<meta property="og:title" content="&a">',
    ],
    ids=lambda piece: piece[:12],
)
def test_a_hostile_page_is_read_in_linear_time(piece):
    took = []
    for size in (1 << 17, 1 << 20):
        content = (piece * (size // len(piece) + 1))[:size].encode()
        begun = time.thread_time()
        page.read_head(content, "text/html")
        took.append(time.thread_time() - begun)
    assert took[1] < 8 * 3 * took[0] + 0.3
