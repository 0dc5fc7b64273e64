# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The content address (CID) of a record, as the server will make it: DAG-CBOR, SHA-256, CIDv1 in base32. Pure.

With it a whole thread can be written at once: each post names the one before by an address nobody has told us.
Sources: ipld.io/specs/codecs/dag-cbor, atproto.com/specs/data-model (read 2026-11-23); checked against the real server.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

_CODEC = b"\x01\x71\x12\x20"
"""CID version 1, codec dag-cbor, hash sha2-256 of 32 bytes."""
_UNSIGNED, _NEGATIVE, _TEXT, _LIST, _MAP, _TAG = 0, 1, 3, 4, 5, 6
_SIMPLE = {False: b"\xf4", True: b"\xf5", None: b"\xf6"}
_LINK = 42


def cid_of(record: object) -> str:
    """Return the CID of a record given as JSON values; {"$link": "…"} is a link. Raises ValueError for what is none."""
    return _as_text(_CODEC + hashlib.sha256(encoded(record)).digest())


def encoded(value: object) -> bytes:
    """Return a JSON value as DAG-CBOR: shortest numbers, keys by length and then by bytes, no fractions."""
    if value is None or isinstance(value, bool):
        return _SIMPLE[value]
    if isinstance(value, int):
        return _head(_UNSIGNED, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
    if isinstance(value, str):
        content = value.encode()
        return _head(_TEXT, len(content)) + content
    if isinstance(value, list | tuple):
        return _head(_LIST, len(value)) + b"".join(encoded(one) for one in value)
    if isinstance(value, Mapping):
        return _link(value["$link"]) if value.keys() == {"$link"} else _map(value)
    raise ValueError(type(value).__name__)


def _map(value: Mapping[str, object]) -> bytes:
    pairs = sorted(((key.encode(), one) for key, one in value.items()), key=lambda pair: (len(pair[0]), pair[0]))
    return _head(_MAP, len(pairs)) + b"".join(_head(_TEXT, len(key)) + key + encoded(one) for key, one in pairs)


def _link(cid: object) -> bytes:
    """A CID inside a record: tag 42 over its bytes, with the zero that says "binary"."""
    if not isinstance(cid, str) or not cid.startswith("b"):
        raise ValueError("a CID in base32 is wanted")
    letters = cid[1:].upper()
    content = b"\x00" + base64.b32decode(letters + "=" * (-len(letters) % 8))
    return _head(_TAG, _LINK) + _head(2, len(content)) + content


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    for size, mark in ((1, 24), (2, 25), (4, 26), (8, 27)):
        if number < 1 << 8 * size:
            return bytes([kind << 5 | mark]) + number.to_bytes(size, "big")
    raise ValueError("a number too large")


def _as_text(cid: bytes) -> str:
    return "b" + base64.b32encode(cid).decode().lower().rstrip("=")
