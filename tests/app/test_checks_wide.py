# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Words that only look rude, and rude ones in forms that stand in no list: own sentences, nobody's real data."""

from __future__ import annotations

import pytest

from app import checks
from app.model import Mood

CALM = {
    "fi": (
        "Paskalammen rannalla on laavu.", "Vittulahti on kaunis paikka.", "Tämä loisi uusia työpaikkoja.",
        "Mene lääkäriin ajoissa.", "Narttu ja uros, molemmat terveitä.", "Korjaan senkin huomenna.",
        "Puupäästäinen vilahti polulla.", "Pitäisi ampua lisää kuvia.", "Nilviäinen on kaunis otus.",
        "Kiva jutsku, otetaan käyttöön.", "Terveisin Pelle.", "Kaivoimme helvetinkaivon.",
        "Lupa ABC-123/2026 on voimassa.", "Hakeudu hoitoon ajoissa.", "Asia ottaa poskeen.", "Asiasta on jo sovittu.",
        "Tästä ei ollutkaan haittaa.",
    ),
    "sv": (
        "Vi korkade upp en flaska.", "Ryssjan var tom i morse.", "Klockan slår sex.", "Jag är ett fan av lera.",
        "Hon fann vägen hem.", "Manegen är stängd.", "Asen var gudar.", "Skitviken är ett riktigt ortnamn.",
        "Alla borde gå hem. Häng upp kappan.",
        "Vi slår in paketen.",
    ),
    "en": (
        "A blue tit and two great tits came.", "The cock crowed at dawn.", "The Wankel engine is a marvel.",
        "She left magna cum laude.", "The dykes hold the sea.", "Prick your finger first.", "The POS system is down.",
        "He has a Maine coon.", "Faggots and peas for dinner.", "Hoes and rakes are in the shed.",
        "The dyke held the flood.",
        "Idiot-proof guide to pumps.", "They should all be tested before use.",
    ),
}  # fmt: skip
ROUSED = {
    "fi": (
        "Ootko ihan tyhmä?", "Pitäis hakata tommoset.", "Painukaa hiiteen täältä.", "Senkin juntti!",
        "Siellä ne idiootit taas päättää.", "Saat turpaan, jos vielä puhut.", "Tosi kusista settiä, persläpi.",
        "Inhoan työnantajaani.",
        "Meidän johto on täysin pihalla.", "Tapettais edes, tiiän missä sä asut.", "Oksetat.",
    ),
    "sv": (
        "Din fega jävel.", "De borde hängas.", "Ni ska få ångra det här.", "Håll truten.", "Vilken idiot.",
        "Dra åt helvete.", "Det blev as snyggt.", "Jag hatar min arbetsgivare.", "Vår ledning är helt ute och cyklar.",
        "Dum som ett spån är hon.", "Min chef är en clown.",
    ),
    "en": ("I will find you and make you pay.", "You are a worthless fool.", "Somebody should bash your head in.",
           "They should all be shot.", "This company is the worst workplace ever."),
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in CALM.items() for text in texts])
def test_what_only_looks_rude_is_left_alone(language: str, text: str) -> None:
    reading = checks.read(text, language)
    assert reading.mood is Mood.CALM, [(finding.check, finding.words, finding.rule) for finding in reading.findings]


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in ROUSED.items() for text in texts])
def test_rude_words_are_found_in_any_form(language: str, text: str) -> None:
    assert checks.read(text, language).mood is not Mood.CALM
