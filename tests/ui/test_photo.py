# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Photo care over a real desk: brush, frame, steps, words, ticks; what is done stays, what is left comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes.reading import FakeReading
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from app.desk.photos import Edits, Stroke
from ui.views.write import WriteView
from ui.views.write_photo import PhotoPage
from ui.widgets.empty_paper import EmptyPaper
from ui.widgets.photo_canvas import Mode
from ui.widgets.photo_crop import LEAST, CropFrame, Grip
from ui.widgets.photo_steps import Steps


def drawn(width=640, height=480):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 210, 220))
    painter = QPainter(image)
    for x in range(0, width, 10):
        painter.fillRect(x, 0, 5, height // 2, QColor(180, 40, 50))
    painter.end()
    return image


def png(image):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


@pytest.fixture
def draft(live):
    live.ask(lambda desk: [desk.accounts.add_by_hand(name) for name in ("x", "linkedin")])
    made = live.ask(lambda desk: desk.drafts.new("Savea"))
    live.ask(lambda desk: desk.drafts.change(made.id, to=tuple(account.id for account in desk.accounts.all())))
    return live.ask(lambda desk: desk.photos.add_bytes(made.id, png(drawn()), "Savea"))


@pytest.fixture
def page(live, host, draft):
    page = PhotoPage(live.bridge, host, draft.id, draft.photos[0])
    page.described.connect(
        lambda photo, words: live.bridge.ask(lambda desk: desk.photos.describe(draft.id, photo, words))
    )
    page.appear(drawn(160, 120))
    live.settle()
    return page


def at(canvas, x, y):
    shown = canvas.placed().shown
    return QPoint(round(shown.x() + x * shown.width()), round(shown.y() + y * shown.height()))


def drag(qtbot, canvas, *places):
    first, *rest = [at(canvas, *place) for place in places]
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=first)
    for place in rest:
        qtbot.mouseMove(canvas, place)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=(rest or [first])[-1])


def kept(live, draft):
    return live.ask(lambda desk: desk.drafts.get(draft.id)).photos[0]


def test_it_opens_with_the_thumbnail_at_once_and_says_what_is_known(live, host, draft):
    page = PhotoPage(live.bridge, host, draft.id, draft.photos[0])
    page.appear(drawn(160, 120))
    assert page.isVisible()
    assert page.canvas.grab().toImage().pixelColor(at(page.canvas, 0.5, 0.9)) == QColor(200, 210, 220)
    assert page.side.field.toPlainText() == "Savea"
    live.settle()
    assert page.side.field.counter.text() == "5 / 1000"
    assert page.foot.state.text() == "Alkuperäinen kuva säilyy koskemattomana."
    page.close()


def test_a_stroke_blurs_undo_takes_it_back_redo_again(page, qtbot):
    before = page.canvas.grab().toImage().pixelColor(at(page.canvas, 0.3, 0.3))
    drag(qtbot, page.canvas, (0.25, 0.3), (0.3, 0.3), (0.35, 0.3))
    qtbot.mouseMove(page.canvas, at(page.canvas, 0.9, 0.9))
    assert page.foot.state.text().startswith("Sumennettu yksi kohta.")
    assert len(page.canvas.edits.strokes) == 1
    drag(qtbot, page.canvas, (0.8, 0.8))
    assert page.foot.state.text().startswith("Sumennettu 2 kohtaa.")
    qtbot.keyClick(page.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    page.bar.undo.click()
    assert (page.canvas.edits, page.bar.undo.isEnabled(), page.bar.redo.isVisible()) == (Edits(), False, True)
    assert page.canvas.grab().toImage().pixelColor(at(page.canvas, 0.3, 0.3)) == before
    page.bar.redo.click()
    assert len(page.canvas.edits.strokes) == 1


def test_done_makes_the_blurred_copy_and_the_clear_one_goes(page, live, draft, qtbot):
    clear = draft.photos[0]
    drag(qtbot, page.canvas, (0.05, 0.1), (0.95, 0.1))
    drag(qtbot, page.canvas, (0.05, 0.3), (0.95, 0.3))
    with qtbot.waitSignal(page.closed, timeout=20_000):
        page.bar.done.click()
        assert not page.bar.done.isEnabled()
        assert page.foot.state.text() == "Teen uutta kopiota…"
    new = kept(live, draft)
    assert (new.id != clear.id, new.alt) == (True, "Savea")
    assert not Path(clear.path).exists()
    image = QImage(new.path)
    row = {image.pixelColor(x, 100).name() for x in range(80, 560)}
    assert len(row) <= 16, "the stripes are gone"


def test_cropping_by_pointer_and_by_keys(page, live, draft, qtbot):
    page.bar.modes[Mode.CROP].click()
    assert not page.foot.brush.isVisible()
    drag(qtbot, page.canvas, (0, 0), (0.25, 0.5))
    left, top, right, bottom = page.canvas.edits.crop
    assert (abs(left - 160) <= 3, abs(top - 240) <= 3, right, bottom) == (True, True, 640, 480)
    page.canvas.setFocus()
    qtbot.keyClick(page.canvas, Qt.Key.Key_Left)
    assert page.canvas.edits.crop[0] < left
    qtbot.keyClick(page.canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert page.canvas.edits.crop[3] < 480
    assert page.foot.state.text().startswith("Rajattu.")
    crop = page.canvas.edits.crop
    with qtbot.waitSignal(page.closed, timeout=20_000):
        qtbot.keyClick(page.canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    new = kept(live, draft)
    assert (new.width, new.height) == (crop[2] - crop[0], crop[3] - crop[1])


def test_blur_by_keys_alone(page, qtbot):
    page.canvas.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Space):
        qtbot.keyClick(page.canvas, key)
    assert len(page.canvas.edits.strokes) == 1
    size = page.foot.brush.value()
    qtbot.keyClick(page.canvas, Qt.Key.Key_Plus)
    assert page.foot.brush.value() == page.canvas.brush == size + 4


def test_words_and_ticks_are_kept_as_they_are_made(page, live, draft, qtbot):
    page.side.ticks[0].click()
    page.side.field.setPlainText("Savea kämmenellä")
    with qtbot.waitSignal(page.described, timeout=5_000):
        page.side.field.settled.emit()
    live.settle()
    assert kept(live, draft).alt == "Savea kämmenellä"
    photo = draft.photos[0].id
    assert live.ask(lambda desk: desk.photos.care(draft.id, photo)).seen == {"people"}
    for tick in page.side.ticks[1:]:
        tick.click()
    assert page.side.said.text() == "Hyvä kuva. Hienoa, että katsoit tarkkaan."


def test_too_many_words_are_said_with_the_network(page):
    page.side.field.setPlainText("s" * 1001)
    assert page.side.field.counter.text() == "X 1001 / 1000"
    assert "startled" in page.side.field.counter.property("role")


def test_how_it_leaves_is_told_for_every_place(page, live):
    shown = [child.text() for child in page.side.findChildren(type(page.side.said)) if "640 × 480" in child.text()]
    assert len(shown) == 2
    assert all("JPEG, laatu 90" in words for words in shown)


def test_leaving_with_steps_hands_them_over_and_words_are_safe(page, live, draft, qtbot):
    drag(qtbot, page.canvas, (0.5, 0.5))
    page.side.field.setPlainText("Kesken")
    edits = page.canvas.edits
    with qtbot.waitSignal(page.left_unfinished, timeout=5_000) as left:
        qtbot.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert left.args == [edits]
    live.settle()
    assert (kept(live, draft).id, kept(live, draft).alt) == (draft.photos[0].id, "Kesken")


def test_tab_stays_on_the_page_and_every_stop_has_a_name(page, qtbot):
    page.window().activateWindow()
    page.canvas.setFocus()
    names = []
    for _ in range(20):
        here = QApplication.focusWidget()
        names.append(here.accessibleName())
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is page.canvas:
            break
    assert names[1:] == [
        "Sivellin", "Ihmisiltä on kysytty", "Kyltit ja kilvet katsottu", "Näytöt ja paperit katsottu", "Kuva sanoin",
        "Tekstiin", "Rajaa", "Sumenna", "Alkuperäinen", "Valmis",
    ]  # fmt: skip
    assert names[0].startswith("Kuva: Alkuperäinen kuva")


def test_a_copy_that_vanished_says_so(live, host, draft):
    Path(draft.photos[0].path).unlink()
    page = PhotoPage(live.bridge, host, draft.id, draft.photos[0])
    page.appear()
    live.settle()
    assert page.foot.state.text() == "Kuvan kopio on kadonnut profiilista. Lisää kuva uudestaan."
    page.close()


def test_it_frees_itself(live, host, draft, freed):
    page = PhotoPage(live.bridge, host, draft.id, draft.photos[0])
    page.appear(drawn(160, 120))
    held = [page]
    del page
    assert freed(held)


# ---------------------------------------------------------------- in the write view


@pytest.fixture
def view(live, qtbot):
    live.ask(lambda desk: setattr(desk, "reading", FakeReading(desk)))
    view = WriteView(live.bridge)
    qtbot.addWidget(view)
    view.resize(1064, 800)
    view.show()
    view.furnish()
    return view


def open_draft(view, draft, qtbot):
    view.open_draft(draft.id)
    qtbot.waitUntil(lambda: len(view.photos.lines) == len(draft.photos), timeout=8_000)


def test_the_strip_opens_it_by_double_click_and_by_enter(view, live, draft, qtbot):
    open_draft(view, draft, qtbot)
    live.settle()
    qtbot.mouseDClick(view.photos.lines[0].thumbnail, Qt.MouseButton.LeftButton)
    page = view.pictures.page
    assert page.geometry() == view.rect()
    assert QApplication.focusWidget() is None or page.isAncestorOf(QApplication.focusWidget())
    live.settle()
    page.close()
    assert view.pictures.page is None
    qtbot.keyClick(view.photos.lines[0].thumbnail, Qt.Key.Key_Return)
    assert view.pictures.page is not None
    live.settle()
    view.pictures.page.close()


def test_steps_that_were_left_come_back_with_the_toast(view, live, draft, qtbot):
    open_draft(view, draft, qtbot)
    view.pictures.care(draft.photos[0].id)
    live.settle()
    drag(qtbot, view.pictures.page.canvas, (0.5, 0.5))
    with qtbot.waitSignal(view.toast_wanted) as toast:
        view.pictures.page.close()
    assert toast.args[0] == "Kuvan muutokset jäivät kesken."
    toast.args[1]()
    assert len(view.pictures.page.canvas.edits.strokes) == 1
    assert view.pictures.page.canvas.can_undo()
    live.settle()
    view.pictures.page.canvas.start_over()
    view.pictures.page.close()


def test_another_draft_closes_it(view, live, draft, qtbot):
    open_draft(view, draft, qtbot)
    view.pictures.care(draft.photos[0].id)
    live.settle()
    view.new_draft()
    assert view.pictures.page is None


def drop_on(strip, data):
    for make in (QDragEnterEvent, QDropEvent):
        place = QPoint(4, 4) if make is QDragEnterEvent else QPointF(4, 4)
        event = make(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        (strip.dragEnterEvent if event.type() == QEvent.Type.DragEnter else strip.dropEvent)(event)
        assert event.isAccepted()


def test_several_files_and_a_picture_can_be_dropped_on_the_strip(view, live, draft, qtbot, tmp_path):
    open_draft(view, draft, qtbot)
    paths = [tmp_path / "yksi.png", tmp_path / "kaksi.JPG", tmp_path / "ei-kuva.jpg"]
    for path in paths[:2]:
        path.write_bytes(png(drawn(64, 48)))
    paths[2].write_text("ei kuva")
    paths.append(tmp_path / "poissa.jpg")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    with qtbot.waitSignal(live.bridge.toast_wanted, timeout=10_000) as toast:
        drop_on(view.photos, data)
    assert toast.args[0].startswith("Tiedosto ei-kuva.jpg ei ole kuva")
    assert toast.args[0].endswith("Myös toinen kuva jäi pois.")
    qtbot.waitUntil(lambda: len(view.photos.lines) == 3, timeout=10_000)
    image = QMimeData()
    image.setImageData(drawn(32, 24))
    drop_on(view.photos, image)
    qtbot.waitUntil(lambda: len(view.photos.lines) == 4, timeout=10_000)
    assert (view.photos.lines[3].photo.width, view.photos.lines[3].photo.mime) == (32, "image/png")


@pytest.mark.parametrize("fresh", [True, False])
def test_a_file_can_be_dropped_on_the_paper_and_on_its_questions(fresh, view, live, qtbot, tmp_path):
    path = tmp_path / "kuva.png"
    path.write_bytes(png(drawn(64, 48)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    taking = [child for child in view.paper.children() if isinstance(child, QWidget) and child.acceptDrops()]
    sheet = next(child for child in taking if isinstance(child, EmptyPaper) is fresh)
    view.paper.insertPlainText("" if fresh else "Savea")
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (QDragEnterEvent(QPoint(20, 20), *how), QDropEvent(QPointF(20, 20), *how)):
        QApplication.sendEvent(sheet, event)
        assert event.isAccepted()
    qtbot.waitUntil(lambda: len(view.photos.lines) == 1, timeout=10_000)
    assert view.paper.text() == ("" if fresh else "Savea")


def test_a_pasted_picture_is_written_nowhere_but_as_its_copy(view, live, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    data = QMimeData()
    data.setImageData(drawn(40, 30))
    QApplication.clipboard().setMimeData(data)
    view.paper.paste()
    qtbot.waitUntil(lambda: len(view.photos.lines) == 1, timeout=10_000)
    assert list((tmp_path / "tmp").iterdir()) == []
    folder = Path(view.photos.lines[0].photo.path).parent
    assert [path.name for path in folder.iterdir()] == [Path(view.photos.lines[0].photo.path).name]


# ---------------------------------------------------------------- parts


@pytest.mark.parametrize(
    ("grip", "pull", "box"),
    [
        (Grip(-1, -1), (50, 40), (50, 40, 640, 480)),
        (Grip(1, 1), (-900, -900), (0, 0, LEAST, LEAST)),
        (Grip(1, 0), (900, 900), (0, 0, 640, 480)),
        (Grip(0, -1), (7, 9000), (0, 480 - LEAST, 640, 480)),
        (Grip.whole(), (30, 30), (0, 0, 640, 480)),
    ],
)
def test_a_frame_stays_inside_and_never_vanishes(grip, pull, box):
    frame = CropFrame((0, 0, 640, 480), (640, 480))
    frame.pull(grip, *pull)
    assert frame.box == box


def test_steps_forget_what_was_taken_back_once_another_is_made():
    one, two = Edits((Stroke(5, ((1, 1),)),)), Edits((), (0, 0, 9, 9))
    steps = Steps()
    assert (steps.add(one), steps.add(one)) == (True, False)
    assert steps.go(-1)
    assert steps.add(two)
    assert (steps.now, steps.can_go(1), steps.go(5)) == (two, False, False)
