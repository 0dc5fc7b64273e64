# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The hats meter: where the border stands, what it says, and that nobody can move it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import QApplication

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


def test_the_english_i_is_written_large():
    assert evidence_words(Hats(0.9, 0.1, (Evidence(0, 1, Hat.ME, "i"), Evidence(2, 7, Hat.ME, "think"))), Hat.ME) == (
        "I",
        "think",
    )


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
    assert [chip.text() for chip in meter.chips] == ["mietin", "minä", "tilaajalle"]


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


@pytest.fixture
def chip(meter):
    meter.set_calm(True)
    meter.set_hats(BOTH)
    return meter.chips[2]


def test_a_chip_tells_its_hat_and_what_it_offers(chip):
    heard = QAccessible.queryAccessibleInterface(chip)
    assert heard.text(QAccessible.Text.Name) == "tilaajalle: Työ-minä"
    assert heard.text(QAccessible.Text.Description) == "Tämä ei kuulu tähän"


offscreen_menus = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")


@offscreen_menus
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, None])
def test_a_word_is_said_not_to_belong_there(meter, chip, qtbot, key):
    if key is None:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    else:
        chip.setFocus()
        qtbot.keyClick(chip, key)
    qtbot.waitUntil(chip.offer.isVisible)
    with qtbot.waitSignal(meter.wrong) as said:
        qtbot.keyClick(chip.offer, Qt.Key.Key_Return)
    assert said.args == [Hat.WORK, "tilaajalle"]
    qtbot.waitUntil(lambda: not chip.offer.isVisible())


@offscreen_menus
def test_the_menu_key_offers_the_same(chip, qtbot):
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(2, 2), QPoint(302, 302))
    QApplication.sendEvent(chip, event)
    qtbot.waitUntil(chip.offer.isVisible)
    assert [action.text() for action in chip.offer.actions()] == ["Tämä ei kuulu tähän"]
    chip.offer.close()


def test_the_words_stay_while_the_focus_is_on_one(meter, qtbot):
    meter.set_hats(BOTH)
    meter.activateWindow()
    meter.bar.setFocus()
    qtbot.waitUntil(meter.words_shown)
    meter.chips[0].setFocus()
    assert meter.words_shown()
    assert meter.stops()[:3] == [meter.info, meter.bar, meter.chips[0]]
    meter.chips[0].clearFocus()
    assert not meter.words_shown()


def test_the_focus_goes_to_the_next_word_when_one_is_gone(meter, chip, qtbot):
    meter.activateWindow()
    meter.chips[1].setFocus()
    kept = meter.chips[1]
    meter.set_hats(BOTH)
    assert meter.chips[1] is kept
    left = tuple(one for one in BOTH.evidence if one.word != "minä")
    with qtbot.waitSignal(meter.rearranged):
        meter.set_hats(Hats(0.5, 0.5, left))
    assert [chip.text() for chip in meter.chips] == ["mietin", "tilaajalle"]
    assert meter.chips[1].hasFocus()
