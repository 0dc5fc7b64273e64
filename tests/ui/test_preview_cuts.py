# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Threads in the preview: cuts moved by key, mouse and menu, long threads, and what one network has of its own."""

from __future__ import annotations

import pytest
from fakes.preview import POST, accessible, accounts, preview
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtWidgets import QApplication

from app.wording import use

__all__ = ["accounts", "preview"]


def test_a_cut_says_where_it_is(preview):
    handles = preview().column("bs").handles
    assert [handle.text() for handle in handles] == ["Jaettu kappaleen kohdalta", "Jaettu kappaleen kohdalta"]
    said = accessible(handles[0]).text(QAccessible.Text.Name)
    assert said == ("Osien 1 ja 2 väli. Jaettu kappaleen kohdalta. Osa 2 alkaa: Työmaalla kysyttiin, eikö voisi vain")


def test_alt_and_arrow_move_a_cut_by_a_sentence_and_keep_the_focus(preview, qtbot):
    shown = preview()
    handle = shown.column("bs").handles[0]
    handle.setFocus()
    before = shown.texts("bs")
    qtbot.keyClick(handle, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    shown.until(lambda: shown.texts("bs") != before)
    assert shown.texts("bs")[1].startswith("Tänään se viimein taittui")
    assert handle.text() == "Jaettu sinun valitsemastasi kohdasta"
    assert shown.column("bs").handles[0] is handle
    qtbot.keyClick(handle, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    shown.until(lambda: shown.texts("bs")[0] == before[0])


def drag(widget, target):
    """Press, move and release the left button as a hand does."""
    begin = QPointF(40, 14)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, place, button, held in (
        (QEvent.Type.MouseButtonPress, begin, left, left),
        (QEvent.Type.MouseMove, begin + QPointF(0, -15), none, left),
        (QEvent.Type.MouseMove, QPointF(target), none, left),
        (QEvent.Type.MouseButtonRelease, QPointF(target), left, none),
    ):
        event = QMouseEvent(
            kind, place, QPointF(widget.mapToGlobal(place.toPoint())), button, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(widget, event)


def test_a_cut_is_dragged_to_the_sentence_under_the_mouse(preview):
    shown = preview()
    column = shown.column("bs")
    handle, part = column.handles[0], column.parts[0]
    place = POST.index("Mietin jo")
    spot = handle.mapFrom(column, QPoint(40, part.y() + part.y_of(place)))
    before = shown.texts("bs")
    drag(handle, spot)
    shown.until(lambda: shown.texts("bs") != before)
    assert shown.texts("bs")[1].startswith("Mietin jo")


def test_dragging_back_changes_nothing(preview, live):
    shown = preview()
    handle = shown.column("bs").handles[0]
    drag(handle, QPoint(40, 15))
    live.settle()
    assert live.ask(lambda desk: [cut.moved for cut in desk.variants.cuts_for(shown.draft, "bluesky")]) == [
        False,
        False,
    ]


def test_mummo_may_cut_again_and_the_toast_undoes_it(preview, live, qtbot):
    shown = preview()
    live.ask(lambda desk: desk.variants.move_cut(shown.draft, "bluesky", 0, POST.index("Mietin jo")))
    shown.until(lambda: shown.texts("bs")[1].startswith("Mietin jo"))
    with qtbot.waitSignal(shown.view.toast_wanted) as toast:
        shown.column("bs").handles[0].reset_wanted.emit()
    shown.until(lambda: shown.texts("bs")[1].startswith("Työmaalla"))
    toast.args[1]()
    shown.until(lambda: shown.texts("bs")[1].startswith("Mietin jo"))


def test_own_text_shows_its_fork_its_differences_and_the_way_back(preview, live, qtbot):
    shown = preview()
    own = POST.replace("ikävä", "hankala")
    live.ask(lambda desk: desk.variants.fork(shown.draft, "mastodon", own))
    column = shown.column("ma")
    shown.until(lambda: column.facts.forked)
    assert column.fork_icon.isVisible()
    assert not shown.column("bs").fork_icon.isVisible()
    qtbot.mouseClick(column.own.differences, Qt.MouseButton.LeftButton)
    assert column.own.pairs.text() == "ikävä → hankala"
    part = column.facts.parts[0]
    assert [part.text[start:end] for start, end in part.own] == ["hankala"]
    with qtbot.waitSignal(shown.view.toast_wanted) as toast:
        qtbot.mouseClick(column.own.rejoin, Qt.MouseButton.LeftButton)
    shown.until(lambda: not column.facts.forked)
    toast.args[1]()
    shown.until(lambda: column.facts.forked)
    assert live.ask(lambda desk: desk.variants.forks(shown.draft)) == {"mastodon": own}


def test_a_long_thread_is_laid_out_in_steps(preview):
    text = " ".join(f"Virke numero {number} kertoo savesta yhden asian." for number in range(300))
    shown = preview(text)
    column = shown.column("bs")
    assert len(column.facts.parts) > 30
    shown.until(lambda: len(column.parts) == len(column.facts.parts))
    assert " ".join(part.text.text() for part in column.parts) == text


def test_a_menu_offers_what_drag_and_keys_do(preview):
    shown = preview()
    handle = shown.column("bs").handles[0]
    menu = handle.choices()
    words = [action.text().split("\t")[0] for action in menu.actions()]
    assert words == ["Siirrä virke ylemmäs", "Siirrä virke alemmas", "Anna Mummon jakaa"]
    assert not menu.actions()[2].isEnabled()
    before = shown.texts("bs")
    menu.actions()[0].trigger()
    shown.until(lambda: shown.texts("bs") != before)
    menu.close()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_an_own_text_has_room_at_phone_width(preview, live, language):
    use(language)
    shown = preview()
    live.ask(lambda desk: desk.variants.fork(shown.draft, "mastodon", POST.replace("ikävä", "hankala")))
    column = shown.column("ma")
    shown.until(lambda: column.facts.forked)
    shown.view.foot.phone.setChecked(True)
    column.own.differences.setChecked(True)
    shown.until(lambda: column.own.pairs.isVisible() and column.own.pairs.height() > 10)
    for part in (column.own.differences, column.own.rejoin, column.edit):
        assert part.width() >= part.sizeHint().width()
        assert column.rect().contains(part.mapTo(column, part.rect().bottomRight()))
