# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a delivery asks of the writer: which answers make sense, where what it needs can be had. Names, no widget."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.model import Delivery, State

if TYPE_CHECKING:
    from app.desk import Desk

ASKS: dict[State, tuple[str, ...]] = {
    State.SCHEDULED: ("to_drafts",),
    State.FAILED: ("retry", "by_hand", "to_drafts"),
    State.UNCERTAIN: ("is_there", "is_missing", "later"),
    State.HANDED_OVER: ("published", "show_card", "to_drafts"),
}
UNKNOWN_OUTCOME = ("is_there", "is_missing", "later")
NEEDS_PERSON = ("retry", "by_hand", "to_drafts")

LEADS: dict[str, tuple[str, ...]] = {
    "sign_in": (
        "bluesky.needs_app_password",
        "bluesky.sign_in_again",
        "channel.bad_token",
        "channel.no_permission",
        "channel.sign_in_over",
        "delivery.sign_in_ended",
        "keyring.damaged",
        "mastodon.no_scope",
        "signin.ended",
        "signin.no_scope",
    ),
    "link": ("delivery.account_removed",),
    "open_text": (
        "bluesky.picture_too_big",
        "bluesky.too_long",
        "bluesky.too_many_pictures",
        "channel.duplicate",
        "channel.picture_refused",
        "channel.picture_too_big",
        "channel.too_long",
        "channel.too_many_pictures",
        "mastodon.alt_too_long",
        "mastodon.picture_refused",
        "mastodon.reply_gone",
        "mastodon.reply_not_found",
        "mastodon.too_many_pictures",
        "practice.too_long",
        "sending.broken_letter",
        "sending.too_long",
        "sending.too_many",
    ),
}
"""By wish: the messages that say what is missing. The wish comes first and leads to where it can be mended."""

SETTLE: dict[str, Callable[[Desk, str], object]] = {
    "published": lambda desk, delivery: desk.sending.confirm(delivery),
    "to_drafts": lambda desk, delivery: desk.sending.put_back(delivery),
    "is_there": lambda desk, delivery: desk.sending.settle(delivery, True),
    "is_missing": lambda desk, delivery: desk.sending.settle(delivery, False),
    "retry": lambda desk, delivery: desk.schedule.try_again(delivery),
    "by_hand": lambda desk, delivery: desk.sending.by_hand(delivery),
}
"""What the desk does for an answer."""


def wishes(delivery: Delivery) -> tuple[str, ...]:
    """Return what the writer may answer, what mends it first: names of words `wish.<name>`."""
    return (*lead(delivery), *_answers(delivery))


def _answers(delivery: Delivery) -> tuple[str, ...]:
    if delivery.state is State.NEEDS_PERSON:
        return UNKNOWN_OUTCOME if delivery.message == "delivery.unknown" else NEEDS_PERSON
    return ASKS.get(delivery.state, ())


def lead(delivery: Delivery) -> tuple[str, ...]:
    """Return the wish that leads to what a delivery lacks; none while it lacks nothing the writer could give."""
    return tuple(wish for wish, codes in LEADS.items() if delivery.message in codes)
