# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What every stretch of a text costs on a network: a code point costs one but where a meter says otherwise."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from app.networks import Network
from app.text import Found, escape_little_text, find, utf8_length, utf16_length
from app.text.characters import joined
from app.text.emoji import EMOJI, sequences
from app.text.mastodon import shortened

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")
_HEAVY = re.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_MAYBE_EMOJI = re.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]|\u20e3")
_INVALID_ON_X = re.compile("[\ufffe\ufeff\uffff]")

Extra = tuple[int, int]
"""Where a stretch that does not cost one a code point begins, and how much more (or less) it costs."""


@dataclass(slots=True)
class Meter:
    """One thing a network counts. `base` is what a code point costs; `all` is the whole text's cost."""

    limit: int
    length: int
    extras: list[Extra] = field(default_factory=list)
    base: int = 1
    all: int = 0
    _at: list[int] = field(default_factory=list)
    _sums: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Add up, so that the cost of any stretch is two look-ups."""
        self._at = [place for place, _ in self.extras]
        self._sums = list(accumulate((cost for _, cost in self.extras), initial=0))
        self.all = self.base * self.length + self._sums[-1]

    def cost(self, start: int, end: int) -> int:
        """Return what text[start:end] costs; neither end may lie inside a character, link or mention."""
        if not self._at:
            return self.base * (end - start)
        more = self._sums[bisect_left(self._at, end)] - self._sums[bisect_left(self._at, start)]
        return self.base * (end - start) + more


def meters_of(text: str, found: Found, network: Network) -> list[Meter]:
    """Return the network's meters for a text; the first counts in the network's own unit."""
    meters = [Meter(network.limit, len(text), list(_EXTRAS[network.unit](text, found, network)))]
    if network.unit == "weighted" and not unicodedata.is_normalized("NFC", text):
        meters[0].all = _composed(text, network)
    if network.bytes and utf8_length(text) > network.bytes:
        meters.append(Meter(network.bytes, len(text), _byte_extras(text)))
    if network.links and len(found.urls) > network.links:
        meters.append(Meter(network.links, len(text), [(url.start, 1) for url in found.urls], base=0))
        meters[-1].all = len({url.text for url in found.urls})
    return meters


def bytes_used(text: str) -> int:
    """Return the UTF-8 bytes of a text."""
    return utf8_length(text)


def is_refused(text: str, found: Found, network: Network) -> bool:
    """Whether the network refuses the text for another reason than its length."""
    if network.unit == "weighted" and _INVALID_ON_X.search(text):
        return True
    too_many_tags = bool(network.hashtags) and len(found.hashtags) > network.hashtags
    too_many_people = bool(network.mentions) and len(found.mentions) > network.mentions
    return too_many_tags or too_many_people


def _composed(text: str, network: Network) -> int:
    """X composes a text (NFC) before it counts."""
    composed = unicodedata.normalize("NFC", text)
    return len(composed) + sum(cost for _, cost in _weighted(composed, find(composed, network.find), network))


# ---------------------------------------------------------------- one function a unit


def _characters(text: str, found: Found, network: Network) -> Iterable[Extra]:
    return ()


def _graphemes(text: str, found: Found, network: Network) -> Iterator[Extra]:
    """Bluesky and Mastodon; on Mastodon links cost the same whatever their length, and a mention's server nothing."""
    whole: list[tuple[int, int, int]] = shortened(text) if network.link else []
    place = 0
    for start, length in [*joined(text), (len(text), 0)]:
        while place < len(whole) and whole[place][0] <= start:
            begin, end, name_end = whole[place]
            kept = network.link if name_end < 0 else name_end - begin
            yield begin, kept - (end - begin)
            place += 1
        if length and not (place and whole[place - 1][0] <= start < whole[place - 1][1]):
            yield start, 1 - length


def _weighted(text: str, found: Found, network: Network) -> list[Extra]:
    """X: links cost the same, emoji two, other characters one or two."""
    extras = [(url.start, network.link - (url.end - url.start)) for url in found.urls]
    if not _MAYBE_EMOJI.search(text):
        return extras
    inside = [(url.start, url.end) for url in found.urls] + [(len(text) + 1, 0)]
    place = 0
    taken = 0
    for start, end, weight in _heavy(text):
        while inside[place][1] and inside[place][1] <= start:
            place += 1
        if start >= taken and not inside[place][0] <= start:
            taken = end
            extras.append((start, weight - (end - start)))
    extras.sort()
    return extras


def _heavy(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, weight) of emoji sequences, heavy characters and, uncomposed, letters with their marks."""
    place = 0
    for emoji in [*sequences().finditer(text), None]:
        stop = emoji.start() if emoji else len(text)
        for heavy in _HEAVY.finditer(text, place, stop):
            yield heavy.start(), heavy.end(), 2
        if emoji:
            yield emoji.start(), emoji.end(), 2
            place = emoji.end()


def _utf16(text: str, found: Found, network: Network) -> Iterator[Extra]:
    return ((match.start(), 1) for match in _BEYOND_BMP.finditer(text))


def _little_text(text: str, found: Found, network: Network) -> Iterable[Extra]:
    more = utf16_length(escape_little_text(text)) - len(text)
    return ((0, more),) if more else ()


def _emoji_bytes(text: str, found: Found, network: Network) -> Iterator[Extra]:
    """Threads: an emoji costs its UTF-8 bytes."""
    if not EMOJI.search(text):
        return
    taken = 0
    together = {start: start + length for start, length in joined(text)}
    starts = sorted({*together, *(match.start() for match in EMOJI.finditer(text))})
    for start in starts:
        if start >= taken:
            taken = together.get(start, start + 1)
            if EMOJI.search(text, start, taken):
                yield start, utf8_length(text[start:taken]) - (taken - start)


def _byte_extras(text: str) -> list[Extra]:
    return [(match.start(), utf8_length(match[0]) - 1) for match in _BEYOND_ASCII.finditer(text)]


_EXTRAS = {
    "characters": _characters,
    "emoji_bytes": _emoji_bytes,
    "graphemes": _graphemes,
    "little_text": _little_text,
    "utf16": _utf16,
    "weighted": _weighted,
}
