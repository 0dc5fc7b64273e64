# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Ctrl+F on the paper: places are counted and stepped through, the text stays as it is."""

from __future__ import annotations

import pytest
from fakes.reading import opened, write
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

TEXT = "😀 Savi on hidas.\nSaven painuma ei ole savesta kiinni, vaan kuormasta. SAVI!"


@pytest.fixture
def view(live, qtbot):
    view = opened(live, qtbot)
    write(view, TEXT)
    view.paper.select(0, 0)
    return view


def look_for(view, words):
    QTest.keyClick(view.paper, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    view.find_line.field.setText(words)


def test_places_are_counted_and_stepped_through(view):
    look_for(view, "savi")
    assert view.find_line.isVisible()
    assert view.find_line.count.text() == "1/2"
    assert view.paper.textCursor().selectedText() == "Savi"
    QTest.keyClick(view.find_line.field, Qt.Key.Key_Return)
    assert (view.find_line.count.text(), view.paper.textCursor().selectedText()) == ("2/2", "SAVI")
    QTest.keyClick(view.find_line.field, Qt.Key.Key_Return)
    assert view.find_line.count.text() == "1/2"
    QTest.keyClick(view.find_line.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.find_line.count.text() == "2/2"
    assert view.paper.text() == TEXT


def test_what_is_not_there_is_told(view):
    look_for(view, "hiekka")
    assert view.find_line.count.text() == "Ei löytynyt"
    assert not view.find_line.next.isEnabled()
    look_for(view, "")
    assert view.find_line.count.text() == ""


def test_escape_leaves_the_caret_there_and_no_mark(view):
    look_for(view, "painuma")
    QTest.keyClick(view.find_line.field, Qt.Key.Key_Escape)
    assert not view.find_line.isVisible()
    assert view.paper.textCursor().selectedText() == "painuma"
    assert view.paper.words(f"find/{TEXT.index('painuma')}") is None


def test_writing_on_counts_anew(view, qtbot):
    look_for(view, "savi")
    view.paper.select(len(TEXT), len(TEXT))
    with qtbot.waitSignal(view.paper.settled):
        write(view, " savi")
    assert view.find_line.count.text() == "1/3"


def test_selected_words_are_looked_for(view):
    view.paper.select(TEXT.index("hidas"), TEXT.index("hidas") + 5)
    QTest.keyClick(view.paper, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert (view.find_line.field.text(), view.find_line.count.text()) == ("hidas", "1/1")
