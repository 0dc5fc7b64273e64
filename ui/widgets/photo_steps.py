# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The steps of blur and crop: taken back and taken again, each a whole state. No Qt."""

from __future__ import annotations

from app.desk.photos import Edits


class Steps:
    """What was done to a picture so far, and what was taken back."""

    def __init__(self, *edits: Edits) -> None:
        """Begin with nothing done, then with these states."""
        self._all = [Edits(), *edits]
        self._at = len(edits)

    @property
    def now(self) -> Edits:
        """The state in force."""
        return self._all[self._at]

    def add(self, edits: Edits) -> bool:
        """Go on to another state; what was taken back is forgotten. False if nothing is different."""
        if edits == self.now:
            return False
        self._all = [*self._all[: self._at + 1], edits]
        self._at += 1
        return True

    def go(self, by: int) -> bool:
        """Go `by` states back (negative) or on; False if there are none."""
        if not 0 <= self._at + by < len(self._all):
            return False
        self._at += by
        return True

    def can_go(self, by: int) -> bool:
        """Whether there is such a state."""
        return 0 <= self._at + by < len(self._all)
