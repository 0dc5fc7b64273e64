# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Frozen values that travel between rooms. Standard library only; no behaviour of their own."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Facts = tuple[tuple[str, str], ...]
"""Names and values a sentence may need; never a post's text in a log."""


def new_id() -> str:
    """Return a short random id of 10 characters without spaces, unique within a profile."""
    return os.urandom(5).hex()


class Level(StrEnum):
    """How strongly a finding speaks; only the first two move the mood."""

    STARTLED = "startled"
    EYEBROW = "eyebrow"
    NUDGE = "nudge"
    PRAISE = "praise"


class Mood(StrEnum):
    """Mummo's face: the strongest open remark."""

    CALM = "calm"
    EYEBROW = "eyebrow"
    STARTLED = "startled"


class Tone(StrEnum):
    """Tone of a text; feeds insights only."""

    POSITIVE = "pos"
    NEUTRAL = "neu"
    NEGATIVE = "neg"


class Hat(StrEnum):
    """Who speaks: the person or the person at work."""

    ME = "me"
    WORK = "work"


class Way(StrEnum):
    """How a post leaves for an account."""

    DIRECT = "direct"
    BY_HAND = "by_hand"
    PRACTICE = "practice"


class State(StrEnum):
    """Where a delivery stands (contract: delivery states)."""

    SCHEDULED = "scheduled"
    CLAIMED = "claimed"
    SENDING = "sending"
    PUBLISHED = "published"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    NEEDS_PERSON = "needs_person"
    HANDED_OVER = "handed_over"


class Kind(StrEnum):
    """Kind of a post: guessed from the text, changeable, used in insights only."""

    OWN = "own"
    REPLY = "reply"
    QUESTION = "question"
    THANKS = "thanks"
    NEWS = "news"


# ---------------------------------------------------------------- the check


@dataclass(frozen=True, slots=True)
class Finding:
    """One place Mummo noticed. Offsets are code points of the text as written, end exclusive.

    `words` is text[start:end]; `rule` names the row that matched, for "show why".
    `replacement` is what "try this" would put there: "" takes the words out, None means there is advice only.
    """

    check: str
    category: str
    level: Level
    start: int
    end: int
    words: str
    rule: str = ""
    facts: Facts = ()
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with Mummo's sentences, in the language of the window."""

    finding: Finding
    why: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A word that speaks for one hat. Offsets in code points."""

    start: int
    end: int
    hat: Hat
    word: str


@dataclass(frozen=True, slots=True)
class Hats:
    """Both hats from 0.0 to 1.0, or both None under three pieces of evidence."""

    me: float | None = None
    work: float | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What Mummo says of one text. `remarks` in the order of the text; waived ones are left out."""

    lang: str
    mood: Mood
    tone: Tone
    hats: Hats
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiver:
    """Something the writer said is fine: these words in one draft, or (draft is None) a category everywhere."""

    id: str
    category: str
    words: str
    draft: str | None
    at: datetime


# ---------------------------------------------------------------- measuring


@dataclass(frozen=True, slots=True)
class Mark:
    """A link, mention (with @) or hashtag (with #) as written. Offsets in code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A Bluesky facet; `kind` is link, mention or tag, offsets are UTF-8 bytes, a mention's value is its handle."""

    kind: str
    value: str
    byte_start: int
    byte_end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One post of a thread: a literal piece of the text and its length in the network's unit."""

    text: str
    used: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A text as one network counts it. `used` and `limit` in `unit`; `bytes` and `facets` on Bluesky only."""

    network: str
    used: int
    limit: int
    unit: str
    fits: bool
    urls: tuple[Mark, ...] = ()
    mentions: tuple[Mark, ...] = ()
    hashtags: tuple[Mark, ...] = ()
    parts: tuple[Part, ...] = ()
    bytes: int | None = None
    facets: tuple[Facet, ...] | None = None


# ---------------------------------------------------------------- drafts


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
    """A post being written. Times are UTC; `cursor` is a code point offset; `to` holds account ids."""

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


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A line in the list of drafts: title is the first words of the text."""

    id: str
    title: str
    saved_at: datetime
    revisions: int
    removed_at: datetime | None = None


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


# ---------------------------------------------------------------- accounts and deliveries


@dataclass(frozen=True, slots=True)
class Account:
    """A place a post can go. Tokens are never here: they live in the keyring under the account's id."""

    id: str
    network: str
    name: str
    way: Way
    handle: str = ""
    server: str = ""
    remote_id: str = ""
    hat: Hat | None = None
    signed_in_until: datetime | None = None
    session_only: bool = False


@dataclass(frozen=True, slots=True)
class SentPart:
    """One post of a delivery as frozen at sending, and what the network made of it.

    `plain` names the mentions that stayed plain text because nobody has that handle.
    """

    text: str
    url: str = ""
    remote_id: str = ""
    plain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A draft on its way to one account. `at` is UTC; `message` is a wording code with `facts`, "" if all is well.

    `network_trouble`: the message is about the network or the sign-in, not about the post. A `published` one may have
    a message too: what is out, but not quite as written. `card_from`: the link whose card is still to be read when it
    goes; from the first attempt on `card` is what it is.
    """

    id: str
    draft: str
    account: Account
    state: State
    at: datetime
    parts: tuple[SentPart, ...]
    wall: str = ""
    zone: str = ""
    photos: tuple[Photo, ...] = ()
    message: str = ""
    facts: Facts = ()
    network_trouble: bool = False
    card: Card | None = None
    card_from: str = ""


@dataclass(frozen=True, slots=True)
class Concern:
    """What would not come out as written at one account, known before sending; a wording code with `facts`."""

    account: str
    code: str
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A published post in the history: one text, one row per network it went to."""

    id: str
    text: str
    at: datetime
    kind: Kind
    deliveries: tuple[Sent, ...] = ()
    photos: tuple[Photo, ...] = ()
    hits: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """Where and when a post of the history went out, and who pressed: Mummo or the writer by hand."""

    network: str
    account: str
    at: datetime
    way: Way
    url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some posts of the history, newest first, and how many there are."""

    posts: tuple[Post, ...]
    found: int
    total: int


# ---------------------------------------------------------------- events the desk announces


@dataclass(frozen=True, slots=True)
class Event:
    """Something changed; `what` is drafts, forks, accounts, people, deliveries, history, waivers or settings.

    `id` is the thing's; of `forks` (texts and cuts of single networks) the draft's.
    """

    what: str
    id: str = ""
    facts: Facts = field(default=())
