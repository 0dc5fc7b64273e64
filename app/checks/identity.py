# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Numbers that are somebody: identity codes, account, card and company numbers. A wrong check digit is no finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from app.checks import Data
from app.languages import Analysis
from app.model import Finding, Level

# Century signs as of 2023: Digital and Population Data Services Agency (dvv.fi), reform of the personal identity code.
_CENTURY = {"+": 1800, **dict.fromkeys("-–YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
_HETU = re.compile(
    r"(?<![\w-])(\d\d)\.?(\d\d)\.?(\d\d) ?([-–+A-FU-Y]) ?(\d{3}) ?([0-9A-FHJ-NPR-Y])(?![\w-])", re.IGNORECASE
)
_HETU_SIGNS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_SWEDISH = re.compile(r"(?<![\w-])(?:SE ?)?((?:19|20|16)?\d{6}(?: [-–] |[-–+ ])?\d{4})(?:01)?(?![\w-])")
_BUSINESS = re.compile(r"(?<![\w-])(?:(\d{6,7}) ?[-–] ?(\d)|FI ?(\d{7})(\d))(?![\w-])")
_CUED = re.compile(
    r"(?:y-?tunnus|business id|fo-?nummer|vat(?: id)?|org(?:anisations)?\.?[ -]?(?:nr|nummer|number|no)|orgnr)\w{0,4}"
    r"[\s:.]{1,3}(?:on |är |is )?(?P<number>\d{8}|\d{10})(?![\w-])",
    re.IGNORECASE,
)
"""A company's number without its hyphen, behind the word for it."""
_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2} ?\d\d(?=[ \w.-])")
_IBAN_LENGTHS = {
    "FI": 18, "SE": 24, "GB": 22, "DE": 22, "NO": 15, "DK": 18, "EE": 20, "LV": 21, "LT": 20, "NL": 18, "FR": 27,
    "ES": 24, "IT": 27, "BE": 16, "AT": 20, "CH": 21, "IE": 22, "PL": 28, "PT": 25, "IS": 26, "LU": 20, "CZ": 24,
}  # fmt: skip
_CARD = re.compile(r"(?<![\w-])[2-6]\d{3}(?:[ .-]?\d){9,15}(?![\w-])")


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find the numbers; each kind is its own category."""
    taken: list[tuple[int, int]] = []
    for category, spans, digits in _KINDS:
        for start, end in spans(analysis.plain) if analysis.longest_number >= digits else ():
            if all(end <= other_start or other_end <= start for other_start, other_end in taken):
                taken.append((start, end))
                level = Level.NUDGE if category == "privacy.business_id" else data.level
                yield data.finding(analysis, start, end, category=category, level=level, rule=category, replacement="")


def _hetus(text: str) -> Iterator[tuple[int, int]]:
    for match in _HETU.finditer(text):
        day, month, year, century, number, sign = match.groups()
        digits = int(day + month + year + number)
        dated = _is_date(_CENTURY[century.upper()] + int(year), int(month), int(day))
        if dated and int(number) > 1 and _HETU_SIGNS[digits % 31] == sign.upper():
            yield match.span()


def _personnummers(text: str) -> Iterator[tuple[int, int]]:
    """Swedish personal numbers (Skatteverket, SKV 704); day + 60 is a coordination number."""
    for match in _SWEDISH.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        short = digits[-10:]
        month, day = int(short[2:4]), int(short[4:6])
        plain_phone = match[1].isdigit() and len(digits) == 10 and digits.startswith("07")
        if _luhn(short) and _is_date(2000, month, day - 60 if day > 60 else day) and not plain_phone:
            yield match.span(1)


def _business_ids(text: str) -> Iterator[tuple[int, int]]:
    for match in _BUSINESS.finditer(text):
        if _is_finnish_business(*((match[1], match[2]) if match[1] else (match[3], match[4]))):
            yield match.span()
    for match in _CUED.finditer(text):
        number = match["number"]
        if _is_finnish_business(number[:-1], number[-1]) if len(number) == 8 else number[2] >= "2" and _luhn(number):
            yield match.span("number")
    for match in _SWEDISH.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        said = "-" in match[1] or match[0].startswith("SE")
        if said and int(digits[-8:-6]) >= 20 and len(digits) in (10, 12) and _luhn(digits[-10:]):
            yield match.span()


def _is_finnish_business(body: str, sign: str) -> bool:
    rest = sum(int(d) * w for d, w in zip(body.zfill(7), (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return rest != 1 and int(sign) == (11 - rest) % 11


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN.finditer(text):
        length = _IBAN_LENGTHS.get(match[0][:2].upper())
        end = _taken(text, match.start(), length) if length else 0
        if end and (end == len(text) or not text[end].isalnum()):
            code = re.sub(r"[ .-]", "", text[match.start() : end]).upper()
            if int("".join(str(int(sign, 36)) for sign in code[4:] + code[:4])) % 97 == 1:
                yield match.start(), end


def _taken(text: str, start: int, length: int) -> int:
    """Where `length` letters and digits end, single spaces, dots or hyphens skipped; 0 if something else is there."""
    left, at = length, start
    while left and at < len(text):
        if text[at].isascii() and text[at].isalnum():
            left -= 1
        elif text[at] not in " .-" or text[at - 1] in " .-":
            return 0
        at += 1
    return 0 if left else at


def _cards(text: str) -> Iterator[tuple[int, int]]:
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if 13 <= len(digits) <= 19 and _luhn(digits) and len(set(digits)) > 1:
            yield match.span()


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_KINDS = (
    ("privacy.iban", _ibans, 2), ("privacy.hetu", _hetus, 9), ("privacy.personnummer", _personnummers, 10),
    ("privacy.business_id", _business_ids, 7), ("privacy.card", _cards, 13),
)  # fmt: skip
"""In the order of precedence, each with the digits that at least stand together in one (an IBAN holds letters too)."""
