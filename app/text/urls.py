# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Links as twitter-text finds them, for X and for Mastodon, which changed some of its rules.

Where the original tries one huge pattern at every place, this asks only where a dot stands before a letter whether a
known top-level domain follows, and then walks the labels before it: the same answers in linear time.
Positions follow the pattern's own: what it matched is used up, also when it is refused afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.text.domains import Domains, domains
from app.text.found import Span
from app.text.late import Late

SPACES = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
DIRECTIONS = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
INVALID = "\ufffe\ufeff\uffff"
ACCENTED = (
    "\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb"
    "\u0300-\u036f\u1e00-\u1eff"
)
# With the letters whose capital is among them, as JavaScript ignores case.
ACCENTED_ANY_CASE = (
    ACCENTED + "\u0260\u0269\u0275\u0280\u0283\u0288\u028a\u028c\u0292\u0399\u03b9\u1fbe\u2c65\u2c66\u2c7e\u2c7f\ua7dc"
)

# A label's characters; inside a label also hyphens, inside a subdomain also underscores.
_OUTSIDE = rf"!'#%&()*+,\\/:;<=>?@\[\]^{{|}}~${SPACES}{INVALID}{DIRECTIONS}"
_OUTSIDE_ALL = frozenset(
    "!'#%&()*+,\\/:;<=>?@[]^{|}~$\t\n\x0b\x0c\r \x85\xa0\u1680\u180e\u2028\u2029\u202f\u205f\u3000\u061c\u200e\u200f"
    + INVALID
) | {
    chr(code)
    for first, last in ((0x2000, 0x200A), (0x202A, 0x202E), (0x2066, 0x2069))
    for code in range(first, last + 1)
}
_NO_LETTER = _OUTSIDE_ALL | set("-._")
_RUN = Late(rf"[^{_OUTSIDE}]*")
_DOT = Late(rf"\.(?=[^{_OUTSIDE}\-._])")
# JavaScript sees two halves in a character beyond U+FFFF: the first may stand before a link, the second begin it.
_START = Late(rf"(?<![A-Za-z0-9@＠$#＃{INVALID}])[^{_OUTSIDE}\-._]|[\U00010000-\U0010ffff]")
_NOT_BEFORE = Late(rf"[A-Za-z0-9@＠$#＃{INVALID}]")
_PLAIN_LABELS = Late(rf"(?:[-a-zA-Z0-9{ACCENTED_ANY_CASE}]+\.)+")
_SHORT_LINK = Late(
    r"https?://t\.co/(?P<code>[a-z0-9]+)(?:\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/])?",
    re.IGNORECASE | re.ASCII,
)
_IDEOGRAPHIC_DOTS = Late("[\u3002\uff0e\uff61]")

_NOT_BEFORE_BARE = frozenset("-_./")

LONGEST_LINK = 4096
LONGEST_SCHEME = 10
LONGEST_LABEL = 63
LONGEST_SHORT_CODE = 40


class Rules(NamedTuple):
    """What differs between the two: schemes, whether a link may do without one, and what may follow the domain.

    `scheme` is anchored at the end with \\Z; `after` has a group `path`.
    """

    scheme: Late
    bare: bool
    after: Late
    tops: str = "twitter"


class _Hit(NamedTuple):
    """One match of the whole pattern: scheme (or domain) start, domain, path and query."""

    start: int
    domain: Span
    end: int
    has_scheme: bool
    has_path: bool
    before: str


def links(text: str, rules: Rules) -> list[Span]:
    """Return where the links of `text` stand."""
    found: list[Span] = []
    for hit in _hits(text, rules):
        if not _is_short_enough(text, hit):
            continue
        if hit.has_scheme:
            found.extend(_whole(text, hit))
        elif rules.bare and hit.before not in _NOT_BEFORE_BARE:
            found.extend(_plain_domains(text, hit, domains(rules.tops)))
    return found


def _whole(text: str, hit: _Hit) -> list[Span]:
    short = _SHORT_LINK.re.match(text, hit.start, hit.end)
    if not short:
        return [(hit.start, hit.end)]
    return [] if len(short["code"]) > LONGEST_SHORT_CODE else [short.span()]


def _plain_domains(text: str, hit: _Hit, tops: Domains) -> list[Span]:
    """Without a scheme only the ASCII (or accented Latin) domains count; the last one takes the path along."""
    place, stop = hit.domain
    spans: list[Span] = []
    while labels := _PLAIN_LABELS.re.search(text, place, stop):
        place = labels.end()
        dot = place - 1
        while dot > labels.start():
            end = tops.end(text, dot + 1, stop)
            if end:
                spans.append((labels.start(), end))
                place = max(place, end)
                break
            dot = text.rfind(".", labels.start(), dot)
    if spans and hit.has_path:
        start, end = spans[-1]
        spans[-1] = (start, end + hit.end - stop)  # where the domain goes on, the original is that much short, too
    return spans


def _is_short_enough(text: str, hit: _Hit) -> bool:
    domain = text[slice(*hit.domain)]
    length = hit.end - hit.start + (0 if hit.has_scheme else len("https://"))
    if domain.isascii():
        if hit.end - hit.start <= LONGEST_LABEL:
            return True
        return length <= LONGEST_LINK and all(0 < len(label) <= LONGEST_LABEL for label in domain.split("."))
    labels = [_ascii_length(label) for label in domain.split(".")]
    if not all(0 < label <= LONGEST_LABEL for label in labels):
        return False
    if domain.startswith("xn--") and not _PLAIN_LABELS.re.search(domain):
        return False
    return length + sum(labels) + len(labels) - 1 - len(domain) <= LONGEST_LINK


def _ascii_length(label: str) -> int:
    """Length of a label as the name system writes it."""
    if len(label) > LONGEST_LABEL:
        return len(label)
    parts = _IDEOGRAPHIC_DOTS.re.split(label)
    try:
        return len(parts) - 1 + sum(len(part) if part.isascii() else len(part.encode("punycode")) + 4 for part in parts)
    except UnicodeError:
        return LONGEST_LABEL + 1


def _hits(text: str, rules: Rules) -> Iterator[_Hit]:
    """Yield what the whole pattern would match, from left to right."""
    used = 0
    floor = 0
    tops = domains(rules.tops)
    for dot in _DOT.re.finditer(text):
        if dot.start() < floor:
            continue
        start = dot.start()
        while start > floor and text[start - 1] not in _OUTSIDE_ALL:
            start -= 1
        run = _Run(text, start, _end_of_run(text, dot.end()), tops)
        floor = run.stop
        while hit := run.first(used, rules):
            used = hit.end
            yield hit


def _end_of_run(text: str, place: int) -> int:
    match = _RUN.re.match(text, place)
    return match.end() if match else place


class _Run:
    """An unbroken row of labels and dots, and which of its dots a link's domain may end behind."""

    __slots__ = ("chain", "ends", "label", "labels", "start", "stop", "text", "underscores")

    def __init__(self, text: str, start: int, stop: int, tops: Domains) -> None:
        self.text = text
        self.start = start
        self.stop = stop
        self.labels: list[Span] = []
        place = start
        while (dot := text.find(".", place, stop)) >= 0:
            self.labels.append((place, dot))
            place = dot + 1
        self.ends = [tops.end(text, end + 1, len(text)) if _letter(text, end + 1) else 0 for _, end in self.labels]
        self.underscores = [text.rfind("_", *label) for label in self.labels]  # the last one of each
        self.chain = self._chain() if any(self.ends) else []
        self.label = 0 if self.chain else len(self.labels)

    def _chain(self) -> list[int]:
        """For each label, the last label of an unbroken chain from it on that a known domain follows; -1 for none."""
        chain = [-1] * (len(self.labels) + 1)
        for place in range(len(self.labels) - 1, -1, -1):
            start, end = self.labels[place]
            if end > start and _letter(self.text, start) and _letter(self.text, end - 1):
                chain[place] = chain[place + 1]
                if chain[place] < 0 and self.ends[place] and self.underscores[place] < 0:
                    chain[place] = place
        return chain

    def _last(self, place: int, start: int) -> int:
        """The label a domain that begins at `start`, inside label `place`, ends behind; -1 for none."""
        end = self.labels[place][1]
        if not (start < end and _letter(self.text, start) and _letter(self.text, end - 1)):
            return -1
        if self.chain[place + 1] >= 0:
            return self.chain[place + 1]
        return place if self.ends[place] and self.underscores[place] < start else -1

    def first(self, used: int, rules: Rules) -> _Hit | None:
        """Return the first match that uses nothing before `used`."""
        if self.start == 0 and used == 0 and self.chain and (hit := self._at_the_very_start(rules)):
            return hit
        while self.label < len(self.labels):
            start, end = self.labels[self.label]
            if self.chain[self.label + 1] >= 0 or self.ends[self.label]:
                if start == self.start and (hit := self._with_scheme(used, rules)):
                    return hit
                if hit := self._inside(used, start, end, rules):
                    return hit
            self.label += 1
        return None

    def _at_the_very_start(self, rules: Rules) -> _Hit | None:
        """At the start of the text the pattern would rather use one character up before the link."""
        for start in (0, 1) if _is_pair(self.text, 0) else (1, 0):
            if (start == 0 or not _NOT_BEFORE.re.match(self.text)) and start < self.labels[0][1]:
                last = self._last(0, start)
                if last >= 0:
                    return self._hit(start, start, last, rules, 0)
        return None

    def _with_scheme(self, used: int, rules: Rules) -> _Hit | None:
        scheme = rules.scheme.re.search(self.text, max(self.start - LONGEST_SCHEME, 0), self.start)
        if not scheme:
            return None
        start = scheme.start()
        if (start <= used and used) or (start and _NOT_BEFORE.re.match(self.text, start - 1)):
            return None
        last = self._last(self.label, self.start)
        return self._hit(start, self.start, last, rules, used) if last >= 0 else None

    def _inside(self, used: int, low: int, end: int, rules: Rules) -> _Hit | None:
        low = max(low, used + 1 - _is_pair(self.text, used))
        while low < end and (start := _START.re.search(self.text, low, end)):
            last = self._last(self.label, start.start())
            if last >= 0:
                return self._hit(start.start(), start.start(), last, rules, used)
            low = start.start() + 1
        return None

    def _hit(self, start: int, domain: int, last: int, rules: Rules, used: int) -> _Hit:
        end = self.ends[last]
        after = rules.after.re.match(self.text, end, end + LONGEST_LINK + 1)  # a longer one is no link anyway
        stop, has_path = (after.end(), after["path"] is not None) if after else (end, False)
        free = start > used and not _NOT_BEFORE.re.match(self.text, start - 1)
        return _Hit(start, (domain, end), stop, start != domain, has_path, self.text[start - 1] if free else "")


def _is_pair(text: str, place: int) -> bool:
    return text[place : place + 1] > "\uffff"


def _letter(text: str, place: int) -> bool:
    return place < len(text) and text[place] not in _NO_LETTER
