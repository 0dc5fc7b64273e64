# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The first run: Enter is enough, the language changes at once, everything is reachable in a small window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.wording import current, use
from ui.dialogs.first_run import FirstRun

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def page(live, qtbot):
    page = FirstRun(live.bridge)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: page.starters[0].hasFocus())
    yield page
    use("fi")


def words(page):
    return [label.text() for label in page.findChildren(QLabel) if label.text()]


def test_enter_is_enough(page, qtbot):
    with qtbot.waitSignal(page.start_wanted) as heard:
        qtbot.keyClick(page.starters[0], Qt.Key.Key_Return)
    assert heard.args == ["learned"]


def test_three_starters_and_a_blank_paper(page, qtbot):
    begun = []
    page.start_wanted.connect(begun.append)
    for choice in (*page.starters, page.blank):
        choice.click()
    assert begun == ["learned", "thanks", "reply", ""]
    assert page.starters[1].accessibleName() == "Ketä kollegaa kiittäisit?"
    assert page.starters[1].accessibleDescription()


def test_tab_goes_from_starter_to_starter_to_the_blank_paper(page, qtbot):
    for after in (page.starters[1], page.starters[2], page.blank):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert after.hasFocus()


def test_four_promises_and_no_import_yet(page):
    said = words(page)
    assert {"Ei tunnuksia", "Toimii ilman verkkoa", "Tekstit pysyvät tällä koneella"} <= set(said)
    assert "Työnantaja ei näe mitään" in said
    assert not any("Tuo vanhat" in text for text in said)


@pytest.mark.parametrize(("language", "hello"), [("en", "Hello, I'm Mummo."), ("sv", "Hej, jag är Mummo.")])
def test_another_language_acts_at_once_and_is_kept(page, live, qtbot, language, hello):
    with qtbot.waitSignal(page.language_chosen) as heard:
        page.languages[language].click()
    assert heard.args == [language]
    assert current() == language
    assert hello in words(page)
    assert page.languages[language].isChecked()
    live.settle()
    assert live.bridge.settings["language"] == language


def test_the_language_in_force_changes_nothing(page, live):
    said = []
    page.language_chosen.connect(said.append)
    page.languages["fi"].click()
    live.settle()
    assert said == []


def test_a_small_window_scrolls_and_sets_the_promises_two_by_two(page, qtbot):
    page.resize(760, 480)
    qtbot.waitUntil(lambda: page._area.verticalScrollBar().maximum() > 0)
    assert page._area.horizontalScrollBar().maximum() == 0
    qtbot.waitUntil(lambda: page._promised[0].y() < page._promised[2].y())
    page.starters[2].setFocus()
    page._area.ensureWidgetVisible(page.starters[2])
    assert page.starters[2].visibleRegion().boundingRect().height() == page.starters[2].height()


def test_in_a_low_window_every_starter_is_in_sight(page, qtbot):
    page.resize(760, 480)
    qtbot.waitUntil(lambda: not page._face.isVisible())
    QApplication.processEvents()
    for choice in (*page.starters, page.blank):
        assert choice.mapTo(page, choice.rect().bottomLeft()).y() < page.height()
    page.resize(1280, 800)
    qtbot.waitUntil(lambda: page._face.isVisible())


def test_it_is_freed_when_closed(live, freed):
    held = [FirstRun(live.bridge)]
    held[0].setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    held[0].show()
    assert freed(held)


_UNTIL_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.desk import Desk
from app.paths import Profile
from ui import theme
from ui.start import Program
desk = Desk(Profile(Path(sys.argv[1])))
desk.drafts.new("Komentoriviltä.")
desk.close()
app = QApplication(["mummo"])
theme.load_fonts()
program = Program(app)
program.begin(sys.argv[1])
print(type(program._window).__name__)
look = QTimer(app, interval=50)
look.timeout.connect(lambda: program._bridge.settings["first_run_done"] and app.exit(0))
look.start()
app.exec()
print(type(program._window).__name__, program._bridge.settings["first_run_done"])
"""


def test_where_the_command_line_has_begun_the_greeting_gives_way_to_the_window(profile):
    """What is planned there is sent by the window alone: it must not wait for somebody to read a greeting."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _UNTIL_WINDOW, str(profile.root)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split() == ["FirstRun", "Window", "True"]
