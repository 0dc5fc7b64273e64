# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for the cards of links: what is known of a draft's link, and reading it when the writer asks or sends."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import AppError, Fixable
from app.model import Account, Card, Delivery, Way

if TYPE_CHECKING:
    from app.desk import Desk


class CardDesk:
    """What the preview may ask. Unknown drafts raise Fixable("draft.unknown", id=…).

    A card belongs to the first link of the text; while the link is another one, the card is not known, and when the
    link comes back, so does its card. Only `fetch` uses the network.
    """

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def link(self, draft: str) -> str:
        """Return the link whose card would be shown, "" if the text has none."""
        from app.cards import link_of  # late: with it come pages and pictures

        return link_of(self._desk.drafts.get(draft).text)

    def known(self, draft: str) -> Card | None:
        """Return the card as it was read, without using the network; None if it was not, or was taken away."""
        link = self.link(draft)
        return self._desk.store.cards.get(draft, link) if link else None

    def dropped(self, draft: str) -> bool:
        """Tell whether the writer took the card of this link away."""
        return not self._desk.store.cards.wanted(draft, self.link(draft))

    def fetch(self, draft: str) -> Card:
        """Read the card from the link's page (at most 10 s) and keep it with the draft.

        Raises Fixable or TryLater ("card.…") when there is none to be had; what was known stays.
        """
        link = self.link(draft)
        if not link:
            raise Fixable("card.no_link")
        return self._read(draft, link)

    def drop(self, draft: str) -> None:
        """Take the card of this link away: nothing is read for it when sending either. `fetch` brings it back."""
        link = self.link(draft)
        if not link:
            return
        self._desk.drafts.get(draft)
        self._desk.store.cards.drop(draft, link)
        self._desk.announce("drafts", draft)

    # ------------------------------------------------------------ sending

    def for_order(self, draft: str, account: Account, parts: tuple[str, ...], pictures: bool) -> Card | None:
        """Return the card to freeze with a delivery; one without a title is still to be read, None if none is wanted.

        Only where we send the card ourselves. The first part has no room for one when it shows pictures.
        """
        from app.cards import link_of
        from app.networks import network

        if account.way is not Way.DIRECT or network(account.network).card != "sent":
            return None
        link = next((link for part in parts[1 if pictures else 0 :] if (link := link_of(part))), "")
        if not link or not self._desk.store.cards.wanted(draft, link):
            return None
        return self._desk.store.cards.get(draft, link) or Card(link, "")

    def for_sending(self, delivery: Delivery) -> Card:
        """Return the card a delivery still wants; what was read meanwhile is not read again."""
        known = self._desk.store.cards.get(delivery.draft, delivery.card_from)
        return known or self._read(delivery.draft, delivery.card_from)

    def _read(self, draft: str, link: str) -> Card:
        from app.cards import read_card

        self._desk.drafts.get(draft)
        card = read_card(link, self._desk.profile.photos)
        try:
            self._desk.store.cards.keep(draft, card)
        except AppError:
            if card.picture:
                with suppress(OSError):
                    Path(card.picture.path).unlink(missing_ok=True)
            raise
        self._desk.announce("drafts", draft)
        return card
