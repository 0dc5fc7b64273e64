# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What was slept over is asked about once, with a proposal that Enter takes; nothing is sent before the answer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMainWindow, QWidget

from app.model import State
from app.rhythm import Offer
from app.store.deliveries import Rest
from ui.dialogs.missed import MissedSheet, _with, in_words
from ui.widgets.choice import Choice
from ui.window.late import Late, _find


def miss(live, text, minutes=90):
    """Queue a post and let its time pass, as the sender leaves it."""

    def work(desk):
        account = (desk.accounts.all() or (desk.accounts.sign_in("practice", {}),))[0]
        draft = desk.drafts.new(text, to=(account.id,))
        due = desk.clock() - timedelta(minutes=minutes)
        (one,) = desk.sending.queue(draft.id, (account.id,), due)
        late = Rest(State.NEEDS_PERSON, "delivery.late", (("minutes", str(minutes)),))
        with desk.store.database.write() as connection:
            connection.execute(
                "UPDATE deliveries SET zone = ?, wall = '2026-11-23T09:00' WHERE id = ?", (desk.schedule.zone(), one.id)
            )
        desk.store.outbox.rest(one.id, (State.SCHEDULED,), late, due)
        return desk.sending.get(one.id)

    return live.ask(work)


def open_sheet(live, host):
    found = live.ask(_find)
    sheet = MissedSheet(live.bridge, host, found)
    sheet.appear()
    return sheet


def test_one_post_shows_the_answers_and_enter_takes_the_proposal(live, host, qtbot):
    delivery = miss(live, "Savi ei ole ikävä maalaji")
    sheet = open_sheet(live, host)
    chosen = next(one for one in sheet.findChildren(Choice) if one.isChecked())
    with qtbot.waitSignal(sheet.settled):
        qtbot.keyClick(chosen, Qt.Key.Key_Return)
    settled = live.ask(lambda desk: desk.sending.get(delivery.id))
    assert settled.state is State.SCHEDULED


def test_to_the_drafts_and_undone(live, host, qtbot):
    delivery = miss(live, "Savi ei ole ikävä maalaji")
    sheet = open_sheet(live, host)
    drafts = next(one for one in sheet.findChildren(Choice) if one.text() == "Siirrä luonnoksiin")
    drafts.click()
    with qtbot.waitSignal(sheet.toast_wanted) as told:
        sheet.go.click()
    assert live.ask(lambda desk: desk.sending.waiting()) == ()
    told.args[1]()
    qtbot.waitUntil(lambda: [one.id for one in live.ask(lambda desk: desk.sending.waiting())] == [delivery.id])


def test_several_posts_are_one_list_and_never_go_at_once(live, host, qtbot):
    for text in ("Ensimmäinen", "Toinen", "Kolmas"):
        miss(live, text)
    sheet = open_sheet(live, host)
    boxes = sheet.findChildren(QComboBox)
    assert len(boxes) == 3
    offers = [box.currentData() for box in boxes]
    walls = [one.wall for one in offers if one.wall]
    assert all(abs(first - second) >= timedelta(hours=2) for first in walls for second in walls if first != second)
    assert len(set(walls)) == len(walls)
    sheet.same.click()
    assert {box.currentData().what for box in boxes} == {"drafts"}
    with qtbot.waitSignal(sheet.settled):
        sheet.go.click()
    assert live.ask(lambda desk: desk.sending.waiting()) == ()


def test_it_is_freed_when_closed(live, host, freed):
    miss(live, "Savi")
    held = [open_sheet(live, host)]
    assert freed(held)


@pytest.fixture
def window(live, qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.setCentralWidget(QWidget())
    made.resize(900, 700)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_the_window_asks_once_and_again_after_an_hour(live, window, qtbot):
    late = Late(window, live.bridge)
    miss(live, "Savi ei ole ikävä maalaji")
    late.look()
    qtbot.waitUntil(lambda: late.sheet() is not None)
    sheet = late.sheet()
    late.look()
    assert late.sheet() is sheet
    sheet.close()
    assert late.sheet() is None
    assert late._rest.isActive()
    late.look()
    live.settle()
    assert late.sheet() is None
    late._rest.stop()
    late.look()
    qtbot.waitUntil(lambda: late.sheet() is not None)


def test_posts_found_late_one_after_the_other_are_one_question(live, window, qtbot):
    late = Late(window, live.bridge)
    miss(live, "Savi ei ole ikävä maalaji")
    late.look()
    qtbot.wait(50)
    assert late.sheet() is None
    miss(live, "Routa on sitkeä")
    late.look()
    qtbot.waitUntil(lambda: late.sheet() is not None)
    assert len(late.sheet()._rows) == 2


def test_a_proposal_of_a_kind_of_its_own_takes_no_other_answer_away():
    now, later = Offer("now", datetime.fromisoformat("2026-11-24T00:04")), Offer("drafts")
    proposed = Offer("today", datetime.fromisoformat("2026-11-24T07:00"))
    assert _with((now, later), proposed) == (now, proposed, later)


MORNING = datetime(2026, 11, 24, 10, 25)  # noqa: DTZ001 wall time


@pytest.mark.parametrize(
    ("offer", "now", "words"),
    [
        (Offer("now", MORNING), MORNING, "Yhä samaa aamupäivää, tuskin kukaan huomaa eroa"),
        (Offer("now", MORNING.replace(hour=14)), MORNING.replace(hour=14), "Tuskin kukaan huomaa eroa"),
        (Offer("today", MORNING.replace(hour=12)), MORNING, "Lounaalla"),
        (Offer("today", MORNING.replace(hour=15)), MORNING, "Iltapäivällä"),
        (Offer("today", MORNING.replace(hour=17)), MORNING, "Vielä tänä iltana"),
        (Offer("workday", MORNING.replace(day=25, hour=9, minute=0)), MORNING, "Sama aika, seuraava arkipäivä"),
        (Offer("workday", MORNING.replace(day=25, hour=7, minute=0)), MORNING, "Kun hiljainen aika on ohi"),
        (Offer("drafts"), MORNING, "Ei kiirettä mihinkään"),
    ],
)
def test_each_answer_says_what_it_means_at_this_time_of_day(offer, now, words):
    assert in_words(offer, now, MORNING.replace(hour=9, minute=0))[1] == words


def test_publishing_now_in_quiet_time_says_so():
    late = MORNING.replace(hour=22)
    _, more = in_words(Offer("now", late), late, late.replace(hour=21), quiet=True)
    assert more == "Nyt on hiljaista aikaa, sinä päätät"
