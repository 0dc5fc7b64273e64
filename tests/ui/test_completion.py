# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Completing @people and #hashtags on the paper: shown when the hands rest, taken by key or click, never in the way."""

from __future__ import annotations

import pytest
from fakes.reading import FakeReading, saved
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.editor import Paper
from ui.views.write import WriteView
from ui.widgets.completion import started


def fill(desk):
    """An address book of two, and a history with a tag."""
    bluesky = desk.accounts.add_by_hand("bluesky")
    desk.accounts.add_by_hand("mastodon")
    desk.people.add("Sari Savinen", {"bluesky": "sari.example", "mastodon": "sari@example.social"})
    desk.people.add("Sanna", {"bluesky": "sanna.example"})
    for text in ("#SaviTutkimus on hidasta.", "#SaviTutkimus jatkuu @sanna.example"):
        (queued,) = desk.sending.queue(desk.drafts.new(text).id, (bluesky.id,))
        desk.sending.send_due()
        desk.sending.confirm(queued.id)


@pytest.fixture
def view(live, qtbot):
    live.ask(fill)
    live.ask(lambda desk: setattr(desk, "reading", FakeReading(desk)))
    view = WriteView(live.bridge)
    qtbot.addWidget(view)
    view.resize(1064, 800)
    view.show()
    view.activateWindow()
    qtbot.waitExposed(view)
    view.furnish()
    qtbot.waitUntil(lambda: len(view.destinations.chips) == 2)
    view.paper.setFocus()
    qtbot.waitUntil(view.paper.hasFocus)
    return view


def type_words(view, words):
    QTest.keyClicks(view.paper, words)


def shown(view, qtbot):
    qtbot.waitUntil(view.completing.list.isVisible, timeout=5000)
    return [row.suggestion.words for row in view.completing.list.rows]


def settled(view, qtbot, live):
    with qtbot.waitSignal(view.paper.settled):
        pass
    live.settle()
    QApplication.processEvents()


def test_people_are_offered_most_used_first_and_enter_takes(view, live, qtbot):
    type_words(view, "Kiitos @sa")
    assert shown(view, qtbot) == ["@sanna.example", "@sari.example"]
    qtbot.keyClick(view.paper, Qt.Key.Key_Down)
    qtbot.keyClick(view.paper, Qt.Key.Key_Return)
    assert view.paper.text() == "Kiitos @sari.example"
    assert not view.completing.list.isVisible()
    view.paper.undo()
    assert view.paper.text() == "Kiitos @sa"
    view.paper.redo()
    type_words(view, "!")
    draft = saved(view, qtbot)
    live.settle()
    assert live.ask(lambda desk: desk.variants.text_for(draft, "mastodon")) == "Kiitos @sari@example.social!"


def test_typing_goes_on_and_narrows(view, live, qtbot):
    type_words(view, "@sa")
    assert len(shown(view, qtbot)) == 2
    type_words(view, "r")
    qtbot.waitUntil(lambda: len(view.completing.list.rows) == 1)
    assert view.paper.text() == "@sar"
    type_words(view, "xyz")
    qtbot.waitUntil(lambda: not view.completing.list.isVisible())
    assert view.paper.text() == "@sarxyz"


def test_hashtags_come_with_capitals_and_tab_takes(view, qtbot):
    type_words(view, "Uutta: #savi")
    assert shown(view, qtbot) == ["#SaviTutkimus"]
    qtbot.keyClick(view.paper, Qt.Key.Key_Tab)
    assert view.paper.text() == "Uutta: #SaviTutkimus"
    assert view.paper.hasFocus()


def test_a_click_takes(view, qtbot):
    type_words(view, "@sa")
    shown(view, qtbot)
    qtbot.mouseClick(view.completing.list.rows[1], Qt.MouseButton.LeftButton)
    assert view.paper.text() == "@sari.example"


def test_escape_closes_it_for_this_word_only(view, live, qtbot):
    type_words(view, "@sa")
    shown(view, qtbot)
    qtbot.keyClick(view.paper, Qt.Key.Key_Escape)
    assert not view.completing.list.isVisible()
    type_words(view, "r")
    settled(view, qtbot, live)
    assert not view.completing.list.isVisible()
    type_words(view, " @sa")
    shown(view, qtbot)


@pytest.mark.parametrize("words", ["sari@sa", "Kiitos @", "#", "https://example.com/#sa", "@sari savinen", "a#sa"])
def test_nothing_is_offered_where_nothing_began(view, live, qtbot, words):
    type_words(view, words)
    settled(view, qtbot, live)
    assert not view.completing.list.isVisible()


def test_it_goes_when_the_caret_or_the_focus_does(view, qtbot):
    for leave in (lambda: qtbot.keyClick(view.paper, Qt.Key.Key_Home), view.destinations.plus.setFocus):
        view.paper.open("")
        view.paper.setFocus()
        type_words(view, "Hei @sa")
        shown(view, qtbot)
        leave()
        assert not view.completing.list.isVisible()


def test_it_stays_inside_the_view_and_is_spoken(view, qtbot):
    view.paper.open("\n" * 60)
    place = view.paper.textCursor()
    place.movePosition(place.MoveOperation.End)
    view.paper.setTextCursor(place)
    type_words(view, "@sari")
    shown(view, qtbot)
    assert view.work.rect().contains(view.completing.list.geometry())
    row = view.completing.list.rows[0]
    assert row.accessibleName() == "@sari.example, Sari Savinen, Bluesky · Mastodon"
    assert view.completing.list.accessibleName() == "Ehdotukset"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("savi " * 12_000 + "@sa", "@sa"), ("savi " * 12_000, None), ("#" + "a@" * 300, None), ("rivi\n#savi", "#savi")],
)
def test_a_long_paragraph_is_not_read_through(qtbot, text, expected):
    paper = Paper()
    qtbot.addWidget(paper)
    paper.open(text, len(text))
    found = started(paper)
    assert (found and found.words) == expected
    assert found is None or found.start == len(text) - len(expected)


def test_a_handle_that_is_typed_whole_is_not_offered_again(view, live, qtbot):
    type_words(view, "@sari.example")
    settled(view, qtbot, live)
    assert not view.completing.list.isVisible()
