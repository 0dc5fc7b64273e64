# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice about the program itself: what this build contains and whether it is well. Only delegates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.desk import Desk


class AboutDesk:
    """What `list` and `doctor` ask."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk
