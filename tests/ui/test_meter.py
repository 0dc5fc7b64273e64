# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The hats meter: where the border stands, what it says, and that nobody can move it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

from app.model import Evidence, Hat, Hats
from app.wording import use
from ui import theme
from ui.widgets.meter import HatsMeter, caption, evidence_words, share_of_me

BOTH = Hats(
    0.66,
    0.34,
    (
        Evidence(0, 6, Hat.ME, "mietin"),
        Evidence(8, 12, Hat.ME, "minä"),
        Evidence(14, 18, Hat.ME, "minä"),
        Evidence(20, 29, Hat.WORK, "tilaajalle"),
    ),
)


@pytest.fixture(autouse=True)
def finnish(qapp):
    use("fi")
    theme.apply(qapp, dark=False)
    yield
    use("en")


@pytest.fixture
def meter(qtbot):
    meter = HatsMeter()
    qtbot.addWidget(meter)
    meter.setGeometry(300, 300, 272, 200)
    meter.show()
    qtbot.waitExposed(meter)
    return meter


@pytest.mark.parametrize(
    ("me", "work", "words"),
    [
        (0.9, 0.1, "Enimmäkseen sinä, ripaus työtä."),
        (0.6, 0.4, "Molemmat hatut päässä. Se olet sinä."),
        (0.2, 0.6, "Enemmän työhattua tällä kertaa. Kumpikin käy."),
        (None, None, "Liian vähän sanoja arvattavaksi."),
    ],
)
def test_the_caption_says_who_talks(me, work, words):
    assert caption(share_of_me(Hats(me, work))) == words


def test_each_word_is_named_once():
    assert evidence_words(BOTH, Hat.ME) == ("mietin", "minä")


def test_the_slider_tells_its_value_and_words(meter):
    meter.set_hats(BOTH)
    heard = QAccessible.queryAccessibleInterface(meter.bar)
    assert heard.role() == QAccessible.Role.Slider
    assert heard.text(QAccessible.Text.Name) == "Kumpi hattu puhuu?"
    assert heard.text(QAccessible.Text.Description) == (
        "Molemmat hatut päässä. Se olet sinä. Sanat: mietin, minä, tilaajalle"
    )
    assert meter.bar.value() == 66


def test_nobody_can_move_it(meter, qtbot):
    meter.set_hats(BOTH)
    qtbot.mouseClick(meter.bar, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    qtbot.keyClick(meter.bar, Qt.Key.Key_Left)
    assert meter.bar.value() == 66


def test_the_words_show_when_calm_or_looked_at(meter, qtbot):
    meter.set_hats(BOTH)
    meter.bar.clearFocus()
    assert not meter.words_shown()
    with qtbot.waitSignal(meter.evidence_shown, check_params_cb=lambda shown: shown):
        meter.info.setChecked(True)
    assert meter.words_shown()
    meter.info.setChecked(False)
    assert not meter.words_shown()
    meter.set_calm(True)
    assert meter.words_shown()
    words = [label.text() for label in meter.words.findChildren(QLabel) if not label.isHidden()]
    assert words == ["mietin", "minä", "tilaajalle"]


def test_too_little_evidence_shows_no_words(meter):
    meter.set_calm(True)
    meter.set_hats(Hats(None, None, BOTH.evidence[:1]))
    assert not meter.words_shown()


def test_both_hats_are_painted_in_their_colours(meter):
    meter.set_hats(BOTH)
    image = meter.bar.grab().toImage()
    middle = image.height() // 2
    assert image.pixelColor(20, middle).name() == theme.color("me").name()
    assert image.pixelColor(image.width() - 20, middle).name() == theme.color("work").name()
