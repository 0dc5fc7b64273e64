# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Proofs of possession: what RFC 9449 wants in them, signed so that somebody else's library agrees."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from app.errors import SignInAgain
from app.signin.dpop import Nonces, new_key, read_key

NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)
RFC_7515 = {
    "d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
"""The key of RFC 7515, appendix A.3."""


def unpacked(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def opened(proof):
    """Head and claims of a proof whose signature holds under the key it names."""
    head, claims, signature = proof.split(".")
    fields = json.loads(unpacked(head))
    x, y = (int.from_bytes(unpacked(fields["jwk"][axis]), "big") for axis in "xy")
    raw = unpacked(signature)
    assert len(raw) == 64
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key = EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
    key.verify(der, f"{head}.{claims}".encode(), ECDSA(SHA256()))
    return fields, json.loads(unpacked(claims))


def test_a_proof_names_the_request_the_token_and_the_nonce():
    key = read_key(RFC_7515["d"])
    url = "https://pds.example.com/xrpc/com.atproto.repo.putRecord?a=1#b"
    head, claims = opened(key.proof("POST", url, NOW, "nonce-7", "token"))
    public = {"crv": "P-256", "kty": "EC", "x": RFC_7515["x"], "y": RFC_7515["y"]}
    assert head == {"typ": "dpop+jwt", "alg": "ES256", "jwk": public}
    ath = base64.urlsafe_b64encode(hashlib.sha256(b"token").digest()).rstrip(b"=").decode()
    jti = claims.pop("jti")
    assert len(jti) >= 22
    assert claims == {
        "htm": "POST",
        "htu": "https://pds.example.com/xrpc/com.atproto.repo.putRecord",
        "iat": int(NOW.timestamp()),
        "nonce": "nonce-7",
        "ath": ath,
    }


def test_no_two_proofs_are_alike_and_what_is_not_there_is_not_said():
    key = new_key()
    proofs = [opened(key.proof("GET", "https://a.example/", NOW))[1] for _ in range(20)]
    assert len({claims["jti"] for claims in proofs}) == 20
    assert all("nonce" not in claims and "ath" not in claims for claims in proofs)


def test_a_proof_that_was_touched_does_not_hold():
    head, claims, signature = new_key().proof("GET", "https://a.example/", NOW).split(".")
    other = new_key().proof("GET", "https://a.example/", NOW).split(".")
    with pytest.raises(InvalidSignature):
        opened(f"{head}.{other[1]}.{signature}")
    assert claims != other[1]


def test_keys_are_kept_as_text_and_come_back():
    keys = [new_key() for _ in range(200)]
    assert [read_key(key.text) for key in keys] == keys
    assert {len(key.text) for key in keys} == {43}
    assert len({key.text for key in keys}) == 200
    assert all(key.text not in repr(key) for key in keys)


def test_a_thumbprint_is_that_of_rfc_7638():
    members = '{"crv":"P-256","kty":"EC","x":"' + RFC_7515["x"] + '","y":"' + RFC_7515["y"] + '"}'
    digest = base64.urlsafe_b64encode(hashlib.sha256(members.encode()).digest()).rstrip(b"=").decode()
    assert read_key(RFC_7515["d"]).thumbprint() == digest


@pytest.mark.parametrize(
    "text", [None, 7, "", "x", "ä" * 43, "A" * 43, "_" * 43, RFC_7515["d"] + "A", "!" * 43, ["d"], "\ud800" * 43]
)
def test_what_is_no_key_asks_to_sign_in_again(text):
    with pytest.raises(SignInAgain):
        read_key(text)


def test_nonces_belong_to_one_server_and_the_newest_counts():
    nonces = Nonces()
    assert nonces.of("https://a.example/x") == ""
    assert nonces.note("https://a.example/x", {"dpop-nonce": "one"})
    assert not nonces.note("https://a.example/y?z", {"dpop-nonce": "one"}), "no news"
    assert nonces.note("https://a.example/y", {"dpop-nonce": "two"})
    assert (nonces.of("https://a.example/"), nonces.of("https://b.example/"), nonces.of("http://a.example/")) == (
        "two",
        "",
        "",
    )


@pytest.mark.parametrize("told", ["", 'a"b', "a b", "a\nb", "ä", "x" * 513])
def test_an_odd_nonce_is_not_repeated_to_anybody(told):
    nonces = Nonces()
    assert not nonces.note("https://a.example/", {"dpop-nonce": told})
    assert nonces.of("https://a.example/") == ""


def test_few_nonces_are_remembered():
    nonces = Nonces()
    for number in range(200):
        nonces.note(f"https://s{number}.example/", {"dpop-nonce": "n"})
    kept = [number for number in range(200) if nonces.of(f"https://s{number}.example/")]
    assert kept == list(range(136, 200))
