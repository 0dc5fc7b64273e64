# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Passwords and keys that were pasted into a post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.checks import Data
from app.languages import Analysis
from app.model import Finding

# How each service writes its keys is public: AWS IAM identifiers, GitHub token prefixes, Slack token types, OpenAI sk-,
# Google AIza, GitLab glpat-, Stripe sk_live_, JSON web tokens (RFC 7519), private keys (RFC 7468).
_KEY = re.compile(
    r"(?<![\w-])(?:(?:AKIA|ASIA)[A-Z0-9]{16}(?!\w)|gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{40,255}|xox[abeoprs]-[A-Za-z0-9-]{10,250}"
    r"|sk-[A-Za-z0-9_-]{20,250}|[sr]k_(?:live|test)_[A-Za-z0-9]{16,250}|AIza[\w-]{35}|glpat-[\w-]{20}"
    r"|eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{0,1000}|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)"
)
_BEGINNINGS = (
    "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "xox", "sk-", "k_live_", "k_test_", "AIza",
    "glpat-", "eyJ", "-----BEGIN",
)  # fmt: skip
_SAYS = re.compile(
    r"(?:salasan\w*|\bsala|\btunnus\w*|lösenord\w*|password|passwd|passcode|\bpwd|\bpin(?:-?koodi|-?kod| code)?)"
    r"(?P<rest>[^\n]{0,60})",
    re.IGNORECASE,
)


def find(analysis: Analysis, data: Data) -> Iterable[Finding]:
    """Find keys by how they are written, passwords by the word before them and by their own look."""
    for category, spans in (("secret.api_key", _keys), ("secret.password", _passwords)):
        for start, end in spans(analysis.plain):
            yield data.finding(analysis, start, end, category=category, rule=category, replacement="")


def _keys(text: str) -> Iterator[tuple[int, int]]:
    if not any(beginning in text for beginning in _BEGINNINGS):
        return
    for match in _KEY.finditer(text):
        yield match.span()


def _passwords(text: str) -> Iterator[tuple[int, int]]:
    """A word that mixes letters with digits and signs, up to six words after the word for password."""
    last = -1
    for says in _SAYS.finditer(text):
        at = says.start("rest")
        for word in re.finditer(r"[^\s/]+", says["rest"]):
            core = word[0].strip(".,;:()\"'”“")
            start = at + word.start() + word[0].find(core)
            if start > last and _looks_made_up(core):
                last = start + len(core)
                yield start, last
                break


def _looks_made_up(word: str) -> bool:
    """Whether nobody would write it as a word: letters, digits and either a sign or both letter cases inside."""
    if not 5 <= len(word) <= 64 or "://" in word or word.startswith(("@", "www.")):
        return False
    letters = any(sign.isalpha() for sign in word)
    digits = any(sign.isdigit() for sign in word)
    signs = any(not sign.isalnum() and sign not in "-.:%€/+" for sign in word)
    inner_capital = any(sign.isupper() for sign in word[1:]) and any(sign.islower() for sign in word)
    return letters and digits and (signs or (inner_capital and len(word) >= 8))
