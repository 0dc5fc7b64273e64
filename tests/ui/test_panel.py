# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Mummo's panel by itself: which remarks have a row."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from app.model import Finding, Hats, Level, Remark
from app.wording import use
from ui import theme
from ui.widgets.cards import RemarkRow
from ui.widgets.panel import MOST, MummoPanel
from ui.widgets.voice import Noted


@pytest.fixture
def panel(qapp, qtbot):
    use("fi")
    theme.apply(qapp, dark=False)
    panel = MummoPanel()
    qtbot.addWidget(panel)
    panel.resize(312, 700)
    panel.show()
    qtbot.waitExposed(panel)
    yield panel
    use("en")


def noted(number, level=Level.EYEBROW):
    words = f"sana{number}"
    return Noted(words, Remark(Finding("harsh", "harsh", level, number, number + 5, words, "sana"), "Miksi.", "Entä."))


def rows(panel):
    return {row.key for row in panel.stops() if isinstance(row, RemarkRow)}


def test_of_hundreds_of_remarks_the_open_one_and_those_around_it_have_a_row(panel):
    panel.show_remarks(tuple(noted(number) for number in range(100)), Hats(), "d1")
    assert len(rows(panel)) == MOST - 1
    assert "Ja 70 muuta kohtaa. F8 vie seuraavaan." in {one.text() for one in panel.findChildren(QLabel)}
    panel.open("sana80")
    assert panel.card.key == "sana80"
    assert {"sana79", "sana81"} <= rows(panel)
    assert "sana0" not in rows(panel)


def test_a_few_remarks_all_have_a_row(panel):
    panel.show_remarks((noted(1, Level.NUDGE), noted(2, Level.STARTLED), noted(3)), Hats(), "d1")
    assert panel.card.key == "sana2"
    assert rows(panel) == {"sana1", "sana3"}
