# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The settings' page of accounts on a real desk, a browser that obeys, and networks on this machine to sign in to."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest
from fakes.authority import Visitor
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QLabel

from app import networks
from ui.widgets.account_facts import Wish, begun
from ui.widgets.account_page import AccountsPage

SECRET = "canary-secret-of-the-program"


class Browser(QObject):
    """Stands for the writer's browser: goes where the window opens it, says yes, or does nothing (`idle`)."""

    def __init__(self):
        super().__init__()
        self.visitor, self.opened, self.idle = Visitor(), [], False

    @Slot(QUrl)
    def take(self, url):
        self.opened.append(url.toString())
        if not self.idle:
            self.visitor(url.toString())

    def refuse(self):
        """Come back from the page that was opened with a no."""
        from urllib.parse import parse_qsl, urlsplit

        wish = dict(parse_qsl(urlsplit(self.opened[-1]).query))
        self.visitor(f"{wish['redirect_uri']}?error=access_denied&state={wish['state']}")


@pytest.fixture
def browser(qapp):
    made = Browser()
    for scheme in ("http", "https"):
        QDesktopServices.setUrlHandler(scheme, made, "take")
    yield made
    for scheme in ("http", "https"):
        QDesktopServices.unsetUrlHandler(scheme)
    made.visitor.rest()


@pytest.fixture
def page(live, qtbot, browser):
    begun.clear()
    made = AccountsPage(live.bridge)
    qtbot.addWidget(made)
    made.resize(850, 760)
    made.show()
    live.settle()
    yield made
    made.close()
    live.settle()
    begun.clear()


@pytest.fixture
def at(live, monkeypatch):
    """Let a network's sign-in go to a stub on this machine, with a key of the program and a port nobody else has."""
    accounts = live.ask(lambda desk: desk.accounts)
    keys = {"linkedin": ("client-id", SECRET), "x": ("client-id", ""), "facebook": ("4711", "app-secret")}

    moved = tuple(map(elsewhere, networks.networks()))
    monkeypatch.setattr(networks, "load", lambda _folder: moved)

    def connect(network, stub):
        for name in ("sign_in", "sign_in_again"):
            real = getattr(accounts, name)

            def there(whom, answers, *more, _real=real):
                return _real(whom, {**answers, "server": stub.url}, *more)

            monkeypatch.setattr(accounts, name, there)
        if network in keys:
            live.ask(lambda desk: desk.accounts.keys.set(network, *keys[network]))

    return connect


def elsewhere(network):
    """The network with a free port instead of the one its own pages are told: another test may be listening there."""
    if not network.reach.port:
        return network
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return replace(network, reach=replace(network.reach, port=probe.getsockname()[1]))


def accounts_of(live):
    return live.ask(lambda desk: desk.accounts.all())


def add(live, account):
    live.ask(lambda desk: desk.store.accounts.add(account))
    live.ask(lambda desk: desk.announce("accounts", account.id))
    live.settle()


def row_of(page, network):
    return next(row for row in page.list.rows if row.place.look.id == network)


def open_at(page, live, network, wish=Wish.LOOK):
    page.list.refresh()
    live.settle()
    row_of(page, network).wished.emit(network, wish)
    return page.side.page


def words(widget):
    return [one.text() for one in widget.findChildren(QLabel) if one.text() and one.isVisibleTo(widget)]


def press(widget, name):
    found = [one for one in widget.findChildren(QAbstractButton) if one.accessibleName() == name]
    found = [one for one in found if one.isVisibleTo(widget)]
    assert len(found) == 1, (name, [one.accessibleName() for one in widget.findChildren(QAbstractButton)])
    found[0].click()


@pytest.fixture
def clock_now(live):
    return live.ask(lambda desk: desk.clock())
