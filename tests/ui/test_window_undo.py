# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The window's frame: the undo keys outside a text, the count beside the calendar, Alt held for something else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.wording import t
from ui.widgets.nav_row import NavRow
from ui.widgets.sidebar import Place, Sidebar
from ui.widgets.toast import Toast

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen one, of raising and grabbing


def _planned(desk):
    return desk.schedule.plan(desk.drafts.new("Savesta").id, accounts=(desk.accounts.sign_in("practice", {}).id,))


def test_the_undo_keys_take_back_what_the_last_toasts_told_of(window, qtbot):
    view, undone = window.view(), []
    view.toast_wanted.emit("Yksi.", lambda: undone.append(1))
    view.toast_wanted.emit("Kaksi.", lambda: undone.append(2))
    window.sidebar.new_row.setFocus()
    QTest.keyClick(window.sidebar.new_row, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [2]
    qtbot.waitUntil(lambda: window.findChild(Toast) is None)
    QTest.keyClick(window.sidebar.new_row, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [2, 1]
    assert window.findChild(Toast).words.text() == t("toast.undone", what="Yksi.")
    QTest.keyClick(window.sidebar.new_row, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [2, 1]


def test_the_undo_keys_belong_to_a_field_that_is_written_in_and_to_the_view_in_front(window, qtbot):
    undone = []
    window.view().toast_wanted.emit("Yksi.", lambda: undone.append(1))
    field = window.view().field
    field.setFocus()
    QTest.keyClicks(field, "savi")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), undone) == ("", [])
    window.draft_opened("")
    window.findChild(Toast).close()
    qtbot.waitUntil(lambda: window.findChild(Toast) is None)
    QTest.keyClick(window.sidebar.new_row, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == []


def test_what_is_planned_is_counted_beside_the_calendar(bridge, qtbot, window):
    row = Sidebar([Place("calendar", "calendar", "Ctrl+3")])
    qtbot.addWidget(row)
    window._rows._sidebar = row
    bridge.ask(_planned)
    calendar = row.findChildren(NavRow)[1]
    qtbot.waitUntil(lambda: calendar.accessibleName() == t("sidebar.planned", n=1))
    row.set_planned(0)
    assert calendar.accessibleName() == t("view.calendar")


def test_alt_held_for_something_else_shows_no_menus(window, qtbot):
    handle, alt = window.windowHandle(), Qt.KeyboardModifier.AltModifier
    QTest.keyPress(handle, Qt.Key.Key_Alt)
    QTest.keyClick(handle, Qt.Key.Key_Down, alt)  # the calendar's cards take it: the window never sees it
    window._menus._alone = True  # as if it had not been seen
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, alt, window.rect().center())
    QTest.keyRelease(handle, Qt.Key.Key_Alt)
    assert window._menus._bar is None
    QTest.keyClick(handle, Qt.Key.Key_Alt)
    assert window._menus._bar.isVisible()
    window._menus.toggle_bar()
