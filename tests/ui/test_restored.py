# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The window tells once that a copy was opened, and sees to the day's copy."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel

from app.desk.safety import Restored
from app.store import backups
from ui.bridge import Bridge
from ui.dialogs.restored import RestoredSheet
from ui.window import Window


@pytest.fixture
def window(qtbot, profile):
    """The whole window over a profile of its own."""
    bridge = Bridge(profile)
    window = Window(bridge)
    qtbot.addWidget(window)
    with qtbot.waitSignals([window.painted, bridge.ready], timeout=20_000):
        window.show()
        bridge.start()
    yield window
    bridge.close()


def test_it_says_from_when_what_was_saved_and_where_the_file_is(qtbot, window):
    told = Restored(datetime(2026, 11, 23, 7, tzinfo=UTC), "/profile/damaged/mummo.sqlite3", 3, 2)
    sheet = RestoredSheet(window, told)
    sheet.appear()
    words = " ".join(one.text() for one in sheet.findChildren(QLabel))
    assert "/profile/damaged/mummo.sqlite3" in words
    assert ": 3." in words
    assert ": 2." in words
    with qtbot.waitSignals([sheet.show_wanted, sheet.closed]):
        sheet._show()


def test_a_minute_after_the_start_the_days_copy_is_made(qtbot, window, profile):
    assert backups.newest_first(profile) == []
    window._bridge.minute.emit()
    qtbot.waitUntil(lambda: len(backups.newest_first(profile)) == 1, timeout=10_000)


def test_the_sheet_comes_at_the_start_and_not_again(qtbot, window):
    told = []
    window._bridge.ask(
        lambda desk: desk.store.notes.put(
            "restored", '{"copied": "2026-11-23T07:00:00+00:00", "kept": "x", "saved": 0, "waiting": 0}'
        ),
        told.append,
    )
    window.safety.begin()
    qtbot.waitUntil(lambda: window.findChildren(RestoredSheet) != [], timeout=10_000)
    window.findChildren(RestoredSheet)[0].close()
    window._bridge.ask(lambda desk: desk.safety.restored(), told.append)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=10_000)
    assert told[1] is None
