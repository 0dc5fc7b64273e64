# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The write view over a real desk: saving, remarks, waivers, kinds, pictures, places, narrow windows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QTextCursor

from app.errors import ProfileUnusable
from app.model import Finding, Hats, Kind, Level, Mood, Remark, Report, Tone
from app.wording import use
from ui import theme
from ui.bridge import Bridge
from ui.views.write import WriteView
from ui.widgets.write_status import Saved

TEXT = (
    "Odotamme kolmatta viikkoa lupaa jatkaa, ja tilaaja ei ymmärrä savesta hölkäsen pöläystä. "
    "Odottelun hinta on jo 180 000 euroa. Kiitos Sarille, joka kävi lukemat sateessakin."
)
HARSH, SUM, THANKS = "tilaaja ei ymmärrä savesta hölkäsen pöläystä", "180 000 euroa", "Kiitos Sarille"


def finding(words, level, category, replacement=None, text=TEXT):
    start = text.index(words)
    return Finding(category, category, level, start, start + len(words), words, "sana", replacement=replacement)


FOUND = (
    (HARSH, Level.EYEBROW, "harsh", "savi on tilaajalle uusi tuttavuus"),
    (SUM, Level.NUDGE, "sum", None),
    (THANKS, Level.PRAISE, "praise.thanks", None),
)


class FakeReading:
    """Stands for the check, so that a remark is where the test wants it; what is fine is asked from the real desk."""

    def __init__(self, desk):
        self._real = desk.reading
        self._desk = desk

    def __getattr__(self, name):
        return getattr(self._real, name)

    def check(self, text, language="", account_hat=None, draft=""):
        fine = {(one.words.casefold(), one.draft) for one in self._real.waivers()}
        everywhere = {one.category for one in self._real.waivers() if one.draft is None}
        remarks = tuple(
            Remark(finding(words, level, category, replacement, text), f"miksi {category}", f"entä {category}")
            for words, level, category, replacement in FOUND
            if words in text and (words.casefold(), draft) not in fine and category not in everywhere
        )
        return Report("fi", Mood.CALM, Tone.NEUTRAL, Hats(), remarks)


@pytest.fixture
def bridge(qapp, profile, qtbot):
    use("fi")
    theme.load_fonts()
    theme.apply(qapp, dark=False)
    bridge = Bridge(profile)
    with qtbot.waitSignal(bridge.ready):
        bridge.start()
    asked(bridge, qtbot, lambda desk: setattr(desk, "reading", FakeReading(desk)))
    yield bridge
    bridge.close()
    use("en")


@pytest.fixture
def view(bridge, qtbot):
    view = WriteView(bridge)
    qtbot.addWidget(view)
    view.resize(1064, 800)
    view.show()
    qtbot.waitExposed(view)
    return view


def asked(bridge, qtbot, work):
    """Run `work` with the desk on the store's lane and return its answer."""
    answers = []
    bridge.ask(lambda desk: (work(desk),), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0][0]


def write(view, text):
    view.paper.textCursor().insertText(text)


def saved(view, qtbot):
    qtbot.waitUntil(lambda: bool(view.current_draft()) and not view.unsaved(), timeout=5000)
    return view.current_draft()


def read(view, qtbot, text=TEXT):
    """Write a text and wait until its remarks are in sight."""
    write(view, text)
    qtbot.waitUntil(lambda: bool(view.remarks.shown), timeout=5000)


def keys(view):
    return [one.remark.finding.category for one in view.remarks.shown]


# ------------------------------------------------------------ saving


def test_what_is_written_is_saved_and_the_foot_says_so(view, bridge, qtbot):
    write(view, "Savi ei ole ikävä maalaji.")
    qtbot.waitUntil(lambda: view.saving.state is Saved.SAVING)
    assert view.status.words.text() == "Tallennetaan…"
    draft = saved(view, qtbot)
    assert view.status.words.text() == "Tallennettu"
    kept = asked(bridge, qtbot, lambda desk: desk.drafts.get(draft))
    assert (kept.text, kept.cursor) == ("Savi ei ole ikävä maalaji.", 26)


def test_an_empty_paper_makes_no_draft(view, bridge, qtbot):
    view.flush()
    view.new_draft()
    view.flush()
    assert asked(bridge, qtbot, lambda desk: desk.drafts.rows()) == ()


def test_opening_another_draft_loses_nothing(view, bridge, qtbot):
    other = asked(bridge, qtbot, lambda desk: desk.drafts.new("Toinen teksti.")).id
    write(view, "Kesken jäänyt lause")
    with qtbot.waitSignal(view.draft_opened, check_params_cb=lambda draft: draft == other):
        view.open_draft(other)
    assert view.paper.text() == "Toinen teksti."
    texts = {row.title for row in asked(bridge, qtbot, lambda desk: desk.drafts.rows())}
    assert texts == {"Toinen teksti.", "Kesken jäänyt lause"}


def test_losing_the_focus_keeps_a_revision(view, bridge, qtbot):
    write(view, "Ensimmäinen versio.")
    view.flush()
    draft = saved(view, qtbot)
    revisions = asked(bridge, qtbot, lambda desk: desk.drafts.revisions(draft))
    assert [(one.why, one.text) for one in revisions] == [("focus", "Ensimmäinen versio.")]


def test_a_save_that_fails_says_so_and_tries_again(view, bridge, qtbot, tmp_path):
    def broken(*_args):
        raise ProfileUnusable("profile.read_only", path="/tmp")

    view.saving._retry.setInterval(200)
    real = asked(bridge, qtbot, lambda desk: desk.drafts.new)
    asked(bridge, qtbot, lambda desk: setattr(desk.drafts, "new", broken))
    write(view, "Tämä teksti on yhä auki.")
    qtbot.waitUntil(lambda: view.saving.state is Saved.NOT_SAVED, timeout=5000)
    assert view.status.words.text() == "Tallennus ei onnistunut. Teksti on yhä auki."
    assert view.status.elsewhere.isVisible()
    assert view.unsaved()
    with qtbot.waitSignal(view.toast_wanted):
        view.elsewhere.write(str(tmp_path / "postaus.txt"))
    assert (tmp_path / "postaus.txt").read_text("utf-8") == "Tämä teksti on yhä auki."
    asked(bridge, qtbot, lambda desk: setattr(desk.drafts, "new", real))
    saved(view, qtbot)
    assert view.saving.state is Saved.SAVED
    assert not view.status.elsewhere.isVisible()


def test_a_draft_gone_for_good_is_made_anew(view, bridge, qtbot):
    write(view, "Teksti on pyhä.")
    draft = saved(view, qtbot)
    asked(bridge, qtbot, lambda desk: desk.drafts.discard(draft))
    write(view, " Myös nyt.")
    qtbot.waitUntil(lambda: view.current_draft() not in ("", draft), timeout=5000)
    kept = asked(bridge, qtbot, lambda desk: desk.drafts.get(view.current_draft()))
    assert kept.text == "Teksti on pyhä. Myös nyt."


def test_the_paper_opens_where_it_was(view, bridge, qtbot):
    draft = asked(bridge, qtbot, lambda desk: desk.drafts.new("Savi on hidas.")).id
    asked(bridge, qtbot, lambda desk: desk.drafts.save(draft, "Savi on hidas.", 4))
    with qtbot.waitSignal(view.draft_opened):
        view.open_latest()
    assert view.paper.text() == "Savi on hidas."
    assert view.paper.cursor_offset() == 4


# ------------------------------------------------------------ remarks


def test_mummo_keeps_quiet_until_twelve_words(view, qtbot):
    with qtbot.waitSignal(view.remarks._newest.answered):
        write(view, "Tilaaja ei ymmärrä savesta hölkäsen pöläystä.")
    assert view.panel.words.headline == "Kirjoita rauhassa. Luen sitten."
    assert view.remarks.shown == ()


def test_remarks_stand_on_paper_and_panel(view, qtbot):
    read(view, qtbot)
    assert keys(view) == ["harsh", "sum", "praise.thanks"]
    assert view.panel.face.mood is Mood.EYEBROW
    assert view.panel.words.headline == "Puikot pysähtyivät kahdessa kohdassa."
    assert view.panel.card.accessibleName() == HARSH
    assert view.paper.words(view.panel.open_key) == HARSH


def test_a_click_on_the_paper_opens_the_card(view, qtbot):
    read(view, qtbot)
    key = view.remarks.shown[1].key
    view.paper.mark_clicked.emit(key)
    assert view.panel.open_key == key
    assert view.panel.card.accessibleName() == SUM


def test_f8_goes_round_the_remarks(view, qtbot):
    read(view, qtbot)
    first = view.panel.open_key
    view._next_remark()
    second = view.panel.open_key
    assert second != first
    view._next_remark()
    assert view.panel.open_key == first
    view._previous_remark()
    assert view.panel.open_key == second


def test_try_puts_the_suggestion_there_and_ctrl_z_takes_it_back(view, qtbot):
    read(view, qtbot)
    view._try_open()
    assert "savi on tilaajalle uusi tuttavuus" in view.paper.text()
    assert "harsh" not in keys(view)
    qtbot.keyClick(view.paper, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.paper.text() == TEXT


def test_fine_by_me_is_remembered_and_undone(view, bridge, qtbot):
    read(view, qtbot)
    with qtbot.waitSignal(view.toast_wanted) as toast:
        view._fine_open()
    assert toast.args[0] == "Selvä. En kysy tästä uudestaan."
    qtbot.waitUntil(lambda: keys(view) == ["sum", "praise.thanks"])
    (waiver,) = asked(bridge, qtbot, lambda desk: desk.reading.waivers())
    assert (waiver.words, waiver.draft) == (HARSH, view.current_draft())
    assert view.panel.face.mood is Mood.CALM
    toast.args[1]()
    qtbot.waitUntil(lambda: keys(view) == ["harsh", "sum", "praise.thanks"])
    assert asked(bridge, qtbot, lambda desk: desk.reading.waivers()) == ()


def test_never_again_holds_for_other_drafts(view, qtbot):
    read(view, qtbot)
    view.remarks.never_again(view.panel.open_key)
    view.new_draft()
    read(view, qtbot)
    assert keys(view) == ["sum", "praise.thanks"]


def test_an_answer_to_an_older_text_is_dropped(view, qtbot):
    from ui.views.write_reading import Reading

    read(view, qtbot)
    before = view.remarks.shown
    view.remarks._answered(Reading(view.paper.revision - 1, len(TEXT), None))
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


# ------------------------------------------------------------ kind, places, starters, publishing


def test_the_kind_is_guessed_until_chosen(view, bridge, qtbot):
    read(
        view, qtbot, "Kiitos Sarille, joka kävi lukemat sateessakin. Minä olisin ehkä luovuttanut marraskuun kohdalla."
    )
    qtbot.waitUntil(lambda: view.toolbar.kind.kind is Kind.THANKS)
    draft = saved(view, qtbot)
    assert not asked(bridge, qtbot, lambda desk: desk.drafts.get(draft)).kind_chosen
    view.toolbar.kind.choices.actions()[-1].trigger()
    with qtbot.waitSignal(view.remarks.report_shown):
        view.remarks.read_now()
    kept = asked(bridge, qtbot, lambda desk: desk.drafts.get(draft))
    assert (view.toolbar.kind.kind, kept.kind, kept.kind_chosen) == (Kind.NEWS, Kind.NEWS, True)


def test_the_chips_count_and_remember(view, bridge, qtbot):
    first = asked(bridge, qtbot, lambda desk: desk.accounts.add_by_hand("linkedin"))
    second = asked(bridge, qtbot, lambda desk: desk.accounts.add_by_hand("mastodon"))
    qtbot.waitUntil(lambda: len(view.destinations.chips) == 2)
    assert [account.id for account in view.destinations.on()] == [first.id]
    view.destinations.chips[1].click()
    write(view, "x" * 329)
    qtbot.waitUntil(lambda: [chip.counter_text() for chip in view.destinations.chips] == ["2671", "171"])
    draft = saved(view, qtbot)
    assert asked(bridge, qtbot, lambda desk: desk.drafts.get(draft)).to == (first.id, second.id)
    assert view.status.length.text() == "1 sana · lukuaika 21 s"


def test_starters_lie_on_an_empty_paper_only(view, qtbot):
    assert view.empty.isVisible()
    assert view.empty.words.text() == "Paperi on tyhjä. Se on kaikilla joskus."
    write(view, "S")
    assert not view.empty.isVisible()
    view.new_draft()
    assert view.empty.isVisible()
    qtbot.mouseClick(view.empty.buttons[1], Qt.MouseButton.LeftButton)
    assert not view.empty.isVisible()
    assert view.saving.sheet.starter == "thanks"
    assert view.toolbar.kind.kind is Kind.THANKS


def test_publishing_is_wished_for_with_the_text_safe(view, bridge, qtbot):
    write(view, "Valmis.")
    with qtbot.waitSignal(view.publish_wanted) as wanted:
        qtbot.mouseClick(view.toolbar.publish, Qt.MouseButton.LeftButton)
    assert asked(bridge, qtbot, lambda desk: desk.drafts.get(wanted.args[0])).text == "Valmis."


def test_an_empty_paper_is_not_published(view, qtbot):
    with qtbot.assertNotEmitted(view.publish_wanted), qtbot.waitSignal(view.toast_wanted) as toast:
        view.publish()
    assert toast.args == ["Paperi on vielä tyhjä. Kirjoita ensin rivi tai kaksi.", None]


def test_open_remarks_never_change_the_button(view, qtbot):
    read(view, qtbot)
    assert view.toolbar.publish.isEnabled()
    assert view.toolbar.publish.text() == "Julkaise"


# ------------------------------------------------------------ pictures


def test_a_picture_is_added_described_removed_and_brought_back(view, bridge, qtbot, tmp_path):
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


def test_what_is_no_picture_gets_a_sentence(view, bridge, qtbot, tmp_path):
    (tmp_path / "kirje.jpg").write_text("ei kuva")
    with qtbot.waitSignal(bridge.toast_wanted, timeout=8000):
        view.pictures.add(str(tmp_path / "kirje.jpg"))
    assert view.photos.lines == []


# ------------------------------------------------------------ room


def test_on_a_narrow_window_the_face_opens_the_panel_over_the_paper(view, qtbot):
    view.resize(760, 480)
    qtbot.waitUntil(lambda: not view.panel.isVisible())
    assert view.status.face.isVisible()
    width = view.paper.width()
    qtbot.mouseClick(view.status.face, Qt.MouseButton.LeftButton)
    assert view.panel.isVisible()
    assert view.paper.width() == width
    assert view.panel.geometry().right() == view.width() - 1
    view.close_overlay()
    assert not view.panel.isVisible()
    view.resize(1100, 700)
    qtbot.waitUntil(view.panel.isVisible)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_nothing_needs_more_room_than_the_least_window(bridge, qtbot, language):
    use(language)
    view = WriteView(bridge)
    qtbot.addWidget(view)
    view.resize(704, 480)
    view.show()
    qtbot.waitExposed(view)
    assert view.work.minimumSizeHint().width() <= 704
    assert view.work.minimumSizeHint().height() <= 480


def test_focus_mode_leaves_paper_and_face(view):
    view.set_focus_mode(True)
    assert not view.toolbar.isVisible()
    assert not view.panel.isVisible()
    assert view.small_face.isVisible()
    view.set_focus_mode(False)
    assert view.toolbar.isVisible()
    assert view.panel.isVisible()
    assert not view.small_face.isVisible()


def test_the_panel_stays_as_chosen(view, bridge, qtbot):
    with qtbot.waitSignal(bridge.announced):
        view.toggle_panel()
    assert not view.panel.isVisible()
    assert bridge.settings["panel_open"] is False


def test_the_caret_keeps_its_place_while_a_report_arrives(view, qtbot):
    read(view, qtbot)
    place = view.paper.textCursor()
    place.movePosition(QTextCursor.MoveOperation.End)
    view.paper.setTextCursor(place)
    with qtbot.waitSignal(view.remarks.report_shown):
        view.remarks.read_now()
    assert view.paper.textCursor().position() == len(TEXT)
