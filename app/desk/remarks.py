# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for the page of Mummo's remarks: the writer's own lists, a company pack, names of the work, what rests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from app import checks, languages, packs, wording
from app.errors import AppError, Fixable
from app.model import Around, Finding, Hat, Level, ListRow, OwnWord, Report, Waiver, WordList, new_id

if TYPE_CHECKING:
    from app.desk import Desk

PATIENCE = 5
"""So many posts a rule may be waved off in, without its advice being taken once, before it falls silent by itself."""
LONGEST = 80
_EARLIER = 200  # own posts that a text is compared with, the newest
_SOURCES = 5  # texts put into one draft that are kept in mind, and
_DRAFTS = 50  # so many drafts
_COMPARED_FROM = 200  # characters: shorter texts repeat themselves and nobody minds


def falls_silent(finding: Finding, times: int) -> bool:
    """Whether a rule rests from now on; what startles never does by itself: one press still silences it."""
    return times >= PATIENCE and finding.level in (Level.EYEBROW, Level.NUDGE)


def rest_if_tired(desk: Desk, finding: Finding, at: datetime) -> Waiver | None:
    """Let a rule fall silent that was waved off again and again; the waiver stands in the list, None otherwise."""
    waivers = desk.store.waivers
    if not falls_silent(finding, waivers.times(finding.category, finding.rule)):
        return None
    rest = Waiver(new_id(), finding.category, "", None, at, finding.rule)
    waivers.add(rest, "")
    return rest


class RemarksDesk:
    """What the page of remarks may ask; the check asks `around` for what it must know."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk
        self._own: tuple[tuple[OwnWord, ...], WordList] = ((), _list_of(()))
        self._sources: dict[str, tuple[str, ...]] = {}
        """Texts put into a draft beside the writer's own words, by draft; in memory only."""

    # ------------------------------------------------------------ the "not yet" list

    def own_words(self) -> tuple[OwnWord, ...]:
        """Return the writer's "not yet" list, oldest first."""
        return self._desk.store.own.words()

    def add_word(self, words: str) -> OwnWord:
        """Put a word or a phrase on the list; what is there already stays one. Raises Fixable("own.empty")."""
        clean = " ".join(words.split())[:LONGEST]
        if not any(sign.isalnum() for sign in clean):
            raise Fixable("own.empty")
        known = next((one for one in self.own_words() if one.words.casefold() == clean.casefold()), None)
        return known or self.put_back(OwnWord(new_id(), clean, self._desk.clock()))

    def remove_word(self, word: str) -> OwnWord:
        """Take an entry off the list and return it (undo: put_back). Raises Fixable("own.unknown")."""
        removed = self._desk.store.own.remove(word)
        self._desk.announce("lists", word)
        return removed

    def put_back(self, word: OwnWord) -> OwnWord:
        """Put an entry on the list as it was."""
        self._desk.store.own.add(word)
        self._desk.announce("lists", word.id)
        return word

    # ------------------------------------------------------------ company pack

    def try_pack(self, folder: Path) -> WordList:
        """Read a pack without using it. Raises Fixable that says what to mend."""
        return packs.load(folder)

    def use_pack(self, folder: Path | None) -> None:
        """Use a pack from now on (None: no pack any more). Raises Fixable and changes nothing if it can't be read."""
        if folder is not None:
            packs.load(folder)
        self._desk.settings.set("word_pack", str(folder or ""))
        self._desk.announce("settings", "word_pack")

    def pack(self) -> WordList | None:
        """Return the pack in use, None without one. Raises Fixable if it can't be read any more."""
        folder = self._desk.settings["word_pack"]
        return _pack(folder, _changed_at(Path(folder))) if folder else None

    # ------------------------------------------------------------ trying a list

    def try_words(self, text: str, words: str, pack: WordList | None = None) -> Report:
        """Read a sample as it would be read with `words` (one entry a line) on the list and with a pack."""
        rows = tuple(OwnWord("", line.strip()[:LONGEST], self._desk.clock()) for line in words.splitlines())
        entries = tuple(one for one in (*self.own_words(), *rows) if one.words)
        return self._desk.reading.check(text, around=Around(lists=(_list_of(entries), *([pack] if pack else []))))

    # ------------------------------------------------------------ hats

    def not_this_hat(self, hat: Hat, word: str) -> None:
        """Learn that a word (in any form) is no evidence for a hat."""
        self._desk.store.own.take_from_hat(hat, languages.word_key(word), self._desk.clock())
        self._desk.announce("lists", "hats")

    def not_hats(self) -> tuple[tuple[Hat, str], ...]:
        """Return the words that are no evidence for a hat, newest first."""
        return tuple((hat, word) for hat, word, _ in self._desk.store.own.not_hats())

    def hat_again(self, hat: Hat, word: str) -> None:
        """Let a word be evidence again (undo)."""
        self._desk.store.own.give_back(hat, languages.word_key(word))
        self._desk.announce("lists", "hats")

    # ------------------------------------------------------------ rules that rest

    def taken(self, finding: Finding) -> None:
        """Note that the writer took the advice: the rule is worth its breath and is counted anew."""
        self._desk.store.waivers.take(finding.category, finding.rule, self._desk.clock())

    def kinds(self) -> Mapping[str, str]:
        """Return each category with the sentence it is remarked on with, in the language of the window."""
        spoken = self._desk.settings["language"] or wording.current()
        return {
            category: checks.say(Finding(data.id, category, data.level, 0, 0, ""), spoken)[0]
            for data in checks.all_checks().values()
            for category in data.categories
        }

    # ------------------------------------------------------------ for the check

    def pasted(self, draft: str, text: str) -> None:
        """Keep in mind, until the program ends, that a draft was given somebody's text; it is stored nowhere."""
        sources = self._sources.pop(draft, ())
        while len(self._sources) >= _DRAFTS:
            del self._sources[next(iter(self._sources))]
        self._sources[draft] = (text, *(one for one in sources if one != text))[:_SOURCES]

    def around(self, text: str, draft: str = "") -> Around:
        """Return what is known around a text of this writer's, and around this draft."""
        words = self.own_words()
        if words != self._own[0]:
            self._own = (words, _list_of(words))
        settings = self._desk.settings
        named = f"{settings['employer']},{settings['products']}".split(",")
        earlier = self._desk.history.search(limit=_EARLIER).posts if len(text) >= _COMPARED_FROM else ()
        return Around(
            lists=tuple(one for one in (self._own[1] if words else None, self._pack_or_none()) if one),
            hour=self._desk.clock().astimezone().hour,
            earlier=(*self._sources.get(draft, ()), *(post.text for post in earlier)),
            employer=tuple(name.strip() for name in named if name.strip()),
            not_hats=frozenset((hat, word) for hat, word, _ in self._desk.store.own.not_hats()),
        )

    def _pack_or_none(self) -> WordList | None:
        """A pack that has gone bad never stands in the way of writing; the page of remarks says what is wrong."""
        try:
            return self.pack()
        except AppError:
            return None


def _list_of(words: tuple[OwnWord, ...]) -> WordList:
    return WordList("", tuple(ListRow((("any", one.words),), Level.STARTLED) for one in words))


def _changed_at(folder: Path) -> int:
    """When the pack's file last changed, so that a new one is read at once; 0 if that can't be told."""
    try:
        return max((file.stat().st_mtime_ns for file in folder.glob("*.toml")), default=0)
    except OSError:
        return 0


@lru_cache(maxsize=2)
def _pack(folder: str, changed_at: int) -> WordList:
    return packs.load(Path(folder))
