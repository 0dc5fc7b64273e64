# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Own times, quiet hours and the background sender are changed in the settings, each at once and undone."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QComboBox, QTimeEdit, QToolButton

from app.errors import Fixable
from app.wording import use
from ui.widgets.plain import ValueButton
from ui.widgets.rhythm_page import RhythmPage


@pytest.fixture
def page(live, qtbot):
    made = RhythmPage(live.bridge)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made._known is not None)
    return made


def own(live):
    return tuple((one.day, one.at) for one in live.ask(lambda desk: desk.schedule.own_times()))


def test_an_own_time_is_added_changed_removed_and_undone(page, live, qtbot):
    assert own(live) == ((1, time(9)), (3, time(9)))
    next(one for one in page.findChildren(ValueButton)).click()
    qtbot.waitUntil(lambda: own(live) == ((1, time(9)), (2, time(9)), (3, time(9))))
    qtbot.waitUntil(lambda: len(page.findChildren(QComboBox)) == 3)
    clock = next(one for one in page.findChildren(QTimeEdit) if one not in page.quiet)
    clock.setTime(QTime(8, 15))
    with qtbot.waitSignal(live.bridge.toast_wanted) as told:
        clock.editingFinished.emit()
    qtbot.waitUntil(lambda: (1, time(8, 15)) in own(live))
    told.args[1]()
    qtbot.waitUntil(lambda: (1, time(9)) in own(live))
    qtbot.waitUntil(lambda: page._known.own == own(live))
    page.findChildren(QToolButton)[0].click()
    qtbot.waitUntil(lambda: len(own(live)) == 2)


@pytest.mark.parametrize(
    ("language", "day", "away"),
    [
        ("fi", "Tiistai", "Poista Tiistai 9.00"),
        ("sv", "Tisdag", "Ta bort Tisdag 9.00"),
        ("en", "Tuesday", "Remove Tuesday 9:00"),
    ],
)
def test_a_day_of_the_week_is_any_such_day_not_the_last_one(live, qtbot, language, day, away):
    use(language)
    made = RhythmPage(live.bridge)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made._known is not None)
    assert made.findChildren(QComboBox)[0].currentText() == day
    assert made.findChildren(QToolButton)[0].accessibleName() == away


def test_quiet_hours_are_kept(page, live, qtbot):
    page.quiet[0].setTime(QTime(20, 30))
    page.quiet[0].editingFinished.emit()
    qtbot.waitUntil(lambda: live.bridge.settings["quiet_from"] == "20:30")
    assert live.ask(lambda desk: desk.schedule.rhythm().quiet_from) == time(20, 30)


def test_a_system_without_a_manager_says_so_and_the_switch_goes_back(page, live, qtbot, monkeypatch):
    class Nobody:
        def on(self, command):
            raise Fixable("agent.no_manager", reason="systemctl")

        def is_on(self):
            return False

    monkeypatch.setattr("app.desk.at_sign_in.here", Nobody)
    page.agent.click()
    qtbot.waitUntil(page.said.isVisible)
    assert "systemctl" in page.said.text()
    qtbot.waitUntil(lambda: not page.agent.isChecked())
    assert page.agent.isEnabled()


def test_the_background_sender_is_switched_on(page, live, qtbot, monkeypatch):
    switched = []

    class Manager:
        def on(self, command):
            switched.append(command)

        def is_on(self):
            return bool(switched)

    monkeypatch.setattr("app.desk.at_sign_in.here", Manager)
    page.agent.click()
    qtbot.waitUntil(lambda: bool(switched))
    assert "agent" in switched[0]
    live.settle()
    assert page.agent.isChecked()
    assert not page.said.isVisible()
