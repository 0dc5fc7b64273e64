# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Notices: one sentence for all that waits, no text of a post, nothing twice, nothing where the window shows it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QMainWindow

from app.notices import in_words
from app.store.notes import Notice
from app.wording import LANGUAGES, use, wording
from ui.window.tray import Tray

NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
KINDS = ("by_hand", "not_sent", "unclear", "slept", "zone", "sent", "ending")


def notice(kind, number=0):
    return Notice(f"{kind}{number}", kind, f"d{number}", NOON)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words(language, kind):
    say = wording(language)
    assert say(f"notice.{kind}", n=1) != f"notice.{kind}"
    assert "{" not in say(f"notice.{kind}", n=3)


def test_several_are_one_sentence():
    use("en")
    assert in_words((notice("slept", 1), notice("slept", 2))) == "The computer slept, 2 posts waited."
    assert in_words((notice("slept"), notice("not_sent"))) == "2 things wait for you."


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


class Icon:
    def __init__(self):
        self.shown = []

    def icon(self):
        return None

    def showMessage(self, *words):  # noqa: N802 as Qt calls it
        self.shown.append(words[1])


def day_time(live):
    """No quiet hours, whatever the clock of this machine says."""
    for key, value in (("quiet_from", "00:00"), ("quiet_until", "00:00"), ("quiet_weekends", False)):
        live.bridge.choose(key, value)
    live.settle()


def tell(live, kind, delivery):
    live.ask(lambda desk: desk.store.notes.tell(kind, delivery, desk.clock()))


def test_a_notice_is_shown_once_and_at_most_three_times_a_day(live, window, qtbot):
    use("en")
    day_time(live)
    tray = Tray(window, live.bridge)
    tray._icon = Icon()
    for number in range(5):
        tell(live, "not_sent", f"d{number}")
        tray.look()
        live.settle()
        live.settle()
    assert tray._icon.shown == ["A post did not go through. Its text is safe."] * 3


def test_what_is_switched_off_is_not_shown(live, window, qtbot):
    day_time(live)
    tray = Tray(window, live.bridge)
    tray._icon = Icon()
    tell(live, "sent", "d1")
    tray.look()
    live.settle()
    assert tray._icon.shown == []


def test_nothing_is_shown_in_quiet_hours(live, window):
    for key, value in (("quiet_from", "00:00"), ("quiet_until", "23:59")):
        live.bridge.choose(key, value)
    live.settle()
    tray = Tray(window, live.bridge)
    tray._icon = Icon()
    tell(live, "slept", "d1")
    tray.look()
    live.settle()
    assert tray._icon.shown == []


def test_the_window_in_front_is_notice_enough(live, window, qtbot):
    day_time(live)
    tray = Tray(window, live.bridge)
    tray._icon = Icon()
    with qtbot.waitActive(window):
        window.show()
    tell(live, "slept", "d1")
    tray.look()
    live.settle()
    live.settle()
    assert tray._icon.shown == []
    assert live.ask(lambda desk: desk.store.notes.unshown()) == ()


def test_without_a_tray_a_closed_window_never_hides(live, window):
    live.bridge.choose("close_to_tray", True)
    live.settle()
    tray = Tray(window, live.bridge)
    assert not tray.may_hide()
    tray._icon = Icon()
    assert tray.may_hide()
