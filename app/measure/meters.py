# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What every stretch of a text costs on a network: a code point costs one but where a meter says otherwise."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import accumulate

from app.networks import Network
from app.text import Found, utf8_length, x
from app.text.characters import joined
from app.text.emoji import EMOJI, sequences
from app.text.found import without_overlaps
from app.text.late import Late
from app.text.linkedin import little_text_length
from app.text.mastodon import shortened

_BEYOND_ASCII = Late(r"[^\x00-\x7f]")
_BEYOND_BMP = Late("[\U00010000-\U0010ffff]")
_HEAVY = Late("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_NEEDS_A_LOOK = Late("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]|\u20e3")
_INVALID_ON_X = Late("[\ufffe\ufeff\uffff]")

Extra = tuple[int, int]
"""Where a stretch that does not cost one a code point begins, and how much more (or less) it costs."""


class Meter:
    """One thing a network counts. `base` is what a code point costs; `all` is the whole text's cost."""

    __slots__ = ("_at", "_sums", "all", "base", "limit")

    def __init__(self, limit: int, length: int, extras: list[Extra], base: int = 1) -> None:
        """Add up, so that the cost of any stretch is two look-ups; `extras` by place."""
        self.limit = limit
        self.base = base
        self._at = [place for place, _ in extras]
        self._sums = list(accumulate((cost for _, cost in extras), initial=0))
        self.all = base * length + self._sums[-1]

    def cost(self, start: int, end: int) -> int:
        """Return what text[start:end] costs; neither end may lie inside a character, link or mention."""
        if not self._at:
            return self.base * (end - start)
        more = self._sums[bisect_left(self._at, end)] - self._sums[bisect_left(self._at, start)]
        return self.base * (end - start) + more


class DifferentMeter(Meter):
    """Counts different things: the same link twice in a stretch costs one."""

    __slots__ = ("_before",)

    def __init__(self, limit: int, marks: list[tuple[int, str]]) -> None:
        """Remember for each of the `marks` (place, what stands there) where the same stood before it."""
        super().__init__(limit, 0, [(place, 1) for place, _ in marks], base=0)
        last: dict[str, int] = {}
        self._before = []
        for number, (_, name) in enumerate(marks):
            self._before.append(last.get(name, -1))
            last[name] = number
        self.all = len(last)

    def cost(self, start: int, end: int) -> int:
        """Return how many different ones begin in text[start:end]; as long as that stretch holds marks."""
        first, stop = bisect_left(self._at, start), bisect_left(self._at, end)
        return sum(before < first for before in self._before[first:stop])


def meters_of(text: str, network: Network) -> list[Meter]:
    """Return the network's meters for a text; the first counts in the network's own unit.

    A second or third one is left out while its limit can't be reached.
    """
    meters = [Meter(network.limit, len(text), list(_EXTRAS[network.unit](text, network)))]
    if network.unit == "weighted" and not unicodedata.is_normalized("NFC", text):
        meters[0].all = _composed(text, network)
    if network.bytes and utf8_length(text) > network.bytes:
        meters.append(Meter(network.bytes, len(text), _byte_extras(text)))
    if network.links and text.count(".") > network.links and len(urls := x.links(text)) > network.links:
        meters.append(DifferentMeter(network.links, [(start, text[start:end]) for start, end in urls]))
    return meters


@lru_cache(maxsize=16)
def whole_meters(text: str, network: Network) -> list[Meter]:
    """Return the meters of a whole text: the counter asks for them, and the cutter right after it."""
    return meters_of(text, network)


def is_refused(text: str, found: Found, network: Network) -> bool:
    """Whether the network refuses the text for another reason than its length."""
    if network.unit == "weighted" and _INVALID_ON_X.re.search(text):
        return True
    too_many_tags = bool(network.hashtags) and len(found.hashtags) > network.hashtags
    too_many_people = bool(network.mentions) and len(found.mentions) > network.mentions
    return too_many_tags or too_many_people


def _composed(text: str, network: Network) -> int:
    """X composes a text (NFC) before it counts."""
    composed = unicodedata.normalize("NFC", text)
    return len(composed) + sum(cost for _, cost in _weighted(composed, network))


# ---------------------------------------------------------------- one function a unit


def _characters(text: str, network: Network) -> Iterable[Extra]:
    return ()


def _graphemes(text: str, network: Network) -> Iterable[Extra]:
    """Bluesky and Mastodon; on Mastodon links cost the same whatever their length, and a mention's server nothing."""
    whole = shortened(text) if network.link else []
    if not whole:
        return ((start, 1 - length) for start, length in joined(text))
    extras = [(start, (network.link if name < 0 else name - start) - (end - start)) for start, end, name in whole]
    place = 0
    for start, length in joined(text):
        while place < len(whole) and whole[place][1] <= start:
            place += 1
        if place == len(whole) or start < whole[place][0]:
            extras.append((start, 1 - length))
    return sorted(extras)


def _weighted(text: str, network: Network) -> Iterable[Extra]:
    """X: links cost the same, emoji two, other characters one or two."""
    urls = x.links(text)
    extras = [(start, network.link - (end - start)) for start, end in urls]
    if text.isascii() or not _NEEDS_A_LOOK.re.search(text):
        return extras
    links = [(start, end, False) for start, end in urls]
    emoji = [(start, end, True) for start, end in without_overlaps(sequences(text), urls)]
    place = 0
    for start, end, is_emoji in [*sorted(links + emoji), (len(text), len(text), False)]:
        extras.extend((heavy.start(), 1) for heavy in _HEAVY.re.finditer(text, place, start))
        if is_emoji:
            extras.append((start, 2 - (end - start)))
        place = end
    return sorted(extras)


def _utf16(text: str, network: Network) -> Iterable[Extra]:
    return ((match.start(), 1) for match in _BEYOND_BMP.re.finditer(text))


def _little_text(text: str, network: Network) -> Iterable[Extra]:
    more = little_text_length(text) - len(text)
    return ((0, more),) if more else ()


def _emoji_bytes(text: str, network: Network) -> Iterable[Extra]:
    """Threads: an emoji costs its UTF-8 bytes."""
    if text.isascii() or not EMOJI.re.search(text):
        return
    ends = {start: start + length for start, length in joined(text)}
    taken = 0
    for start in sorted({*ends, *(match.start() for match in EMOJI.re.finditer(text))}):
        if start >= taken:
            taken = ends.get(start, start + 1)
            if EMOJI.re.search(text, start, taken):
                yield start, utf8_length(text[start:taken]) - (taken - start)


def _byte_extras(text: str) -> list[Extra]:
    return [(match.start(), utf8_length(match[0]) - 1) for match in _BEYOND_ASCII.re.finditer(text)]


_EXTRAS: dict[str, Callable[[str, Network], Iterable[Extra]]] = {
    "characters": _characters,
    "emoji_bytes": _emoji_bytes,
    "graphemes": _graphemes,
    "little_text": _little_text,
    "utf16": _utf16,
    "weighted": _weighted,
}
