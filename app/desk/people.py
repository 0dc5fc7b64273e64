# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for people and hashtags: the address book, and what completes an @ or a # from it and from the history.

A completion puts a handle into the text: the one for the first chosen network, or the plain name where a network can't
be told who is meant. `use` remembers whom it means, so that every other network gets its own handle when the post goes
(`desk.variants.text_for`). An @ that was typed by hand is never rewritten.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.errors import Fixable
from app.model import Person, new_id
from app.networks import network as network_of
from app.networks import networks
from app.variants import hashtags_in, mentions_in, name_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.desk import Desk

REMEMBERED = 2_000
"""The newest posts of the history that are looked through; each only once while the program runs."""

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What completes a word: `words` go into the text, `name` and `note` say what they are.

    `person` is somebody of the address book, "" for what only earlier posts know.
    """

    words: str
    name: str = ""
    note: str = ""
    person: str = ""


@dataclass(slots=True)
class _Used:
    """How often handles and hashtags stand in the history, up to its post number `newest`."""

    newest: int = 0
    handles: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)


class PeopleDesk:
    """The address book and the completions. Unknown ids raise Fixable("person.unknown", id=…)."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk
        self._used = _Used()

    # ------------------------------------------------------------ the address book

    def all(self) -> tuple[Person, ...]:
        """Return everybody, by name, whatever the letter case."""
        return tuple(sorted(self._desk.store.people.all(), key=lambda person: (_plain(person.name), person.id)))

    def add(self, name: str, handles: Mapping[str, str] | None = None) -> Person:
        """Add somebody; `handles` by network id, with or without @. Raises Fixable("person.nameless")."""
        return self._put(Person(new_id(), name, tuple((handles or {}).items())))

    def change(self, person: str, name: str | None = None, handles: Mapping[str, str] | None = None) -> Person:
        """Change name or handles; None leaves what is there, an empty handle takes that one away."""
        old = self._desk.store.people.get(person)
        now = old.handles if handles is None else tuple({**dict(old.handles), **handles}.items())
        return self._put(Person(person, old.name if name is None else name, now))

    def remove(self, person: str) -> Person:
        """Take somebody out and return who it was, for `restore`; texts stay as they are."""
        old = self._desk.store.people.get(person)
        self._desk.store.people.remove(person)
        self._desk.announce("people", person)
        return old

    def restore(self, person: Person) -> Person:
        """Put somebody back who was taken out; drafts know again whom their mentions mean."""
        return self._put(person)

    def _put(self, person: Person) -> Person:
        name = " ".join(person.name.split())
        if not name:
            raise Fixable("person.nameless")
        kept: dict[str, str] = {}
        for network, handle in person.handles:
            network_of(network)
            if bare := "".join(handle.split()).lstrip("@"):
                kept[network] = f"@{bare}"
        made = Person(person.id, name, tuple(sorted(kept.items())))
        self._desk.store.people.put(made)
        self._desk.announce("people", made.id)
        return made

    # ------------------------------------------------------------ completions

    def complete(self, typed: str, networks: Iterable[str] = (), limit: int = SHOWN) -> tuple[Suggestion, ...]:
        """Return who "@sa" may become, for the first of `networks`: the address book first, then earlier posts.

        Most used first. What was typed is the beginning of a handle or of any of a person's names; letter case and
        accents do not matter.
        """
        wanted = _plain(typed.removeprefix("@"))
        used = self._look().handles
        place = next(iter(networks), "")
        book = self.all()
        mine = [person for person in book if wanted and _is_called(person, wanted)]
        mine.sort(key=lambda person: -sum(used[handle] for _, handle in person.handles))
        found = [_suggest(person, place) for person in mine]
        known = {handle for person in book for _, handle in person.handles}
        others = [handle for handle, _ in used.most_common() if handle not in known]
        found += [Suggestion(one) for one in others if wanted and _plain(one).startswith(f"@{wanted}")]
        return tuple(found[:limit])

    def hashtags(self, typed: str, limit: int = SHOWN) -> tuple[Suggestion, ...]:
        """Return what "#sa" may become, from own posts, most used first.

        Of one tag's spellings the one with a capital per word is offered (#SaviTutkimus): screen readers then read
        words; without such a spelling, the one used most.
        """
        wanted = _plain(typed.removeprefix("#"))
        spellings: dict[str, list[tuple[str, int]]] = {}
        for tag, times in self._look().tags.most_common():
            spellings.setdefault(tag.casefold(), []).append((tag, times))
        ranked = sorted(spellings.values(), key=lambda ways: -sum(times for _, times in ways))
        tags = [max(ways, key=lambda way: (_capitals(way[0]), way[1]))[0] for ways in ranked]
        fitting = [tag for tag in tags if wanted and _plain(tag).startswith(f"#{wanted}")]
        return tuple(Suggestion(tag) for tag in fitting[:limit] if tag != typed)

    def use(self, draft: str, suggestion: Suggestion) -> None:
        """Remember whom the words of a suggestion mean in this draft."""
        if draft and suggestion.person:
            self._desk.store.forks.mention(draft, suggestion.words, suggestion.person)
            self._desk.announce("forks", draft)

    def only_named(self, draft: str, network: str) -> tuple[str, ...]:
        """Return the people of a draft that a network is not told of: their names stand there as plain words."""
        remembered = self._desk.store.forks.mentions(draft) if draft else {}
        if not remembered:
            return ()
        text = self._desk.store.forks.get(draft, network) or self._desk.store.drafts.get(draft).text
        place = network_of(network)
        known = {person.id: person for person in self.all()}
        meant = {known[person] for words, person in remembered.items() if person in known and words in text}
        return tuple(sorted(person.name for person in meant if name_on(person, place) == person.name))

    def _look(self) -> _Used:
        """Count what the posts since the last look name (at most REMEMBERED of them)."""
        newest = self._desk.store.people.newest_post()
        if newest > self._used.newest:
            found = _Used(newest, Counter(self._used.handles), Counter(self._used.tags))
            for _, text in self._desk.store.people.marked_posts(self._used.newest, REMEMBERED):
                found.handles.update(mentions_in(text))
                found.tags.update(hashtags_in(text))
            self._used = found
        return self._used


def _suggest(person: Person, place: str) -> Suggestion:
    """Offer a person as a network addresses them; the note names the networks where they have a handle."""
    if not place:
        handle = person.handles[0][1] if person.handles else person.name
        return Suggestion(handle, person.name, _where(person), person.id)
    return Suggestion(name_on(person, network_of(place)), person.name, _where(person), person.id)


def _where(person: Person) -> str:
    names = {network.id: network.name for network in networks()}
    return " · ".join(names[network] for network, _ in person.handles if network in names)


def _is_called(person: Person, wanted: str) -> bool:
    handles = [_plain(handle).removeprefix("@") for _, handle in person.handles]
    words = _plain(person.name)
    return any(one.startswith(wanted) for one in [*handles, words, words.replace(" ", ""), *words.split()])


def _capitals(tag: str) -> int:
    """Return 2 for capitals that mark words (#SaviTutkimus), 1 for one at the beginning, 0 without; #ALLCAPS is 0."""
    letters = tag[1:]
    if letters.isupper() or letters.islower():
        return 0
    return 2 if any(letter.isupper() for letter in letters[1:]) else 1


def _plain(text: str) -> str:
    """Return a text without letter case and accents (ä counts as ä: it is a letter of its own in fi and sv)."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(
        letter if letter in "åäö" else unicodedata.normalize("NFD", letter)[0] if letter.isalpha() else letter
        for letter in folded
    )
