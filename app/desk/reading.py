# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for Mummo's panel: the check, the counters and what was fine by the writer. Only delegates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import checks, languages, wording
from app.model import Finding, Hat, Measure, Remark, Report, Waiver, new_id
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

    def check(self, text: str, language: str = "", account_hat: Hat | None = None, draft: str = "") -> Report:
        """Read a text. Offsets are code points of `text` as given. Never raises for any string.

        `language` is fi, sv, en or "" (recognised). With `draft`, what was fine by the writer there or everywhere is
        left out; without one the text is read as it is, and the profile is not touched.
        """
        lang = language if language in languages.codes() else languages.recognise(text, wording.current())
        reading = checks.read(text, lang, account_hat)
        fine = self._desk.store.waivers.keys() if draft else frozenset()
        open_ones = tuple(one for one in reading.findings if not fine or not _is_fine(one, draft, fine))
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

    def fine_by_me(self, draft: str, finding: Finding) -> Waiver:
        """Remember that these words are fine in this draft (letter case and inflection ignored)."""
        return self._remember(draft, finding, finding.words)

    def never_again(self, finding: Finding) -> Waiver:
        """Remember that this category is fine everywhere."""
        return self._remember(None, finding, "")

    def waivers(self) -> tuple[Waiver, ...]:
        """Return all that was fine by the writer, newest first."""
        return self._desk.store.waivers.all()

    def forget(self, waiver: str) -> None:
        """Take a waiver back (undo, or from the list)."""
        self._desk.store.waivers.remove(waiver)
        self._desk.announce("waivers", waiver)

    def _remember(self, draft: str | None, finding: Finding, words: str) -> Waiver:
        waiver = Waiver(new_id(), finding.category, words, draft, self._desk.clock())
        self._desk.store.waivers.add(waiver, languages.word_key(words) if words else "")
        self._desk.announce("waivers", waiver.id)
        return waiver


def _is_fine(finding: Finding, draft: str, fine: Fine) -> bool:
    if (finding.category, "", None) in fine:
        return True
    words = languages.word_key(finding.words)
    return any(
        category == finding.category and of == draft and languages.alike(key, words) for category, key, of in fine
    )
