# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for the write view: drafts, their revisions, pictures and the trash. Only delegates."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.errors import Fixable
from app.model import Draft, DraftRow, Kind, Revision, new_id

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
        draft = Draft(new_id(), text, self._desk.clock(), kind=kind, to=to, starter=starter)
        self._desk.store.drafts.add(draft)
        self._desk.announce("drafts", draft.id)
        return draft

    def get(self, draft: str) -> Draft:
        """Return one draft, removed ones too."""
        return self._desk.store.drafts.get(draft)

    def rows(self, limit: int = 200) -> tuple[DraftRow, ...]:
        """Return the drafts that are not removed, last saved first."""
        return self._desk.store.drafts.rows(limit)

    def latest(self) -> Draft | None:
        """Return the draft that was open last (setting `last_draft`), else the one saved last, or None."""
        try:
            opened = self.get(self._desk.settings["last_draft"])
        except Fixable:
            opened = None
        if opened and opened.removed_at is None:
            return opened
        return self._desk.store.drafts.last_saved()

    def save(self, draft: str, text: str, cursor: int = 0) -> datetime:
        """Save the text durably (one flushed commit) and return when (UTC)."""
        now = self._desk.clock()
        self._desk.store.drafts.save(draft, text, cursor, now)
        self._desk.announce("drafts", draft)
        return now

    def change(
        self,
        draft: str,
        kind: Kind | None = None,
        to: tuple[str, ...] | None = None,
        chosen: bool = True,
        numbered: bool | None = None,
    ) -> Draft:
        """Choose the kind, the accounts or the numbering of a draft's threads; what is None stays.

        With `chosen` False the kind was only guessed from the text. Unknown ids raise Fixable("draft.unknown").
        """
        self._desk.store.drafts.choose(draft, kind, to, chosen, numbered)
        if numbered is not None:
            self._desk.announce("forks", draft)  # every network with a thread gets other parts
        return self._changed(draft)

    def keep_revision(self, draft: str, why: str) -> Revision | None:
        """Keep the saved text as a revision (why: pause, focus, sent, restored); None if it equals the last one."""
        return self._desk.store.revisions.keep(draft, why, self._desk.clock())

    def revisions(self, draft: str) -> tuple[Revision, ...]:
        """Return the revisions with their texts, newest first."""
        self.get(draft)
        return self._desk.store.revisions.all(draft)

    def go_back(self, draft: str, revision: str) -> Draft:
        """Put an earlier text back; the present one becomes a revision first."""
        earlier = self._desk.store.revisions.get(draft, revision)
        self.keep_revision(draft, "restored")
        self.save(draft, earlier.text, len(earlier.text))
        return self.get(draft)

    def remove(self, draft: str, for_good: bool = False) -> None:
        """Put a draft into the trash for 30 days, or let it go at once."""
        now = self._desk.clock()
        if for_good:
            self._desk.store.drafts.discard(draft)
        else:
            self._desk.store.drafts.remove(draft, now)
        self._desk.store.drafts.empty_trash(now)
        self._desk.announce("drafts", draft)

    def restore(self, draft: str) -> Draft:
        """Take a draft out of the trash."""
        self._desk.store.drafts.restore(draft)
        return self._changed(draft)

    def trash(self) -> tuple[DraftRow, ...]:
        """Return what rests in the trash, last removed first; older than 30 days goes for good."""
        self._desk.store.drafts.empty_trash(self._desk.clock())
        return self._desk.store.drafts.trash()

    def add_photo(self, draft: str, path: str | PathLike[str], alt: str = "") -> Draft:
        """Copy a picture without place data into the draft. Raises Fixable("photo.…"); the draft stays as it was."""
        return self._desk.photos.add(draft, path, alt)

    def describe_photo(self, draft: str, photo: str, alt: str) -> Draft:
        """Give a picture its alt text."""
        return self._desk.photos.describe(draft, photo, alt)

    def remove_photo(self, draft: str, photo: str) -> Draft:
        """Take a picture out of the draft."""
        return self._desk.photos.remove(draft, photo)

    def _changed(self, draft: str) -> Draft:
        self._desk.announce("drafts", draft)
        return self.get(draft)
