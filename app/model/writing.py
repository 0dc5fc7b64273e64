# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Drafts, pictures, link cards and earlier versions; people and their handles. Frozen values; standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.model.kinds import Kind


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture copy without place data. `path` is absolute; size in pixels; `removed` names what was taken out."""

    id: str
    path: str
    alt: str = ""
    width: int = 0
    height: int = 0
    bytes: int = 0
    mime: str = "image/jpeg"
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What a page says of itself, for a link's card: plain text, and a picture copy of at most 1,000,000 bytes.

    `url` is the link as it stands in the post; `title` is never empty.
    """

    url: str
    title: str
    description: str = ""
    picture: Photo | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A post being written. Times are UTC; `cursor` is a code point offset; `to` holds account ids.

    `numbered`: where it goes out as a thread, each part says which one it is (" 1/3").
    """

    id: str
    text: str
    saved_at: datetime
    kind: Kind = Kind.OWN
    kind_chosen: bool = False
    photos: tuple[Photo, ...] = ()
    to: tuple[str, ...] = ()
    cursor: int = 0
    starter: str = ""
    based_on: str = ""
    revisions: int = 0
    removed_at: datetime | None = None
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A line in the list of drafts: title is the first words of the text.

    `words` and `networks` (where it is meant to go) are known where drafts wait for a time, else 0 and ().
    """

    id: str
    title: str
    saved_at: datetime
    revisions: int
    removed_at: datetime | None = None
    words: int = 0
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier state of a draft; `why` is pause, focus, sent or restored; length in code points."""

    id: str
    draft: str
    at: datetime
    characters: int
    why: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Where a network's own text differs: text[start:end] stands there for common[common_start:common_end]."""

    start: int
    end: int
    common_start: int
    common_end: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a thread's next part begins, in code points; `moved` by the writer, or found by Mummo."""

    offset: int
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the address book; `handles` as (network id, handle with @), one a network."""

    id: str
    name: str
    handles: tuple[tuple[str, str], ...] = ()
