# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The preview over a real desk: columns, counts, folds, pictures, links, themes, widths, keys."""

from __future__ import annotations

import pytest
from fakes.preview import ACCOUNTS, LINK, POST, accessible, accounts, picture, preview
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from app.model import Account, Card, Event, Way
from ui import theme
from ui.views.preview_layout import PHONE

__all__ = ["accounts", "picture", "preview"]


def test_each_network_has_a_column_in_the_order_of_the_accounts(preview):
    shown = preview()
    assert [column.title.text() for column in shown.view.columns.values()] == ["LinkedIn", "Mastodon", "Bluesky"]
    assert [column.note.text() for column in shown.view.columns.values()] == [
        "yhtenä, mahtuu hyvin",
        "kahtena",
        "kolmena",
    ]


def test_the_parts_are_what_is_sent(preview, live):
    shown = preview()
    for account in ACCOUNTS:
        measured = live.ask(lambda desk, network=account.network: desk.variants.parts_for(shown.draft, network))
        assert shown.texts(account.id) == [part.text for part in measured.parts]
        assert [part.text.text() for part in shown.column(account.id).parts][1:] == shown.texts(account.id)[1:]


def test_people_are_named_also_where_the_account_is_by_hand(preview):
    shown = preview()
    names = [(column.facts.name, column.facts.handle) for column in shown.view.columns.values()]
    assert names == [
        ("Aino Kivi", "käsin"),
        ("Aino Kivi", "@aino@kivijalka.example"),
        ("Aino Kivi", "@ainokivi.example"),
    ]
    assert shown.column("in").parts[0].avatar.text() == "AK"


def test_a_ring_says_what_is_left(preview):
    part = preview().column("bs").parts[0]
    ring = accessible(part.ring)
    assert ring.role() == QAccessible.Role.ProgressBar
    assert ring.text(QAccessible.Text.Name) == f"jäljellä {part.left.text()}"
    assert part.number.text() == "1/3"
    assert accessible(part).text(QAccessible.Text.Name).startswith("Bluesky, osa 1/3, jäljellä ")


def test_links_mentions_and_hashtags_are_found_in_their_part(preview):
    found = [part.text[start:end] for part in preview().column("bs").facts.parts for start, end in part.accents]
    assert found == [LINK, "@sari.example.com", "#Pohjarakennus"]


def test_linkedin_folds_at_a_word_and_opens_again(preview, qtbot):
    shown = preview()
    part = shown.column("in").parts[0]
    assert part.fold.isVisible()
    assert part.rest.isVisible()
    assert len(part.text.text()) <= 210
    assert f"{part.text.text()} {part.rest.text()}".split() == POST.split()
    high = part.height()
    qtbot.keyClick(part.fold, Qt.Key.Key_Return)
    assert not part.rest.isVisible()
    shown.until(lambda: part.height() < high)
    qtbot.mouseClick(part.fold, Qt.MouseButton.LeftButton)
    assert part.rest.isVisible()


def test_pictures_stand_in_the_first_part_and_the_foot_tells_of_them(preview, picture):
    shown = preview(photos=[picture])
    part = shown.column("bs").parts[0]
    assert part.pictures.isVisible()
    assert shown.column("bs").parts[1].pictures is None
    assert part.pictures.accessibleName() == "1 kuva: Mittauspuomi savikentällä"
    shown.until(lambda: all(not image.isNull() for image in shown.view.images.values()))
    assert shown.view.foot.alt.text() == "Kuvalla on sanallinen kuvaus"
    drawn = part.pictures.grab().toImage().pixelColor(part.pictures.width() // 2, part.pictures.height() // 2)
    assert abs(drawn.red() - 120) < 6
    assert abs(drawn.blue() - 190) < 6


def test_more_pictures_than_a_network_takes_is_said(preview, picture):
    shown = preview(photos=[picture] * 5)
    assert shown.column("bs").parts[0].too_many.text() == "Täällä näkyy vain 4 ensimmäistä kuvaa."
    assert not shown.column("in").parts[0].too_many.isVisible()


def test_a_link_shows_its_address_until_it_is_known(preview, live):
    shown = preview()
    card = next(part.card for part in shown.column("bs").parts if part.card)
    assert (card.site.text(), card.title.text()) == ("kivijalka.example", LINK)
    assert card.fetch.isVisible()
    live.ask(lambda desk: desk.store.cards.keep(shown.draft, Card(LINK, "Painumalevyt", "Näin niitä luetaan.")))
    live.bridge.announced.emit(Event("drafts", shown.draft))
    shown.until(lambda: card.title.text() == "Painumalevyt")
    assert card.more.text() == "Näin niitä luetaan."
    assert not card.fetch.isVisible()


def test_a_card_taken_away_is_not_shown_where_mummo_sends_it(preview, qtbot):
    shown = preview()
    card = next(part.card for part in shown.column("bs").parts if part.card)
    qtbot.mouseClick(card.drop, Qt.MouseButton.LeftButton)
    shown.until(lambda: card.title.text() == "Lähtee ilman korttia")
    assert card.fetch.isVisible()
    assert not card.drop.isVisible()


def test_asking_for_a_page_on_this_machine_says_why_not(preview, qtbot):
    shown = preview("Lue tästä: http://127.0.0.1:9/sivu Se on pieni, mutta hyvä.")
    card = shown.column("bs").parts[0].card
    with qtbot.waitSignal(shown.view.toast_wanted, timeout=15_000) as toast:
        qtbot.mouseClick(card.fetch, Qt.MouseButton.LeftButton)
        assert card.fetch.text() == "Haetaan…"
        assert card.fetch.isEnabled()  # else the focus would leave it
    assert toast.args[0]
    assert not toast.args[0].startswith("card.")
    shown.until(lambda: card.fetch.text() == "Hae esikatselu")


def test_the_filter_shows_one_network(preview):
    shown = preview()
    shown.view.bar.choose("bluesky")
    assert [name for name, column in shown.view.columns.items() if column.isVisible()] == ["bs"]
    shown.view.bar.choose("")
    assert all(column.isVisible() for column in shown.view.columns.values())


def test_a_change_elsewhere_is_shown(preview, live):
    shown = preview("Lyhyt juttu savesta.")
    live.ask(lambda desk: desk.drafts.save(shown.draft, "Toinen juttu savesta."))
    shown.until(lambda: shown.texts("in") != ["Lyhyt juttu savesta."])
    assert shown.texts("in") == ["Toinen juttu savesta."]


def test_a_draft_that_goes_leads_back_to_the_text(preview, live, qtbot):
    shown = preview()
    with qtbot.waitSignal(shown.view.view_wanted) as wish:
        live.ask(lambda desk: desk.drafts.remove(shown.draft))
    assert wish.args == ["write"]


def test_without_a_network_there_is_a_hint_and_a_way(preview, qtbot):
    shown = preview(to=())
    shown.until(lambda: shown.view.choose.isVisible())
    with qtbot.waitSignal(shown.view.view_wanted):
        qtbot.mouseClick(shown.view.choose, Qt.MouseButton.LeftButton)


def test_escape_goes_back(preview, qtbot):
    shown = preview()
    shown.view.shown()
    with qtbot.waitSignal(shown.view.view_wanted):
        qtbot.keyClick(shown.view.area, Qt.Key.Key_Escape)


def test_a_time_is_picked_from_here_too(preview, qtbot):
    shown = preview()
    with qtbot.waitSignal(shown.view.plan_wanted) as wish:
        qtbot.mouseClick(shown.view.bar.plan, Qt.MouseButton.LeftButton)
    assert wish.args == [shown.draft]
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(shown.view.plan_wanted):
        qtbot.keyClick(shown.view.area, Qt.Key.Key_T, both)
    with qtbot.waitSignal(shown.view.plan_next_wanted):
        qtbot.keyClick(shown.view.area, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)


def test_publish_asks_for_the_same_sheet(preview, qtbot):
    shown = preview()
    with qtbot.waitSignal(shown.view.publish_wanted) as wish:
        qtbot.mouseClick(shown.view.bar.publish, Qt.MouseButton.LeftButton)
    assert wish.args == [shown.draft]


def test_cards_can_be_seen_in_the_other_theme(preview):
    shown = preview()
    part = shown.column("bs").parts[0]
    shown.view.foot.other.setChecked(True)
    dark = theme.parse(theme.tokens()["color"]["dark"]["raised"])
    assert part.grab().toImage().pixelColor(part.width() // 2, 5) == dark
    assert not theme.is_dark()
    shown.view.foot.other.setChecked(False)
    assert part.grab().toImage().pixelColor(part.width() // 2, 5) == theme.color("raised")


def test_the_parts_of_a_thread_get_numbers_and_lose_them_again(preview, live, qtbot):
    shown = preview()
    tick = shown.view.foot.numbered
    before = shown.texts("bs")
    assert tick.isVisible()
    assert not tick.isChecked()
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton)
    shown.until(lambda: shown.texts("bs") != before)
    column = shown.column("bs")
    assert [part.text.rpartition(" ")[2] for part in column.facts.parts] == ["1/3", "2/3", "3/3"]
    assert column.parts[2].text.text().endswith(" 3/3")
    assert [POST[part.start : part.end] for part in column.facts.parts] == [
        text.rpartition(" ")[0] for text in shown.texts("bs")
    ]
    assert not shown.texts("in")[0].endswith("1/1")
    assert tick.isChecked()
    assert live.ask(lambda desk: desk.drafts.get(shown.draft)).numbered
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    shown.until(lambda: shown.texts("bs") == before)
    assert not tick.isChecked()


def test_numbers_are_offered_for_threads_alone(preview):
    assert not preview("Savi on hidas.").view.foot.numbered.isVisible()


def test_phone_width_is_narrow(preview):
    shown = preview()
    shown.view.foot.phone.setChecked(True)
    assert {column.width() for column in shown.view.columns.values()} == {PHONE}


@pytest.mark.parametrize("size", [(760, 480), (544, 480), (1064, 800), (1700, 900)])
def test_nothing_is_cut_off_at_any_size(preview, size, qtbot):
    shown = preview(size=size)
    QApplication.processEvents()
    for column in shown.view.columns.values():
        for part in column.parts:
            for child in part.findChildren(QWidget):
                if child.isVisible():
                    here = child.mapTo(part, child.rect().bottomRight())
                    assert part.rect().contains(here), f"{child} ends at {here} in {part.rect()}"
    for one in (shown.view.bar.back, shown.view.bar.publish):
        assert one.width() >= one.sizeHint().width()


def test_every_stop_has_a_name(preview, picture):
    view = preview(photos=[picture]).view
    stops = [
        child
        for child in view.findChildren(QWidget)
        if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(stops) > 10
    assert [stop for stop in stops if not accessible(stop).text(QAccessible.Text.Name)] == []


def test_tab_goes_in_reading_order(preview, qtbot):
    view = preview().view
    view.activateWindow()
    view.bar.back.setFocus()
    seen = []
    for _ in range(10):
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(seen[-1], Qt.Key.Key_Tab)
    bluesky, linkedin = view.columns["bs"], view.columns["in"]
    expected = [view.bar.back, view.bar.plan, view.bar.publish, view.area, linkedin.edit, linkedin.parts[0].fold]
    assert [one for one in seen if one in expected] == expected
    stops = linkedin.stops() + view.columns["ma"].stops() + bluesky.stops()
    assert [stop for stop in seen if stop in stops] == [stop for stop in stops if stop in seen]


def test_the_pencil_wishes_for_the_networks_own_text(preview, qtbot):
    shown = preview()
    with qtbot.waitSignal(shown.view.own_text_wanted) as wish:
        qtbot.mouseClick(shown.column("ma").edit, Qt.MouseButton.LeftButton)
    assert wish.args == ["mastodon"]


def test_a_network_nobody_knows_any_more_is_shown_uncounted(preview, live):
    live.ask(lambda desk: desk.store.accounts.add(Account("zz", "orkut", "Aino Kivi", Way.BY_HAND)))
    draft = live.ask(lambda desk: desk.drafts.new("Savea.", to=("zz",))).id
    shown = preview("Muuta.")
    shown.view.open_draft(draft)
    shown.until(lambda: list(shown.view.columns) == ["zz"])
    live.settle()
    live.settle()
    assert shown.column("zz").parts[0].ring.accessibleName() == "Lasken vielä"


def test_a_text_too_long_to_count_at_once_is_shown_grey_and_then_counted(preview):
    text = "Pitkä juttu savesta ja sen painumisesta tiellä. " * 200
    shown = preview(text, to=("in",))
    assert shown.column("in").facts.over > 0
    assert shown.column("in").note.text().endswith(" liikaa")


def test_the_foot_tells_that_the_place_was_taken_out(preview, tmp_path):
    path = tmp_path / "paikka.jpg"
    made = Image.new("RGB", (60, 40))
    exif = made.getexif()
    exif[0x8825] = {1: "N", 2: (60.0, 10.0, 0.0), 3: "E", 4: (24.0, 56.0, 0.0)}
    made.save(path, exif=exif)
    foot = preview(photos=[path]).view.foot
    assert foot.place.isVisible()
    assert foot.place.text() == "Sijainti poistettu kuvasta"
