# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""From the settings with a real keyring daemon: a key by the wizard, a link in the browser, gone in a new process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fakes.linkedin import LinkedInStub
from journeys.servers import demand_programs
from journeys.test_keyring import Session, files_that_hold

SECRET = "canary-secret-of-the-program"
TESTS = Path(__file__).parents[1]

BEGIN = f"""
import json, sys, threading
sys.path.insert(0, {str(TESTS)!r})
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QAbstractButton
from fakes.authority import Visitor
from app.desk.keys import KeyDesk
from app.paths import open_profile
from app.wording import use
from ui import theme
from ui.bridge import Bridge
from ui.widgets.account_facts import Wish
from ui.widgets.account_page import AccountsPage

class Browser(QObject):
    visitor = Visitor()

    @Slot(QUrl)
    def take(self, url):
        self.visitor(url.toString())

def until(true):
    for _ in range(1500):  # QTest.qWait would keep Python's lock, and the lanes would stand still
        app.processEvents()
        threading.Event().wait(0.02)
        if true():
            return
    raise SystemExit(f"never: {{true.__code__.co_firstlineno}}")

app = QApplication([])
copied = []
app.clipboard().dataChanged.connect(lambda: copied.append(app.clipboard().text()))
use("fi")
theme.load_fonts()
theme.apply(app, dark=False)
browser = Browser()
QDesktopServices.setUrlHandler("http", browser, "take")
bridge = Bridge(open_profile())
bridge.start()
until(lambda: bridge.is_ready)
page = AccountsPage(bridge)
page.show()
until(lambda: len(page.list.rows) == 8)

def row(network):
    return next(one for one in page.list.rows if one.place.look.id == network)

def held():
    # all that the clipboard and the selection hold, in every format, and every change there was
    board = app.clipboard()
    data = [board.mimeData(mode) for mode in (board.Mode.Clipboard, board.Mode.Selection)]
    now = ["".join(bytes(one.data(kind)).decode("latin-1") for kind in one.formats()) for one in data if one]
    return copied + now

def press(name):
    next(one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name).click()
"""

LINK = """
KeyDesk.try_out = lambda self, network: self.of(network).secret == SECRET  # LinkedIn's own door is not on this machine
desk = bridge._desk.accounts
real = desk.sign_in
desk.sign_in = lambda network, answers, *more: real(network, {**answers, "server": SERVER}, *more)
row("linkedin").click()
wizard = page.side.page
wizard.id.setText("client-id")
wizard.secret.setText(SECRET)
wizard.keep()
until(lambda: wizard._has_key)
wizard.go.click()
until(lambda: page.side.page is not wizard)
page.side.page.link()
until(lambda: page.list.places[0].linked)
app.clipboard().setText("put there by hand")
print(json.dumps([page.side.page.notice.words.text(), row("linkedin").accessibleName(), desk.keys.source("linkedin")]))
print(json.dumps(held()))
bridge.close()
"""

REMOVE = """
until(lambda: page.list.keys.get("linkedin") == "own")
row("linkedin").click()
page.side.removals.undo_over.setInterval(1)
press("Poista Sari Savi")
until(lambda: not page.list.places[0].linked)
row("linkedin").wished.emit("linkedin", Wish.KEY)
press("Poista avain")
until(lambda: page.list.keys.get("linkedin") == "")
print(json.dumps(row("linkedin").accessibleName()))
bridge.close()
"""


@pytest.fixture
def folder(tmp_path):
    demand_programs("dbus-run-session", "gnome-keyring-daemon", "bash")
    return tmp_path / "login"


def test_the_key_and_the_permission_live_in_the_keyring_and_leave_it(folder, profile_folder):
    with LinkedInStub() as stub:
        with Session(folder, profile_folder) as session:
            code = f"{BEGIN}\nSECRET, SERVER = {SECRET!r}, {stub.url!r}\n{LINK}"
            said, clipboard = session.python(code).splitlines()
            hello, row, source = json.loads(said)
            assert hello == "Hei, Sari Savi. Nyt onnistuu suoraan."
            assert row == "LinkedIn, Sari Savi, Liitetty"
            assert source == "own"
            assert "put there by hand" in json.loads(clipboard), "the look at the clipboard sees what is there"
            assert not any(secret in clipboard for secret in (SECRET, "token-1", "the-code"))
        assert files_that_hold(profile_folder, SECRET, "token-1") == []
        assert files_that_hold(folder, SECRET, "token-1") == [], "the daemon's own file is encrypted"
        with Session(folder, profile_folder) as later:
            account = later.mummo("accounts", "list")[1]["accounts"][0]["id"]
            assert json.loads(later.python(BEGIN + REMOVE)).startswith("LinkedIn, Suoraan avaimella")
            for place in (account, "app:linkedin"):
                assert later.python(f"import keyring; print(keyring.get_password('Mummo', {place!r}))") == "None"
    assert stub.texts() == []
