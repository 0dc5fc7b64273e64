# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Which words of a network's own text are not those of the common one."""

from __future__ import annotations

import re

from app.model import Change

_WORD = re.compile(r"(?:\w+|[^\w\s])\s*|\s+")
"""A word with the space behind it: spaces by themselves would all be alike, and comparing take far longer."""
_LINE = re.compile(r"[^\n]+|\n+")
LONG = 24_000
"""Characters of both texts together; beyond them whole lines are compared, which is quick and good enough to see."""


def differences(common: str, own: str) -> tuple[Change, ...]:
    """Return what differs, word by word, in the order of the texts; changes with only a space between are one."""
    from difflib import SequenceMatcher  # late: no first frame compares anything

    start = _same_start(common, own)
    end = _same_end(common, own, start)
    pattern = _LINE if len(common) + len(own) > LONG else _WORD
    was = list(pattern.finditer(common, start, len(common) - end))
    now = list(pattern.finditer(own, start, len(own) - end))
    matcher = SequenceMatcher(None, [one[0] for one in was], [one[0] for one in now], autojunk=False)
    found: list[Change] = []
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        change = _without_same_space(
            Change(*_span(now, b1, b2, len(own) - end), *_span(was, a1, a2, len(common) - end)), common, own
        )
        if found and not own[found[-1].end : change.start].strip():
            change = Change(found[-1].start, change.end, found[-1].common_start, change.common_end)
            found.pop()
        found.append(change)
    return tuple(found)


def _without_same_space(change: Change, common: str, own: str) -> Change:
    """Leave out the white space that both sides of a change end with."""
    end, common_end = change.end, change.common_end
    while end > change.start and common_end > change.common_start and own[end - 1] == common[common_end - 1]:
        if not own[end - 1].isspace():
            break
        end, common_end = end - 1, common_end - 1
    return Change(change.start, end, change.common_start, common_end)


def _span(pieces: list[re.Match[str]], first: int, last: int, end: int) -> tuple[int, int]:
    start = pieces[first].start() if first < len(pieces) else end
    return start, pieces[last - 1].end() if last > first else start


def _same_start(common: str, own: str) -> int:
    """Return how far both begin alike, back to the last white space, so that no word is cut."""
    most = min(len(common), len(own))
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if common.startswith(own[:middle]):
            low = middle
        else:
            high = middle - 1
    while low > 0 and not own[low - 1].isspace():
        low -= 1
    return low


def _same_end(common: str, own: str, start: int) -> int:
    """Return how many characters both end alike, up to the next white space, beyond the same beginning."""
    most = min(len(common), len(own)) - start
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if common.endswith(own[len(own) - middle :]):
            low = middle
        else:
            high = middle - 1
    while low > 0 and not own[len(own) - low].isspace():
        low -= 1
    return low
