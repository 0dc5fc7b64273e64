# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Emoji: the sequences X counts as one, and what Threads counts by its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from app.paths import resource
from app.text.found import Span
from app.text.late import Late

_SKIN = "[\U0001f3fb-\U0001f3ff]"
_JOINER = "\u200d"
_COLOURFUL = "\ufe0f"
_FLAG_A = 0x1F1E6
_TAG = 0xE0000

EMOJI = Late(
    "[\u20e3\ufe0f\U0001f1e6-\U0001f1ff\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff\U0001fa70-\U0001faff"
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be"
    "\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757"
    "\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f201\U0001f21a"
    "\U0001f22f\U0001f232-\U0001f236\U0001f238-\U0001f23a\U0001f250\U0001f251\U0001f7e0-\U0001f7eb\U0001f7f0]"
)
"""One of these makes a grapheme cluster an emoji: shown in colour by itself, or asked to be by U+FE0F or a keycap."""


# What an emoji of several code points goes on with; only # * 0-9 © ® may stand before, one of them.
_MAYBE = Late("[\u200d\u203c-\u303f\u3200-\u33ff\ufe0e\ufe0f\U0001f000-\U0001ffff\U000e0000-\U000e007f]+")


def sequences(text: str) -> Iterator[Span]:
    """Yield where X sees one emoji in several code points (or in one that alone costs as much)."""
    for stretch in _MAYBE.re.finditer(text):
        for match in _sequences().finditer(text, max(stretch.start() - 1, 0), stretch.end()):
            yield match.span()


@cache
def _sequences() -> re.Pattern[str]:
    """Return a pattern of what X counts as one emoji though it is several code points (resources/text/emoji-x.toml)."""
    import tomllib  # late: only texts that need it wait

    rows = tomllib.loads(resource("text", "emoji-x.toml").read_text(encoding="utf-8"))
    sign = f"{_JOINER}[\u2640\u2642]{_COLOURFUL}"
    flags = [f"{_flag(first)}[{''.join(map(_flag, seconds))}]" for first, seconds in rows["flags"].items()]
    regions = [
        "\U0001f3f4" + "".join(chr(_TAG + ord(letter)) for letter in part) + "\U000e007f"
        for part in rows["region_parts"]
    ]
    return re.compile(
        "|".join(
            [
                f"[👨👩]{_SKIN}?{_JOINER}(?:{'|'.join(rows['professions'])})",
                f"[{rows['gender_variation']}](?:{_SKIN}|{_COLOURFUL}){sign}",
                f"[{rows['gender']}]{_SKIN}?{sign}",
                *rows["sequences"],
                f"[#*0-9]{_COLOURFUL}?\u20e3",
                f"[{rows['variation']}]{_COLOURFUL}",
                f"[{rows['skin_variation']}]{_COLOURFUL}?{_SKIN}?",
                f"[{rows['skin']}]{_SKIN}?",
                *regions,
                *flags,
            ]
        )
    )


def _flag(letter: str) -> str:
    return chr(_FLAG_A + ord(letter) - ord("A"))
