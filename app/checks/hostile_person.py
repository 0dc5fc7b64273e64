# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Harsh words about a person. Where somebody is said to know nothing of a thing, a kinder sentence is offered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from app.checks import Data, find_words
from app.languages import Analysis
from app.model import Finding

_ENGLISH = re.compile(r"(?:the )?(.{2,40}?) (?:doesn't|don't|hasn't|haven't|do|does|has|have)\b.* (?:clue|idea) about")
_SWEDISH = re.compile(r"(.{2,40}?) (?:har|inte)\b.* om$")
_END = re.compile(r"[.!?…\n]+(?=\s)")
_TOPIC = re.compile(r"\s+((?:the |our |den |det )?[\w-]{2,40})")


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find the words of the tables; give "knows nothing of X" the words to try instead; leave banter alone."""
    for finding in find_words(analysis, data):
        if not _is_banter(analysis, data, finding):
            yield _kinder(analysis, data, finding) or finding


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
