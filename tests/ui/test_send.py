# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The send sheet: places, ways, open remarks that change nothing, keys, being freed."""

from __future__ import annotations

import pytest
from fakes.loopback import Loopback, Play
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget

from app.model import Account, Finding, Hat, Hats, Level, Measure, Mood, Part, Photo, Remark, Report, Tone, Way
from app.wording import t, use
from ui.dialogs.send import SendSheet
from ui.widgets.account_mark import colour_of, initials_of
from ui.widgets.kinds import Look
from ui.widgets.options_form import OptionsForm
from ui.widgets.send_facts import SendRow, hint_in_words, how_in_words, photos_in_words

LONG = "Sana kerrallaan pitkä juttu siitä, miten savi painuu. " * 12


@pytest.fixture
def places(live):
    practice = live.ask(lambda desk: desk.accounts.sign_in("practice", {}))
    linkedin = live.ask(lambda desk: desk.accounts.add_by_hand("linkedin"))
    bluesky = live.ask(lambda desk: desk.accounts.add_by_hand("bluesky"))
    return practice, linkedin, bluesky


@pytest.fixture
def sheet(live, host, places, qtbot):
    draft = live.ask(lambda desk: desk.drafts.new(LONG, to=(places[0].id,)))
    sheet = SendSheet(live.bridge, host, draft.id)
    sheet.appear()
    qtbot.waitUntil(lambda: sheet.publish.isEnabled())
    return sheet


def test_the_places_of_the_draft_are_ticked_and_come_first(sheet, places):
    assert [row.account.id for row in sheet.chosen()] == [places[0].id]
    assert [box.isChecked() for box, _row in sheet._boxes] == [True, False, False]


def test_each_row_says_how_it_goes_out(sheet):
    said = {row.account.network: how_in_words(row) for _box, row in sheet._boxes}
    assert said["linkedin"] == "käsin"
    assert said["practice"] == "harjoitusverkko"
    assert said["bluesky"].startswith("käsin, ketju ")


def test_enter_sends_what_is_ticked_and_closes(sheet, places, qtbot):
    assert sheet.focusWidget() is sheet.publish
    sent = []
    sheet.send_wanted.connect(sent.append)
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet.publish, Qt.Key.Key_Return)
    assert sent == [(places[0].id,)]


def test_ctrl_enter_sends_from_any_button(sheet, qtbot):
    cancel = next(child for child in sheet.card.findChildren(QWidget) if child.accessibleName() == "Peru")
    cancel.setFocus()
    with qtbot.waitSignal(sheet.send_wanted):
        qtbot.keyClick(cancel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_escape_closes_and_sends_nothing(sheet, qtbot):
    sent = []
    sheet.send_wanted.connect(sent.append)
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet.publish, Qt.Key.Key_Escape)
    assert sent == []


def test_tab_stays_inside_the_sheet(sheet, qtbot):
    seen = set()
    for _ in range(12):
        qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(sheet.window().focusWidget())
        seen.add(sheet.window().focusWidget())
    assert len(seen) >= 5


def test_open_remarks_are_told_and_never_change_the_button(sheet):
    finding = Finding("crude", "crude", Level.EYEBROW, 0, 4, "Sana")
    report = Report("fi", Mood.EYEBROW, Tone.NEUTRAL, Hats(), (Remark(finding, "", ""),) * 2)
    before = (sheet.publish.isEnabled(), sheet.publish.text())
    sheet._read(report)
    assert sheet.words.text() == "Kaksi kohtaa jäi auki."
    assert sheet.face.mood is Mood.EYEBROW
    assert sheet.look.isVisibleTo(sheet)
    assert (sheet.publish.isEnabled(), sheet.publish.text()) == before


def test_by_hand_only_says_what_will_happen(sheet):
    for box, row in sheet._boxes:
        box.setChecked(row.account.network == "linkedin")
    assert sheet.hint.text() == "Kopioin tekstin ja avaan LinkedInin. Liitä ja paina julkaise."
    for box, _row in sheet._boxes:
        box.setChecked(False)
    assert not sheet.publish.isEnabled()


def test_without_any_place_it_offers_to_add_one(live, host, qtbot):
    draft = live.ask(lambda desk: desk.drafts.new("Hei"))
    sheet = SendSheet(live.bridge, host, draft.id)
    sheet.appear()
    live.settle()
    assert not sheet.publish.isEnabled()
    add = next(child for child in sheet.findChildren(QWidget) if child.accessibleName() == "Lisää paikka")
    with qtbot.waitSignals([sheet.accounts_wanted, sheet.closed]):
        add.click()


def test_an_empty_paper_can_not_be_sent(live, host, places):
    draft = live.ask(lambda desk: desk.drafts.new("  ", to=(places[0].id,)))
    sheet = SendSheet(live.bridge, host, draft.id)
    sheet.appear()
    live.settle()
    assert not sheet.publish.isEnabled()
    assert sheet.hint.text() == "Paperi on tyhjä. Se on kaikilla joskus."


def test_names_from_outside_are_plain_text(live, host, qtbot):
    live.ask(lambda desk: desk.accounts.add_by_hand("x", "<b>a & b</b>"))
    draft = live.ask(lambda desk: desk.drafts.new("Hei"))
    sheet = SendSheet(live.bridge, host, draft.id)
    sheet.appear()
    live.settle()
    shown = [child for child in sheet.findChildren(QWidget) if getattr(child, "text", str)() == "<b>a & b</b>"]
    assert shown
    assert shown[0].textFormat() == Qt.TextFormat.PlainText


def test_it_is_freed_on_close(live, host, places, freed):
    draft = live.ask(lambda desk: desk.drafts.new(LONG, to=(places[0].id,)))
    held = [SendSheet(live.bridge, host, draft.id)]
    held[0].appear()
    assert freed(held)


def row(network, way, measure):
    return SendRow(Account("a", network, network, way), Look(network, network.title(), "send"), measure, True)


def test_too_much_for_a_network_without_threads_is_told_in_numbers():
    measure = Measure("linkedin", 3014, 3000, "x", False, parts=(Part("a", 3014),))
    assert how_in_words(row("linkedin", Way.BY_HAND, measure)) == "käsin, 14 liikaa"


def test_several_by_hand_are_named(qapp):
    measure = Measure("x", 1, 280, "x", True)
    rows = (row("linkedin", Way.BY_HAND, measure), row("facebook", Way.BY_HAND, measure))
    assert "Linkedin, Facebook" in hint_in_words(rows)
    assert hint_in_words((row("practice", Way.PRACTICE, measure),)) == ""


def test_pictures_say_what_was_taken_out_and_whether_they_are_described():
    photos = (Photo("1", "/a", "savi", removed=("gps",)), Photo("2", "/b"))
    assert photos_in_words(photos) == "2 kuvaa · paikka poistettu · kuvaus puuttuu"
    assert photos_in_words(photos[:1]) == "kuva · paikka poistettu · kuvaus ✓"


def test_the_only_place_there_is_comes_ticked(live, host, qtbot):
    live.ask(lambda desk: desk.accounts.add_by_hand("linkedin"))
    draft = live.ask(lambda desk: desk.drafts.new("Hei"))
    sheet = SendSheet(live.bridge, host, draft.id)
    sheet.appear()
    live.settle()
    assert [row.account.network for row in sheet.chosen()] == ["linkedin"]
    assert sheet.publish.isEnabled()


def test_mentions_of_nobody_are_told_where_mummo_publishes_herself(live, host, qtbot):
    """A real look-up at a small server; only for places that are ticked, once each, and the button stays as it is."""

    def resolve(asked):
        return Play(status=400) if "eikukaan" in asked.path else Play(body=b'{"did":"did:plc:bob"}')

    with Loopback() as server:
        server.then = resolve
        sky = Account("sky", "bluesky", "@minna", Way.DIRECT, "minna.example", server.url)
        live.ask(lambda desk: desk.store.accounts.add(sky))
        live.ask(lambda desk: desk.accounts.add_by_hand("linkedin"))
        draft = live.ask(lambda desk: desk.drafts.new("Hei @eikukaan.test ja @bob.test", to=("sky",)))
        sheet = SendSheet(live.bridge, host, draft.id)
        sheet.appear()
        qtbot.waitUntil(sheet.concern.isVisible)
        assert sheet.concern.text() == t("bluesky.nobody", handles="@eikukaan.test")
        assert sheet.publish.isEnabled()
        (box,) = (box for box, row in sheet._boxes if row.account.id == "sky")
        box.setChecked(False)
        assert not sheet.concern.isVisible()
        box.setChecked(True)
        assert sheet.concern.isVisible()
        live.settle()
        assert len(server.asked) == 2


def test_by_hand_no_network_is_asked_but_it_is_said_whom_one_is_not_told_of(live, host, qtbot):
    asked = []
    live.ask(lambda desk: desk.accounts.add_by_hand("linkedin"))
    live.ask(lambda desk: setattr(desk.accounts.channels, "of", asked.append))
    draft = live.ask(lambda desk: desk.drafts.new("Hei @sari.example")).id
    live.ask(lambda desk: desk.people.add("Sari", {"bluesky": "sari.example"}))
    live.ask(lambda desk: desk.people.use(draft, desk.people.complete("@sari", ("bluesky",))[0]))
    live.ask(lambda desk: desk.variants.fork(draft, "linkedin"))
    sheet = SendSheet(live.bridge, host, draft)
    sheet.appear()
    qtbot.waitUntil(sheet.concern.isVisible)
    assert sheet.concern.text() == t("sending.only_named", network="LinkedIn", names="Sari")
    assert [how_in_words(row) for _, row in sheet._boxes] == ["käsin, oma teksti"]
    assert [one.way for one in asked] == [Way.BY_HAND]  # what its hands get of it is foreseen here, asking nobody


def test_the_button_says_who_publishes_where(live, host, qtbot):
    first = live.ask(lambda desk: desk.accounts.sign_in("practice", {"name": "Kerho"}))
    live.ask(lambda desk: desk.accounts.add_by_hand("linkedin"))
    draft = live.ask(lambda desk: desk.drafts.new("Savesta opittua", to=(first.id,)))
    sheet = SendSheet(live.bridge, host, draft.id)
    sheet.appear()
    qtbot.waitUntil(sheet.publish.isEnabled)
    assert sheet.publish.accessibleName() == "Julkaise: Kerho, Harjoitusverkko"
    assert not sheet.publish.icon().isNull()
    sheet._boxes[1][0].setChecked(True)
    assert sheet.publish.accessibleName() == "Julkaise 2 paikassa"


def with_choices(live, host, qtbot):
    account = Account("m1", "mastodon", "@sari@savi.example", Way.DIRECT, "sari", "https://savi.example")
    live.ask(lambda desk: desk.store.accounts.add(account))
    draft = live.ask(lambda desk: desk.drafts.new("Savesta opittua", to=("m1",)))
    sheet = SendSheet(live.bridge, host, draft.id)
    sheet.appear()
    qtbot.waitUntil(sheet.publish.isEnabled)
    (form,) = sheet.findChildren(OptionsForm)
    return draft, sheet, form


def test_what_a_network_lets_choose_is_chosen_in_its_row(live, host, qtbot):
    draft, sheet, form = with_choices(live, host, qtbot)
    assert not form.isVisible()
    more = next(one for one in sheet.findChildren(QToolButton) if one.isCheckable())
    more.click()
    assert form.isVisible()
    box = next(one for one in form.findChildren(QComboBox) if one.findData("unlisted") >= 0)
    box.setCurrentIndex(box.findData("unlisted"))
    box.activated.emit(box.currentIndex())
    line = form.findChildren(QLineEdit)[0]
    line.setText(" työmaa ")
    line.editingFinished.emit()
    wanted = (("visibility", "unlisted"), ("warning", "työmaa"))
    qtbot.waitUntil(lambda: live.ask(lambda desk: desk.options.of(draft.id, "mastodon")) == wanted)


def test_a_bad_address_is_told_and_nothing_is_kept(live, host, qtbot):
    draft, sheet, form = with_choices(live, host, qtbot)
    line = form.findChildren(QLineEdit)[-1]
    line.setText("mikä tämä on")
    line.editingFinished.emit()
    qtbot.waitUntil(lambda: "mikä tämä on" in sheet.hint.text())
    assert live.ask(lambda desk: desk.options.of(draft.id, "mastodon")) == ()


def test_an_account_keeps_its_colour():
    assert colour_of(Account("a1", "x", "A", Way.DIRECT)) == colour_of(Account("a1", "x", "B", Way.DIRECT))
    assert colour_of(Account("a1", "x", "A", Way.DIRECT, hat=Hat.WORK)) == "work"
    assert initials_of(Account("a1", "x", "@sari.savi", Way.DIRECT)) == "SS"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_button_names_account_and_network_whole_in_each_language(live, host, qtbot, language):
    def work(desk):
        return desk.drafts.new(
            "Savesta", to=(desk.accounts.sign_in("practice", {"name": "Harjoittelun oma tili"}).id,)
        ).id

    use(language)
    sheet = SendSheet(live.bridge, host, live.ask(work))
    sheet.appear()
    qtbot.waitUntil(lambda: "," in sheet.publish.text())
    sheet.fit()
    qtbot.waitUntil(lambda: sheet.publish.width() >= sheet.publish.sizeHint().width())
    use("fi")
