# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The page of Mummo's remarks over a real desk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.model import Finding, Hat, Level
from ui.dialogs.remarks import RemarksSheet
from ui.widgets.cards import MarkedWords

PACK = """
name = "Sillat <b>"
[[row]]
level = "eyebrow"
words.fi = ["Mustasaaren silta"]
why.fi = "Julkistetaan keväällä."
"""


def words(sheet):
    return [one.text() for one in sheet.findChildren(QLabel) if one.isVisibleTo(sheet) and one.text()]


@pytest.fixture
def toasts(live):
    heard = []
    live.bridge.toast_wanted.connect(lambda text, undo: heard.append((text, undo)))
    return heard


@pytest.fixture
def sheet(live, host):
    live.ask(lambda desk: desk.settings.set("language", "fi"))
    made = RemarksSheet(live.bridge, host)
    made.appear()
    live.settle()
    return made


def own(live):
    return [one.words for one in live.ask(lambda desk: desk.remarks.own_words())]


def test_a_word_goes_on_the_list_and_off_and_back(live, sheet, qtbot, toasts):
    sheet.word.setText("Sammallahden silta")
    qtbot.keyClick(sheet.word, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Sammallahden silta" in words(sheet))
    assert sheet.word.text() == ""
    next(one for one in sheet.buttons if "Sammallahden" in one.accessibleName()).click()
    qtbot.waitUntil(lambda: "Sammallahden silta" not in words(sheet))
    assert own(live) == []
    (said, undo) = toasts[-1]
    assert said == "Poissa listalta."
    undo()
    qtbot.waitUntil(lambda: "Sammallahden silta" in words(sheet))


def test_what_was_fine_is_listed_and_can_be_taken_back(live, sheet, qtbot, toasts):
    finding = Finding("crude", "crude", Level.EYEBROW, 0, 5, "vitun", "vitu*")
    draft = live.ask(lambda desk: desk.drafts.new("Vitun kiva").id)
    live.ask(lambda desk: desk.reading.fine_by_me(draft, finding))
    live.ask(lambda desk: desk.reading.never_again(finding))
    qtbot.waitUntil(lambda: any(text.startswith("”vitun”") for text in words(sheet)))
    qtbot.waitUntil(lambda: any("ei enää missään" in text for text in words(sheet)))
    count = len(sheet.buttons)
    sheet.buttons[-1].click()
    qtbot.waitUntil(lambda: len(sheet.buttons) == count - 1)
    toasts[-1][1]()
    qtbot.waitUntil(lambda: len(sheet.buttons) == count)


def test_a_rule_that_fell_silent_says_so(live, sheet, qtbot):
    finding = Finding("brochure", "voice.brochure", Level.NUDGE, 0, 5, "sanat", "rule")
    for number in range(5):
        live.ask(lambda desk, number=number: desk.reading.fine_by_me(f"d{number}", finding))
    qtbot.waitUntil(lambda: any("hiljeni itsestään" in text for text in words(sheet)))


def test_where_one_works_is_kept(live, sheet, qtbot):
    sheet.employer.setText("  Nordkraft ")
    sheet.products.setText("Aava, Meri")
    sheet.employer.editingFinished.emit()
    sheet.products.editingFinished.emit()
    live.settle()
    assert (live.bridge.settings["employer"], live.bridge.settings["products"]) == ("Nordkraft", "Aava, Meri")


def test_a_list_is_tried_on_a_sample(live, sheet, qtbot):
    live.ask(lambda desk: desk.remarks.add_word("Leppälahti"))
    sheet.trial.sample.setPlainText("Tänään satoi Leppälahdessa.")
    qtbot.waitUntil(lambda: bool(sheet.trial.findChildren(MarkedWords)), timeout=20_000)  # the check loads first
    assert "Tämä on omalla ”ei vielä” -listallasi." in words(sheet)
    sheet.trial.sample.setPlainText("Tänään satoi.")
    qtbot.waitUntil(lambda: "En huomauttaisi mistään." in words(sheet))


def test_a_pack_is_shown_and_tried_before_it_is_used(live, sheet, qtbot, tmp_path):
    folder = tmp_path / "pack"
    folder.mkdir()
    sheet.company.try_folder(folder)
    qtbot.waitUntil(lambda: any("yksi .toml-tiedosto" in text for text in words(sheet)))
    (folder / "sillat.toml").write_text(PACK, encoding="utf-8")
    sheet.trial.sample.setPlainText("Mustasaaren sillalla tuulee.")
    sheet.company.try_folder(folder)
    qtbot.waitUntil(lambda: "Sillat <b>: 1 sana" in words(sheet))
    assert "Mustasaaren silta" in words(sheet)
    qtbot.waitUntil(lambda: "Organisaation sana: Julkistetaan keväällä." in words(sheet), timeout=20_000)
    assert live.bridge.settings["word_pack"] == ""
    sheet.company.take.click()
    qtbot.waitUntil(lambda: live.bridge.settings["word_pack"] == str(folder))
    qtbot.waitUntil(sheet.company.stop.isVisible)
    sheet.company.stop.click()
    qtbot.waitUntil(lambda: live.bridge.settings["word_pack"] == "")


def test_a_word_of_no_hat_is_listed_and_given_back_and_taken_again(live, sheet, qtbot, toasts):
    assert "Sanat, jotka eivät kerro hatusta" not in words(sheet)
    live.ask(lambda desk: desk.remarks.not_this_hat(Hat.WORK, "Tilaajalle"))
    qtbot.waitUntil(lambda: {"tilaajalle", "Ei kerro työstä"} <= set(words(sheet)))
    next(one for one in sheet.buttons if "tilaajalle" in one.accessibleName()).click()
    qtbot.waitUntil(lambda: "tilaajalle" not in words(sheet))
    said, undo = toasts[-1]
    assert said == "”tilaajalle” kertoo taas hatusta."
    undo()
    qtbot.waitUntil(lambda: "tilaajalle" in words(sheet))


def test_the_page_is_freed_on_close(live, host, freed):
    held = [RemarksSheet(live.bridge, host)]
    held[0].appear()
    assert freed(held)
