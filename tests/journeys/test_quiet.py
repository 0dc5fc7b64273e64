# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Nobody is called until the writer links or publishes: not a byte to any address, seen from outside by strace.

That urllib3 tries, when it is imported, whether a socket could be bound to ::1 calls nobody. Nor does it to fix where a
datagram would go, as app/desk/network.py does to see this machine's own address: nothing is sent before something is.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from journeys.servers import demand_programs

ROOT = Path(__file__).resolve().parents[2]
CALL = re.compile(r"(?:connect|sendto|sendmsg|sendmmsg)\(.*sa_family=(AF_\w+)")

OWN_ADDRESS = re.compile(r'connect\(.*(?:"192\.0\.2\.1"|"2001:db8::1")')  # addresses for documents: RFC 5737, RFC 3849

WINDOW = """
import threading
from PySide6.QtWidgets import QApplication
from app.paths import open_profile
from app.wording import use
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.window import Window

def until(true):
    for _ in range(1500):  # QTest.qWait would keep Python's lock, and the lanes would stand still
        app.processEvents()
        threading.Event().wait(0.02)
        if true():
            return
    raise SystemExit("never")

app = QApplication([])
use("fi")
theme.load_fonts()
theme.apply(app, dark=False)
bridge = Bridge(open_profile())
window = Window(bridge)
window.show()
bridge.start()
until(lambda: bridge.is_ready)
read = []
window.show_view("write").paper.insert("Voi perkele, katso https://example.com/savi ja @aino@mastodon.example")
bridge.ask(lambda desk: desk.reading.check("Voi perkele, https://example.com"), read.append, read.append, Lane.READ)
until(lambda: read)
for view in ("calendar", "history", "write"):
    window.show_view(view)
    app.processEvents()
window.sheets.accounts()
bridge.ask(lambda desk: desk.accounts.add_by_hand("linkedin"), read.append, read.append, Lane.STORE)
until(lambda: len(read) == 2)
bridge.close()
print(len(read[0].remarks), read[1].network)
"""


def families(folder, *words):
    """Run something under strace; return what it said and the families of addresses it and its children called."""
    log = folder / "strace.txt"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    asked = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(log), *words]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=240, env=environment, cwd=ROOT)
    lines = log.read_text(encoding="utf-8").splitlines()
    return done.stdout, {family for line in lines if not OWN_ADDRESS.search(line) for family in CALL.findall(line)}


@pytest.fixture(autouse=True)
def seen_from_outside():
    demand_programs("strace")


def test_writing_reading_and_looking_around_in_the_window_calls_nobody(tmp_path, profile_folder):
    said, called = families(tmp_path, sys.executable, "-c", WINDOW)
    assert said.split()[-1] == "linkedin"
    assert int(said.split()[0]) >= 1
    assert called <= {"AF_UNIX", "AF_NETLINK"}, "the display and the key store are on this machine"


def test_the_whole_tour_on_the_practice_network_calls_nobody(tmp_path):
    said, called = families(tmp_path, sys.executable, "main.py", "tour")
    assert said
    assert called <= {"AF_UNIX"}


def test_a_call_would_be_seen(tmp_path):
    """The trap works: a call to this very machine, which nobody answers, is noticed, and so is a look-up of a name."""
    code = "import socket\nsocket.socket(socket.AF_INET).connect_ex(('127.0.0.1', 9))"
    assert families(tmp_path, sys.executable, "-c", code)[1] == {"AF_INET"}
    code = "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'?', ('127.0.0.1', 53))"
    assert families(tmp_path, sys.executable, "-c", code)[1] == {"AF_INET"}
