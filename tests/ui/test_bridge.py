# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The bridge: opening off the GUI thread, questions before and after, events, failures."""

from __future__ import annotations

import threading

import pytest

from app.errors import Fixable, OurFault, ProfileUnusable
from app.model import Event
from ui.bridge import Bridge
from ui.jobs import Lane


class FakeDesk:
    """Only what the bridge itself touches."""

    def __init__(self, profile):
        from app.settings import Settings

        self.settings = Settings(profile)
        self.store = self
        self.opened_on = threading.current_thread().name
        self.listeners = []
        self.closed = False

    def listen(self, listener):
        self.listeners.append(listener)

    def announce(self, what, id=""):
        for listener in self.listeners:
            listener(Event(what, id))

    def open(self):
        pass

    def close(self):
        self.closed = True


@pytest.fixture
def bridge(qapp, profile, monkeypatch):
    monkeypatch.setattr("app.desk.Desk", FakeDesk)
    bridge = Bridge(profile)
    yield bridge
    bridge.close()


def test_the_desk_opens_on_the_store_lane(bridge, qtbot):
    heard = []
    with qtbot.waitSignal(bridge.ready):
        bridge.start()
    with qtbot.waitSignal(bridge.announced):
        bridge.ask(lambda desk: desk.announce("drafts", "d1"))
    bridge.ask(lambda desk: desk.opened_on, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].startswith("mummo-store")


def test_questions_before_the_desk_is_open_wait_in_order(bridge, qtbot):
    heard = []
    bridge.ask(lambda _desk: "first", heard.append)
    bridge.ask(lambda _desk: "second", heard.append)
    assert heard == []
    bridge.start()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["first", "second"]


def test_events_arrive_on_the_gui_thread(bridge, qtbot):
    threads = []
    bridge.announced.connect(lambda event: threads.append((event, threading.current_thread())))
    bridge.start()
    bridge.ask(lambda desk: desk.announce("history", "p1"), lane=Lane.SEND)
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [(Event("history", "p1"), threading.main_thread())]


def test_a_known_problem_goes_to_the_asker(bridge, qtbot):
    heard = []

    def work(_desk):
        raise Fixable("draft.unknown", id="x")

    bridge.start()
    bridge.ask(work, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert (heard[0].code, heard[0].facts) == ("draft.unknown", {"id": "x"})


def test_a_known_problem_nobody_asked_about_becomes_a_toast(bridge, qtbot):
    def work(_desk):
        raise Fixable("profile.not_a_folder", path="/x")

    bridge.start()
    with qtbot.waitSignal(bridge.toast_wanted) as toast:
        bridge.ask(work)
    assert toast.args[0]
    assert toast.args[1] is None


def test_a_bug_is_noted_and_the_asker_still_hears(bridge, qtbot):
    heard = []
    bridge.start()
    with qtbot.waitSignal(bridge.crashed) as crashed:
        bridge.ask(lambda _desk: 1 / 0, failed=heard.append)
    assert isinstance(crashed.args[0], ZeroDivisionError)
    assert isinstance(heard[0], OurFault)


def test_a_profile_that_cannot_be_opened_is_said_once_and_answers_what_waited(bridge, qtbot, monkeypatch):
    def closed(_profile):
        raise ProfileUnusable("profile.cannot_make", path="/x", reason="full")

    monkeypatch.setattr("app.desk.Desk", closed)
    heard = []
    bridge.ask(lambda _desk: 1, failed=heard.append)
    with qtbot.waitSignal(bridge.unusable) as said:
        bridge.start()
    assert said.args[0].code == "profile.cannot_make"
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0] is said.args[0]


def test_a_setting_is_chosen_off_the_gui_thread_and_announced(bridge, profile, qtbot):
    bridge.start()
    with qtbot.waitSignal(bridge.announced) as heard:
        bridge.choose("theme", "dark")
    assert heard.args[0] == Event("settings", "theme")
    assert bridge.settings["theme"] == "dark"
    assert "dark" in profile.settings.read_text("utf-8")


def test_closing_finishes_the_store_and_closes_the_desk(bridge, qtbot):
    desks = []
    with qtbot.waitSignal(bridge.ready):
        bridge.start()
    bridge.ask(desks.append)
    bridge.close()
    assert desks[0].closed


def test_the_minute_is_told_at_the_whole_minute_of_the_clock_and_looks_come_between(bridge, qtbot, monkeypatch):
    now = [1_764_000_045.5]
    told = []
    monkeypatch.setattr("ui.bridge.time.time", lambda: now[0])
    bridge.minute.connect(lambda: told.append("minute"))
    bridge.look.connect(lambda: told.append("look"))
    with qtbot.waitSignal(bridge.ready):
        bridge.start()
    assert 14_500 < bridge._clock.interval() < 15_000
    for now[0] in (1_764_000_060.2, 1_764_000_080.2, 1_764_000_100.2, 1_764_000_120.2):
        bridge._clock.timeout.emit()
        assert bridge._clock.isActive()
        assert 19_500 < bridge._clock.interval() < 20_500
    assert told == ["minute", "look", "look", "look", "minute", "look"]
