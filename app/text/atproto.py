# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Whether a string is a handle, DID, record key, address, time … of the AT Protocol (Bluesky): asked before sending.

The rules: atproto.com/specs (handle, did, nsid, tid, record-key, at-uri-scheme, lexicon), read 2026-11-23.
"""

from __future__ import annotations

import re
from datetime import datetime

from app.text.late import Late

_HANDLE = Late(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_DID = Late(r"did:[a-z]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._-]")
_NSID = Late(
    r"[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
    r"\.[A-Za-z][A-Za-z0-9]{0,62}"
)
_RECORD_KEY = Late(r"[A-Za-z0-9_~.:-]{1,512}")
_TID = Late(r"[2-7a-j][2-7a-z]{12}")
_ADDRESS = Late(r"at://(?P<who>[^/#?\s]+)(?:/(?P<what>[^/#?\s]+)(?:/(?P<key>[^/#?\s]+))?)?")
_TIME = Late(
    r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](?:\.[0-9]{1,20})?(?P<zone>Z|[+-][0-2][0-9]:[0-5][0-9])"
)
_LANGUAGE = Late(
    r"(?:(?P<main>[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)(?P<more>(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*)"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+|en-gb-oed|sgn-(?:be-fr|be-nl|ch-de)"
    r"|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu))",
    re.IGNORECASE | re.ASCII,
)

LONGEST_HANDLE = 253
LONGEST_DID = 2048
LONGEST_NSID = 317
LONGEST_ADDRESS = 8192
LONGEST_TIME = 64


def is_handle(text: str) -> bool:
    """Whether `text` is a handle (without @)."""
    return len(text) <= LONGEST_HANDLE and bool(_HANDLE.re.fullmatch(text))


def is_did(text: str) -> bool:
    """Whether `text` is a DID."""
    return len(text) <= LONGEST_DID and bool(_DID.re.fullmatch(text))


def is_identifier(text: str) -> bool:
    """Whether `text` is a handle or a DID."""
    return is_did(text) if text.startswith("did:") else is_handle(text)


def is_nsid(text: str) -> bool:
    """Whether `text` names a kind of record, such as app.bsky.feed.post."""
    return len(text) <= LONGEST_NSID and text.rfind(".") <= LONGEST_HANDLE and bool(_NSID.re.fullmatch(text))


def is_record_key(text: str) -> bool:
    """Whether `text` may be the key of a record."""
    return text not in (".", "..") and bool(_RECORD_KEY.re.fullmatch(text))


def is_tid(text: str) -> bool:
    """Whether `text` is a timestamp key, as posts have them."""
    return bool(_TID.re.fullmatch(text))


def is_address(text: str) -> bool:
    """Whether `text` is the at:// address of an account, a collection or a record."""
    match = _ADDRESS.re.fullmatch(text)
    if not match or len(text) > LONGEST_ADDRESS or not is_identifier(match["who"]):
        return False
    return (match["what"] is None or is_nsid(match["what"])) and (match["key"] is None or is_record_key(match["key"]))


def is_time(text: str) -> bool:
    """Whether `text` is a time as records carry it, and one that exists."""
    match = _TIME.re.fullmatch(text)
    if not match or len(text) > LONGEST_TIME or match["zone"] == "-00:00" or text.startswith("000"):
        return False  # unknown zones and the first years are refused by the network too
    try:
        datetime.fromisoformat(text[:19] + match["zone"])
    except ValueError:
        return False
    return True


def is_language(text: str) -> bool:
    """Whether `text` is a language tag (BCP 47) without a repeated variant or extension."""
    match = _LANGUAGE.re.fullmatch(text)
    if not match:
        return False
    variants = (match["variants"] or "").lower().split("-")[1:]
    extensions = [part for part in (match["more"] or "").lower().split("-") if len(part) == 1]
    return len(set(variants)) == len(variants) and len(set(extensions)) == len(extensions)
