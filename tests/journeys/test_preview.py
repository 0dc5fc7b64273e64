# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What you see is what is sent: from the paper to the preview, a cut moved there, and the very same parts queued."""

from __future__ import annotations

import pytest
from fakes.preview import ACCOUNTS, POST
from journeys.frame import ask, settle
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.dialogs.send import SendSheet
from ui.views.preview import PreviewView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen


def until(qtbot, check):
    qtbot.waitUntil(lambda: bool(check()), timeout=20_000)


def opened(window, qtbot):
    """Write a post for three networks and press the keys of the preview on the paper."""

    def seed(desk):
        for account in ACCOUNTS:
            desk.store.accounts.add(account)
        return desk.drafts.new(POST, to=tuple(account.id for account in ACCOUNTS)).id

    draft = ask(window, qtbot, seed)
    window.open_draft(draft)
    write = window.view()
    until(qtbot, lambda: write.current_draft() == draft)
    settle(window, qtbot)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(write.paper, Qt.Key.Key_E, keys)
    until(qtbot, lambda: isinstance(window.view(), PreviewView) and len(window.view().columns) == 3)
    settle(window, qtbot)
    return draft, window.view()


def texts(preview, account):
    return [part.text for part in preview.columns[account].facts.parts]


def test_what_is_seen_is_what_is_queued(window, qtbot):
    draft, preview = opened(window, qtbot)
    handle = preview.columns["bs"].handles[0]
    before = texts(preview, "bs")
    handle.setFocus()
    qtbot.keyClick(handle, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    until(qtbot, lambda: texts(preview, "bs") != before)
    seen = {account.id: texts(preview, account.id) for account in ACCOUNTS}
    queued = ask(window, qtbot, lambda desk: desk.sending.queue(draft, tuple(account.id for account in ACCOUNTS)))
    assert {one.account.id: [part.text for part in one.parts] for one in queued} == seen


def test_the_sidebar_stays_on_write_and_escape_leads_back(window, qtbot):
    draft, preview = opened(window, qtbot)
    assert window._bridge.settings["last_view"] == "write"
    qtbot.keyClick(preview.area, Qt.Key.Key_Escape)
    assert window.view().current_draft() == draft
    assert window.view().paper.text() == POST


def test_publish_opens_the_same_sheet(window, qtbot):
    _, preview = opened(window, qtbot)
    qtbot.keyClick(preview.area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: window.findChildren(SendSheet))
    sheet = window.findChildren(SendSheet)[0]
    settle(window, qtbot)
    until(qtbot, lambda: len(sheet.chosen()) == 3)
    assert {row.account.network for row in sheet.chosen()} == {"linkedin", "mastodon", "bluesky"}
    sheet.close()


def test_the_pencil_brings_a_networks_own_text_onto_the_paper_and_the_preview_shows_it(window, qtbot):
    draft, preview = opened(window, qtbot)
    qtbot.mouseClick(preview.columns["ma"].edit, Qt.MouseButton.LeftButton)
    write = window.view()
    until(qtbot, lambda: write.saving.sheet.network == "mastodon")
    write.paper.insert(" Vain täällä.")
    write.preview()
    until(qtbot, lambda: window.view() is preview and preview.columns["ma"].facts.forked)
    settle(window, qtbot)
    assert " Vain täällä." in "".join(texts(preview, "ma"))
    assert " Vain täällä." not in "".join(texts(preview, "bs"))
    assert ask(window, qtbot, lambda desk: desk.drafts.get(draft)).text == POST


def test_f6_goes_from_pane_to_pane(window, qtbot):
    _, preview = opened(window, qtbot)
    held = []
    for _ in range(4):
        window.look.next_pane()
        held.append(next((pane for pane in preview.panes() if pane.isAncestorOf(QApplication.focusWidget())), None))
    assert held == [preview.foot, None, preview.bar, preview.panes()[1]]  # None: the sidebar


def test_sharing_the_common_text_again_takes_the_own_one_off_the_paper(window, qtbot):
    draft, preview = opened(window, qtbot)
    qtbot.mouseClick(preview.columns["ma"].edit, Qt.MouseButton.LeftButton)
    write = window.view()
    until(qtbot, lambda: write.saving.sheet.network == "mastodon")
    write.paper.insert(" Vain täällä.")
    write.preview()
    until(qtbot, lambda: window.view() is preview and preview.columns["ma"].facts.forked)
    qtbot.mouseClick(preview.columns["ma"].own.rejoin, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: not preview.columns["ma"].facts.forked)
    qtbot.keyClick(preview.area, Qt.Key.Key_Escape)
    until(qtbot, lambda: write.saving.sheet.network == "")
    assert write.paper.text() == POST
    write.flush()
    settle(window, qtbot)
    assert ask(window, qtbot, lambda desk: desk.variants.forks(draft)) == {}


def test_the_same_keys_lead_back_even_when_the_menus_have_been_open(window, qtbot):
    _, preview = opened(window, qtbot)
    window._menus.toggle_bar()
    window._menus.toggle_bar()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(preview.area, Qt.Key.Key_E, keys)
    assert window.view() is not preview
