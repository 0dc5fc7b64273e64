# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Earlier versions: the list, the differences, bringing one back and undoing it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import Revision
from ui.dialogs.revisions import RevisionsSheet
from ui.models.revisions import REVISION, RevisionsModel
from ui.widgets.differences import differences

OLD = "Savi on hidas. Odotin kuusi viikkoa."
NEW = "Savi on rauhallinen. Odotin kuusi viikkoa ja vielä yhden."


@pytest.fixture
def draft(live):
    def work(desk):
        draft = desk.drafts.new(OLD)
        desk.drafts.keep_revision(draft.id, "pause")
        desk.drafts.save(draft.id, NEW)
        return draft.id

    return live.ask(work)


@pytest.fixture
def sheet(live, host, draft, qtbot):
    sheet = RevisionsSheet(live.bridge, host, draft)
    sheet.appear()
    live.settle()
    yield sheet
    live.settle()


def text_of(live, draft):
    return live.ask(lambda desk: desk.drafts.get(draft)).text


def test_it_lists_them_with_length_and_reason_and_shows_the_text(sheet):
    shown = sheet.model.index(0).data()
    assert f"{len(OLD)} merkkiä · tauolla" in shown
    assert sheet.text.toPlainText() == OLD
    assert sheet.list.hasFocus()


def test_the_differences_are_marked_and_counted(sheet):
    assert [sheet.text.toPlainText()[a:b] for a, b, _colour in sheet.text._marks] == ["hidas"]
    assert sheet.summary.text() == "Sanoja tulisi takaisin 1, lähtisi pois 4."


def test_one_comes_back_and_that_can_be_undone(sheet, live, draft, qtbot):
    restored, toasts = [], []
    sheet.restored.connect(restored.append)
    live.bridge.toast_wanted.connect(lambda words, undo: toasts.append((words, undo)))
    sheet.restore.click()
    qtbot.waitUntil(lambda: bool(toasts))
    assert restored == [draft]
    assert text_of(live, draft) == OLD
    assert not sheet.isVisible()
    words, undo = toasts[0]
    assert words == "Aiempi versio on palautettu."
    with qtbot.waitSignal(sheet.restored):
        undo()
    assert text_of(live, draft) == NEW


def test_the_same_text_can_not_be_restored(live, host, draft):
    live.ask(lambda desk: desk.drafts.save(draft, OLD))
    sheet = RevisionsSheet(live.bridge, host, draft)
    sheet.appear()
    live.settle()
    assert not sheet.restore.isEnabled()
    assert sheet.summary.text() == "Sama kuin nyt."


def test_no_earlier_versions_have_words_of_their_own(live, host):
    draft = live.ask(lambda desk: desk.drafts.new("Uusi"))
    sheet = RevisionsSheet(live.bridge, host, draft.id)
    sheet.appear()
    live.settle()
    assert sheet.empty.isVisibleTo(sheet)
    assert not sheet.list.isVisibleTo(sheet)
    assert not sheet.restore.isEnabled()


def test_a_draft_that_is_gone_is_said_in_words(live, host):
    sheet = RevisionsSheet(live.bridge, host, "ei-ole")
    sheet.appear()
    live.settle()
    assert "ei-ole" in sheet.empty.words.text()


def test_it_is_freed_on_close(live, host, draft, freed):
    held = [RevisionsSheet(live.bridge, host, draft)]
    held[0].appear()
    assert freed(held)


def test_the_model_keeps_qt_s_rules(qtmodeltester):
    model = RevisionsModel(str)
    at = datetime(2026, 11, 23, tzinfo=UTC)
    model.show_rows(tuple(Revision(str(n), "d", at, n, "pause", "x" * n) for n in range(3)))
    qtmodeltester.check(model)
    assert model.index(2).data(REVISION).id == "2"
    assert "2 merkkiä" in model.index(2).data()


@given(st.text(max_size=60), st.text(max_size=60))
def test_spans_lie_in_the_earlier_text_and_equal_texts_have_none(earlier, present):
    found = differences(earlier, present)
    assert all(0 <= start < end <= len(earlier) for start, end in found.spans)
    assert differences(earlier, earlier).spans == ()


def test_a_very_long_text_is_compared_by_lines_and_quickly():
    lines = [f"Rivi {number} savesta ja odottamisesta" for number in range(3000)]
    found = differences("\n".join(lines), "\n".join([*lines[:1500], "Uusi", *lines[1501:]]))
    assert len(found.spans) == 1
