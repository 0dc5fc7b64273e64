# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A phone's picture in the real window: dropped, looked at, blurred, described, sent; the original as it was."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from journeys.test_publish_window import (
    add_places,
    ask,
    browser,
    choose_window,
    open_send_sheet,
    settle,
    sheet_of,
    write,
)
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl

from app.photos import leftovers
from ui.dialogs.practice import PracticeSheet
from ui.jobs import Lane
from ui.widgets.photo_canvas import Mode

__all__ = ["browser"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen

DATA = Path(__file__).resolve().parents[1] / "data" / "photos"
WORDS = "Kaivinkone penkereellä, taustalla mäkiä"


def state(path):
    about = path.stat()
    return about.st_ino, about.st_mtime_ns, about.st_mode, hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_picture_from_a_phone_goes_out_blurred_described_and_bare(window, qtbot, tmp_path):
    original = tmp_path / "IMG_0001.HEIC"
    shutil.copy(DATA / "sideways.heic", original)
    before = state(original)
    choose_window(window, qtbot, 0)
    add_places(window, qtbot, "Lisää: Harjoitusverkko")
    view = window.show_view("write")
    write(window, "Penger nousee.")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(original))])
    view.paper.insertFromMimeData(data)
    qtbot.waitUntil(lambda: len(view.photos.lines) == 1, timeout=20_000)
    settle(window, qtbot)
    clear = view.photos.lines[0].photo
    assert (clear.width, clear.height, "camera" in clear.removed) == (64, 96, True)

    qtbot.mouseDClick(view.photos.lines[0].thumbnail, Qt.MouseButton.LeftButton)
    page = view.pictures.page
    settle(window, qtbot)
    assert window.grab().save(str(tmp_path / "care.png"))
    middle = page.canvas.placed().shown.center().toPoint()
    qtbot.mousePress(page.canvas, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(page.canvas, middle + QPoint(30, 0))
    qtbot.mouseRelease(page.canvas, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 0))
    page.bar.modes[Mode.CROP].click()
    page.canvas.setFocus()
    qtbot.keyClick(page.canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    page.side.field.setPlainText(WORDS)
    for tick in page.side.ticks:
        tick.click()
    with qtbot.waitSignal(page.closed, timeout=20_000):
        page.bar.done.click()
    settle(window, qtbot)
    copy = view.photos.lines[0].photo
    assert (copy.alt, copy.id != clear.id, copy.height < 96) == (WORDS, True, True)
    assert not Path(clear.path).exists()
    assert leftovers(Path(copy.path).read_bytes()) == ()

    sheet = open_send_sheet(window, qtbot)
    settle(window, qtbot)
    assert "kuvaus ✓" in sheet.photo_words.text()
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet.publish, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(
        lambda: len(ask(window, qtbot, lambda desk: desk.history.search().posts, Lane.STORE)) == 1, timeout=20_000
    )
    (post,) = ask(window, qtbot, lambda desk: desk.history.search().posts)
    assert [photo.alt for photo in post.photos] == [WORDS]
    window.sheets.practice()
    assert sheet_of(window, PracticeSheet, qtbot).isVisible()
    again = ask(window, qtbot, lambda desk: desk.history.as_base(post.id))
    assert [photo.alt for photo in again.photos] == [WORDS]
    assert state(original) == before
