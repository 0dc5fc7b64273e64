# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Ways to somebody's door: e-mail, phone, street address, number plate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.checks import Data
from app.languages import Analysis
from app.model import Finding, Level

Spans = Iterator[tuple[int, int]]

_SPOKEN_DOT = r"\s(?:dot|piste|punkt)\s(?=(?:fi|se|com|net|org|eu|io|uk|co|ax|no|dk|ee|dev|app|info|example|test)\b)"
_AT = re.compile(
    r"@(?:\s(?=[a-z0-9åäö-]{2,40}\.(?:fi|se|com|net|org|eu|example)\b))?|\s?[(\[{<](?:at|ät|a|@|snabel-?a|miukumauku)[)\]}>]\s?|\s(?:snabel-?a|miukumauku|ätmerkki)\s"
    rf"|\s(?:at|ät)\s(?=[a-z0-9åäö-]{{1,63}}(?:{_SPOKEN_DOT}|\.(?:fi|se|com|net|org)\b))",
    re.IGNORECASE,
)
_MAY_BE_MAIL = ("@", "(", "[", "{", "<", "snabel", "miukumauku", "ätmerkki", " dot ", " piste ", " punkt ")
_LIVES = ("osoit", "asu", "adress", "address", "bor på", "bor i", "live at", "lives at", "gatan ", "vägen ", "flat ")
_VEHICLES = ("rek", "kilv", "auto", "reg", "bil", "plate", "van", "car")
_VEHICLE = re.compile(rf"\b(?:{'|'.join(_VEHICLES)})")
"""What must be there before the dearer patterns are tried (lower case)."""
_PHONE_DIGITS = 7
_LOCAL = re.compile(r"(?:[A-Za-z0-9åäöÅÄÖ]{1,30}\s(?:dot|piste|punkt)\s)?[A-Za-z0-9åäöÅÄÖ._%+-]{1,64}\Z")
_DOT = rf"(?:\.|,(?=(?:fi|se|com|net|org)\b)|{_SPOKEN_DOT}|\s?[(\[{{](?:dot|piste|punkt|\.)[)\]}}]\s?)"
_DOMAIN = re.compile(rf"[a-z0-9åäö-]{{1,63}}(?:{_DOT}[a-z0-9åäö-]{{1,63}}){{1,4}}", re.IGNORECASE)

# Mailboxes and numbers of an office, not of a person: 010, 020, 029, 030 and 0800 in Finland, 020 and 0771 in Sweden.
_SHARED = re.compile(
    r"(?:info|rekry|jobs?|hr|press|media|toimisto|asiakaspalvelu|myynti|sales|support|tuki|kundtjanst|kontakt|contact|office"
    r"|hello|hei|kirjaamo|registrator|karriar|career)@|0(?:10|20|29|30|800|771)(?:[ -]?\d){5,8}(?!\d)",
    re.IGNORECASE,
)

_PHONE = re.compile(r"(?<![\w+,/.-])(?:\+|00)?\(?\d(?:[ \-–/().]{0,3}\d){6,16}(?![\w/-]|[.,:]\d)")
_PHONE_CUE = re.compile(r"(?:puh|p|tel|gsm|tfn|mob|ph)\.?:?$", re.IGNORECASE)
_GROUPED = re.compile(r"0\d{1,3}(?:\.\d{2,4}){2,4}|0\d{1,3}/\d{5,8}")
_SINGLE = re.compile(r"0 [4578](?: \d){7,9}")
_COUNTRIES = ("358", "46", "44", "47", "45", "372", "49", "1", "33", "34", "39", "31", "48", "371", "370", "7", "353")

_ROAD_FI = (
    r"[A-ZÅÄÖ][\wåäö-]*?(?:kat(?:u|ua)|kadu(?:lla|lta|lle|n)|tie(?:tä|llä|ltä|lle|n)?|kuja(?:lla|lta|lle|n|a)?|polku|polulla"
    r"|polun|väylä(?:llä|n)?|rin(?:ne|teellä|teen)|esplanadi(?:lla|n)?|ran(?:ta|nalla|nan)|bulevardi(?:lla|n)?|kaari|kaarella"
    r"|aukio(?:lla|n)?|tori(?:lla|n)?|raitti|raitilla|pen(?:ger|kereellä)|puistikko|laita|laidalla|portti|mäki|mäellä)"
)
_ROAD_SV = (
    r"(?:[A-ZÅÄÖ][a-zåäöé]+ )?[A-ZÅÄÖ][\wåäöé]*"
    r"(?:gatan|vägen|gränden|gränd|torget|stigen|allén|backen|esplanaden|liden|kajen)"
)
_ROAD_EN = (
    r"(?:[A-Z][a-z']+ ){1,3}(?:Street|Road|Lane|Avenue|Drive|Close|Crescent|Terrace|Gardens|Grove|Court|Way|Square"
    r"|Boulevard|St|Rd|Ave)\b"
)
_ADDRESS = re.compile(
    rf"\b(?:{_ROAD_FI} \d{{1,3}}(?:[ ]?[A-Z]\b(?:[ ]?\d{{1,3}}\b)?)?(?: as\.? ?\d{{1,3}})?"
    rf"(?:,? \d{{5}} [A-ZÅÄÖ][\wåäö]+)?"
    rf"|{_ROAD_SV} \d{{1,3}} ?[A-Z]?\b(?: lgh \d{{3,4}})?(?:,? \d{{3}} ?\d\d [A-ZÅÄÖ][\wåäö]+)?"
    rf"|\d{{1,4}}[A-Za-z]? {_ROAD_EN}(?:,? [A-Z][a-z]+)?(?:,? [A-Z]{{1,2}}\d[\dA-Z]? ?\d[A-Z]{{2}})?)(?!\w)"
)
_QUIET_ROAD = (
    r"[a-zåäö]{3,30}(?:katu|kadulla|tie|tiellä|kuja|kujalla|polku|polulla|gatan|vägen|gränd|stigen) \d{1,3}"
    r"(?: ?[a-z]\b)?(?: \d{1,3}\b)?"
    r"|\d{1,4}[a-z]? [a-z]{3,20}(?: [a-z]{3,20})? (?:street|road|lane|avenue|drive|close)\b"
)
_ROAD_QUIET = re.compile(
    r"(?:\b(?:osoite|osoitteessa|osoitteeni|asun|asuu|asuvat|kotiosoite|adress|adressen|bor på|bor i|address|live at"
    rf"|lives at)\W{{1,3}}(?P<road>(?:flat \d{{1,3}}[a-z]?, )?(?:{_QUIET_ROAD}))"
    r"|(?P<flat>\b(?!motor|huvud|riks|lands)[a-zåäö]{3,20}(?:gatan|vägen) \d{1,3} ?[a-d]\b"
    r"|\bflat \d{1,3}[a-z]?, \d{1,4} [a-z]{3,20} (?:street|road|lane|avenue)\b"
    r"|\b(?:Södra|Norra|Östra|Västra|Lilla|Stora|Gamla|Nya) [a-zåäö]*(?:gatan|vägen) \d{1,3} ?[A-Z]?\b))(?!\w)",
    re.IGNORECASE,
)
"""Addresses in lower case: after a word that says so, with a stair or a flat."""
_NO_HOME = re.compile(
    r"(?:Valta|Kanta|Seutu|Moottori|Rauta|Yhdys|Kehä|Euroopan|Riks|Läns|Europa|Kauppa(?!kat|kad|tie)|Teko)",
    re.IGNORECASE,
)

_PLATE = re.compile(
    r"(?<![\w-])(?:([A-ZÅÄÖ]{3}-\d{1,3})|([a-zåäö]{2,3}-\d{3})|([A-Z]{3} \d\d[0-9A-Z])|([A-Z]{2}\d\d [A-Z]{3})"
    r"|([A-ZÅÄÖ]{2,3}[- ]\d{1,3}))(?![\w-]|[./]\d)"
)
_SAID_PLATE = re.compile(
    r"(?:\brekkari\w*|\brekisteri(?:numero|tunnus)\w*|\brek\.? ?nro|\bkilvet|\bauto|\bauton|\bautonsa|\breg|\bregnr"
    r"|\breg\.? ?nr|\bregnummer|\bregistreringsnummer|\bbilen|\bbil|\bplates?|\bregistration(?: number)?|\bvan|\bcar)"
    r"(?:\s?:| on| oli| är| is| was)? "
    r"(?P<plate>[a-zåäö]{3}-?\d{3}|[a-zåäö]{2,3}-\d{1,3}|[a-z]{3} ?\d\d[a-z]|[a-z]{2}\d\d ?[a-z]{3}"
    r"|(?-i:[A-ZÅÄÖ]{3}) \d{3})(?![\w-])"
    r"|(?<!\w)(?P<before>[a-z]{2}\d\d ?[a-z]{3}|[a-z]{3}-\d{3}) (?:plates?|kilvissä)\b",
    re.IGNORECASE,
)
"""Plates in any case, right behind a word for them."""
_NO_PLATE = frozenset(
    ("iso", "rfc", "din", "usb", "gpt", "vat", "tcp", "ieee", "iec", "ipx", "dvd", "hdr", "api", "lte", "ram", "psk",
     "cve", "alv", "klo", "max", "min", "nro", "kpl")
)  # fmt: skip


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find the ways; each kind is its own category."""
    plain = analysis.plain
    if analysis.holds(_MAY_BE_MAIL):
        yield from _made(analysis, data, "privacy.email", _emails(plain))
    if analysis.has_digits:
        cues = bool(data.marks(analysis))
        if analysis.longest_number >= _PHONE_DIGITS:
            yield from _made(analysis, data, "privacy.phone", _phones(plain))
        yield from _made(analysis, data, "privacy.address", _addresses(plain, analysis.holds(_LIVES)))
        vehicle = analysis.holds(_VEHICLES) and _VEHICLE.search(analysis.lower) is not None
        yield from _made(analysis, data, "privacy.plate", _plates(plain, vehicle, cues))


def _made(analysis: Analysis, data: Data, category: str, spans: Spans) -> Iterable[Finding]:
    level = Level(data.raw["levels"].get(category.partition(".")[2], data.level))
    for start, end in spans:
        shared = _SHARED.match(analysis.plain, start, end) is not None
        shared = shared and not (category == "privacy.phone" and analysis.language == "en")
        weight = Level.NUDGE if shared else level
        yield data.finding(analysis, start, end, category=category, level=weight, rule=category, replacement="")


def _emails(text: str) -> Spans:
    """An at sign in any disguise with an address around it; looks at most 64 characters back, so it stays linear."""
    for sign in _AT.finditer(text):
        domain = _DOMAIN.match(text, sign.end())
        local = _LOCAL.search(text[max(0, sign.start() - 64) : sign.start()]) if domain else None
        if local and domain and _is_local(local[0], sign[0] + domain[0]):
            start = sign.start() - len(local[0].lstrip("._-"))
            yield start, domain.start() + len(domain[0].rstrip("-"))


def _is_local(local: str, rest: str) -> bool:
    """Whether a word may stand before the at sign; before a spoken "at" and a plain domain it has a dot itself."""
    spoken = rest.lower().startswith((" at ", " ät "))
    return bool(local.strip("._-")) and (not spoken or " " in local or "." in local or " " in rest[4:])


def _phones(text: str) -> Spans:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _is_phone(
            match[0], digits, _PHONE_CUE.search(text[max(0, match.start() - 5) : match.start()].rstrip()) is not None
        ):
            yield match.span()
    for match in re.finditer(
        r"(?:(?<=[pP]\.)|(?<=puh\.)|(?<=Puh\.)|(?<=tel\.)|(?<=tfn\.)|(?<=gsm\.))0\d(?:[ -]?\d){5,9}(?![\w-])", text
    ):
        yield match.span()


def _is_phone(written: str, digits: str, cued: bool) -> bool:
    if written.startswith(("+", "00")):
        number = digits.removeprefix("00")
        return 8 <= len(number) <= 15 and number.startswith(_COUNTRIES)
    if not digits.startswith("0") or digits.startswith("00"):
        return False
    if "." in written or "/" in written:
        return _GROUPED.fullmatch(written) is not None and 9 <= len(digits) <= 11
    if _SINGLE.fullmatch(written):
        return 9 <= len(digits) <= 11
    groups = [group for group in re.split(r"\D+", written) if group]
    if len(groups) == 1:
        return len(digits) in (9, 10, 11) or (cued and len(digits) >= 7)
    return (8 if cued else 9) <= len(digits) <= 11 and 2 <= len(groups[0]) <= 5 and len(groups) <= 5


def _addresses(text: str, said: bool) -> Spans:
    found: list[tuple[int, int]] = []
    for match in _ADDRESS.finditer(text):
        if not _NO_HOME.match(match[0]):
            found.append(match.span())
    for match in _ROAD_QUIET.finditer(text) if said else ():
        start, end = match.span("road" if match["road"] else "flat")
        if all(end <= other_start or other_end <= start for other_start, other_end in found):
            found.append((start, end))
    yield from sorted(found)


def _plates(text: str, vehicle: bool, cues: bool) -> Spans:
    found: list[tuple[int, int]] = []
    for match in _PLATE.finditer(text):
        if match[0][:3].lower().strip("- ") not in _NO_PLATE and (
            (match[1] and len(match[1]) == 7) or match[4] or cues
        ):
            found.append(match.span())
    for match in _SAID_PLATE.finditer(text) if vehicle else ():
        start, end = match.span("plate" if match["plate"] else "before")
        if (start, end) not in found and text[start : start + 3].lower() not in _NO_PLATE:
            found.append((start, end))
    yield from sorted(found)
