# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""By hand, for every network: the text is copied, the network's compose page opened; the writer presses the button."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

from app.channels import Browser, Lent, Question
from app.errors import AppError, OutcomeUnknown, ProfileUnusable
from app.model import Account, Concern, Delivery, Photo, SentPart, Way, new_id
from app.networks import limits_told, network
from app.paths import make_private_folder, write_safely
from app.photos import fit
from app.photos.jpeg import as_jpeg
from app.wire import Limits, check_address, send

_LONGEST = 6000
"""Characters of an address that browsers and servers still take; beyond it the page opens empty."""


_SHORT = Limits(connect=2, read=2, total=3, size=1 << 18)
"""An account is being added meanwhile; its server may be slow, or none at all."""

_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,:;!?)\]'’”]")


class ByHand:
    """Handing over publishes nothing and may be repeated; only the writer can say that the post is out."""

    network = ""
    needs_key = False

    def __init__(self, lent: Lent) -> None:
        """Need nothing of what the desk lends: no token, no folder."""

    def repeatable(self, account: Account, since: timedelta) -> bool:
        """Return True: handing over publishes nothing."""
        return True

    def questions(self) -> tuple[Question, ...]:
        """Return nothing: by hand needs no sign-in."""
        return ()

    def sign_in(self, answers: Mapping[str, str], browser: Browser) -> tuple[Account, str]:
        """Return a by-hand account for the answer `network`; `name` and `server` are optional."""
        row = network(answers.get("network", ""))
        server = answers.get("server", "").strip().rstrip("/")
        if server:
            check_address(server)
        name = answers.get("name", "").strip() or row.name
        return Account(new_id(), row.id, name, Way.BY_HAND, server=server), ""

    def sign_out(self, account: Account) -> None:
        """Do nothing: there is no session."""

    def concerns(self, account: Account, text: str) -> tuple[Concern, ...]:
        """Return nothing: whatever is written stays as it is."""
        return ()

    def foresee(self, account: Account, parts: tuple[str, ...], photos: tuple[Photo, ...]) -> tuple[Concern, ...]:
        """Return that a picture is missing where the network takes no post without one; it can be added there too."""
        place = network(account.network)
        if not place.needs_picture or photos:
            return ()
        return (Concern(account.id, "by_hand.needs_picture", (("network", place.name),)),)

    def new_key(self, now: datetime) -> str:
        """Return a random key; nothing at the network will know it."""
        return new_id()

    def publish(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart:
        """Return the part with the page to open as its address; nothing is sent anywhere."""
        sent = delivery.parts[part]
        return replace(sent, url=compose_url(account, sent.text))

    def find(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart | None:
        """Refuse to guess: ask the writer."""
        raise OutcomeUnknown("by_hand.ask")

    def explain(self, status: int, body: str) -> str:
        """Return the question only the writer can answer."""
        return "by_hand.ask"


def compose_url(account: Account, text: str) -> str:
    """Return the network's compose page with `text` filled in as far as it allows (facts/networks.md section 7).

    Falls back to the site's front page where the page needs a link and the text has none, or the text is too long
    for an address: the text is in the clipboard anyway.
    """
    template = network(account.network).compose_url
    if "{server}" in template and not account.server:
        return ""
    found = _LINK.search(text)
    link = found[0] if found else ""
    empty = "{text}" not in template and "{url}" in template and not link
    values = {"{text}": _encode(text), "{url}": _encode(link), "{server}": urlsplit(account.server).netloc}
    url = template
    for name, value in values.items():
        url = url.replace(name, value)
    return _front_page(url) if empty or len(url) > _LONGEST else url


def prepared(account: Account, photos: tuple[Photo, ...], folder: Path) -> tuple[Photo, ...]:
    """Write the pictures into a folder of their own as the network takes them, numbered in their order.

    JPEG, fitted to its bytes and pixels; all others of the folder go. Raises Fixable("photo.…"), and
    ProfileUnusable("photo.cannot_save") when the folder can't be written.
    """
    place = network(account.network)
    try:
        cleared(folder)
        make_private_folder(folder)
        made = []
        for number, photo in enumerate(photos, 1):
            content = as_jpeg(fit(photo, place.image_bytes, place.image_pixels))
            path = folder / f"{number}.jpg"
            write_safely(path, content)
            made.append(replace(photo, path=str(path), bytes=len(content), mime="image/jpeg"))
    except OSError as error:
        raise ProfileUnusable("photo.cannot_save", reason=error.strerror or "") from error
    return tuple(made)


def cleared(folder: Path) -> None:
    """Remove a folder that `prepared` made; what is not there is fine, what can't be removed stays."""
    import shutil  # late: the window's first paint does not wait for it

    shutil.rmtree(folder, ignore_errors=True)


def server_limits(account: Account) -> dict[str, int]:
    """Ask an account's own server what it allows, for app.networks.with_limits; {} where it is not told or believed.

    Only Mastodon servers tell (facts/networks.md section 1). One short request without any secret; raises nothing.
    """
    if account.network != "mastodon" or not account.server:
        return {}
    server = urlsplit(account.server)
    try:
        answer = send("GET", f"{server.scheme}://{server.netloc}/api/v2/instance", limits=_SHORT)
        told = answer.json().get("configuration") if answer.ok else None
    except AppError:
        return {}
    return limits_told(told)


def _encode(text: str) -> str:
    """Percent-encode everything but unreserved characters (space as %20); a lone surrogate becomes U+FFFD."""
    return quote(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), safe="")


def _front_page(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


CHANNEL = ByHand
