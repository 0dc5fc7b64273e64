# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The hat that speaks against the hat of the account the post goes to."""

from __future__ import annotations

from collections.abc import Iterable

from app.checks import Data
from app.languages import Analysis
from app.model import Finding, Hat, Hats

_CLEAR = 0.35  # one hat must be on by so much more than the other


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Point at the first word of the hat that speaks, if the account is the other's."""
    account, hats = analysis.notes["account_hat"], analysis.notes["hats"]
    if not isinstance(hats, Hats) or hats.me is None or hats.work is None:
        return
    speaking = Hat.ME if hats.me > hats.work else Hat.WORK
    if speaking is not account and abs(hats.me - hats.work) >= _CLEAR:
        first = next(one for one in hats.evidence if one.hat is speaking)
        words = analysis.text[first.start : first.end]
        said = (("say", speaking.value),)
        yield Finding(data.id, data.category, data.level, first.start, first.end, words, f"{speaking} speaks", said)
