# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for the safety of what was written: the day's copy, and what was done about a damaged database."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.errors import ProfileUnusable
from app.store.connect import is_suspected

if TYPE_CHECKING:
    from app.desk import Desk

_NOTE = "restored"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: the copy opened was made at `copied` (UTC); the damaged file is `kept`.

    `saved` newer texts were read from it; `waiting` deliveries go nowhere before the person has looked at each.
    """

    copied: datetime
    kept: str
    saved: int
    waiting: int


class SafetyDesk:
    """What the window and the background sender ask."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def copy_of_today(self) -> bool:
        """Copy the database aside unless that was done within a day; tell whether a copy was made.

        Takes up to two seconds for a hundred thousand posts: never where somebody waits. A copy that does not succeed
        (a full disk) is tried again at the next call.
        """
        with suppress(ProfileUnusable):
            return self._desk.store.database.copy_of_today(self._desk.clock())
        return False

    def let_go_if_damaged(self) -> None:
        """Close the database when any process found it damaged: whoever opens it next and is alone opens the copy.

        For a sender that would stay for days and keep the damaged file in use.
        """
        if is_suspected(self._desk.profile):
            self._desk.store.close()

    def restored(self) -> Restored | None:
        """Return what was done about a damaged database, until `read`."""
        told = self._desk.store.notes.get(_NOTE)
        if not told:
            return None
        about = json.loads(told)
        return Restored(datetime.fromisoformat(about["copied"]), about["kept"], about["saved"], about["waiting"])

    def read(self) -> None:
        """Note that the person has read it."""
        self._desk.store.notes.put(_NOTE, "")
