# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Personal data in the awkward forms people really write, and what only looks like it; numbers are of test ranges."""

from __future__ import annotations

import pytest

from app import checks

FOUND = {
    "email": (
        "Kirjoita minna.maki(at)firma.example.", "minna at firma piste fi", "minna.maki [at] firma [piste] fi",
        "anna snabel-a firma.se", "john dot smith at example dot com", "MINNA.MAKI@FIRMA.EXAMPLE",
        "matti@firma,fi", "matti@ firma.fi", "anna punkt svensson at example.com", "jane.doe{at}example{dot}com",
    ),
    "phone": (
        "00358 40 123 4567", "+358 (0)40 123 4567", "040.123.4567", "040 - 123 45 67", "puh.0401234567",
        "0 4 0 1 2 3 4 5 6 7", "0046 70 174 06 05", "070.174.06.05", "+44 (0)7700 900123", "nro 050/1234567",
    ),
    "plate": ("rekkari abc123", "Auto ABC 123", "bilen abc12d", "regnr ABC123", "ab12cde plate",
        "ABC-123 oli pihassa"),
    "address": (
        "osoite: kotikatu 3 b 12", "storgatan 5 b", "Södra vägen 3A", "flat 3, 12 high street", "Keskuskatu 7 as 4",
        "Kauppakatu 3 B 12", "14B Elm Road, Leeds LS1 4AB", "Kungsgatan 12 lgh 1203", "12 Baker Street, London NW1 6XE",
    ),
    "password": (
        "salasana on Kissa123", "wifin salasana Mummola1999", "PIN-koodi 4821", "pinkod: 4821",
        "the passcode is 4711",
        "lösenordet är Hemlig123", "lösenordet till vårt wifi är Sommar2026", "salasanani on kesämökki.",
        "wifin salasana on mustikka ja verkko Mökki", "mitt lösenord är sommarstuga", "my password is strawberry.",
        "servern har lösen Sommar#Brygga22", "password: strawberry", "pwd=Tr0ub4dor&3", "lösen: Sommar2024",
        "login: anna / hemligt99!",
    ),
    "api_key": ("npm_" + "aB3d" * 9, "hf_" + "aB3d" * 9, "Bearer " + "aB3d" * 10, "api key: " + "3f9a" * 8),
    "iban": ("FI21-1234-5600-0007-85", "FI 21 1234 5600 0007 85", "fi2112345600000785", "IBAN:FI2112345600000785"),
    "hetu": ("010190–900P", "010190-900p", "hetu(010190Y900P)", "010190 -900P", "010190 - 900P", "01.01.90-900P",
        "010190-900 P", "010190v900p"),
    "personnummer": ("811218 9876", "811218+9876", "19811218-9876", "198112189876", "811218 - 9876"),
    "card": ("4111.1111.1111.1111", "4111-1111-1111-1111", "4111111111111111"),
    "business_id": ("0737546 - 2", "0737546–2", "Y-tunnus 07375462", "orgnr 5560360793", "org.nr: 5560360793",
        "FI07375462", "SE556036079301"),
}  # fmt: skip
NONE = (
    "We meet at example.com fans.", "Kauppakeskus 12 ja Kauppatori 3.", "Lupa ABC-123/2026",
    "Kokous 12.11.2026 klo 13.30", "Kasvua 12 345 678 euroa", "ISO 9001 ja EN-1992", "Kerros 3 A 5", "kilpi abc",
    "salasana vaihdetaan joka vuosi", "salasanani on vaihdettu", "my password is wrong.", "mitt lösenord är borta",
    "tilaus 07375462", "orgnr 5560360794", "My password is older than you.", "salasanani on sama kuin ennen",
        "the password is the weakest link", "PIN-koodi vaihtui 2024", "Versio 10.2.3.4",
    "MP3-320", "SARS-CoV-2", "meet at office dot", "we met at noon", "bor i Vasa 5 år", "the car has 300 horses",
    "Kiitos\n@savi.fi", "hej\n@mummo.example",
    "010190-900Q", "FI22 1234 5600 0007 85", "811218-9877", "4111 1111 1111 1112", "på gatan 5 meter bort",
)  # fmt: skip


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts])
def test_awkward_forms_are_found(kind: str, text: str, language: str) -> None:
    found = {finding.category.rpartition(".")[2] for finding in checks.read(text, language).findings}
    assert kind in found


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_private_is_left_alone(text: str, language: str) -> None:
    private = [one for one in checks.read(text, language).findings if one.category.startswith(("privacy", "secret"))]
    assert private == []
