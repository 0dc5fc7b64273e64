# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A canary in every secret: linked in the browser, published, faulted, let go; then looked for wherever it must not be.

Looked through: the profile (database, its companions, log), the home and temp folders, and at every request the
arguments and surroundings of all processes of this machine. The clipboard is looked at where there is one: in the
window, in test_linking_window.py.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tomllib
from pathlib import Path

import pytest
from fakes.loopback import Loopback, Play
from journeys.servers import demand_programs
from journeys.test_keyring import ROOT, Session, files_that_hold

TOKEN, KEY, CODE = "canary-token-7f3a9d", "canary-key-51c8e2", "canary-code-0b6d4f"
SENTENCE = "Kanarialintu lensi akvaarion yli."

BROWSER = """
import sys, urllib.request
urllib.request.urlopen(sys.argv[1], timeout=20).read()
"""

FAULT = """
from app.desk import Desk
from app.log import record_fault
from app.paths import open_profile
profile = open_profile()
desk = Desk(profile)
(account,) = desk.accounts.all()
try:
    secret = desk.accounts.keychain.read(account.id)
    raise RuntimeError(f"{secret} Kanarialintu lensi")
except RuntimeError as error:
    print(secret.count("canary"), record_fault(profile, error))
"""


def in_a_process(*secrets):
    """Return whose arguments or surroundings hold a secret, those of this test's own process left out."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        for name in ("cmdline", "environ"):
            with contextlib.suppress(OSError):
                content = (place / name).read_bytes() if int(place.name) != os.getpid() else b""
                found += [f"{place.name} {name}" for secret in secrets if secret.encode() in content]
    return found


@pytest.fixture
def server():
    """LinkedIn as its documentation has it, with a page of permission that says yes at once."""
    replies = tomllib.loads((ROOT / "tests/data/replies/linkedin.toml").read_text(encoding="utf-8"))["healthy"]
    with Loopback() as server:
        server.seen = []

        def play(asked):
            server.seen += in_a_process(TOKEN, KEY, CODE)
            path, _, query = asked.path.partition("?")
            if path == "/oauth/v2/authorization":
                from urllib.parse import parse_qs

                wished = parse_qs(query)
                place = f"{wished['redirect_uri'][0]}?code={CODE}&state={wished['state'][0]}"
                return Play(status=302, body=b"", headers={"Location": place})
            reply = replies.get(path)
            if reply is None:
                return None
            body = reply["body"].replace("{server}", server.url).replace("token-of-60-days", TOKEN)
            return Play(status=reply.get("status", 200), body=body.encode(), headers=reply.get("headers", {}))

        server.then = play
        yield server


@pytest.fixture
def folder(tmp_path, monkeypatch):
    demand_programs("dbus-run-session", "gnome-keyring-daemon", "bash")
    if not Path("/proc/self/environ").exists():
        pytest.skip("this system has no /proc to look through")
    (tmp_path / "temp").mkdir()
    script = tmp_path / "browser.py"
    script.write_text(BROWSER, encoding="utf-8")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    monkeypatch.setenv("BROWSER", f"{sys.executable} {script} %s &")
    return tmp_path / "login"


def test_no_secret_is_anywhere_but_in_the_keyring(folder, profile_folder, server):
    words = ("accounts", "add", "linkedin", "--server", server.url, "--key-id", "mummo-id", "--key-secret-stdin")
    with Session(folder, profile_folder) as session:
        status, added, said = session.mummo(*words, given=KEY + "\n")
        assert (status, said) == (0, ""), "the browser was opened: there is nothing to say"
        assert TOKEN not in said + json.dumps(added)
        _, draft, _ = session.mummo("draft", "add", "--text", SENTENCE)
        status, sent, _ = session.mummo("publish", draft["draft"], "--to", added["account"])
        assert (status, sent["deliveries"][0]["state"]) == (0, "published")
        count, _, log = session.python(FAULT).partition(" ")
        assert int(count) > 0, "the fault had the token in its hands"
        assert Path(log).exists()
        assert SENTENCE.split()[0] not in Path(log).read_text(encoding="utf-8")
        status, _, _ = session.mummo("accounts", "remove", added["account"])
        assert status == 0
    posted = next(asked for asked in server.asked if asked.path == "/rest/posts")
    assert posted.headers["authorization"] == f"Bearer {TOKEN}"
    assert KEY.encode() in next(asked for asked in server.asked if asked.path.endswith("accessToken")).body
    assert server.seen == []
    for place in (profile_folder, folder, folder.parent / "temp"):
        assert files_that_hold(place, TOKEN, KEY, CODE) == []


def test_the_search_finds_what_there_is_to_find(tmp_path):
    """The traps work: a file, an argument and a surrounding that do hold the canary are seen."""
    import subprocess

    (tmp_path / "leak").write_text(f"x{TOKEN}x", encoding="utf-8")
    assert files_that_hold(tmp_path, TOKEN) == ["leak"]
    waiting = [sys.executable, "-c", "import sys; print('up', flush=True); sys.stdin.read()", TOKEN]
    environment = {**os.environ, "LEAK": KEY}
    child = subprocess.Popen(waiting, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True)
    child.stdout.readline()
    seen = in_a_process(TOKEN, KEY)
    child.communicate()
    assert seen == [f"{child.pid} cmdline", f"{child.pid} environ"]
