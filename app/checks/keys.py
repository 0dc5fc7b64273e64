# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Passwords and keys that were pasted into a post."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from app.checks import Data
from app.languages import Analysis
from app.model import Finding

# How each service writes its keys is public: AWS IAM identifiers, GitHub token prefixes, Slack token types, OpenAI sk-,
# Google AIza, GitLab glpat-, Stripe sk_live_, JSON web tokens (RFC 7519), private keys (RFC 7468).
_KEY = re.compile(
    r"(?<![\w-])(?:(?:AKIA|ASIA)[A-Z0-9]{16}(?!\w)|gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{40,255}|xox[abeoprs]-[A-Za-z0-9-]{10,250}"
    r"|sk-[A-Za-z0-9_-]{20,250}|[sr]k_(?:live|test)_[A-Za-z0-9]{16,250}|AIza[\w-]{35}|glpat-[\w-]{20}"
    r"|npm_[A-Za-z0-9]{30,60}|pypi-[\w-]{40,250}|hf_[A-Za-z0-9]{30,60}|SG\.[\w-]{16,80}\.[\w-]{16,80}|dop_v1_[a-f0-9]{64}|shpat_[a-fA-F0-9]{32}"
    r"|hooks\.slack\.com/services/\w{6,20}/\w{6,20}/\w{12,60}|\d{8,10}:AA[\w-]{30,40}|Bearer [\w.-]{24,400}"
    r"|eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{0,1000}|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)"
)
_BEGINNINGS = (
    "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "xox", "sk-", "k_live_", "k_test_", "AIza",
    "glpat-", "eyJ", "-----BEGIN", "npm_", "pypi-", "hf_", "SG.", "dop_v1_", "shpat_", "hooks.slack.com",
    ":AA", "Bearer ",
)  # fmt: skip
_SAYS = re.compile(
    r"(?:salasan\w*|\bsala|\bsalis|\btunnus\w*|\blogin|\binloggning|\blösen\w*|password|passwd|passcode"
    r"|\bpwd|\bpin(?:-?koodi|-?kod| code)?)"
    r"(?P<rest>[^\n]{0,60})",
    re.IGNORECASE,
)


_CALLED = re.compile(
    r"(?:api[ -]?(?:key|avain|nyckel)\w*|token|secret|avain)[\"']?(?: on| är| is)?[\s:=]{1,3}[\"']?"
    r"(?P<key>(?=[\w-]{0,80}\d)(?=[\w-]{0,80}[a-zA-Z])[\w-]{20,80})(?![\w-])",
    re.IGNORECASE,
)
_SET = re.compile(
    r"(?:salasana\w*|\bsalis|lösenord\w*|\blösen(?=:)|password|passwd|\bpwd)[\"']?"
    r"(?:(?: [^\W\d_]{1,12}){1,3} (?:on|är|is)|\s?[:=]| on| är| is)?\s?[\"']?"
    r"(?P<word>(?=\S{0,64}[^\W\d_]{3})(?=\S{0,64}\d)[^\s/\"',;]{6,64})",
    re.IGNORECASE,
)
"""A word with letters and digits that stands right behind the word for password."""
_PIN = re.compile(
    r"(?:\bpin|\bpin[ -]?(?:koodi|kod|code)\w{0,3}|passcode)(?:\s?[:=]\s?| on | är | is | )(?P<word>\d{4,6})"
    r"(?![\w.,]\d|\w)",
    re.IGNORECASE,
)


_SPOKEN = re.compile(
    r"(?:(?:salasana(?:ni|mme)|(?:wifin?|wlanin?|verkon|vpn:?n|koneen|palvelimen|reitittimen|tilin) (?:salasana|salis)"
    r"|mitt lösenord|lösenordet till [\w-]{2,20}|(?:wifi|wlan|vpn|router|server|nätverks)[ -]?lösenordet|lösen"
    r"|(?:my|our|the (?:wifi|wi-fi|wlan|vpn|router|server|guest|alarm)) (?:password|passcode|passphrase))"
    r"(?: on| är| is|:)|(?:salasana|lösenord|password):) [\"'”“]?(?P<word>[^\W\d_]{4,30})"
    r"(?=[\"'”“]?(?:[.,;!)]|\s?$|\s(?:ja|och|and)\b))",
    re.IGNORECASE | re.MULTILINE,
)
"""A plain word told as a password: behind "my password is", at the end of its clause."""
_SAID_OF_IT = re.compile(
    r"(?:\w+(?:ttu|tty|nut|nyt|lla|llä|ssa|ssä|sta|stä|inen|eton|etön|ton|tön|kko|kea|keä)"
    r"|väärä|väärin|lyhyt|pitkä|vanha|uusi|hyvä|huono|sama|heikko|vahva|turha|tärkeä|hukassa|jossain|tässä|muualla|oikea"
    r"|fel|rätt|hemligt?|svagt?|starkt?|gammalt?|nytt|ny|långt|kort|samma|borta|glömt|bytt|ändrat|utgånget|säkert?|bra"
    r"|wrong|right|secret|weak|strong|old|new|long|short|same|gone|lost|forgotten|changed|expired|safe|secure|good|bad"
    r"|required|mandatory|incorrect|correct|needed|missing|invalid|unique|terrible|awful|hidden|there|here|below|above"
    r"|this|that|what|none|nobody|nothing|enough|encrypted|hashed|compromised|leaked|everything|important)",
    re.IGNORECASE,
)
_SAYS_SO = ("sala", "salis", "tunnus", "login", "inlogg", "lösen", "passwor", "passwd", "passco", "pwd")
_PIN_WORD = re.compile(r"\bpin")
_TELLS = ("salasana", "salis", "lösen", "password", "passcode", "passphrase")
_CALLS = ("api", "token", "secret", "avain")
"""One of these must be there before the dearer patterns are tried (lower case)."""


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find keys by how they are written, passwords by the word before them and by their own look."""
    taken: list[tuple[int, int]] = []
    for category, spans in _worth_trying(analysis):
        for start, end in spans(analysis.plain):
            if category == "secret.api_key":
                taken.append((start, end))
            elif any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            yield data.finding(analysis, start, end, category=category, rule=category, replacement="")


def _worth_trying(analysis: Analysis) -> Iterator[tuple[str, Callable[[str], Iterator[tuple[int, int]]]]]:
    if any(beginning in analysis.plain for beginning in _BEGINNINGS):
        yield "secret.api_key", _keys
    if analysis.has_digits:
        if analysis.holds(_CALLS):
            yield "secret.api_key", _called_keys
        if analysis.holds(_SAYS_SO) or ("pin" in analysis.lower and _PIN_WORD.search(analysis.lower)):
            yield "secret.password", _passwords
    if analysis.holds(_TELLS):
        yield "secret.password", _words_told


def _keys(text: str) -> Iterator[tuple[int, int]]:
    """What is written like a key of a service we know."""
    for match in _KEY.finditer(text):
        yield match.span()


def _called_keys(text: str) -> Iterator[tuple[int, int]]:
    """A long word of letters and digits behind the word for key."""
    for match in _CALLED.finditer(text):
        yield match.span("key")


def _passwords(text: str) -> Iterator[tuple[int, int]]:
    """A word that mixes letters with digits and signs, up to six words after the word for password."""
    last = -1
    for said in (*_SET.finditer(text), *_PIN.finditer(text)):
        core = said["word"].rstrip(".,;:()\"'”“")
        if "://" not in core and (said["word"].isdigit() or any(sign.isalpha() for sign in core)):
            last = max(last, said.start("word") + len(core))
            yield said.start("word"), said.start("word") + len(core)
    for says in _SAYS.finditer(text):
        at = says.start("rest")
        for word in re.finditer(r"[^\s/]+", says["rest"]):
            core = word[0].strip(".,;:()\"'”“")
            start = at + word.start() + word[0].find(core)
            if start > last and _looks_made_up(core):
                last = start + len(core)
                yield start, last
                break


def _words_told(text: str) -> Iterator[tuple[int, int]]:
    """A plain word that is told as a password, but not what is said about one ("my password is too short")."""
    for match in _SPOKEN.finditer(text):
        if not _SAID_OF_IT.fullmatch(match["word"]):
            yield match.span("word")


def _looks_made_up(word: str) -> bool:
    """Whether nobody would write it as a word: letters, digits and either a sign or both letter cases inside."""
    if not 5 <= len(word) <= 64 or "://" in word or word.startswith(("@", "www.")):
        return False
    letters = any(sign.isalpha() for sign in word)
    digits = any(sign.isdigit() for sign in word)
    signs = any(not sign.isalnum() and sign not in "-.:%€/+" for sign in word)
    inner_capital = any(sign.isupper() for sign in word[1:]) and any(sign.islower() for sign in word)
    return letters and digits and (signs or (inner_capital and len(word) >= 8))
