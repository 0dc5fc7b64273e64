# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What is left of all findings of a text: louder beside others, nothing twice, and no nudge of one kind for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.model import Finding, Level

STRENGTH = (Level.STARTLED, Level.EYEBROW, Level.NUDGE, Level.PRAISE)
_SAME = 3  # nudges about the voice of one check in a text: whoever has read three has understood
_FAMILY, _VOICE = "hostile.", "voice."


def settle(found: Sequence[Finding], raises: Mapping[str, Mapping[str, Any]]) -> tuple[Finding, ...]:
    """Raise what has a stronger neighbour, drop what lies inside a finding at least as strong, put all in order.

    `raises` holds by check the `raise = { level, beside = [categories] }` of its data file.
    """
    if len(found) < 2:
        return tuple(found)
    present = {finding.category for finding in found if finding.level in (Level.STARTLED, Level.EYEBROW)}
    raised = sorted(
        (_raised(finding, raises.get(finding.check), present) for finding in found),
        key=lambda one: (one.start, -one.end, STRENGTH.index(one.level), one.check),
    )
    return _sparing(_apart(raised))


def _apart(raised: Sequence[Finding]) -> list[Finding]:
    """Without what lies inside a finding at least as strong, or lies over another harsh word about the same person."""
    reach = [0] * len(STRENGTH)
    """How far the findings of each strength reach so far: one that ends before lies inside, as all began earlier."""
    harsh = 0
    kept = []
    for one in raised:
        strength = STRENGTH.index(one.level)
        if one.level is Level.PRAISE:
            kept.append(one)
        elif max(reach[: strength + 1]) < one.end:
            if not (one.category.startswith(_FAMILY) and one.start < harsh):
                kept.append(one)
            reach[strength] = max(reach[strength], one.end)
            harsh = max(harsh, one.end) if one.category.startswith(_FAMILY) else harsh
    return kept


def _sparing(kept: Sequence[Finding]) -> tuple[Finding, ...]:
    """Of the nudges about the voice only the first few of a check: they say the same."""
    seen: Counter[str] = Counter()
    spared = []
    for one in kept:
        seen[one.check] += 1
        if one.level is not Level.NUDGE or not one.category.startswith(_VOICE) or seen[one.check] <= _SAME:
            spared.append(one)
    return tuple(spared)


def _raised(finding: Finding, rule: Mapping[str, Any] | None, present: set[str]) -> Finding:
    if rule is None or STRENGTH.index(finding.level) <= STRENGTH.index(Level(rule["level"])):
        return finding
    beside = present.intersection(rule["beside"]) - {finding.category}
    return replace(finding, level=Level(rule["level"])) if beside else finding
