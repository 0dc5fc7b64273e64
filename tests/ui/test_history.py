# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The history: searching as one types, a hundred thousand rows, one post beside the list, being freed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QStyleOptionViewItem, QToolButton

from app.model import Kind, Page, Post, Sent, Way
from ui.jobs import Lane
from ui.models.posts import PAGE, POST, PostsModel
from ui.views.history import HistoryView
from ui.widgets.history_preview import PostPreview, openable
from ui.widgets.history_row import excerpt, utf16
from ui.widgets.kinds import looks
from ui.widgets.plain import IconLabel

NOON = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
COWS = "Lapsena tein savesta lehmiä. Nyt lasken, kuinka monta senttiä se painuu."
THANKS = "Kiitos Villelle, joka näytti minulle, miten savinäyte otetaan."
ROAD = "Miksi tie kulkee aina pellon yli? 😀 Vastaus löytyy jääkaudesta."


@pytest.fixture
def published(live):
    account = live.ask(lambda desk: desk.accounts.sign_in("practice", {}))

    def work(desk):
        for text in (COWS, THANKS, ROAD):
            desk.sending.queue(desk.drafts.new(text, to=(account.id,)).id, (account.id,))
            desk.sending.send_due()

    live.ask(work)
    return account


@pytest.fixture
def view(live, qtbot, published):
    view = HistoryView(live.bridge)
    qtbot.addWidget(view)
    view.resize(1064, 800)
    view.show()
    live.settle()
    qtbot.waitUntil(lambda: view.posts.rowCount() == 3)
    return view


def texts(view):
    return [view.posts.post(row).text for row in range(view.posts.rowCount())]


def test_newest_first_with_the_first_one_beside_the_list(view):
    assert texts(view) == [ROAD, THANKS, COWS]
    assert view.preview.text.toPlainText() == ROAD
    assert view.search._count.text() == "3 postausta"


def test_savi_finds_savesta_and_marks_it(view, qtbot):
    qtbot.keyClicks(view.search, "savi")
    qtbot.waitUntil(lambda: view.posts.rowCount() == 2)
    assert texts(view) == [THANKS, COWS]
    post = view.posts.post(1)
    assert [post.text[start:end] for start, end in post.hits] == ["savesta"]
    assert view.search._count.text() == "2 osumaa 3 postauksesta"


def test_nothing_found_says_so_and_escape_clears(view, qtbot):
    qtbot.keyClicks(view.search, "avaruus")
    qtbot.waitUntil(lambda: view.posts.rowCount() == 0)
    assert view.empty.words.text() == "En löytänyt mitään sanalla ”avaruus”."
    assert view.empty.isVisibleTo(view)
    qtbot.keyClick(view.search, Qt.Key.Key_Escape)
    assert view.search.text() == ""
    qtbot.waitUntil(lambda: view.posts.rowCount() == 3)


def test_an_empty_history_has_its_own_words(live, qtbot):
    view = HistoryView(live.bridge)
    qtbot.addWidget(view)
    view.show()
    live.settle()
    assert view.empty.words.text() == "Ensimmäinen postaus tulee tähän."
    assert not view.preview.base.isVisibleTo(view)


def test_only_the_newest_question_is_answered(view, live, monkeypatch):
    asked = []
    search = live.ask(lambda desk: desk.history.search)

    def counting(words="", *rest):
        asked.append(words)
        return search(words, *rest)

    history = live.ask(lambda desk: desk.history)
    monkeypatch.setattr(history, "search", counting)
    for words in ("s", "sa", "sav", "savi"):
        view.search.setText(words)
    live.settle()
    assert asked[-1] == "savi"
    assert len(asked) < 4
    assert view.posts.rowCount() == 2


def test_arrows_and_enter_lead_from_search_to_a_new_draft(view, live, qtbot):
    view.search.setFocus()
    qtbot.keyClick(view.search, Qt.Key.Key_Down)
    assert view.list.hasFocus()
    qtbot.keyClick(view.list, Qt.Key.Key_Down)
    assert view.preview.text.toPlainText() == THANKS
    qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert view.preview.base.hasFocus()
    with qtbot.waitSignal(view.draft_wanted) as heard:
        qtbot.keyClick(view.preview.base, Qt.Key.Key_Return)
    draft = live.ask(lambda desk: desk.drafts.get(heard.args[0]))
    assert draft.text == THANKS
    assert draft.based_on
    qtbot.keyClick(view.list, Qt.Key.Key_Up)
    qtbot.keyClick(view.list, Qt.Key.Key_Up)
    assert view.search.hasFocus()


def test_copying_gives_the_plain_text(view):
    view.preview.copy.click()
    assert QGuiApplication.clipboard().text() == ROAD


def test_a_network_narrows_the_list(view, live, qtbot):
    view.network.network = "linkedin"
    view.network.chosen.emit("linkedin")
    qtbot.waitUntil(lambda: view.posts.rowCount() == 0)
    assert view.empty.words.text() == "Tässä verkossa ei ole vielä mitään."
    assert "LinkedIn" in [action.text() for action in view.network.menu().actions()]


def test_what_is_published_elsewhere_comes_into_the_list(view, live, published, qtbot):
    def work(desk):
        desk.sending.queue(desk.drafts.new("Uusi").id, (published.id,))
        desk.sending.send_due()

    live.ask(work)
    qtbot.waitUntil(lambda: view.posts.rowCount() == 4)
    assert texts(view)[0] == "Uusi"


def test_posts_are_shown_while_the_languages_are_still_being_read(live, published, qtbot):
    from threading import Event as Gate

    gate = Gate()
    live.bridge.ask(lambda _desk: gate.wait(10), lane=Lane.READ)
    made = HistoryView(live.bridge)
    qtbot.addWidget(made)
    try:
        qtbot.waitUntil(lambda: made.posts.rowCount() == 3)
    finally:
        gate.set()
    live.settle()


def test_it_is_freed_when_closed(live, published, freed):
    held = [HistoryView(live.bridge)]
    held[0].setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    held[0].show()
    assert freed(held)


# ---------------------------------------------------------------- the model


def posts(count, first=0):
    return tuple(Post(str(first + at), f"Teksti {first + at}", NOON, Kind.OWN) for at in range(count))


def test_the_model_keeps_qt_s_rules(qtmodeltester):
    model = PostsModel()
    model.show_page(Page(posts(PAGE), 120, 120))
    model.add_page(PAGE, Page(posts(PAGE, PAGE), 120, 120))
    qtmodeltester.check(model)
    assert model.index(PAGE + 1).data() == f"Teksti {PAGE + 1}"
    assert model.rowCount(model.index(0)) == 0


def test_a_row_that_is_not_here_is_asked_for_once(qtbot):
    model = PostsModel()
    model.show_page(Page(posts(PAGE), 500, 500))
    asked = []
    model.page_wanted.connect(asked.append)
    for row in (120, 121, 149, 120):
        assert model.index(row).data(POST) is None
    with qtbot.waitSignal(model.page_wanted):
        model.post(480)
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked == [100, 450]
    assert model.index(120).data(Qt.ItemDataRole.AccessibleTextRole) == "Haen…"


def test_of_a_hundred_thousand_rows_only_those_in_view_are_looked_at(qtbot, live, monkeypatch):
    data, looked_at = PostsModel.data, set()

    def counted(model, index, role=Qt.ItemDataRole.DisplayRole):
        looked_at.add(index.row())
        return data(model, index, role)

    monkeypatch.setattr(PostsModel, "data", counted)
    view = HistoryView(live.bridge)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    live.settle()
    looked_at.clear()
    view._arrived((view._revision[0], 0, Page(posts(PAGE), 100_000, 100_000)))
    view.list.scrollToBottom()
    view.list.viewport().repaint()
    assert view.list.verticalScrollBar().maximum() > 1_000_000
    assert 99_999 in looked_at
    assert len(looked_at) < 3 * PAGE


def test_old_pages_are_let_go():
    model = PostsModel()
    model.show_page(Page(posts(PAGE), 10_000, 10_000))
    for number in range(1, 100):
        model.add_page(number * PAGE, Page(posts(PAGE, number * PAGE), 10_000, 10_000))
    assert len(model._pages) == 40
    assert model.post(99 * PAGE).id == str(99 * PAGE)


# ---------------------------------------------------------------- rows


def test_an_excerpt_begins_near_the_first_hit_and_keeps_its_spans_exact():
    text = "Sana " * 60 + "ja sitten savesta tuli kivi.\n\nLoppu."
    start = text.index("savesta")
    piece = excerpt(text, ((start, start + 7),))
    assert piece.text.startswith("…")
    assert [piece.text[a:b] for a, b in piece.hits] == ["savesta"]
    assert piece.text.endswith("kivi. Loppu.")


def test_an_excerpt_of_a_short_text_is_the_text_on_one_line():
    piece = excerpt("Eka 😀\n\nsavi", ((7, 11),))
    assert piece.text == "Eka 😀 savi"
    assert [piece.text[a:b] for a, b in piece.hits] == ["savi"]


def test_offsets_for_qt_count_utf_16():
    assert utf16("a😀b", 2) == 3


def test_a_row_paints_with_and_without_a_post(view):
    index = view.posts.index(0)
    image = view.list.grab()
    assert not image.isNull()
    assert view.delegate.sizeHint(QStyleOptionViewItem(), index).height() > 60
    assert view.delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height() > 60


# ---------------------------------------------------------------- one post


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://bsky.app/profile/a/post/b", True),
        ("http://bsky.app/", False),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https:", False),
        ("", False),
    ],
)
def test_only_https_goes_to_the_browser(url, may):
    assert openable(url) is may


def test_links_and_words_of_each_network(qtbot, live):
    preview = PostPreview()
    qtbot.addWidget(preview)
    sent = (
        Sent("bluesky", "@aino.example", NOON, Way.DIRECT, "https://bsky.app/x"),
        Sent("linkedin", "Aino", NOON + timedelta(minutes=1), Way.BY_HAND, "http://example.org"),
    )
    preview.show_post(Post("1", "<b>ei lihavaa</b>", NOON, Kind.THANKS, sent, hits=((3, 5),)))
    assert preview.text.toPlainText() == "<b>ei lihavaa</b>"
    links = [button for button in preview.findChildren(QToolButton) if button.property("url")]
    assert [link.property("url") for link in links] == ["https://bsky.app/x"]
    with qtbot.waitSignal(preview.link_wanted) as heard:
        links[0].click()
    assert heard.args == ["https://bsky.app/x"]
    assert preview.kind.accessibleName() == "Kiitos"


def test_the_view_opens_a_link_in_the_browser(view, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    view._open_link("https://bsky.app/x")
    view._open_link("file:///etc/passwd")
    assert opened == ["https://bsky.app/x"]


def test_going_on_from_a_post_makes_an_empty_reply_to_oneself(view, live, published, qtbot):
    with qtbot.waitSignal(view.draft_wanted) as heard:
        view.preview.go_on.click()
    made = live.ask(lambda desk: desk.drafts.get(heard.args[0]))
    assert (made.text, made.kind, made.to) == ("", Kind.REPLY, (published.id,))
    assert live.ask(lambda desk: desk.history.get(made.based_on)).text == ROAD
    assert live.ask(lambda desk: desk.history.search()).found == 3


def test_the_shown_post_takes_the_networks_look_also_when_that_comes_later(live, qtbot):
    preview = PostPreview()
    qtbot.addWidget(preview)
    sent = Sent("bluesky", "@a", NOON, Way.DIRECT)
    preview.show_post(Post("p", "Savi", NOON, Kind.OWN, (sent,)))
    before = [one._icon for one in preview.findChildren(IconLabel) if one.isVisibleTo(preview)]
    preview.set_looks(live.ask(looks))
    after = [one._icon for one in preview.findChildren(IconLabel) if one.isVisibleTo(preview)]
    assert before != after
    assert after == ["brand-bluesky"]
