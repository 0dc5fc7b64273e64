# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a screen reader stumbles over: fancy letters, walls of emoji, hashtags of several words in small letters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding

_SIGNS = "\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001f130-\U0001f189"
_FANCY = re.compile(f"[{_SIGNS}](?:[{_SIGNS} ]{{0,200}}[{_SIGNS}])?")
_EMOJI = re.compile("(?:[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]{0,3} ?){5,200}")
_EITHER = re.compile(f"[{_SIGNS}\u2600-\u27bf\U0001f300-\U0001faff]")
_TAG = re.compile(r"#([a-zåäö]{14,60})(?!\w)")


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find them in the text as written: folding would make fancy letters plain."""
    text = analysis.text
    if text.isascii() or not _EITHER.search(text):
        fancy: Iterable[re.Match[str]] = ()
        walls: Iterable[re.Match[str]] = ()
    else:
        fancy, walls = _FANCY.finditer(text), _EMOJI.finditer(text)
    tags = _TAG.finditer(text) if "#" in text else ()
    for category, matches in (
        ("access.fancy_letters", fancy), ("access.emoji_wall", walls), ("access.hashtag_case", tags),
    ):  # fmt: skip
        for match in matches:
            start, end = match.start(), match.start() + len(match[0].rstrip())
            yield Finding(data.id, category, data.level, start, end, text[start:end], category)
