# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The paper: exact text, rests, marks that move with edits, pictures, size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.editor import Highlight, Paper
from ui.editor.spans import Spans, whole

TEXT = "😀 Savi ei ole ikävä.\nKiitos Sarille, joka kävi lukemat 👩‍👩‍👧 sateessakin."


def place(words, tone="brow", text=TEXT):
    return Highlight(words, text.index(words), text.index(words) + len(words), tone)


@pytest.fixture
def paper(qapp, qtbot):
    theme.load_fonts()
    theme.apply(qapp, dark=False)
    paper = Paper()
    qtbot.addWidget(paper)
    paper.resize(751, 500)
    paper.show()
    qtbot.waitExposed(paper)
    return paper


@given(st.text())
def test_offsets_go_to_utf16_and_back(text):
    spans = Spans(text)
    for offset in range(len(text) + 1):
        units = len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
        assert spans.to_utf16(offset) == units
        assert spans.to_code_points(units) == offset


@given(st.text(alphabet=st.characters(blacklist_categories=())))
def test_any_string_becomes_one_qt_can_hold(text):
    assert "\0" not in whole(text)
    assert whole(whole(text)) == whole(text)
    whole(text).encode()


@pytest.mark.parametrize("text", [TEXT, "", "a\u00a0b", "\n\n", "rivi\n\nrivi\n", "\u202eabc", "a\tb", "x" * 60_000])
def test_a_text_comes_back_as_it_was_opened(paper, text):
    paper.open(text)
    assert paper.text() == text


def test_line_ends_and_what_no_one_can_see_are_mended(paper):
    paper.open("a\r\nb\0c\ud800")
    assert paper.text() == "a\nbc\ufffd"


def test_the_caret_is_told_in_code_points(paper):
    paper.open(TEXT, cursor=TEXT.index("Kiitos"))
    assert paper.cursor_offset() == TEXT.index("Kiitos")
    assert paper.textCursor().block().text().startswith("Kiitos")


def test_an_empty_line_between_paragraphs_stays(paper):
    paper.open("")
    for written in ("Savi.", "", "Kivi.", "", "Hiekka."):
        QTest.keyClicks(paper, written)
        QTest.keyClick(paper, Qt.Key.Key_Return)
    assert paper.text() == "Savi.\n\nKivi.\n\nHiekka.\n"
    lines = [paper.document().findBlockByNumber(number).blockFormat() for number in range(6)]
    assert all(line == lines[0] for line in lines)
    paper.undo()
    assert not paper.text().endswith("\n")


@pytest.mark.parametrize("size", [15, 19, 28])
def test_one_line_break_leaves_no_gap_as_on_the_networks_and_an_empty_line_one_line(paper, size):
    paper.open("yksi\nkaksi\n\nkolme " + "pitkä " * 40)
    paper.set_text_size(size)
    tops = [paper.cursorRect(QTextCursor(paper.document().findBlockByNumber(number))).top() for number in (0, 1, 3)]
    last = QTextCursor(paper.document().findBlockByNumber(3))
    last.movePosition(QTextCursor.MoveOperation.EndOfLine)
    last.movePosition(QTextCursor.MoveOperation.Right)
    line = paper.cursorRect(last).top() - tops[2]
    assert tops[1] - tops[0] == pytest.approx(line, abs=1)
    assert tops[2] - tops[1] == pytest.approx(2 * line, abs=2)


def test_undo_takes_back_what_was_written_since_the_last_rest(paper, qtbot):
    paper.open("")
    with qtbot.waitSignal(paper.paused):
        QTest.keyClicks(paper, "Savi on hidas.")
    with qtbot.waitSignal(paper.paused):
        QTest.keyClicks(paper, " Ja vanha.")
    paper.undo()
    assert paper.text() == "Savi on hidas."
    paper.redo()
    assert paper.text() == "Savi on hidas. Ja vanha."
    paper.undo()
    paper.undo()
    assert paper.text() == ""


@pytest.mark.parametrize(
    ("kept", "put_in"),
    [
        ("https://savi.example/a?b=1", "https://savi.example/a?b=1"),
        ("  http://savi.example ", "http://savi.example"),
        ("https://savi.example ja muuta", "https://"),
        ("savi", "https://"),
        ("", "https://"),
    ],
)
def test_a_link_comes_from_the_clipboard_or_is_begun(paper, kept, put_in):
    QApplication.clipboard().setText(kept)
    paper.open("Katso", cursor=5)
    paper.begin_link()
    assert paper.text() == f"Katso {put_in}"
    paper.undo()
    assert paper.text() == "Katso"


@pytest.mark.parametrize(
    ("before", "after"), [("", "@"), ("Kiitos", "Kiitos @"), ("Kiitos ", "Kiitos @"), ("a\n", "a\n@")]
)
def test_a_mention_is_begun_apart_from_the_word_before(paper, before, after):
    paper.open(before, cursor=len(before))
    paper.begin_mention()
    assert paper.text() == after


def test_rich_text_alone_comes_as_its_words(paper):
    rich = QMimeData()
    rich.setHtml("<b>Savi</b> on <a href='https://savi.example'>hidas</a><p>Kivi&nbsp;on kova</p>")
    assert paper.canInsertFromMimeData(rich)
    paper.insertFromMimeData(rich)
    assert paper.text().replace("\u00a0", " ") == "Savi on hidas\nKivi on kova"


def test_a_file_that_is_no_picture_is_refused_and_its_path_is_no_text(paper, qtbot):
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile("/koti/raportti.pdf"), QUrl.fromLocalFile("/koti/silta.jpg")])
    dropped.setText("file:///koti/raportti.pdf")
    with qtbot.waitSignals([paper.file_refused, paper.picture_dropped]):
        paper.insertFromMimeData(dropped)
    assert paper.text() == ""


def test_opening_is_not_writing(paper, qtbot):
    paper.open("Vanha luonnos")
    assert not paper.unsaved()
    assert not paper.document().isUndoAvailable()
    paper.undo()
    assert paper.text() == "Vanha luonnos"


def test_a_rest_tells_counters_then_mummo_then_the_store(paper, qtbot):
    order = []
    paper.settled.connect(lambda text, revision: order.append(("settled", text, revision)))
    paper.paused.connect(lambda text, revision: order.append(("paused", text, revision)))
    with qtbot.waitSignal(paper.save_wanted, timeout=3000) as saved:
        QTest.keyClicks(paper, "savi")
        assert paper.unsaved()
    assert order == [("settled", "savi", paper.revision), ("paused", "savi", paper.revision)]
    assert saved.args == ["savi", 4]
    assert not paper.unsaved()


def test_who_never_rests_is_saved_after_three_seconds(paper, qtbot):
    from PySide6.QtCore import QTimer

    typing = QTimer(paper, interval=200)
    typing.timeout.connect(lambda: QTest.keyClicks(paper, "a"))
    typing.start()
    with qtbot.waitSignal(paper.save_wanted, timeout=3900):
        pass
    typing.stop()
    assert paper.text()


def test_flush_saves_at_once_and_only_what_is_unsaved(paper, qtbot):
    QTest.keyClicks(paper, "a")
    with qtbot.waitSignal(paper.save_wanted, timeout=50):
        paper.flush()
    with qtbot.assertNotEmitted(paper.save_wanted):
        paper.flush()


def test_marks_move_with_edits_and_keep_their_words(paper):
    paper.open(TEXT)
    assert paper.show_marks([place("Savi"), place("Sarille", "calm"), place("sateessakin")], paper.revision)
    paper.textCursor().insertText("Hei. ")
    assert [paper.words(key) for key in ("Savi", "Sarille", "sateessakin")] == ["Savi", "Sarille", "sateessakin"]


def test_words_that_are_edited_lose_their_mark_and_others_keep_it(paper):
    paper.open(TEXT)
    paper.show_marks([place("Savi"), place("Sarille")], paper.revision)
    caret = paper.textCursor()
    caret.setPosition(Spans(TEXT).to_utf16(TEXT.index("Savi") + 2))
    caret.insertText("x")
    assert paper.words("Savi") is None
    assert paper.words("Sarille") == "Sarille"


def test_typing_beside_the_words_keeps_the_mark(paper):
    paper.open(TEXT)
    paper.show_marks([place("Savi")], paper.revision)
    caret = paper.textCursor()
    caret.setPosition(Spans(TEXT).to_utf16(TEXT.index("Savi") + 4))
    caret.insertText("kin")
    caret.setPosition(Spans(TEXT).to_utf16(TEXT.index("Savi")))
    caret.insertText("no ")
    assert paper.words("Savi") == "Savi"


def test_a_late_answer_is_dropped(paper):
    paper.open(TEXT)
    asked = paper.revision
    paper.textCursor().insertText("x")
    assert not paper.show_marks([place("Savi")], asked)
    assert paper.words("Savi") is None


def test_trying_a_suggestion_is_one_step_to_undo(paper):
    paper.open(TEXT)
    paper.show_marks([place("Savi")], paper.revision)
    assert paper.replace("Savi", "Multa")
    assert paper.text() == TEXT.replace("Savi", "Multa")
    paper.undo()
    assert paper.text() == TEXT
    assert not paper.replace("nobody", "x")


def test_words_taken_out_leave_no_double_space(paper):
    paper.open(TEXT)
    paper.show_marks([place("ole")], paper.revision)
    paper.replace("ole", "")
    assert "Savi ei ikävä." in paper.text()


@pytest.mark.parametrize("tone", ["startled", "brow", "nudge", "calm", "me", "work"])
def test_every_tone_is_seen_and_the_text_stays_plain(paper, tone):
    paper.open(TEXT)
    bare = paper.grab().toImage()
    paper.show_marks([place("Kiitos Sarille", tone)], paper.revision)
    marked = paper.grab().toImage()
    paper.activate("Kiitos Sarille")
    assert bare != marked
    assert marked != paper.grab().toImage()
    paper.selectAll()
    assert not paper.createMimeDataFromSelection().hasHtml()


def test_clicking_a_mark_tells_which(paper, qtbot):
    paper.open(TEXT)
    paper.show_marks([place("Sarille")], paper.revision)
    caret = QTextCursor(paper.document())
    caret.setPosition(Spans(TEXT).to_utf16(TEXT.index("Sarille") + 3))
    with qtbot.waitSignal(paper.mark_clicked) as clicked:
        spot = paper.cursorRect(caret).center()
        QTest.mouseClick(paper.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert clicked.args == ["Sarille"]


def test_the_starter_question_goes_with_the_first_letter(paper):
    paper.open("", starter="Mitä opit töissä tällä viikolla?")
    asked = paper.viewport().grab().toImage()
    paper.open("", starter="")
    assert asked != paper.viewport().grab().toImage()
    assert paper.text() == ""


def test_pictures_are_handed_on_and_other_files_are_text(paper, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/kuva.JPG")])
    with qtbot.waitSignal(paper.picture_dropped) as dropped:
        paper.insertFromMimeData(data)
    assert dropped.args == ["/tmp/kuva.JPG"]
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(paper.picture_pasted):
        paper.insertFromMimeData(data)
    assert paper.text() == ""


def test_rich_text_is_pasted_and_copied_plain(paper):
    data = QMimeData()
    data.setHtml("<b>lihava</b>")
    data.setText("lihava\r\nrivi")
    paper.insertFromMimeData(data)
    assert paper.text() == "lihava\nrivi"
    paper.selectAll()
    paper.copy()
    assert QApplication.clipboard().text() == "lihava\nrivi"


def test_size_changes_no_text_and_leaves_undo(paper, qtbot):
    QTest.keyClicks(paper, "savi")
    revision = paper.revision
    with qtbot.waitSignal(paper.size_changed):
        paper.set_text_size(28)
    assert paper.font().pixelSize() == 28
    assert round(paper.document().firstBlock().layout().lineAt(0).height()) in range(40, 48)
    assert paper.revision == revision
    paper.undo()
    assert paper.text() == ""
    paper.set_text_size(99)
    assert paper.text_size() == 28


def test_the_column_stays_in_the_middle_and_within_its_measure(paper, qtbot):
    paper.open("sana " * 300)
    paper.resize(1200, 500)
    qtbot.waitUntil(lambda: paper.viewport().width() == theme.px("measure_px") + 8)
    assert abs(paper.text_left() - (1200 - 620) // 2) <= 4
    paper.resize(400, 500)
    qtbot.waitUntil(lambda: paper.viewport().width() < 400)
    assert paper.document().idealWidth() <= paper.viewport().width()


def test_the_margin_beside_the_column_scrolls_and_takes_clicks(paper, qtbot):
    paper.open("rivi\n" * 60)
    side = paper.childAt(QPoint(5, 200))
    QTest.mouseClick(side, Qt.MouseButton.LeftButton, pos=QPoint(5, 200))
    assert paper.textCursor().blockNumber() > 2
