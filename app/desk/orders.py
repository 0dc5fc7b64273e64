# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A draft frozen for one account: its words as that network gets them, cut into parts, with pictures and a card."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.errors import Fixable
from app.model import Account, Draft, Measure, Photo, Way, new_id
from app.store.outbox import Order
from app.text import link_last

if TYPE_CHECKING:
    from app.desk import Desk
    from app.networks import Network


def order_of(desk: Desk, draft: Draft, account: Account, at: datetime) -> Order:
    """Freeze what goes to one account: its network's own text or the common one, people named as it can, cut.

    The digest is that of the text as written, so that one post stays one in the history although a mention in it
    reads differently on each network. Raises Fixable("sending.…").
    """
    variants, network = desk.variants, account.network
    written = variants.forks(draft.id).get(network, draft.text)
    if not written.strip() and not draft.photos:
        raise Fixable("sending.empty")
    text = variants.with_people(draft.id, network, written)
    cuts = variants.chosen_cuts(draft.id, network, text)
    place, options = desk.accounts.network(account), desk.store.options.of(draft.id, network)
    parts = _parts(text, account, place, cuts, draft.numbered, desk.options.warning(draft.id, network))
    return Order(
        id=new_id(),
        draft=draft.id,
        digest=digest_of(written, draft.photos),
        account=account,
        kind=draft.kind,
        text=text,
        parts=link_last(parts, place.find) if dict(options).get("link_last") else parts,
        photos=draft.photos,
        at=at,
        options=options,
    )


def with_card(desk: Desk, order: Order) -> Order:
    """Freeze the card of the first link beside it, as far as it is known."""
    card = desk.cards.for_order(order.draft, order.account, order.parts, bool(order.photos))
    return replace(order, card=card)


def _parts(
    text: str, account: Account, place: Network, cuts: tuple[int, ...], numbered: bool, warning: str
) -> tuple[str, ...]:
    from app.measure import measure

    if account.way is Way.DIRECT and _is_broken(text):
        raise Fixable("sending.broken_letter", network=account.name)
    measured = measure(text, place, warning, numbering=numbered, cuts=cuts)
    parts = measured.parts if place.threads else ()
    if len(parts) > 1 and all(part.used <= measured.limit for part in parts):
        return tuple(part.text for part in parts)
    if not measured.fits:
        raise _does_not_fit(account, measured)
    return (text,)


def _does_not_fit(account: Account, measured: Measure) -> Fixable:
    """Say how much is too much; a text that is short enough has too many links, mentions or tags."""
    used, limit = max([measured.used, *(part.used for part in measured.parts)]), measured.limit
    if used <= limit:
        return Fixable("sending.too_many", network=account.name)
    return Fixable("sending.too_long", network=account.name, used=used, limit=limit, over=used - limit)


def _is_broken(text: str) -> bool:
    """Tell whether a text holds half a letter (a lone surrogate), which no network can take."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def digest_of(text: str, photos: tuple[Photo, ...]) -> str:
    """Return what stays the same exactly as long as text, pictures and their descriptions do."""
    import hashlib  # late: the window's first paint does not wait for it

    whole = json.dumps([text, [[photo.id, photo.alt] for photo in photos]])
    return hashlib.sha256(whole.encode()).hexdigest()[:32]
