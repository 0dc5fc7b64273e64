# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A real Mastodon server for the journeys, started once a session, and Mastodon.py to read it with."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from journeys.servers import left_out, wait_for

FOLDER = Path(__file__).parents[1] / "fakes" / "mastodon_server"


class Server:
    """Where the server is, whose tokens it knows, and what an independent client reads there."""

    def __init__(self, python: Path, url: str, tokens: dict[str, str]) -> None:
        self.python, self.url, self.tokens = python, url, tokens

    def read(self, name: str, *wish: str) -> dict:
        """Read an account, after doing something by Mastodon.py's method names if wished."""
        words = [str(self.python), str(FOLDER / "read.py"), self.url, self.tokens[name], *wish]
        done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
        return json.loads(done.stdout)

    def texts(self, name: str) -> list[str]:
        return [post["content"] for post in self.read(name)["posts"]]


@pytest.fixture(scope="session")
def mastodon(tmp_path_factory):
    """mastodon-mock on loopback (tests/fakes/mastodon_server), in the environment MUMMO_MASTODON names."""
    home = os.environ.get("MUMMO_MASTODON", "")
    python = Path(home) / "bin" / "python"
    if not home or not python.exists():
        left_out("no Mastodon server is set up: `make test` does it, MUMMO_MASTODON names its environment")
    ready = tmp_path_factory.mktemp("mastodon") / "ready.json"
    log = ready.with_name("log")
    with log.open("wb") as output:
        command = [str(python), str(FOLDER / "start.py"), str(ready)]
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
    try:
        wait_for(ready, process, log, "Mastodon")
        told = json.loads(ready.read_text())
        yield Server(python, told["url"], told["tokens"])
    finally:
        process.terminate()
        process.wait(20)
