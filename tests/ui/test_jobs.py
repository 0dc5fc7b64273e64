# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Lanes: order, answers on the GUI thread, nothing lost."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, Signal

from ui.jobs import Jobs, Lane


class Asker(QObject):
    told = Signal(object)

    def __init__(self):
        super().__init__()
        self.heard = []

    def done(self, value):
        self.heard.append((value, threading.current_thread() is threading.main_thread()))
        self.told.emit(value)

    def failed(self, error):
        self.heard.append((error, threading.current_thread() is threading.main_thread()))
        self.told.emit(error)


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.shutdown()


@pytest.fixture
def asker(qapp):
    return Asker()


def test_work_runs_elsewhere_and_its_answer_comes_home(jobs, asker, qtbot):
    with qtbot.waitSignal(asker.told):
        jobs.run(lambda: threading.current_thread().name, asker.done, asker.failed, Lane.READ)
    name, at_home = asker.heard[0]
    assert name.startswith("mummo-read")
    assert at_home


def test_a_lane_keeps_its_order(jobs, asker, qtbot):
    for number in range(50):
        jobs.run(lambda number=number: number, asker.done, asker.failed, Lane.STORE)
    qtbot.waitUntil(lambda: len(asker.heard) == 50)
    assert [value for value, _ in asker.heard] == list(range(50))


def test_lanes_do_not_wait_for_each_other(jobs, asker, qtbot):
    gate = threading.Event()
    jobs.run(lambda: gate.wait(10), asker.done, asker.failed, Lane.SEND)
    with qtbot.waitSignal(asker.told):
        jobs.run(lambda: "read", asker.done, asker.failed, Lane.READ)
    assert asker.heard == [("read", True)]
    gate.set()
    qtbot.waitUntil(lambda: len(asker.heard) == 2)


def test_an_exception_reaches_the_asker_at_home(jobs, asker, qtbot):
    with qtbot.waitSignal(asker.told):
        jobs.run(lambda: 1 / 0, asker.done, asker.failed, Lane.STORE)
    error, at_home = asker.heard[0]
    assert isinstance(error, ZeroDivisionError)
    assert at_home


def test_an_exception_nobody_is_left_to_hear_reaches_the_crash_note(jobs, qtbot):
    import shiboken6

    asker = Asker()
    gate = threading.Event()

    def work():
        gate.wait(10)
        raise ValueError("lost?")

    with qtbot.captureExceptions() as caught:
        jobs.run(work, asker.done, asker.failed, Lane.STORE)
        shiboken6.delete(asker)
        gate.set()
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ValueError


def test_an_answer_for_a_widget_that_is_gone_is_dropped(jobs, asker, qtbot):
    import shiboken6

    gone = Asker()
    jobs.run(lambda: 1, gone.done, gone.failed, Lane.STORE)
    shiboken6.delete(gone)
    with qtbot.waitSignal(asker.told):
        jobs.run(lambda: 2, asker.done, asker.failed, Lane.STORE)
    assert asker.heard == [(2, True)]
    assert gone.heard == []


def test_shutdown_waits_for_the_store_and_work_may_begin_again(jobs, asker, qtbot):
    kept = []
    gate = threading.Event()
    jobs.run(lambda: gate.wait(10), None, asker.failed, Lane.STORE)
    jobs.run(lambda: kept.append("saved"), None, asker.failed, Lane.STORE)
    gate.set()
    jobs.shutdown()
    assert kept == ["saved"]
    with qtbot.waitSignal(asker.told):
        jobs.run(lambda: "again", asker.done, asker.failed, Lane.STORE)
