# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The calendar over a real desk: cards move by mouse and keys, every move can be undone, the month stays short."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.desk.times import naive_here
from app.model import Kind, State
from ui.views.calendar import CalendarView
from ui.widgets.calendar_bar import Mode
from ui.widgets.calendar_facts import Span, asks, monday, range_words, said_of
from ui.widgets.calendar_rooms import CARD
from ui.widgets.calendar_side import told_of


@pytest.fixture
def today(live):
    return live.ask(lambda desk: naive_here(desk.clock(), desk.schedule.zone()))


@pytest.fixture
def wednesday(today):
    """A Wednesday in the week after this one, so that nothing of the week is over."""
    day = monday(today.date()) + timedelta(days=9)
    return datetime.combine(day, time(9))


def plan(live, text, here, kind=Kind.OWN):
    def work(desk):
        accounts = desk.accounts.all() or (desk.accounts.sign_in("practice", {}),)
        draft = desk.drafts.new(text, kind, to=(accounts[0].id,))
        wall = here.isoformat(timespec="minutes")
        return desk.sending.queue(draft.id, (accounts[0].id,), wall=wall, zone=desk.schedule.zone())[0]

    return live.ask(work)


@pytest.fixture
def view(live, qtbot, wednesday):
    made = CalendarView(live.bridge)
    qtbot.addWidget(made)
    made.resize(1060, 780)
    made.show_week(wednesday.date())
    with qtbot.waitExposed(made):
        made.show()
    made.shown()
    qtbot.waitUntil(lambda: made.span is not None)
    return made


def card(view, title):
    cards = view.grid.cards if view.mode is Mode.WEEK else view.month.cards
    return next(one for one in cards if one.entry.title.startswith(title))


def wait_for(view, qtbot, title):
    def there():
        cards = view.grid.cards if view.mode is Mode.WEEK else view.month.cards
        return any(one.entry.title.startswith(title) for one in cards)

    qtbot.waitUntil(there)
    return card(view, title)


def at(live, delivery):
    return live.ask(lambda desk: desk.sending.get(delivery.id)).wall


def test_a_card_moves_by_keys_and_undo_brings_it_back(view, live, qtbot, wednesday):
    delivery = plan(live, "Savesta opittua", wednesday)
    one = wait_for(view, qtbot, "Savesta")
    one.setFocus()
    with qtbot.waitSignal(view.toast_wanted) as told:
        qtbot.keyClick(one, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert at(live, delivery) == (wednesday + timedelta(minutes=15)).isoformat(timespec="minutes")
    told.args[1]()
    qtbot.waitUntil(lambda: card(view, "Savesta").entry.here == wednesday)
    assert at(live, delivery) == wednesday.isoformat(timespec="minutes")
    with qtbot.waitSignal(view.toast_wanted):
        qtbot.keyClick(card(view, "Savesta"), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert at(live, delivery) == (wednesday + timedelta(days=1)).isoformat(timespec="minutes")


def test_the_moved_card_keeps_the_focus(view, live, qtbot, wednesday):
    plan(live, "Savesta opittua", wednesday)
    wait_for(view, qtbot, "Savesta").setFocus()
    for step in range(1, 4):
        qtbot.keyClick(card(view, "Savesta"), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        wanted = wednesday + timedelta(minutes=15 * step)
        qtbot.waitUntil(lambda wanted=wanted: card(view, "Savesta").entry.here == wanted)
        assert view.window().focusWidget() is card(view, "Savesta")


def drag(card, target, place, modifier=Qt.KeyboardModifier.NoModifier):
    """Press on the card, go to a place of another widget, let go."""
    start = QPoint(card.width() // 2, 12)
    to = card.mapFromGlobal(target.mapToGlobal(place))
    QTest.mousePress(card, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(card, start + (to - start) * share)
        QApplication.processEvents()
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, modifier, to)


def test_a_card_moves_by_mouse(view, live, qtbot, wednesday):
    delivery = plan(live, "Savesta opittua", wednesday)
    one = wait_for(view, qtbot, "Savesta")
    wanted = wednesday + timedelta(days=1, hours=1, minutes=30)
    place = view.grid.place_of(wanted).topLeft() + QPoint(30, 12)
    with qtbot.waitSignal(view.toast_wanted):
        drag(one, view.grid, place)
    assert at(live, delivery) == wanted.isoformat(timespec="minutes")


def test_alt_leaves_the_card_and_plans_a_copy(view, live, qtbot, wednesday):
    plan(live, "Savesta opittua", wednesday)
    one = wait_for(view, qtbot, "Savesta")
    place = view.grid.place_of(wednesday + timedelta(days=2)).topLeft() + QPoint(30, 12)
    with qtbot.waitSignal(view.toast_wanted) as told:
        drag(one, view.grid, place, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(view.grid.cards) == 2)
    told.args[1]()
    qtbot.waitUntil(lambda: len(view.grid.cards) == 1)


def test_a_drag_outside_moves_nothing(view, live, qtbot, wednesday):
    delivery = plan(live, "Savesta opittua", wednesday)
    one = wait_for(view, qtbot, "Savesta")
    drag(one, view.bar, QPoint(5, 5))
    live.settle()
    assert at(live, delivery) == wednesday.isoformat(timespec="minutes")
    assert view._ghost is None


def test_delete_takes_the_post_back_to_the_drafts(view, live, qtbot, wednesday):
    delivery = plan(live, "Savesta opittua", wednesday)
    one = wait_for(view, qtbot, "Savesta")
    with qtbot.waitSignal(view.toast_wanted) as told:
        qtbot.keyClick(one, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not view.grid.cards)
    qtbot.waitUntil(lambda: [one.row.title for one in view.side.cards] == ["Savesta opittua"])
    told.args[1]()
    qtbot.waitUntil(lambda: len(view.grid.cards) == 1)
    assert live.ask(lambda desk: desk.sending.get(delivery.id)).state is State.SCHEDULED


def test_a_draft_is_planned_by_dragging_it_in(view, live, qtbot, wednesday):
    live.ask(lambda desk: desk.drafts.new("Roudasta, taas", to=(desk.accounts.sign_in("practice", {}).id,)))
    qtbot.waitUntil(lambda: len(view.side.cards) == 1)
    place = view.grid.place_of(wednesday).topLeft() + QPoint(30, 1)
    with qtbot.waitSignal(view.toast_wanted):
        drag(view.side.cards[0], view.grid, place)
    one = wait_for(view, qtbot, "Roudasta")
    assert one.entry.here == wednesday
    qtbot.waitUntil(lambda: not view.side.cards)


def test_a_draft_for_nowhere_says_so_and_stays(view, live, qtbot, wednesday):
    live.ask(lambda desk: desk.drafts.new("Roudasta, taas"))
    qtbot.waitUntil(lambda: len(view.side.cards) == 1)
    with qtbot.waitSignal(view.toast_wanted) as told:
        view.wishes.plan(view.side.cards[0].row.id, wednesday)
    assert told.args[1] is None
    assert len(view.side.cards) == 1


def test_ctrl_t_takes_the_next_own_time(view, live, qtbot, today):
    live.ask(lambda desk: desk.drafts.new("Roudasta, taas", to=(desk.accounts.sign_in("practice", {}).id,)))
    qtbot.waitUntil(lambda: len(view.side.cards) == 1)
    wanted = live.ask(lambda desk: desk.schedule.next_own_time())
    with qtbot.waitSignal(view.toast_wanted):
        qtbot.keyClick(view.side.cards[0], Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    waiting = live.ask(lambda desk: desk.sending.waiting())
    assert [one.wall for one in waiting] == [wanted]


def test_posts_close_together_stand_below_one_another_as_wide_as_the_day(view, live, qtbot, wednesday):
    for number in range(3):
        plan(live, f"Postaus {number}", wednesday + timedelta(minutes=15 * number))
    qtbot.waitUntil(lambda: len(view.grid.cards) == 3)
    places = [card(view, f"Postaus {number}").geometry() for number in range(3)]
    assert len({(place.x(), place.width()) for place in places}) == 1
    assert all(not one.intersects(other) for one, other in itertools.pairwise(places))
    assert [place.height() for place in places][-1] == CARD


def test_the_month_shows_three_and_counts_the_rest(view, live, qtbot, wednesday):
    for hour in range(5):
        plan(live, f"Postaus {hour}", wednesday + timedelta(hours=hour))
    view.show_mode(Mode.MONTH)
    qtbot.waitUntil(lambda: len(view.month.cards) == 3)
    (more,) = view.month._more
    assert "2" in more.text()
    more.click()
    qtbot.waitUntil(lambda: view.mode is Mode.WEEK and len(view.grid.cards) == 5)


def test_a_move_in_the_month_keeps_the_time_of_day(view, live, qtbot, wednesday):
    delivery = plan(live, "Savesta opittua", wednesday)
    view.show_mode(Mode.MONTH)
    one = wait_for(view, qtbot, "Savesta")
    target = view.month.place_of((wednesday + timedelta(days=1)).date()).center()
    with qtbot.waitSignal(view.toast_wanted):
        drag(one, view.month, target)
    assert at(live, delivery) == (wednesday + timedelta(days=1)).isoformat(timespec="minutes")


def menu_of(view, card, qtbot):
    qtbot.keyClick(card, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in view.findChildren(QMenu)))
    return next(menu for menu in view.findChildren(QMenu) if menu.isVisible())


def words_of(menu):
    return [one.text() for one in menu.actions() if one.text()]


def rest(live, delivery, state, message, **facts):
    from app.store.deliveries import Rest

    def work(desk):
        asks = Rest(state, message, tuple(facts.items()))
        desk.store.outbox.rest(delivery.id, (State.SCHEDULED,), asks, delivery.at)
        desk.announce("deliveries", delivery.id)

    live.ask(work)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_opening_the_text_of_a_card_leaves_the_post_its_place_and_time(view, live, qtbot, wednesday):
    delivery = plan(live, "Savesta opittua", wednesday)
    menu = menu_of(view, wait_for(view, qtbot, "Savesta"), qtbot)
    assert words_of(menu) == ["Avaa teksti", "Siirrä toiseen aikaan…", "Lähetä nyt", "Takaisin luonnoksiin"]
    with qtbot.waitSignal(view.draft_wanted) as told:
        menu.actions()[0].trigger()
    menu.close()
    assert told.args == [delivery.draft]
    live.ask(lambda desk: desk.drafts.save(delivery.draft, "Savesta opittua, paremmin sanottuna"))
    live.ask(lambda desk: desk.schedule.renew(delivery.draft))
    (waiting,) = live.ask(lambda desk: desk.sending.waiting())
    assert (waiting.wall, waiting.parts[0].text) == (delivery.wall, "Savesta opittua, paremmin sanottuna")


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        ((State.FAILED, "channel.refused"), ["Kokeile", "Käsin", "Luonnoksiin"]),
        ((State.UNCERTAIN, "delivery.looking"), ["Siellä se on", "Ei ole, julkaise"]),
        ((State.NEEDS_PERSON, "delivery.sign_in_ended"), ["Uusi lupa", "Kokeile", "Käsin", "Luonnoksiin"]),
    ],
)
def test_a_card_that_asks_says_why_and_offers_the_answers(view, live, qtbot, wednesday, asked, answers):
    delivery = plan(live, "Savesta opittua", wednesday)
    wait_for(view, qtbot, "Savesta")
    rest(live, delivery, *asked, network="LinkedIn", name="LinkedIn", words="ei")
    qtbot.waitUntil(lambda: asks(card(view, "Savesta").entry))
    menu = menu_of(view, card(view, "Savesta"), qtbot)
    said, *offered = words_of(menu)
    assert not menu.actions()[0].isEnabled()
    assert said == said_of(card(view, "Savesta").entry)
    assert offered[: len(answers)] == answers
    menu.close()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_post_that_waits_for_the_network_says_so_and_keeps_its_place(view, live, qtbot, wednesday):
    delivery = plan(live, "Savesta opittua", wednesday)
    wait_for(view, qtbot, "Savesta")
    rest(live, delivery, State.SCHEDULED, "wire.no_connection", server="practice")
    qtbot.waitUntil(lambda: bool(said_of(card(view, "Savesta").entry)))
    assert card(view, "Savesta").entry.here == wednesday
    menu = menu_of(view, card(view, "Savesta"), qtbot)
    assert words_of(menu)[0] == said_of(card(view, "Savesta").entry)
    assert "Lähetä nyt" in words_of(menu)
    menu.close()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_an_answer_from_the_calendar_is_done(view, live, qtbot, wednesday):
    delivery = plan(live, "Savesta opittua", wednesday)
    wait_for(view, qtbot, "Savesta")
    rest(live, delivery, State.UNCERTAIN, "delivery.looking")
    qtbot.waitUntil(lambda: asks(card(view, "Savesta").entry))
    menu = menu_of(view, card(view, "Savesta"), qtbot)
    with qtbot.waitSignal(view.send_due_wanted):
        menu.actions()[1].trigger()
    menu.close()
    assert live.ask(lambda desk: desk.sending.get(delivery.id)).state is State.PUBLISHED


def test_what_asks_for_the_writer_is_amber_and_says_why(view, live, qtbot, wednesday):
    delivery = plan(live, "Savesta opittua", wednesday)
    rest(live, delivery, State.FAILED, "practice.too_long", limit="3000")
    qtbot.waitUntil(lambda: any(asks(one.entry) for one in view.grid.cards))
    one = card(view, "Savesta")
    assert one._tone() == "brow"
    assert "3000" in one.accessibleName()


def test_steps_and_today(view, qtbot, wednesday, today):
    view.step(1)
    qtbot.waitUntil(lambda: view.span.first == monday(wednesday.date()) + timedelta(days=7))
    view.today()
    qtbot.waitUntil(lambda: view.span.first == monday(today.date()))
    view.show_mode(Mode.MONTH)
    qtbot.waitUntil(lambda: view.span.days == 42)
    month = view.day.month
    view.step(-1)
    qtbot.waitUntil(lambda: view.day.month == (month - 2) % 12 + 1)


def test_the_arrows_turn_the_pages(view, qtbot, wednesday):
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: view.span.first == monday(wednesday.date()) + timedelta(days=7))
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: view.span.first == monday(wednesday.date()))


def test_a_draft_beside_the_calendar_says_where_it_is_meant_to_go_and_how_far_it_is(view, live, qtbot):
    def work(desk):
        practice = desk.accounts.sign_in("practice", {}).id
        desk.drafts.new("Roudasta, taas")
        desk.drafts.new("Savi ei ole ikävä maalaji, vain hidas maalaji", to=(practice, desk.accounts.all()[0].id))

    live.ask(work)
    qtbot.waitUntil(lambda: len(view.side.cards) == 2)
    longer, title = (one.accessibleName() for one in view.side.cards)
    assert longer.endswith("Harjoitusverkko · 8 sanaa")
    assert title == "Roudasta, taas, pelkkä otsikko vielä"


def test_the_weeks_rhythm_counts_what_comes_by_itself_and_praises_more_than_promised():
    week = Span(datetime(2026, 11, 23).date(), 7, datetime(2026, 11, 24), out=1, coming=2, rhythm=2)  # noqa: DTZ001
    assert (
        told_of(week) == "Tällä viikolla julkaistu 1, tulossa 2. Enemmän kuin lupasit itsellesi, eli hengähtääkin saa."
    )
    assert told_of(replace(week, coming=1)).endswith("Juuri sen verran kuin lupasit itsellesi.")
    assert told_of(replace(week, coming=0)) == "Tällä viikolla julkaistu 1, tulossa 0."
    assert told_of(replace(week, coming=0, out=0)) == "Tyhjä viikko on myös rytmi."


def test_days_of_one_month_name_it_once():
    first = datetime(2026, 11, 23).date()  # noqa: DTZ001 wall time
    assert range_words(first, first + timedelta(days=6)) == "23.–29.11."
    assert range_words(first + timedelta(days=7), first + timedelta(days=13)) == "30.11. – 6.12."


def test_a_low_window_shows_the_week_of_today_when_the_month_is_turned_to(view, qtbot, today):
    view.resize(700, 300)
    view.today()
    view.show_mode(Mode.MONTH)
    qtbot.waitUntil(lambda: view.month.shows is not None)
    area = view.month_area

    def in_sight():
        place = view.month.place_of(today.date())
        top = area.verticalScrollBar().value()
        return top <= place.top() and place.bottom() <= top + area.height()

    qtbot.waitUntil(in_sight)
