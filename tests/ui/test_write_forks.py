# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One network's own text on the paper: from the chip's menu and back, saved, counted and compared."""

from __future__ import annotations

import pytest
from fakes.reading import opened, saved, write
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication

TEXT = "Savi on hidas maalaji."


@pytest.fixture
def view(live, qtbot):
    view = opened(live, qtbot, ("linkedin", "bluesky"))
    view.destinations.chips[1].click()
    write(view, TEXT)
    saved(view, qtbot)
    return view


def edit(view, qtbot, network="bluesky"):
    with qtbot.waitSignal(view.forking.turned):
        view.forking.edit(network)


def kept(view, live):
    draft = view.current_draft()
    return live.ask(lambda desk: (desk.drafts.get(draft).text, desk.variants.forks(draft)))


def test_what_is_written_for_one_network_stays_there(view, live, qtbot):
    edit(view, qtbot)
    assert view.paper.text() == TEXT
    assert view.fork_line.isVisible()
    assert view.fork_line.words.text() == "Oma teksti: Bluesky"
    write(view, " Ja sininen.")
    qtbot.waitUntil(lambda: not view.unsaved(), timeout=5000)
    assert kept(view, live) == (TEXT, {"bluesky": TEXT + " Ja sininen."})
    with qtbot.waitSignal(view.forking.turned):
        view.fork_line.common.click()
    assert (view.paper.text(), view.fork_line.isVisible()) == (TEXT, False)
    edit(view, qtbot)
    assert view.paper.text() == TEXT + " Ja sininen."


def test_typing_goes_on_without_a_lost_letter_when_the_text_turns(view, live, qtbot):
    write(view, " Kesken")
    edit(view, qtbot)
    assert view.paper.text() == TEXT + " Kesken"
    write(view, " oma")
    with qtbot.waitSignal(view.forking.turned):
        view.forking.show_common()
    assert kept(view, live) == (TEXT + " Kesken", {"bluesky": TEXT + " Kesken oma"})


def test_the_chips_count_each_text_and_show_the_fork(view, live, qtbot):
    edit(view, qtbot)
    write(view, "x" * 100)
    chips = {chip.account.network: chip for chip in view.destinations.chips}
    qtbot.waitUntil(lambda: chips["bluesky"].counter_text() == str(300 - len(TEXT) - 100))
    assert chips["linkedin"].counter_text() == str(3000 - len(TEXT))
    assert chips["bluesky"].is_forked()
    assert not chips["linkedin"].is_forked()
    assert chips["bluesky"].accessibleDescription().startswith("oma teksti, jäljellä")


def test_rejoining_takes_one_click_and_can_be_undone(view, live, qtbot):
    edit(view, qtbot)
    write(view, " Ja sininen.")
    with qtbot.waitSignal(view.toast_wanted) as toast:
        view.fork_line.rejoin.click()
    sentence, undo = toast.args
    assert sentence == "Bluesky saa taas yhteisen tekstin."
    assert view.paper.text() == TEXT
    assert kept(view, live) == (TEXT, {})
    with qtbot.waitSignal(view.forking.turned):
        undo()
    assert view.paper.text() == TEXT + " Ja sininen."
    assert kept(view, live) == (TEXT, {"bluesky": TEXT + " Ja sininen."})


def test_rejoining_from_the_chip_leaves_the_paper_alone(view, live, qtbot):
    edit(view, qtbot)
    with qtbot.waitSignal(view.forking.turned):
        view.forking.show_common()
    with qtbot.waitSignal(view.toast_wanted), qtbot.assertNotEmitted(view.forking.turned):
        view.forking.rejoin("bluesky")
    assert kept(view, live) == (TEXT, {})


def test_what_differs_is_marked_and_counted(view, qtbot):
    edit(view, qtbot)
    view.fork_line.show_differences.click()
    qtbot.waitUntil(lambda: view.fork_line.count.text() == "Vielä sama kuin yhteinen")
    place = view.paper.textCursor()
    place.setPosition(TEXT.index("hidas"))
    place.setPosition(TEXT.index("hidas") + 5, QTextCursor.MoveMode.KeepAnchor)
    place.insertText("pehmeä")
    qtbot.waitUntil(lambda: view.fork_line.count.text() == "1 kohta toisin", timeout=5000)
    assert view.paper.words("own:8") == "pehmeä"
    assert view.fork_line.show_differences.text() == "Piilota erot"
    view.fork_line.show_differences.click()
    assert view.fork_line.count.text() == ""
    assert view.paper.words("own:8") is None


def ask_for_menu(chip):
    """Press the keyboard's menu key."""
    place = chip.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, chip.mapToGlobal(place))
    QApplication.sendEvent(chip, event)


def test_the_menu_of_a_chip(view, qtbot):
    chip = view.destinations.chips[1]
    view.destinations.menu_wanted.disconnect(view.forking._offer)  # a menu in sight would wait for a hand
    with qtbot.waitSignal(view.destinations.menu_wanted) as wanted:
        ask_for_menu(chip)
    assert wanted.args == [chip]
    (write_own,) = view.forking.menu_of(chip).actions()
    assert write_own.text() == "Kirjoita oma teksti: Bluesky"
    with qtbot.waitSignal(view.forking.turned):
        write_own.trigger()
    qtbot.waitUntil(chip.is_forked)
    edit_own, rejoin = view.forking.menu_of(chip).actions()
    assert (edit_own.text(), rejoin.text()) == ("Muokkaa omaa tekstiä: Bluesky", "Palaa yhteiseen")
    with qtbot.waitSignal(view.toast_wanted):
        rejoin.trigger()
    qtbot.waitUntil(lambda: not chip.is_forked())


def test_another_draft_begins_with_its_common_text(view, live, qtbot):
    edit(view, qtbot)
    other = live.ask(lambda desk: desk.drafts.new("Toinen.")).id
    with qtbot.waitSignal(view.draft_opened):
        view.open_draft(other)
    assert (view.paper.text(), view.fork_line.isVisible(), view.saving.sheet.network) == ("Toinen.", False, "")


def test_publishing_sends_what_was_written_for_the_network(view, live, qtbot):
    edit(view, qtbot)
    write(view, " Oma.")
    with qtbot.waitSignal(view.publish_wanted) as wanted:
        qtbot.mouseClick(view.toolbar.publish, Qt.MouseButton.LeftButton)
    accounts = tuple(account.id for account in view.destinations.on())
    queued = live.ask(lambda desk: desk.sending.queue(wanted.args[0], accounts))
    sent = {delivery.account.network: delivery.parts[0].text for delivery in queued}
    assert sent == {"linkedin": TEXT, "bluesky": TEXT + " Oma."}
