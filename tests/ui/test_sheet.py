# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The sheet: what lies below keeps its document and gets the focus back; keys stay in; the size follows."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout

from ui.widgets.plain import button, label
from ui.widgets.sheet import Place, Sheet


@pytest.fixture
def paper(host):
    paper = QPlainTextEdit(host)
    QVBoxLayout(host).addWidget(paper)
    paper.setPlainText("Teksti paperilla")
    host.activateWindow()
    paper.setFocus()
    return paper


def filled(host, place=Place.CENTRE):
    sheet = Sheet(host, "Otsikko", place)
    for _ in range(3):
        sheet.body.addWidget(QLineEdit(sheet))
    sheet.add_button(button("Peru", parent=sheet))
    sheet.appear()
    return sheet


def test_what_lies_below_keeps_its_document_after_tabbing_through_a_sheet(host, live, paper, qtbot):
    """PySide 6.11: nextInFocusChain and previousInFocusChain would make the paper a child of the sheet's wrapper."""
    document = paper.document()
    sheet = filled(host)
    for _ in range(10):
        qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Tab)
    with qtbot.waitSignal(sheet.destroyed):
        sheet.close()
    assert shiboken6.isValid(paper)
    assert shiboken6.isValid(document)
    assert document.toPlainText() == "Teksti paperilla"


def test_the_focus_goes_in_round_and_back(host, live, paper, qtbot):
    qtbot.waitUntil(paper.hasFocus)
    sheet = filled(host)
    fields = sheet.findChildren(QLineEdit)
    assert fields[0].hasFocus()
    qtbot.keyClick(fields[0], Qt.Key.Key_Tab)
    assert fields[1].hasFocus()
    qtbot.keyClick(fields[1], Qt.Key.Key_Backtab)
    qtbot.keyClick(fields[0], Qt.Key.Key_Backtab)
    assert sheet.isAncestorOf(host.window().focusWidget())
    sheet.close()
    assert paper.hasFocus()


def test_keys_of_the_window_do_nothing_while_a_sheet_is_open(host, live, paper, qtbot):
    pressed = []
    shortcut = QShortcut(QKeySequence("Ctrl+N"), host)
    shortcut.activated.connect(lambda: pressed.append(1))
    sheet = filled(host)
    qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []
    sheet.close()
    qtbot.keyClick(paper, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [1]


def test_the_card_fits_its_contents_and_the_window(host, live, qtbot):
    sheet = Sheet(host, "Otsikko", width=400)
    sheet.body.addWidget(label("Lyhyt", wrap=True, parent=sheet))
    sheet.appear()
    low = sheet.card.height()
    for _ in range(60):
        sheet.body.addWidget(label("Rivi", parent=sheet))
    qtbot.waitUntil(lambda: low < sheet.card.height() <= host.height())
    host.resize(500, 300)
    assert sheet.size() == host.size()
    assert sheet.rect().contains(sheet.card.geometry())


def test_a_side_sheet_stands_at_the_right_edge(host, live):
    sheet = filled(host, Place.SIDE)
    assert sheet.card.geometry().right() == sheet.rect().right()
    assert sheet.card.height() == sheet.height()


def test_pressing_beside_the_card_closes(host, live, qtbot):
    sheet = filled(host)
    with qtbot.waitSignal(sheet.closed):
        qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
