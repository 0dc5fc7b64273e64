# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""From a handle to the place where its account lives and the server that gives permission for it.

handle -> DID -> document -> server -> who gives permission; each step is confirmed by the next (atproto.com/specs:
handle, did, oauth; read 2026-11-23). A server that the person did not name is spoken to over https only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from app.errors import AppError, Fixable, TryLater
from app.wire import Answer, Limits, is_loopback, send

DIRECTORY = "https://plc.directory"
"""Where documents of did:plc are kept."""

_HANDLE = re.compile(r"(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
_PLC = re.compile(r"did:plc:[a-z2-7]{24}")
_WEB = re.compile(r"did:web:[a-z0-9.-]{1,253}(%3A[0-9]{1,5})?")
_QUICK = Limits(connect=5, read=8, total=10)


@dataclass(frozen=True, slots=True)
class Home:
    """Where an account lives: `server` holds its posts. All are confirmed."""

    did: str
    handle: str
    server: str


@dataclass(frozen=True, slots=True)
class Gate:
    """Who gives permission for accounts of a server, and its doors (RFC 8414)."""

    issuer: str
    asks: str
    pushed: str
    tokens: str
    revokes: str = ""


class Directory:
    """Looks things up for one sign-in. `named` is the server the person typed; only if that is on this machine may
    others be there too.
    """

    def __init__(self, named: str, documents: str = "") -> None:
        """Keep the server, and another address of the directory of documents for tests on this machine."""
        self._named = named
        self._local = is_loopback(urlsplit(named).hostname or "")
        self._documents = documents if documents and self._local else DIRECTORY

    def home_of(self, handle: str) -> Home:
        """Return where a handle's account lives. Raises Fixable("bluesky.no_such_handle", …) and TryLater."""
        handle = handle.lower()
        home = self.home(self._did(handle))
        if home.handle != handle:
            raise Fixable("bluesky.not_confirmed", handle=handle)
        return home

    def home(self, did: str) -> Home:
        """Return where a DID's account lives, by its document. `handle` is "" when it does not lead back."""
        fields = self._document(did)
        server = _first(fields.get("service"), "#atproto_pds", "serviceEndpoint").rstrip("/")
        if fields.get("id") != did or not server:
            raise Fixable("bluesky.no_home", did=did[:80])
        names = fields.get("alsoKnownAs")
        known = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
        handle = next((name[5:].lower() for name in known if name.startswith("at://")), "")
        return Home(did, handle if _HANDLE.fullmatch(handle) else "", self._allowed(server))

    def leads_back(self, home: Home) -> bool:
        """Tell whether the handle in a document leads to that document's DID."""
        try:
            return bool(home.handle) and self._did(home.handle) == home.did
        except Fixable:
            return False

    def gate_of(self, server: str) -> Gate:
        """Return who gives permission for accounts of a server. Raises Fixable("bluesky.no_permission_page")."""
        said = self._fields(server, "oauth-protected-resource")
        issuers = said.get("authorization_servers")
        issuer = issuers[0] if isinstance(issuers, list) and len(issuers) == 1 else ""
        if not isinstance(issuer, str) or str(said.get("resource", "")).rstrip("/") != server:
            raise Fixable("bluesky.no_permission_page", server=server)
        return self.gate(self._allowed(issuer.rstrip("/")))

    def gate(self, issuer: str) -> Gate:
        """Return the doors of a server that gives permission; it must know what we need, and be who it says."""
        said = self._fields(issuer, "oauth-authorization-server")
        knows = (
            said.get("issuer") == issuer
            and "S256" in _words(said, "code_challenge_methods_supported")
            and "ES256" in _words(said, "dpop_signing_alg_values_supported")
            and said.get("authorization_response_iss_parameter_supported") is True
        )
        doors = [str(said.get(f"{door}_endpoint") or "") for door in ("authorization", "pushed_authorization_request")]
        doors += [str(said.get(f"{door}_endpoint") or "") for door in ("token", "revocation")]
        if not knows or not all(doors[:3]):
            raise Fixable("bluesky.no_permission_page", server=issuer)
        return Gate(issuer, *(self._allowed(door) if door else "" for door in doors))

    def _did(self, handle: str) -> str:
        """Ask the server (it knows DNS, which this program does not), then the handle's own site."""
        if not _HANDLE.fullmatch(handle):
            raise Fixable("bluesky.no_such_handle", handle=handle[:80])
        asked = urlencode({"handle": handle})
        did = _did_in(_asked(f"{self._named}/xrpc/com.atproto.identity.resolveHandle?{asked}"))
        if not did and not handle.endswith(".test"):  # never a name of the world's (RFC 6761)
            try:
                answer = send("GET", f"https://{handle}/.well-known/atproto-did", limits=_QUICK)
            except (Fixable, TryLater):
                answer = None
            did = answer.text.strip() if answer and answer.ok else ""
        if not (_PLC.fullmatch(did) or _WEB.fullmatch(did)):
            raise Fixable("bluesky.no_such_handle", handle=handle)
        return did

    def _document(self, did: str) -> dict[str, object]:
        if _PLC.fullmatch(did):
            url = f"{self._documents}/{quote(did, safe=':')}"
        elif _WEB.fullmatch(did):
            url = f"https://{did.removeprefix('did:web:').replace('%3A', ':')}/.well-known/did.json"
        else:
            raise Fixable("bluesky.no_home", did=did[:80])
        answer = _asked(url)
        if not answer.ok:
            raise Fixable("bluesky.no_home", did=did)
        return answer.json()

    def _fields(self, server: str, name: str) -> dict[str, object]:
        answer = _asked(f"{server}/.well-known/{name}")
        try:
            return answer.json() if answer.ok else {}
        except AppError:
            return {}

    def _allowed(self, address: str) -> str:
        """Return an address a stranger gave, if it may be spoken to. Raises Fixable("bluesky.odd_server")."""
        try:
            parts = urlsplit(address)
            local = is_loopback(parts.hostname or "")
        except ValueError as error:
            raise Fixable("bluesky.odd_server", server=address[:80]) from error
        if not parts.hostname or parts.username or (parts.scheme != "https" and not local) or (local > self._local):
            raise Fixable("bluesky.odd_server", server=address[:80])
        return address


def _asked(url: str) -> Answer:
    """Read something public. Raises TryLater for a server in trouble."""
    answer = send("GET", url, limits=_QUICK)
    if answer.status == 429 or answer.status in (502, 503, 504):
        raise TryLater("signin.unclear", status=answer.status)
    return answer


def _did_in(answer: Answer) -> str:
    try:
        return answer.word("did") if answer.ok else ""
    except TryLater:
        return ""


def _first(listed: object, ends: str, key: str) -> str:
    """Return a field of the first entry of a list whose id ends so, "" without one."""
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict) and str(one.get("id", "")).endswith(ends):
            return str(one.get(key) or "")
    return ""


def _words(said: dict[str, object], key: str) -> list[object]:
    listed = said.get(key)
    return listed if isinstance(listed, list) else []
