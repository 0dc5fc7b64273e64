# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The records a delivery becomes: text with its facets, pictures, link card, languages, and who may answer.

Everything in a record follows from what was frozen, so that a repeat is the same to the byte.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime

from app.channels.bluesky.server import Call, Server
from app.errors import Fixable
from app.languages import recognise
from app.model import Account, Card, Delivery, Photo
from app.networks import network
from app.photos import fit, kind_of
from app.text import bluesky_facets
from app.wire import Answer

POST = "app.bsky.feed.post"
GATE = "app.bsky.feed.threadgate"
_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_MILLISECOND = 1000
"""Microseconds."""
_TID = re.compile(r"[2-7a-j][2-7a-z]{12}")
_GATE_RULES: dict[str, tuple[str, ...]] = {
    "followers": ("followerRule",),
    "mentioned": ("mentionRule",),
    "nobody": (),
}
"""Who may answer, by the option `replies` (app.bsky.feed.threadgate, read 2026-11-23)."""

Record = dict[str, object]


class Records:
    """Makes the records of one delivery; pictures are uploaded on the way, which shows nobody anything."""

    def __init__(self, server: Server, account: Account, delivery: Delivery) -> None:
        """Keep whom to ask about mentions and where pictures go."""
        self._server, self._account, self._delivery = server, account, delivery

    def post(self, part: int, key: str, reply: Record | None) -> tuple[Record, tuple[str, ...]]:
        """Return the record of a part, and the mentions in it that are plain text."""
        delivery = self._delivery
        text = encodable(delivery.parts[part].text)
        record: Record = {"$type": POST, "text": text, "createdAt": created_at(key)}
        language = delivery.option("language") or recognise(text, fallback="")
        facets, plain = self._facets(text)
        images = self._images(delivery.photos) if part == 0 else []
        if language:
            record["langs"] = [language]
        if facets:
            record["facets"] = facets
        if images:
            record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
        elif delivery.card and part == _part_of(delivery.card, delivery):
            record["embed"] = {"$type": "app.bsky.embed.external", "external": self._external(delivery.card)}
        if reply:
            record["reply"] = reply
        return record, plain

    def gate(self, key: str) -> Record | None:
        """Return the record that says who may answer, None for everybody and in somebody else's conversation."""
        rules = _GATE_RULES.get(self._delivery.option("replies"))
        if rules is None or self._delivery.option("reply_to"):
            return None
        post = f"at://{self._account.remote_id}/{POST}/{key}"
        allow = [{"$type": f"{GATE}#{rule}"} for rule in rules]
        return {"$type": GATE, "post": post, "allow": allow, "createdAt": created_at(key)}

    def _facets(self, text: str) -> tuple[list[Record], tuple[str, ...]]:
        """Links and tags as found; a mention only if its handle is somebody, else it stays plain text."""
        found: list[Record] = []
        plain = dict[str, None]()
        for facet in bluesky_facets(text):
            value = self._did(facet.value) if facet.kind == "mention" else facet.value
            if not value:
                plain[facet.value] = None
                continue
            name = {"link": "uri", "mention": "did", "tag": "tag"}[facet.kind]
            feature = {"$type": f"app.bsky.richtext.facet#{facet.kind}", name: value}
            index = {"byteStart": facet.byte_start, "byteEnd": facet.byte_end}
            found.append({"index": index, "features": [feature]})
        return found, tuple(plain)

    def _did(self, handle: str) -> str:
        asked = handle.lower()
        answer = self._server.get(self._account.server, "com.atproto.identity.resolveHandle", handle=asked)
        return answer.word("did") if answer.ok else ""

    def _images(self, photos: tuple[Photo, ...]) -> list[Record]:
        rules = network("bluesky")
        if len(photos) > rules.images:
            raise Fixable("bluesky.too_many_pictures", limit=rules.images)
        images: list[Record] = []
        for photo in photos:
            blob = self._uploaded(fit(photo, rules.image_bytes, rules.image_pixels))
            image: Record = {"image": blob, "alt": encodable(photo.alt)}
            if photo.width and photo.height:
                image["aspectRatio"] = {"width": photo.width, "height": photo.height}
            images.append(image)
        return images

    def _external(self, card: Card) -> Record:
        """The card as the record holds it; a thumbnail that is lost or refused is left out."""
        external: Record = {"uri": card.url, "title": card.title, "description": card.description}
        if card.picture:
            with suppress(Fixable):
                external["thumb"] = self._uploaded(fit(card.picture, network("bluesky").card_bytes, 0))
        return external

    def _uploaded(self, content: bytes) -> Record:
        """Upload a picture and return its blob; the same bytes are the same blob, so a repeat changes nothing."""
        call = Call("com.atproto.repo.uploadBlob", content, mime=kind_of(content))
        return _blob(self._server.done(self._account, call))


def _blob(answer: Answer) -> Record:
    """Return the blob an answer tells of, each field as the data model wants it and nothing else."""
    blob = answer.json().get("blob")
    size = blob.get("size") if isinstance(blob, dict) else None
    if type(size) is not int:
        answer.broken("wire.not_json")
    link, mime = answer.word("blob", "ref", "$link"), answer.word("blob", "mimeType")
    return {"$type": "blob", "ref": {"$link": link}, "mimeType": mime, "size": size}


def tid(number: int) -> str:
    """Return a record key: microseconds since 1970 and ten bits, so that keys sort as text by time."""
    return "".join(_DIGITS[number >> shift & 31] for shift in range(60, -1, -5))


def later_key(key: str, part: int) -> str:
    """Return the key of a part from that of the first: a millisecond later each."""
    return tid(_number(key) + (part * _MILLISECOND << 10))


def created_at(key: str) -> str:
    """Return the moment inside a key, so that a repeat carries the same one. Raises Fixable("bluesky.bad_key")."""
    milliseconds = (_number(key) >> 10) // _MILLISECOND
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{milliseconds % 1000:03}Z"


def _number(key: str) -> int:
    if not _TID.fullmatch(key):
        raise Fixable("bluesky.bad_key", key=key[:40])
    number = 0
    for digit in key:
        number = number << 5 | _DIGITS.index(digit)
    return number


def _part_of(card: Card, delivery: Delivery) -> int:
    """Return the part a card goes with: the first with its link that shows no pictures; -1 without one."""
    for number, part in enumerate(delivery.parts):
        links = (facet.value for facet in bluesky_facets(encodable(part.text)) if facet.kind == "link")
        if card.url in links and not (number == 0 and delivery.photos):
            return number
    return -1


def encodable(text: str) -> str:
    """Return the text with every lone surrogate as U+FFFD: no server can store one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
