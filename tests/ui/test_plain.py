# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A stranger's words are text everywhere in the window: on labels, in tooltips; nobody builds either another way."""

from __future__ import annotations

import ast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel
from sources import ROOT, name, python_files

from app.model import Account, Way
from ui.widgets.chips import DestinationChip
from ui.widgets.kinds import Look
from ui.widgets.plain import label, plain_tip
from ui.widgets.sentence import OneLine

HOSTILE = '<img src="file:///etc/passwd"><b>Hei</b> &lt;i&gt; & "\n2 < 3'


def shown(tip):
    """What Qt makes of a tooltip: the label in it guesses as this one does."""
    tall = QLabel(tip)
    assert tall.textFormat() == Qt.TextFormat.AutoText
    if not tip.startswith("<qt>"):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize("words", [HOSTILE, "&lt;b&gt;", "<b>", "Aino & Ville", "a < b", "tavallinen\ntoinen rivi", ""])
def test_a_tooltip_shows_the_very_words(qapp, words):
    assert shown(plain_tip(words)) == words


def test_a_label_shows_the_very_words(qtbot):
    made = label(HOSTILE)
    qtbot.addWidget(made)
    assert (made.textFormat(), made.text()) == (Qt.TextFormat.PlainText, HOSTILE)


def test_a_chip_and_a_sentence_with_a_strangers_words(qtbot):
    account = Account("a", "mastodon", HOSTILE, Way.DIRECT)
    chip = DestinationChip(account, Look("mastodon", "Mastodon", "brand-mastodon"), HOSTILE)
    sentence = OneLine()
    qtbot.addWidget(chip)
    qtbot.addWidget(sentence)
    sentence.show_text(HOSTILE)
    assert shown(chip.toolTip()) == shown(sentence.toolTip()) == HOSTILE


def _harmless(argument):
    """A literal, our own words, or words made plain."""
    if isinstance(argument, ast.IfExp):
        return _harmless(argument.body) and _harmless(argument.orelse)
    called = argument.func.id if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Name) else ""
    return isinstance(argument, ast.Constant) or called in ("t", "plain_tip")


def test_every_tooltip_is_our_own_words_or_made_plain():
    odd = [
        f"{name(file)}:{call.lineno}"
        for file in python_files("ui")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "setToolTip"
        if not _harmless(call.args[0])
    ]
    assert odd == []


def test_nothing_shows_boxes_or_rich_text():
    banned = ("QMessageBox", "QErrorMessage", "QTextBrowser", ".RichText", ".MarkdownText", ".AutoText", "setHtml(")
    odd = [
        f"{name(file)}: {word}"
        for file in python_files("ui")
        for word in banned
        if word in file.read_text(encoding="utf-8")
    ]
    assert odd == []
    assert (ROOT / "ui" / "widgets" / "plain.py").exists()
