# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The address book over a real desk: adding, changing, removing with undo."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton

from ui.dialogs.people import PeopleSheet


def opened(live, host):
    sheet = PeopleSheet(live.bridge, host)
    sheet.appear()
    live.settle()
    return sheet


def words(sheet):
    return [one.text() for one in sheet.findChildren(QLabel) if one.isVisibleTo(sheet) and one.text()]


def press(sheet, name):
    buttons = [one for one in sheet.findChildren(QPushButton) if one.isVisibleTo(sheet)]
    next(one for one in buttons if one.accessibleName() == name).click()


def add(sheet, live, name, **handles):
    press(sheet, "Lisää ihminen")
    sheet.fields[""].setText(name)
    for network, handle in handles.items():
        sheet.fields[network].setText(handle)
    press(sheet, "Tallenna")
    live.settle()
    live.settle()


def people(live):
    return [(one.name, dict(one.handles)) for one in live.ask(lambda desk: desk.people.all())]


def test_somebody_is_added_and_listed(live, host):
    sheet = opened(live, host)
    assert "Täällä ei ole vielä ketään." in words(sheet)
    add(sheet, live, "Sari Savinen", bluesky="sari.example", mastodon="@sari@example.social")
    assert people(live) == [("Sari Savinen", {"bluesky": "@sari.example", "mastodon": "@sari@example.social"})]
    assert {"Sari Savinen", "Bluesky\u00a0@sari.example  ·  Mastodon\u00a0@sari@example.social"} <= set(words(sheet))
    assert sheet.fields == {}


def test_the_form_says_whom_a_network_cannot_be_told(live, host):
    sheet = opened(live, host)
    press(sheet, "Lisää ihminen")
    live.settle()
    assert set(sheet.fields) == {"", "bluesky", "mastodon", "x"}
    said = next(text for text in words(sheet) if text.startswith("Näille verkoille ei voi kertoa"))
    assert "LinkedIn" in said
    press(sheet, "Takaisin")
    live.settle()
    assert "Täällä ei ole vielä ketään." in words(sheet)


def test_without_a_name_it_stays_open_and_says_why(live, host):
    sheet = opened(live, host)
    add(sheet, live, "  ", x="sari")
    assert sheet.said.text() == "Anna henkilölle nimi."
    assert sheet.fields["x"].text() == "sari"
    assert people(live) == []


def test_change_remove_and_undo(live, host):
    sheet = opened(live, host)
    add(sheet, live, "Sari", bluesky="sari.example")
    press(sheet, "Muuta: Sari")
    sheet.fields["bluesky"].setText("")
    sheet.fields["x"].setText("sarisavi")
    press(sheet, "Tallenna")
    live.settle()
    live.settle()
    assert people(live) == [("Sari", {"x": "@sarisavi"})]
    press(sheet, "Poista: Sari")
    live.settle()
    live.settle()
    assert people(live) == []
    assert "Sari on poistettu." in words(sheet)
    press(sheet, "Kumoa")
    live.settle()
    live.settle()
    assert people(live) == [("Sari", {"x": "@sarisavi"})]


def test_it_is_freed(live, host, freed):
    assert freed([opened(live, host)])
