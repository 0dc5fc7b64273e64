# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What X charges for a post, from the dated prices of its data file; pure."""

from __future__ import annotations

from collections.abc import Sequence

from app.model import Account, Concern, Photo
from app.networks import network
from app.text import find
from app.wording import current

THOUSANDTHS = 1000


def cost(parts: Sequence[str], photos: Sequence[Photo]) -> int:
    """Return the price in thousandths of a US dollar: each part with or without a link, each description sent."""
    reach = network("x").reach
    posts = sum(reach.price("post_with_link" if find(part, "x").urls else "post") for part in parts)
    return posts + reach.price("alt") * sum(bool(photo.alt) for photo in photos)


def price_of(account: Account, parts: Sequence[str], photos: Sequence[Photo]) -> Concern:
    """Return the price as a concern, with where and when it was read, and what a link adds."""
    rules = network("x")
    with_link = sum(bool(find(part, "x").urls) for part in parts)
    source = next(source for source in rules.sources if "pricing" in source.page)
    facts = (("price", dollars(cost(parts, photos))), ("n", str(len(parts))), ("read", source.read.isoformat()))
    return Concern(account.id, "x.price_with_link" if with_link else "x.price", facts)


def dollars(thousandths: int) -> str:
    """Return a price as "0.015", in Finnish and Swedish "0,015"; with no more digits than it needs but two."""
    whole, rest = divmod(thousandths, THOUSANDTHS)
    mark = "." if current() == "en" else ","
    return f"{whole}{mark}{rest:03}"[:-1] if rest % 10 == 0 else f"{whole}{mark}{rest:03}"
