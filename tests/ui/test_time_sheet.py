# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Picking a time: own times first; an hour that does not exist is never taken, one that comes twice is asked about."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QRadioButton

from app import zones
from app.desk.schedule import ScheduleDesk
from app.model import Concern
from app.wording import t
from ui.dialogs.time import TimeSheet, of_draft, of_planned
from ui.widgets.plain import ValueButton
from ui.widgets.planning import Planner


@pytest.fixture(autouse=True)
def helsinki(monkeypatch):
    monkeypatch.setattr(zones, "system_zone", lambda: "Europe/Helsinki")


@pytest.fixture
def sheet(live, host, qtbot):
    made = TimeSheet(live.bridge, host)
    made.appear()
    qtbot.waitUntil(made.plan.isEnabled)
    return made


def put(sheet, qtbot, here):
    sheet._put(here)
    qtbot.waitUntil(lambda: sheet._judged is not None and sheet._judged.wall == here.isoformat(timespec="minutes"))


def test_it_begins_with_the_next_own_time(sheet, live, qtbot):
    own = live.ask(lambda desk: desk.schedule.next_own_time())
    with qtbot.waitSignal(sheet.picked) as told:
        sheet.plan.click()
    assert told.args == [own, None]


def test_an_hour_that_does_not_exist_is_never_taken(sheet, qtbot):
    put(sheet, qtbot, datetime.fromisoformat("2027-03-28T03:30"))
    assert not sheet.plan.isEnabled()
    (instead,) = [one for one in sheet._group.buttons() if isinstance(one, ValueButton)]
    assert instead.value == datetime.fromisoformat("2027-03-28T04:00")
    instead.click()
    qtbot.waitUntil(sheet.plan.isEnabled)
    with qtbot.waitSignal(sheet.picked) as told:
        sheet.plan.click()
    assert told.args == ["2027-03-28T04:00", None]


def test_an_hour_that_comes_twice_is_asked_about(sheet, qtbot):
    put(sheet, qtbot, datetime.fromisoformat("2027-10-31T03:30"))
    first, second = (one for one in sheet._group.buttons() if isinstance(one, QRadioButton))
    assert first.isChecked()
    second.click()
    with qtbot.waitSignal(sheet.picked) as told:
        sheet.plan.click()
    assert told.args == ["2027-10-31T03:30", datetime(2027, 10, 31, 1, 30, tzinfo=UTC)]


def test_a_time_that_has_passed_is_not_taken(sheet, qtbot):
    put(sheet, qtbot, datetime.fromisoformat("2020-01-02T09:00"))
    assert not sheet.plan.isEnabled()


def test_quiet_hours_are_told_and_not_forbidden(sheet, qtbot):
    put(sheet, qtbot, datetime.fromisoformat("2027-01-02T22:00"))
    assert sheet.note.isVisible()
    assert sheet.plan.isEnabled()


def test_it_is_freed_when_closed(live, host, freed):
    sheet = TimeSheet(live.bridge, host)
    sheet.appear()
    held = [sheet]
    del sheet
    assert freed(held)


def test_a_draft_is_planned_moved_and_taken_back(live, qtbot, qapp):
    planner = Planner(live.bridge, live.bridge)
    draft = live.ask(lambda desk: desk.drafts.new("Savesta", to=(desk.accounts.sign_in("practice", {}).id,)).id)
    with qtbot.waitSignal(planner.toast_wanted) as told:
        planner.plan(draft, "2027-10-31T03:30", datetime(2027, 10, 31, 1, 30, tzinfo=UTC))
    (one,) = live.ask(lambda desk: desk.sending.waiting())
    assert (one.wall, one.at) == ("2027-10-31T03:30", datetime(2027, 10, 31, 1, 30, tzinfo=UTC))
    planner.move((one.id,), "2027-11-02T09:00")
    qtbot.waitUntil(lambda: live.ask(lambda desk: desk.sending.get(one.id)).wall == "2027-11-02T09:00")
    told.args[1]()
    qtbot.waitUntil(lambda: live.ask(lambda desk: desk.sending.waiting()) == ())


def test_a_draft_for_nowhere_says_so_before_a_time_is_picked(live, host, qtbot):
    draft = live.ask(lambda desk: desk.drafts.new("Savesta")).id
    sheet = TimeSheet(live.bridge, host, lambda desk: of_draft(desk, draft, ()))
    sheet.appear()
    qtbot.waitUntil(lambda: sheet.told.text() == t("sending.nowhere"))
    assert not sheet.plan.isVisible()
    assert not sheet.date.isVisible()


def test_a_sign_in_that_ends_before_the_time_is_told_at_once(live, host, qtbot, monkeypatch):
    def ends(_desk, accounts, _at):
        return tuple(
            Concern(one, "schedule.sign_in_ends", (("network", "X"), ("day", "2027-01-20"))) for one in accounts
        )

    monkeypatch.setattr(ScheduleDesk, "concerns", ends)
    place = live.ask(lambda desk: desk.accounts.sign_in("practice", {})).id
    draft = live.ask(lambda desk: desk.drafts.new("Savesta", to=(place,))).id
    (planned,) = live.ask(lambda desk: desk.schedule.plan(draft)).deliveries
    told = t("schedule.sign_in_ends", network="X", day="20.1.2027")
    for subject in (lambda desk: of_draft(desk, draft, ()), lambda desk: of_planned(desk, (planned,))):
        sheet = TimeSheet(live.bridge, host, subject)
        sheet.appear()
        qtbot.waitUntil(lambda sheet=sheet: told in sheet.note.text())
        assert sheet.plan.isEnabled()
        sheet.close()
    planner = Planner(live.bridge, live.bridge)
    with qtbot.waitSignal(planner.toast_wanted) as said:
        planner.plan_next(draft)
    assert told in said.args[0]
