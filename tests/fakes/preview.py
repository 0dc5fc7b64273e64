# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A preview of a saved draft over a real desk, and what tests ask of it."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtGui import QAccessible

from app.model import Account, Way
from ui.views.preview import PreviewView

POST = """Savi ei ole ikävä maalaji. Se on vain hidas.

Kuusi viikkoa luimme painumalevyjä joka tiistai, ja joka tiistai käyrä näytti samalta. Mietin jo, laskinko jotain \
väärin. Tänään se viimein taittui, ja pengerrys saa jatkua.

Työmaalla kysyttiin, eikö voisi vain jatkaa. Olisi voinut. Silloin tie olisi painunut vasta liikenteen alla. \
Mittaustapa on kuvattu täällä: https://kivijalka.example/painumalevyt

Kiitos @sari.example.com, joka kävi lukemat sateessakin. Minä olisin ehkä luovuttanut. #Pohjarakennus

Miten te selitätte tilaajalle, että odottaminen on joskus parasta suunnittelua?"""
LINK = "https://kivijalka.example/painumalevyt"
ACCOUNTS = (
    Account("in", "linkedin", "LinkedIn", Way.BY_HAND),
    Account("ma", "mastodon", "Aino Kivi", Way.DIRECT, "aino", "https://kivijalka.example"),
    Account("bs", "bluesky", "@ainokivi.example", Way.DIRECT, "ainokivi.example"),
)


class Shown:
    """A preview of a saved draft, and what tests ask of it."""

    def __init__(self, live, view, draft, qtbot):
        self.live, self.view, self.draft = live, view, draft
        self._qtbot = qtbot

    def column(self, account):
        return self.view.columns[account]

    def texts(self, account):
        return [part.text for part in self.column(account).facts.parts]

    def until(self, check):
        self._qtbot.waitUntil(lambda: bool(check()), timeout=10_000)


@pytest.fixture
def accounts(live):
    for account in ACCOUNTS:
        live.ask(lambda desk, account=account: desk.store.accounts.add(account))
    return tuple(account.id for account in ACCOUNTS)


@pytest.fixture
def preview(live, accounts, qtbot):
    """Open the preview of a text; it stays until the test ends."""
    kept = []

    def opened(text=POST, to=accounts, size=(1064, 800), photos=()):
        draft = live.ask(lambda desk: desk.drafts.new(text, to=to)).id
        for path in photos:
            live.ask(lambda desk, path=path: desk.drafts.add_photo(draft, path, "Mittauspuomi savikentällä"))
        view = PreviewView(live.bridge)
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        view.open_draft(draft)
        shown = Shown(live, view, draft, qtbot)
        kept.append(shown)
        live.settle()
        live.settle()
        if to:
            shown.until(lambda: all(one.facts.is_counted for one in view.columns.values()) and len(view.columns))
        return shown

    yield opened
    kept.clear()


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "puomi.jpg"
    Image.new("RGB", (1600, 900), (120, 160, 190)).save(path)
    return path


def accessible(widget):
    return QAccessible.queryAccessibleInterface(widget)
