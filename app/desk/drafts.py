# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for the write view: drafts, their revisions, pictures and the trash. Only delegates."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.model import Draft, DraftRow, Kind, Revision

if TYPE_CHECKING:
    from os import PathLike

    from app.desk import Desk


class DraftDesk:
    """What the write view may ask. Unknown ids raise Fixable("draft.unknown", id=…)."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def new(self, text: str = "", kind: Kind = Kind.OWN, starter: str = "", to: tuple[str, ...] = ()) -> Draft:
        """Make a draft and return it."""
        raise NotImplementedError

    def get(self, draft: str) -> Draft:
        """Return one draft, removed ones too."""
        raise NotImplementedError

    def rows(self, limit: int = 200) -> tuple[DraftRow, ...]:
        """Return the drafts that are not removed, last saved first."""
        raise NotImplementedError

    def latest(self) -> Draft | None:
        """Return the draft that was open last, or None."""
        raise NotImplementedError

    def save(self, draft: str, text: str, cursor: int = 0) -> datetime:
        """Save the text durably (one flushed commit) and return when (UTC)."""
        raise NotImplementedError

    def change(self, draft: str, kind: Kind | None = None, to: tuple[str, ...] | None = None) -> Draft:
        """Choose the kind or the accounts of a draft."""
        raise NotImplementedError

    def keep_revision(self, draft: str, why: str) -> Revision | None:
        """Keep the saved text as a revision (why: pause, focus, sent, restored), None if nothing changed since the last."""
        raise NotImplementedError

    def revisions(self, draft: str) -> tuple[Revision, ...]:
        """Return the revisions with their texts, newest first."""
        raise NotImplementedError

    def go_back(self, draft: str, revision: str) -> Draft:
        """Put an earlier text back; the present one becomes a revision first."""
        raise NotImplementedError

    def remove(self, draft: str) -> None:
        """Put a draft into the trash for 30 days."""
        raise NotImplementedError

    def restore(self, draft: str) -> Draft:
        """Take a draft out of the trash."""
        raise NotImplementedError

    def trash(self) -> tuple[DraftRow, ...]:
        """Return what rests in the trash, last removed first; older than 30 days goes for good."""
        raise NotImplementedError

    def add_photo(self, draft: str, path: str | PathLike[str], alt: str = "") -> Draft:
        """Copy a picture without place data into the draft. Raises Fixable("photo.…") and leaves the draft as it was."""
        raise NotImplementedError

    def describe_photo(self, draft: str, photo: str, alt: str) -> Draft:
        """Give a picture its alt text (graphemes are not limited here; networks cut by refusing)."""
        raise NotImplementedError

    def remove_photo(self, draft: str, photo: str) -> Draft:
        """Take a picture out of the draft."""
        raise NotImplementedError
