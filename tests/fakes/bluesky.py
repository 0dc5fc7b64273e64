# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A Bluesky server that gives permission in the browser, as strict as the real one (@atproto/oauth-provider 0.22).

Every proof is opened with somebody else's library: signature, method, address, token, nonce; a proof is good once, a
code is good once, a refresh token is good once and its second use ends the session. Nonces change when told.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
from urllib.parse import parse_qsl, urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from fakes.loopback import Asked, Loopback, Play

from app.channels.bluesky.cids import cid_of

ALICE = "did:plc:" + "alice234" * 3
BOB = "did:plc:" + "bobbb234" * 3
HANDLES = {"alice.test": ALICE, "bob.test": BOB}


class Guarded(Loopback):
    """`plays` come first; what they do not name is answered as a healthy server would. `records` is what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.records: dict[tuple[str, str], dict] = {}
        self.nonce, self.wants_nonce = "nonce-1", True
        self.scopes: str | None = None
        """What is given instead of what was asked."""
        self.known_scopes = {"atproto", "transition:generic", "blob:image/*"}
        self.fine = True
        self.subject = ALICE
        self.refuse = ""
        self.iss: str | None = None
        self.metadata: dict = {}
        self.document: dict = {}
        self.pushed: dict[str, dict] = {}
        self.codes: dict[str, dict] = {}
        self.sessions: dict[str, dict] = {}
        self.refreshes: dict[str, dict] = {}
        self.jtis: set[str] = set()
        self.trouble: list[str] = []
        """What a strict server complained of."""
        self._numbers = itertools.count(1)
        self.then = self._answered

    # ------------------------------------------------------------ what everybody may read

    def _answered(self, asked: Asked) -> Play | None:
        path = urlsplit(asked.path).path
        if any(path.endswith(end) for end in self.plays):
            return None
        query = dict(parse_qsl(urlsplit(asked.path).query))
        open_doors = {
            "/.well-known/oauth-protected-resource": lambda: {
                "resource": self.url,
                "authorization_servers": [self.url],
            },
            "/.well-known/oauth-authorization-server": self._about,
            f"/{ALICE}": lambda: self._document(ALICE, "alice.test"),
            f"/{BOB}": lambda: self._document(BOB, "bob.test"),
        }
        if path in open_doors:
            return _said(open_doors[path]())
        if path == "/oauth/authorize":
            return self._page(query)
        if path.startswith("/oauth/"):
            return self._oauth(path, asked)
        return self._xrpc(path.rpartition("/")[2], query, asked)

    def _about(self) -> dict:
        doors = {
            "authorization_endpoint": "authorize",
            "pushed_authorization_request_endpoint": "par",
            "token_endpoint": "token",
            "revocation_endpoint": "revoke",
        }
        return {
            "issuer": self.url,
            **{name: f"{self.url}/oauth/{end}" for name, end in doors.items()},
            "code_challenge_methods_supported": ["S256"],
            "dpop_signing_alg_values_supported": ["ES256"],
            "authorization_response_iss_parameter_supported": True,
            "require_pushed_authorization_requests": True,
            **self.metadata,
        }

    def _document(self, did: str, handle: str) -> dict:
        service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": self.url}
        return {"id": did, "alsoKnownAs": [f"at://{handle}"], "service": [service], **self.document}

    # ------------------------------------------------------------ permission

    def _page(self, query: dict) -> Play:
        wished = self.pushed.pop(query["request_uri"])
        assert wished["client_id"] == query["client_id"]
        answer = {"state": wished["state"], "iss": self.url if self.iss is None else self.iss}
        if self.refuse:
            answer["error"] = self.refuse
        else:
            answer["code"] = f"cod-{next(self._numbers)}"
            self.codes[answer["code"]] = wished
        return Play(status=302, body=b"", headers={"Location": f"{wished['redirect_uri']}?{urlencode(answer)}"})

    def _oauth(self, path: str, asked: Asked) -> Play:
        form = dict(parse_qsl(asked.body.decode()))
        proof = self._opened(asked)
        if isinstance(proof, Play):
            return proof
        if path.endswith("/par"):
            return self._par(form, proof)
        if path.endswith("/token"):
            return self._token(form, proof)
        for known in (self.sessions, self.refreshes):
            for token in [token for token, one in known.items() if self._same(one, form["token"])]:
                known.pop(token)
        return self._said({})

    def _same(self, session: dict, token: str) -> bool:
        held = self.refreshes.get(token) or self.sessions.get(token)
        return held is not None and held["id"] == session["id"]

    def _par(self, form: dict, proof: dict) -> Play:
        about = dict(parse_qsl(form["client_id"].removeprefix("http://localhost?")))
        if about.get("scope") != form["scope"] or not _same_loopback(about["redirect_uri"], form["redirect_uri"]):
            return self._no("invalid_client_metadata")
        if form.get("code_challenge_method") != "S256" or len(form.get("state", "")) < 22:
            return self._no("invalid_request")
        if not self.fine and not set(form["scope"].split()) <= self.known_scopes:
            return self._no("invalid_scope")
        uri = f"urn:ietf:params:oauth:request_uri:req-{next(self._numbers)}"
        self.pushed[uri] = {**form, "jkt": proof["jkt"]}
        return self._said({"request_uri": uri, "expires_in": 299}, 201)

    def _token(self, form: dict, proof: dict) -> Play:
        if form["grant_type"] == "refresh_token":
            return self._refreshed(form, proof)
        wished = self.codes.pop(form["code"], None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if (
            wished is None
            or wished["code_challenge"] != _text(digest)
            or wished["jkt"] != proof["jkt"]
            or (wished["redirect_uri"], wished["client_id"]) != (form["redirect_uri"], form["client_id"])
        ):
            return self._no("invalid_grant")
        session = {"id": next(self._numbers), "jkt": proof["jkt"], "scope": self.scopes or wished["scope"]}
        return self._tokens(session)

    def _refreshed(self, form: dict, proof: dict) -> Play:
        session = self.refreshes.get(form["refresh_token"])
        if session is None or session["jkt"] != proof["jkt"]:
            return self._no("invalid_grant")
        if form["refresh_token"] in session.get("used", ()):  # somebody has a copy: nobody keeps anything
            for known in (self.sessions, self.refreshes):
                for token in [token for token, one in known.items() if one["id"] == session["id"]]:
                    known.pop(token)
            return self._no("invalid_grant")
        session.setdefault("used", set()).add(form["refresh_token"])
        for token in [token for token, one in self.sessions.items() if one["id"] == session["id"]]:
            self.sessions.pop(token)
        return self._tokens(session)

    def _tokens(self, session: dict) -> Play:
        number = next(self._numbers)
        access, refresh = f"canary-access-{number}", f"canary-refresh-{number}"
        self.sessions[access] = self.refreshes[refresh] = session
        fields = {"access_token": access, "refresh_token": refresh, "token_type": "DPoP", "expires_in": 3599}
        return self._said({**fields, "scope": session["scope"], "sub": self.subject})

    # ------------------------------------------------------------ the repository

    def _xrpc(self, name: str, query: dict, asked: Asked) -> Play | None:
        if name == "com.atproto.identity.resolveHandle":
            did = HANDLES.get(query["handle"])
            return _said({"did": did}) if did else _no("InvalidRequest", "Unable to resolve handle")
        if name == "com.atproto.repo.getRecord":
            return self._read(query)
        writes = {"putRecord": self._put, "applyWrites": self._apply, "deleteRecord": self._delete}
        signed = {f"com.atproto.repo.{end}": play for end, play in writes.items()}
        signed["com.atproto.repo.uploadBlob"] = _uploaded
        if name not in signed:
            return _said({"error": "MethodNotImplemented"}, 501)
        refused = self._let_in(asked)
        return refused or self._with_nonce(signed[name](asked))

    def _let_in(self, asked: Asked) -> Play | None:
        kind, _, token = asked.headers.get("authorization", "").partition(" ")
        proof = self._opened(asked, token)
        if isinstance(proof, Play):
            return proof
        session = self.sessions.get(token)
        if kind != "DPoP" or session is None or session["jkt"] != proof["jkt"]:
            return self._no("invalid_token", 401)
        return None

    def _read(self, query: dict) -> Play:
        found = self.records.get((query["collection"], query["rkey"]))
        if found is None:
            return _no("RecordNotFound", "Could not locate record")
        return _said(
            {"uri": f"at://{query['repo']}/{query['collection']}/{query['rkey']}", "cid": cid_of(found), "value": found}
        )

    def _put(self, asked: Asked) -> Play:
        body = json.loads(asked.body)
        place = (body["collection"], body["rkey"])
        if self.records.get(place, body["record"]) != body["record"]:
            return _no("InvalidSwap", "Record was at bafy")
        self.records[place] = body["record"]
        return _said({"uri": f"at://{ALICE}/{'/'.join(place)}", "cid": "bafy"})

    def _apply(self, asked: Asked) -> Play:
        writes = json.loads(asked.body)["writes"]
        places = [(write["collection"], write["rkey"]) for write in writes]
        if any(place in self.records for place in places):
            return _said({"error": "InternalServerError", "message": "Internal Server Error"}, 500)
        self.records |= {place: write["value"] for place, write in zip(places, writes, strict=True)}
        return _said({"commit": {"cid": "bafy", "rev": "1"}, "results": []})

    def _delete(self, asked: Asked) -> Play:
        body = json.loads(asked.body)
        self.records.pop((body["collection"], body["rkey"]), None)
        return _said({})

    def texts(self) -> list[str]:
        return [record["text"] for (kind, _), record in self.records.items() if kind == "app.bsky.feed.post"]

    # ------------------------------------------------------------ proofs

    def _opened(self, asked: Asked, token: str = "") -> dict | Play:
        """Return the claims of a proof and the key's name, or the refusal."""
        try:
            head, claims, jkt = _read_proof(asked.headers["dpop"])
        except Exception as error:  # noqa: BLE001 whatever is wrong with it
            self.trouble.append(repr(error))
            return self._no("invalid_dpop_proof")
        bare = urlsplit(asked.path)._replace(query="").geturl()
        ath = _text(hashlib.sha256(token.encode()).digest()) if token else None
        wrong = [
            name
            for name, holds in {
                "head": (head["typ"], head["alg"]) == ("dpop+jwt", "ES256") and "d" not in head["jwk"],
                "htm": claims.get("htm") == asked.method,
                "htu": claims.get("htu") == self.url + bare,
                "ath": claims.get("ath") == ath,
                "jti": claims["jti"] not in self.jtis,
            }.items()
            if not holds
        ]
        if wrong:
            self.trouble += wrong
            return self._no("invalid_dpop_proof")
        self.jtis.add(claims["jti"])
        if self.wants_nonce and claims.get("nonce") != self.nonce:
            return self._no("use_dpop_nonce", 401 if token else 400)
        return {**claims, "jkt": jkt}

    def _no(self, error: str, status: int = 400) -> Play:
        return self._with_nonce(_said({"error": error, "error_description": f"because {error}"}, status))

    def _said(self, fields: dict, status: int = 200) -> Play:
        return self._with_nonce(_said(fields, status))

    def _with_nonce(self, play: Play) -> Play:
        headers = {**play.headers, "DPoP-Nonce": self.nonce}
        return Play(play.how, play.status, play.body, headers)


def _read_proof(proof: str) -> tuple[dict, dict, str]:
    head, claims, signature = proof.split(".")
    fields = json.loads(_bytes(head))
    key = fields["jwk"]
    numbers = EllipticCurvePublicNumbers(*(int.from_bytes(_bytes(key[axis]), "big") for axis in "xy"), SECP256R1())
    raw = _bytes(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    numbers.public_key().verify(der, f"{head}.{claims}".encode(), ECDSA(SHA256()))
    members = json.dumps({name: key[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    return fields, json.loads(_bytes(claims)), _text(hashlib.sha256(members.encode()).digest())


def _uploaded(asked: Asked) -> Play:
    link = "bafkrei" + "a" * 52
    blob = {"$type": "blob", "ref": {"$link": link}, "mimeType": "image/jpeg", "size": len(asked.body)}
    return _said({"blob": blob})


def _same_loopback(known: str, used: str) -> bool:
    """RFC 8252, 7.3: any port of 127.0.0.1."""
    return urlsplit(known).hostname == urlsplit(used).hostname == "127.0.0.1" and urlsplit(known).path == "/"


def _said(fields: dict, status: int = 200) -> Play:
    return Play(status=status, body=json.dumps(fields).encode())


def _no(error: str, words: str) -> Play:
    return _said({"error": error, "message": words}, 400)


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
