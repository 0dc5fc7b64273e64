# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The write view over a real desk: saving, kinds, places, starters, room."""

from __future__ import annotations

import pytest
from fakes.reading import TEXT, opened, read, saved, write
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from app.errors import ProfileUnusable
from app.model import Kind
from app.wording import use
from ui import theme
from ui.views.write import WriteView
from ui.widgets.write_status import Saved


@pytest.fixture
def view(live, qtbot):
    return opened(live, qtbot)


def test_what_is_written_is_saved_and_the_foot_says_so(view, live, qtbot):
    write(view, "Savi ei ole ikävä maalaji.")
    qtbot.waitUntil(lambda: view.saving.state is Saved.SAVING)
    assert view.status.words.text() == "Tallennetaan…"
    draft = saved(view, qtbot)
    assert view.status.words.text() == "Tallennettu"
    kept = live.ask(lambda desk: desk.drafts.get(draft))
    assert (kept.text, kept.cursor) == ("Savi ei ole ikävä maalaji.", 26)


def test_an_empty_paper_makes_no_draft(view, live, qtbot):
    view.flush()
    view.new_draft()
    view.flush()
    assert live.ask(lambda desk: desk.drafts.rows()) == ()


def test_opening_another_draft_loses_nothing(view, live, qtbot):
    other = live.ask(lambda desk: desk.drafts.new("Toinen teksti.")).id
    write(view, "Kesken jäänyt lause")
    with qtbot.waitSignal(view.draft_opened, check_params_cb=lambda draft: draft == other):
        view.open_draft(other)
    assert view.paper.text() == "Toinen teksti."
    texts = {row.title for row in live.ask(lambda desk: desk.drafts.rows())}
    assert texts == {"Toinen teksti.", "Kesken jäänyt lause"}


def test_losing_the_focus_keeps_a_revision(view, live, qtbot):
    write(view, "Ensimmäinen versio.")
    view.flush()
    draft = saved(view, qtbot)
    revisions = live.ask(lambda desk: desk.drafts.revisions(draft))
    assert [(one.why, one.text) for one in revisions] == [("focus", "Ensimmäinen versio.")]


def test_a_save_that_fails_says_so_and_tries_again(view, live, qtbot, tmp_path):
    def broken(*_args):
        raise ProfileUnusable("profile.read_only", path="/tmp")

    view.saving._retry.setInterval(200)
    real = live.ask(lambda desk: desk.drafts.new)
    live.ask(lambda desk: setattr(desk.drafts, "new", broken))
    write(view, "Tämä teksti on yhä auki.")
    qtbot.waitUntil(lambda: view.saving.state is Saved.NOT_SAVED, timeout=5000)
    assert view.status.words.text() == "Tallennus ei onnistunut. Teksti on yhä auki."
    assert view.status.elsewhere.isVisible()
    assert view.unsaved()
    with qtbot.waitSignal(view.toast_wanted):
        view.elsewhere.write(str(tmp_path / "postaus.txt"))
    assert (tmp_path / "postaus.txt").read_text("utf-8") == "Tämä teksti on yhä auki."
    live.ask(lambda desk: setattr(desk.drafts, "new", real))
    saved(view, qtbot)
    assert view.saving.state is Saved.SAVED
    assert not view.status.elsewhere.isVisible()


def test_a_draft_gone_for_good_is_made_anew(view, live, qtbot):
    write(view, "Teksti on pyhä.")
    draft = saved(view, qtbot)
    live.ask(lambda desk: desk.store.drafts.discard(draft))
    write(view, " Myös nyt.")
    qtbot.waitUntil(lambda: view.current_draft() not in ("", draft), timeout=5000)
    kept = live.ask(lambda desk: desk.drafts.get(view.current_draft()))
    assert kept.text == "Teksti on pyhä. Myös nyt."


def test_the_paper_opens_where_it_was(view, live, qtbot):
    draft = live.ask(lambda desk: desk.drafts.new("Savi on hidas.")).id
    live.ask(lambda desk: desk.drafts.save(draft, "Savi on hidas.", 4))
    with qtbot.waitSignal(view.draft_opened):
        view.open_latest()
    assert view.paper.text() == "Savi on hidas."
    assert view.paper.cursor_offset() == 4


def test_the_kind_is_guessed_until_chosen(view, live, qtbot):
    read(
        view, qtbot, "Kiitos Sarille, joka kävi lukemat sateessakin. Minä olisin ehkä luovuttanut marraskuun kohdalla."
    )
    qtbot.waitUntil(lambda: view.toolbar.kind.kind is Kind.THANKS)
    draft = saved(view, qtbot)
    assert not live.ask(lambda desk: desk.drafts.get(draft)).kind_chosen
    view.toolbar.kind.choices[-1].trigger()
    with qtbot.waitSignal(view.remarks.report_shown):
        view.remarks.read_now()
    kept = live.ask(lambda desk: desk.drafts.get(draft))
    assert (view.toolbar.kind.kind, kept.kind, kept.kind_chosen) == (Kind.NEWS, Kind.NEWS, True)


def test_the_chips_count_and_remember(view, live, qtbot):
    first = live.ask(lambda desk: desk.accounts.add_by_hand("linkedin"))
    second = live.ask(lambda desk: desk.accounts.add_by_hand("mastodon"))
    qtbot.waitUntil(lambda: len(view.destinations.chips) == 2)
    view.destinations.chips[1].click()
    assert [account.id for account in view.destinations.on()] == [first.id]
    view.destinations.chips[1].click()
    assert [account.id for account in view.destinations.on()] == [first.id, second.id]
    write(view, "x" * 329)
    qtbot.waitUntil(lambda: [chip.counter_text() for chip in view.destinations.chips] == ["2671", "171"])
    draft = saved(view, qtbot)
    assert live.ask(lambda desk: desk.drafts.get(draft)).to == (first.id, second.id)
    assert view.status.length.text() == "1 sana · lukuaika 21\u00a0s"


def test_a_brand_new_profile_can_write_to_linkedin_by_hand(view, live, qtbot):
    view.new_draft("learned")
    qtbot.waitUntil(lambda: [chip.text() for chip in view.destinations.chips] == ["LinkedIn"])
    assert view.destinations.chips[0].isChecked()
    (account,) = live.ask(lambda desk: desk.accounts.all())
    assert account.way == "by_hand"
    live.ask(lambda desk: desk.accounts.remove(account.id))
    write(view, "Opin, että savi on hidas.")
    saved(view, qtbot)
    view.new_draft()
    live.settle()
    assert live.ask(lambda desk: desk.accounts.all()) == ()


def test_a_place_added_meanwhile_is_meant_for_this_post(view, live, qtbot):
    first = live.ask(lambda desk: desk.accounts.add_by_hand("linkedin"))
    qtbot.waitUntil(lambda: len(view.destinations.chips) == 1)
    second = live.ask(lambda desk: desk.accounts.add_by_hand("x"))
    qtbot.waitUntil(lambda: len(view.destinations.chips) == 2)
    assert [account.id for account in view.destinations.on()] == [first.id, second.id]


def test_a_long_text_is_counted_when_the_hands_pause(view, live, qtbot):
    live.ask(lambda desk: desk.accounts.add_by_hand("linkedin"))
    qtbot.waitUntil(lambda: len(view.destinations.chips) == 1)
    with qtbot.waitSignal(view.paper.settled):
        write(view, "Savi on hidas. " * 4000)
    live.settle()
    assert view.destinations.chips[0].counter_text() == "3000"
    qtbot.waitUntil(lambda: view.destinations.chips[0].counter_text() == "57000 liikaa", timeout=5000)


def test_starters_lie_on_an_empty_paper_only(view, live, qtbot):
    view.open_latest()
    live.settle()
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


def test_publishing_is_wished_for_with_the_text_safe(view, live, qtbot):
    write(view, "Valmis.")
    with qtbot.waitSignal(view.publish_wanted) as wanted:
        qtbot.mouseClick(view.toolbar.publish, Qt.MouseButton.LeftButton)
    assert live.ask(lambda desk: desk.drafts.get(wanted.args[0])).text == "Valmis."


def test_an_empty_paper_is_not_published(view, qtbot):
    with qtbot.assertNotEmitted(view.publish_wanted), qtbot.waitSignal(view.toast_wanted) as toast:
        view.publish()
    assert toast.args == ["Paperi on vielä tyhjä. Kirjoita ensin rivi tai kaksi.", None]


def test_open_remarks_never_change_the_button(view, qtbot):
    read(view, qtbot)
    assert view.toolbar.publish.isEnabled()
    assert view.toolbar.publish.text() == "Julkaise"


def test_on_a_narrow_window_the_face_opens_the_panel_over_the_paper(view, qtbot):
    view.resize(760, 480)
    qtbot.waitUntil(lambda: not view.panel.isVisible())
    assert view.status.face.isVisible()
    width = view.paper.width()
    qtbot.mouseClick(view.status.face, Qt.MouseButton.LeftButton)
    assert view.panel.isVisible()
    assert view.paper.width() == width
    assert view.side.geometry().right() == view.width() - 1
    view.close_overlay()
    assert not view.panel.isVisible()
    view.resize(1100, 700)
    qtbot.waitUntil(view.panel.isVisible)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_nothing_needs_more_room_than_the_least_window(live, qtbot, language):
    use(language)
    view = WriteView(live.bridge)
    qtbot.addWidget(view)
    view.resize(704, 480)
    view.show()
    qtbot.waitExposed(view)
    view.furnish()
    assert view.work.minimumSizeHint().width() <= 704
    assert view.work.minimumSizeHint().height() <= 480


def test_focus_mode_leaves_paper_and_face(view):
    view.set_focus_mode(True)
    assert not view.toolbar.isVisible()
    assert not view.panel.isVisible()
    assert view.small_face.isVisible()
    assert view.paper.viewportMargins().top() == theme.px("xxxl")
    view.set_focus_mode(False)
    assert view.paper.viewportMargins().top() == 0
    assert view.toolbar.isVisible()
    assert view.panel.isVisible()
    assert not view.small_face.isVisible()


def test_the_panel_stays_as_chosen(view, live, qtbot):
    with qtbot.waitSignal(live.bridge.announced):
        view.toggle_panel()
    assert not view.panel.isVisible()
    assert live.bridge.settings["panel_open"] is False


def test_the_caret_keeps_its_place_while_a_report_arrives(view, qtbot):
    read(view, qtbot)
    place = view.paper.textCursor()
    place.movePosition(QTextCursor.MoveOperation.End)
    view.paper.setTextCursor(place)
    with qtbot.waitSignal(view.remarks.report_shown):
        view.remarks.read_now()
    assert view.paper.textCursor().position() == len(TEXT)


def test_a_draft_made_from_an_old_post_says_when_that_was(view, live, qtbot):
    post = live.ask(lambda desk: _published(desk, "Savi ei ole ikävä maalaji."))
    base = live.ask(lambda desk: desk.history.as_base(post))
    with qtbot.waitSignal(view.draft_opened):
        view.open_draft(base.id)
    qtbot.waitUntil(view.origin.isVisible)
    assert view.origin.text().startswith("perustuu ")


def _published(desk, text):
    """Publish a text on the practice network and return the id of the post in the history."""
    account = desk.accounts.sign_in("practice", {})
    draft = desk.drafts.new(text)
    desk.sending.queue(draft.id, (account.id,))
    desk.sending.send_due()
    return desk.history.search().posts[0].id
