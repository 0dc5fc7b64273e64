# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A check that finds what the test wants where it wants it; what is fine by the writer is asked from the real desk."""

from __future__ import annotations

from app.model import Finding, Hats, Level, Mood, Remark, Report, Tone

TEXT = (
    "Odotamme kolmatta viikkoa lupaa jatkaa, ja tilaaja ei ymmärrä savesta hölkäsen pöläystä. "
    "Odottelun hinta on jo 180 000 euroa. Kiitos Sarille, joka kävi lukemat sateessakin."
)
HARSH, SUM, THANKS = "tilaaja ei ymmärrä savesta hölkäsen pöläystä", "180 000 euroa", "Kiitos Sarille"
FOUND = (
    (HARSH, Level.EYEBROW, "harsh", "savi on tilaajalle uusi tuttavuus"),
    (SUM, Level.NUDGE, "sum", None),
    (THANKS, Level.PRAISE, "praise.thanks", None),
)


class FakeReading:
    """Stands for the check, so that a remark is where the test wants it; what is fine is asked from the real desk."""

    def __init__(self, desk):
        self._real = desk.reading
        self._desk = desk

    def __getattr__(self, name):
        return getattr(self._real, name)

    def check(self, text, language="", account_hat=None, draft=""):
        fine = {(one.words.casefold(), one.draft) for one in self._real.waivers()}
        everywhere = {one.category for one in self._real.waivers() if one.draft is None}
        remarks = tuple(
            Remark(_finding(words, level, category, replacement, text), f"miksi {category}", f"entä {category}")
            for words, level, category, replacement in FOUND
            if words in text and (words.casefold(), draft) not in fine and category not in everywhere
        )
        return Report("fi", Mood.CALM, Tone.NEUTRAL, Hats(), remarks)


def _finding(words, level, category, replacement, text):
    start = text.index(words)
    return Finding(category, category, level, start, start + len(words), words, "sana", replacement=replacement)


def opened(live, qtbot, networks=()):
    """Return the write view of a new profile in which posts go to `networks` by hand."""
    from ui.views.write import WriteView

    live.ask(lambda desk: setattr(desk, "reading", FakeReading(desk)))
    live.ask(lambda desk: [desk.accounts.add_by_hand(network) for network in networks])
    view = WriteView(live.bridge)
    qtbot.addWidget(view)
    view.resize(1064, 800)
    view.show()
    qtbot.waitExposed(view)
    view.furnish()
    qtbot.waitUntil(lambda: len(view.destinations.chips) == len(networks))
    return view


def write(view, text):
    """Put a text on the paper, as one paste."""
    view.paper.textCursor().insertText(text)


def read(view, qtbot, text=TEXT):
    """Write a text and wait until its remarks are in sight."""
    write(view, text)
    qtbot.waitUntil(lambda: bool(view.remarks.shown), timeout=5000)


def categories(view):
    """Return the categories of the remarks in sight."""
    return [one.remark.finding.category for one in view.remarks.shown]


def saved(view, qtbot):
    """Wait until all is safe and return the draft's id."""
    qtbot.waitUntil(lambda: bool(view.current_draft()) and not view.unsaved(), timeout=5000)
    return view.current_draft()
