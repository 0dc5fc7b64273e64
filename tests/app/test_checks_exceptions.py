# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What sounds harsh and is not meant so: quotes, denials, banter, oneself, places, professional words; opinions."""

from __future__ import annotations

import pytest

from app import checks
from app.model import Mood

FINE = {
    "denied": (
        ("fi", "En ole koskaan sanonut ketään idiootiksi."), ("sv", "Jag har aldrig kallat någon för korkad."),
        ("en", "Nobody called you a fool."),
    ),
    "quoted": (
        ("fi", 'Asiakas huusi "idiootti" ja sulki puhelimen.'), ("sv", 'Han skrek "idiot" och gick.'),
        ("en", 'She shouted "you idiot" at the printer.'),
    ),
    "oneself": (
        ("fi", "Olen ihan urpo, avain jäi kotiin."), ("sv", "Jag är en riktig idiot, glömde nyckeln."),
        ("en", "I am such an idiot, the key is at home."),
    ),
    "banter": (
        ("fi", "Te olette ihan hulluja, kiitos kun jäitte auttamaan."), ("sv", "Du är galen, tack för hjälpen."),
        ("en", "You are crazy, thank you for coming."), ("en", "You lunatics did it. Love you all."),
    ),
    "places": (
        ("fi", "Helvetinjärven reitti oli jäässä."), ("fi", "Paskalammen pohjavesi nousi."),
        ("sv", "Vi gick ner i Helvetet, ravinen vid sjön."), ("en", "Greetings from Hell, a village in Norway."),
    ),
    "names": (
        ("fi", "Urpo Leppänen soitti."), ("en", "Dick Cheeseman and Noel Coward sang."), ("sv", "Pelle kom på fika."),
    ),
    "work": (
        ("fi", "Huumeista puhutaan vastaanotolla liian vähän."), ("fi", "Narttu ja uros voivat hyvin."),
        ("sv", "Vi slaktade grisen hemma i höstas."), ("en", "Shot forty frames and hung eight of them."),
        ("en", "The word bitch comes from Old English."), ("en", "The trainee is pregnant with ideas."),
        ("sv", "Ordet hora är gammalt i dialekten."), ("fi", "Sana huora on vanha lainasana."),
        ("en", "The report is pregnant with footnotes."),
    ),
}  # fmt: skip
MEANT = (
    ("fi", "Olet idiootti, ja tämä on ystävällisesti sanottu."), ("fi", "Hän on pelkkä narkkari."),
    ("sv", "Vår it-kille är en fet gris, det är bara banter."), ("en", "It's banter, relax, all faggots are soft."),
    ("en", "They told me not to call him a moron. Fine. He's a fucking moron."), ("en", "You are an idiot."),
)  # fmt: skip
OPINIONS = {
    "fi": (
        "Kokoomus", "Perussuomalaiset", "Vasemmistoliitto", "Keskusta", "Vihreät", "Demarit", "Kommunistit",
        "Natsit", "Fasistit", "Rasistit", "Feministit", "Muslimit", "Juutalaiset", "Kristityt", "Ateistit",
        "Lestadiolaiset", "Homot", "Lesbot", "Transihmiset", "Romanit", "Saamelaiset", "Venäläiset", "Maahanmuuttajat",
    ),
    "sv": (
        "Moderaterna", "Sverigedemokraterna", "Vänsterpartiet", "Centern", "Miljöpartiet", "Kommunisterna",
        "Nazisterna", "Rasisterna", "Feministerna", "Muslimerna", "Judarna", "De kristna", "Ateisterna", "Bögarna",
        "Lesbiska", "Transpersoner", "Romerna", "Samerna", "Ryssarna", "Invandrarna", "Homosexuella",
    ),
    "en": (
        "Republicans", "Democrats", "Conservatives", "Liberals", "Socialists", "Nazis", "Fascists", "Racists",
        "Feminists", "Muslims", "Jews", "Christians", "Atheists", "Gays", "Lesbians", "Trans people", "Roma",
        "Mexicans", "Russians", "Immigrants", "Refugees", "Vegans",
    ),
}  # fmt: skip
CARRIERS = {
    "fi": ("{} kokoontuivat eilen Turussa.", "Kyselyssä {} vastasivat.", "{} asuvat naapurissa."),
    "sv": ("{} träffades i Åbo i går.", "En studie frågade vad {} tycker om vattenlagen.", "{} är mina grannar."),
    "en": ("{} met in Turku yesterday.", "A study asked what {} think of the water act.", "{} are my neighbours."),
}  # fmt: skip


def alarms(text: str, language: str) -> list[tuple[str, str]]:
    """What moves the face in a text."""
    return [
        (one.words, one.rule) for one in checks.read(text, language).findings if one.level in ("startled", "eyebrow")
    ]


@pytest.mark.parametrize(
    ("kind", "language", "text"), [(kind, *case) for kind, cases in FINE.items() for case in cases]
)
def test_what_is_not_meant_so_is_left_alone(kind: str, language: str, text: str) -> None:
    assert alarms(text, language) == [], kind


@pytest.mark.parametrize(("language", "text"), MEANT)
def test_what_only_dresses_up_as_an_exception_is_found(language: str, text: str) -> None:
    assert checks.read(text, language).mood is not Mood.CALM


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_parties_faiths_and_identities_are_no_finding_by_themselves(language: str) -> None:
    for group in OPINIONS[language]:
        for carrier in CARRIERS[language]:
            assert alarms(carrier.format(group), language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Muslimit, juutalaiset ja kristityt juhlivat yhdessä."),
        ("fi", "Naiset, homot ja muslimit äänestivät vasemmistoa."),
        ("sv", "Muslimer, judar och kristna firade tillsammans."),
        ("sv", "Kvinnor, homosexuella och muslimer röstade på vänstern."),
        ("en", "Muslims, Jews and Christians celebrated together."),
        ("en", "Women, gays and Muslims voted for the liberals."),
    ],
)
def test_several_of_them_in_one_sentence_are_no_finding_either(language: str, text: str) -> None:
    assert alarms(text, language) == []
