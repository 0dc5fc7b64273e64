# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Frozen values that travel between rooms. Standard library only; no behaviour of their own. Import from here."""

from __future__ import annotations

from app.model.events import Event
from app.model.kinds import Facts, Hat, Kind, Level, Mood, State, Tone, Way, new_id
from app.model.measuring import Facet, Mark, Measure, Part
from app.model.reading import Evidence, Finding, Hats, Remark, Report, Waiver
from app.model.sending import Account, Concern, Delivery, Page, Post, Sent, SentPart
from app.model.writing import Card, Change, Cut, Draft, DraftRow, Person, Photo, Revision

__all__ = [
    "Account",
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
    "Mark",
    "Measure",
    "Mood",
    "Page",
    "Part",
    "Person",
    "Photo",
    "Post",
    "Remark",
    "Report",
    "Revision",
    "Sent",
    "SentPart",
    "State",
    "Tone",
    "Waiver",
    "Way",
    "new_id",
]
