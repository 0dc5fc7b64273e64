# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Bluesky, directly, on any server: app password, threads, pictures, facets; a repeat can never make a second post.

Exactly once: the record key (a TID) is chosen before the first attempt and everything in the record follows from what
was frozen, so `putRecord` with `swapRecord: null` writes it, finds it unchanged, or refuses (facts: a repeat answers
200 with the same cid and no commit; other content under the key answers 400 InvalidSwap).
"""

from __future__ import annotations

import itertools
import json
import re
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.channels import Browser, Lent, Question
from app.channels.bluesky.server import Server, address, error_of, expires, explain, read_session
from app.errors import AppError, Fixable, OutcomeUnknown
from app.languages import recognise
from app.model import Account, Card, Concern, Delivery, Photo, SentPart, Way, new_id
from app.networks import network
from app.photos import fit, kind_of
from app.text import bluesky_facets
from app.wire import Answer, Limits

COLLECTION = "app.bsky.feed.post"
_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_TID = re.compile(r"[2-7a-j][2-7a-z]{12}")
_MILLISECOND = 1000
_LOOKING = 4.0
"""Seconds for all mentions of a text before it is sent: a person is waiting."""
_clock_ids = itertools.count(secrets.randbelow(1024))
_latest = [0]


class Bluesky:
    """The AT protocol's repository calls, spoken to the server the writer named and to no other."""

    network = "bluesky"
    needs_key = False

    def __init__(self, lent: Lent) -> None:
        """Keep tokens where the desk says."""
        self._server = Server(lent.secrets)

    def repeatable(self, account: Account, since: timedelta) -> bool:
        """Return True: the key is the record key, and a record is there once."""
        return True

    def questions(self) -> tuple[Question, ...]:
        """Return server, handle and app password."""
        return Question("server", default="https://bsky.social"), Question("handle"), Question("secret", secret=True)

    # ------------------------------------------------------------ signing in and out

    def sign_in(self, answers: Mapping[str, str], browser: Browser) -> tuple[Account, str]:
        """Open a session. The account's end is that of its refresh token; with an app password it has none."""
        server = address(answers.get("server", "") or self.questions()[0].default)
        handle = answers.get("handle", "").strip().lstrip("@")
        password = answers.get("secret", "")
        answer = self._server.open_session(server, handle, password)
        session = read_session(answer, password)
        handle, did = answer.word("handle"), answer.word("did")
        until = None if session.password else expires(session.refresh)
        account = Account(new_id(), self.network, f"@{handle}", Way.DIRECT, handle, server, did, signed_in_until=until)
        return account, session.secret()

    def sign_out(self, account: Account) -> None:
        """Tell the server to forget the session."""
        session = self._server.session(account)
        self._server.post(account.server, "com.atproto.server.deleteSession", None, session.refresh, safe=True)

    # ------------------------------------------------------------ publishing

    def new_key(self, now: datetime) -> str:
        """Return a TID: microseconds since 1970 and ten bits, sortable as text.

        Keys of one process lie a millisecond apart at least, so that the parts of a thread also differ in createdAt;
        the ten bits differ too, so that two threads at the same moment can't get the same key.
        """
        _latest[0] = max(int(now.timestamp() * 1_000_000), _latest[0] + _MILLISECOND)
        number = _latest[0] << 10 | next(_clock_ids) % 1024
        return "".join(_DIGITS[number >> shift & 31] for shift in range(60, -1, -5))

    def publish(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart:
        """Upload the pictures (harmless), then put the record under its key."""
        record, plain = self._record(account, delivery, part, previous, key)
        body = {"repo": account.remote_id, "collection": COLLECTION, "rkey": key, "record": record, "swapRecord": None}
        answer = self._server.signed(account, "com.atproto.repo.putRecord", json.dumps(body).encode(), safe=False)
        if answer.ok:
            return replace(_sent(account, delivery, part, answer.word("uri"), key), plain=plain)
        if error_of(answer.text)[0] == "InvalidSwap":  # the key is ours alone, so what stands there is this post
            found = self.find(account, delivery, part, previous, key)
            if found:
                return replace(found, plain=plain)
        return self._server.refuse(answer, account)

    def find(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> SentPart | None:
        """Read the record back by its key."""
        answer = self._get_record(account, account.remote_id, key)
        if answer.ok:
            return _sent(account, delivery, part, answer.word("uri"), key)
        if error_of(answer.text)[0] == "RecordNotFound":
            return None
        raise OutcomeUnknown("bluesky.unclear", status=answer.status)

    def explain(self, status: int, body: str) -> str:
        """Sort an answer by its status and the error name in it."""
        return explain(status, body)

    def concerns(self, account: Account, text: str) -> tuple[Concern, ...]:
        """Look every mention up: those of nobody, and those that could not be looked up in time."""
        nobody, unasked = list[str](), list[str]()
        end = time.monotonic() + _LOOKING
        for handle in dict.fromkeys(facet.value for facet in bluesky_facets(text) if facet.kind == "mention"):
            left = end - time.monotonic()
            try:
                answer = (
                    self._resolve(account, handle, Limits(connect=left, read=left, total=left)) if left > 0 else None
                )
            except AppError:
                answer = None
            if answer is None or not (answer.ok or answer.status == 400):
                unasked.append(f"@{handle}")
            elif not answer.ok:
                nobody.append(f"@{handle}")
        said = (("bluesky.nobody", nobody), ("bluesky.not_looked_up", unasked))
        return tuple(Concern(account.id, code, (("handles", ", ".join(names)),)) for code, names in said if names)

    def _record(
        self, account: Account, delivery: Delivery, part: int, previous: tuple[SentPart, ...], key: str
    ) -> tuple[dict[str, object], tuple[str, ...]]:
        """Return the record, and the mentions in it that are plain text."""
        text = _encodable(delivery.parts[part].text)
        record: dict[str, object] = {"$type": COLLECTION, "text": text, "createdAt": _created_at(key)}
        language = recognise(text, fallback="")
        facets, plain = self._facets(account, text)
        images = self._images(account, delivery.photos) if part == 0 else []
        if language:
            record["langs"] = [language]
        if facets:
            record["facets"] = facets
        if images:
            record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
        elif delivery.card and part == _part_of(delivery.card, delivery):
            record["embed"] = {"$type": "app.bsky.embed.external", "external": self._external(account, delivery.card)}
        if previous:
            root, parent = (self._strong_reference(account, sent) for sent in (previous[0], previous[-1]))
            record["reply"] = {"root": root, "parent": parent}
        return record, plain

    def _facets(self, account: Account, text: str) -> tuple[list[dict[str, object]], tuple[str, ...]]:
        """Links and tags as found; a mention only if its handle is somebody, else it stays plain text."""
        found: list[dict[str, object]] = []
        plain = dict[str, None]()
        for facet in bluesky_facets(text):
            value = self._did(account, facet.value) if facet.kind == "mention" else facet.value
            if not value:
                plain[facet.value] = None
                continue
            name = {"link": "uri", "mention": "did", "tag": "tag"}[facet.kind]
            feature = {"$type": f"app.bsky.richtext.facet#{facet.kind}", name: value}
            index = {"byteStart": facet.byte_start, "byteEnd": facet.byte_end}
            found.append({"index": index, "features": [feature]})
        return found, tuple(plain)

    def _did(self, account: Account, handle: str) -> str:
        answer = self._resolve(account, handle)
        return answer.word("did") if answer.ok else ""

    def _resolve(self, account: Account, handle: str, limits: Limits | None = None) -> Answer:
        return self._server.get(account.server, "com.atproto.identity.resolveHandle", limits, handle=handle.lower())

    def _images(self, account: Account, photos: tuple[Photo, ...]) -> list[dict[str, object]]:
        rules = network(self.network)
        if len(photos) > rules.images:
            raise Fixable("bluesky.too_many_pictures", limit=rules.images)
        images: list[dict[str, object]] = []
        for photo in photos:
            blob = self._uploaded(account, fit(photo, rules.image_bytes, rules.image_pixels))
            image: dict[str, object] = {"image": blob, "alt": _encodable(photo.alt)}
            if photo.width and photo.height:
                image["aspectRatio"] = {"width": photo.width, "height": photo.height}
            images.append(image)
        return images

    def _external(self, account: Account, card: Card) -> dict[str, object]:
        """The card as the record holds it; a thumbnail that is lost or refused is left out."""
        external: dict[str, object] = {"uri": card.url, "title": card.title, "description": card.description}
        if card.picture:
            with suppress(Fixable):
                external["thumb"] = self._uploaded(account, fit(card.picture, network(self.network).card_bytes, 0))
        return external

    def _uploaded(self, account: Account, content: bytes) -> object:
        """Upload a picture and return its blob; the same bytes are the same blob, so a repeat changes nothing."""
        answer = self._server.signed(account, "com.atproto.repo.uploadBlob", content, True, kind_of(content))
        if not answer.ok:
            self._server.refuse(answer, account)
        answer.word("blob", "ref", "$link")
        return answer.json()["blob"]

    def _strong_reference(self, account: Account, sent: SentPart) -> dict[str, str]:
        """Return uri and cid of an earlier part; the cid is read from the server, which is where it is true."""
        repo, _, key = sent.remote_id.removeprefix("at://").split("/")
        answer = self._get_record(account, repo, key)
        if error_of(answer.text)[0] == "RecordNotFound":
            raise Fixable("bluesky.thread_gone")
        if not answer.ok:
            self._server.refuse(answer, account)
        return {"uri": answer.word("uri"), "cid": answer.word("cid")}

    def _get_record(self, account: Account, repo: str, key: str) -> Answer:
        return self._server.get(
            account.server, "com.atproto.repo.getRecord", repo=repo, collection=COLLECTION, rkey=key
        )


def _created_at(key: str) -> str:
    """Return the moment inside a TID, so that a repeat carries the same one."""
    if not _TID.fullmatch(key):
        raise Fixable("bluesky.bad_key", key=key[:40])
    number = 0
    for digit in key:
        number = number << 5 | _DIGITS.index(digit)
    moment = datetime.fromtimestamp((number >> 10) // 1000 / 1000, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{(number >> 10) // 1000 % 1000:03}Z"


def _part_of(card: Card, delivery: Delivery) -> int:
    """Return the part a card goes with: the first with its link that shows no pictures; -1 without one."""
    for number, part in enumerate(delivery.parts):
        links = (facet.value for facet in bluesky_facets(_encodable(part.text)) if facet.kind == "link")
        if card.url in links and not (number == 0 and delivery.photos):
            return number
    return -1


def _encodable(text: str) -> str:
    """Return the text with every lone surrogate as U+FFFD: no server can store one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _sent(account: Account, delivery: Delivery, part: int, uri: str, key: str) -> SentPart:
    url = f"https://bsky.app/profile/{account.handle}/post/{key}"
    return replace(delivery.parts[part], url=url, remote_id=uri)


CHANNEL = Bluesky
