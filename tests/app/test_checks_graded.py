# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Weak signs together: what they find, what takes away from them, and the signs that need no list."""

from __future__ import annotations

import pytest

from app import checks

FOUND = (
    ("grandma.gossip", "fi", "Naapurin isäntä on kuulemma taas veloissa."),
    ("grandma.gossip", "fi", "Pertin vaimo löysi viestit, siksi mies asuu nyt parakissa."),
    ("grandma.gossip", "sv", "Fråga vem som helst varför kassören plötsligt fick sparken."),
    ("grandma.gossip", "en", "Turns out our treasurer was caught with a hotel receipt."),
    ("grandma.gossip", "en", 'The manager\'s "promotion" followed an affair.'),
    ("confidential.mark", "fi", "Katteemme tälle asiakkaalle on 38 prosenttia."),
    ("confidential.mark", "sv", "Vår marginal hos kunden är 38 procent."),
    ("confidential.mark", "en", "Our margin with this client is 38 percent."),
    ("confidential.mark", "en", "Twelve jobs are going in June, staff told tonight."),
    ("person.health", "fi", "Hannalle tuli eilen keskenmeno."),
    ("person.health", "sv", "Min svärmor har blivit dement."),
    ("person.health", "en", "My cousin has been signed off with depression."),
    ("person.child", "en", "My nephew was expelled from year nine."),
    ("person.child", "sv", "Grabben fick diagnosen adhd i nian."),
)
ALONE = (
    ("grandma.gossip", "fi", "Kiitos naapurin isännälle, joka kuulemma kertoi meistä hyvää."),
    ("grandma.gossip", "sv", "Min skilsmässa lärde mig att fråga."),
    ("grandma.gossip", "en", "The minister was fired, apparently, and said so in the press."),
    ("confidential.mark", "fi", "Katteemme on vuosikertomuksessa, ja se on julkaistu: 38 prosenttia."),
    ("confidential.mark", "en", "Our margin is 38 percent, as published on the website."),
    ("person.health", "fi", "Palvelin sai sydänkohtauksen ja järjestelmä kaatui."),
    ("person.health", "sv", "Forskning om stroke visar att patienter väntar."),
    ("person.health", "en", "I was signed off with depression and came back."),
    ("person.child", "en", "My nephew taught me to swim."),
)  # fmt: skip


def found(category: str, language: str, text: str) -> list[str]:
    return [one.words for one in checks.read(text, language).findings if one.category == category]


@pytest.mark.parametrize(("category", "language", "text"), FOUND)
def test_signs_that_come_together_are_found(category: str, language: str, text: str) -> None:
    assert found(category, language, text)


@pytest.mark.parametrize(("category", "language", "text"), ALONE)
def test_what_speaks_against_them_leaves_a_text_alone(category: str, language: str, text: str) -> None:
    assert found(category, language, text) == []


def test_a_phrase_is_marked_to_its_last_word() -> None:
    assert found("person.health", "en", "Sarah has been signed off.") == ["Sarah has been signed off"]


def test_what_somebody_said_is_no_sign() -> None:
    assert found("grandma.gossip", "en", 'He shouted: "the manager was fired and drunk"') == []
