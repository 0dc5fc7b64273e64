# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A real desk behind a real bridge for the window's tests, and a look at whether a closed dialog is really gone."""

from __future__ import annotations

import gc
import weakref
from functools import partial

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from app.wording import use
from tests.ui.frame import FakeView
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.sidebar import Place
from ui.window import Window


@pytest.fixture(autouse=True)
def spoken():
    """The window's tests are written in Finnish."""
    use("fi")


class Live:
    """A bridge with an open desk; `ask` waits for the answer."""

    def __init__(self, bridge, qtbot):
        self.bridge = bridge
        self._qtbot = qtbot

    def ask(self, work, lane=Lane.STORE):
        answers = []
        self.bridge.ask(work, answers.append, lambda error: answers.append(error), lane)
        self._qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
        return answers[0]

    def settle(self):
        """Wait until every lane has answered what was asked so far."""
        for lane in Lane:
            self.ask(lambda desk: True, lane)
        QApplication.processEvents()


@pytest.fixture
def live(qapp, profile, qtbot):
    use("fi")
    theme.load_fonts()
    theme.apply(qapp, dark=False)
    bridge = Bridge(profile)
    with qtbot.waitSignal(bridge.ready, timeout=20_000):
        bridge.start()
    crashes = []
    bridge.crashed.connect(crashes.append)
    live = Live(bridge, qtbot)
    yield live
    live.settle()
    bridge.close()
    assert crashes == []


@pytest.fixture
def host(qtbot):
    """A window's middle to put sheets over."""
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1000, 700)
    host.show()
    return host


def is_gone(widget):
    return not shiboken6.isValid(widget)


@pytest.fixture
def freed(live, qtbot):
    """Call it with a list of one dialog: it is closed; did Qt and Python let go of it without the collector?"""

    def check(held):
        live.settle()
        gc.collect()
        gc.disable()
        try:
            widget = held.pop()
            there = weakref.ref(widget)
            widget.close()
            qtbot.waitUntil(partial(is_gone, widget))
            del widget
            return there() is None
        finally:
            gc.enable()

    return check


@pytest.fixture
def bridge(qapp, profile, qtbot):
    use("fi")
    theme.load_fonts()
    theme.apply(qapp, dark=False)
    bridge = Bridge(profile)
    yield bridge
    bridge.close()
    use("en")


@pytest.fixture
def window(bridge, qtbot, monkeypatch):
    made = (
        (Place("write", "feather", "Ctrl+1"), FakeView),
        (Place("history", "history", "Ctrl+4"), FakeView),
    )
    for room in ("ui.window", "ui.window.frame", "ui.window.stack"):
        monkeypatch.setattr(f"{room}.PLACES", made)
    window = Window(bridge)
    qtbot.addWidget(window, before_close_func=lambda window: setattr(window.leaving, "_closing", True))
    with qtbot.waitSignal(window.painted):
        window.show()
    with qtbot.waitSignal(bridge.ready, timeout=20_000):
        bridge.start()
    qtbot.waitUntil(lambda: ("latest",) in window.view().asked)
    qtbot.waitUntil(lambda: window._menus is not None)
    return window
