# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for the history view and the practice feed. Only delegates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model import Draft, Kind, Page, Post, new_id

if TYPE_CHECKING:
    from app.desk import Desk


class HistoryDesk:
    """What the history view may ask. Unknown ids raise Fixable("post.unknown", id=…)."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def search(self, words: str = "", network: str = "", limit: int = 50, offset: int = 0) -> Page:
        """Return posts newest first; with `words`, those that hold every word in any inflection.

        `hits` of a post are code point spans. Any string may be searched, also while it is being typed.
        """
        return self._desk.store.history.search(words, network, limit, offset)

    def get(self, post: str) -> Post:
        """Return one post."""
        return self._desk.store.history.get(post)

    def as_base(self, post: str) -> Draft:
        """Make a new draft from an old post, marked with what it is based on; the original never changes.

        Pictures come along, and the accounts it went to as far as they are still there.
        """
        old = self.get(post)
        to = tuple(account for account in self._desk.store.history.went_to(post) if self._is_known(account))
        draft = Draft(new_id(), old.text, self._desk.clock(), kind=old.kind, photos=old.photos, to=to, based_on=old.id)
        self._desk.store.drafts.add(draft)
        self._desk.announce("drafts", draft.id)
        return draft

    def as_reply(self, post: str) -> Draft:
        """Make an empty draft that goes on from an old post: a reply to oneself, to where the post went."""
        old = self.get(post)
        to = tuple(account for account in self._desk.store.history.went_to(post) if self._is_known(account))
        draft = Draft(new_id(), "", self._desk.clock(), kind=Kind.REPLY, kind_chosen=True, to=to, based_on=old.id)
        self._desk.store.drafts.add(draft)
        self._desk.announce("drafts", draft.id)
        return draft

    def feed(self, limit: int = 50) -> tuple[Post, ...]:
        """Return what was published on the practice network, newest first."""
        return self.search(network="practice", limit=limit).posts

    def _is_known(self, account: str) -> bool:
        return any(known.id == account for known in self._desk.store.accounts.all())
