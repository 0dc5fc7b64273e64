# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A real keyring daemon: sign in, publish from a new process, disconnect; and what happens when it is shut or gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from fakes.loopback import Loopback, Play
from journeys.servers import demand_programs

ROOT = Path(__file__).parents[2]
CANARY = "srw7-qdpm-v6gq-3gyz"
TOKENS = ("eyJzY29wZSI6ImNvbS5hdHByb3RvLmFwcFBhc3Mi", "eyJleHAiOjE4MDMyMzU0ODZ9")

UNLOCK = 'eval "$(printf "$KEYRING_PASSWORD\\n" | gnome-keyring-daemon --unlock --components=secrets)"; exec "$@"'

DRIVER = """
import json, subprocess, sys
for line in sys.stdin:
    command, given = json.loads(line)
    done = subprocess.run(command, input=given, capture_output=True, text=True)
    print(json.dumps([done.returncode, done.stdout, done.stderr]), flush=True)
"""


class Session:
    """A login session of its own with a keyring daemon; every command in it is a process of its own."""

    def __init__(self, folder: Path, profile: Path, password: str = "test-pass") -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / "run").mkdir(mode=0o700, exist_ok=True)
        keep = {key: value for key, value in os.environ.items() if key not in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY")}
        places = {"XDG_DATA_HOME": str(folder), "XDG_RUNTIME_DIR": str(folder / "run"), "HOME": str(folder)}
        self._env = {**keep, **places, "KEYRING_PASSWORD": password, "MUMMO_PROFILE": str(profile)}

    def __enter__(self) -> Session:
        command = ["dbus-run-session", "--", "bash", "-c", UNLOCK, "_", sys.executable, "-c", DRIVER]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, env=self._env, text=True, cwd=ROOT, **pipes)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()

    def mummo(self, *words: str, given: str = "") -> tuple[int, dict, str]:
        """Run one command of the program with --json; return status, answer and what it said to the person."""
        status, out, err = self._run([sys.executable, str(ROOT / "main.py"), *words, "--json"], given)
        return status, json.loads(out or "{}"), err

    def python(self, code: str) -> str:
        """Run a few words of Python beside the program and return what they print."""
        return self._run([sys.executable, "-c", code], "")[1].strip()

    def _run(self, command: list[str], given: str) -> tuple[int, str, str]:
        self._process.stdin.write(json.dumps([command, given]) + "\n")
        self._process.stdin.flush()
        return tuple(json.loads(self._process.stdout.readline()))


@pytest.fixture
def server():
    replies = tomllib.loads((ROOT / "tests/data/replies/bluesky.toml").read_text(encoding="utf-8"))
    with Loopback({at: [Play(body=reply["body"].encode())] for at, reply in replies["healthy"].items()}) as server:
        yield server


@pytest.fixture
def folder(tmp_path):
    demand_programs("dbus-run-session", "gnome-keyring-daemon", "bash")
    return tmp_path / "login"


def sign_in(session, server):
    words = ("accounts", "add", "bluesky", "--server", server.url, "--handle", "alice.test", "--secret-stdin")
    return session.mummo(*words, given=CANARY + "\n")


def files_that_hold(folder, *secrets):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files for secret in secrets if secret.encode() in path.read_bytes()]


def test_sign_in_publish_from_a_new_process_and_disconnect(folder, profile_folder, server):
    with Session(folder, profile_folder) as session:
        status, added, said = sign_in(session, server)
        assert (status, said) == (0, "")
        status, draft, _ = session.mummo("draft", "add", "--text", "Avainnipusta, uudesta prosessista")
        status, sent, said = session.mummo("publish", draft["draft"], "--to", added["account"])
        assert (status, sent["deliveries"][0]["state"], said) == (0, "published", "")
    put = next(asked for asked in server.asked if asked.path.endswith("putRecord"))
    assert put.headers["authorization"].startswith("Bearer a.")
    assert files_that_hold(profile_folder, CANARY, *TOKENS) == []
    assert files_that_hold(folder, CANARY, *TOKENS) == [], "the daemon's own file is encrypted"
    with Session(folder, profile_folder) as later:  # the daemon has started anew: the secret was on its disk
        status, _, said = later.mummo("accounts", "remove", added["account"])
        assert (status, said) == (0, "")
        assert later.mummo("accounts", "list")[1] == {"accounts": []}
        look = f"import keyring; print(keyring.get_password('Mummo', {added['account']!r}))"
        assert later.python(look) == "None"
    assert server.paths()[-1] == "com.atproto.server.deleteSession"


def test_a_locked_keyring_stores_nothing_and_sends_nothing(folder, profile_folder, server):
    with Session(folder, profile_folder) as session:
        _, added, _ = sign_in(session, server)
        _, draft, _ = session.mummo("draft", "add", "--text", "Odottaa avainta")
    asked = len(server.asked)
    with Session(folder, profile_folder, password="another") as locked:
        status, _, said = sign_in(locked, server)
        assert status == 4
        assert len(said.strip().splitlines()) == 1
        status, _, _ = locked.mummo("publish", draft["draft"], "--to", added["account"])
        assert status in (1, 4)
        assert len(locked.mummo("accounts", "list")[1]["accounts"]) == 1
    assert len(server.asked) == asked, "neither signed in nor published"
    with Session(folder, profile_folder) as session:
        waiting = session.mummo("outbox")[1]
        assert "published" not in json.dumps(waiting)


def test_without_any_keyring_nothing_is_stored(folder, profile_folder, server):
    folder.mkdir()
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/nothing", "HOME": str(folder)}
    environment = {**environment, "XDG_DATA_HOME": str(folder), "MUMMO_PROFILE": str(profile_folder)}

    def mummo(*words, given=""):
        command = [sys.executable, str(ROOT / "main.py"), *words]
        return subprocess.run(command, input=given, capture_output=True, text=True, env=environment, cwd=ROOT)

    words = ("accounts", "add", "bluesky", "--server", server.url, "--handle", "alice.test", "--secret-stdin")
    done = mummo(*words, given=CANARY + "\n")
    assert (done.returncode, done.stdout) == (4, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert json.loads(mummo("accounts", "list", "--json").stdout) == {"accounts": []}
    assert server.asked == [], "nothing is begun that can't be kept"
    assert files_that_hold(folder.parent, CANARY, *TOKENS) == []
