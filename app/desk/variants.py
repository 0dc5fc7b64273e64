# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for one text on several networks: own texts, cuts of threads, what is sent where. Only delegates.

A draft has one common text. A network may get a text of its own (a fork); from then on edits of the common text leave
it alone until the network rejoins. Pictures, their descriptions and the accounts are shared. `draft` may be "" (a
paper that was never saved): nothing is forked or cut there. `common` is the text on the paper where that is newer
than the saved one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model import Change, Cut, Measure
from app.networks import network as network_of
from app.variants import Anchor, addressed, anchored, differences, located

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.desk import Desk
    from app.model import Account
    from app.networks import Network


class VariantDesk:
    """What preview, chips and sending may ask.

    Unknown networks raise Fixable("network.unknown"), drafts nobody knows Fixable("draft.unknown").
    """

    def __init__(self, desk: Desk, account: Account | None = None) -> None:
        """Keep the desk this slice belongs to; the limits are those of an account's own server, or the usual ones."""
        self._desk, self._account = desk, account

    # ------------------------------------------------------------ own texts

    def forks(self, draft: str) -> dict[str, str]:
        """Return the own texts of a draft as written, by network id."""
        return self._desk.store.forks.all(draft) if draft else {}

    def fork(self, draft: str, network: str, text: str | None = None) -> str:
        """Give a network a text of its own (None: what it would get now), or save a newer one; durable on return."""
        network_of(network)
        if text is None:
            text = self.forks(draft).get(network, self._desk.store.drafts.get(draft).text)
        self._desk.store.forks.save(draft, network, text, self._desk.clock())
        self._desk.announce("forks", draft)
        return text

    def rejoin(self, draft: str, network: str) -> str:
        """Let a network share the common text again; returns the text it had ("" without one).

        To undo it: `fork` with that text. It also stays among the earlier versions of the draft.
        """
        old = self._desk.store.forks.remove(draft, network)
        if old is None:
            return ""
        self._desk.store.revisions.add(draft, old, "rejoined", self._desk.clock())
        self._desk.announce("forks", draft)
        return old

    def difference(
        self, draft: str, network: str, common: str | None = None, own: str | None = None
    ) -> tuple[Change, ...]:
        """Return what differs between a network's own text and the common one, word by word; () without a fork.

        `own` is the network's text on the paper where that is newer than the saved one.
        """
        own = self.forks(draft).get(network) if own is None else own
        return () if own is None else differences(self._common(draft, common), own)

    def text_for(self, draft: str, network: str, common: str | None = None) -> str:
        """Return what is sent to a network: its own text or the common one, with people as it can address them.

        Only mentions that were taken from the address book become other words (see app/variants/naming.py).
        """
        text = self.forks(draft).get(network)
        if text is None:
            text = self._common(draft, common)
        return self.with_people(draft, network, text)

    def with_people(self, draft: str, network: str, text: str) -> str:
        """Return a text with the mentions taken from the address book as `network` needs them."""
        remembered = self._desk.store.forks.mentions(draft) if draft else {}
        if not remembered:
            return text
        known = {person.id: person for person in self._desk.store.people.all()}
        mentions = {words: known[person] for words, person in remembered.items() if person in known}
        return addressed(text, mentions, network_of(network))

    # ------------------------------------------------------------ cuts

    def parts_for(self, draft: str, network: str, common: str | None = None) -> Measure:
        """Count what is sent to a network and cut it, the writer's cuts honoured where they still have their place."""
        return self._measure(draft, network, self.text_for(draft, network, common))[0]

    def measured(self, draft: str, network: str, text: str) -> Measure:
        """Count and cut any text as if it were what a network gets: one that is being written, not saved yet."""
        return self._measure(draft, network, self.with_people(draft, network, text))[0]

    def cuts_for(self, draft: str, network: str, common: str | None = None) -> tuple[Cut, ...]:
        """Return where each part but the first begins, as offsets of `text_for`, and which of them the writer moved."""
        text = self.text_for(draft, network, common)
        measured, chosen = self._measure(draft, network, text)
        return tuple(Cut(start, start in chosen) for start in starts_of(text, measured))

    def move_cut(self, draft: str, network: str, index: int, offset: int, common: str | None = None) -> Measure:
        """Move the cut behind part `index` to `offset` of `text_for`, or the nearest place where a part may begin.

        A cut never goes inside a link, mention, hashtag or character, nor past its neighbours, nor so far that the part
        before it would not fit. The cuts before it stay where the writer has seen them. An index that is gone changes
        nothing.
        """
        from app.measure import measure, nearest_place  # late: nothing is counted before the first frame

        place, text = self._place(network), self.text_for(draft, network, common)
        measured, chosen = self._measure(draft, network, text)
        starts = starts_of(text, measured)
        if not 0 <= index < len(starts):
            return measured
        low = starts[index - 1] if index else 0
        high = starts[index + 1] if index + 1 < len(starts) else len(text)
        numbered = self._desk.store.drafts.is_numbered(draft)
        number = f" {len(starts) + 2}/{len(starts) + 2}" if numbered else ""  # a moved cut may make one part more
        warning = self._desk.options.warning(draft, network)
        wanted = _fitting(text, place, low, min(high, nearest_place(text, place, offset)), number + warning)
        if not low < wanted < high:
            return measured
        kept = [*starts[:index], wanted, *(start for start in chosen if start > starts[index])]
        self.put_cuts(draft, network, (anchored(text, start) for start in kept))
        return measure(text, place, warning, numbering=numbered, cuts=kept)

    def step_cut(self, draft: str, network: str, index: int, steps: int, common: str | None = None) -> Measure:
        """Move a cut by sentences, forwards or (negative) backwards; where there is no sentence's end, by words."""
        text = self.text_for(draft, network, common)
        starts = starts_of(text, self._measure(draft, network, text)[0])
        if not steps or not 0 <= index < len(starts):
            return self.parts_for(draft, network, common)
        now = starts[index]
        low = starts[index - 1] if index else 0
        high = starts[index + 1] if index + 1 < len(starts) else len(text)
        for places in (self._desk.reading.cut_places(text, network), self._gaps(text, network)):
            ahead = [place for place in places if now < place < high]
            behind = [place for place in reversed(places) if low < place < now]
            on_the_way = ahead if steps > 0 else behind
            if on_the_way:
                aim = on_the_way[min(abs(steps), len(on_the_way)) - 1]
                moved = self.move_cut(draft, network, index, aim, common)
                if starts_of(text, moved)[index : index + 1] != (now,):
                    return moved
        return self.parts_for(draft, network, common)

    def cut_here(self, draft: str, network: str, text: str, offset: int) -> tuple[Anchor, ...] | None:
        """Let a part of the thread begin at `offset` of `text` (what is on the paper), or nearby where one may begin.

        A cut of the writer's that stands there already is taken away. Returns the cuts that were there, for `put_cuts`
        to undo it; None where nothing can be cut: a text that fits as one post, a part too small to be one.
        """
        from app.measure import measure, nearest_place

        place, sent = self._place(network), self.with_people(draft, network, text)
        at = located(sent, anchored(text, offset)) if sent != text else offset
        if at is None or not text[:offset].strip() or not text[offset:].strip():
            return None
        at = nearest_place(sent, place, at)
        chosen, old = set(self.chosen_cuts(draft, network, sent)), self._anchors(draft, network)
        cuts = sorted(chosen ^ {at})
        warning, numbered = self._desk.options.warning(draft, network), self._desk.store.drafts.is_numbered(draft)
        if at in cuts and at not in starts_of(sent, measure(sent, place, warning, numbering=numbered, cuts=cuts)):
            return None
        self.put_cuts(draft, network, (anchored(sent, start) for start in cuts))
        return old

    def clear_cuts(self, draft: str, network: str) -> tuple[Anchor, ...]:
        """Let Mummo cut again where she would; returns what was there, for `put_cuts` to undo it."""
        old = self._anchors(draft, network)
        if old:
            self.put_cuts(draft, network, ())
        return old

    def put_cuts(self, draft: str, network: str, cuts: Iterable[Anchor]) -> None:
        """Keep these cuts in place of those that were there."""
        rows = ((cut.before, cut.after, cut.offset, cut.rest) for cut in cuts)
        self._desk.store.forks.put_cuts(draft, network, rows)
        self._desk.announce("forks", draft)

    def chosen_cuts(self, draft: str, network: str, text: str) -> tuple[int, ...]:
        """Return where the writer's cuts stand in a text now, in order; those whose place is gone are left out."""
        found = (located(text, anchor) for anchor in self._anchors(draft, network))
        return tuple(sorted({place for place in found if place is not None}))

    # ------------------------------------------------------------

    def _place(self, network: str) -> Network:
        account = self._account
        if account is not None and account.network == network:
            return self._desk.accounts.network(account)
        return network_of(network)

    def _common(self, draft: str, common: str | None) -> str:
        return self._desk.store.drafts.get(draft).text if common is None else common

    def _anchors(self, draft: str, network: str) -> tuple[Anchor, ...]:
        return tuple(Anchor(*row) for row in self._desk.store.forks.cuts(draft, network)) if draft else ()

    def _measure(self, draft: str, network: str, text: str) -> tuple[Measure, tuple[int, ...]]:
        from app.measure import measure

        chosen = self.chosen_cuts(draft, network, text)
        numbered = bool(draft) and self._desk.store.drafts.is_numbered(draft)
        warning = self._desk.options.warning(draft, network)
        return measure(text, self._place(network), warning, numbering=numbered, cuts=chosen), chosen

    def _gaps(self, text: str, network: str) -> tuple[int, ...]:
        from app.measure import gaps

        return gaps(text, self._place(network))


def starts_of(text: str, measured: Measure) -> tuple[int, ...]:
    """Return where each part but the first begins in the text it was cut from."""
    found, place = [], 0
    for part in measured.parts:
        place = text.index(part.words, place)
        found.append(place)
        place += len(part.words)
    return tuple(found[1:])


def _fitting(text: str, network: Network, start: int, end: int, number: str) -> int:
    """Return `end`, or the last place before it to which a part from `start` fits with its `number` behind it."""
    from app.measure import gaps, measure

    places = [*(place for place in gaps(text, network) if start < place < end), end]
    low, high = 0, len(places) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if len(measure(text[start : places[middle]].strip() + number, network).parts) == 1:
            low = middle
        else:
            high = middle - 1
    return places[low]
