# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How one person is addressed on each network, and which mentions and hashtags stand in a text.

A mention that was taken from the address book is remembered with the words it put into the text. `addressed` puts the
handle of another network there, or the plain name where a post can't tell the network who is meant (LinkedIn's people;
Threads and Instagram by hand; facts/networks.md 2). Nothing else in a text is ever rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.model import Person
from app.networks import Network

_MENTION = re.compile(r"(?<![\w@./-])@\w(?:[\w.-]*\w)?(?:@\w(?:[\w.-]*\w)?)?")
_HASHTAG = re.compile(r"(?<![\w&#/])#(?=\w*[^\W\d])\w+")
_WORD = r"[\w@]"


def name_on(person: Person, network: Network) -> str:
    """Return how a person is addressed on a network: their handle there, else their name."""
    if network.people == "handle":
        handle = next((handle for place, handle in person.handles if place == network.id), "")
        if handle:
            return handle
    return person.name


def addressed(text: str, mentions: Mapping[str, Person], network: Network) -> str:
    """Return a text with each remembered mention (the words as they stand in it) as `network` needs it."""
    ways = {words: name_on(person, network) for words, person in mentions.items() if words}
    if not ways or not any(words in text for words in ways):
        return text
    longest_first = sorted(ways, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    whole = re.compile(rf"(?<!{_WORD})(?<!{_WORD}[.-])(?:{pattern})(?!{_WORD})(?![.-]{_WORD})")
    return whole.sub(lambda match: ways[match[0]], text)


def mentions_in(text: str) -> list[str]:
    """Return the handles in a text as written, with @; what a network makes of them is not asked."""
    return _MENTION.findall(text) if "@" in text else []


def hashtags_in(text: str) -> list[str]:
    """Return the hashtags in a text as written, with #; at least one letter each."""
    return _HASHTAG.findall(text) if "#" in text else []
