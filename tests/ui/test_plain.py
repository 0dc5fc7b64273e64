# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A stranger's words are text everywhere in the window: on labels, in tooltips, in addresses; by one way alone."""

from __future__ import annotations

import ast
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QToolButton
from sources import ROOT, name, python_files

from app.model import Account, Kind, Post, Sent, Way
from ui.widgets.chips import DestinationChip
from ui.widgets.history_preview import PostPreview, in_full
from ui.widgets.kinds import Look
from ui.widgets.plain import label, plain_tip
from ui.widgets.sentence import OneLine

HOSTILE = '<img src="file:///etc/passwd"><b>Hei</b> &lt;i&gt; & "\n2 < 3'


NOON = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


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


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://bsky.app/profile/a/post/b", "https://bsky.app/profile/a/post/b"),
        ("https://mästodon.example/@a/1", "https://xn--mstodon-5wa.example/@a/1"),
        ("https://bsky.app@evil.example/x", "https://bsky.app@evil.example/x"),
        ("https://bsky.app/\u202egpj.x", "https://bsky.app/%E2%80%AEgpj.x"),
    ],
)
def test_an_address_is_shown_in_full_and_plain(qtbot, url, plain):
    preview = PostPreview()
    qtbot.addWidget(preview)
    sent = (Sent("bluesky", "@aino.example", NOON, Way.DIRECT, url),)
    preview.show_post(Post("1", "Savea", NOON, Kind.OWN, sent))
    (link,) = (button for button in preview.findChildren(QToolButton) if button.property("url"))
    assert in_full(url) == plain
    assert link.accessibleDescription() == plain
    assert link.toolTip().endswith(plain)


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
