# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The settings are built from their table: every one has a row with words, acts at once and can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox

from app.settings import TABLE
from app.wording import LANGUAGES, use, wording
from ui.views.settings import SettingsView
from ui.views.settings_pages import PAGES
from ui.widgets.setting_row import SettingRow
from ui.widgets.switch import Switch


@pytest.fixture
def view(live, qtbot):
    made = SettingsView(live.bridge)
    qtbot.addWidget(made)
    made.setting_wanted.connect(live.bridge.choose)
    made.resize(1060, 800)
    with qtbot.waitExposed(made):
        made.show()
    return made


def row_of(view, key):
    return next(row for row in view.findChildren(SettingRow) if row.setting.key == key)


def test_every_setting_stands_on_a_page_or_is_hidden():
    pages = {page.name for page in PAGES} | {"hidden"}
    assert [row.key for row in TABLE if row.page not in pages] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_and_choice_has_its_words(language):
    say = wording(language)
    lacking = [f"setting.{row.key}" for row in TABLE if row.page != "hidden"]
    lacking += [f"settings.page.{page.name}" for page in PAGES]
    lacking += [
        f"setting.{row.key}.{value or 'none'}"
        for row in TABLE
        for value in row.choices
        if row.page != "hidden" and isinstance(value, str)
    ]
    assert [code for code in lacking if say(code) == code] == []


def test_a_switch_acts_at_once_and_can_be_undone(view, live, qtbot):
    view.show_page("remarks")
    switch = row_of(view, "show_hats").control
    assert isinstance(switch, Switch)
    assert switch.isChecked()
    with qtbot.waitSignal(view.toast_wanted) as told:
        qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: live.bridge.settings["show_hats"] is False)
    told.args[1]()
    qtbot.waitUntil(lambda: live.bridge.settings["show_hats"] is True)
    qtbot.waitUntil(switch.isChecked)


def test_the_keyboard_reaches_every_control(view, qtbot):
    view.show_page("look")
    row = row_of(view, "theme")
    assert isinstance(row.control, QComboBox)
    assert row.control.accessibleName()
    row.control.setFocus()
    with qtbot.waitSignal(view.setting_wanted) as told:
        qtbot.keyClick(row.control, Qt.Key.Key_Down)
    assert told.args == ["theme", "light"]


def test_numbers_keep_to_their_range(view, live, qtbot):
    view.show_page("writing")
    spin = row_of(view, "writing_size").control
    assert isinstance(spin, QSpinBox)
    assert (spin.minimum(), spin.maximum()) == (15, 28)
    spin.setValue(22)
    qtbot.waitUntil(lambda: live.bridge.settings["writing_size"] == 22)


def test_words_are_kept_when_the_field_is_left(view, live, qtbot):
    view.show_page("me")
    field = row_of(view, "employer").control
    assert isinstance(field, QLineEdit)
    field.setText("  Kivijalka ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: live.bridge.settings["employer"] == "Kivijalka")


def test_the_search_leaves_what_it_finds(view, qtbot):
    use("fi")
    view.search.setText("hattu")
    qtbot.waitUntil(lambda: not view._nav["look"].isVisible())
    assert view._nav["remarks"].isVisible()
    assert row_of(view, "show_hats").isVisible()
    view.search.clear()
    qtbot.waitUntil(view._nav["look"].isVisible)


def test_a_choice_made_elsewhere_is_shown(view, live, qtbot):
    view.show_page("remarks")
    live.bridge.choose("show_hats", False)
    qtbot.waitUntil(lambda: not row_of(view, "show_hats").control.isChecked())


def test_a_page_offers_what_no_row_can_show(view, qtbot):
    view.show_page("keys")
    from ui.widgets.plain import ValueButton

    press = next(one for one in view.findChildren(ValueButton) if one.value == "keys")
    with qtbot.waitSignal(view.action_wanted) as told:
        press.click()
    assert told.args == ["keys"]
