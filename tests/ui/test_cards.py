# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Remark cards and rows: what they show, what they ask for, what a screen reader hears."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from app.model import Finding, Level, Remark
from app.wording import use
from ui import theme
from ui.widgets.cards import PraiseRow, RemarkCard, RemarkRow, shown_words
from ui.widgets.sentence import Sentence


@pytest.fixture(autouse=True)
def finnish(qapp):
    use("fi")
    theme.apply(qapp, dark=False)
    yield
    use("en")


def remark(words="hölkäsen pöläystä", level=Level.EYEBROW, replacement="paljoakaan", why="Hänkin on ihminen."):
    finding = Finding("harsh", "harsh.person", level, 0, len(words), words, "sana: pöläys", replacement=replacement)
    return Remark(finding, why, "”paljoakaan”")


def test_the_card_reads_words_why_suggestion_buttons(qtbot):
    card = RemarkCard(remark(), "key")
    qtbot.addWidget(card)
    heard = QAccessible.queryAccessibleInterface(card)
    assert heard.role() == QAccessible.Role.Grouping
    assert heard.text(QAccessible.Text.Name) == "hölkäsen pöläystä"
    texts = [label.text() for label in card.findChildren(Sentence)]
    assert texts[:3] == ["hölkäsen pöläystä", "Hänkin on ihminen.", "Entä: ”paljoakaan”"]
    assert card.try_button.text() == "Kokeile näin"
    assert card.fine_button.text() == "Minulle sopii"


@pytest.mark.parametrize("button", ["try", "fine"])
def test_the_buttons_ask_with_the_key(qtbot, button):
    card = RemarkCard(remark(), "key")
    qtbot.addWidget(card)
    card.show()
    with qtbot.waitSignal(getattr(card, f"{button}_wanted")) as asked:
        qtbot.mouseClick(getattr(card, f"{button}_button"), Qt.MouseButton.LeftButton)
    assert asked.args == ["key"]


def test_advice_without_a_replacement_offers_no_try(qtbot):
    card = RemarkCard(remark(replacement=None), "key")
    qtbot.addWidget(card)
    assert card.try_button.isHidden()
    assert not card.fine_button.isHidden()


def test_taking_words_out_counts_as_a_replacement(qtbot):
    card = RemarkCard(remark(replacement=""), "key")
    qtbot.addWidget(card)
    assert not card.try_button.isHidden()


def test_show_why_tells_rule_words_and_strength(qtbot):
    card = RemarkCard(remark(), "key")
    qtbot.addWidget(card)
    assert card.reason.isHidden()
    card.show_reason.setChecked(True)
    assert not card.reason.isHidden()
    assert card.reason.text() == "Sääntö sana: pöläys osui kohtaan ”hölkäsen pöläystä”. Vahvuus: kohonnut kulma."


def test_never_again_sits_in_the_menu(qtbot):
    card = RemarkCard(remark(), "key")
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.never_wanted) as asked:
        card.never.trigger()
    assert asked.args == ["key"]


def test_a_row_opens_by_keyboard(qtbot):
    row = RemarkRow(remark(), "key")
    qtbot.addWidget(row)
    row.show()
    with qtbot.waitSignal(row.opened) as opened:
        qtbot.keyClick(row, Qt.Key.Key_Space)
    assert opened.args == ["key"]
    assert row.accessibleName() == "hölkäsen pöläystä"
    assert row.accessibleDescription() == "Hänkin on ihminen."


def test_a_remark_on_the_whole_text_still_has_a_name(qtbot):
    whole = Remark(Finding("question", "question.none", Level.NUDGE, 0, 0, ""), "Kysytkö vielä lukijalta jotain?", "")
    card, row = RemarkCard(whole, "key"), RemarkRow(whole, "key")
    qtbot.addWidget(card)
    qtbot.addWidget(row)
    assert card.accessibleName() == row.accessibleName() == "Kysytkö vielä lukijalta jotain?"


def test_a_full_stop_is_no_name_for_a_row(qtbot):
    row = RemarkRow(remark(words="."), "key")
    qtbot.addWidget(row)
    assert row.text() == "Hänkin on ihminen."


def test_long_words_lose_their_middle():
    words = shown_words(remark("hui " * 100).finding)
    assert len(words) < 150
    assert words.startswith("hui hui")
    assert " … " in words


def test_marked_words_are_painted_in_the_level_s_colour(qtbot):
    card = RemarkCard(remark(level=Level.STARTLED), "key")
    qtbot.addWidget(card)
    card.resize(272, 160)
    card.show()
    qtbot.waitExposed(card)
    image = card.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(14, 60) for y in range(12, 40)}
    assert theme.color("startled_mark").name() in colours


def test_praise_is_a_sentence(qtbot):
    row = PraiseRow(remark(level=Level.PRAISE, why="Kiitit nimeltä mainiten."))
    qtbot.addWidget(row)
    assert row.words.text() == "Kiitit nimeltä mainiten."


def test_a_narrower_sentence_is_higher(qtbot):
    sentence = Sentence("Hänkin on ihminen, ja saattaa lukea tämän aamukahvilla.", "small")
    qtbot.addWidget(sentence)
    assert sentence.heightForWidth(600) == 17
    assert sentence.heightForWidth(180) >= 2 * 17
