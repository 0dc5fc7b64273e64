# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The line above the paper of a planned draft: it tells when the text has changed since, and takes the new one."""

from __future__ import annotations

import pytest

from ui.views.write_planned import Planned
from ui.views.write_saving import Saving, Sheet
from ui.widgets.planned_line import PlannedLine


@pytest.fixture
def draft(live):
    def work(desk):
        draft = desk.drafts.new("Opin yhden asian.", to=(desk.accounts.sign_in("practice", {}).id,)).id
        desk.schedule.plan(draft)
        return draft

    return live.ask(work)


@pytest.fixture
def line(live, host, draft, qtbot):
    line = PlannedLine(host)
    saving = Saving(live.bridge, host)
    saving.sheet = Sheet(draft)
    planned = Planned(live.bridge, line, saving, lambda then: then(draft))
    planned.refresh()
    qtbot.waitUntil(line.isVisible)
    line.planned = planned
    return line


def text(live):
    (one,) = live.ask(lambda desk: desk.sending.waiting())
    return one.parts[0].text


def test_a_text_changed_after_planning_is_told_and_can_go_instead(live, line, draft, qtbot):
    assert not line.new.isVisible()
    live.ask(lambda desk: desk.drafts.save(draft, "Opin kaksi asiaa."))
    line.planned.follow()
    qtbot.waitUntil(line.new.isVisible)
    assert text(live) == "Opin yhden asian."
    with qtbot.waitSignal(line.planned.toast_wanted) as told:
        line.new.click()
    assert text(live) == "Opin kaksi asiaa."
    line.planned.refresh()
    qtbot.waitUntil(lambda: not line.new.isVisible())
    told.args[1]()
    qtbot.waitUntil(lambda: text(live) == "Opin yhden asian.")
