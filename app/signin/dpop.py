# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Proof that a token is used by the program it was given to: a key of its own, a signature on each request (RFC 9449).

A stolen token is worth nothing without the key; the key is kept where the token is, in the keyring.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.errors import SignInAgain

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

_BYTES = 32
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the curve P-256: a private key is a number below it."""
_NONCE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]{1,512}")
"""RFC 9449, 8.1."""
_MOST_ORIGINS = 64


@dataclass(frozen=True, slots=True)
class ProofKey:
    """An ES256 key; `text` is its private number in base64url, for the keyring."""

    text: str = field(repr=False)

    def proof(self, method: str, url: str, now: datetime, nonce: str = "", token: str = "") -> str:
        """Return the DPoP header of one request. `token`: the access token that goes with it, "" for none."""
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA  # late: 30 ms
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
        from cryptography.hazmat.primitives.hashes import SHA256

        claims: dict[str, object] = {"jti": secrets.token_urlsafe(16), "htm": method, "htu": _bare(url)}
        claims["iat"] = int(now.timestamp())
        if nonce:
            claims["nonce"] = nonce
        if token:
            claims["ath"] = _text(hashlib.sha256(token.encode()).digest())
        key = self._key()
        head = {"typ": "dpop+jwt", "alg": "ES256", "jwk": _public(key)}
        signed = f"{_packed(head)}.{_packed(claims)}"
        r, s = decode_dss_signature(key.sign(signed.encode(), ECDSA(SHA256())))
        return f"{signed}.{_text(r.to_bytes(_BYTES, 'big') + s.to_bytes(_BYTES, 'big'))}"

    def thumbprint(self) -> str:
        """Return the name a server knows the key by (RFC 7638)."""
        return _text(hashlib.sha256(json.dumps(_public(self._key()), separators=(",", ":")).encode()).digest())

    def _key(self) -> EllipticCurvePrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key

        return derive_private_key(int.from_bytes(_bytes(self.text), "big"), SECP256R1())


def new_key() -> ProofKey:
    """Return a key that nobody else has."""
    return ProofKey(_text((1 + secrets.randbelow(_ORDER - 1)).to_bytes(_BYTES, "big")))


def read_key(text: object) -> ProofKey:
    """Return the key kept as `text`. Raises SignInAgain("signin.ended") for anything that is none."""
    try:
        number = _bytes(text) if isinstance(text, str) else b""
    except ValueError:
        number = b""
    if not isinstance(text, str) or len(number) != _BYTES or not 0 < int.from_bytes(number, "big") < _ORDER:
        raise SignInAgain("signin.ended")
    return ProofKey(text)


class Nonces:
    """The word each server wants to hear in the next proof; nothing secret, and only the last few are remembered."""

    def __init__(self) -> None:
        """Know none."""
        self._known: dict[str, str] = {}

    def of(self, url: str) -> str:
        """Return the nonce for a server, "" when it has told none yet."""
        return self._known.get(_origin(url), "")

    def note(self, url: str, headers: Mapping[str, str]) -> bool:
        """Remember what an answer's headers (by lower-case name) tell; True if that is news."""
        told, origin = headers.get("dpop-nonce", ""), _origin(url)
        if not _NONCE.fullmatch(told) or self._known.get(origin) == told:
            return False
        self._known.pop(origin, None)
        self._known[origin] = told
        while len(self._known) > _MOST_ORIGINS:
            self._known.pop(next(iter(self._known)), None)
        return True


def _public(key: EllipticCurvePrivateKey) -> dict[str, str]:
    """Return the public key as JWK, its fields in the order a thumbprint wants them."""
    numbers = key.public_key().public_numbers()
    x, y = (_text(number.to_bytes(_BYTES, "big")) for number in (numbers.x, numbers.y))
    return {"crv": "P-256", "kty": "EC", "x": x, "y": y}


def _bare(url: str) -> str:
    """The address without query and fragment: that is what a proof names."""
    return urlsplit(url)._replace(query="", fragment="").geturl()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _packed(value: Mapping[str, object]) -> str:
    return _text(json.dumps(value, separators=(",", ":")).encode())


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
