# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A text as one network counts it, and the parts of a thread; pure, quick enough for every key press."""

from __future__ import annotations

from collections.abc import Sequence

from app.measure.meters import is_refused, whole_meters
from app.measure.split import gaps, nearest_place, parts_of, places
from app.model import Measure, Part
from app.networks import Network
from app.text import bluesky_facets, count_graphemes, escape_little_text, find, utf8_length

__all__ = ["escape_little_text", "gaps", "measure", "nearest_place", "places"]


def measure(
    text: str, network: Network, warning: str = "", numbering: bool = False, cuts: Sequence[int] = ()
) -> Measure:
    """Count `text` as `network` does, find what it finds, and cut what is too long where the network has threads.

    `warning` is Mastodon's content warning: it counts there, in every part. `numbering` puts " 1/3" behind the parts of
    a thread and counts it. A part holds a link, mention, hashtag or character too long for the network whole, and does
    not fit then; such a part's `used` is above the limit. `cuts`: where the writer lets the next part of a thread
    begin, sorted; they count while the parts before them fit. Never raises for any string.
    """
    found = find(text, network.find)
    meters = whole_meters(text, network)
    used = meters[0].all + _warning(warning, network)
    room = all(meter.all <= meter.limit for meter in meters[1:])
    fits = used <= network.limit and room and not is_refused(text, found, network)
    if fits or not network.threads:
        parts: tuple[Part, ...] = (Part(text, used),)
    else:
        parts = parts_of(text, network, _warning(warning, network), numbering, cuts)
    return Measure(
        network=network.id,
        used=used,
        limit=network.limit,
        unit=network.unit,
        fits=fits,
        urls=found.urls,
        mentions=found.mentions,
        hashtags=found.hashtags,
        parts=parts,
        bytes=utf8_length(text) if network.bytes else None,
        facets=bluesky_facets(text) if network.find == "bluesky" else None,
    )


def _warning(warning: str, network: Network) -> int:
    return count_graphemes(warning) if warning and network.warning_counts else 0
