# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Remarks on paper and panel, what the writer decides on them, and the pictures of a post."""

from __future__ import annotations

import pytest
from fakes.reading import HARSH, SUM, TEXT, FakeReading, categories, opened, read, saved, write
from PySide6.QtCore import QDir, QMimeData, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog

from app.errors import OurFault
from app.model import Finding, Hats, Level, Mood, Remark, Report, Tone
from app.wording import t
from ui.views.write import WriteView
from ui.widgets import voice


@pytest.fixture
def view(live, qtbot):
    return opened(live, qtbot)


def test_mummo_keeps_quiet_until_twelve_words(view, qtbot):
    with qtbot.waitSignal(view.paper.paused):
        write(view, "Tilaaja ei ymmärrä savesta hölkäsen pöläystä.")
    assert view.panel.words.headline == "Kirjoita rauhassa. Luen sitten."
    assert view.remarks.shown == ()


def test_a_link_alone_is_not_too_little_to_speak_of(view, qtbot):
    write(view, "https://kivijalka.example/savi")
    qtbot.waitUntil(lambda: view.panel.words.headline not in {t("panel.quiet"), t("panel.reading")})


def test_a_slow_reading_says_so(view, qtbot):
    view.panel.show_reading()
    assert view.panel.headline.text() == "Luen…"
    read(view, qtbot)
    view.panel.show_reading()
    assert view.panel.headline.text() == "Puikot pysähtyivät kahdessa kohdassa."
    assert view.panel.more.text() == "Luen…"


def test_a_reading_that_fails_says_so_and_does_not_read_on_for_ever(view, live, qtbot, monkeypatch):
    def fails(*words, **more):
        raise OurFault("app.fault")

    monkeypatch.setattr(FakeReading, "check", fails)
    write(view, TEXT)
    qtbot.waitUntil(lambda: "En saanut luettua" in view.panel.headline.text(), timeout=5000)
    monkeypatch.undo()
    write(view, " Vielä yksi lause.")
    qtbot.waitUntil(lambda: bool(view.remarks.shown), timeout=5000)
    assert "En saanut luettua" not in view.panel.headline.text()


def test_taking_the_text_out_again_makes_mummo_quiet(view, qtbot):
    read(view, qtbot)
    view.paper.selectAll()
    view.paper.textCursor().removeSelectedText()
    qtbot.waitUntil(lambda: view.panel.words.headline == "Kirjoita rauhassa. Luen sitten.")
    assert view.remarks.shown == ()
    assert view.panel.face.mood is Mood.CALM


def test_remarks_stand_on_paper_and_panel(view, qtbot):
    read(view, qtbot)
    assert categories(view) == ["harsh", "sum", "praise.thanks"]
    assert view.panel.face.mood is Mood.EYEBROW
    assert view.panel.words.headline == "Puikot pysähtyivät kahdessa kohdassa."
    assert view.panel.card.accessibleName() == HARSH
    assert view.paper.words(view.panel.open_key) == HARSH


def test_the_strongest_opens_by_itself_and_what_the_writer_opened_stays(view, qtbot):
    read(view, qtbot, f"{SUM} oli hinta, jonka tilaaja joutui pitkän odottelun jälkeen tästä kaikesta maksamaan. ")
    assert view.panel.card.accessibleName() == SUM
    write(view, f"Sanon silti, että {HARSH}. ")
    qtbot.waitUntil(lambda: view.panel.card.accessibleName() == HARSH, timeout=5000)
    view.remarks.previous_one()
    assert view.panel.card.accessibleName() == SUM
    write(view, "Kiitos Sarille.")
    qtbot.waitUntil(lambda: "praise.thanks" in categories(view), timeout=5000)
    assert view.panel.card.accessibleName() == SUM


def test_a_click_on_the_paper_opens_the_card(view, qtbot):
    read(view, qtbot)
    key = view.remarks.shown[1].key
    view.paper.mark_clicked.emit(key)
    assert view.panel.open_key == key
    assert view.panel.card.accessibleName() == SUM


def test_f8_goes_round_the_remarks(view, qtbot):
    read(view, qtbot)
    first = view.panel.open_key
    view.remarks.next_one()
    second = view.panel.open_key
    assert second != first
    view.remarks.next_one()
    assert view.panel.open_key == first
    view.remarks.previous_one()
    assert view.panel.open_key == second


def test_a_remark_without_ready_words_says_so(view, qtbot):
    read(view, qtbot)
    view.remarks.next_one()
    before = view.paper.text()
    with qtbot.waitSignal(view.toast_wanted) as told:
        view.remarks.try_open()
    assert told.args == ["Tähän minulla ei ole valmiita sanoja. Sinulla on.", None]
    assert view.paper.text() == before


def test_try_puts_the_suggestion_there_and_ctrl_z_takes_it_back(view, qtbot):
    read(view, qtbot)
    view.remarks.try_open()
    assert "savi on tilaajalle uusi tuttavuus" in view.paper.text()
    assert "harsh" not in categories(view)
    qtbot.keyClick(view.paper, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.paper.text() == TEXT


def test_fine_by_me_is_remembered_and_undone(view, live, qtbot):
    read(view, qtbot)
    with qtbot.waitSignal(view.toast_wanted) as toast:
        view.remarks.fine_open()
    assert toast.args[0] == "Selvä. En kysy tästä uudestaan."
    qtbot.waitUntil(lambda: categories(view) == ["sum", "praise.thanks"])
    (waiver,) = live.ask(lambda desk: desk.reading.waivers())
    assert (waiver.words, waiver.draft) == (HARSH, view.current_draft())
    assert view.panel.face.mood is Mood.CALM
    toast.args[1]()
    qtbot.waitUntil(lambda: categories(view) == ["harsh", "sum", "praise.thanks"])
    assert live.ask(lambda desk: desk.reading.waivers()) == ()


def test_never_again_holds_for_other_drafts(view, qtbot):
    read(view, qtbot)
    view.remarks.never_again(view.panel.open_key)
    view.new_draft()
    read(view, qtbot)
    assert categories(view) == ["sum", "praise.thanks"]


def test_an_answer_to_an_older_text_is_dropped(view, qtbot):
    from ui.views.write_reading import Reading

    read(view, qtbot)
    before = view.remarks.shown
    report = Report("fi", Mood.CALM, Tone.NEUTRAL, Hats())
    view.remarks._answered(Reading(view.paper.revision - 1, len(TEXT), report))
    assert view.remarks.shown == before


def test_the_open_card_and_its_focus_survive_another_reading(view, qtbot):
    read(view, qtbot)
    card = view.panel.card
    with qtbot.waitSignal(view.remarks.report_shown):
        view.remarks.read_now()
    assert view.panel.card is card


def test_a_change_of_mood_is_announced_once_after_a_rest(view, qtbot, monkeypatch):
    heard = []
    monkeypatch.setattr(view.panel, "announce", lambda: heard.append(view.panel.words.whole()))
    view.remarks._rest.setInterval(50)
    read(view, qtbot)
    qtbot.waitUntil(lambda: bool(heard))
    with qtbot.waitSignal(view.remarks.report_shown):
        view.remarks.read_now()
    qtbot.wait(80)
    assert heard == ["Puikot pysähtyivät kahdessa kohdassa. Luetaan ne läpi. Sinä päätät."]


def test_a_picture_is_added_described_removed_and_brought_back(view, live, qtbot, tmp_path):
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(QColor(120, 150, 170))
    image.save(str(tmp_path / "silta.jpg"))
    view.paper.picture_dropped.emit(str(tmp_path / "silta.jpg"))
    qtbot.waitUntil(lambda: len(view.photos.lines) == 1, timeout=8000)
    line = view.photos.lines[0]
    qtbot.waitUntil(lambda: not line.thumbnail.pixmap().isNull())
    line.edit.click()
    line.field.setText("Kaivinkone penkereellä")
    qtbot.keyClick(line.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(view.photos.lines) and view.photos.lines[0].photo.alt == "Kaivinkone penkereellä")
    assert view.photos.lines[0].accessibleName() == "Kuva: Kaivinkone penkereellä"
    with qtbot.waitSignal(view.toast_wanted) as toast:
        view.photos.lines[0].remove.click()
    qtbot.waitUntil(lambda: view.photos.lines == [])
    assert view.photos.isHidden()
    toast.args[1]()
    qtbot.waitUntil(lambda: len(view.photos.lines) == 1, timeout=8000)
    assert view.photos.lines[0].photo.alt == "Kaivinkone penkereellä"


def test_pictures_are_looked_for_where_pictures_are(view, qtbot):
    view.pictures.choose(view)
    dialog = view.findChild(QFileDialog)
    assert dialog.directory().exists()
    assert dialog.directory().absolutePath() != QDir.currentPath()
    dialog.close()


def test_what_is_no_picture_gets_a_sentence(view, live, qtbot, tmp_path):
    (tmp_path / "kirje.jpg").write_text("ei kuva")
    with qtbot.waitSignal(live.bridge.toast_wanted, timeout=8000):
        view.pictures.add(str(tmp_path / "kirje.jpg"))
    assert view.photos.lines == []


# ------------------------------------------------------------ without a mouse


def test_tab_goes_toolbar_places_paper_pictures_foot_panel(view, live, qtbot, tmp_path):
    live.ask(lambda desk: desk.accounts.add_by_hand("linkedin"))
    read(view, qtbot)
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(QColor(120, 150, 170))
    image.save(str(tmp_path / "silta.png"))
    view.pictures.add(str(tmp_path / "silta.png"))
    qtbot.waitUntil(lambda: len(view.photos.lines) == 1, timeout=8000)
    live.settle()
    qtbot.waitUntil(lambda: not view._order_later.isActive())
    view.activateWindow()
    view.toolbar.kind.setFocus()
    names = []
    for _ in range(40):
        here = QApplication.focusWidget()
        names.append(here.accessibleName() or here.text())
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is view.toolbar.kind:
            break
    assert names == [
        "Postauksen laji: Kiitos",
        "Kumoa",
        "Pelkkä paperi",
        "Mummon paneeli",
        "Esikatsele",
        "Ajoita",
        "Julkaise",
        "LinkedIn",
        "Lisää paikka",
        "Paperi",
        "Avaa kuvan hoito",
        "Katso",
        "Kirjoita",
        "Poista kuva",
        "Lisää kuva",
        "Lisää linkki",
        "Mainitse joku",
        "Kokeile näin",
        "Minulle sopii",
        "Lisää tästä huomiosta",
        SUM,
        "Näytä, mistä sanoista arvaus tulee. Oikeaa paikkaa ei ole.",
        "Kumpi hattu puhuu?",
    ]


def test_every_stop_has_a_name_and_is_large_enough(view, live, qtbot):
    live.ask(lambda desk: desk.accounts.add_by_hand("linkedin"))
    read(view, qtbot)
    live.settle()
    parts = (view.toolbar, view.destinations, view.status, view.panel)
    stops = [stop for part in parts for stop in part.stops() if stop.isVisible()]
    assert len(stops) > 10
    small = [stop.accessibleName() or stop.text() for stop in stops if min(stop.width(), stop.height()) < 24]
    assert all(stop.accessibleName() or stop.text() for stop in stops)
    assert small == []


def test_the_keys_work_from_the_paper(view, live, qtbot):
    read(view, qtbot)
    view.activateWindow()
    view.paper.setFocus()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    first = view.panel.open_key
    qtbot.keyClick(view.paper, Qt.Key.Key_F8)
    assert view.panel.card.accessibleName() == SUM
    qtbot.keyClick(view.paper, Qt.Key.Key_F8, shift)
    assert view.panel.open_key == first
    qtbot.keyClick(view.paper, Qt.Key.Key_Period, control)
    assert "savi on tilaajalle uusi tuttavuus" in view.paper.text()
    with qtbot.waitSignal(view.toast_wanted):
        qtbot.keyClick(view.paper, Qt.Key.Key_Period, control | shift)
    with qtbot.waitSignal(view.publish_wanted):
        qtbot.keyClick(view.paper, Qt.Key.Key_Return, control)
    live.settle()


def test_the_practice_network_has_its_name_in_the_writers_language(view, live, qtbot):
    live.ask(lambda desk: desk.accounts.sign_in("practice", {}))
    qtbot.waitUntil(lambda: "Harjoitusverkko" in " ".join(_chip_words(view)))
    assert "Practice" not in " ".join(_chip_words(view))


def _chip_words(view):
    return [one.accessibleName() for one in view.destinations.findChildren(QAbstractButton)]


def test_a_small_step_is_never_what_was_just_praised(view):
    praised = Finding("q", "praise.question", Level.PRAISE, 0, 1, "?", "sana")
    remarks = (voice.Noted("k", Remark(praised, "kysyit", "")),)
    drafts = [str(number) for number in range(60)]
    assert t("step.3") in {voice.small_step(draft) for draft in drafts}
    assert t("step.3") not in {voice.small_step(draft, remarks) for draft in drafts}


def test_a_new_picture_stands_right_below_the_words(view, live, qtbot, tmp_path):
    read(view, qtbot)
    picture = tmp_path / "kuva.png"
    QImage(40, 30, QImage.Format.Format_RGB32).save(str(picture))
    view.pictures.add(str(picture))
    qtbot.waitUntil(lambda: len(view.photos.lines) == 1, timeout=10_000)
    qtbot.waitUntil(lambda: view.paper.maximumHeight() < 600)


HATS_TEXT = "Minä mietin koko illan projektin aikataulua ja olen iloinen, että meidän tilaajamme soitti minulle."


def test_a_word_that_is_no_hats_is_learned_from_the_chip_and_undone(live, qtbot):
    view = WriteView(live.bridge)
    qtbot.addWidget(view)
    view.resize(1064, 800)
    view.show()
    qtbot.waitExposed(view)
    view.furnish()
    live.ask(lambda desk: desk.settings.set("language", "fi"))
    write(view, HATS_TEXT)
    qtbot.waitUntil(lambda: any(chip.text() == "projektin" for chip in view.panel.meter.chips), timeout=20_000)
    chip = next(chip for chip in view.panel.meter.chips if chip.text() == "projektin")
    with qtbot.waitSignal(view.toast_wanted) as toast:
        chip.not_this.trigger()
    assert toast.args[0] == "Selvä. ”projektin” ei enää kerro hatusta."
    qtbot.waitUntil(lambda: all(chip.text() != "projektin" for chip in view.panel.meter.chips))
    toast.args[1]()
    qtbot.waitUntil(lambda: any(chip.text() == "projektin" for chip in view.panel.meter.chips))


def paste(view, text):
    """Put a text in as Ctrl+V does."""
    held = QMimeData()
    held.setText(text)
    view.paper.insertFromMimeData(held)


def test_a_long_text_put_in_beside_ones_own_is_known_as_a_source(view, live, qtbot):
    source = "Lietteen kuivaus verkossa kestää kolme viikkoa, jos sää on poutainen. " * 4
    paste(view, source)  # on an empty paper: the writer's own, from elsewhere
    view.paper.selectAll()
    view.paper.textCursor().removeSelectedText()
    write(view, TEXT + "\n\n")
    paste(view, "Lyhyt lause toiselta.")
    draft = saved(view, qtbot)
    assert live.ask(lambda desk: desk.remarks.around("a", draft)).earlier == ()
    paste(view, source)
    qtbot.waitUntil(lambda: live.ask(lambda desk: desk.remarks.around("a", draft)).earlier == (source,))
