# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Ctrl+Shift+Enter: the thread is cut where the caret stands, told, and undone."""

from __future__ import annotations

import pytest
from fakes.reading import opened, saved, write
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

SENTENCES = [f"Savi numero {number} on hidas, mutta se muistaa kaiken." for number in range(1, 9)]
LONG = " ".join(SENTENCES)


@pytest.fixture
def view(live, qtbot):
    return opened(live, qtbot, ("linkedin", "bluesky"))


def to_both(view, qtbot, text):
    for chip in view.destinations.chips:
        chip.setChecked(True)
    write(view, text)
    saved(view, qtbot)


def caret_to(view, offset):
    place = QTextCursor(view.paper.document())
    place.setPosition(offset)
    view.paper.setTextCursor(place)


def press(view, qtbot):
    with qtbot.waitSignal(view.toast_wanted) as told:
        QTest.keyClick(
            view.paper, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
    return told.args


def first_part(view, live):
    draft = view.current_draft()
    return live.ask(lambda desk: desk.variants.parts_for(draft, "bluesky").parts[0].words)


def test_the_thread_is_cut_where_the_caret_stands_and_undone(view, live, qtbot):
    to_both(view, qtbot, LONG)
    before = first_part(view, live)
    caret_to(view, LONG.index(SENTENCES[2]))
    words, undo = press(view, qtbot)
    assert words == "Ketju katkeaa tästä: Bluesky."
    assert first_part(view, live) == " ".join(SENTENCES[:2])
    assert view.paper.text() == LONG
    undo()
    live.settle()
    assert first_part(view, live) == before


def test_the_same_key_lets_the_text_run_on(view, live, qtbot):
    to_both(view, qtbot, LONG)
    caret_to(view, LONG.index(SENTENCES[2]))
    press(view, qtbot)
    assert press(view, qtbot)[0] == "Osat ovat taas yhdessä: Bluesky."


def test_a_text_that_goes_out_as_one_is_left_alone(view, live, qtbot):
    to_both(view, qtbot, SENTENCES[0])
    caret_to(view, 10)
    assert press(view, qtbot) == ["Ei katkaistavaa: teksti menee näihin verkkoihin yhtenä.", None]
    assert view.paper.text() == SENTENCES[0]
