# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for Mummo's panel: the check, the counters and what was fine by the writer. Only delegates."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from app import checks, languages, wording
from app.desk.remarks import rest_if_tired
from app.model import Around, Finding, Hat, Measure, Remark, Report, Waiver, new_id
from app.networks import Network

if TYPE_CHECKING:
    from app.desk import Desk


Fine = frozenset[tuple[str, str, str | None]]


class ReadingDesk:
    """What the panel and the chips may ask."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def warm_up(self) -> None:
        """Load spaCy, the language data and the checks (0.5 to 1 s); call it on a worker after the first paint."""
        for language in languages.codes():
            checks.read("a", language)
        gc.freeze()  # all of it stays: looking through it for garbage would stop the window for 50 ms now and then

    def check(
        self,
        text: str,
        language: str = "",
        account_hat: Hat | None = None,
        draft: str = "",
        around: Around | None = None,
    ) -> Report:
        """Read a text. Offsets are code points of `text` as given. Never raises for any string.

        `language` is fi, sv, en (then all of the text is read in it) or "": recognised, by paragraph in a mixed text,
        and the report names that of the whole. With `draft`, what was fine by the writer there or everywhere is
        left out and what the profile knows counts (own lists, hour, earlier posts, names of the work); without one the
        text is read as it is, with `around` if that is given, and the profile is not touched.
        """
        told = language in languages.codes()
        lang = language if told else languages.recognise(text, wording.current())
        known = self._desk.remarks.around(text, draft) if draft else around
        reading = checks.read(text, lang, account_hat, known, mixed=not told)
        waivers = self._desk.store.waivers
        fine, resting = (waivers.keys(), waivers.resting()) if draft else (frozenset(), frozenset())
        open_ones = tuple(one for one in reading.findings if not _is_fine(one, draft, fine, resting))
        spoken = self._desk.settings["language"] or wording.current()
        remarks = tuple(Remark(one, *checks.say(one, spoken)) for one in open_ones)
        return Report(lang, checks.mood_of(open_ones), reading.tone, reading.hats, remarks)

    def networks(self) -> tuple[Network, ...]:
        """Return every network this build knows, in the order of resources/networks."""
        from app.networks import networks

        return networks()

    def measure(self, text: str, network: str, warning: str = "") -> Measure:
        """Count a text as `network` (an id of resources/networks) does. Raises Fixable("network.unknown")."""
        from app import networks
        from app.measure import measure

        return measure(text, networks.network(network), warning)

    def cut_places(self, text: str, network: str) -> tuple[int, ...]:
        """Return where sentences and paragraphs begin: the places of a thread's cuts Alt+arrows step through."""
        from app import networks
        from app.measure import places

        return places(text, networks.network(network))

    def fine_by_me(self, draft: str, finding: Finding) -> Waiver:
        """Remember that these words are fine in this draft (letter case and inflection ignored).

        A rule that was waved off again and again falls silent by itself: a waiver of its own stands in the list then.
        """
        waiver = self._remember(draft, finding, finding.words)
        rest = rest_if_tired(self._desk, finding, waiver.at)
        if rest is not None:
            self._desk.announce("waivers", rest.id)
        return waiver

    def never_again(self, finding: Finding) -> Waiver:
        """Remember that this category is fine everywhere."""
        return self._remember(None, finding, "")

    def waivers(self) -> tuple[Waiver, ...]:
        """Return all that was fine by the writer, newest first."""
        return self._desk.store.waivers.all()

    def forget(self, waiver: str) -> None:
        """Take a waiver back (undo, or from the list); a rule that rested is counted anew."""
        waivers = self._desk.store.waivers
        known = next((one for one in waivers.all() if one.id == waiver), None)
        waivers.remove(waiver)
        if known is not None and known.rule and known.draft is None:
            waivers.take(known.category, known.rule, self._desk.clock())
        elif known is not None:
            self._wake_with(known)
        self._desk.announce("waivers", waiver)

    def _wake_with(self, waved_off: Waiver) -> None:
        """A rule that fell silent with what is taken back now speaks again."""
        for rest in self._desk.store.waivers.all():
            same = (rest.category, rest.rule, rest.at) == (waved_off.category, waved_off.rule, waved_off.at)
            if same and rest.rule and rest.draft is None:
                self._desk.store.waivers.remove(rest.id)
                self._desk.announce("waivers", rest.id)

    def remember_again(self, waiver: Waiver) -> None:
        """Put a waiver back that was taken off the list (undo)."""
        self._desk.store.waivers.add(waiver, languages.word_key(waiver.words) if waiver.words else "")
        self._desk.announce("waivers", waiver.id)

    def _remember(self, draft: str | None, finding: Finding, words: str) -> Waiver:
        waiver = Waiver(new_id(), finding.category, words, draft, self._desk.clock(), finding.rule if draft else "")
        self._desk.store.waivers.add(waiver, languages.word_key(words) if words else "")
        self._desk.announce("waivers", waiver.id)
        return waiver


def _is_fine(finding: Finding, draft: str, fine: Fine, resting: frozenset[tuple[str, str]]) -> bool:
    if (finding.category, finding.rule) in resting:
        return True
    if not fine:
        return False
    if (finding.category, "", None) in fine:
        return True
    words = languages.word_key(finding.words)
    return any(
        category == finding.category and of == draft and languages.alike(key, words) for category, key, of in fine
    )
