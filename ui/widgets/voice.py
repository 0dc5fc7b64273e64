# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What Mummo says of a report as a whole, and names for its remarks that outlive an edit. Pure; paints nothing."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass

from app.model import Kind, Level, Mood, Remark, Report
from app.wording import t

CALM_VARIANTS = 3
STEPS = 5
DONE_BY = {2: "praise.thanks", 3: "praise.question"}
"""Steps that a praised text has taken already, and by which category that is known."""
IN_WORDS = range(2, 11)
"""Numbers with words of their own; larger ones are shown in figures."""
STRENGTH = {Level.PRAISE: 0, Level.NUDGE: 1, Level.EYEBROW: 2, Level.STARTLED: 3}
QUIET_WORDS = 12
"""Under this many words Mummo keeps to herself (ux.md 3A)."""
OPENING, SHORT = 40, 200
"""In characters: the opening of a post, and a short one."""
NEWS_SHARE = 0.75
"""From this share of the work hat on, a post is guessed to be news from work."""


@dataclass(frozen=True, slots=True)
class Said:
    """The face and the words beside it."""

    mood: Mood
    headline: str
    more: str = ""

    def whole(self) -> str:
        """Return both sentences as one, for screen readers and tooltips."""
        return f"{self.headline} {self.more}".strip()


@dataclass(frozen=True, slots=True)
class Noted:
    """A remark and a key that stays the same while the text around it changes."""

    key: str
    remark: Remark


def noted(report: Report) -> tuple[Noted, ...]:
    """Return the report's remarks with their keys: kind, words, and which occurrence of them."""
    seen: Counter[str] = Counter()
    made = []
    for remark in report.remarks:
        finding = remark.finding
        name = f"{finding.check}/{finding.category}/{finding.words.casefold()}"
        seen[name] += 1
        made.append(Noted(f"{name}/{seen[name]}", remark))
    return tuple(made)


def open_ones(remarks: tuple[Noted, ...]) -> tuple[Noted, ...]:
    """Return those that ask something, in the order of the text."""
    return tuple(one for one in remarks if one.remark.finding.level is not Level.PRAISE)


def strongest(asking: tuple[Noted, ...]) -> str:
    """Return the key of the first of the strongest: the one Mummo's face is about; "" without any."""
    return max(asking, key=lambda one: STRENGTH[one.remark.finding.level]).key if asking else ""


def praise(remarks: tuple[Noted, ...]) -> tuple[Noted, ...]:
    """Return what Mummo liked, every sentence once."""
    liked = {one.remark.why: one for one in reversed(remarks) if one.remark.finding.level is Level.PRAISE}
    return tuple(one for one in remarks if liked.get(one.remark.why) is one)


def mood_of(remarks: tuple[Noted, ...]) -> Mood:
    """Return the strongest open level; nudges and praise move nothing."""
    levels = {one.remark.finding.level for one in remarks}
    if Level.STARTLED in levels:
        return Mood.STARTLED
    return Mood.EYEBROW if Level.EYEBROW in levels else Mood.CALM


def variant(draft: str, count: int) -> int:
    """Return 1 to `count`, always the same for one draft, so that words do not flicker."""
    return zlib.crc32(draft.encode()) % count + 1


def said(remarks: tuple[Noted, ...], draft: str) -> Said:
    """Return Mummo's words on these remarks."""
    mood = mood_of(remarks)
    count = len(open_ones(remarks))
    if mood is Mood.STARTLED:
        return Said(mood, t("panel.startled"), _counted("panel.startled.more", count))
    if mood is Mood.EYEBROW:
        headline = t("panel.eyebrow.one") if count == 1 else t("panel.eyebrow.many", number=number(count, "number.at"))
        return Said(mood, headline, _counted("panel.eyebrow.more", count))
    more = _counted("panel.nudge.more", count) if count else ""
    return Said(mood, t(f"panel.calm.{variant(draft, CALM_VARIANTS)}"), more)


def counted_open(count: int) -> str:
    """Return how many remarks are still open, as the send sheet says it: the same number as the panel's."""
    words = number(count)
    return t("send.open", n=count, Number=words[:1].upper() + words[1:])


def number(count: int, family: str = "number") -> str:
    """Return a number in words up to ten; `family` number.at gives the Finnish "in three" form."""
    return t(f"{family}.{count}") if count in IN_WORDS else str(count)


def small_step(draft: str, remarks: tuple[Noted, ...] = ()) -> str:
    """Return one small step, the same for one draft; never what the text was just praised for."""
    liked = {one.remark.finding.category for one in praise(remarks)}
    step = variant(draft, STEPS)
    while DONE_BY.get(step) in liked:
        step = step % STEPS + 1
    return t(f"step.{step}")


def guessed_kind(report: Report, length: int) -> Kind:
    """Return what kind of post `length` characters look like; the writer may say otherwise. Replies are never guessed.

    A thank-you somewhere in a long text makes no thanking post: it has to open the text, or the text has to be short.
    """
    firsts = {one.finding.category: one.finding.start for one in reversed(report.remarks)}
    if firsts.get("praise.thanks", length) < OPENING or ("praise.thanks" in firsts and length < SHORT):
        return Kind.THANKS
    if "praise.question" in firsts and length < SHORT:
        return Kind.QUESTION
    hats = report.hats
    if hats.me is not None and hats.work is not None and hats.work >= NEWS_SHARE * (hats.me + hats.work):
        return Kind.NEWS
    return Kind.OWN


def _counted(code: str, count: int) -> str:
    if count == 1:
        return t(f"{code}.one")
    words = number(count)
    return t(f"{code}.many", number=words, Number=words[:1].upper() + words[1:])
