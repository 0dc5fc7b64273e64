# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The real window over a profile of its own, for journeys through it; a fault on any lane fails the test."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.wording import use
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.window import Window


@pytest.fixture
def window(qapp, profile, qtbot):
    use("fi")
    theme.load_fonts()
    theme.apply(qapp, dark=False)
    bridge = Bridge(profile)
    crashes = []
    bridge.crashed.connect(crashes.append)
    window = Window(bridge)
    qtbot.addWidget(window)
    with qtbot.waitSignals([window.painted, bridge.ready], timeout=20_000):
        window.show()
        bridge.start()
    window.activateWindow()
    yield window
    settle(window, qtbot)
    bridge.close()
    use("en")
    assert crashes == []


def ask(window, qtbot, work, lane=Lane.STORE):
    answers = []
    window._bridge.ask(work, answers.append, answers.append, lane)
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    return answers[0]


def settle(window, qtbot):
    for lane in Lane:
        ask(window, qtbot, lambda desk: True, lane)
    QApplication.processEvents()
