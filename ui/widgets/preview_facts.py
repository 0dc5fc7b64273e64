# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the preview shows of a draft, worked out from the desk on a worker; frozen values, no widget."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.errors import Fixable
from app.model import Account, Card, Cut, Draft, Mark, Measure, Photo
from app.text import cuts as cuts_of
from app.wording import t
from ui.widgets.kinds import Look, looks
from ui.widgets.preview_person import handle_of, person_of

if TYPE_CHECKING:
    from app.desk import Desk

NEAR = 20
"""From this many left on, the counter is amber (ux.md 7)."""
Span = tuple[int, int]


class Rules(Protocol):
    """What the preview needs of an account's network (desk.accounts.network): see app/networks."""

    @property
    def fold(self) -> int:
        """Characters before "…more"; 0 for never."""

    @property
    def images(self) -> int:
        """How many pictures a post may have; 0 for any number."""

    @property
    def card(self) -> str:
        """Where a link's card comes from: sent, made or none."""


@dataclass(frozen=True, slots=True)
class PartFacts:
    """One post of a column. Spans are code points of `text`; `start` to `end` is its place in the column's text.

    `text` is what is sent: behind the words stands the part's number, where parts are numbered.
    `left` is None while it is not counted. `link` is the address whose card stands under it, "" without one.
    """

    text: str
    start: int = 0
    end: int = 0
    left: int | None = None
    share: float = 0.0
    accents: tuple[Span, ...] = ()
    own: tuple[Span, ...] = ()
    fold: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of the common text and what stands there in a network's own text."""

    common: str
    own: str


@dataclass(frozen=True, slots=True)
class Column:
    """One account of the draft as its network would show it. `card` is one of Network.card's words."""

    account: Account
    look: Look
    name: str
    handle: str
    parts: tuple[PartFacts, ...]
    cuts: tuple[CutFacts, ...] = ()
    places: tuple[int, ...] = ()
    images: int = 0
    card: str = "none"
    forked: bool = False
    pairs: tuple[Pair, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether the networks' rules have been asked yet."""
        return self.parts[0].left is not None

    @property
    def over(self) -> int:
        """How much too long the post or its longest part is; 0 when everything fits."""
        return max((-part.left for part in self.parts if part.left is not None and part.left < 0), default=0)


@dataclass(frozen=True, slots=True)
class CutFacts:
    """A cut between two parts: how good its place is (paragraph, sentence, clause, word), or "moved" by the writer."""

    offset: int
    rank: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft on every network chosen for it. `link`, `card`, `dropped`: what is known of the common text's link.

    `numbered`: the writer wants the parts of threads to be numbered.
    """

    draft: str
    columns: tuple[Column, ...] = ()
    photos: tuple[Photo, ...] = ()
    link: str = ""
    card: Card | None = None
    dropped: bool = False
    numbered: bool = False

    @property
    def has_thread(self) -> bool:
        """Whether the draft goes out in several posts anywhere."""
        return any(len(column.parts) > 1 for column in self.columns)


def preview_of(desk: Desk, draft: str, counted: bool = True) -> Preview | None:
    """Return what the preview shows, None when the draft is gone; without `counted` whole and uncut, in no time."""
    try:
        found = desk.drafts.get(draft)
    except Fixable:
        return None
    if found.removed_at is not None:
        return None
    accounts = desk.accounts.all()
    chosen = [account for account in accounts if account.id in found.to]
    known = looks(desk)
    rules = {network.id for network in desk.reading.networks()}
    forks = desk.variants.forks(draft)
    columns = []
    for account in chosen:
        look = known.of(account.network)
        place = desk.accounts.network(account) if account.network in rules else None
        asker = _Asker(desk, found, account, look, place, forks)
        columns.append(asker.column(person_of(account, accounts, look), counted))
    link = desk.cards.link(draft)
    known_card = desk.cards.known(draft) if link else None
    dropped = bool(link) and desk.cards.dropped(draft)
    return Preview(draft, tuple(columns), found.photos, link, known_card, dropped, found.numbered)


@dataclass(frozen=True, slots=True)
class _Asker:
    """Asks the desk about one column."""

    desk: Desk
    draft: Draft
    account: Account
    look: Look
    rules: Rules | None
    forks: dict[str, str]

    def column(self, name: str, counted: bool) -> Column:
        network, rules = self.account.network, self.rules
        forked = network in self.forks
        text = self.desk.variants.text_for(self.draft.id, network, self.draft.text) if rules else self.draft.text
        made = Column(
            self.account,
            self.look,
            name,
            handle_of(self.account),
            (PartFacts(text, end=len(text)),),
            images=rules.images if rules else 0,
            card=rules.card if rules else "none",
            forked=forked,
        )
        return self._counted(made, text) if counted and rules else made

    def _counted(self, bare: Column, text: str) -> Column:
        variants, network = self.desk.variants_of(self.account), self.account.network
        measured = variants.parts_for(self.draft.id, network, self.draft.text)
        cuts = variants.cuts_for(self.draft.id, network, self.draft.text) if len(measured.parts) > 1 else ()
        own, pairs = self._differences(text) if bare.forked else ((), ())
        parts = self._parts(text, measured, own)
        return Column(
            bare.account,
            bare.look,
            bare.name,
            bare.handle,
            parts,
            tuple(CutFacts(cut.offset, rank) for cut, rank in zip(cuts, ranks_of(text, cuts), strict=True)),
            self.desk.reading.cut_places(text, network) if cuts else (),
            bare.images,
            bare.card,
            bare.forked,
            pairs,
        )

    def _parts(self, text: str, measured: Measure, own: tuple[Span, ...]) -> tuple[PartFacts, ...]:
        marks = sorted((mark.start, mark.end) for mark in marks_of(measured))
        fold = fold_of(text, self.rules.fold if self.rules else 0)
        made, place = [], 0
        link_at = self._link_part(measured)
        for number, part in enumerate(measured.parts):
            start = text.find(part.words, place)
            start = place if start < 0 else start
            place = start + len(part.words)
            link = measured.urls[0].text if measured.urls and number == link_at else ""
            made.append(
                PartFacts(
                    part.text,
                    start,
                    place,
                    measured.limit - part.used,
                    part.used / measured.limit,
                    within(marks, start, place),
                    within(own, start, place),
                    fold if number == 0 and fold < len(part.words) else 0,
                    link,
                )
            )
        return tuple(made)

    def _link_part(self, measured: Measure) -> int:
        """Return which part shows the card of the first link: pictures take its place in the first; -1 for none."""
        if not measured.urls or self.rules is None or self.rules.card == "none":
            return -1
        first = 1 if self.draft.photos else 0
        wanted = measured.urls[0].text
        return next((n for n, part in enumerate(measured.parts) if n >= first and wanted in part.text), -1)

    def _differences(self, text: str) -> tuple[tuple[Span, ...], tuple[Pair, ...]]:
        """Return where the own text differs, and the words on both sides; no spans where people were renamed."""
        changes = self.desk.variants.difference(self.draft.id, self.account.network, self.draft.text)
        own, common = self.forks[self.account.network], self.draft.text
        pairs = tuple(Pair(common[one.common_start : one.common_end], own[one.start : one.end]) for one in changes)
        spans = tuple((one.start, one.end) for one in changes if one.end > one.start) if own == text else ()
        return spans, pairs


def marks_of(measured: Measure) -> tuple[Mark, ...]:
    """Return everything a network makes a link of."""
    return (*measured.urls, *measured.mentions, *measured.hashtags)


def within(spans: tuple[Span, ...] | list[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return the pieces of sorted spans that lie in a stretch, counted from its beginning."""
    return tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)


def ranks_of(text: str, cuts: tuple[Cut, ...]) -> list[str]:
    """Return what each cut was made at: paragraph, sentence, clause, word; "moved" where the writer wanted it."""
    if not cuts:
        return []
    places = cuts_of(text)
    found = []
    for cut in cuts:
        at = bisect_left(places.starts, cut.offset)
        known = at < len(places.starts) and places.starts[at] == cut.offset
        rank = places.ranks[at].name.lower() if known else "word"
        found.append("moved" if cut.moved else rank)
    return found


def fold_of(text: str, most: int) -> int:
    """Return where a network folds a text away, at the word that no longer fits into `most` characters; 0 for never."""
    if not most or len(text) <= most:
        return 0
    space = max(text.rfind(" ", 0, most + 1), text.rfind("\n", 0, most + 1))
    return space + 1 if space > most // 2 else most


def thread_words(count: int) -> str:
    """Return as how many posts a text goes out: in one, in two, in three …"""
    return t(f"preview.in.{count}") if count <= SPELLED else t("preview.in_many", n=count)


SPELLED = 6


def column_words(column: Column) -> str:
    """Return the line beside a network's name: in how many posts, and whether it fits."""
    words = thread_words(len(column.parts))
    if not column.is_counted:
        return ""
    if column.over:
        return f"{words}, {t('chip.over', count=column.over)}"
    left = column.parts[0].left or 0
    if len(column.parts) == 1:
        return f"{words}, {t('preview.fits') if left > NEAR else t('preview.just_fits')}"
    return words
