# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Links moved to a part of their own, and texts that come back a little different."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text import link_last, same_words


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Lue lisää: https://a.fi/x nyt", ("Lue lisää: nyt", "https://a.fi/x")),
        ("Teksti.\n\nhttps://a.fi/x\n\n#savi", ("Teksti.\n\n#savi", "https://a.fi/x")),
        ("Hei (https://a.fi) ja example.com", ("Hei ja example.com", "https://a.fi")),
        ("Katso https://a.fi.", ("Katso.", "https://a.fi")),
        ("https://a.fi alku", ("alku", "https://a.fi")),
        ("https://a.fi ja http://b.fi ja https://a.fi", ("ja ja", "https://a.fi\nhttp://b.fi")),
        ("https://a.fi", ("https://a.fi",)),
        ("Ei linkkiä, vain example.com", ("Ei linkkiä, vain example.com",)),
        ("", ("",)),
    ],
)
def test_web_addresses_go_last(text, moved):
    assert link_last((text,), "x") == link_last((text,), "linkedin") == moved


def test_links_of_every_part_go_to_one_last_part():
    assert link_last(("Yksi https://a.fi", "Kaksi", "Kolme https://b.fi"), "x") == (
        "Yksi",
        "Kaksi",
        "Kolme",
        "https://a.fi\nhttps://b.fi",
    )


@given(parts=st.lists(st.text(max_size=60), max_size=4).map(tuple))
def test_any_text_is_taken_and_what_was_moved_stays_moved(parts):
    for rules in ("x", "linkedin", "meta"):
        once = link_last(parts, rules)
        assert len(once) - len(parts) in (0, 1)
        assert link_last(once[: len(parts)], rules)[: len(parts)] == once[: len(parts)] or len(once) > len(parts)


def test_blanks_and_composed_letters_make_no_difference():
    assert same_words("Hyvää  huomenta\n", "Hyva\u0308a\u0308 huomenta")
    assert not same_words("Hyvää huomenta", "Hyvaa huomenta")
