# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The paper: a plain-text editor that tells when the hands rest and carries Mummo's marks under its words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.editor.brought import brought
from ui.editor.caret import Caret
from ui.editor.marks import Highlight, Marks
from ui.editor.page import EDGE, Page
from ui.editor.rests import Rests
from ui.editor.spans import Spans, whole

__all__ = ["Highlight", "Paper"]

PARAGRAPH, LINE = "\u2029", "\u2028"


class Paper(Page):
    """The sheet one writes on. No key press ever looks at the whole text: the signals below wait for a rest.

    Signals
        settled: text and revision, 60 ms after the last key (counters).
        paused: text and revision, 700 ms after the last key (Mummo reads).
        save_wanted: text and cursor (code points), 1 s after the last key and every 3 s while typing.
        picture_dropped: a path; picture_pasted: a QImage; text_pasted: what was put in, as plain text.
        file_refused: a file was dropped that is no picture.
        mark_clicked: the key of a mark.
    """

    settled = Signal(str, int)
    paused = Signal(str, int)
    save_wanted = Signal(str, int)
    picture_dropped = Signal(str)
    picture_pasted = Signal(object)
    text_pasted = Signal(str)
    file_refused = Signal()
    mark_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty sheet."""
        super().__init__(parent)
        self.revision = 0
        self._starter = ""
        self._opening = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self._caret = Caret(self)
        self._marks = Marks(self.document())
        self._rests = Rests(self)
        self._rests.settled.connect(self._tell_settled)
        self._rests.paused.connect(self._tell_paused)
        self._rests.save.connect(self._tell_save)
        self.document().contentsChange.connect(self._changed)
        self._write("")

    # ------------------------------------------------------------ the text

    def open(self, text: str, cursor: int = 0, starter: str = "") -> None:
        """Show another text, `cursor` in code points; `starter` is the faint question of an empty sheet."""
        self._rests.forget()
        self._marks.clear()
        self._starter = starter
        text = whole(text)
        self._write(text)
        self.revision += 1
        place = self.textCursor()
        place.setPosition(min(Spans(text).to_utf16(max(cursor, 0)), self.document().characterCount() - 1))
        self.setTextCursor(place)
        self.ensureCursorVisible()

    def text(self) -> str:
        """Return the text as written, non-breaking spaces kept (toPlainText would lose them)."""
        return self.document().toRawText().replace(PARAGRAPH, "\n").replace(LINE, "\n")

    def cursor_offset(self) -> int:
        """Return where the caret stands, in code points."""
        return Spans(self.text()).to_code_points(self.textCursor().position())

    def selection(self) -> tuple[int, int]:
        """Return where the selection begins and ends, in code points; both are the caret without one."""
        place, spans = self.textCursor(), Spans(self.text())
        return spans.to_code_points(place.selectionStart()), spans.to_code_points(place.selectionEnd())

    def select(self, start: int, end: int) -> None:
        """Select a stretch of the text, in code points."""
        spans, place = Spans(self.text()), self.textCursor()
        place.setPosition(spans.to_utf16(start))
        place.setPosition(spans.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(place)

    def insert(self, words: str) -> None:
        """Put words at the caret, as if typed."""
        self.textCursor().insertText(whole(words))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_mention(self) -> None:
        """Put an @ at the caret, parted from the word before it; whom it means is written on."""
        self.insert(self._gap_before() + "@")

    def begin_link(self) -> None:
        """Put the web address from the clipboard at the caret, or the beginning of one to be written on."""
        found = QGuiApplication.clipboard().text().strip()
        is_address = found.lower().startswith(("https://", "http://")) and len(found.split()) == 1
        self.insert(self._gap_before() + (found if is_address else "https://"))

    def _gap_before(self) -> str:
        place = self.textCursor()
        before = place.document().characterAt(place.selectionStart() - 1) if place.selectionStart() else ""
        return " " if before.strip() and before not in (PARAGRAPH, LINE) else ""

    def unsaved(self) -> bool:
        """Whether something was written that `save_wanted` has not told yet."""
        return self._rests.unsaved

    def flush(self) -> None:
        """Tell `save_wanted` now if anything is unsaved."""
        self._rests.save_now()

    def _write(self, text: str) -> None:
        self._opening = True
        self.clear()
        document = self.document()
        document.setUndoRedoEnabled(False)
        place = QTextCursor(document)
        place.setBlockFormat(self._block_format())
        place.insertText(text)
        document.setUndoRedoEnabled(True)
        document.setModified(False)
        self._opening = False

    @Slot(int, int, int)
    def _changed(self, position: int, removed: int, added: int) -> None:
        if self._opening:
            return
        self.revision += 1
        self._marks.changed(position, removed, added)
        self._rests.touch()

    @Slot()
    def _tell_settled(self) -> None:
        self.settled.emit(self.text(), self.revision)

    @Slot()
    def _tell_paused(self) -> None:
        self._end_step()
        self.paused.emit(self.text(), self.revision)

    @Slot()
    def _tell_save(self) -> None:
        self._end_step()
        self.save_wanted.emit(self.text(), self.cursor_offset())

    def _end_step(self) -> None:
        """Let undo take back what was written until here by itself: Qt joins typing only in a modified document."""
        self.document().setModified(False)

    # ------------------------------------------------------------ marks

    def show_marks(self, marks: Sequence[Highlight], revision: int, layer: str = "remarks") -> bool:
        """Mark these places; False (and nothing done) if the text has changed since `revision`."""
        if revision != self.revision:
            return False
        self._marks.show(layer, marks, Spans(self.text()))
        self.viewport().update()
        return True

    def activate(self, key: str | None, seek: bool = True) -> None:
        """Outline one mark and, with `seek`, bring it into sight; None outlines none."""
        self._marks.active = key
        anchor = self._marks.find(key) if key is not None and seek else None
        if anchor is not None:
            place = QTextCursor(self.document())
            place.setPosition(anchor.start)
            seen = self.cursorRect(place)
            bar = self.verticalScrollBar()
            if seen.top() < 0 or seen.bottom() > self.viewport().height():
                bar.setValue(bar.value() + seen.center().y() - self.viewport().height() // 3)
        self.viewport().update()

    def drop_mark(self, key: str) -> None:
        """Take one mark away; the others stay."""
        self._marks.drop(key)
        self.viewport().update()

    def words(self, key: str) -> str | None:
        """Return the words under a mark as they stand now, None if they were edited away."""
        anchor = self._marks.find(key)
        return anchor.cursor.selectedText().replace(PARAGRAPH, "\n").replace(LINE, "\n") if anchor else None

    def replace(self, key: str, words: str) -> bool:
        """Put `words` in place of a mark's words, as one step to undo; False if they were edited away."""
        anchor = self._marks.find(key)
        if anchor is None:
            return False
        place = QTextCursor(self.document())
        place.setPosition(anchor.start)
        place.setPosition(anchor.end, QTextCursor.MoveMode.KeepAnchor)
        if not words:
            self._take_space_along(place)
        place.insertText(whole(words))
        self.setTextCursor(place)
        return True

    @staticmethod
    def _take_space_along(place: QTextCursor) -> None:
        """Leave no double space behind words that are taken out."""
        document, start, end = place.document(), place.selectionStart(), place.selectionEnd()
        opens = start == 0 or document.characterAt(start - 1) in (" ", PARAGRAPH)
        if opens and document.characterAt(end) == " ":
            place.setPosition(start)
            place.setPosition(end + 1, QTextCursor.MoveMode.KeepAnchor)

    # ------------------------------------------------------------ Qt calls

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks and caret, then the text over them (a second painter after the text would cost as much again)."""
        bar, area = self.verticalScrollBar().value(), QRectF(event.rect())
        painter = QPainter(self.viewport())
        painter.fillRect(area, theme.color("paper"))
        if self._marks:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._marks.paint(painter, self._metrics, area.translated(0, bar), QPointF(0, -bar))
        if self._starter and self.document().isEmpty() and not self._composing():
            painter.setPen(theme.color("ink_faint"))
            painter.setFont(self.font())
            line = QRectF(EDGE + 2, EDGE, self.viewport().width() - 2 * EDGE, self.viewport().height())
            painter.drawText(line, Qt.TextFlag.TextWordWrap, self._starter)
        self._caret.paint(painter, area)
        painter.end()
        super().paintEvent(event)

    def _composing(self) -> bool:
        return bool(self.document().firstBlock().layout().preeditAreaText())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        super().focusInEvent(event)
        self._caret.wake()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the caret."""
        super().focusOutEvent(event)
        self._caret.sleep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin a new paragraph on Enter; on an empty line Qt would end the format instead and lose the line."""
        if event.matches(QKeySequence.StandardKey.InsertParagraphSeparator):
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell which mark was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            mark = self._marks.at(self.cursorForPosition(event.position().toPoint()).position())
            if mark is not None:
                self.mark_clicked.emit(mark.key)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text and pictures."""
        return source.hasText() or source.hasHtml() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Put text in as plain text; hand pictures on; the path of any other file is no text."""
        got = brought(source)
        for path in got.pictures:
            self.picture_dropped.emit(path)
        if got.image is not None:
            self.picture_pasted.emit(got.image)
        if got.refused:
            self.file_refused.emit()
        if got.text:
            self.textCursor().insertText(got.text)
            self.ensureCursorVisible()
            self.text_pasted.emit(got.text)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text, nothing else."""
        made = QMimeData()
        made.setText(self.textCursor().selectedText().replace(PARAGRAPH, "\n").replace(LINE, "\n"))
        return made
