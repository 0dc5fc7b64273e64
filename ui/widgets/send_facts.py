# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the send sheet shows, and its sentences: frozen values, gathered in one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model import Account, Measure, Photo, Way
from app.wording import t
from ui.widgets.kinds import Look, looks
from ui.widgets.options_form import Choosable, choosable

if TYPE_CHECKING:
    from app.desk import Desk


@dataclass(frozen=True, slots=True)
class SendRow:
    """One account the draft may go to; `own`: its network gets a text of its own."""

    account: Account
    look: Look
    measure: Measure
    chosen: bool
    own: bool = False
    options: tuple[Choosable, ...] = ()


@dataclass(frozen=True, slots=True)
class SendFacts:
    """What the sheet shows before anything is read."""

    text: str
    rows: tuple[SendRow, ...]
    photos: tuple[Photo, ...]


def how_in_words(row: SendRow) -> str:
    """Return how a row goes out: directly or by hand, as how many parts, or how much is too much."""
    words = [t(f"way.{row.account.way.value}"), *([t("chip.own_text")] if row.own else [])]
    if len(row.measure.parts) > 1:
        words.append(t("send.thread", n=len(row.measure.parts)))
    elif not row.measure.fits:
        words.append(t("send.too_long", n=row.measure.used - row.measure.limit))
    return ", ".join(words)


def where_in_words(row: SendRow) -> str:
    """Return network and way in one line; what stands above as the account's name is not said again."""
    how, name = how_in_words(row), row.look.name
    said = row.account.name in ("", name) or how.casefold().startswith(name.casefold())
    return how if said else f"{name} · {how}"


def hint_in_words(rows: tuple[SendRow, ...]) -> str:
    """Return what happens after the press when a person has to do the last of it; "" when Mummo does it all."""
    by_hand = [row for row in rows if row.account.way is Way.BY_HAND]
    if not by_hand:
        return ""
    if len(by_hand) == 1:
        network = by_hand[0].account.network
        named = t(f"network.object.{network}")
        return t("send.by_hand", network=by_hand[0].look.name if named.startswith("network.") else named)
    return t("send.by_hand_many", networks=", ".join(row.look.name for row in by_hand))


def photos_in_words(photos: tuple[Photo, ...]) -> str:
    """Return how many pictures, what was taken out of the copies, and whether each has been described."""
    words = [t("send.photos", n=len(photos))]
    if any(photo.removed for photo in photos):
        words.append(t("send.cleaned"))
    missing = sum(not photo.alt.strip() for photo in photos)
    words.append(t("send.alt_missing", n=missing) if missing else t("send.alt_done"))
    return " · ".join(words)


def send_facts(desk: Desk, draft: str) -> SendFacts:
    """Gather what the sheet shows of a draft; meant for a worker."""
    found = desk.drafts.get(draft)
    known, accounts, own = looks(desk), desk.accounts.all(), desk.variants.forks(draft)
    rows = []
    for account in accounts:
        network, chosen = account.network, account.id in found.to or len(accounts) == 1
        measure = desk.variants_of(account).parts_for(draft, network)
        options = choosable(desk, draft, network) if account.way is Way.DIRECT else ()
        rows.append(SendRow(account, known.of(network), measure, chosen, network in own, options))
    rows.sort(key=lambda row: not row.chosen)
    return SendFacts(found.text, tuple(rows), found.photos)
