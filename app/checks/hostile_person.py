# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Harsh words about a person. Where somebody is said to know nothing of a thing, a kinder sentence is offered.

A paragraph in which no word alone is harsh may still be hot: small signs (the sets of this check and of some others,
words of tone, exclamation marks, capitals) are weighed together. The weights are numbers in the data file, learned by
packaging/make_heat.py; the word with the heaviest sign is marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.checks import Data, all_checks, find_words
from app.languages import Analysis
from app.model import Finding

FROM = ("hostile_person", "hostile_group", "threat", "grandma_sex")
"""The checks whose sets are small signs of heat."""
MOST = 3
WHO = {
    *("hostile_group.folk", "hostile_group.group", "hostile_person.person", "hostile_person.aim"),
    *("hostile_person.you", "threat.them", "threat.you"),
}
"""The signs that only say who is spoken of: without another sign there is no heat, whatever they weigh."""
_CAPITALS = re.compile(r"\b[A-ZÅÄÖ]{4,}\b")
_ENGLISH = re.compile(r"(?:the )?(.{2,40}?) (?:doesn't|don't|hasn't|haven't|do|does|has|have)\b.* (?:clue|idea) about")
_SWEDISH = re.compile(r"(.{2,40}?) (?:har|inte)\b.* om$")
_END = re.compile(r"[.!?…\n]+(?=\s)")
_TOPIC = re.compile(r"\s+((?:the |our |den |det )?[\w-]{2,40})")


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find the words of the tables; give "knows nothing of X" the words to try instead; leave banter alone."""
    harsh = [finding for finding in find_words(analysis, data) if not _is_banter(analysis, data, finding)]
    for finding in harsh:
        yield _kinder(analysis, data, finding) or finding
    if not harsh:
        yield from _heated(analysis, data)


def signs(analysis: Analysis) -> Iterator[tuple[int, str]]:
    """Yield each token with a small sign of heat and the sign's name, in no order."""
    checks = all_checks()
    for owner in FROM:
        for token, names in checks[owner].marks(analysis):
            for name in names:
                if name[0] == "<":
                    yield token, f"{owner}.{name[1:-1]}"
    for token, names in analysis.notes.get("marks", {}).get("tone", ()):
        for name in names:
            yield token, f"tone.{name}"


def counted(analysis: Analysis, named: Iterable[tuple[int, str]]) -> dict[str, float]:
    """Return how often each sign stands in a text, up to MOST, and how long it is."""
    found: dict[str, float] = {name: min(MOST, n) for name, n in Counter(name for _, name in named).items()}
    found["exclamations"] = min(MOST, analysis.plain.count("!"))
    found["capitals"] = min(MOST, len(_CAPITALS.findall(analysis.plain))) if analysis.has_capitals else 0
    found["length"] = len(analysis.plain) / 300
    return found


def _heated(analysis: Analysis, data: Data) -> Iterable[Finding]:
    table = data.raw["weights"].get(analysis.language)
    named = list(signs(analysis)) if table else []
    if table is None or not named:
        return
    weights: dict[str, float] = table["signs"]
    weight = table["start"] + sum(weights.get(name, 0.0) * n for name, n in counted(analysis, named).items())
    about = {token for token, name in named if name in WHO}
    if weight >= table["limit"] and any(weights.get(name, 0.0) > 0 and token not in about for token, name in named):
        token, name = max(named, key=lambda one: (weights.get(one[1], 0.0), -one[0]))
        facts = (("say", "heat"),)
        yield data.finding(
            analysis, analysis.starts[token], analysis.end(token), rule=f"many signs, first {name}", facts=facts
        )


def _is_banter(analysis: Analysis, data: Data, finding: Finding) -> bool:
    """Whether thanks or a heart stand in the same sentence or the next: "You lunatics finished the roof, thanks"."""
    warm = [token for token, names in data.marks(analysis) if "<warm>" in names]
    if not warm:
        return False
    places = [analysis.origin(analysis.starts[token], analysis.end(token))[0] for token in warm]
    return any(len(_END.findall(analysis.text[min(one, finding.start) : max(one, finding.end)])) <= 1 for one in places)


def _kinder(analysis: Analysis, data: Data, finding: Finding) -> Finding | None:
    table = data.words(analysis.language).get("clueless")
    if not table or analysis.folded.starts is not None:
        return None
    return _in_finnish(table, finding) if "who" in table else _with_topic_after(table, analysis, finding)


def _in_finnish(table: dict[str, dict[str, str] | str], finding: Finding) -> Finding | None:
    words = finding.words.lower().split()
    who, topics = table["who"], table["topic"]
    if not isinstance(who, dict) or not isinstance(topics, dict) or words[0] not in who or "pöläystä" not in words:
        return None
    about = next((word for word in words if word.endswith(("sta", "stä")) and word != "pöläystä"), "")
    topic = topics.get(about, "aihe")
    return replace(finding, replacement=str(table["template"]).format(topic=topic, who=who[words[0]]))


def _with_topic_after(table: dict[str, str], analysis: Analysis, finding: Finding) -> Finding | None:
    """English and Swedish name the topic after the phrase: the finding grows by it."""
    lower = finding.words.lower().replace("\u2019", "'")
    said = (_ENGLISH if analysis.language == "en" else _SWEDISH).match(lower)
    topic = _TOPIC.match(analysis.text, finding.end)
    if said is None or topic is None:
        return None
    who = f"the {said[1]}" if lower.startswith("the ") else said[1]
    words = table["template"].format(topic=topic[1].lower(), who=who)
    written = analysis.text[finding.start : topic.end()]
    return replace(finding, end=topic.end(), words=written, replacement=words)
