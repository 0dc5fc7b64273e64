# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Frozen values that travel between rooms. Standard library only; no behaviour of their own. Import from here.

A subject is loaded at the first use of one of its values: making a dataclass costs half a millisecond, and the window's
first frame needs only a few of them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.model.around import Around, ListRow, OwnWord, WordList
    from app.model.events import Event
    from app.model.kinds import Facts, Hat, Kind, Level, Mood, State, Tone, Way, new_id
    from app.model.measuring import Facet, Mark, Measure, Part
    from app.model.reading import Evidence, Finding, Hats, Remark, Report, Waiver
    from app.model.sending import Account, Answers, Concern, Delivery, Page, Post, Reply, Sent, SentPart
    from app.model.writing import Card, Change, Cut, Draft, DraftRow, Person, Photo, Revision

_SUBJECTS = {
    "around": (
        "Around",
        "ListRow",
        "OwnWord",
        "WordList",
    ),
    "events": ("Event",),
    "kinds": (
        "Facts",
        "Hat",
        "Kind",
        "Level",
        "Mood",
        "State",
        "Tone",
        "Way",
        "new_id",
    ),
    "measuring": (
        "Facet",
        "Mark",
        "Measure",
        "Part",
    ),
    "reading": (
        "Evidence",
        "Finding",
        "Hats",
        "Remark",
        "Report",
        "Waiver",
    ),
    "sending": (
        "Account",
        "Answers",
        "Concern",
        "Delivery",
        "Page",
        "Post",
        "Reply",
        "Sent",
        "SentPart",
    ),
    "writing": (
        "Card",
        "Change",
        "Cut",
        "Draft",
        "DraftRow",
        "Person",
        "Photo",
        "Revision",
    ),
}
_HOMES = {name: subject for subject, names in _SUBJECTS.items() for name in names}

__all__ = [
    "Account",
    "Answers",
    "Around",
    "Card",
    "Change",
    "Concern",
    "Cut",
    "Delivery",
    "Draft",
    "DraftRow",
    "Event",
    "Evidence",
    "Facet",
    "Facts",
    "Finding",
    "Hat",
    "Hats",
    "Kind",
    "Level",
    "ListRow",
    "Mark",
    "Measure",
    "Mood",
    "OwnWord",
    "Page",
    "Part",
    "Person",
    "Photo",
    "Post",
    "Remark",
    "Reply",
    "Report",
    "Revision",
    "Sent",
    "SentPart",
    "State",
    "Tone",
    "Waiver",
    "Way",
    "WordList",
    "new_id",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 a module's attribute may be anything
    """Load the subject that holds `name` and keep the value here."""
    if name not in _HOMES:
        raise AttributeError(name)
    value = globals()[name] = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value
