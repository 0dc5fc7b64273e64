# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Signed calls of an account to a network of one server: to its own hosts alone, renewed once, refused by who must act.

What differs between networks (addresses, what an answer means) is handed in; what must hold for all of them is here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NoReturn
from urllib.parse import urlsplit

from app import wire
from app.errors import AppError, Fixable, OutcomeUnknown, SignInAgain, TryLater
from app.model import Account, Delivery
from app.networks import Network, network
from app.signin.grants import Grant, read_grant
from app.signin.keeping import Secrets, fresh, kept, renewed
from app.wire import Answer, check_address, is_loopback, send
from app.wire.bodies import Body

SIGNED_OUT = "signin.ended"
SLOW_DOWN = "channel.slow_down"
UNCLEAR = "channel.unclear"
REFUSED = "channel.refused"
TOO_LONG = "channel.too_long"
DUPLICATE = "channel.duplicate"
PICTURE_TOO_BIG = "channel.picture_too_big"
NO_PERMISSION = "channel.no_permission"

CLOCKS = timedelta(minutes=5)
"""How far a network's clock may be from ours."""
LISTING = timedelta(minutes=10)
"""How long a network may take to list a new post."""
_MOST_WORDS = 200

Explain = Callable[[int, str], str]
Renewal = Callable[[Account, Grant], Grant]
Signature = Callable[[Account, str, str], "dict[str, str] | None"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `path` begins with "/" at the account's address, or is a whole address the network gave.

    `safe`: doing it twice, or not knowing, harms nobody. `upload`: it may take minutes.
    """

    method: str
    path: str
    body: Body | None = None
    safe: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)
    upload: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a network says of itself when it refuses: a name, a number, and words (one short line, plain text only)."""

    name: str = ""
    number: int = 0
    words: str = ""
    detail: int = 0


class Calls:
    """The calls of one network's accounts."""

    def __init__(
        self,
        name: str,
        secrets: Secrets,
        explain: Explain,
        renewal: Renewal | None = None,
        sign: Signature | None = None,
    ) -> None:
        """Keep where tokens are, what answers mean, how tokens are renewed, and any other way to sign a request."""
        self._name, self._secrets, self._explain = name, secrets, explain
        self._renewal = renewal or _never_renewed
        self._sign = sign

    def call(self, account: Account, ask: Ask) -> Answer:
        """Send a request with the account's token and return the answer, whatever it says.

        If the network says that the token ran out, so nothing was done, it is renewed and the request sent again.
        Raises SignInAgain, what `wire.send` raises, and ProfileUnusable("keyring.…").
        """
        url = self._address(account, ask.path)
        signed = self._sign(account, ask.method, url) if self._sign else None
        if signed is not None:
            return _sent(ask, url, signed)
        renewal = partial(self._renewal, account)
        grant = fresh(account, self._secrets, renewal, datetime.now(UTC))
        answer = _sent(ask, url, _bearer(grant))
        if answer.ok or self._explain(answer.status, answer.text) != SIGNED_OUT:
            return answer
        return _sent(ask, url, _bearer(renewed(account, self._secrets, renewal, grant)))

    def renew_early(self, account: Account, left: timedelta) -> None:
        """Renew a token that lasts less than `left`; a network that will not, or can't now, changes nothing."""
        grant = read_grant(kept(account, self._secrets))
        if grant.until and grant.until - datetime.now(UTC) < left:
            with suppress(SignInAgain, TryLater, Fixable):
                renewed(account, self._secrets, partial(self._renewal, account), grant)

    def ended(self, account: Account, now: datetime) -> bool:
        """Tell whether the token that is kept has ended: it may have been renewed since the account was added."""
        until = read_grant(kept(account, self._secrets)).until
        return until is not None and until <= now

    def done(self, account: Account, ask: Ask) -> Answer:
        """Do `call` and raise what an answer means that is no success."""
        answer = self.call(account, ask)
        return answer if answer.ok else self.refuse(answer, account)

    def refuse(self, answer: Answer, account: Account | None = None) -> NoReturn:
        """Raise what an answer means, by who must act."""
        code = self._explain(answer.status, answer.text)
        facts = {"network": network(self._name).name, "status": answer.status}
        if code == SLOW_DOWN:
            raise TryLater(code, at=answer.wait_until(datetime.now(UTC)), **facts)
        if code == UNCLEAR:
            unclear: type[AppError] = TryLater if answer.safe else OutcomeUnknown
            raise unclear(code, **facts)
        if code == SIGNED_OUT:
            raise SignInAgain(code, name=account.name if account else "")
        raise Fixable(code, words=quoted(self._without_token(account, said(answer.text).words), answer.status), **facts)

    def _without_token(self, account: Account | None, words: str) -> str:
        """Return a network's words without the account's token, should it be repeated in them."""
        with suppress(AppError):
            token = read_grant(kept(account, self._secrets)).access if account else ""
            return words.replace(token, "…") if token else words
        return words

    def _address(self, account: Account, path: str) -> str:
        if path.startswith("/"):
            return account.server + path
        own = urlsplit(account.server)
        there = urlsplit(path)
        known = network(self._name).hosts if account.server == network(self._name).api else ()
        if there.netloc != own.netloc and not (there.scheme == "https" and there.netloc in known):
            raise Fixable("channel.foreign_host", network=network(self._name).name, host=there.netloc[:80])
        return path


def base_of(place: Network, given: str) -> str:
    """Return the address a network of one server is spoken to at: its own, or a stand-in on this very machine.

    Raises Fixable("network.one_server") for any other, Fixable("wire.bad_address").
    """
    given = given.strip().rstrip("/")
    if not given or given == place.api:
        return place.api
    check_address(given)
    if not is_loopback(urlsplit(given).hostname or ""):
        raise Fixable("network.one_server", network=place.name)
    return given


def page_of(place: Network, base: str, page: str) -> str:
    """Return a page of the network's data file as it is at `base`: the stand-in has all pages in one place."""
    return page if not page or base == place.api else base + page[page.index("/", len("https://")) :]


def by_status(status: int) -> str:
    """Return the code for answers that mean the same everywhere, "" for the rest."""
    if status == 429:
        return SLOW_DOWN
    if status >= 500 or status < 200 or 300 <= status < 400:
        return UNCLEAR
    return SIGNED_OUT if status == 401 else ""


def said(body: str) -> Said:
    """Read a refusal: LinkedIn's code and message, X's problem, Meta's error; nothing of it is trusted."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return Said()
    if not isinstance(found, dict):
        return Said()
    first = found.get("errors")
    nested = found.get("error") if isinstance(found.get("error"), dict) else None
    listed = first[0] if isinstance(first, list) and first and isinstance(first[0], dict) else None
    inner: dict[str, object] = nested or (listed if "detail" not in found else None) or found
    names = (inner.get(key) for key in ("code", "title", "type"))
    name = next((value for value in names if isinstance(value, str)), "")
    number = inner.get("code")
    words = (inner.get(key) for key in ("error_user_msg", "detail", "message"))
    line = next((value for value in words if isinstance(value, str)), "")
    detail = inner.get("error_subcode")
    return Said(name, _whole(number), plain_line(line), _whole(detail))


def by_meta(status: int, body: str) -> str:
    """Return the code for an answer of Meta's graph, "" for the rest; its numbers matter more than its statuses.

    developers.facebook.com/docs/graph-api/guides/error-handling, read 2026-11-22.
    """
    number = said(body).number
    if number in (102, 190):
        return SIGNED_OUT
    if number in (4, 17, 32, 613) or number in range(80_000, 80_100):
        return SLOW_DOWN
    if number in (1, 2):
        return UNCLEAR
    if code := by_status(status):
        return code
    if number == 506:
        return DUPLICATE
    return NO_PERMISSION if number in (3, 10) or number in range(200, 300) else ""


def _whole(value: object) -> int:
    return value if type(value) is int else 0


def plain_line(words: str) -> str:
    """Return words of a stranger as one short line without anything that can't be seen."""
    line = " ".join(words.split())
    return "".join(letter for letter in line if letter.isprintable())[:_MOST_WORDS]


def quoted(words: str, status: int) -> str:
    """Return a network's words as they go into a sentence; what it answered with where it said nothing."""
    return words.rstrip(". ") or f"HTTP {status}"


def own_since(delivery: Delivery) -> datetime:
    """Return from when on a post with the same words can be this delivery: not before it was due."""
    return delivery.at - CLOCKS


def not_listed(delivery: Delivery, name: str) -> NoReturn:
    """Raise what it means that a network's list of own posts lacks one in doubt: soon after it was due, look again.

    Later the person is asked: how late a list may be is not documented (facts/reliability.md 2). No attempt is older
    than the delivery's time, so this never asks too early.
    """
    now = datetime.now(UTC)
    if now - delivery.at < LISTING:
        raise TryLater("delivery.looking", at=now + timedelta(minutes=1))
    raise OutcomeUnknown("channel.not_listed", network=network(name).name)


def _never_renewed(account: Account, grant: Grant) -> NoReturn:
    raise SignInAgain(SIGNED_OUT)


def _bearer(grant: Grant) -> dict[str, str]:
    return {"Authorization": f"Bearer {grant.access}"}


def _sent(ask: Ask, url: str, signed: Mapping[str, str]) -> Answer:
    headers = {**ask.headers, **signed}
    if ask.body:
        headers["Content-Type"] = ask.body.mime
    limits = wire.UPLOAD if ask.upload else wire.NORMAL
    content = ask.body.content if ask.body else None
    return send(ask.method, url, body=content, headers=headers, safe=ask.safe, limits=limits)
