# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for the pictures of a draft: copies in, words for them, blur and crop, how each network gets them."""

from __future__ import annotations

import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.desk.orders import digest_of
from app.errors import AppError, Fixable
from app.model import Concern, Facts, Way
from app.photos.mosaic import CHANCE, Cell, Colour, Edits, Square, Stroke, grid, places, squares, touched

if TYPE_CHECKING:
    from os import PathLike

    from app.desk import Desk
    from app.model import Account, Draft, Photo
    from app.networks import Network

__all__ = [
    "CHANCE",
    "SEEN",
    "Cell",
    "Colour",
    "Edits",
    "Fit",
    "PhotoCare",
    "PhotoDesk",
    "Square",
    "Stroke",
    "grid",
    "places",
    "squares",
    "touched",
]

SEEN = ("people", "signs", "screens")
"""What the writer may tick as looked at; wording `photo.seen.<name>`."""

_STRAY_AFTER_S = 3600


@dataclass(frozen=True, slots=True)
class PhotoCare:
    """One picture as photo care shows it; `alt_limit` in characters is the least of the chosen networks, 0 for none."""

    photo: Photo
    seen: frozenset[str]
    alt_limit: int
    alt_network: str


@dataclass(frozen=True, slots=True)
class Fit:
    """How one account gets a picture: wording `code` with `facts`; `loses` tells whether it is less than the copy.

    `name` is the account's, `network` an id, `place` the network's name.
    """

    account: str
    name: str
    network: str
    place: str
    code: str
    facts: Facts
    loses: bool


class PhotoDesk:
    """What strip, photo care and send sheet may ask.

    Drafts nobody knows raise Fixable("draft.unknown"), pictures not in the draft Fixable("photo.unknown").
    """

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    # ------------------------------------------------------------ in and out

    def add(self, draft: str, path: str | PathLike[str], alt: str = "") -> Draft:
        """Copy a picture without place data into the draft. Raises Fixable("photo.…"); the draft stays as it was."""
        from app import photos  # late: only a draft with pictures needs a child process

        self._desk.drafts.get(draft)
        return self._enter(draft, photos.import_photo(Path(path), self._desk.profile.photos), alt)

    def add_bytes(self, draft: str, content: bytes, alt: str = "") -> Draft:
        """Do `add` to a picture that is no file; it is written nowhere but as its clean copy."""
        from app import photos

        self._desk.drafts.get(draft)
        return self._enter(draft, photos.import_bytes(content, self._desk.profile.photos), alt)

    def describe(self, draft: str, photo: str, alt: str) -> Draft:
        """Give a picture its alt text (its length is not limited here; `concerns` tells of networks that take less)."""
        self._desk.store.pictures.describe(draft, photo, alt)
        return self._changed(draft)

    def remove(self, draft: str, photo: str) -> Draft:
        """Take a picture out of the draft."""
        self._desk.store.pictures.remove(draft, photo)
        return self._changed(draft)

    def put_back(self, draft: str, photo: Photo, place: int) -> Draft:
        """Undo `remove`: the same copy, words and list of what was removed. Raises Fixable("photo.lost")."""
        self._desk.store.pictures.put_back(draft, photo, place)
        return self._changed(draft)

    def edit(self, draft: str, photo: str, edits: Edits) -> Draft:
        """Blur and crop into a new copy; the earlier copy is deleted unless something already sent shows it.

        So that neither can be undone from what the profile holds. The original is not known here, and not touched.
        What of the draft waits to be sent goes with the new copy; one that a network holds is planned there anew.
        """
        from app import photos

        old = self._photo(draft, photo)
        seen = self.care(draft, photo).seen
        new = photos.changed(old, edits, self._desk.profile.photos)
        digests = self._digests(draft, old, new)
        try:
            self._desk.store.pictures.replace(draft, old.id, new, digests)
        except AppError:
            Path(new.path).unlink(missing_ok=True)
            raise
        self._plan_anew(draft, digests)
        self._keep_seen(draft, old.id, frozenset())
        self._keep_seen(draft, new.id, seen)
        self._sweep()
        return self._changed(draft)

    def _digests(self, draft: str, old: Photo, new: Photo) -> dict[str, str]:
        """Return, by the digest of each text of a draft with the old picture, that of the same text with the new."""
        written, forks = self._desk.drafts.get(draft), self._desk.variants.forks(draft)
        after = tuple(replace(new, alt=one.alt) if one.id == old.id else one for one in written.photos)
        return {digest_of(text, written.photos): digest_of(text, after) for text in (written.text, *forks.values())}

    def _plan_anew(self, draft: str, before: Collection[str]) -> None:
        """Take back what a network holds of a draft with the picture as it was, and queue it for the same time."""
        for one in self._desk.store.calendar.of_draft(draft):
            if one.left_early and one.digest in before:
                with suppress(AppError):  # it stays as it is there, and the line above the paper says so
                    self._desk.sending.queue(draft, (one.account,), one.at, wall=one.wall, zone=one.zone)

    # ------------------------------------------------------------ looked at

    def care(self, draft: str, photo: str) -> PhotoCare:
        """Return what photo care shows of one picture before it is read."""
        found = self._photo(draft, photo)
        ticked = dict(self._desk.store.options.of(draft, "")).get(_seen_of(photo), "")
        limits = [(place.alt_limit, place.name) for _, place in self._chosen(draft) if place.alt_limit]
        limit, network = min(limits, default=(0, ""))
        return PhotoCare(found, frozenset(ticked.split()) & frozenset(SEEN), limit, network)

    def tick(self, draft: str, photo: str, seen: frozenset[str]) -> None:
        """Keep what the writer has looked at, names of SEEN; nobody else is told."""
        self._photo(draft, photo)
        self._keep_seen(draft, photo, seen & frozenset(SEEN))

    # ------------------------------------------------------------ how networks get them

    def fits(self, draft: str, photo: str) -> tuple[Fit, ...]:
        """Return how each chosen account gets one picture. Makes the bytes to know it: some 0.1 to 2 s."""
        photos = self._desk.drafts.get(draft).photos
        number = next((number for number, one in enumerate(photos) if one.id == photo), -1)
        if number < 0:
            raise Fixable("photo.unknown", id=photo)
        return tuple(_fit(account, place, photos[number], number) for account, place in self._chosen(draft))

    def concerns(self, draft: str, accounts: tuple[str, ...]) -> tuple[Concern, ...]:
        """Return what of a draft's pictures would not arrive as it is: made smaller, left out, words too long."""
        photos, found = self._desk.drafts.get(draft).photos, list[Concern]()
        for account in map(self._desk.store.accounts.get, accounts):
            place = self._desk.accounts.network(account)
            for number, photo in enumerate(photos):
                fit = _fit(account, place, photo, number)
                if fit.loses:
                    facts = (("network", place.name), ("number", str(number + 1)), *fit.facts)
                    found.append(Concern(account.id, f"{fit.code}.concern", facts))
                if place.alt_limit and len(photo.alt) > place.alt_limit:
                    over = len(photo.alt) - place.alt_limit
                    told: Facts = (("network", place.name), ("number", str(number + 1)), ("over", str(over)))
                    found.append(Concern(account.id, "photo.alt_too_long", told))
        return tuple(found)

    # ------------------------------------------------------------

    def _enter(self, draft: str, photo: Photo, alt: str) -> Draft:
        try:
            self._desk.store.pictures.add(draft, replace(photo, alt=alt or photo.alt))
        except AppError:
            Path(photo.path).unlink(missing_ok=True)
            raise
        return self._changed(draft)

    def _photo(self, draft: str, photo: str) -> Photo:
        for found in self._desk.drafts.get(draft).photos:
            if found.id == photo:
                return found
        raise Fixable("photo.unknown", id=photo)

    def _chosen(self, draft: str) -> list[tuple[Account, Network]]:
        """Return the accounts a draft goes to; a single account is always one of them."""
        accounts, to = self._desk.accounts.all(), self._desk.drafts.get(draft).to
        chosen = [account for account in accounts if account.id in to or len(accounts) == 1]
        return [(account, self._desk.accounts.network(account)) for account in chosen]

    def _keep_seen(self, draft: str, photo: str, seen: frozenset[str]) -> None:
        self._desk.store.options.choose(draft, "", _seen_of(photo), " ".join(sorted(seen)))

    def _sweep(self) -> None:
        """Delete files that a kill between writing and naming left behind: the young ones are still on their way."""
        for stray in self._desk.store.pictures.strays():
            try:
                if time.time() - stray.stat().st_mtime > _STRAY_AFTER_S:
                    stray.unlink()
            except OSError:  # gone meanwhile, or not ours to delete: the next time
                continue

    def _changed(self, draft: str) -> Draft:
        self._desk.announce("drafts", draft)
        return self._desk.drafts.get(draft)


def _seen_of(photo: str) -> str:
    """Return the name under which a draft's own choices (those of no network) hold the ticks of a picture."""
    return f"seen.{photo}"


def _fit(account: Account, place: Network, photo: Photo, number: int) -> Fit:
    who = (account.id, account.name, account.network, place.name)
    if place.images and number >= place.images:
        return Fit(*who, "photo.fit.left_out", (("limit", str(place.images)),), loses=True)
    try:
        by_hand = account.way is Way.BY_HAND
        code, facts = _made(replace(photo, alt=""), place.image_bytes, place.image_pixels, by_hand)
    except AppError as error:
        return Fit(*who, error.code, tuple(error.facts.items()), loses=False)
    return Fit(*who, code, facts, loses=code not in ("photo.fit.as_is", "photo.fit.as_jpeg"))


@lru_cache(maxsize=64)
def _made(photo: Photo, max_bytes: int, max_pixels: int, jpeg: bool) -> tuple[str, Facts]:
    """Make a picture's bytes and tell what they are; a copy never changes, so one look is enough.

    `jpeg`: it goes through a person's hands, who gets JPEGs only (app/channels/by_hand.py).
    """
    from app.photos import fitted
    from app.photos.jpeg import QUALITY, as_jpeg

    made = fitted(photo, max_bytes, max_pixels)
    if jpeg and made.mime != "image/jpeg":
        facts = _facts(made.width, made.height, len(as_jpeg(made.content)))
        return "photo.fit.as_jpeg", (*facts, ("quality", str(QUALITY)))
    facts = _facts(made.width, made.height, len(made.content))
    if not made.changed:
        return "photo.fit.as_is", facts
    if not made.quality:
        return "photo.fit.packed", facts
    return "photo.fit.smaller", (*facts, ("quality", str(made.quality)))


def _facts(width: int, height: int, size: int) -> Facts:
    return (("width", str(width)), ("height", str(height)), ("kilobytes", str(max(1, round(size / 1000)))))
