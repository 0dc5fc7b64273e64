# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The window: views by name, wishes, drafts, keys, widths, closing, one window a profile, start."""

from __future__ import annotations

import sys
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.errors import Fixable, ProfileUnusable
from app.wording import t
from ui import theme
from ui.dialogs.accounts import AccountsSheet
from ui.dialogs.send import SendSheet
from ui.single import First, raise_first
from ui.start import Program, _profile_of, run
from ui.widgets.note import Note
from ui.window import actions, places

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen one, of raising and grabbing


def keep(bridge, qtbot, text):
    """Make a draft and return its id."""
    made = []
    bridge.ask(lambda desk: desk.drafts.new(text), made.append)
    qtbot.waitUntil(lambda: bool(made))
    return made[0].id


def test_views_are_made_when_first_wanted_and_shown_at_once(window):
    assert window.views.names() == ["write"]
    window.show_view("history")
    assert window.view() is window.views.get("history")
    assert window.sidebar._rows["history"].isChecked()
    assert window.show_view("nowhere") is window.views.get("write")


def test_the_last_draft_is_opened_also_when_the_window_began_elsewhere(window):
    window.views._made.clear()
    assert window.show_view("write").asked == [("latest",)]
    window.views._made.clear()
    window.open_draft("abc")
    assert ("latest",) not in window.view().asked


def test_leaving_a_view_saves_it(window):
    write = window.view()
    window.show_view("history")
    assert write.asked[-1] == ("flush",)


def test_keys_reach_views_and_frame(window, qtbot):
    write = window.view()
    for keys, asked in (("F9", ("panel",)), ("Ctrl+N", ("new", "")), ("F11", ("focus", True))):
        action = next(a for a in window.findChildren(QAction) if keys in [k.toString() for k in a.shortcuts()])
        action.trigger()
        assert write.asked[-1] == asked
    assert not window.sidebar.isVisible()
    next(a for a in window.findChildren(QAction) if a.shortcut().toString() == "Ctrl+Shift+F").trigger()
    assert window.view().asked[-1] == ("search",)


def test_no_two_actions_share_a_key_and_none_needs_a_key_that_is_hard_on_nordic_layouts():
    keys = [key for row in actions.ROWS for key in row.keys] + [place.keys for place, _ in places.PLACES]
    assert len(keys) == len(set(keys))
    assert not any(key[-1] in "\\/[]`" for key in keys)


def test_drafts_are_listed_and_the_open_one_is_marked(window, bridge, qtbot):
    draft = keep(bridge, qtbot, "Savi ei ole ikävä maalaji. Se on vain hidas.")
    qtbot.waitUntil(lambda: window.sidebar._drafts is not None and window.sidebar._drafts.model().rowCount() == 1)
    rows = window.sidebar._drafts
    index = rows.model().index(0)
    assert index.data().startswith("Savi ei ole")
    assert "tänään" in index.data(Qt.ItemDataRole.AccessibleTextRole).lower()
    rows.setCurrentIndex(index)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert ("open", draft) in window.view().asked
    assert rows.current == draft
    qtbot.waitUntil(lambda: bridge.settings["last_draft"] == draft)


def test_tab_goes_down_the_sidebar(window, bridge, qtbot):
    window.resize(1000, 700)
    keep(bridge, qtbot, "Savi ei ole ikävä maalaji.")
    qtbot.waitUntil(lambda: window.sidebar._drafts is not None and window.sidebar._drafts.isVisible())
    window.sidebar._search.setFocus()
    seen = []
    for _ in range(5):
        seen.append(window.focusWidget())
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
    rows = window.sidebar
    assert seen == [rows._search, rows.new_row, rows._rows["write"], rows._drafts, rows.gear]


def test_a_planned_post_is_listed_only_while_it_is_open(window, bridge, qtbot):
    planned, free = keep(bridge, qtbot, "Maanantaiksi savesta."), keep(bridge, qtbot, "Vielä kesken.")

    def plan(desk):
        place = desk.accounts.add_by_hand("linkedin")
        desk.schedule.plan(planned, at=desk.clock() + timedelta(days=2), accounts=(place.id,))

    def listed():
        model = window.sidebar._drafts.model()
        return {model.index(number).data() for number in range(model.rowCount())}

    bridge.ask(plan)
    qtbot.waitUntil(lambda: window.sidebar._drafts is not None and listed() == {"Vielä kesken."})
    window.draft_opened(planned)
    qtbot.waitUntil(lambda: listed() == {"Maanantaiksi savesta.", "Vielä kesken."})
    window.draft_opened(free)
    qtbot.waitUntil(lambda: listed() == {"Vielä kesken."})


def test_a_removed_draft_can_be_brought_back(window, bridge, qtbot):
    draft = keep(bridge, qtbot, "Mitä harjoittelija kysyi")
    qtbot.waitUntil(lambda: window.sidebar._drafts is not None and window.sidebar._drafts.model().rowCount() == 1)
    rows = window.sidebar._drafts
    rows.setCurrentIndex(rows.model().index(0))
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: rows.model().rowCount() == 0)
    from ui.widgets.toast import Toast

    toast = window.findChild(Toast)
    assert toast.words.text() == t("window.draft_removed")
    toast.undo_button.click()
    qtbot.waitUntil(lambda: rows.model().rowCount() == 1)
    assert ("open", draft) in window.view().asked


def test_wishes_of_a_view_are_granted(window, qtbot):
    view = window.view()
    view.toast_wanted.emit("Tallessa.", None)
    from ui.widgets.toast import Toast

    assert window.findChild(Toast).words.text() == "Tallessa."
    view.view_wanted.emit("history")
    assert window.view() is window.views.get("history")
    window.view().draft_wanted.emit("abc")
    assert window.view() is view
    assert view.asked[-1] == ("open", "abc")


def test_a_narrow_window_leaves_only_icons(window, qtbot):
    window.resize(1280, 800)
    assert window.sidebar.width() == theme.px("sidebar") + 1
    window.resize(880, 600)
    assert window.sidebar.width() == theme.px("sidebar_icons")
    assert window.minimumSize().width() == 760
    assert window.sidebar.new_row.toolTip() == t("action.new_post")


def test_f6_goes_round_the_panes(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view = window.view()
    view.field.setFocus()
    window.look.next_pane()
    assert view.other.hasFocus()
    window.look.next_pane()
    assert window.sidebar.isAncestorOf(window.focusWidget())
    window.look.previous_pane()
    assert view.other.hasFocus()


def test_alt_alone_shows_and_hides_the_menus(window, qtbot):
    if sys.platform == "darwin":
        assert window.menuBar().isVisible()
        return
    QTest.keyClick(window, Qt.Key.Key_Alt)
    assert window.menuBar().isVisible()
    texts = [a.text() for menu in window.menuBar().actions() for a in menu.menu().actions()]
    assert {t(f"action.{row.code}") for row in actions.ROWS} <= set(texts)
    QTest.keyClick(window, Qt.Key.Key_Alt)
    assert not window.menuBar().isVisible()
    QTest.keyPress(window, Qt.Key.Key_Alt)
    QTest.keyClick(window, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
    QTest.keyRelease(window, Qt.Key.Key_Alt)
    assert not window.menuBar().isVisible()


def test_a_language_picked_in_the_menu_is_kept_and_told(window, bridge, qtbot):
    menu = window._menus.gear()
    inner = next(action.menu() for action in menu.actions() if action.menu())
    swedish = next(a for a in inner.actions() if a.text() == "Svenska")
    with qtbot.waitSignal(window.language_wanted) as told:
        swedish.trigger()
    assert told.args == ["sv"]
    assert window.view().asked[-1] == ("flush",)
    qtbot.waitUntil(lambda: bridge.settings["language"] == "sv")
    menu.close()


def test_closing_saves_first_and_remembers_the_place(window, bridge, qtbot, profile):
    with qtbot.waitSignal(window.gone):
        window.close()
    assert ("flush",) in window.view().asked
    assert bridge.settings["geometry"]
    assert not window.isVisible()


def test_a_new_window_is_no_larger_than_the_screen(window):
    room = window.screen().availableSize()
    assert window.width() <= room.width()
    assert window.height() <= room.height()


def test_text_that_could_not_be_saved_keeps_the_window_open_once(window, qtbot):
    from ui.widgets.toast import Toast

    window.view().lost = True
    window.close()
    qtbot.waitUntil(lambda: window.findChild(Toast) is not None)
    assert window.isVisible()
    with qtbot.waitSignal(window.gone):
        window.close()


def test_text_size_is_kept_within_its_range(window, bridge, qtbot):
    window.look.larger()
    qtbot.waitUntil(lambda: bridge.settings["writing_size"] == 20)
    window.look.usual_size()
    qtbot.waitUntil(lambda: bridge.settings["writing_size"] == 19)


def test_the_keys_sheet_names_every_key(window, qtbot):
    window.sheets.keys()
    words = [label.text() for label in window.centralWidget().findChildren(QLabel)]
    assert t("action.panel") in words
    assert "F9" in words


# ---------------------------------------------------------------- start


def test_a_second_window_raises_the_first(qapp, profile, qtbot):
    assert not raise_first(profile)
    first = First(profile, qapp)
    with qtbot.waitSignal(first.raise_wanted):
        assert raise_first(profile)
    first.close()
    assert not raise_first(profile)


def test_a_socket_left_by_a_crash_does_not_keep_the_next_window_out(qapp, profile, qtbot):
    (profile.root / "window.socket").write_bytes(b"")
    assert not raise_first(profile)
    first = First(profile, qapp)
    with qtbot.waitSignal(first.raise_wanted):
        assert raise_first(profile)
    first.close()


@pytest.mark.parametrize("words", [["--quick"], ["--profile"], ["--profile="], ["-x"]])
def test_words_the_window_does_not_know_end_with_two(words, capsys):
    with pytest.raises(Fixable):
        _profile_of(words)
    assert run(words) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_profile_is_named_in_both_ways():
    assert _profile_of(["--profile", "a"]) == "a"
    assert _profile_of(["--profile=b"]) == "b"
    assert _profile_of([]) is None


@pytest.fixture
def program(qapp, qtbot, monkeypatch):
    before = sys.excepthook
    program = Program(qapp)
    statuses = []
    monkeypatch.setattr(program, "_app", type("App", (), {"exit": lambda self, status: statuses.append(status)})())
    program.statuses = statuses
    yield program
    sys.excepthook = before


def test_a_profile_that_cannot_be_used_is_one_sentence_and_status_four(program, qtbot):
    program._unusable(ProfileUnusable("profile.not_a_folder", path="/x"))
    note = program._note
    texts = [label.text() for label in note.findChildren(QLabel)]
    assert t("profile.not_a_folder", path="/x") in texts
    note.close_wanted.emit()
    assert program.statuses == [4]
    note.close()


def test_a_bug_is_noted_without_text_and_the_note_says_it_is_safe(program, profile, qtbot):
    program._profile = profile
    try:
        raise ValueError("salainen teksti")
    except ValueError as error:
        program.say_fault(error)
        program.say_fault(error)
    note = program._note
    assert isinstance(note, Note)
    assert t("note.fault_more") in [label.text() for label in note.findChildren(QLabel)]
    assert "ValueError" in profile.log.read_text("utf-8")
    assert "salainen" not in profile.log.read_text("utf-8")
    with qtbot.waitSignal(note.destroyed):
        note.close()
    assert program._note is None


def test_a_bug_that_comes_back_takes_the_window_away_once_only(program, profile, qtbot):
    program._profile = profile
    for number in range(3):
        try:
            raise ValueError(number)
        except ValueError as error:
            program.say_fault(error)
        if number == 0:
            note = program._note
            with qtbot.waitSignal(note.destroyed):
                note.close()
    assert program._note is None
    assert profile.log.read_text("utf-8").count("ValueError") == 3


def test_the_note_stands_in_the_middle_of_the_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(300, 200, 1000, 700)
    window.show()
    note = Note("a", "b")
    qtbot.addWidget(note)
    note.appear_over(window)
    off = note.geometry().center() - window.frameGeometry().center()
    assert abs(off.x()) <= 40
    assert abs(off.y()) <= 40


def test_after_adding_a_place_from_the_send_sheet_the_sheet_comes_again(window, bridge, qtbot):
    draft = keep(bridge, qtbot, "Savi odottaa.")
    window.sheets.publish(draft)
    first = window.findChild(SendSheet)
    qtbot.waitUntil(first.isVisible)
    first._add()
    accounts = window.findChild(AccountsSheet)
    qtbot.waitUntil(accounts.isVisible)
    with qtbot.waitSignal(accounts.closed):
        accounts.close()
    qtbot.waitUntil(lambda: any(one is not first for one in window.findChildren(SendSheet)))


def test_a_window_that_stays_in_the_tray_hides_and_quits_only_when_asked(window, qtbot):
    window.leaving.stays = lambda: True
    window.close()
    assert not window.isVisible()
    assert ("flush",) in window.view().asked
    with qtbot.waitSignal(window.gone):
        window.leaving.quit()
